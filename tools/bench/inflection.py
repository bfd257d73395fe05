#!/usr/bin/env python3
"""How many names a second gaztag inflects on one core, beside pymorphy3 in the same run.

  python3 -m venv oracle && oracle/bin/pip install -r tools/morphology/requirements.txt
  oracle/bin/python tools/bench/inflection.py

gaztag is `cargo bench --bench inflection`. pymorphy3 gets the Russian names of the two sets that have one word: the one-word names of
cities and the surnames of people, out of gazetteers/*.tsv. A name is one base form in, all its forms out:

  lexeme   parse, and every form of the first reading that is a nominative
  6 cases  parse, and `inflect` of that reading to the six cases

Rounds take turns, gaztag then pymorphy3, so that what else the machine does falls on both; the table has the median of the rounds and
how far they lie apart. Both use one core. The load of the machine before each round is printed: above 0 it was shared.

With --fail-under the exit status says whether each set of one-word names in Russian reaches the bar.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent
TOPONYMS, SURNAMES = "ru/toponyms-of-one-word", "ru/surnames"
UNITS = {"": 1, "K": 1e3, "M": 1e6, "G": 1e9}
CASES = ["nomn", "gent", "datv", "accs", "ablt", "loct"]


def names(table):
    """The Russian names and aliases of a table, without flags."""
    lines = (REPO / "gazetteers" / table).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    columns = [place for place, column in enumerate(rows[0]) if column in ("name:ru", "alias:ru")]
    cells = (row[column] for row in rows[1:] for column in columns if column < len(row))
    for name in "|".join(cells).split("|"):
        name = re.sub(r"\{.*?\}", "", name).strip()
        if name and not name.startswith("-"):
            yield name.split()


def sets():
    one_word = {words[0] for words in names("cities.tsv") if len(words) == 1}
    surnames = {words[-1] for words in names("people.tsv") if len(words) > 1}
    return {TOPONYMS: sorted(one_word), SURNAMES: sorted(surnames)}


def gaztag(cargo):
    """Names a second by set, out of what Criterion prints."""
    command = [*cargo.split(), "bench", "--bench", "inflection"]
    done = subprocess.run(command, cwd=REPO, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    found = re.findall(r"inflection/(\S+)\s+time:.*?thrpt:\s*\[\S+ \S+ (\S+) ([KMG]?)elem/s", done.stdout, re.DOTALL)
    return {title: float(figure) * UNITS[unit] for title, figure, unit in found}


def first_nominative(analyzer, word):
    readings = analyzer.parse(word)
    return next((reading for reading in readings if reading.tag.case == "nomn"), readings[0])


def lexeme(analyzer, word):
    return [form.word for form in first_nominative(analyzer, word).lexeme]


def six_cases(analyzer, word):
    reading = first_nominative(analyzer, word)
    return [form.word for case in CASES if (form := reading.inflect({case}))]


def pymorphy(analyzer, way, words):
    begin = time.perf_counter()
    for word in words:
        way(analyzer, word)
    return len(words) / (time.perf_counter() - begin)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often both run")
    parser.add_argument("--cargo", default="cargo", help="the program, with leading words if it needs any")
    parser.add_argument("--fail-under", type=float, metavar="N", help="exit status 1 when a set of one-word names has fewer names a second")
    args = parser.parse_args()

    import pymorphy3

    analyzer = pymorphy3.MorphAnalyzer()
    words = sets()
    ours, theirs, loads = {}, {}, []
    subprocess.run([*args.cargo.split(), "bench", "--bench", "inflection", "--no-run", "--quiet"], cwd=REPO, check=True)
    for _ in range(args.rounds):
        loads.append(f"{os.getloadavg()[0]:.1f}")
        for title, rate in gaztag(args.cargo).items():
            ours.setdefault(title, []).append(rate)
        for title, texts in words.items():
            for way in (lexeme, six_cases):
                theirs.setdefault((title, way), []).append(pymorphy(analyzer, way, texts))

    def cell(rates):
        return f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"

    print(f"{args.rounds} rounds, {os.cpu_count()} cores; load of the machine before each: {', '.join(loads)}\n")
    print("| set | names | gaztag, names/s | pymorphy3 lexeme | ratio | pymorphy3 6 cases | ratio |")
    print("|---|---|---|---|---|---|---|")
    for title, rates in ours.items():
        cells = [str(len(words[title])) if title in words else "", cell(rates)]
        for way in (lexeme, six_cases):
            peer = theirs.get((title, way))
            cells += [cell(peer), f"{statistics.median(rates) / statistics.median(peer):.0f}"] if peer else ["", ""]
        print(f"| {title} | {' | '.join(cells)} |")
    if args.fail_under is None:
        return 0
    return int(any(statistics.median(ours.get(title, [0])) < args.fail_under for title in words))


if __name__ == "__main__":
    sys.exit(main())
