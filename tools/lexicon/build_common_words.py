#!/usr/bin/env python3
"""Builds lexicon/common-{ru,en,kk}.fst: the lower-case word forms of a language, for the gate on ambiguous names.

The Russian and English words come from spelling dictionaries in Debian packages of fixed versions, which this script fetches with apt-get by name and
version and whose SHA-256 it checks (../gazetteers/packages.py):

  ru   hunspell-ru 1:7.5.0-1           Alexander Lebedev's dictionary, BSD-like
  en   hunspell-en-us 1:2020.12.07-2   SCOWL, permissive

The Kazakh words are written by hand, hand/common-kk.txt, and inflected by kazakh_words.py with the rules of gaztag itself. No word
list could be taken: the package hunspell-kk says GPL-2+ or LGPL-2.1+ or MPL-1.1+, but each of its 53,668 lower-case entries is
in aspell-kk 0.2, the word list that its README names as its source, and that one is GPL-2.0 only, of another author.

From dictionary to list:

  1. Entries that are not all lower case (proper names, acronyms) are left out, as are parts that stand in compounds only, and those
     that hand/not-common-LANGUAGE.txt names.
  2. The other entries are inflected by the affix file: suffixes, prefixes and, where both allow it, prefix with suffix. What the two
     affix files do not use (flags of several characters, suffixes on suffixes, pseudo-roots, ...) is not implemented but refused.
  3. `ё` is written `е`. Forms are left out that are shorter than two letters, have no vowel (abbreviations: шт, млрд, blvd), have
     any character but letters and hyphens (it's, 1st), are Roman numerals (en: xxi), or that the hand file names as forms.
  4. The sorted list is written to common-LANGUAGE.txt in the cache, and fst-builder/ makes the set of it. The alphabet of the sets,
     one byte a letter, is described in fst-builder/src/main.rs.

The result depends on nothing but the named versions, the hand files, the version of the crate `fst` in fst-builder/Cargo.lock and,
for Kazakh, the rules in src/morph/kk: the same input gives the same bytes. It needs cargo and the programs apt-get and dpkg-deb of
Debian 12.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import kazakh_words

HERE = Path(__file__).resolve().parent
REPO = HERE.parents[1]

sys.path.insert(0, str(HERE.parent / "gazetteers"))
import packages  # noqa: E402


class Source(NamedTuple):
    package: str  # of tools/gazetteers/packages.py
    dictionary: str  # path of the .dic without its suffix; the .aff stands beside it
    vowels: str


SOURCES = {
    "ru": Source("hunspell-ru", "usr/share/hunspell/ru_RU", "аеиоуыэюя"),
    "en": Source("hunspell-en-us", "usr/share/hunspell/en_US", "aeiouy"),
}

LANGUAGES = (*SOURCES, "kk")
KAZAKH_VOWELS = set("аәеиіоөуұүыэюя")
# How gaztag is started, which declines the Kazakh words.
GAZTAG = ["cargo", "run", "--quiet", "--locked", "--manifest-path", str(REPO / "Cargo.toml"), "--bin", "gaztag", "--"]

# Lines of an affix file that say nothing about which forms there are of the entries (`COMPOUND*` makes words of several entries).
IGNORED = {"SET", "TRY", "REP", "ICONV", "WORDCHARS", "NOSUGGEST", "COMPOUNDMIN", "COMPOUNDRULE"}

# The characters that have a byte in fst-builder/src/main.rs.
WORD = re.compile("[-a-zа-яіғқңүұһәө]{2,}")
ROMAN = re.compile("(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
# Roman numerals that are English words.
NOT_ROMAN = {"mix"}


class Rule(NamedTuple):
    strip: str
    add: str
    condition: re.Pattern


class Affix(NamedTuple):
    suffix: bool
    cross: bool  # combines with affixes of the other side
    rules: list


class Affixes(NamedTuple):
    by_flag: dict
    compound_only: str  # flag, or ""


def read_affixes(path):
    by_flag, compound_only = {}, ""
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        fields = line.split()
        if not fields or fields[0].startswith("#") or fields[0] in IGNORED:
            continue
        where = f"{path.name}:{number}"
        if fields[0] == "ONLYINCOMPOUND":
            compound_only = fields[1]
        elif fields[0] not in ("SFX", "PFX"):
            sys.exit(f"{where}: {fields[0]} is not implemented")
        elif fields[1] not in by_flag:
            _, flag, cross, _count = fields
            by_flag[flag] = Affix(fields[0] == "SFX", cross == "Y", [])
        else:
            _, flag, strip, add, condition = fields
            if "/" in add:
                sys.exit(f"{where}: affixes on affixes are not implemented")
            affix = by_flag[flag]
            pattern = re.compile(condition + r"\Z" if affix.suffix else condition)
            affix.rules.append(Rule("" if strip == "0" else strip, "" if add == "0" else add, pattern))
    return Affixes(by_flag, compound_only)


def read_entries(path):
    """(word, flags) of every entry. Flags are single characters."""
    lines = path.read_text("utf-8-sig").splitlines()
    for line in lines[1:]:  # the first is their number
        word, _, flags = line.split("\t")[0].strip().partition("/")
        if word:
            yield word, flags


def suffixed(word, affix):
    for strip, add, condition in affix.rules:
        if len(word) > len(strip) and word.endswith(strip) and condition.search(word):
            yield word[:len(word) - len(strip)] + add


def prefixed(word, affix, forms):
    """The prefix before each of `forms`, the word itself or its suffixed forms. Prefixes here take nothing away."""
    for strip, add, condition in affix.rules:
        if strip:
            sys.exit(f"prefix {add}-: taking letters away is not implemented")
        if condition.match(word):
            yield from (add + form for form in forms)


def inflect(word, flags, affixes):
    """All forms of an entry, with the word itself."""
    own = [affixes.by_flag[flag] for flag in flags if flag in affixes.by_flag]
    forms, crossing = [word], [word]
    for affix in own:
        if affix.suffix:
            with_suffix = list(suffixed(word, affix))
            forms += with_suffix
            if affix.cross:
                crossing += with_suffix
    for affix in own:
        if not affix.suffix:
            forms += prefixed(word, affix, crossing if affix.cross else [word])
    return forms


def read_not_common(language):
    """The entries and the forms of the hand file."""
    path = HERE / "hand" / f"not-common-{language}.txt"
    lines = (line.partition("#")[0] for line in path.read_text("utf-8").splitlines())
    words = {word for line in lines for word in line.split()}
    forms = {word for word in words if word.startswith("=")}
    return words - forms, {form.removeprefix("=") for form in forms}


def kazakh_word_list(gaztag):
    """The sorted word forms of Kazakh."""
    not_entries, not_forms = read_not_common("kk")
    if not_entries:
        sys.exit("hand/not-common-kk.txt: leave the words out of hand/common-kk.txt instead; here stand forms, behind =")
    forms = {form.replace("ё", "е") for form in kazakh_words.forms(gaztag)}
    for pattern in sorted(not_forms):
        out = {form for form in forms if form.startswith(pattern[:-1])} if pattern.endswith("*") else forms & {pattern}
        if not out:
            print(f"warning: hand/not-common-kk.txt: the list has no {pattern}", file=sys.stderr)
        forms -= out
    return sorted(form for form in forms if WORD.fullmatch(form) and not KAZAKH_VOWELS.isdisjoint(form))


def word_list(language, cache):
    """The sorted word forms of a language with a dictionary."""
    source = SOURCES[language]
    dictionary = packages.unpack(source.package, cache) / source.dictionary
    affixes = read_affixes(dictionary.with_suffix(".aff"))
    not_entries, not_forms = read_not_common(language)
    seen, forms = set(), set()
    for word, flags in read_entries(dictionary.with_suffix(".dic")):
        if word != word.lower() or (affixes.compound_only and affixes.compound_only in flags):
            continue
        seen.add(word)
        if word not in not_entries:
            forms.update(form.replace("ё", "е") for form in inflect(word, flags, affixes))
    for word in sorted((not_entries - seen) | (not_forms - forms)):
        print(f"warning: hand/not-common-{language}.txt: the dictionary has no {word}", file=sys.stderr)
    vowels = set(source.vowels)
    words = {form for form in forms - not_forms if WORD.fullmatch(form) and not vowels.isdisjoint(form)}
    if language == "en":
        words = {word for word in words if word in NOT_ROMAN or not ROMAN.fullmatch(word)}
    return sorted(words)


def build_set(words, path):
    """Makes the set of a sorted list; returns the number of words in it."""
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--manifest-path", str(HERE / "fst-builder/Cargo.toml"), "--",
               "build", str(path)]
    environment = {"CARGO_TARGET_DIR": str(REPO / "target"), **os.environ}
    with words.open("rb") as file:
        done = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, env=environment, check=True, text=True)
    count, without_key = map(int, done.stdout.split())
    if without_key:
        sys.exit(f"{words.name}: {without_key} words have letters outside the alphabet of fst-builder")
    return count


def build(language, cache, out, check, gaztag):
    """Builds one set; returns whether the file at hand is what it should be."""
    words = cache / f"common-{language}.txt"
    forms = word_list(language, cache) if language in SOURCES else kazakh_word_list(gaztag)
    words.write_text("".join(f"{word}\n" for word in forms), "utf-8")
    fresh = cache / f"common-{language}.fst"
    count = build_set(words, fresh)
    target = out / fresh.name
    data = fresh.read_bytes()
    print(f"{target.name}: {count} forms, {len(data)} bytes", file=sys.stderr)
    if check:
        same = target.is_file() and target.read_bytes() == data
        if not same:
            print(f"error: {target} is not what this script makes", file=sys.stderr)
        return same
    out.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"some of: {', '.join(LANGUAGES)} (default: all)")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep the packages and the word lists there (default: a temporary folder)")
    parser.add_argument("--out", type=Path, metavar="DIR", default=REPO / "lexicon", help="folder of the sets (default: lexicon/)")
    parser.add_argument("--check", action="store_true", help="write nothing there; fail unless the sets are what would be written")
    parser.add_argument("--gaztag", type=Path, metavar="FILE", help="the program that declines Kazakh words (default: cargo runs it)")
    options = parser.parse_args()
    for language in options.languages:
        if language not in LANGUAGES:
            parser.error(f"no source for {language}")
    gaztag = [str(options.gaztag)] if options.gaztag else GAZTAG
    with tempfile.TemporaryDirectory(prefix="gaztag-lexicon-") as folder:
        cache = options.cache.resolve() if options.cache else Path(folder)
        cache.mkdir(parents=True, exist_ok=True)
        good = [build(language, cache, options.out, options.check, gaztag) for language in options.languages or LANGUAGES]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
