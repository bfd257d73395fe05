//! Which surface forms of one word could be something else: a common word, or the name of a person.

use std::collections::HashSet;

use ahash::RandomState;
use rayon::prelude::*;

use super::common::is_common_word;
use crate::gazetteer::{Entry, LetterCase, Name, Relation};
use crate::morph::{self, Gender, Hints, Language, NameKind};
use crate::text::{WordCase, Words};
use serde::{Deserialize, Serialize};

/// What else a surface form could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Ambiguity(u8);

impl Ambiguity {
    const COMMON: u8 = 1;
    const PERSONAL: u8 = 2;
    const ACRONYM: u8 = 4;

    /// Whether it is also a form of a common word: «Чад», «Вену».
    pub(crate) const fn is_common(self) -> bool {
        self.0 & Self::COMMON != 0
    }

    /// Whether it is also a form of a given name or surname: «Владимир», «Киров».
    pub(crate) const fn is_personal(self) -> bool {
        self.0 & Self::PERSONAL != 0
    }

    /// Whether it is an acronym, whose capitals set it apart from the word: «ВОЗ», «US».
    pub(crate) const fn is_acronym(self) -> bool {
        self.0 & Self::ACRONYM != 0
    }

    /// Whether it is nothing else.
    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Given names and surnames of some people, in all forms, folded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PersonalNames {
    given_names: HashSet<String, RandomState>,
    surnames: HashSet<String, RandomState>,
}

/// A given name or a surname, and all that decides its forms.
type PersonalName<'e> = (Language, NameKind, &'e str, Option<Gender>, bool);

/// The given names and surnames of a person.
fn personal_names(entry: &Entry) -> impl Iterator<Item = PersonalName<'_>> {
    let is_person = &*entry.entity_type == "PERSON";
    let gender = entry.names.iter().find_map(|name| name.flags.hints.gender);
    let names = entry.names.iter().filter(move |name| is_person && name.flags.hints.head.is_none() && !name.flags.form);
    names.flat_map(move |name| {
        let tokens: Vec<&str> = name.text.split_whitespace().collect();
        let (given, surname) = match tokens[..] {
            [given, .., surname] => (Some((NameKind::Given, given)), Some((NameKind::Surname, surname))),
            _ => (None, None),
        };
        let with_name = move |(kind, token): (NameKind, _)| {
            (Language::from_tag(&name.language), kind, token, gender, name.flags.hints.indeclinable)
        };
        given.into_iter().chain(surname).map(with_name)
    })
}

/// The kind and the folded forms of a personal name.
fn folded_forms((language, kind, token, gender, indeclinable): PersonalName<'_>) -> Vec<(NameKind, String)> {
    let hints = Hints { gender, indeclinable, ..Hints::default() };
    let (paradigms, _) = morph::expand(language, kind, token, &hints);
    let forms = paradigms.iter().flat_map(|paradigm| &paradigm.forms);
    let folded = forms.filter_map(|form| {
        let words = Words::new(&form.text);
        let [word] = words.as_slice() else { return None };
        Some((kind, words.folded(word).to_owned()))
    });
    folded.collect()
}

impl PersonalNames {
    /// The names of all people among the entries.
    pub(crate) fn of(entries: &[&Entry]) -> Self {
        let names = entries.iter().flat_map(|entry| personal_names(entry));
        let names: HashSet<PersonalName<'_>> =
            names.filter(|(_, _, token, ..)| token.starts_with(char::is_uppercase)).collect();
        let forms: Vec<Vec<(NameKind, String)>> = names.into_par_iter().map(folded_forms).collect();
        let mut all = Self::default();
        for (kind, form) in forms.into_iter().flatten() {
            let names = if kind == NameKind::Given { &mut all.given_names } else { &mut all.surnames };
            names.insert(form);
        }
        all
    }

    /// What else a surface form of a name could be. What an editor says of its letters settles it.
    pub(super) fn ambiguity(&self, entry: &Entry, name: &Name, form: &Words<'_>) -> Ambiguity {
        match form.as_slice() {
            [word] => self.ambiguity_of_word(entry, name, form.folded(word), word.case),
            _ => Ambiguity::default(),
        }
    }

    /// The same of a form that is one word, folded, and had letters of this case.
    pub(super) fn ambiguity_of_word(&self, entry: &Entry, name: &Name, folded: &str, case: WordCase) -> Ambiguity {
        if name.relation != Relation::Name || name.flags.letter_case != LetterCase::ByKind {
            return Ambiguity::default();
        }
        let mut ambiguity = 0;
        // A name in small letters or with capitals inside is told from a word by them.
        if matches!(case, WordCase::Capitalized | WordCase::Upper) && is_common_word(folded) {
            ambiguity |= Ambiguity::COMMON;
        }
        if case == WordCase::Upper && ambiguity != 0 {
            ambiguity |= Ambiguity::ACRONYM;
        }
        if case == WordCase::Capitalized && &*entry.entity_type != "PERSON" && self.contains(folded) {
            ambiguity |= Ambiguity::PERSONAL;
        }
        Ambiguity(ambiguity)
    }

    /// Whether a folded word is a given name in any form.
    pub(crate) fn is_given_name(&self, folded: &str) -> bool {
        self.given_names.contains(folded)
    }

    /// The words that are names among one of the two alone.
    pub(super) fn difference<'n>(&'n self, other: &'n Self) -> impl Iterator<Item = &'n str> {
        let among_one = |left: &'n Self, right: &'n Self| {
            let words = left.given_names.iter().chain(&left.surnames).map(String::as_str);
            words.filter(|word| !right.contains(word))
        };
        among_one(self, other).chain(among_one(other, self))
    }

    fn contains(&self, folded: &str) -> bool {
        self.given_names.contains(folded) || self.surnames.contains(folded)
    }
}
