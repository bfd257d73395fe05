"""Kazakh word forms of the hand-written list hand/common-kk.txt, for build_common_words.py.

Nouns and what declines like them are declined by the project's own rules (`gaztag gazetteer expand`); the finite forms of verbs, which
names do not have, are made here. The forms need not all be in use: one that nobody writes does no harm, and the suffixes are the
regular ones only.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PATH = Path(__file__).resolve().parent / "hand" / "common-kk.txt"

BACK, FRONT = "аоұы", "әеөүі"
VOWELS = BACK + FRONT + "уиэюяё"
VOICELESS = "пткқсшщфхцч"
# The broad vowels and consonants of suffixes, by harmony.
SHAPES = {"back": {"A": "а", "Y": "ы", "G": "ғ", "K": "қ"}, "front": {"A": "е", "Y": "і", "G": "г", "K": "к"}}
# The persons of the past and of the condition, and those of the present.
PAST = ("", "м", "ң", "ңYз", "K")
PRESENT = ("", "дY", "мYн", "мYз", "сYң", "сYз")


def read():
    """(part of speech, word) of every word of the hand file."""
    for number, line in enumerate(PATH.read_text("utf-8").splitlines(), 1):
        fields = line.partition("#")[0].split()
        if not fields:
            continue
        part, *words = fields
        if part not in ("n", "p", "a", "v", "x"):
            sys.exit(f"{PATH.name}:{number}: no part of speech is called {part}")
        for word in words:
            yield part, word


def shape_of(stem):
    """The vowels and consonants of suffixes on a stem, by its last vowel that is back or front; и alone is front."""
    decisive = [letter for letter in stem if letter in BACK + FRONT]
    front = decisive[-1] in FRONT if decisive else "и" in stem
    return SHAPES["front" if front else "back"]


def joined(stem, suffix, shape):
    """Stem and suffix in its shape, where letters that meet are written as one: той and ады is тояды, оқы and йды is оқиды."""
    word = stem + "".join(shape.get(letter, letter) for letter in suffix)
    for apart, together in (("йа", "я"), ("йу", "ю"), ("ый", "и"), ("ій", "и")):
        if len(suffix) > 0 and word[len(stem) - 1:len(stem) + 1] == apart:
            return word[:len(stem) - 1] + together + word[len(stem) + 1:]
    return word


def verb_stem(verb):
    """The stem of a verb and the same before a vowel: табу is тап, таб-."""
    infinitive, _, given = verb.partition("/")
    if infinitive.endswith("ию"):
        voiced = infinitive[:-1]
    elif infinitive.endswith("ю"):
        voiced = infinitive[:-1] + "й"
    elif infinitive.endswith("у") and len(infinitive) > 1:
        voiced = infinitive[:-1]
    else:
        sys.exit(f"{PATH.name}: the verb {infinitive} does not end in у")
    if given:
        return given, given if given[-1] in VOWELS else voiced
    return voiced[:-1] + {"б": "п", "ғ": "қ", "г": "к"}.get(voiced[-1], voiced[-1]), voiced


def finite_forms(stem, voiced, negative=False):
    """The finite forms of a stem and the words of it that decline, with those of the negative stem (бар: барма)."""
    shape = shape_of(stem)
    vowel, voiceless = stem[-1] in VOWELS and stem[-1] not in "уи", stem[-1] in VOICELESS
    after = lambda suffix: joined(stem, suffix, shape)  # noqa: E731
    before_vowel = lambda suffix: joined(voiced, suffix, shape)  # noqa: E731
    past, given = ("тY", "KAн") if voiceless else ("дY", "GAн")
    forms = [stem, after("сYн")] + [after(tense + person) for tense in (past, "сA") for person in PAST]
    if vowel:
        forms += [after("й" + person) for person in PRESENT] + [after(suffix) for suffix in ("п", "ңYз", "йYK", "йYн")]
        participles = [after(given), after("йтYн")]
    else:
        forms += [before_vowel("A" + person) for person in PRESENT] + [before_vowel(suffix) for suffix in ("YңYз", "AйYK", "AйYн")]
        forms.append(joined(voiced[:-1] + "у", "Yп", shape) if voiced.endswith("б") else before_vowel("Yп"))
        participles = [after(given), before_vowel("AтYн")]
    if negative:
        return [*forms, after("с")], participles
    participles += [after("р"), joined(voiced[:-1], "ушY", shape)] if vowel else [before_vowel("Aр"), before_vowel("ушY")]
    minus = after("пA" if voiceless else "бA" if stem[-1] in "мнңзж" else "мA")
    negatives, others = finite_forms(minus, minus, negative=True)
    return forms + negatives, participles + others


def expand(gaztag, bases, hint="", derivations=True):
    """What `gaztag gazetteer expand` makes of the words."""
    command = [*gaztag, "gazetteer", "expand", "--stdin"] + (["--kazakh-derivations"] if derivations else [])
    lines = "".join(f"kk\ttoponym\t{base}\t{hint}\n" for base in sorted(set(bases)))
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True, text=True)
    for line in done.stdout.splitlines():
        yield from json.loads(line)["forms"]


def comparatives(adjective):
    """«More so» and «rather so»: ұзынырақ, ұзындау."""
    shape, last = shape_of(adjective), adjective[-1]
    voiced = adjective[:-1] + {"п": "б", "қ": "ғ", "к": "г"}.get(last, last)
    more = joined(adjective, "рAK", shape) if last in VOWELS else joined(voiced, "YрAK", shape)
    rather = "тAу" if last in VOICELESS else "дAу" if last in "лмнңзж" else "лAу"
    return [more, joined(adjective, rather, shape)]


def forms(gaztag):
    """All forms of the words of the hand file; `gaztag` is the command that starts the program."""
    done, nouns, possessed, ours = set(), set(), set(), set()
    for part, word in read():
        if part == "x":
            done.add(word)
        elif part == "n":
            nouns.add(word)
        elif part == "a":
            nouns.add(word)
            done.update(comparatives(word))
        elif part == "p":
            base, _, short = word.partition("/")
            nouns.add(base)
            shape = shape_of(base)
            possessed.add(joined(short, "Y", shape))
            ours.update(joined(short, suffix, shape) for suffix in ("Yм", "YмYз", "Yң", "YңYз"))
        else:
            finite, participles = finite_forms(*verb_stem(word))
            nouns.update([word.partition("/")[0], *participles])
            done.update(finite)
    done.update(expand(gaztag, nouns))
    done.update(expand(gaztag, possessed, hint="poss3", derivations=False))
    done.update(expand(gaztag, ours, derivations=False))
    return done
