//! An evaluation as one JSON object for programs.

use serde_json::{Map, Value, json};

use super::Titles;
use crate::eval::{
    Comparison, Counts, Disagreement, Evaluation, FaultGroup, Interval, Linking, Measure, Occurrence, Reliability,
    TypeScore, most_frequent,
};

/// The whole evaluation.
pub(super) fn render(evaluation: &Evaluation, titles: &Titles<'_>) -> Value {
    let by_type = |value: fn(&TypeScore) -> Value| -> Map<String, Value> {
        evaluation.scores.iter().map(|score| (score.scored_type.to_owned(), value(score))).collect()
    };
    let groups = |groups: &[FaultGroup]| -> Vec<Value> {
        groups.iter().map(|group| fault_group(group, titles.examples)).collect()
    };
    let mut value = json!({
        "documents": titles.documents,
        "revision": titles.revision,
        "bootstrap": titles.samples,
        "scores": by_type(score),
        "misses": groups(&evaluation.misses),
        "false_alarms": groups(&evaluation.false_alarms),
        "linking": linking(&evaluation.linking),
        "reliability": by_type(|score| reliability(&score.reliability)),
    });
    if let (Some(comparison), Some(other)) = (&evaluation.comparison, &titles.against) {
        value["comparison"] = compare(comparison, other, titles.examples);
    }
    value
}

fn score(score: &TypeScore) -> Value {
    let Counts { gold, predicted, exact, predicted_overlapping, gold_overlapped } = score.counts;
    let mut value = json!({
        "gold": gold,
        "predicted": predicted,
        "exact": exact,
        "predicted_overlapping": predicted_overlapping,
        "gold_overlapped": gold_overlapped,
    });
    for (measure, interval) in Measure::ALL.iter().zip(&score.intervals) {
        value[key(*measure)] = json!({ "value": rounded(measure.of(&score.counts)), "interval": range(*interval) });
    }
    value
}

/// The name of a measure in the output.
const fn key(measure: Measure) -> &'static str {
    match measure {
        Measure::ExactPrecision => "exact_precision",
        Measure::ExactRecall => "exact_recall",
        Measure::ExactF1 => "exact_f1",
        Measure::OverlapPrecision => "overlap_precision",
        Measure::OverlapRecall => "overlap_recall",
        Measure::OverlapF1 => "overlap_f1",
    }
}

fn range(interval: Option<Interval>) -> Option<[f64; 2]> {
    interval.map(|interval| [rounded(interval.low), rounded(interval.high)])
}

/// More digits than mean anything would only make files larger.
fn rounded(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}

fn fault_group(group: &FaultGroup, limit: usize) -> Value {
    let details: Map<String, Value> =
        group.details.iter().map(|(detail, count)| (detail.clone(), json!(count))).collect();
    json!({
        "cause": group.cause,
        "count": group.occurrences.len(),
        "by_type": group.by_type,
        "details": details,
        "examples": examples(&group.occurrences, limit),
    })
}

fn examples(occurrences: &[Occurrence], limit: usize) -> Vec<Value> {
    let example = |example: crate::eval::Example<'_>| {
        let mut value = occurrence(example.first);
        value["times"] = json!(example.times);
        value
    };
    most_frequent(occurrences, limit).into_iter().map(example).collect()
}

fn occurrence(occurrence: &Occurrence) -> Value {
    let Occurrence { scored_type, text, document, start, context, beside } = occurrence;
    let mut value =
        json!({ "type": scored_type, "text": text, "document": document, "start": start, "context": context });
    if let Some((text, entity_type)) = beside {
        value["beside"] = json!({ "text": text, "type": entity_type });
    }
    value
}

fn linking(linking: &Linking) -> Value {
    let counts = &linking.counts;
    let disagreement = |found: &Disagreement| {
        let mut value = occurrence(&found.occurrence);
        value["annotated"] = json!(found.annotated);
        value["predicted"] = json!(found.predicted);
        value["entity"] = json!(found.entity);
        value["rank"] = json!(found.rank);
        value
    };
    json!({
        "accuracy": (counts.linked > 0).then(|| rounded(counts.accuracy())),
        "interval": range(linking.interval),
        "annotated": counts.annotated,
        "found": counts.found,
        "linked": counts.linked,
        "agreeing": counts.agreeing,
        "without_id": counts.without_id,
        "unlinked": counts.unlinked,
        "disagreements": linking.disagreements.iter().map(disagreement).collect::<Vec<_>>(),
        "consistency": {
            "mentions": linking.consistency.mentions,
            "consistent": linking.consistency.consistent,
            "deviations": linking.consistency.deviations.iter().map(disagreement).collect::<Vec<_>>(),
        },
    })
}

fn reliability(reliability: &Reliability) -> Value {
    let bins = reliability.bins.iter().enumerate().map(|(index, bin)| {
        json!({
            "low": index as f64 / 10.0,
            "high": (index + 1) as f64 / 10.0,
            "count": bin.count,
            "mean_score": (bin.count > 0).then(|| rounded(bin.mean_score())),
            "share_right": (bin.count > 0).then(|| rounded(bin.share_right())),
        })
    });
    json!({
        "calibration_error": rounded(reliability.calibration_error()),
        "brier_score": rounded(reliability.brier_score()),
        "bins": bins.collect::<Vec<_>>(),
    })
}

fn compare(comparison: &Comparison, other: &str, limit: usize) -> Value {
    let difference = |row: &crate::eval::Difference| {
        json!({
            "type": row.scored_type,
            "measure": key(row.measure),
            "here": rounded(row.here),
            "there": rounded(row.there),
            "difference": rounded(row.value()),
            "interval": range(row.interval),
        })
    };
    let changes =
        |occurrences: &[Occurrence]| json!({ "count": occurrences.len(), "examples": examples(occurrences, limit) });
    json!({
        "against": other,
        "differences": comparison.differences.iter().map(difference).collect::<Vec<_>>(),
        "won": changes(&comparison.won),
        "lost": changes(&comparison.lost),
        "new_false_alarms": changes(&comparison.new_false_alarms),
        "gone_false_alarms": changes(&comparison.gone_false_alarms),
    })
}
