//! What holds of any annotation and any predictions.

use proptest::prelude::*;

use super::{document, span};
use crate::eval::{Alignment, Bootstrap, Evaluation, FaultGroup, Nesting, PredictedSpan, Run, Scoring, Tallies};

const TEXT: &str = "Рим и Вена. Ле\u{301}на 🙂 в МИД";

fn spans() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
    let length = TEXT.chars().count();
    let types = prop::sample::select(vec!["CITY", "GPE", "PERSON", "ORG", "EVENT"]);
    let span = (0..length, 1..8_usize, types);
    prop::collection::vec(
        span.prop_map(move |(start, length_, name)| (start, (start + length_).min(length), name)),
        0..8,
    )
}

fn gold_json(spans: &[(usize, usize, &str)]) -> String {
    let spans: Vec<String> = spans
        .iter()
        .enumerate()
        .map(|(index, (start, end, name))| {
            format!(r#"{{"start": {start}, "end": {end}, "type": "{name}", "adj": {}}}"#, index % 5 == 4)
        })
        .collect();
    format!("[{}]", spans.join(", "))
}

fn predictions(spans: &[(usize, usize, &str)]) -> Vec<PredictedSpan> {
    spans.iter().map(|(start, end, name)| span(*start, *end, name)).collect()
}

fn total(groups: &[FaultGroup]) -> usize {
    groups.iter().map(|group| group.occurrences.len()).sum()
}

proptest! {
    #[test]
    fn every_fault_has_one_cause_and_none_is_lost(gold in spans(), predicted in spans(), considered in spans(), nested in any::<bool>()) {
        let corpus = [document(TEXT, &gold_json(&gold))];
        let nesting = if nested { Nesting::All } else { Nesting::Outermost };
        let scoring = Scoring { nesting, skipped_flags: vec!["adj".to_owned()], ..Scoring::default() };
        let (predicted, considered) = ([predictions(&predicted)], [predictions(&considered)]);
        let run = Run { predictions: &predicted, considered: &considered, types_named: &|_| Vec::new() };
        let evaluation = Evaluation::new(&corpus, run, Some(&predicted), &scoring, &Bootstrap { samples: 3, seed: 1 });
        let all = evaluation.scores.last().unwrap();
        prop_assert_eq!(total(&evaluation.misses), all.counts.gold - all.counts.exact);
        prop_assert_eq!(total(&evaluation.false_alarms), all.counts.predicted - all.counts.exact);
        let comparison = evaluation.comparison.unwrap();
        prop_assert!(comparison.differences.iter().all(|row| row.value() == 0.0));
        prop_assert!(comparison.won.is_empty() && comparison.new_false_alarms.is_empty());
    }

    #[test]
    fn the_annotation_predicted_is_perfect(gold in spans()) {
        let document = document(TEXT, &gold_json(&gold));
        let scoring = Scoring { nesting: Nesting::All, skipped_flags: vec!["adj".to_owned()], ..Scoring::default() };
        let predicted = predictions(&gold);
        let alignment = Alignment::new(&document, &predicted, &scoring);
        let types = Tallies::types_of([&alignment]);
        for counts in Tallies::new(&[alignment], &types).total() {
            prop_assert_eq!((counts.exact, counts.predicted, counts.predicted_overlapping), (counts.gold, counts.gold, counts.gold));
        }
    }
}
