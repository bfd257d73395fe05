//! Scoring against an annotated corpus: exact and overlapping spans by type, and what was missed or found in vain.
//!
//! The counts are those of the usual span scorers: a prediction is right when begin, end and type are those of an annotated span;
//! it overlaps when it shares a character with one of its type. This room knows spans and types; it refuses to know how they were
//! found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

/// An annotated document: a line of a corpus file. Offsets are code points.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDocument {
    /// Its id.
    pub id: String,
    /// BCP-47 code of its language.
    #[serde(default, rename = "lang")]
    pub language: String,
    /// The text.
    pub text: String,
    /// What the annotators marked.
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
}

/// An annotated span, half-open, in code points.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The annotators' type.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// A finer type, where the corpus has one: COUNTRY, CITY.
    #[serde(default)]
    pub fine: Option<String>,
    /// Other keys; those that are true are flags such as `adj` and `common`.
    #[serde(flatten)]
    pub flags: HashMap<String, serde_json::Value>,
}

/// A predicted span, half-open, in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredictedSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Entity type.
    pub entity_type: String,
}

/// Which types are told apart; others are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TypeMap {
    /// PER, LOC (countries, cities, regions and the rest), ORG.
    #[default]
    Coarse,
    /// PERSON, ORG, COUNTRY, CITY.
    Fine,
}

/// Which of nested annotated spans count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nesting {
    /// The outermost of the scored types.
    #[default]
    Outermost,
    /// All.
    All,
}

/// How to score.
#[derive(Clone, Debug, Default)]
pub struct Scoring {
    /// Which types are told apart.
    pub types: TypeMap,
    /// Which nested spans count.
    pub nesting: Nesting,
    /// Annotated spans with one of these flags are neither wanted nor punished.
    pub skipped_flags: Vec<String>,
}

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

/// A span that was missed, or found in vain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The scored type.
    pub scored_type: &'static str,
    /// The text of the span.
    pub text: String,
    /// The document.
    pub document: String,
    /// First code point.
    pub start: usize,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Counts by scored type.
    pub by_type: BTreeMap<&'static str, Counts>,
    /// Annotated spans of which no prediction has the same ends and type.
    pub misses: Vec<Fault>,
    /// Predictions that no annotated span has the ends and type of.
    pub false_alarms: Vec<Fault>,
}

impl GoldDocument {
    /// What is wrong with its spans; `None` when all lie inside the text.
    pub fn fault(&self) -> Option<String> {
        let length = self.text.chars().count();
        let is_wrong = |span: &&GoldSpan| span.start >= span.end || span.end > length;
        self.spans
            .iter()
            .find(is_wrong)
            .map(|span| format!("the span {}..{} is not inside the text of {length} code points", span.start, span.end))
    }
}

impl TypeMap {
    fn map(self, entity_type: &str) -> Option<&'static str> {
        match (self, entity_type) {
            (Self::Coarse, "PERSON" | "PER") => Some("PER"),
            (Self::Coarse, "COUNTRY" | "CITY" | "REGION" | "DISTRICT" | "GPE" | "LOC" | "LOCATION") => Some("LOC"),
            (Self::Coarse | Self::Fine, "ORG" | "ORGANIZATION") => Some("ORG"),
            (Self::Fine, "PERSON" | "PER") => Some("PERSON"),
            (Self::Fine, "COUNTRY") => Some("COUNTRY"),
            (Self::Fine, "CITY") => Some("CITY"),
            _ => None,
        }
    }

    fn map_gold(self, span: &GoldSpan) -> Option<&'static str> {
        let fine = span.fine.as_deref().filter(|_| self == Self::Fine).and_then(|fine| self.map(fine));
        fine.or_else(|| self.map(&span.entity_type))
    }
}

impl GoldSpan {
    fn has_flag(&self, flags: &[String]) -> bool {
        let is_set = |value: &serde_json::Value| match value {
            serde_json::Value::Null | serde_json::Value::Bool(false) => false,
            serde_json::Value::Number(number) => number.as_f64() != Some(0.0),
            serde_json::Value::String(text) => !text.is_empty(),
            serde_json::Value::Array(items) => !items.is_empty(),
            serde_json::Value::Object(_) | serde_json::Value::Bool(true) => true,
        };
        flags.iter().any(|flag| self.flags.get(flag).is_some_and(is_set))
    }
}

/// A span of a scored type; ordered by begin, the longer first.
type Typed = (usize, std::cmp::Reverse<usize>, &'static str);

fn overlap(a: &Typed, b: &Typed) -> bool {
    a.0 < b.1.0 && b.0 < a.1.0
}

impl Report {
    /// Adds a document with what was predicted for it.
    pub fn add(&mut self, document: &GoldDocument, predicted: &[PredictedSpan], scoring: &Scoring) {
        let (skipped, wanted): (Vec<&GoldSpan>, Vec<&GoldSpan>) =
            document.spans.iter().partition(|span| span.has_flag(&scoring.skipped_flags));
        let gold: BTreeSet<Typed> = wanted
            .iter()
            .filter_map(|span| Some((span.start, std::cmp::Reverse(span.end), scoring.types.map_gold(span)?)))
            .collect();
        let gold: BTreeSet<Typed> = match scoring.nesting {
            Nesting::All => gold,
            Nesting::Outermost => outermost(gold),
        };
        let is_skipped = |span: &Typed| skipped.iter().any(|other| other.start < span.1.0 && span.0 < other.end);
        let predicted: BTreeSet<Typed> = predicted
            .iter()
            .filter_map(|span| Some((span.start, std::cmp::Reverse(span.end), scoring.types.map(&span.entity_type)?)))
            .filter(|span| gold.contains(span) || !is_skipped(span))
            .collect();
        let same_type = |a: &Typed, b: &Typed| a.2 == b.2 && overlap(a, b);
        for span in &gold {
            let counts = self.by_type.entry(span.2).or_default();
            counts.gold += 1;
            counts.gold_overlapped += usize::from(predicted.iter().any(|other| same_type(span, other)));
            if !predicted.contains(span) {
                self.misses.push(fault(document, span));
            }
        }
        for span in &predicted {
            let counts = self.by_type.entry(span.2).or_default();
            counts.predicted += 1;
            counts.predicted_overlapping += usize::from(gold.iter().any(|other| same_type(span, other)));
            if gold.contains(span) {
                counts.exact += 1;
            } else {
                self.false_alarms.push(fault(document, span));
            }
        }
    }

    /// The counts of all types together.
    pub fn total(&self) -> Counts {
        self.by_type.values().fold(Counts::default(), |sum, counts| Counts {
            gold: sum.gold + counts.gold,
            predicted: sum.predicted + counts.predicted,
            exact: sum.exact + counts.exact,
            predicted_overlapping: sum.predicted_overlapping + counts.predicted_overlapping,
            gold_overlapped: sum.gold_overlapped + counts.gold_overlapped,
        })
    }
}

/// Without the spans that lie inside the last one kept; two types of one extent both stay.
fn outermost(spans: BTreeSet<Typed>) -> BTreeSet<Typed> {
    let mut kept: Vec<Typed> = Vec::new();
    for span in spans {
        let inside = kept
            .last()
            .is_some_and(|last| span.0 >= last.0 && span.1.0 <= last.1.0 && (span.0, span.1) != (last.0, last.1));
        if !inside {
            kept.push(span);
        }
    }
    kept.into_iter().collect()
}

fn fault(document: &GoldDocument, span: &Typed) -> Fault {
    let text = document.text.chars().skip(span.0).take(span.1.0 - span.0).collect();
    Fault { scored_type: span.2, text, document: document.id.clone(), start: span.0 }
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

impl Quality {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(spans: &str) -> GoldDocument {
        let line = format!(
            "{{\"id\": \"d\", \"lang\": \"ru\", \"text\": \"МИД Сербии и российский МИД\", \"spans\": {spans}}}"
        );
        serde_json::from_str(&line).expect("a document")
    }

    fn predicted(list: &[(usize, usize, &str)]) -> Vec<PredictedSpan> {
        let span = |(start, end, entity_type): &(usize, usize, &str)| PredictedSpan {
            start: *start,
            end: *end,
            entity_type: (*entity_type).to_owned(),
        };
        list.iter().map(span).collect()
    }

    const NESTED: &str = r#"[{"start": 0, "end": 10, "type": "ORG"}, {"start": 4, "end": 10, "type": "GPE", "fine": "COUNTRY"},
        {"start": 13, "end": 23, "type": "GPE", "adj": true, "depth": 0}]"#;

    fn counts(spans: &str, predictions: &[(usize, usize, &str)], scoring: &Scoring) -> Counts {
        let mut report = Report::default();
        report.add(&document(spans), &predicted(predictions), scoring);
        report.total()
    }

    #[test]
    fn outermost_spans_count_alone_by_default() {
        let found = counts(NESTED, &[(0, 10, "ORGANIZATION"), (4, 10, "COUNTRY")], &Scoring::default());
        assert_eq!((found.gold, found.predicted, found.exact), (2, 2, 1));
        let all = Scoring { nesting: Nesting::All, ..Scoring::default() };
        let found = counts(NESTED, &[(0, 10, "ORGANIZATION"), (4, 10, "COUNTRY")], &all);
        assert_eq!((found.gold, found.predicted, found.exact), (3, 2, 2));
    }

    #[test]
    fn skipped_spans_are_neither_wanted_nor_punished() {
        let skipping = Scoring { skipped_flags: vec!["adj".into(), "depth".into()], ..Scoring::default() };
        let found = counts(NESTED, &[(13, 23, "COUNTRY")], &skipping);
        assert_eq!((found.gold, found.predicted), (1, 0));
        // A flag that is 0 or false is not set.
        let depth = Scoring { skipped_flags: vec!["depth".into()], ..Scoring::default() };
        assert_eq!(counts(NESTED, &[], &depth).gold, 2);
    }

    #[test]
    fn a_fine_type_of_the_corpus_counts_in_the_fine_map() {
        let fine = Scoring { types: TypeMap::Fine, nesting: Nesting::All, ..Scoring::default() };
        let found = counts(NESTED, &[(4, 10, "COUNTRY"), (24, 27, "REGION")], &fine);
        assert_eq!((found.gold, found.predicted, found.exact), (2, 1, 1));
    }

    #[test]
    fn overlap_needs_the_type() {
        let found = counts(NESTED, &[(0, 3, "ORG"), (4, 10, "CITY")], &Scoring::default());
        assert_eq!((found.exact, found.predicted_overlapping, found.gold_overlapped), (0, 1, 1));
        let quality = found.overlapping();
        assert!(
            (quality.precision - 0.5).abs() < 1e-9
                && (quality.recall - 0.5).abs() < 1e-9
                && (quality.f1 - 0.5).abs() < 1e-9
        );
    }

    #[test]
    fn faults_say_what_and_where() {
        let mut report = Report::default();
        report.add(&document(NESTED), &predicted(&[(11, 12, "CITY")]), &Scoring::default());
        assert_eq!(report.misses.iter().map(|miss| &*miss.text).collect::<Vec<_>>(), ["МИД Сербии", "российский"]);
        assert_eq!(report.false_alarms[0].text, "и");
    }
}
