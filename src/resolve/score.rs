//! How a name was found, and how several readings of one place share its score.

use super::Reading;

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
