//! Gender and number by which adjectives and nouns go together, read off the nominative ending.

use super::words::{INDECLINABLE_NOUNS, PLURAL_NOUNS};
use crate::morph::endings::{ends_in, is_listed, is_vowel};
use crate::morph::features::Gender;

/// A gender, or the plural, which has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Singular of this gender.
    Singular(Gender),
    /// Plural.
    Plural,
}

use Agreement::{Plural, Singular};
use Gender::{Fem, Masc, Neut};

/// Adjective endings. Words in other -ие, -ой, -ий are nouns: управление, герой, Маврикий.
const ADJECTIVES: &[(&str, Agreement)] = &[
    ("ый", Singular(Masc)),
    ("ской цкой ной вой шой жой той лой мой дой рой", Singular(Masc)),
    ("ский цкий ний гий кий хий ший щий жий чий тий", Singular(Masc)),
    ("ая яя", Singular(Fem)),
    ("ичье ажье очье", Singular(Neut)),
    ("ое ее", Singular(Neut)),
    ("ые", Plural),
    ("ские цкие гие кие хие шие щие жие чие тние шние жние рхние дние нние вние мние", Plural),
];

/// Endings of ordinals in figures: `75-й`, `2-я`, `1-е`.
const ORDINALS: &[(&str, Agreement)] = &[("й", Singular(Masc)), ("я", Singular(Fem)), ("е", Singular(Neut))];

/// The agreement of a (folded) word that looks like an adjective or an ordinal.
pub(super) fn of_adjective(word: &str) -> Option<Agreement> {
    let table = if is_ordinal(word) { ORDINALS } else { ADJECTIVES };
    if table.len() == ADJECTIVES.len() && word.chars().count() < 4 {
        return None;
    }
    table.iter().find(|(endings, _)| ends_in(word, endings)).map(|(_, agreement)| *agreement)
}

/// Whether the word is an ordinal in figures with its ending: `75-й`.
pub(super) fn is_ordinal(word: &str) -> bool {
    word.split_once('-').is_some_and(|(figures, ending)| {
        !figures.is_empty()
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(ending, "й" | "ый" | "ий" | "я" | "ая" | "е" | "ое")
    })
}

/// The agreement of a noun by its ending.
pub(super) fn of_noun(word: &str) -> Agreement {
    match word.chars().next_back() {
        _ if is_listed(word, PLURAL_NOUNS) => Plural,
        Some('а' | 'я') => Singular(Fem),
        Some('о' | 'е') => Singular(Neut),
        Some('ы' | 'и') => Plural,
        _ => Singular(Masc),
    }
}

impl Agreement {
    /// The gender, when there is one.
    pub(super) fn gender(self) -> Option<Gender> {
        match self {
            Singular(gender) => Some(gender),
            Plural => None,
        }
    }

    /// Whether an adjective of this agreement can stand before the noun.
    pub(super) fn allows(self, noun: &str) -> bool {
        let Some(last) = noun.chars().next_back() else {
            return false;
        };
        if is_listed(noun, INDECLINABLE_NOUNS) {
            return true;
        }
        match self {
            Singular(Fem) => "аяь".contains(last),
            Singular(Masc) => matches!(last, 'а' | 'я') || !is_vowel(last) && last.is_alphabetic(),
            Singular(Neut) => "оея".contains(last),
            Plural => "ыиая".contains(last),
        }
    }
}
