//! Inflection: a name in its base form -> every grammatical form, by rule.
//!
//! One file a language: `ru`, `kk`, `en`. The rules are tables of ending classes, not a dictionary. This room knows words;
//! it refuses to know what an entity or a gazetteer is.
//!
//! Rules deliberately over-generate a little: a form that is no word costs one pattern and finds nothing.

use serde::{Deserialize, Serialize};

mod en;
mod endings;
mod features;
mod kk;
mod paradigm;
mod people;
mod ru;
mod spelling;

pub(crate) use self::endings::is_listed;
use std::borrow::Cow;

pub use features::{Case, Features, Gender, Number};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A language with inflection rules, or any other, whose names stand as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Russian (`ru`).
    Russian,
    /// Kazakh in Cyrillic letters (`kk`).
    Kazakh,
    /// English (`en`).
    English,
    /// Any other: no inflection rules, only the base form.
    Other,
}

impl Language {
    /// The language of a BCP-47 tag: its first subtag decides (`ru-KZ` is Russian).
    pub fn from_tag(tag: &str) -> Self {
        let subtag = tag.split(['-', '_']).next().unwrap_or_default();
        match subtag {
            _ if subtag.eq_ignore_ascii_case("ru") => Self::Russian,
            _ if subtag.eq_ignore_ascii_case("kk") => Self::Kazakh,
            _ if subtag.eq_ignore_ascii_case("en") => Self::English,
            _ => Self::Other,
        }
    }

    /// Languages with inflection rules, as BCP-47 tags.
    pub const TAGS: [&'static str; 3] = ["ru", "kk", "en"];
}

/// What a name names, as far as inflection cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A country, city, region or other place.
    Toponym,
    /// A whole person name: `Given Surname`, `Given Patronymic Surname`, `Surname Given Patronymic`.
    Person,
    /// An organisation, or anything else named by a noun phrase.
    Organization,
    /// A relational adjective in the base form: `казахстанский`.
    Adjective,
    /// A demonym noun, singular: `казахстанец`.
    Demonym,
    /// A given name alone.
    Given,
    /// A surname alone.
    Surname,
    /// A patronymic alone.
    Patronymic,
}

/// What the rules cannot know, from the flags of a gazetteer row (`docs/GAZETTEERS.md`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that an editor sets or not")]
pub struct Hints {
    /// Gender of the person, or of a name whose ending does not tell.
    pub gender: Option<Gender>,
    /// The name is a plural (`Химки`).
    pub plural: bool,
    /// The name is not inflected at all (`Дюма`).
    pub indeclinable: bool,
    /// Oblique stem (`турок` -> `турк`).
    pub stem: Option<String>,
    /// A word by whose class the name declines (`Оленёк` like `Витёк`).
    pub like: Option<String>,
    /// A class of `docs/MORPHOLOGY.md` by its name (`m.soft`).
    pub class: Option<String>,
    /// One-based index of the word that declines.
    pub head: Option<usize>,
    /// Kazakh: the last word carries the third person possessive.
    pub possessed: bool,
    /// Person: plural forms of the surname too.
    pub family: bool,
}

/// What is generated beyond what every text needs. By default, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Options {
    /// How far Kazakh names are inflected.
    pub kazakh_level: KazakhLevel,
    /// Kazakh names in the Latin alphabet of 2021 too (`Қазақстанда`, `Qazaqstanda`), in the same paradigm.
    pub kazakh_latin: bool,
}

/// How far Kazakh names are inflected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum KazakhLevel {
    /// The cases and the attributive; of places of one word the plural and «our» too. Texts hardly have anything else.
    #[default]
    Cases,
    /// What is derived from a name and declines in its turn, too: plural, possessives, `-лық`, `-дай`, `-ша`.
    Derivations,
}

/// How a paradigm's base relates to the name it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Variant {
    /// The name itself.
    Full,
    /// The same words in another order or with the patronymic left out.
    Reordered,
    /// Given name and patronymic as initials: `К. Токаев`, `Токаев К.К.`.
    Initials,
    /// The surname alone.
    Surname,
    /// The surname in the plural: `Назарбаевы`.
    Family,
}

/// One surface form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form as one would write it in running text; `е` may stand for `ё` in the changed part.
    pub text: String,
    /// Its grammatical features; a syncretic form has several cases.
    pub features: Features,
}

/// A base form with all its surface forms, the base form first, each text once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paradigm {
    /// The base form (nominative) that is given back as the lemma.
    pub lemma: String,
    /// How the lemma relates to the name.
    pub variant: Variant,
    /// Name of the class that declined the head word (`m`, `f.ia`, `adj.m`), for editors; empty when nothing was declined.
    pub class: &'static str,
    /// The forms.
    pub forms: Vec<Form>,
}

/// Something an editor should know about how a name was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// No class fits the word, it stands undeclined.
    UnknownClass {
        /// The word.
        word: String,
    },
    /// The gender of the person could not be told; both were generated.
    GenderUnknown,
    /// The hint names no class of this language.
    NoSuchClass {
        /// The name in the hint.
        class: String,
    },
}

/// All paradigms of a name, the full name's first, and what an editor should know about them.
///
/// Never fails: a word that no rule knows is given back as its only form. `name` is the base form without flags; quotes in it are
/// kept in the forms, runs of white space become one space. A name of more than [`MAX_NAME`] characters is not inflected.
pub fn expand(language: Language, kind: NameKind, name: &str, hints: &Hints) -> (Vec<Paradigm>, Vec<Remark>) {
    expand_with(language, kind, name, hints, Options::default())
}

/// As [`expand`], with more than it generates by default.
pub fn expand_with(
    language: Language,
    kind: NameKind,
    name: &str,
    hints: &Hints,
    options: Options,
) -> (Vec<Paradigm>, Vec<Remark>) {
    let composed: Cow<'_, str> = if is_nfc(name) { name.into() } else { name.nfc().collect() };
    let name = &*composed;
    if name.chars().nth(MAX_NAME).is_some() {
        return (vec![Paradigm::uninflected(name)], vec![Remark::UnknownClass { word: name.to_owned() }]);
    }
    match language {
        Language::Russian => ru::expand(kind, name, hints),
        Language::Kazakh => kk::expand(kind, name, hints, options),
        Language::English => en::expand(kind, name, hints),
        Language::Other => (vec![Paradigm::uninflected(name)], Vec::new()),
    }
}

/// Russian relational adjectives that a place name may have, in small letters and the base form, the likeliest first.
///
/// Proposals for an editor, who knows which is in use: `Прага` -> `пражский`, `прагский`, `прагинский`. Empty where no rule fits.
pub fn suggest_adjectives(name: &str) -> Vec<String> {
    let composed: String = name.nfc().take(MAX_NAME).collect();
    ru::suggest::adjectives(&composed)
}

/// Whether a word in small letters is a particle of surnames: `фон`, `аль`, `de`.
pub fn is_surname_particle(word: &str) -> bool {
    people::customs::is_particle(word)
}

/// Whether a word in small letters is a surname that stands first, as Chinese, Korean and Vietnamese ones do: `ким`, `xi`.
pub(crate) fn is_leading_surname(word: &str) -> bool {
    people::customs::is_leading_surname(word)
}

/// Longest name, in characters, that is inflected.
pub const MAX_NAME: usize = 300;

impl Paradigm {
    /// The paradigm of a name that is not inflected: itself, for every case.
    pub fn uninflected(name: &str) -> Self {
        Self {
            lemma: name.to_owned(),
            variant: Variant::Full,
            class: "",
            forms: vec![Form { text: name.to_owned(), features: Features::default() }],
        }
    }
}

#[cfg(test)]
mod tests;
