//! Small documents whose figures and causes can be counted by hand, and what holds of any document.

mod properties;

use super::*;

const TEXT: &str = "МИД Сербии и российский МИД";

/// Words of the text: МИД 0..3, Сербии 4..10, и 11..12, российский 13..23, МИД 24..27.
const NESTED: &str = r#"[{"start": 0, "end": 10, "type": "ORG"}, {"start": 4, "end": 10, "type": "GPE", "fine": "COUNTRY", "qid": "Q403"},
    {"start": 13, "end": 23, "type": "GPE", "adj": true, "depth": 0}]"#;

pub(super) fn document(text: &str, spans: &str) -> GoldDocument {
    let text = serde_json::Value::from(text);
    serde_json::from_str(&format!(r#"{{"id": "d", "lang": "ru", "text": {text}, "spans": {spans}}}"#)).unwrap()
}

pub(super) fn span(start: usize, end: usize, entity_type: &str) -> PredictedSpan {
    PredictedSpan { start, end, entity_type: entity_type.to_owned(), ..PredictedSpan::default() }
}

fn linked(start: usize, end: usize, entity_type: &str, ids: &[&str]) -> PredictedSpan {
    let wikidata = ids.iter().map(|id| (*id).to_owned()).collect();
    PredictedSpan { entity: Some("some/entity".to_owned()), wikidata, ..span(start, end, entity_type) }
}

fn counts(spans: &str, predictions: &[(usize, usize, &str)], scoring: &Scoring) -> Counts {
    let predictions: Vec<_> = predictions.iter().map(|(start, end, name)| span(*start, *end, name)).collect();
    let document = document(TEXT, spans);
    Alignment::new(&document, &predictions, scoring).counts().into_values().sum()
}

/// Evaluates predictions for one document.
fn evaluate(
    text: &str,
    spans: &str,
    predicted: &[PredictedSpan],
    considered: &[PredictedSpan],
    named: &(dyn Fn(&str) -> Vec<String> + Sync),
) -> Evaluation {
    let (predictions, considered) = ([predicted.to_vec()], [considered.to_vec()]);
    let run = Run { predictions: &predictions, considered: &considered, types_named: named };
    Evaluation::new(&[document(text, spans)], run, None, &Scoring::default(), &Bootstrap { samples: 20, seed: 1 })
}

/// Causes with their details, and the texts.
fn causes(groups: &[FaultGroup]) -> Vec<String> {
    let show = |group: &FaultGroup| {
        let details: Vec<&str> = group.details.iter().map(|(detail, _)| &**detail).collect();
        let texts: Vec<&str> = group.occurrences.iter().map(|occurrence| &*occurrence.text).collect();
        format!("{} ({}): {}", group.cause, details.join("; "), texts.join(", "))
    };
    groups.iter().map(show).collect()
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
    assert!([quality.precision, quality.recall, quality.f1].iter().all(|figure| (figure - 0.5).abs() < 1e-9));
}

#[test]
fn of_equal_predictions_the_surest_counts() {
    let unsure = PredictedSpan { score: Some(0.2), ..span(0, 10, "ORG") };
    let sure = PredictedSpan { score: Some(0.9), ..span(0, 10, "ORGANIZATION") };
    let document = document(TEXT, NESTED);
    let predictions = [unsure, sure];
    let alignment = Alignment::new(&document, &predictions, &Scoring::default());
    let scores: Vec<_> = alignment.scored.values().map(|prediction| prediction.score).collect();
    assert_eq!(scores, [Some(0.9)]);
}

#[test]
fn every_cause_of_a_miss_is_told() {
    let text = "Рим Вена Киев Лион Нант Тула Омск Баку Чад";
    let gold: Vec<String> = text
        .split(' ')
        .scan(0, |end, word| {
            let start = *end;
            *end += word.chars().count() + 1;
            Some(format!(r#"{{"start": {start}, "end": {}, "type": "CITY"}}"#, *end - 1))
        })
        .collect();
    let gold = format!("[{}]", gold.join(", "));
    let predicted = [
        span(0, 3, "PERSON"),   // Рим
        span(4, 11, "PERSON"),  // Вена Ки(ев): crosses Киев too
        span(14, 17, "CITY"),   // Лио(н)
        span(19, 23, "PERSON"), // Нант
    ];
    let considered = [span(0, 3, "PERSON"), span(0, 3, "CITY"), span(4, 8, "CITY"), span(24, 28, "CITY")];
    let named = |name: &str| match name {
        "Омск" => vec!["PERSON".to_owned(), "CITY".to_owned()],
        "Баку" => vec!["PERSON".to_owned()],
        _ => Vec::new(),
    };
    let evaluation = evaluate(text, &gold, &predicted, &considered, &named);
    let mut told = causes(&evaluation.misses);
    told.sort();
    assert_eq!(
        told,
        [
            "found as another type only (PERSON): Нант",
            "found with other bounds (predicted shorter): Лион",
            "found, an overlapping mention kept instead (PERSON): Вена",
            "found, another type ranked first (PERSON): Рим",
            "found, left out by the options (): Тула",
            "in the gazetteers as another type only (PERSON): Баку",
            "in the gazetteers, not counted here (inside a sentence): Омск",
            "not in the gazetteers (one word): Чад",
            "overlaps a mention of another type (PERSON): Киев",
        ]
    );
}

#[test]
fn every_cause_of_a_false_alarm_is_told() {
    let gold = r#"[{"start": 0, "end": 10, "type": "ORG"}, {"start": 4, "end": 10, "type": "GPE"},
        {"start": 13, "end": 23, "type": "NORP"}, {"start": 24, "end": 31, "type": "EVENT"}]"#;
    let text = "МИД Сербии и российский саммит2 был. Рим римский римлянин";
    let of = |relation: &str, span: PredictedSpan| PredictedSpan {
        relation: relation.to_owned(),
        kind: "exact".to_owned(),
        ..span
    };
    let predicted = [
        span(0, 3, "ORG"),
        span(4, 10, "COUNTRY"),
        span(13, 23, "COUNTRY"),
        span(24, 30, "PERSON"),
        of("name", span(37, 40, "CITY")),
        of("adjective", span(41, 48, "CITY")),
        of("demonym", span(49, 57, "CITY")),
    ];
    let evaluation = evaluate(text, gold, &predicted, &[], &|_| Vec::new());
    let mut told = causes(&evaluation.false_alarms);
    told.sort();
    assert_eq!(
        told,
        [
            "a demonym, not annotated (): римлянин",
            "an adjective, not annotated (): римский",
            "annotated as another type (NORP): российский",
            "annotated inside another span (): Сербии",
            "annotated with other bounds (predicted shorter): МИД",
            "not annotated (exact, at the start of a sentence): Рим",
            "overlaps an annotated span of another type (EVENT): саммит",
        ]
    );
}

#[test]
fn the_page_of_causes_has_every_cause_in_order() {
    let page = include_str!("../../docs/EVALUATION.md");
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).collect();
    let misses = MissCause::ALL.map(MissCause::as_str);
    let alarms = AlarmCause::ALL.map(AlarmCause::as_str);
    let expected = [&["a mention was missed"], &misses[..], &["a prediction is not annotated"], &alarms[..]].concat();
    assert_eq!(rows, expected);
}

#[test]
fn links_are_counted_of_every_depth() {
    let gold = r#"[{"start": 0, "end": 3, "type": "CITY", "qid": "Q1"}, {"start": 4, "end": 7, "type": "CITY", "qid": "Q2"},
        {"start": 8, "end": 11, "type": "CITY", "qid": "Q3"}, {"start": 12, "end": 15, "type": "CITY", "qid": "Q4"},
        {"start": 16, "end": 23, "type": "ORG"}, {"start": 16, "end": 19, "type": "CITY", "qid": "Q5"},
        {"start": 20, "end": 23, "type": "AWARD", "qid": "Q6"}, {"start": 24, "end": 27, "type": "CITY", "qid": "Q7"}]"#;
    let predicted = [
        linked(0, 3, "CITY", &["Q1"]),
        linked(4, 7, "CITY", &["Q20", "Q21"]),
        linked(8, 11, "CITY", &[]),
        span(12, 15, "PERSON"),
        linked(16, 19, "PERSON", &["Q9", "Q5"]),
    ];
    let considered = [linked(4, 7, "CITY", &["Q20", "Q21"]), linked(4, 7, "CITY", &["Q2"])];
    let linking =
        evaluate("Рим Дон Уфа Лух Ург Янг Аша", gold, &predicted, &considered, &|_| Vec::new()).linking;
    let expected = LinkCounts { annotated: 6, found: 5, linked: 3, agreeing: 2, without_id: 1, unlinked: 1 };
    assert_eq!(linking.counts, expected);
    assert!((linking.counts.accuracy() - 2.0 / 3.0).abs() < 1e-9);
    let [disagreement] = &linking.disagreements[..] else { panic!("{:?}", linking.disagreements) };
    assert_eq!(
        (&*disagreement.annotated, &disagreement.predicted[..], disagreement.rank),
        ("Q2", &["Q20".to_owned(), "Q21".to_owned()][..], Some(2))
    );
    assert_eq!(disagreement.occurrence.context, "Рим [Дон] Уфа Лух Ург Янг Аша");
}

#[test]
fn a_comparison_says_what_was_won_and_lost() {
    let gold = r#"[{"start": 0, "end": 3, "type": "ORG"}, {"start": 4, "end": 10, "type": "COUNTRY"}]"#;
    let corpus = [document(TEXT, gold)];
    let here = [vec![span(0, 3, "ORG"), span(13, 23, "COUNTRY")]];
    let there = [vec![span(4, 10, "COUNTRY"), span(24, 27, "ORG")]];
    let run = Run { predictions: &here, considered: &[], types_named: &|_| Vec::new() };
    let evaluation = Evaluation::new(&corpus, run, Some(&there), &Scoring::default(), &Bootstrap::default());
    let comparison = evaluation.comparison.unwrap();
    let texts = |list: &[Occurrence]| list.iter().map(|occurrence| occurrence.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&comparison.won), ["МИД"]);
    assert_eq!(texts(&comparison.lost), ["Сербии"]);
    assert_eq!(texts(&comparison.new_false_alarms), ["российский"]);
    assert_eq!(texts(&comparison.gone_false_alarms), ["МИД"]);
    let figure = |name, measure| {
        comparison.differences.iter().find(|row| row.scored_type == name && row.measure == measure).unwrap()
    };
    let (org, all) = (figure("ORG", Measure::ExactRecall), figure("ALL", Measure::ExactF1));
    assert_eq!((org.here, org.there, org.value()), (1.0, 0.0, 1.0));
    // One document, drawn once in every sample.
    assert_eq!(org.interval, Some(Interval { low: 1.0, high: 1.0 }));
    assert!(all.value().abs() < 1e-9);
}

#[test]
fn the_most_frequent_come_first_and_then_the_first() {
    let occurrence = |text: &str, start| Occurrence {
        scored_type: "LOC",
        text: text.to_owned(),
        document: "d".to_owned(),
        start,
        context: String::new(),
        beside: None,
    };
    let all = [occurrence("Рим", 0), occurrence("Вена", 5), occurrence("Вена", 9), occurrence("Киев", 12)];
    let shown: Vec<_> = most_frequent(&all, 2)
        .iter()
        .map(|example| (&*example.first.text, example.first.start, example.times))
        .collect();
    assert_eq!(shown, [("Вена", 5, 2), ("Рим", 0, 1)]);
}

#[test]
fn a_run_may_count_offsets_in_any_unit() {
    let text = "🙂 Рим";
    let read = |line: &str| serde_json::from_str::<RunDocument>(line).unwrap().into_spans(text);
    let lines = [
        r#"{"id": 7, "spans": [{"start": 2, "end": 5, "type": "CITY"}]}"#,
        r#"{"id": "7", "encoding": "utf16", "revision": "r", "mentions": [{"start": 3, "end": 6, "type": "CITY", "lemma": "Рим"}]}"#,
        r#"{"id": "7", "encoding": "utf8", "mentions": [{"start": 5, "end": 11, "type": "CITY"}]}"#,
    ];
    for line in lines {
        assert_eq!(read(line), Ok(vec![span(2, 5, "CITY")]), "{line}");
        assert_eq!(serde_json::from_str::<RunDocument>(line).unwrap().id(), "7");
    }
    let wrong = [(2, 9, "utf32", "5 units"), (1, 3, "utf16", "6 units"), (4, 4, "utf8", "11 units")];
    for (start, end, unit, told) in wrong {
        let line = format!(
            r#"{{"id": "7", "encoding": "{unit}", "spans": [{{"start": {start}, "end": {end}, "type": "X"}}]}}"#
        );
        assert!(read(&line).is_err_and(|message| message.contains(told)), "{line}");
    }
    assert!(read(r#"{"id": "7", "encoding": "ebcdic", "spans": []}"#).is_err());
}
