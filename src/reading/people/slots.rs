//! Genders and cases that a word may stand in at once, as a set of pairs: words of one name must have a pair in common.

use crate::morph::{Case, Features, Gender, Number};

/// A set of pairs of a gender (or the plural) and a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slots(u32);

/// A set of cases, a bit a case.
pub(super) type Cases = u32;

/// Nominative.
pub(super) const NOM: Cases = 1;
/// Genitive.
pub(super) const GEN: Cases = 1 << 1;
/// Dative.
pub(super) const DAT: Cases = 1 << 2;
/// Accusative.
pub(super) const ACC: Cases = 1 << 3;
/// Instrumental.
pub(super) const INS: Cases = 1 << 4;
/// Locative.
pub(super) const LOC: Cases = 1 << 5;
/// Ablative.
pub(super) const ABL: Cases = 1 << 6;
/// Every case: of a word that does not decline.
pub(super) const ANY: Cases = (1 << WIDTH) - 1;

const WIDTH: u32 = 7;
const CASES: [Case; 7] = [Case::Nom, Case::Gen, Case::Dat, Case::Acc, Case::Ins, Case::Loc, Case::Abl];

impl Slots {
    /// Every pair.
    pub(super) const ALL: Self = Self((1 << (3 * WIDTH)) - 1);
    /// A man, in any case.
    pub(super) const MAN: Self = Self::man(ANY);
    /// A woman, in any case.
    pub(super) const WOMAN: Self = Self::woman(ANY);
    /// One person, in any case.
    pub(super) const ONE: Self = Self::MAN.or(Self::WOMAN);

    /// A man in these cases.
    pub(super) const fn man(cases: Cases) -> Self {
        Self(cases)
    }

    /// A woman in these cases.
    pub(super) const fn woman(cases: Cases) -> Self {
        Self(cases << WIDTH)
    }

    /// Several people in these cases.
    pub(super) const fn several(cases: Cases) -> Self {
        Self(cases << (2 * WIDTH))
    }

    /// One person of either gender in these cases.
    pub(super) const fn one(cases: Cases) -> Self {
        Self::man(cases).or(Self::woman(cases))
    }

    /// What either set has.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets have.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Every case of the genders (and the plural) that the set has the nominative of.
    pub(super) const fn nominative_genders(self) -> Self {
        let mut all = 0;
        let mut gender = 0;
        while gender < 3 {
            if self.0 >> (gender * WIDTH) & NOM != 0 {
                all |= ANY << (gender * WIDTH);
            }
            gender += 1;
        }
        Self(all)
    }

    /// Whether nothing is left.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The gender, when it is the same in all pairs.
    pub(super) const fn gender(self) -> Option<Gender> {
        match (self.0 & ANY != 0, self.0 >> WIDTH & ANY != 0, self.0 >> (2 * WIDTH)) {
            (true, false, 0) => Some(Gender::Masc),
            (false, true, 0) => Some(Gender::Fem),
            _ => None,
        }
    }

    /// Whether only several people can be meant.
    pub(super) const fn is_plural(self) -> bool {
        self.0 != 0 && self.0 & ((1 << (2 * WIDTH)) - 1) == 0
    }

    /// Whether the genitive is among the pairs.
    pub(super) const fn may_be_genitive(self) -> bool {
        self.0 & (GEN | GEN << WIDTH | GEN << (2 * WIDTH)) != 0
    }

    /// The features of the form. A form that may stand in every case has none.
    pub(super) fn features(self) -> Features {
        let cases = (self.0 | self.0 >> WIDTH | self.0 >> (2 * WIDTH)) & ANY;
        let mut features = Features::default();
        if cases != ANY {
            let of_case = CASES.iter().enumerate().filter(|(bit, _)| cases >> bit & 1 != 0);
            features = of_case.fold(features, |features, (_, case)| features.union(Features::case(*case)));
            features = features.with_number(if self.is_plural() { Number::Plur } else { Number::Sing });
        }
        match self.gender() {
            Some(gender) => features.with_gender(gender),
            None => features,
        }
    }
}
