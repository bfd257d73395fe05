//! How sure a reading is. The numbers order; they are not yet calibrated probabilities.

use super::Reading;
use crate::gazetteer::Relation;

/// What lay between a name and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// Nothing: character for character.
    Exact,
    /// Letter case, ё/е, dashes, quotes, spaces or another spelling of the same letters.
    Normalized,
    /// A grammatical form.
    Inflected,
    /// Given names as initials.
    Abbreviated,
    /// A short form that counts because the document names the entity in full too.
    Coreference,
    /// No name of a gazetteer: a pattern of words that makes a name.
    Pattern,
}

impl MatchKind {
    /// The kind in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalized => "normalized",
            Self::Inflected => "inflected",
            Self::Abbreviated => "abbreviated",
            Self::Coreference => "coreference",
            Self::Pattern => "pattern",
        }
    }
}

/// What is known of a reading besides its entity.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a circumstance that holds or not, and speaks for or against by itself"
)]
pub(crate) struct Circumstances {
    pub(crate) kind: MatchKind,
    pub(crate) relation: Relation,
    pub(crate) is_single_word: bool,
    pub(crate) begins_sentence: bool,
    pub(crate) in_capitals: bool,
    pub(crate) without_capitals: bool,
    pub(crate) could_be_something_else: bool,
    pub(crate) other_language: bool,
}

impl Circumstances {
    /// The score in [0, 1]: that of the kind of match, less what speaks against it.
    pub(crate) fn score(&self) -> f32 {
        let kind = match self.kind {
            MatchKind::Exact => 0.99,
            MatchKind::Normalized => 0.97,
            MatchKind::Inflected => 0.98,
            MatchKind::Coreference => 0.92,
            MatchKind::Abbreviated => 0.90,
            MatchKind::Pattern => 0.85,
        };
        let doubts = [
            (self.relation != Relation::Name, 0.02),
            // A capital that anything would have there says nothing of one word.
            (self.is_single_word && self.begins_sentence && self.relation == Relation::Name, 0.08),
            (self.is_single_word && self.in_capitals, 0.08),
            (self.without_capitals, if self.is_single_word { 0.40 } else { 0.10 }),
            (self.could_be_something_else, 0.07),
            (self.other_language, 0.01),
        ];
        doubts.iter().filter(|(holds, _)| *holds).fold(kind, |score, (_, doubt)| score - doubt)
    }
}

/// Shares certainty among several readings of one place, by the priors of their entities.
pub(super) fn share(readings: &mut [Reading], prior: impl Fn(&Reading) -> f32) {
    if readings.len() < 2 {
        return;
    }
    // Priors are logarithms of how much the world writes about an entity; what counts is the proportion.
    let weight = |reading: &Reading| 10_f32.powf(2.0 * prior(reading));
    let total: f32 = readings.iter().map(weight).sum();
    for reading in readings {
        reading.score *= weight(reading) / total;
    }
}
