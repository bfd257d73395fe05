#!/usr/bin/env python3
"""Shows what forms that are no words cost: lists the false alarms of `gaztag tag` that an inflected form made.

  python3 -m venv oracle && oracle/bin/pip install -r tools/morphology/requirements.txt
  oracle/bin/python tools/morphology/overgeneration.py ru-dev.jsonl --gaztag target/release/gaztag

The corpus is Russian, an object a line: `id`, `text`, and `spans` with `start`, `end` (code points, end exclusive) and `type`. A false
alarm is a mention whose limits and type (people, places, organisations) are those of no span, at whatever depth. Spans with a flag of
--skip are neither wanted nor punished, as in `gaztag eval`. Counted are mentions of the kinds inflected, abbreviated and coreference
whose text is not their lemma; letter case does not count, and `ё` counts as `е`.

The words of the text that differ from those of the lemma are looked up in OpenCorpora, as PyPI pymorphy3 carries it:

  a  paradigm    every one is in the paradigm of its word in the lemma: a real form, the alarm has another cause (the name means something
                 else there, or the annotators left it out)
  b  predicted   the dictionary lacks the lemma, and the form is in a paradigm that pymorphy3 predicts for it from words that end alike
  c  none        no paradigm of the lemma, known or predicted, has the form, or the words of a phrase share no case: over-generated

Every alarm of the class c is printed with what surrounds it, and with what the dictionary reads in its form: a word of another lemma there
is harm that over-generation did. The classes are counted over the right mentions too: what is of class c there is what the dictionary
lacks. With --fail-over the exit status says whether there are more of class c among the false alarms.

A corpus shows the harm that befell; --gazetteers FILE shows the harm that could: every Russian form of one word of the names in those
files is judged in the same way, and those of class c that are a known word of another lemma are counted. Those that the ambiguity gate
holds (`marks` of `gaztag gazetteer expand`) are counted apart, the others are printed. Most are right forms that the dictionary lacks.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
from pathlib import Path

KINDS = {"inflected", "abbreviated", "coreference"}
TYPES = {
    **dict.fromkeys(["PERSON", "PER"], "PER"),
    **dict.fromkeys(["COUNTRY", "CITY", "REGION", "DISTRICT", "GPE", "LOC", "LOCATION"], "LOC"),
    **dict.fromkeys(["ORG", "ORGANIZATION"], "ORG"),
}
# A word, with its hyphens.
TOKENS = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)*")
# A paradigm that pymorphy3 holds for less likely than this is no regular one.
LEAST_SCORE = 0.01
# Second genitive and locative are cases of their own in the dictionary.
CASES = {"nomn": "nomn", "gent": "gent", "gen2": "gent", "datv": "datv", "accs": "accs", "acc2": "accs", "ablt": "ablt", "loct": "loct", "loc2": "loct"}


def fold(text):
    return re.sub("[‐‑–]", "-", text.lower().replace("ё", "е"))


def is_cyrillic(word):
    return re.search("[а-яё]", word) is not None


class Dictionary:
    """The paradigms of words, each looked up once."""

    def __init__(self):
        import pymorphy3

        self.analyzer = pymorphy3.MorphAnalyzer()
        self.paradigms = {}

    def readings(self, word):
        return [parse for parse in self.analyzer.parse(word) if parse.score >= LEAST_SCORE or parse.is_known]

    def paradigm(self, lemma):
        """Whether the dictionary has the word, and its forms with the cases that each may stand for."""
        if lemma not in self.paradigms:
            readings = self.readings(lemma)
            is_known = any(reading.is_known for reading in readings)
            forms = collections.defaultdict(set)
            for reading in readings:
                if reading.is_known != is_known:
                    continue
                # Only readings of which the word is a base form; «Химки» is one of a plural.
                if reading.tag.case not in (None, "nomn"):
                    continue
                for form in reading.lexeme:
                    forms[fold(form.word)].add(CASES.get(form.tag.case, "any"))
            self.paradigms[lemma] = (is_known, forms)
        return self.paradigms[lemma]

    def cases(self, lemma, form):
        """(whether the dictionary has the lemma, the cases of the form in its paradigm)."""
        is_known, forms = self.paradigm(lemma)
        if form in forms:
            return is_known, set(forms[form])
        # Either reads the other: the prediction goes by the end of the word that it is asked about.
        if not is_known:
            found = {CASES.get(r.tag.case, "any") for r in self.readings(form) if fold(r.normal_form) == lemma}
            if found:
                return False, found
        if "-" in lemma and lemma.count("-") == form.count("-"):
            parts = [self.cases(a, b) for a, b in zip(lemma.split("-"), form.split("-")) if a != b]
            return all(known for known, _ in parts), common([cases for _, cases in parts])
        return is_known, set()

    def reading_of(self, form):
        """The known words of which the form is one, as a listing shows them."""
        found = {f"{r.normal_form} ({','.join(sorted(r.tag.grammemes & SHOWN))})" for r in self.analyzer.parse(form) if r.is_known}
        return ", ".join(sorted(found))


SHOWN = {"NOUN", "VERB", "INFN", "ADJF", "ADJS", "PRTF", "PRTS", "ADVB", "CONJ", "PREP", "GRND", "Name", "Surn", "Patr", "Geox", "Orgn"}


def common(sets):
    """The cases that all share; `any` goes with each."""
    shared = {"any"}
    for cases in sets:
        if "any" in shared:
            shared = cases | ({"any"} if "any" in cases else set())
        elif "any" not in cases:
            shared &= cases
        if not shared:
            return set()
    return shared


def judge(dictionary, lemma, text):
    """The class of a form, and the words that made it so; `None` when the text is the lemma."""
    base, form = (TOKENS.findall(fold(name)) for name in (lemma, text))
    if base == form:
        return None
    if len(base) != len(form):
        return "c", [(lemma, text, "other words")]
    worst, cases, words = "a", [], []
    for word, inflected in zip(base, form):
        if word == inflected:
            continue
        is_known, found = dictionary.cases(word, inflected)
        words.append((word, inflected, f"a form of {dictionary.reading_of(inflected) or 'no known word'}"))
        if not found:
            return "c", [words[-1]]
        cases.append(found)
        if not is_known:
            worst = "b"
    if not common(cases):
        return "c", [(lemma, text, "the words share no case")]
    return worst, words


def run(gaztag, arguments, text):
    done = subprocess.run([*gaztag.split(), *arguments], input=text, text=True, capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def features(gaztag, mentions):
    """{(entity, lemma, form): class and features} of the forms of the entities that are mentioned."""
    entities = sorted({mention["entity"] for mention in mentions})
    found = {}
    for name in run(gaztag, ["gazetteer", "expand", "--json", *entities], "") if entities else []:
        for form in name["forms"]:
            key = name["entity"], fold(name["base"]), fold(form["text"])
            found.setdefault(key, f"{form['class']} {form['features']}")
    return found


def standing(gaztag, dictionary, files):
    """Prints the over-generated forms of the names in gazetteer files that are a word of another lemma."""
    counts = collections.Counter()
    open_forms = collections.defaultdict(set)
    for name in run(gaztag, ["gazetteer", "expand", "--json", *map(str, files)], ""):
        for form in name["forms"] if name["language"] == "ru" else []:
            text = fold(form["text"])
            if " " in text or not is_cyrillic(text):
                continue
            verdict = judge(dictionary, form["lemma"], form["text"])
            counts["all"] += 1
            counts[verdict[0] if verdict else "base"] += 1
            if verdict and verdict[0] == "c" and dictionary.analyzer.word_is_known(text):
                counts["held" if form["marks"] else "open"] += 1
                if not form["marks"]:
                    open_forms[form["lemma"], form["class"]].add((form["text"], dictionary.reading_of(text)))
    print(
        f"gazetteers: {counts['all']} Russian forms of one word: {counts['base']} base forms, {counts['a']} in the paradigm (a), "
        f"{counts['b']} predicted (b), {counts['c']} over-generated (c)"
    )
    print(f"  of class c a word of another lemma: {counts['held'] + counts['open']}, held by the gate {counts['held']}, open {counts['open']}")
    for (lemma, name), forms in sorted(open_forms.items()):
        print(f"    {lemma} ({name})  " + "; ".join(f"{form}: {reading}" for form, reading in sorted(forms)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="*", help="the corpus, JSON lines; several are counted apart")
    parser.add_argument("--gaztag", default="gaztag", help="the program, with leading words if it needs any")
    parser.add_argument("--skip", default="", help="flags of spans that are neither wanted nor punished: adj,common")
    parser.add_argument("--list", default="c", help="the classes to print, `abc`")
    parser.add_argument("--right", action="store_true", help="print those of the right mentions too")
    parser.add_argument("--fail-over", type=int, metavar="N", help="exit status 1 when more false alarms are of class c")
    parser.add_argument("--gazetteers", type=Path, nargs="+", default=[], metavar="FILE", help="gazetteer files, to judge every form of")
    args = parser.parse_args()
    if not args.corpus and not args.gazetteers:
        parser.error("neither a corpus nor gazetteer files")

    skipped_flags = [flag for flag in args.skip.split(",") if flag]
    dictionary = Dictionary()
    over = 0
    for path in args.corpus:
        corpus = path.read_text(encoding="utf-8")
        documents = [json.loads(line) for line in corpus.splitlines() if line.strip()]
        tagged = run(args.gaztag, ["tag", "--quiet", "--language", "ru", "--stdin", "jsonl", "-"], corpus)
        mentions = {row["id"]: row["mentions"] for row in tagged}
        counts = collections.Counter()
        shown = collections.defaultdict(list)
        for document in documents:
            text = document["text"]
            skipped = [s for s in document["spans"] if any(s.get(flag) for flag in skipped_flags)]
            gold = {(s["start"], s["end"], TYPES[s["type"]]) for s in document["spans"] if s["type"] in TYPES and s not in skipped}
            for mention in mentions.get(document["id"], []):
                start, end = mention["start"], mention["end"]
                if mention["type"] not in TYPES:
                    continue
                is_right = (start, end, TYPES[mention["type"]]) in gold
                if not is_right and any(s["start"] < end and start < s["end"] for s in skipped):
                    continue
                kind = "right" if is_right else "false"
                counts[kind, "all"] += 1
                if mention["kind"] not in KINDS or not is_cyrillic(fold(mention["text"])):
                    continue
                verdict = judge(dictionary, mention["lemma"], mention["text"])
                if verdict is None:
                    continue
                counts[kind, "inflected"] += 1
                counts[kind, verdict[0]] += 1
                if verdict[0] in args.list and (kind == "false" or args.right):
                    context = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}"
                    touched = sorted({s["orig"] if "orig" in s else s["type"] for s in document["spans"] if s["start"] < end and start < s["end"]})
                    shown[kind, verdict[0]].append((mention, verdict[1], " ".join(context.split()), touched))
        print(f"{path.parent.name}/{path.stem}: {len(documents)} documents")
        for kind, title in (("false", "false alarms"), ("right", "right mentions")):
            figures = counts[kind, "inflected"], *(counts[kind, name] for name in "abc")
            print(
                f"  {title:14} {counts[kind, 'all']:5}, of inflected forms {figures[0]:5}: "
                f"{figures[1]} in the paradigm (a), {figures[2]} predicted (b), {figures[3]} over-generated (c)"
            )
        over += counts["false", "c"]
        told = features(args.gaztag, [mention for rows in shown.values() for mention, *_ in rows])
        for (kind, name), rows in sorted(shown.items()):
            print(f"  {'false alarms' if kind == 'false' else 'right mentions'} of class {name}")
            for mention, words, context, touched in rows:
                print(f"    {mention['text']}  <  {mention['lemma']}  {mention['entity']} {mention['kind']} {mention['relation']}")
                key = mention["entity"], fold(mention["lemma"]), fold(mention["text"])
                form = told.get(key, "not a form of a name of its own (a surname, initials, a spelling)")
                print(f"      {form};  {'; '.join(f'{b} > {f}: {why}' for b, f, why in words)}")
                print(f"      annotated there: {', '.join(touched) or 'nothing'};  …{context}…")
    if args.gazetteers:
        standing(args.gaztag, dictionary, args.gazetteers)
    return int(args.fail_over is not None and over > args.fail_over)


if __name__ == "__main__":
    sys.exit(main())
