//! Grammatical features of a form, as a small set, written in Universal Dependencies notation.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A grammatical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// Nominative.
    Nom,
    /// Genitive.
    Gen,
    /// Dative.
    Dat,
    /// Accusative.
    Acc,
    /// Instrumental.
    Ins,
    /// Locative (the Russian prepositional).
    Loc,
    /// Ablative (Kazakh).
    Abl,
    /// Kazakh locative attributive, `-дағы`: `Case=Loc` of a form that is used as an attribute.
    LocAttr,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// Singular.
    Sing,
    /// Plural.
    Plur,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gender {
    /// Masculine.
    Masc,
    /// Feminine.
    Fem,
    /// Neuter.
    Neut,
}

/// A set of cases, numbers and genders that a form may stand for. Empty when nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Features(u16);

const CASES: [(Case, &str); 8] = [
    (Case::Abl, "Abl"),
    (Case::Acc, "Acc"),
    (Case::Dat, "Dat"),
    (Case::Gen, "Gen"),
    (Case::Ins, "Ins"),
    (Case::Loc, "Loc"),
    (Case::LocAttr, "Loc"),
    (Case::Nom, "Nom"),
];

impl Features {
    /// The features of a form with this case alone.
    pub const fn case(case: Case) -> Self {
        Self(1 << case as u16)
    }

    /// These features and the number.
    #[must_use]
    pub const fn with_number(self, number: Number) -> Self {
        Self(self.0 | 1 << (8 + number as u16))
    }

    /// These features and the gender.
    #[must_use]
    pub const fn with_gender(self, gender: Gender) -> Self {
        Self(self.0 | 1 << (10 + gender as u16))
    }

    /// The features of a form that stands for either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the form may stand in this case.
    pub const fn has_case(self, case: Case) -> bool {
        self.0 & (1 << case as u16) != 0
    }

    /// Whether the form may have this number.
    pub const fn has_number(self, number: Number) -> bool {
        self.0 & 1 << (8 + number as u16) != 0
    }

    /// Whether nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Universal Dependencies notation, features and values in alphabetical order: `Case=Acc,Gen|Number=Sing`.
/// Nothing known prints as nothing.
impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cases: Vec<&str> =
            CASES.iter().filter(|(case, _)| self.has_case(*case)).map(|(_, name)| *name).collect();
        cases.dedup();
        let genders: Vec<&str> = [(2, "Fem"), (1, "Masc"), (4, "Neut")]
            .iter()
            .filter(|(bit, _)| self.0 >> 10 & bit != 0)
            .map(|(_, name)| *name)
            .collect();
        let numbers: Vec<&str> = [(2, "Plur"), (1, "Sing")]
            .iter()
            .filter(|(bit, _)| self.0 >> 8 & bit != 0)
            .map(|(_, name)| *name)
            .collect();
        let parts: Vec<String> = [("Case", cases), ("Gender", genders), ("Number", numbers)]
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| format!("{name}={}", values.join(",")))
            .collect();
        f.write_str(&parts.join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_universal_dependencies_notation() {
        let genitive = Features::case(Case::Gen).union(Features::case(Case::Acc)).with_number(Number::Sing);
        assert_eq!(genitive.to_string(), "Case=Acc,Gen|Number=Sing");
        assert_eq!(genitive.with_gender(Gender::Fem).to_string(), "Case=Acc,Gen|Gender=Fem|Number=Sing");
        assert_eq!(Features::case(Case::LocAttr).union(Features::case(Case::Loc)).to_string(), "Case=Loc");
        assert_eq!(Features::default().to_string(), "");
    }
}
