//! Everything that is told of a run over a corpus.

use rayon::prelude::*;

use super::linking::DocumentLinks;
use super::{
    Alignment, Bootstrap, Comparison, Counts, Evidence, FaultGroup, GoldDocument, Interval, Linking, Measure,
    PredictedSpan, Reliability, Scoring, Tallies, causes,
};

/// A run over the documents of a corpus, in their order.
#[derive(Clone, Copy)]
pub struct Run<'r> {
    /// What it predicted.
    pub predictions: &'r [Vec<PredictedSpan>],
    /// By document every candidate that it considered; see [`Evidence`]. Empty where that is not known.
    pub considered: &'r [Vec<PredictedSpan>],
    /// The types of the entities that have a text as a name, in any form.
    pub types_named: &'r (dyn Fn(&str) -> Vec<String> + Sync),
}

/// How good a run is at one type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeScore {
    /// The scored type, or `ALL`.
    pub scored_type: &'static str,
    /// The counts.
    pub counts: Counts,
    /// Where each of [`Measure::ALL`] lies in 95 % of the samples.
    pub intervals: Vec<Option<Interval>>,
    /// Whether the scores of its predictions are probabilities.
    pub reliability: Reliability,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// By type, and last of all together.
    pub scores: Vec<TypeScore>,
    /// Annotated mentions that were not predicted, by cause.
    pub misses: Vec<FaultGroup>,
    /// Predictions that are not annotated, by cause.
    pub false_alarms: Vec<FaultGroup>,
    /// How well mentions are linked.
    pub linking: Linking,
    /// What differs from the run that it was compared with.
    pub comparison: Option<Comparison>,
}

impl Evaluation {
    /// Evaluates a run, and compares it with the predictions of another where there is one.
    ///
    /// # Panics
    ///
    /// When a run has not as many documents as the corpus.
    pub fn new(
        corpus: &[GoldDocument],
        run: Run<'_>,
        other: Option<&[Vec<PredictedSpan>]>,
        scoring: &Scoring,
        bootstrap: &Bootstrap,
    ) -> Self {
        let alignments = align(corpus, run.predictions, scoring);
        let others = other.map(|predictions| align(corpus, predictions, scoring));
        let types = Tallies::types_of(alignments.iter().chain(others.iter().flatten()));
        let tallies = Tallies::new(&alignments, &types);
        let comparison = others.map(|others| {
            let there = Tallies::new(&others, &types);
            Comparison::new((&alignments, &tallies), (&others, &there), bootstrap)
        });
        let evidence = |document: usize| Evidence {
            considered: run.considered.get(document).map_or(&[], Vec::as_slice),
            types_named: run.types_named,
        };
        let faults: Vec<_> = (0..alignments.len())
            .into_par_iter()
            .map(|document| causes::faults(&alignments[document], &evidence(document), scoring.types))
            .collect();
        let (misses, false_alarms): (Vec<_>, Vec<_>) = faults.into_iter().unzip();
        let links = alignments.iter().enumerate();
        let links = links.map(|(document, alignment)| DocumentLinks::of(alignment, &evidence(document)));
        Self {
            scores: scores(&alignments, &tallies, bootstrap),
            misses: causes::group(misses.into_iter().flatten()),
            false_alarms: causes::group(false_alarms.into_iter().flatten()),
            linking: Linking::new(links, bootstrap),
            comparison,
        }
    }
}

fn align<'d>(
    corpus: &'d [GoldDocument],
    predictions: &'d [Vec<PredictedSpan>],
    scoring: &Scoring,
) -> Vec<Alignment<'d>> {
    assert_eq!(corpus.len(), predictions.len(), "a run has predictions for every document, if only none");
    let pairs = corpus.iter().zip(predictions);
    pairs.map(|(document, predictions)| Alignment::new(document, predictions, scoring)).collect()
}

fn scores(alignments: &[Alignment<'_>], tallies: &Tallies, bootstrap: &Bootstrap) -> Vec<TypeScore> {
    let figures = |times: &[u32]| -> Vec<Option<f64>> {
        let figure = |measure: Measure, counts: &Counts| measure.is_defined(counts).then(|| measure.of(counts));
        let sample = tallies.sample(times);
        sample.iter().flat_map(|counts| Measure::ALL.map(|measure| figure(measure, counts))).collect()
    };
    let intervals = bootstrap.intervals(tallies.len(), figures);
    let rows = tallies.names().zip(tallies.total()).zip(intervals.chunks(Measure::ALL.len()));
    let last = tallies.names().count() - 1;
    rows.enumerate()
        .map(|(row, ((scored_type, counts), intervals))| TypeScore {
            scored_type,
            counts,
            intervals: intervals.to_vec(),
            reliability: Reliability::of(alignments, (row < last).then_some(scored_type)),
        })
        .collect()
}
