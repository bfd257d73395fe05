#!/usr/bin/env python3
"""Natasha's predictions for a Russian corpus, in the format of `gaztag eval`, so that the two can be compared.

  python3.11 -m venv natasha && natasha/bin/pip install -r tools/bench/requirements.txt
  natasha/bin/python tools/bench/natasha.py corpus.jsonl --output natasha.jsonl
  gaztag eval corpus.jsonl --skip adj,common --against natasha.jsonl

The corpus is JSON lines with `id` and `text`; so is the output, with spans of the types PER, LOC and ORG in code points. Natasha's
model of news (slovnet) comes with the package and uses one core. How long the tagging took, without loading, goes to the standard
error output.

The script must not be imported from the folder that it stands in, where it would hide the package of its name: it takes that folder off
the path.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter  # noqa: E402


def documents(corpus):
    with open(corpus, encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def spans(text, segmenter, tagger):
    document = Doc(text)
    document.segment(segmenter)
    document.tag_ner(tagger)
    return [{"start": span.start, "end": span.stop, "type": span.type} for span in document.spans]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="JSON lines with `id` and `text`")
    parser.add_argument("--output", help="where the predictions go; else to the standard output")
    options = parser.parse_args()
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    started, characters, lines = time.process_time(), 0, []
    for document in documents(options.corpus):
        # An empty text has nothing to find, and Natasha fails on it.
        found = spans(document["text"], segmenter, tagger) if document["text"].strip() else []
        characters += len(document["text"])
        lines.append(json.dumps({"id": document["id"], "spans": found}, ensure_ascii=False))
    seconds = time.process_time() - started
    with open(options.output, "w", encoding="utf-8") if options.output else sys.stdout as out:
        print(*lines, sep="\n", file=out)
    rate = characters / seconds if seconds else 0.0
    print(f"{len(lines)} documents, {characters} characters, {seconds:.1f} s, {rate:,.0f} characters a second", file=sys.stderr)


if __name__ == "__main__":
    main()
