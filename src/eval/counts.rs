//! Counts of right and wrong spans, and the measures made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::ops::{Add, Mul};

use super::Alignment;

/// The name under which the counts of all types together are told.
pub(super) const ALL: &str = "ALL";

/// Counts of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Annotated spans.
    pub gold: usize,
    /// Predicted spans.
    pub predicted: usize,
    /// Predicted spans that are annotated.
    pub exact: usize,
    /// Predicted spans that overlap an annotated one.
    pub predicted_overlapping: usize,
    /// Annotated spans that overlap a predicted one.
    pub gold_overlapped: usize,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Share of the predictions that are right.
    pub precision: f64,
    /// Share of the annotated spans that were found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// One figure of how good a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Share of the predictions that are annotated.
    ExactPrecision,
    /// Share of the annotated spans that were predicted.
    ExactRecall,
    /// Harmonic mean of both.
    ExactF1,
    /// Share of the predictions that overlap an annotated span.
    OverlapPrecision,
    /// Share of the annotated spans that overlap a prediction.
    OverlapRecall,
    /// Harmonic mean of both.
    OverlapF1,
}

/// The counts of every document, so that figures can be had of any sample of them.
#[derive(Clone, Debug)]
pub struct Tallies {
    types: Vec<&'static str>,
    /// By document, in the order of the types.
    documents: Vec<Vec<Counts>>,
}

impl Counts {
    /// Quality by exact spans.
    pub fn exact(&self) -> Quality {
        Quality::new(ratio(self.exact, self.predicted), ratio(self.exact, self.gold))
    }

    /// Quality by overlapping spans.
    pub fn overlapping(&self) -> Quality {
        Quality::new(ratio(self.predicted_overlapping, self.predicted), ratio(self.gold_overlapped, self.gold))
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            gold: self.gold + other.gold,
            predicted: self.predicted + other.predicted,
            exact: self.exact + other.exact,
            predicted_overlapping: self.predicted_overlapping + other.predicted_overlapping,
            gold_overlapped: self.gold_overlapped + other.gold_overlapped,
        }
    }
}

/// The counts of a document that was drawn so many times.
impl Mul<usize> for Counts {
    type Output = Self;

    fn mul(self, times: usize) -> Self {
        Self {
            gold: self.gold * times,
            predicted: self.predicted * times,
            exact: self.exact * times,
            predicted_overlapping: self.predicted_overlapping * times,
            gold_overlapped: self.gold_overlapped * times,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Self::add)
    }
}

impl Quality {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

impl Measure {
    /// All measures, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::ExactPrecision,
        Self::ExactRecall,
        Self::ExactF1,
        Self::OverlapPrecision,
        Self::OverlapRecall,
        Self::OverlapF1,
    ];

    /// Its name for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExactPrecision => "exact P",
            Self::ExactRecall => "exact R",
            Self::ExactF1 => "exact F",
            Self::OverlapPrecision => "overlap P",
            Self::OverlapRecall => "overlap R",
            Self::OverlapF1 => "overlap F",
        }
    }

    /// The figure of some counts; 0 where nothing was predicted or annotated.
    pub fn of(self, counts: &Counts) -> f64 {
        match self {
            Self::ExactPrecision => counts.exact().precision,
            Self::ExactRecall => counts.exact().recall,
            Self::ExactF1 => counts.exact().f1,
            Self::OverlapPrecision => counts.overlapping().precision,
            Self::OverlapRecall => counts.overlapping().recall,
            Self::OverlapF1 => counts.overlapping().f1,
        }
    }

    /// Whether some counts say anything of it: nothing can be said of the precision of no predictions.
    pub(super) const fn is_defined(self, counts: &Counts) -> bool {
        match self {
            Self::ExactPrecision | Self::OverlapPrecision => counts.predicted > 0,
            Self::ExactRecall | Self::OverlapRecall => counts.gold > 0,
            Self::ExactF1 | Self::OverlapF1 => counts.predicted + counts.gold > 0,
        }
    }
}

impl Tallies {
    /// The counts of documents, for the types that any of the runs to be compared has.
    pub fn new(alignments: &[Alignment<'_>], types: &BTreeSet<&'static str>) -> Self {
        let types: Vec<&'static str> = types.iter().copied().collect();
        let documents = alignments.iter().map(|alignment| {
            let counts = alignment.counts();
            types.iter().map(|name| counts.get(name).copied().unwrap_or_default()).collect()
        });
        Self { documents: documents.collect(), types }
    }

    /// The scored types that stand in documents.
    pub fn types_of<'a>(alignments: impl IntoIterator<Item = &'a Alignment<'a>>) -> BTreeSet<&'static str> {
        alignments.into_iter().flat_map(|alignment| alignment.counts().into_keys()).collect()
    }

    /// The names of the types, and last that of all together.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.types.iter().copied().chain([ALL])
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The counts of each type, and last of all together, in a sample that has each document so many times.
    pub fn sample(&self, times: &[u32]) -> Vec<Counts> {
        let mut sums = vec![Counts::default(); self.types.len()];
        for (document, times) in self.documents.iter().zip(times).filter(|(_, times)| **times > 0) {
            for (sum, counts) in sums.iter_mut().zip(document) {
                *sum = *sum + *counts * *times as usize;
            }
        }
        let all = sums.iter().copied().sum();
        sums.push(all);
        sums
    }

    /// The counts of each type, and last of all together.
    pub fn total(&self) -> Vec<Counts> {
        self.sample(&vec![1; self.documents.len()])
    }
}

/// A share; 0 of nothing.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts by type as a table's row has them: in the order of the types, and last of all together.
pub(super) fn add_up(types: impl IntoIterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    types.into_iter().for_each(|name| *counts.entry(name).or_insert(0) += 1);
    counts
}
