//! The tables that choose a declension class by the ending of a word, a table a kind of word.
//!
//! A rule reads: *words with one of these endings, if long enough, decline by these classes*. The first rule that fits decides.
//! Several classes mean that the ending does not tell, so all of them are generated. Endings are patterns
//! (`morph/endings.rs`). The class `fixed` does not decline; `adj` is looked up in [`ADJECTIVE`], `noun` in [`ANY_NOUN`].

use super::word::{Kind, Sort};
use crate::morph::endings::{LastLetters, ends_in, syllables};
use crate::morph::features::Gender;

/// One line of a table.
#[derive(Debug)]
pub(super) struct Rule {
    endings: &'static str,
    last_letters: LastLetters,
    /// The classes, the likeliest first, separated by spaces.
    pub(super) classes: &'static str,
    letters: usize,
    syllables: usize,
    gender: Option<Gender>,
}

const fn rule(endings: &'static str, classes: &'static str) -> Rule {
    Rule { endings, last_letters: LastLetters::of(endings), classes, letters: 0, syllables: 0, gender: None }
}

impl Rule {
    /// Only for words of this many letters or more.
    const fn letters(self, letters: usize) -> Self {
        Self { letters, ..self }
    }

    /// Only for words of this many syllables or more.
    const fn syllables(self, syllables: usize) -> Self {
        Self { syllables, ..self }
    }

    /// Only for words that are known to have this gender.
    const fn of(self, gender: Gender) -> Self {
        Self { gender: Some(gender), ..self }
    }

    /// Whether the rule holds for a word.
    pub(super) fn fits(&self, word: &str, gender: Option<Gender>) -> bool {
        (self.gender.is_none() || self.gender == gender)
            && self.last_letters.may_end(word)
            && ends_in(word, self.endings)
            && (self.letters == 0 || word.chars().count() >= self.letters)
            && (self.syllables == 0 || syllables(word) >= self.syllables)
    }
}

use Gender::{Fem, Masc, Neut};

/// Places.
const TOPONYM: &[Rule] = &[
    rule("ская цкая ная вая лая рая тая", "adj").letters(5),
    // Лиепая, Актая: a noun as well as an adjective.
    rule("ая яя", "adj f.soft").letters(5),
    rule("ое ее", "adj").letters(5),
    rule("рикий нтий латий полий зий сий лий вий бий дий пий фий", "m.ij"),
    rule("ский цкий ской цкой ный вый рый лый тый мый дый сый бый ний кий гий хий ший жий чий щий ной вой", "adj")
        .letters(6),
    rule("ь", "m.soft").of(Masc),
    rule("ь", "f.3").of(Fem),
    rule(
        "^казань ^рязань ^тверь ^пермь ^сибирь ^астрахань ^тюмень ^керчь ^сызрань ^русь ^обь ^печень ^лань ^свирь ^кубань \
         ^волынь ^любань ^припять ^вишерь ^церковь",
        "f.3",
    ),
    rule("сть вь мь дь бь жь шь щь чь", "f.3"),
    rule("поль", "m.soft"),
    rule("Vль рль", "m.soft f.3"),
    rule("ь", "f.3 m.soft"),
    rule("уа оа юа еа иа ыа аа эа", "fixed"),
    rule("^Cа ^Cя ^Vя", "fixed"),
    // Declined and not: «в Кемерове» and «в Кемерово», Гродно declines and Ливорно does not.
    rule("ово ево ино ыно ено дно зно рно вно тно чно льно бно лово ско цко зеро село ошко ичко ечко", "n fixed"),
    rule("о", "n").of(Neut),
    rule("о", "fixed"),
    rule("ие ье ще це поле море", ""),
    rule("е", "fixed"),
    rule("^ы ^Vы ^Cы ^CVы ^CCы ^мары ^тыры", "fixed"),
    // Алматы and Янцзы stand still, Карпаты and Сланцы are plurals; of Turkic names some do, some are: Кульсары, Чебоксары.
    rule("^котлы ^бавлы", "pl.y"),
    rule("вци нци", "pl.ts fixed"),
    rule("лматы цзы Cлы улы гды", "fixed"),
    rule("алы илы ылы сары маты гаты Vшы Vчы", "pl.y fixed"),
    // Names in -и are plurals when they are Slavic, and stand still when they are not.
    rule("^карачи ^фиджи Vсаки Vтраки Vлаки ^акаки хельсинки палдиски баши кши", "fixed"),
    rule("щи ики ичи ушки ишки ошки евки овки омки имки уки яки ^фили ^жигули ^касли неи реи лаи айи", ""),
    rule("Cки ьки йки оки аки оги яги угли ачи риши раши юши ижи ыри усти", "noun fixed"),
    rule("и", "fixed"),
];

/// Given names.
const GIVEN: &[Rule] = &[
    rule("иа уа оа еа эа юа ыа", "fixed"),
    rule("^Vа ^Cа ^Cя", "fixed"),
    rule("^николя ^люка", "fixed"),
    rule("ия", "f.ia").of(Masc),
    // Асия, Алия, Зульфия: «Асие» beside «Асии».
    rule("ия", "f.ia f.soft"),
    rule("о е и у ю э ы", "fixed"),
    rule("й", "fixed").of(Fem),
    rule("ь", "f.3 fixed").of(Fem),
    rule("ь", "m.soft").of(Masc),
    rule("ь", "m.soft fixed"),
    rule("C", "fixed").of(Fem),
];

/// Patronymics; those in -улы, -кызы, -оглы do not decline in Russian.
const PATRONYMIC: &[Rule] = &[
    // The stress is on the ending: Ильичом, but Кемелевичем.
    rule("ьич ^лукич ^фомич ьмич", "m.sib"),
    rule("ич", "m.sib.em"),
    rule("на", ""),
    rule("V C ь й", "fixed"),
];

/// French surnames with the stress on a final -а, -я.
const FRENCH_SURNAMES: Rule = rule("^дега ^дюма ^золя ^мюра ^петипа ^труайя", "fixed");

/// Surnames of men.
const SURNAME_MASCULINE: &[Rule] = &[
    FRENCH_SURNAMES,
    rule("ых", "fixed").letters(5),
    rule("их", "fixed m").letters(5),
    rule("ов ев", "poss.m").syllables(2),
    rule("^львов", "poss.m"),
    rule("ин ын", "poss.m.in").syllables(2),
    rule("ний", "adj m.ij").syllables(2),
    rule("ский цкий ской цкой ый кий гий хий щий ший жий чий", "adj").syllables(2),
    rule("ович евич", "m.sib.em").syllables(3),
    rule("рой", "m.j"),
    rule("ой", "adj").letters(5).syllables(2),
    rule("о е и у ю э ы", "fixed"),
    rule("Vа", "fixed"),
    rule("^Cа ^Cя", "fixed"),
    // Шенгелая is a noun.
    rule("гелая", "f.soft"),
    rule("ая яя", "adj").letters(5),
];

/// Surnames of women, in their own nominative.
const SURNAME_FEMININE: &[Rule] = &[
    FRENCH_SURNAMES,
    rule("ова ева ина ына", "poss.f").letters(5),
    rule("гелая", "f.soft"),
    rule("ая яя", "adj").letters(4),
    rule("Vа", "fixed"),
    rule("^Cа ^Cя ^Vя", "fixed"),
    rule("а я", ""),
    rule("V C ь й", "fixed"),
];

/// Surnames whose ending no woman bears, so that an unknown gender is masculine.
pub(super) const ONLY_MASCULINE_SURNAME: &[Rule] = &[
    rule("ов ев ин ын ский цкий ской цкой ый кий гий хий", "").syllables(2),
    rule("щий ший жий чий ний", ""),
    rule("бой вой гой дой жой зой кой лой мой ной пой сой той хой чой шой щой", "").syllables(2),
];

/// Common nouns: the head of an organisation's name or of a place's name of several words.
const NOUN: &[Rule] = &[
    rule("^церковь", "f.3"),
    rule("ь", "m.soft").of(Masc),
    rule("ь", "f.3").of(Fem),
    rule("сть знь вь дь мь", "f.3"),
    rule("ь", "m.soft f.3"),
    rule("у ю э", "fixed"),
];

/// Nouns and places that are known to be plural.
const PLURAL: &[Rule] = &[rule("ые ие", "adj"), rule("а", "pl.a"), rule("ия", "pl.ija"), rule("я", "pl.ja")];

/// Every noun that the table of its kind leaves over.
pub(super) const ANY_NOUN: &[Rule] = &[
    rule("га ка ха", "f.vel"),
    rule("жа ша ча ща", "f.sib"),
    rule("ца", "f.ts"),
    rule("а", "f"),
    rule("ия", "f.ia"),
    rule("я", "f.soft"),
    rule("о", "n"),
    rule("ие", "n.ie"),
    rule("ще це", "n.e"),
    rule("е", "n.je"),
    rule("цы", "pl.ts"),
    rule("ы", "pl.y"),
    rule("ии", "pl.ia"),
    rule("йи", "pl.ji"),
    rule("Vи", "pl.j"),
    rule("ги ки хи", "pl.vel"),
    rule("жи ши чи щи", "pl.sib"),
    rule("Cни ьни", "pl.n"),
    rule("и", "pl.soft"),
    rule("ий", "m.ij"),
    rule("й", "m.j"),
    rule("ь", "m.soft"),
    rule("ж ш ч щ ц", "m.sib"),
    rule("C", "m"),
];

/// Adjectives in any gender.
pub(super) const ADJECTIVE: &[Rule] = &[
    rule("гой кой хой жой шой чой щой", "adj.m.vel"),
    rule("ый ой", "adj.m"),
    rule("^горячий ^рабочий ^свежий ^рыжий", "adj.m.soft"),
    rule("жий чий ^третий", "adj.m.poss adj.m.soft"),
    rule("гий кий хий", "adj.m.vel"),
    rule("ий", "adj.m.soft"),
    rule("жая шая чая щая", "adj.f.sib adj.f"),
    rule("ая", "adj.f"),
    rule("яя", "adj.f.soft"),
    rule("чье жье вье сье лье", "adj.n.poss").letters(7),
    rule("гое кое хое жое шое чое щое", "adj.n.vel"),
    rule("ое", "adj.n"),
    rule("ее", "adj.n.soft"),
    rule("ые", "adj.pl"),
    rule("ие", "adj.pl.vel"),
];

/// Nothing before the common table.
const NONE: &[Rule] = &[];

/// The tables to look a word up in, one after another; a rule without classes hands the word on to the next table.
pub(super) fn tables(sort: Sort) -> [&'static [Rule]; 2] {
    match sort.kind {
        Kind::Toponym | Kind::Noun if sort.plural => [PLURAL, ANY_NOUN],
        Kind::Toponym => [TOPONYM, ANY_NOUN],
        Kind::Noun => [NOUN, ANY_NOUN],
        Kind::Given => [GIVEN, ANY_NOUN],
        Kind::Surname if sort.gender == Some(Fem) => [SURNAME_FEMININE, ANY_NOUN],
        Kind::Surname => [SURNAME_MASCULINE, ANY_NOUN],
        Kind::Patronymic => [PATRONYMIC, ANY_NOUN],
        Kind::Adjective => [ADJECTIVE, NONE],
    }
}

#[cfg(test)]
mod tests {
    use super::super::classes;
    use super::*;

    #[test]
    fn every_class_in_the_tables_exists() {
        let tables =
            [TOPONYM, GIVEN, PATRONYMIC, SURNAME_MASCULINE, SURNAME_FEMININE, NOUN, PLURAL, ANY_NOUN, ADJECTIVE];
        for name in tables.into_iter().flatten().flat_map(|rule| rule.classes.split_ascii_whitespace()) {
            assert!(matches!(name, "fixed" | "adj" | "noun") || classes::by_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_class_is_in_the_manual() {
        let manual = include_str!("../../../docs/MORPHOLOGY.md");
        for class in classes::CLASSES {
            assert!(manual.contains(&format!("`{}`", class.name)), "{}", class.name);
        }
    }
}
