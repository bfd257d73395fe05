//! One word: its classes are looked up and its forms made. It does not know the words around it; `ru/hyphen.rs` knows hyphens.
//!
//! Words come in and go out with folded letters.

use super::classes::{self, Animacy, Class};
use super::declension::Declension;
use super::hyphen;
use super::rules::{self, Rule};
use super::stems;
use crate::morph::features::Gender;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The name of a place.
    Toponym,
    /// A common noun.
    Noun,
    /// A given name.
    Given,
    /// A surname.
    Surname,
    /// A patronymic.
    Patronymic,
    /// An adjective in any gender.
    Adjective,
}

/// Everything that chooses the table for a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sort {
    /// What the word is.
    pub(super) kind: Kind,
    /// Its gender, where known.
    pub(super) gender: Option<Gender>,
    /// Whether it is known to be a plural.
    pub(super) plural: bool,
    /// Whether it names a living being.
    pub(super) animacy: Animacy,
}

/// What the editor of a gazetteer says about a word, in folded letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Override {
    /// The class to decline by.
    pub(super) class: Option<&'static Class>,
    /// The word to decline like.
    pub(super) like: Option<String>,
    /// The oblique stem.
    pub(super) stem: Option<String>,
}

impl Sort {
    /// A word of this kind of which nothing else is known.
    pub(super) const fn of(kind: Kind) -> Self {
        let animacy = match kind {
            Kind::Toponym | Kind::Noun | Kind::Adjective => Animacy::Inanimate,
            Kind::Given | Kind::Surname | Kind::Patronymic => Animacy::Animate,
        };
        Self { kind, gender: None, plural: false, animacy }
    }

    /// This, with the gender.
    pub(super) const fn gender(self, gender: Option<Gender>) -> Self {
        Self { gender, ..self }
    }

    /// This, as a plural or not.
    pub(super) const fn plural(self, plural: bool) -> Self {
        Self { plural, ..self }
    }

    /// This, living or not.
    pub(super) const fn animacy(self, animacy: Animacy) -> Self {
        Self { animacy, ..self }
    }
}

impl Override {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.class.is_none() && self.like.is_none() && self.stem.is_none()
    }
}

/// The forms of a word. A word without Russian letters, or of one letter, does not decline.
pub(super) fn decline(word: &str, sort: Sort, over: &Override) -> Declension {
    if !over.is_empty() {
        return simple(word, sort, over);
    }
    if let Some(modern) = word.strip_suffix('ъ') {
        // Коммерсантъ: the old spelling is kept in the nominative only.
        let mut declension = decline(modern, sort, over);
        for form in declension.cells.iter_mut().flatten().filter(|form| *form == modern) {
            word.clone_into(form);
        }
        return declension;
    }
    if word.chars().count() < 2 || !word.chars().any(|letter| ('а'..='я').contains(&letter)) {
        return Declension::fixed(word);
    }
    if word.trim_matches('-').contains('-') { hyphen::decline(word, sort) } else { simple(word, sort, over) }
}

/// A word without hyphens, or one that is declined as if it had none.
pub(super) fn simple(word: &str, sort: Sort, over: &Override) -> Declension {
    if sort.kind == Kind::Surname && sort.gender.is_none() && over.is_empty() {
        let masculine = decline_by_table(word, sort.gender(Some(Gender::Masc)), over);
        let only_masculine = rules::ONLY_MASCULINE_SURNAME.iter().any(|rule| rule.fits(word, None));
        if only_masculine {
            return masculine;
        }
        return masculine.or(decline_by_table(word, sort.gender(Some(Gender::Fem)), over));
    }
    decline_by_table(word, sort, over)
}

fn decline_by_table(word: &str, sort: Sort, over: &Override) -> Declension {
    let model = over.like.as_deref().unwrap_or(word);
    let classes = over.class.map_or_else(|| classes_of(model, sort), |class| vec![Some(class)]);
    let forms = classes.into_iter().map(|class| match class {
        None => Declension::fixed(word),
        Some(class) => decline_by_class(word, class, sort, over),
    });
    forms.reduce(Declension::or).unwrap_or_else(|| Declension::fixed(word))
}

fn decline_by_class(word: &str, class: &'static Class, sort: Sort, over: &Override) -> Declension {
    let Some(stem) = class.stem(word) else {
        return Declension::fixed(word);
    };
    let stems = match (&over.stem, &over.like) {
        (Some(stem), _) => vec![stem.clone()],
        (None, Some(model)) => vec![stems::oblique_like(word, model, sort.kind).unwrap_or_else(|| stem.to_owned())],
        (None, None) if class.may_lose_vowel() => stems::oblique(word, stem, sort.kind),
        (None, None) => vec![stem.to_owned()],
    };
    let forms = stems.iter().map(|stem| class.decline(word, stem, sort.animacy));
    forms.reduce(Declension::or).unwrap_or_else(|| Declension::fixed(word))
}

/// The classes of a word by the tables of its kind; `None` in the list is a word that does not decline.
fn classes_of(word: &str, sort: Sort) -> Vec<Option<&'static Class>> {
    let lookup =
        |table: &'static [Rule]| table.iter().find(|rule| rule.fits(word, sort.gender)).map(|rule| rule.classes);
    let names =
        rules::tables(sort).into_iter().filter_map(lookup).find(|classes| !classes.is_empty()).unwrap_or("fixed");
    let of_table = |table| lookup(table).unwrap_or("fixed").split_ascii_whitespace().map(classes::by_name).collect();
    let class = |name: &'static str| match name {
        "adj" => of_table(rules::ADJECTIVE),
        "noun" => of_table(rules::ANY_NOUN),
        _ => vec![classes::by_name(name)],
    };
    names.split_ascii_whitespace().flat_map(class).collect()
}
