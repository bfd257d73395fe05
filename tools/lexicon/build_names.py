#!/usr/bin/env python3
"""Builds lexicon/names.fst: given names and surnames in Cyrillic and Latin letters, with gender, for people in no gazetteer.

Three packages of PyPI are fetched with pip by name and version, and their SHA-256 is checked:

  rigour 1.8.2     rigour/data/names/persons.txt          MIT; spellings of one name in many alphabets, after Wikidata (CC0)
  mimesis 22.2.0   mimesis/datasets/LOCALE/person.json    MIT; given names by gender and surnames of a country
  names 0.3.0      names/dist.{male,female}.first, names/dist.all.last
                                                          MIT; the data are of the US Census of 1990, public domain

More names are written by hand: hand/given-{kk,ru,en}.tsv and hand/surname-{ru,en}.txt. (The dictionaries of natasha are not used:
nothing says where its names are from.)

From the sources to the map:

  Given names   1. Those written by hand, and of mimesis and the census, have a gender. What is written by hand is believed first, then
                   the census, where it is clear.
                2. Kazakh names are also written as Russian and English texts write them, by rule: Дәурен, Даурен, Dauren.
                3. A line of rigour with a known name gives its other spellings, if they resemble it and are no common words.
  Surnames      1. Those written by hand, of mimesis and of the census, the latter with at least one bearer in 100,000.
                2. A word of rigour that ends as Russian, Ukrainian, Georgian or Armenian surnames do, feminine forms made masculine,
                   with the Latin spellings that end so.
                3. Kazakh given names of men with -ов, -ев, -ин (Назарбай, Назарбаев), in Kazakh, Russian and Latin spelling.
                4. The Cyrillic spellings that rigour has beside a surname of mimesis or the census, given names only beside a frequent one.

Only base forms (masculine, nominative) are in the map. A key is folded as the texts are (small letters, `ё` is `е`, no diacritics, no
apostrophe) and written in the alphabet of fst-builder/src/main.rs; a name with other letters or of one letter is left out. A value
says, bit by bit, what src/lexicon/names.rs tells (`Bits` below repeats it). Whether a name is a common word too is looked up in
lexicon/common-*.fst, so these are to be built first.

The result depends on the named versions, the hand files, lexicon/common-*.fst and the version of the crate `fst` in
fst-builder/Cargo.lock: the same input gives the same bytes. It needs cargo and pip.
"""

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPO = HERE.parents[1]

# File and SHA-256 of name==version.
PACKAGES = {
    "rigour==1.8.2": ("rigour-1.8.2-py3-none-any.whl", "21a375947ef9a1137452d3e1678a99ee364ef06f1de150ff39fe4a2d3179081a"),
    "mimesis==22.2.0": ("mimesis-22.2.0-py3-none-any.whl", "037011eb3d5edf0b0b5d9eafd74d9881f6dce25b4f01032da0e13fb2a56f37e9"),
    "names==0.3.0": ("names-0.3.0.tar.gz", "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671"),
}
# The locales of mimesis whose names are in Latin letters.
LATIN_LOCALES = "az cs da de de-at de-ch en es es-mx et fi fr hr hu is it nl no pl pt pt-br sk sv tr".split()


class Bits:
    """The bits of a value, as in src/lexicon/names.rs."""

    MALE, FEMALE, SURNAME = 1, 2, 4
    COMMON = {"ru": 8, "kk": 16, "en": 32}  # the base form is a common word of the language
    RUSSIAN, KAZAKH = 64, 128  # texts in the language spell the name so


GENDERS = {"m": Bits.MALE, "f": Bits.FEMALE, "b": Bits.MALE | Bits.FEMALE}

CYRILLIC, LATIN = re.compile("[-а-яіғқңүұһәө]{2,}"), re.compile("[-a-z]{2,}")
RUSSIAN = re.compile("[-а-я]{2,}")
# Letters that have no decomposition, as src/text/fold.rs writes them.
LETTERS = str.maketrans({"ё": "е", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "þ": "th",
                         "ə": "a", "'": "", "’": "", "ʼ": "", "‘": ""})
# Shares of bearers in the census: a surname counts from the first on, a given name is looked for in other alphabets from the second on.
MIN_SURNAME, MIN_SPELT = 0.001, 0.01
# From this share of bearers on, a surname is one too where its spelling in another alphabet is a given name.
MIN_BOTH = 0.02
# How much more often a name of the census must be of one gender than of the other to be of that gender.
CLEAR = 20
# How alike a spelling and the known one must be, from 0 to 1.
MIN_ALIKE = 0.6

ROMAN = dict(zip("абвгдезийклмнопрстуфыэіғқңүұһәө", "abvgdeziyklmnoprstufyeigknuuhao", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
TO_RUSSIAN = str.maketrans("әғқңөұүһі", "агкноуухи")

# Letters that are heard alike, in the order in which they are replaced.
SOUNDS = [("dzh", "j"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("oo", "u"), ("ee", "i"), ("x", "ks"), ("w", "v"), ("c", "k"), ("y", "i")]

SURNAME_ENDINGS = "ов ев ин ын ский цкий ской цкой енко чук щук юк ович евич швили дзе янц ых их оглу".split()
ARMENIAN = re.compile(".{2,}[бвгджзклмнпрстфхцчш]ян")
LATIN_SURNAME = re.compile(r".{2,}(o[vwuf]|ff|e[vwf]|in|yn|sk[iy]|ski[yji]|skij|[ei]nko|chuk|[iy]uk|ovi[cz]h?|evi[cz]h?|vili|dze|[iy]an)")
# How no given name ends.
ENDS_AS_SURNAME = re.compile(r".*([оеё]ва?|ски[йи]|ская|енко|швили|дзе|[oe][vw]a?|sk[iya]+|enko|shvili|dze)")
FEMININE = (("ова", "ов"), ("ева", "ев"), ("ина", "ин"), ("ына", "ын"), ("ская", "ский"), ("цкая", "цкий"))


def fold(name):
    """A name as src/text/fold.rs folds it; without apostrophes."""
    out = []
    for letter in unicodedata.normalize("NFC", name.lower()).translate(LETTERS):
        base = unicodedata.normalize("NFD", letter)[0]
        out.append(base if base.isascii() else letter)
    return "".join(letter for letter in out if not unicodedata.combining(letter))


def fetch(requirement, cache):
    """The opened archive of a package; pip fetches it unless the cache holds it."""
    file, sha256 = PACKAGES[requirement]
    path = cache / file
    if not path.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", str(cache),
                   requirement]
        print("+", " ".join(command[3:]), file=sys.stderr)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{file}: SHA-256 is {found}, not {sha256}")
    return zipfile.ZipFile(path) if path.suffix == ".whl" else tarfile.open(path)


def read_hand(language):
    """(name, gender) of every line of a hand file."""
    path = HERE / "hand" / f"given-{language}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for name, gender in rows[1:]:
        if gender not in GENDERS:
            sys.exit(f"{path.name}: {name}: no gender is called {gender}")
        yield name, GENDERS[gender]


def read_hand_surnames(language):
    """The surnames of a hand file."""
    lines = (HERE / "hand" / f"surname-{language}.txt").read_text("utf-8").splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def read_mimesis(archive, locale):
    """(given names with gender, surnames) of a locale; the surnames are those of men where there is a difference."""
    data = json.load(archive.open(f"mimesis/datasets/{locale}/person.json"))
    given = [(name, GENDERS[gender[0]]) for gender in ("male", "female") for name in data["names"].get(gender, [])]
    surnames = data["surnames"]
    return given, surnames["male"] if isinstance(surnames, dict) else surnames


def read_census(archive):
    """({name: (share among men, share among women)}, {surname: share}), shares in percent."""
    def shares(list_name):
        lines = io.TextIOWrapper(archive.extractfile(f"names-0.3.0/names/dist.{list_name}"), "ascii")
        return {fields[0].lower(): float(fields[1]) for fields in (line.split() for line in lines)}
    male, female = shares("male.first"), shares("female.first")
    given = {name: (male.get(name, 0.0), female.get(name, 0.0)) for name in sorted(male | female)}
    return given, shares("all.last")


def read_spellings(archive):
    """The folded spellings in Cyrillic or Latin letters of every name of rigour."""
    for line in io.TextIOWrapper(archive.open("rigour/data/names/persons.txt"), "utf-8"):
        spellings = dict.fromkeys(map(fold, line.split(" => ")[0].split(", ")))
        yield [name for name in spellings if CYRILLIC.fullmatch(name) or LATIN.fullmatch(name)]


def roman(name):
    """A folded Cyrillic name in Latin letters, as passports of Kazakhstan and Russia write it."""
    return "".join(ROMAN.get(letter, letter) for letter in name)


def english_spellings(name):
    """The spellings of a folded Cyrillic name in English texts: Yerlan and Erlan, Aigul and Aygul."""
    plain = re.sub("^е|(?<=[аеиоуыэюяьй])е", "йе", name)
    for spelling in (name, plain):
        yield roman(spelling)
        yield roman(re.sub("(?<=[аеоуыэюяәөұүі])й", "и", spelling))


def russian_spellings(name):
    """The spellings of a folded Kazakh name in Russian texts: Даурен; Гульнар, Гулнар; Ляззат, Лаззат."""
    name = re.sub("үл(?=[бвгджзкмнпрстхшғқң]|$)", "үль", name)
    for spelling in (name, name.replace("ль", "л"), name.replace("лә", "ля"), name.replace("бақыт", "бахыт"), name.replace("жә", "джа"),
                     re.sub("^е", "э", name)):
        yield spelling.translate(TO_RUSSIAN)


def with_surname_ending(name):
    """The surnames made of a folded Kazakh given name."""
    if name.endswith("й"):
        return [name[:-1] + "ев"]
    if name.endswith(("а", "я")):
        return [name[:-1] + "ин", name + "ев"]
    if name.endswith(("и", "ы", "і", "е", "ә")):
        return [name + "ев"]
    if name.endswith(("ш", "ж", "ч", "щ")):
        return [name + "ев", name + "ов"]
    return [name.removesuffix("ь") + ("ев" if name.endswith("ь") else "ов")]


def masculine_surname(name):
    """The masculine of a folded Russian surname, by its ending; none if it does not end as one."""
    name = next((name.removesuffix(ending) + masculine for ending, masculine in FEMININE if name.endswith(ending)), name)
    ends = any(name.endswith(ending) and len(name) > len(ending) + 1 for ending in SURNAME_ENDINGS)
    return name if RUSSIAN.fullmatch(name) and (ends or ARMENIAN.fullmatch(name)) else None


def sound(name):
    """Roughly how a folded name sounds, in Latin letters: Джексон and Jackson are near."""
    name = roman(name)
    for letters, heard in SOUNDS:
        name = name.replace(letters, heard)
    return name


def alike(one, other):
    """How alike two names sound, from 0 to 1."""
    return SequenceMatcher(None, sound(one), sound(other), autojunk=False).ratio()


def fst_builder(*arguments, lines):
    """What fst-builder prints, given the lines."""
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--manifest-path", str(HERE / "fst-builder/Cargo.toml"), "--",
               *map(str, arguments)]
    environment = {"CARGO_TARGET_DIR": str(REPO / "target"), **os.environ}
    text = "".join(f"{line}\n" for line in lines)
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, env=environment, check=True, encoding="utf-8").stdout


def common_words(words):
    """{language: those of the words that are common words of it}."""
    found = {}
    for language in Bits.COMMON:
        answers = fst_builder("lookup", REPO / f"lexicon/common-{language}.fst", lines=words).splitlines()
        found[language] = {answer.removesuffix("\tyes") for answer in answers if answer.endswith("\tyes")}
    return found


class Names:
    """The map as it is collected: bits by folded name."""

    def __init__(self):
        self.bits = defaultdict(int)

    def add(self, name, bits):
        name = fold(name)
        if LATIN.fullmatch(name):
            self.bits[name] |= bits & ~(Bits.RUSSIAN | Bits.KAZAKH)
        elif CYRILLIC.fullmatch(name):
            self.bits[name] |= bits

    def gender(self, name):
        return self.bits.get(name, 0) & (Bits.MALE | Bits.FEMALE)


def add_kazakh(names, name, gender):
    """A Kazakh given name, its spellings in Russian and English texts, and the surnames made of a man's name."""
    name = fold(name)
    russian = sorted(set(russian_spellings(name)))
    names.add(name, gender | Bits.KAZAKH)
    for spelling in russian:
        names.add(spelling, gender | Bits.RUSSIAN)
        for latin in english_spellings(spelling):
            names.add(latin, gender)
    if gender & Bits.MALE and len(name) > 3:
        for base, language in [(name, Bits.KAZAKH), *((spelling, Bits.RUSSIAN) for spelling in russian)]:
            for surname in with_surname_ending(base):
                names.add(surname, Bits.SURNAME | language)
                for latin in english_spellings(surname) if language == Bits.RUSSIAN else ():
                    names.add(latin, Bits.SURNAME)


def add_census(names, given, by_hand):
    """The given names of the census, with the gender that its shares show; returns those common enough to be looked for elsewhere."""
    frequent = set()
    for name, (male, female) in given.items():
        if max(male, female) >= MIN_SPELT:
            frequent.add(name)
        if name in by_hand:
            continue
        gender = Bits.MALE if male >= CLEAR * female else Bits.FEMALE if female >= CLEAR * male else Bits.MALE | Bits.FEMALE
        names.add(name, gender)
    return frequent


def language_of(name):
    """The language that writes a folded name so, by its letters alone."""
    return Bits.RUSSIAN if RUSSIAN.fullmatch(name) else Bits.KAZAKH if CYRILLIC.fullmatch(name) else 0


def add_spellings(names, seeds, lines, is_common):
    """Other spellings of known given names; their gender is that of most of the known ones."""
    votes = defaultdict(Counter)
    for line in lines:
        known = [name for name in line if name in seeds]
        for name in line:
            surname = ENDS_AS_SURNAME.fullmatch(name) or names.bits.get(name, 0) & Bits.SURNAME and name.endswith(("ин", "in"))
            if len(name) < 4 or names.gender(name) or surname or "і" in name or is_common(name):
                continue
            ratio, best = max(((alike(name, other), other) for other in known), default=(0, ""))
            if ratio >= MIN_ALIKE:
                votes[name][names.gender(best)] += 1
    for name in sorted(votes):
        male = sum(count for gender, count in votes[name].items() if gender & Bits.MALE)
        female = sum(count for gender, count in votes[name].items() if gender & Bits.FEMALE)
        gender = Bits.MALE if male > 2 * female else Bits.FEMALE if female > 2 * male else Bits.MALE | Bits.FEMALE
        names.add(name, gender | language_of(name))


def add_slavic_surnames(names, lines):
    """The words that end as surnames do, with their Latin spellings."""
    for line in lines:
        russian = {masculine for masculine in map(masculine_surname, line) if masculine}
        # A given name (Мартин, Милан, Жан-Люк) is a surname too only where the sources say so.
        russian = {name for name in russian if not names.gender(name)}
        for name in sorted(russian):
            names.add(name, Bits.SURNAME | Bits.RUSSIAN)
        for name in line:
            if russian and LATIN_SURNAME.fullmatch(name) and not names.gender(name):
                if max(alike(name, one) for one in russian) >= MIN_ALIKE:
                    names.add(name, Bits.SURNAME)


def add_foreign_surnames(names, surnames, frequent, lines, is_common):
    """The Cyrillic spellings of surnames in Latin letters. A given name (Джексон) is one too if the surname is frequent."""
    for line in lines:
        known = [name for name in line if name in surnames and (name in frequent or not names.gender(name))]
        for name in line:
            if known and len(name) > 2 and RUSSIAN.fullmatch(name) and not is_common(name) and not name.endswith(("ова", "ева", "ская", "цкая")):
                others = frequent.intersection(known) if names.gender(name) else known
                if max((alike(name, other) for other in others), default=0) >= MIN_ALIKE:
                    names.add(name, Bits.SURNAME | Bits.RUSSIAN)


def collect(cache):
    """All names with their bits."""
    mimesis, names = fetch("mimesis==22.2.0", cache), Names()
    lines = list(read_spellings(fetch("rigour==1.8.2", cache)))
    census_given, census_surnames = read_census(fetch("names==0.3.0", cache))

    hand = {language: list(read_hand(language)) for language in ("kk", "ru", "en")}
    for name, gender in hand["kk"]:
        add_kazakh(names, name, gender)
    for name, gender in hand["ru"]:
        names.add(name, gender | Bits.RUSSIAN)
    for name, gender in hand["en"]:
        names.add(name, gender)
    for language, bits in (("ru", Bits.RUSSIAN), ("en", 0)):
        for name in read_hand_surnames(language):
            names.add(name, Bits.SURNAME | bits)
    by_hand = {fold(name) for rows in hand.values() for name, _ in rows}

    given, surnames = read_mimesis(mimesis, "kk")
    for name, gender in given:
        add_kazakh(names, name, names.gender(fold(name)) if fold(name) in by_hand else gender)
    for name in surnames:
        folded = fold(name)
        if folded.endswith(("ов", "ев", "ин")):
            names.add(folded, Bits.SURNAME | Bits.KAZAKH)
            for spelling in russian_spellings(folded):
                names.add(spelling, Bits.SURNAME | Bits.RUSSIAN)
    given, surnames = read_mimesis(mimesis, "ru")
    for name, gender in given:
        if fold(name) not in by_hand:
            names.add(name, gender | Bits.RUSSIAN)
    for name in surnames:
        names.add(name, Bits.SURNAME | Bits.RUSSIAN)

    frequent = add_census(names, census_given, by_hand)
    latin_surnames = {name for name, share in census_surnames.items() if share >= MIN_SURNAME}
    certain = by_hand | set(census_given)
    for locale in LATIN_LOCALES:
        given, surnames = read_mimesis(mimesis, locale)
        for name, gender in given:
            if fold(name) not in certain:
                names.add(name, gender)
        latin_surnames.update(name for name in map(fold, surnames) if LATIN.fullmatch(name))
    for name in sorted(latin_surnames):
        names.add(name, Bits.SURNAME)

    words = sorted({*names.bits, *(name for line in lines for name in line)})
    common = common_words(words)
    is_common = set.union(*common.values()).__contains__
    seeds = {name for name in names.bits if names.gender(name) and (name in by_hand or name not in census_given or name in frequent)}
    add_spellings(names, seeds, lines, is_common)
    add_slavic_surnames(names, lines)
    add_foreign_surnames(names, latin_surnames | set(census_surnames),
                         {name for name, share in census_surnames.items() if share >= MIN_BOTH}, lines, is_common)

    for language, found in common_words(sorted(names.bits)).items():
        for name in found:
            names.bits[name] |= Bits.COMMON[language]
    return names.bits


def report(bits):
    """Prints how many names there are of each kind."""
    kinds = {"Russian": lambda name, value: value & Bits.RUSSIAN, "Kazakh": lambda name, value: value & Bits.KAZAKH,
             "Latin": lambda name, value: LATIN.fullmatch(name)}
    for kind, is_kind in kinds.items():
        values = [value for name, value in bits.items() if is_kind(name, value)]
        given = Counter(value & 3 for value in values if value & 3)
        print(f"{kind}: given names {sum(given.values())} (m {given[1]}, f {given[2]}, both {given[3]}), surnames "
              f"{sum(1 for value in values if value & Bits.SURNAME)}, common words {sum(1 for value in values if value & 56)}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep the packages and the list there (default: a temporary folder)")
    parser.add_argument("--out", type=Path, metavar="DIR", default=REPO / "lexicon", help="folder of the map (default: lexicon/)")
    parser.add_argument("--check", action="store_true", help="write nothing there; fail unless the map is what would be written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gaztag-lexicon-") as folder:
        cache = options.cache.resolve() if options.cache else Path(folder)
        cache.mkdir(parents=True, exist_ok=True)
        bits = collect(cache)
        lines = [f"{name}\t{bits[name]}" for name in sorted(bits)]
        (cache / "names.tsv").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        fresh, target = cache / "names.fst", options.out / "names.fst"
        fst_builder("build-map", fresh, lines=lines)
        data = fresh.read_bytes()
        report(bits)
        print(f"{target.name}: {len(bits)} names, {len(data)} bytes", file=sys.stderr)
        if options.check and not (target.is_file() and target.read_bytes() == data):
            sys.exit(f"error: {target} is not what this script makes")
        if not options.check:
            options.out.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


if __name__ == "__main__":
    main()
