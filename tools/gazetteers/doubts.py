"""What a name that came in by rule, and that nobody looked at, could be besides the place: the rules stand in build_cities.py."""

import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import packages
import tables

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lexicon"))
import build_common_words  # noqa: E402

# Above it a name of one word may be a rare surname, or short.
NOTED_POPULATION = 100_000

TITLES = set("general coronel colonel comandante capitan presidente president marechal mariscal teniente tenente doctor don dona saint "
             "senador governador professor padre frei king queen prince".split())
SAINTS = set("san santa santo sao saint sainte st sankt sant sint".split())


# natasha's list of Russian surnames holds many places besides (Ржев, Чистополь, Домодедово): of it count names that end as surnames do.
LIKE_A_SURNAME = re.compile(r"^.{0,5}$|(?:[оеё]в|[иы]н|[сц]к[ио]й|ко|[ую]к|ич)$")


class Doubts:
    """Decides whether a name that came in by rule could be something else than a place."""

    def __init__(self, cache, paths):
        self.common = {word for language in build_common_words.SOURCES
                       for word in build_common_words.word_list(language, cache)}
        self.given, self.frequent, self.personal = self._people(cache)
        self.elsewhere = self._elsewhere(paths)

    @staticmethod
    def _people(cache):
        """Given names; frequent names of people; all names of people, folded."""
        given, frequent, personal = set(), set(), set()
        with zipfile.ZipFile(packages.fetch("mimesis", cache)) as archive:
            for member in sorted(name for name in archive.namelist() if name.endswith("/person.json")):
                person = json.loads(archive.read(member))
                for kind, target in (("names", given), ("surnames", frequent)):
                    lists = person.get(kind, [])
                    for names in lists.values() if isinstance(lists, dict) else [lists]:
                        target.update(fold(name) for name in names)
        with zipfile.ZipFile(packages.fetch("natasha", cache)) as archive:
            given.update(fold(name) for name in archive.read("natasha/data/dict/first.txt").decode("utf-8").split())
            lasts = map(fold, archive.read("natasha/data/dict/last.txt").decode("utf-8").split())
            personal.update(name for name in lasts if LIKE_A_SURNAME.search(name))
        with zipfile.ZipFile(packages.fetch("rigour", cache)) as archive:
            for line in archive.read("rigour/data/names/persons.txt").decode("utf-8").splitlines():
                personal.update(fold(name.strip()) for name in line.partition("=>")[0].split(","))
        frequent |= given
        return given, frequent, personal | frequent

    @staticmethod
    def _elsewhere(paths):
        """Everything that these gazetteer tables call something."""
        found = set()
        for path in paths:
            header = None
            for line in path.read_text("utf-8-sig").split("\n"):
                if not line or line.startswith("#"):
                    continue
                cells = line.split("\t")
                if header is None:
                    header = cells
                    continue
                for column, cell in zip(header, cells):
                    if column.partition(":")[0] in ("name", "alias", "adj", "dem") and cell:
                        found.update(fold(text) for text in cell.split("|") if "{never}" not in text)
        return found

    def is_personal(self, name, population):
        return " " not in name and fold(name) in (self.frequent if population >= NOTED_POPULATION else self.personal)

    def is_of_words(self, name):
        """Whether a name of several words has nothing but common words: Long Beach."""
        words = fold(name).replace("'", "").split(" ")
        return len(words) > 1 and all(word in self.common or len(word) <= 2 for word in words)

    def is_doubtful(self, name, population):
        """Whether a name could be something else than a place of so many people."""
        folded = fold(name)
        letters = sum(c.isalpha() for c in folded)
        words = folded.replace("'", "").split(" ")
        if letters <= 3 or folded in self.elsewhere:
            return True
        if len(words) == 1:
            return folded in self.common or self.is_personal(name, population) or (letters <= 4 and population < NOTED_POPULATION)
        if self.is_of_words(name):
            return population < NOTED_POPULATION
        if words[0] in SAINTS and len(words) == 2:
            return population < NOTED_POPULATION
        return (words[0] in self.given or words[0] in TITLES) and words[-1] in self.personal


def fold(text):
    """What the matcher takes for the same: letter case, diacritics of Latin letters, ё, dashes, apostrophes."""
    text = unicodedata.normalize("NFD", tables.FLAGS.sub("", text).lower().replace("ё", "е").replace("й", "\ue000"))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("\ue000", "й")
    text = text.translate(str.maketrans("łøđıæœßþð’ʼ‘`–‑", "lodiaostd''''--"))
    return text
