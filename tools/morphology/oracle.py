#!/usr/bin/env python3
"""Compares the Russian forms of `gaztag gazetteer expand` with those of OpenCorpora, as PyPI pymorphy3 carries it.

  python3 -m venv oracle && oracle/bin/pip install -r tools/morphology/requirements.txt
  oracle/bin/python tools/morphology/oracle.py --gaztag target/release/gaztag

The dictionary is read, never shipped: it is CC BY-SA, and inflection needs none. The lexemes are those that OpenCorpora tags `Geox`
(all of them), `Surn`, `Name` and `Patr` (a sample by a fixed seed, men and women apart). Of a lexeme count the singular forms, or the
plural ones where it has no singular; variants in -ою/-ею, vocatives, and what is tagged archaic, colloquial or an error are left out.
`ё` counts as `е` and letter case does not count. The gender is given for people's names, for places nothing is.

  recall     share of the dictionary's distinct forms that are generated
  precision  share of the generated distinct forms that the dictionary has
  perfect    share of names of which no form is missing

Disagreements are listed by class (how the end of the name changes), the most frequent class first: read them. What the dictionary
has wrong stays; what the rules have wrong is mended in src/morph/ru, by rule. With --fail-under the exit status says whether
the bar holds.
"""

import argparse
import collections
import json
import random
import subprocess
import sys
from pathlib import Path

SEED = 20240701  # of the sample in docs/MORPHOLOGY.md, on which the rules were mended
SAMPLE = 3000

# Forms with one of these are variants that no news uses, or slips of the dictionary.
LEFT_OUT = {"V-oy", "V-ey", "V-be", "Arch", "Infr", "Erro", "Dist", "Slng", "voct", "Coun"}

# Name of a set, grammeme of its lexemes, gender of the base form, type and hint for `gaztag gazetteer expand`, bar of recall.
SETS = [
    ("toponyms", "Geox", None, "toponym", "", 99.4),
    ("surnames m", "Surn", "masc", "surname", "m", 99.7),
    ("surnames f", "Surn", "femn", "surname", "f", 99.7),
    ("given m", "Name", "masc", "given", "m", 99.7),
    ("given f", "Name", "femn", "given", "f", 99.7),
    ("patronymics m", "Patr", "masc", "patronymic", "m", 99.7),
    ("patronymics f", "Patr", "femn", "patronymic", "f", 99.7),
]
PRECISION = 93.0
# Patronymics have no bar of precision: -ичем and -ичом are both made.
BARS = {"toponyms", "surnames m", "surnames f", "given m", "given f"}


def fold(text):
    return text.lower().replace("ё", "е")


def lexemes(grammemes):
    """{grammeme: [[(form, grammemes of the form)]]} of the nouns of the dictionary."""
    import pymorphy3

    dictionary = pymorphy3.MorphAnalyzer().dictionary
    found = collections.defaultdict(list)
    tables = {}
    for number in range(len(dictionary.paradigms)):
        rows = dictionary.build_paradigm_info(number)
        tags = rows[0][1].grammemes
        kinds = [grammeme for grammeme in grammemes if grammeme in tags]
        if kinds and "NOUN" in tags:
            tables[number] = (kinds, [(prefix, tag.grammemes, suffix) for prefix, tag, suffix in rows])
    for word, (number, row) in dictionary.words.iteritems():
        if number in tables and row == 0:
            kinds, rows = tables[number]
            prefix, _, suffix = rows[0]
            stem = word[len(prefix) : len(word) - len(suffix)]
            forms = [(prefix + stem + suffix, tags) for prefix, tags, suffix in rows]
            for kind in kinds:
                found[kind].append(forms)
    return found


def gold(lexemes, gender):
    """{base form: set of its forms}; the forms of homonyms together."""
    names = collections.defaultdict(set)
    for forms in lexemes:
        forms = [(word, tags) for word, tags in forms if not tags & LEFT_OUT]
        # Аркадиевич is a name of its own beside Аркадьевич.
        is_spelt_ie = forms and "V-ie" in forms[0][1]
        forms = [(word, tags) for word, tags in forms if ("V-ie" in tags) == is_spelt_ie]
        if gender:
            forms = [(word, tags) for word, tags in forms if gender in tags or "ms-f" in tags or "Ms-f" in tags]
        number = "plur" if gender is None and all("plur" in tags for _, tags in forms) else "sing"
        forms = [(word, tags) for word, tags in forms if number in tags]
        base = next((word for word, tags in forms if "nomn" in tags), None)
        if base:
            is_acronym = any("Abbr" in tags for _, tags in forms)
            base = base.upper() if is_acronym else "-".join(part.capitalize() for part in base.split("-"))
            names[base] |= {fold(word) for word, _ in forms}
    return names


def expand(gaztag, kind, hint, names):
    lines = "".join(f"ru\t{kind}\t{name}\t{hint}\n" for name in names)
    done = subprocess.run([*gaztag.split(), "gazetteer", "expand", "--stdin"], input=lines, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: {fold(form) for form in row["forms"]} for name, row in zip(names, rows, strict=True)}


def change(base, forms):
    """How the end of a name changes to the forms: `-ец > -йца -йцу`."""
    base = fold(base)
    shared = min(next((i for i, (a, b) in enumerate(zip(base, form)) if a != b), min(len(base), len(form))) for form in forms)
    shared = max(0, min(shared, len(base) - 1) - 1)
    return f"-{base[shared:]} > " + " ".join(sorted(f"-{form[shared:]}" for form in forms))


def listing(title, differences, classes, examples):
    groups = collections.defaultdict(list)
    for base, forms in differences.items():
        groups[change(base, forms)].append(base)
    print(f"  {title}: {len(differences)} names in {len(groups)} classes")
    for key, names in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))[:classes]:
        print(f"    {len(names):5}  {key}   ({', '.join(sorted(names)[:examples])}{', …' if len(names) > examples else ''})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gaztag", default="gaztag", help="the program, with leading words if it needs any")
    parser.add_argument("--set", action="append", choices=[row[0] for row in SETS], help="only this set")
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample; another one gives names that no rule was mended on")
    parser.add_argument("--cache", type=Path, help="keep what is read of the dictionary in this file")
    parser.add_argument("--classes", type=int, default=40, help="how many classes of disagreements to list")
    parser.add_argument("--examples", type=int, default=6, help="how many names of a class to list")
    parser.add_argument("--extra", action="store_true", help="list the generated forms that the dictionary does not have, too")
    parser.add_argument("--fail-under", action="store_true", help="exit status 1 when a bar is missed")
    args = parser.parse_args()

    if args.cache and args.cache.exists():
        golds = {name: {base: set(forms) for base, forms in rows.items()} for name, rows in json.loads(args.cache.read_text()).items()}
    else:
        found = lexemes({row[1] for row in SETS})
        golds = {name: gold(found[grammeme], gender) for name, grammeme, gender, *_ in SETS}
        if args.cache:
            args.cache.write_text(json.dumps({n: {b: sorted(f) for b, f in g.items()} for n, g in golds.items()}, ensure_ascii=False))

    missed = False
    for name, _, _, kind, hint, bar in SETS:
        if args.set and name not in args.set:
            continue
        known = golds[name]
        bases = sorted(known)
        if name != "toponyms" and len(bases) > SAMPLE:
            bases = sorted(random.Random(args.seed).sample(bases, SAMPLE))
        made = expand(args.gaztag, kind, hint, bases)
        right = sum(len(known[base] & made[base]) for base in bases)
        recall = 100 * right / sum(len(known[base]) for base in bases)
        precision = 100 * right / sum(len(made[base]) for base in bases)
        missing = {base: known[base] - made[base] for base in bases if known[base] - made[base]}
        perfect = 100 * (len(bases) - len(missing)) / len(bases)
        is_met = recall >= bar and (precision >= PRECISION or name not in BARS)
        missed |= not is_met
        print(
            f"{name:14} {len(bases):5} names  recall {recall:6.2f} (bar {bar})  precision {precision:6.2f}  perfect {perfect:6.2f}"
            f"{'' if is_met else '  BELOW THE BAR'}"
        )
        if args.classes:
            listing("missing", missing, args.classes, args.examples)
            if args.extra:
                extra = {base: made[base] - known[base] for base in bases if made[base] - known[base]}
                listing("not in the dictionary", extra, args.classes, args.examples)
    return 1 if missed and args.fail_under else 0


if __name__ == "__main__":
    sys.exit(main())
