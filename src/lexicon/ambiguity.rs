//! Which surface forms of one word could be something else: a common word, or the name of a person.

use std::collections::HashSet;

use super::common::is_common_word;
use crate::gazetteer::{Entry, LetterCase, Name, Relation};
use crate::morph::{self, Hints, Language, NameKind};
use crate::text::{WordCase, Words};

/// What else a surface form could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// Given names and surnames of the people in a lexicon, in all forms, folded.
#[derive(Debug, Default)]
pub(super) struct PersonalNames {
    given_names: HashSet<String>,
    surnames: HashSet<String>,
    seen: HashSet<(Language, NameKind, String)>,
}

impl PersonalNames {
    /// Adds the given names and the surname of a person.
    fn add(&mut self, entry: &Entry) {
        if &*entry.entity_type != "PERSON" {
            return;
        }
        let gender = entry.names.iter().find_map(|name| name.flags.hints.gender);
        for name in entry.names.iter().filter(|name| name.flags.hints.head.is_none() && !name.flags.form) {
            let tokens: Vec<&str> = name.text.split_whitespace().collect();
            let [given, .., surname] = tokens[..] else { continue };
            for (kind, token) in [(NameKind::Given, given), (NameKind::Surname, surname)] {
                let hints = Hints { gender, indeclinable: name.flags.hints.indeclinable, ..Hints::default() };
                self.add_forms(Language::from_tag(&name.language), kind, token, &hints);
            }
        }
    }

    fn add_forms(&mut self, language: Language, kind: NameKind, token: &str, hints: &Hints) {
        if !token.starts_with(char::is_uppercase) || !self.seen.insert((language, kind, token.to_owned())) {
            return;
        }
        for form in morph::expand(language, kind, token, hints).0.iter().flat_map(|paradigm| &paradigm.forms) {
            let words = Words::new(&form.text);
            if let [word] = words.as_slice() {
                let names = if kind == NameKind::Given { &mut self.given_names } else { &mut self.surnames };
                names.insert(words.folded(word).to_owned());
            }
        }
    }

    /// What else a surface form of a name could be. What an editor says of its letters settles it.
    pub(super) fn ambiguity(&self, entry: &Entry, name: &Name, form: &Words<'_>) -> Ambiguity {
        let [word] = form.as_slice() else { return Ambiguity::default() };
        if name.relation != Relation::Name || name.flags.letter_case != LetterCase::ByKind {
            return Ambiguity::default();
        }
        let folded = form.folded(word);
        let mut ambiguity = 0;
        // A name in small letters or with capitals inside is told from a word by them.
        if matches!(word.case, WordCase::Capitalized | WordCase::Upper) && is_common_word(folded) {
            ambiguity |= Ambiguity::COMMON;
        }
        if word.case == WordCase::Upper && ambiguity != 0 {
            ambiguity |= Ambiguity::ACRONYM;
        }
        let is_personal = || self.given_names.contains(folded) || self.surnames.contains(folded);
        if word.case == WordCase::Capitalized && &*entry.entity_type != "PERSON" && is_personal() {
            ambiguity |= Ambiguity::PERSONAL;
        }
        Ambiguity(ambiguity)
    }

    /// The names of all people among the entries.
    pub(super) fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut names = Self::default();
        entries.into_iter().for_each(|entry| names.add(entry));
        names
    }

    /// The given names, in all forms, folded.
    pub(super) fn into_given_names(self) -> HashSet<String> {
        self.given_names
    }
}
