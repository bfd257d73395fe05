use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

/// The oracle: every run of words is compared with every surface form, word by word and gap by gap.
fn naive(surfaces: &[String], text: &str) -> Vec<(String, Range<usize>)> {
    let words = Words::new(text);
    let mut keys: Vec<String> = surfaces
        .iter()
        .map(|surface| {
            let words = Words::new(surface);
            words.key(0..words.as_slice().len())
        })
        .filter(|key| !key.is_empty())
        .collect();
    keys.sort();
    keys.dedup();
    let mut found = Vec::new();
    for start in 0..words.as_slice().len() {
        for end in start + 1..=words.as_slice().len() {
            let key = words.key(start..end);
            found.extend(keys.iter().filter(|other| **other == key).map(|key| (key.clone(), start..end)));
        }
    }
    found.sort_by_key(|(key, range)| (range.start, range.end, key.clone()));
    found
}

/// What the matcher finds, with either engine.
fn by_matcher(surfaces: &[String], text: &str) -> Vec<(String, Range<usize>)> {
    let by_automaton = by_engine(EngineKind::Automaton, surfaces, text);
    assert_eq!(by_engine(EngineKind::Chains, surfaces, text), by_automaton);
    by_automaton
}

fn by_engine(kind: EngineKind, surfaces: &[String], text: &str) -> Vec<(String, Range<usize>)> {
    let mut builder = MatcherBuilder::default();
    let mut keys: HashMap<PatternId, String> = HashMap::new();
    for surface in surfaces {
        let words = Words::new(surface);
        if let Some(pattern) = PatternText::of(&words) {
            keys.insert(builder.add(&pattern), words.key(0..words.as_slice().len()));
        }
    }
    let matcher = builder.build_with(Some(kind));
    let mut found = Vec::new();
    matcher.find(&Words::new(text), |pattern, range| found.push((keys[&pattern].clone(), range)));
    found.sort_by_key(|(key, range)| (range.start, range.end, key.clone()));
    found
}

/// Names and texts of few short words and many kinds of gaps, so that matches nest, overlap and nearly happen.
fn pieces(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["а", "Б", "в", "Ка", "ка", "é", "x1"]);
    let gap = prop::sample::select(vec![" ", "-", ". ", ".", "\n\n", " «", "’", ", ", "\u{A0}"]);
    prop::collection::vec((word, gap), length)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn agrees_with_the_oracle(surfaces in prop::collection::vec(pieces(0..4), 0..12), text in pieces(0..16)) {
        prop_assert_eq!(by_matcher(&surfaces, &text), naive(&surfaces, &text));
    }
}

#[test]
fn agrees_with_the_oracle_beyond_one_byte_a_symbol() {
    let surfaces: Vec<String> = (0..20_000).map(|number| format!("w{number} w{}", number / 7)).collect();
    let text = "w14 w2 w700 w100 w1 w128 w127 w18 w16384 w2340 w19999 w2857 w2857 w408";
    let found = by_matcher(&surfaces, text);
    assert_eq!(found, naive(&surfaces, text));
    assert_eq!(found.len(), 6);
}

#[test]
fn an_empty_matcher_finds_nothing() {
    assert_eq!(by_matcher(&[], "Астана"), []);
    assert_eq!(by_matcher(&["—".to_owned()], "Астана"), []);
}

fn admission(form: &str, policy: CasePolicy, text: &str) -> Admission {
    let form = Words::new(form);
    let text = Words::new(text);
    let rule = CaseRule::new(&form, policy);
    // The form stands at the end of the text.
    let start = text.as_slice().len() - form.as_slice().len();
    rule.admits(&text.as_slice()[start..], text.has_capitals())
}

#[test]
fn capitals_are_asked_for_by_kind_of_name() {
    use Admission::{Admitted, Refused, WithoutCapitals};
    use CasePolicy::{Any, Capitalized, Exact, Other, Person, Place, Upper};
    let cases = [
        ("Астана", Place, "В Астана", Admitted),
        ("Астана", Place, "В астана", Refused),
        ("Астана", Place, "В АСТАНА", Admitted),
        ("Астана", Place, "в астана", WithoutCapitals),
        ("Мир", Other, "на мир", Refused),
        ("Республика Казахстан", Place, "В республика Казахстан", Admitted),
        ("Новая Земля", Place, "Новая земля", Refused),
        ("Новая Земля", Place, "новая земля", WithoutCapitals),
        ("город Алматы", Place, "В город алматы", Refused),
        ("Касым-Жомарт Токаев", Person, "Касым-Жомарт токаев", Refused),
        ("Касым-Жомарт Токаев", Person, "КАСЫМ-ЖОМАРТ ТОКАЕВ", Admitted),
        ("Министерство финансов", Other, "В министерство финансов", Admitted),
        ("МИД", Other, "В МИД", Admitted),
        ("МИДа", Other, "из МИДа", Admitted),
        ("МИДа", Other, "из МИДА", Admitted),
        ("МИД", Other, "В Мид", Refused),
        ("МИД", Other, "в мид", Refused),
        ("МИД Сербии", Place, "В МИД сербии", Refused),
        ("казахстанский", Other, "В казахстанский", Admitted),
        ("казахстанский", Other, "Казахстанский", Admitted),
        ("Kazakh", Other, "A kazakh", Refused),
        ("Того", Upper, "Того", Refused),
        ("Того", Upper, "В Того", Admitted),
        ("Того", Upper, "ГОРОД ТОГО", Refused),
        ("Apple", Any, "An apple", Admitted),
        ("eGov", Exact, "On eGov", Admitted),
        ("eGov", Exact, "On Egov", Refused),
        ("apple pie", Capitalized, "An apple pie", Admitted),
        ("Apple pie", Capitalized, "An apple pie", Refused),
    ];
    for (form, policy, text, expected) in cases {
        assert_eq!(admission(form, policy, text), expected, "{form} {policy:?} in {text}");
    }
}

#[test]
fn joints_decide_boundaries() {
    use Boundary::{Free, Hyphen, Joined};
    // The match is the second word; what joins it to the first and the third decides.
    let cases = [
        ("в Астана, и", Free, Free),
        ("Нур-Султан прибыл", Hyphen, Free),
        ("в Казахстан-2050", Free, Free),
        ("в Москва-Астана", Free, Hyphen),
        ("в Москва—Астана", Free, Free),
        ("in Kazakhstan’s north", Free, Free),
        ("O'Neill did", Joined, Free),
        ("of O'Neill", Free, Joined),
        ("info@akorda kz", Joined, Free),
        ("www.akorda kz", Free, Free),
        ("mail.akorda kz", Joined, Free),
        ("at akorda.kz", Free, Joined),
        ("А.Вучич сказал", Free, Free),
        ("в Казахстане.Он", Free, Free),
    ];
    for (text, left, right) in cases {
        let words = Words::new(text);
        assert_eq!((left_boundary(&words, 1), right_boundary(&words, 2)), (left, right), "{text}");
    }
}
