//! What is derived from a Kazakh name and declines in its turn, and which kinds of names have it.

use super::harmony::Harmony;
use super::suffixes;
use crate::morph::features::{Case, Number};
use crate::morph::{KazakhLevel, NameKind};

/// A word that is made from a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derived {
    /// Қазақстандар.
    Plural,
    /// «Our»: Қазақстанымыз.
    Our,
    /// «My»: Қазақстаным.
    My,
    /// «Its»: Қазақстаны.
    Its,
    /// «Of it», a resident of it: қазақстандық.
    Resident,
    /// Its residents: қазақстандықтар.
    Residents,
    /// «Like it», «in its way»: Қазақстандай, Қазақстанша.
    Like,
}

use Derived::{Its, Like, My, Our, Plural, Resident, Residents};

/// One derived word with its cases.
#[derive(Debug)]
pub(super) struct Forms {
    /// The nominative.
    pub(super) nominative: Option<String>,
    /// Its number.
    pub(super) number: Number,
    /// The other cases.
    pub(super) cases: Vec<(Case, String)>,
}

/// What is derived from a name of this kind.
pub(super) fn of_name(kind: NameKind, is_phrase: bool, level: KazakhLevel) -> &'static [Derived] {
    match (level, kind) {
        (KazakhLevel::Cases, NameKind::Toponym) if !is_phrase => &[Plural, Our],
        (KazakhLevel::Cases, NameKind::Demonym) => &[Plural],
        (KazakhLevel::Cases, _) => &[],
        (KazakhLevel::Derivations, NameKind::Toponym) => &[Plural, Our, My, Its, Resident, Residents, Like],
        (KazakhLevel::Derivations, NameKind::Demonym | NameKind::Organization) => &[Plural, Our, My, Its, Like],
        (KazakhLevel::Derivations, NameKind::Person | NameKind::Given | NameKind::Surname) => &[Our, Like],
        (KazakhLevel::Derivations, NameKind::Patronymic | NameKind::Adjective) => &[],
    }
}

impl Derived {
    /// The derived words of a stem.
    pub(super) fn forms(self, stem: &str, harmonies: &[Harmony]) -> Vec<Forms> {
        let plain = |word: &str, harmony| suffixes::cases(word, &[harmony]);
        match self {
            Plural => declined(suffixes::plural(stem, harmonies), Number::Plur, plain),
            Our => declined(suffixes::possessive(stem, ["мЫз", "ЫмЫз"], harmonies), Number::Sing, plain),
            My => declined(suffixes::possessive(stem, ["м", "Ым"], harmonies), Number::Sing, suffixes::my_cases),
            Its => {
                declined(suffixes::possessive(stem, ["сЫ", "Ы"], harmonies), Number::Sing, suffixes::possessed_cases)
            }
            Resident => declined(suffixes::residents(stem, harmonies), Number::Sing, plain),
            Residents => suffixes::residents(stem, harmonies)
                .into_iter()
                .flat_map(|(resident, harmony)| declined(suffixes::plural(&resident, &[harmony]), Number::Plur, plain))
                .collect(),
            Like => {
                let forms = suffixes::like(stem, harmonies).into_iter().chain(suffixes::plain(stem, "шА", harmonies));
                declined(forms.collect(), Number::Sing, |_, _| Vec::new())
            }
        }
    }
}

fn declined(
    nominatives: Vec<(String, Harmony)>,
    number: Number,
    cases: impl Fn(&str, Harmony) -> Vec<(Case, String)>,
) -> Vec<Forms> {
    let forms = |(nominative, harmony): (String, Harmony)| Forms {
        cases: cases(&nominative, harmony),
        nominative: Some(nominative),
        number,
    };
    nominatives.into_iter().map(forms).collect()
}
