#!/usr/bin/env python3
"""MB/s of gaztag and of Python's taggers, with the same names and the same Russian news, each on one core.

  python3.11 -m venv peers && peers/bin/pip install -r tools/bench/requirements.txt
  peers/bin/python tools/bench/peers.py [--forms 500000] [--rounds 3]

`cargo bench --bench matching` writes the surface forms and measures gaztag; every peer gets all the forms, for none of them inflects:

  pyahocorasick        an automaton over small letters, `iter`; with boundaries: and a look at the characters around what it finds
  flashtext            `KeywordProcessor.extract_keywords`, which finds whole words, the longest from the left
  spaCy PhraseMatcher  blank("ru"), by LOWER: the text cut into tokens, and what is found
  Natasha              a neural tagger of news, with no names of anyone: segmenter and NER

Rounds take turns, so that what else the machine does falls on all, and time is the processor's. A megabyte is one of the text as it is, in
UTF-8. Texts are the development corpora, where GAZTAG_SHARED (else ../shared) has them, else the article in benches/samples. A peer that is not
installed is left out.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Else `natasha` would be the script of its name in this folder.
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

REPO = Path(__file__).resolve().parent.parent.parent
CORPORA = ["factrueval/ru-dev.jsonl", "nerel/ru-dev.jsonl"]


def texts():
    root = Path(os.environ.get("GAZTAG_SHARED", REPO.parent / "shared")) / "eval"
    lines = [line for corpus in CORPORA if (root / corpus).exists() for line in (root / corpus).open(encoding="utf-8")]
    article = (REPO / "benches" / "samples" / "article.txt").read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in lines] or [article] * 300


def bench(cargo, *arguments):
    """What the bench prints."""
    done = subprocess.run([*cargo.split(), "bench", "--bench", "matching", "--", *arguments], cwd=REPO, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def gaztag(cargo, forms):
    """MB/s by what is measured."""
    found = re.findall(r"^\| (gaztag, .*?) \| ([\d.]+) \(", bench(cargo, "--ours", str(forms)), re.MULTILINE)
    return {title: float(rate) for title, rate in found}


def pyahocorasick(forms):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, form in enumerate(forms):
        automaton.add_word(form.lower(), (number, len(form)))
    automaton.make_automaton()

    def bare(text):
        return sum(1 for _ in automaton.iter(text.lower()))

    def with_boundaries(text):
        small, count = text.lower(), 0
        for end, (_, length) in automaton.iter(small):
            start = end + 1 - length
            before, after = small[start - 1 : start], small[end + 1 : end + 2]
            count += not before.isalnum() and not after.isalnum()
        return count

    return {"pyahocorasick": bare, "pyahocorasick, with boundaries": with_boundaries}


def flashtext(forms):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    # By itself it takes Cyrillic letters for the ends of words.
    processor.non_word_boundaries.update(letter for form in forms for letter in form.lower() + form.upper() if letter.isalnum())
    for form in forms:
        processor.add_keyword(form)
    return {"flashtext": lambda text: len(processor.extract_keywords(text))}


def spacy_phrase_matcher(forms):
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("ru")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("NAME", list(language.tokenizer.pipe(forms)))
    return {"spaCy PhraseMatcher": lambda text: len(matcher(language.make_doc(text)))}


def natasha(_):
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def spans(text):
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)
        return len(document.spans)

    return {"Natasha": spans}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=int, default=500_000, help="how many surface forms")
    parser.add_argument("--rounds", type=int, default=3, help="how often all run")
    parser.add_argument("--cargo", default="cargo", help="the program, with leading words if it needs any")
    args = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "forms.txt"
        bench(args.cargo, "--write", str(file), str(args.forms))
        forms = file.read_text(encoding="utf-8").splitlines()
    news = [text for text in texts() if text.strip()]
    size = sum(len(text.encode()) for text in news)
    peers, building = {}, {}
    for build in (pyahocorasick, flashtext, spacy_phrase_matcher, natasha):
        begin = time.process_time()
        try:
            ways = build(forms)
        except ModuleNotFoundError as missing:
            print(f"{build.__name__} is left out: {missing}", file=sys.stderr)
            continue
        peers.update(ways)
        building.update(dict.fromkeys(ways, time.process_time() - begin))

    rates, found = {}, {}
    for _ in range(args.rounds):
        for title, rate in gaztag(args.cargo, args.forms).items():
            rates.setdefault(title, []).append(rate)
        for title, tag in peers.items():
            begin = time.process_time()
            found[title] = sum(map(tag, news))
            rates.setdefault(title, []).append(size / 1e6 / (time.process_time() - begin))

    medians = {title: statistics.median(of_title) for title, of_title in rates.items()}
    ours = [title for title in rates if title not in peers]
    print(f"{len(forms)} surface forms; {len(news)} texts, {size / 1e6:.2f} MB; {args.rounds} rounds; load {os.getloadavg()[0]:.1f}\n")
    print("| tagger | MB/s (least to most) | found | build, s | " + " | ".join(f"{title}: times as fast" for title in ours) + " |")
    print("|---|---|---|---|" + "---|" * len(ours))
    for title, of_title in rates.items():
        cells = [f"{medians[title]:.3g} ({min(of_title):.3g} to {max(of_title):.3g})"]
        cells += [str(found[title]), f"{building[title]:.1f}"] if title in found else ["", ""]
        cells += [f"{medians[our] / medians[title]:.1f}" if title in found else "" for our in ours]
        print(f"| {title} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
