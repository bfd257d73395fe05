//! A document's annotated spans beside its predicted ones: what everything else is counted from.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, GoldDocument, GoldSpan, Nesting, PredictedSpan, Scoring};

/// A span of a scored type, in code points. Ordered by start, the longer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypedSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The scored type.
    pub scored_type: &'static str,
}

/// What was annotated in a document and is scored, beside what was predicted.
#[derive(Clone, Debug)]
pub struct Alignment<'d> {
    /// The document.
    pub document: &'d GoldDocument,
    /// All that was predicted, scored or not.
    pub predictions: &'d [PredictedSpan],
    /// The annotated spans that are wanted.
    pub gold: BTreeSet<TypedSpan>,
    /// The predicted spans that count; of several of one extent and type that of which the run is surest.
    pub scored: BTreeMap<TypedSpan, &'d PredictedSpan>,
    /// All annotated spans that are not passed over, of whatever depth and type, with the type that they are scored as.
    pub(super) annotated: Vec<(&'d GoldSpan, Option<&'static str>)>,
}

impl TypedSpan {
    /// Whether it shares a character with a range.
    pub(super) const fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }

    /// Whether it has these ends.
    pub(super) const fn has_ends(&self, start: usize, end: usize) -> bool {
        self.start == start && self.end == end
    }

    fn overlaps_one_of<'s>(&self, mut others: impl Iterator<Item = &'s Self>) -> bool {
        others.any(|other| other.scored_type == self.scored_type && self.overlaps(other.start, other.end))
    }
}

impl Ord for TypedSpan {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |span: &Self| (span.start, Reverse(span.end), span.scored_type);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for TypedSpan {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'d> Alignment<'d> {
    /// Aligns what was predicted with what was annotated.
    pub fn new(document: &'d GoldDocument, predictions: &'d [PredictedSpan], scoring: &Scoring) -> Self {
        let (skipped, wanted): (Vec<&GoldSpan>, Vec<&GoldSpan>) =
            document.spans.iter().partition(|span| span.has_flag(&scoring.skipped_flags));
        let annotated: Vec<_> = wanted.into_iter().map(|span| (span, scoring.types.scored_gold(span))).collect();
        let typed = annotated.iter().filter_map(|(span, scored_type)| {
            Some(TypedSpan { start: span.start, end: span.end, scored_type: (*scored_type)? })
        });
        let gold: BTreeSet<TypedSpan> = match scoring.nesting {
            Nesting::All => typed.collect(),
            Nesting::Outermost => outermost(typed.collect()),
        };
        let mut scored: BTreeMap<TypedSpan, &PredictedSpan> = BTreeMap::new();
        for prediction in predictions {
            let Some(scored_type) = scoring.types.scored(&prediction.entity_type) else { continue };
            let span = TypedSpan { start: prediction.start, end: prediction.end, scored_type };
            if gold.contains(&span) || !skipped.iter().any(|other| span.overlaps(other.start, other.end)) {
                let kept = scored.entry(span).or_insert(prediction);
                if prediction.score > kept.score {
                    *kept = prediction;
                }
            }
        }
        Self { document, predictions, gold, scored, annotated }
    }

    /// Annotated spans of which no prediction has the ends and type.
    pub fn misses(&self) -> impl Iterator<Item = &TypedSpan> {
        self.gold.iter().filter(|span| !self.scored.contains_key(span))
    }

    /// Predictions that no annotated span has the ends and type of.
    pub fn false_alarms(&self) -> impl Iterator<Item = (&TypedSpan, &'d PredictedSpan)> {
        let wrong = self.scored.iter().filter(|(span, _)| !self.gold.contains(span));
        wrong.map(|(span, prediction)| (span, *prediction))
    }

    /// Counts by scored type.
    pub fn counts(&self) -> BTreeMap<&'static str, Counts> {
        let mut by_type: BTreeMap<&'static str, Counts> = BTreeMap::new();
        for span in &self.gold {
            let counts = by_type.entry(span.scored_type).or_default();
            counts.gold += 1;
            counts.gold_overlapped += usize::from(span.overlaps_one_of(self.scored.keys()));
        }
        for span in self.scored.keys() {
            let counts = by_type.entry(span.scored_type).or_default();
            counts.predicted += 1;
            counts.exact += usize::from(self.gold.contains(span));
            counts.predicted_overlapping += usize::from(span.overlaps_one_of(self.gold.iter()));
        }
        by_type
    }
}

/// Without the spans that lie inside the last one kept; two types of one extent both stay.
fn outermost(spans: BTreeSet<TypedSpan>) -> BTreeSet<TypedSpan> {
    let mut last: Option<TypedSpan> = None;
    let is_kept = |span: &TypedSpan| {
        let inside = last.is_some_and(|last| {
            span.start >= last.start && span.end <= last.end && !span.has_ends(last.start, last.end)
        });
        if !inside {
            last = Some(*span);
        }
        !inside
    };
    spans.into_iter().filter(is_kept).collect()
}
