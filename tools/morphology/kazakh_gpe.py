#!/usr/bin/env python3
"""Measures how many inflected Kazakh names of countries, regions and cities in a corpus `gaztag tag` finds.

  tools/morphology/kazakh_gpe.py kk-dev.jsonl --gaztag target/release/gaztag

The corpus is an object a line: `id`, `text`, and `spans` with `start`, `end` (code points, end exclusive) and `type`. The spans of the
type GPE count.

Which name a span inflects is decided without the rules that are measured. A name `B` of the gazetteers (name:kk and alias:kk of the
countries, cities, regions and places) is a base of the span `T` when `T` is `B` and Kazakh suffixes behind it, in any harmony and
with any first consonant, so that a suffix that is no right one counts too:

  T = B ["-"] (-лық) (plural) (possessive) (case) (-ғы -гі) (-мын, -сың, …), at least one of them

`B` may lose a last т or с before т, and have its last п к қ voiced. Of several bases the longest counts; a span that is a name of the
gazetteers as it stands is not inflected, and one with no base in them is not looked at. Letter case does not count; `B` of one or two
letters is no base.

A name with the flag `context`, `form` or `never` is no base: such a name is not looked for in a sentence that stands alone. How many
spans that leaves out is printed.

  exact    a mention begins and ends where the span does
  matched  exact, or the mention is a longer name that ends where the span does: `Шығыс Қазақстаннан` where only the last word is marked

Both are printed, and every inflected span that is not matched.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent
TABLES = ["countries.tsv", "cities.tsv", "regions.tsv", "places.tsv"]
TYPES = {"COUNTRY", "CITY", "REGION", "LOCATION"}

SUFFIXES = re.compile(
    "-?"
    "([лдт][ыі][қк])?"
    "([лдт][ае]р)?"
    "(с?[ыі]|[ыі]?[мң]([ыі]з)?)?"
    "([ндт][ыі]ң|н?[ндт][ыі]|н|[ғгқк][ае]|н?[ае]|н?[дт][ае]н?|[ндт][ае]н|[мбп]ен(ен)?|[дт][ае]й|ш[ае])?"
    "([ғг][ыі]|кі)?"
    "([мбп][ыі]н|с[ыі]ң|[мбп][ыі]з)?"
)
VOICED = {"п": "б", "к": "г", "қ": "ғ"}


def fold(text):
    return text.lower().replace("ё", "е")


def bases(gazetteers):
    """The Kazakh names of places, without flags, folded: those that are looked for in any sentence, and the others."""
    names, others = set(), set()
    for table in TABLES:
        lines = (gazetteers / table).read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        columns = [place for place, column in enumerate(rows[0]) if column in ("name:kk", "alias:kk")]
        for row in rows[1:]:
            cells = "|".join(row[column] for column in columns if column < len(row))
            for cell in cells.split("|"):
                name = re.sub(r"\{.*?\}", "", cell).strip()
                if not name.startswith("-") and len(name) > 2:
                    needs_more = re.search(r"[{,](context|form|never)[,}]", cell)
                    (others if needs_more else names).add(fold(name))
    return names, others - names


def base_of(span, names):
    """The longest name that the span inflects; the span itself when it is a name, nothing when there is none."""
    if span in names:
        return span
    for length in range(len(span) - 1, 2, -1):
        stem, suffixes = span[:length], span[length:]
        if not SUFFIXES.fullmatch(suffixes):
            continue
        if stem in names:
            return stem
        for last, voiced in VOICED.items():
            if stem.endswith(voiced) and stem[:-1] + last in names and suffixes[0] in "ыі":
                return stem[:-1] + last
        if suffixes[0] == "т" and stem[-1:] in ("с",) and (stem + "т" in names or stem + "с" in names):
            return stem + "т" if stem + "т" in names else stem + "с"
    return None


def tag(gaztag, corpus):
    done = subprocess.run([*gaztag.split(), "tag", "--stdin", "jsonl", "-"], input=corpus, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    return {row["id"]: row["mentions"] for row in map(json.loads, done.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the corpus, JSON lines")
    parser.add_argument("--gaztag", default="gaztag", help="the program, with leading words if it needs any")
    parser.add_argument("--gazetteers", type=Path, default=REPO / "gazetteers", help="the gazetteers in which bases are looked up")
    parser.add_argument("--bar", type=float, default=99.0, help="least share of inflected spans that must be matched")
    args = parser.parse_args()

    corpus = args.corpus.read_text(encoding="utf-8")
    names, others = bases(args.gazetteers)
    mentions = tag(args.gaztag, corpus)
    counts = collections.Counter()
    missed = collections.Counter()
    for document in map(json.loads, corpus.splitlines()):
        found = [(m["start"], m["end"]) for m in mentions.get(document["id"], []) if m["type"] in TYPES]
        for span in document["spans"]:
            if span["type"] != "GPE":
                continue
            start, end = span["start"], span["end"]
            text = document["text"][start:end]
            base = base_of(fold(text), names | others)
            if base in others:
                counts["left out"] += 1
                continue
            kind = "no base" if base is None else "bare" if base == fold(text) else "inflected"
            counts[kind] += 1
            is_matched = any(a <= start and b == end for a, b in found)
            counts[kind, "matched"] += is_matched
            counts[kind, "exact"] += (start, end) in found
            if kind == "inflected" and not is_matched:
                context = document["text"][max(0, start - 15) : end + 15]
                missed[text, base, context] += 1
    print(
        f"GPE spans: {counts['bare']} bare, {counts['inflected']} inflected, {counts['left out']} of names that need a context, "
        f"{counts['no base']} with no base in the gazetteers"
    )
    for kind in ("bare", "inflected"):
        share = 100 * counts[kind, "matched"] / max(1, counts[kind])
        exact = 100 * counts[kind, "exact"] / max(1, counts[kind])
        print(f"{kind:10} matched {counts[kind, 'matched']} of {counts[kind]} = {share:.2f} %, exact {exact:.2f} %")
    for (text, base, context), count in sorted(missed.items(), key=lambda row: (-row[1], row[0])):
        print(f"  {count:3}  {text}  (base {base})  …{context}…")
    return int(100 * counts["inflected", "matched"] / max(1, counts["inflected"]) < args.bar)


if __name__ == "__main__":
    sys.exit(main())
