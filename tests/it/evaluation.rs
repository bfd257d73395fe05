//! `gaztag eval`, word for word, on a small gazetteer and a corpus that has a mention of every kind of fault that can be shown so.

use insta::assert_snapshot;
use serde_json::Value;

use crate::tools::Desk;

/// Ids of Wikidata that do not fit: of Вучич the small gazetteer has Q1, of Казахстан none, and the corpus has two of each.
const GOLD: &str = r#"{"id": "a", "lang": "ru", "text": "🙂 Вучич из Сербии и Оман, РК\nСербский посол приехал", "spans": [{"start": 2, "end": 7, "type": "PERSON", "qid": "Q1"}, {"start": 11, "end": 17, "type": "COUNTRY", "qid": "Q403"}, {"start": 20, "end": 24, "type": "COUNTRY"}]}
{"id": "b", "lang": "ru", "text": "Александр Вучич встретил Касыма-Жомарта Токаева. МИД Казахстана молчит, Казахстан тоже; КАЗАХСТАН", "spans": [{"start": 0, "end": 15, "type": "PERSON", "qid": "Q7"}, {"start": 40, "end": 47, "type": "PERSON"}, {"start": 49, "end": 63, "type": "ORG"}, {"start": 53, "end": 63, "type": "COUNTRY", "qid": "Q232"}, {"start": 72, "end": 81, "type": "COUNTRY", "qid": "Q232"}, {"start": 88, "end": 97, "type": "ORG", "qid": "Q9"}]}
{"id": "c", "lang": "ru", "text": "В казахстане был Токаев.", "spans": [{"start": 2, "end": 12, "type": "COUNTRY"}, {"start": 17, "end": 23, "type": "PERSON"}]}
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("gold.jsonl", GOLD);
    desk
}

/// What `--format json` prints.
fn json(desk: &Desk, arguments: &[&str]) -> Value {
    let printed = desk.run_small(&[&["eval", "gold.jsonl", "--format", "json"], arguments].concat());
    let object = printed.lines().find(|line| line.starts_with('{')).unwrap();
    serde_json::from_str(object).unwrap()
}

#[test]
fn figures_faults_links_and_scores_are_told() {
    let desk = desk();
    assert_snapshot!("text", desk.run_small(&["eval", "gold.jsonl", "--predictions", "before.jsonl"]));
    assert_snapshot!("predictions", desk.read("before.jsonl"));
    let short = ["eval", "gold.jsonl", "--bootstrap", "0", "--examples", "0", "--all-nested", "--map", "fine"];
    assert_snapshot!("text_short", desk.run_small(&short));
}

#[test]
fn a_program_reads_the_same_figures() {
    let desk = desk();
    desk.run_small(&["eval", "gold.jsonl", "--predictions", "before.jsonl"]);
    let value = json(&desk, &["--examples", "1", "--bootstrap", "50", "--against", "before.jsonl"]);
    let parts = [
        "/scores/LOC",
        "/misses/1",
        "/false_alarms/3",
        "/linking",
        "/reliability/PER/calibration_error",
        "/reliability/PER/bins/9",
        "/comparison/differences/0",
        "/comparison/won",
    ];
    let shown: Vec<String> = parts.iter().map(|part| format!("{part} {}", value.pointer(part).unwrap())).collect();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_snapshot!("json", format!("{keys:?}\n{}", shown.join("\n")));
}

#[test]
fn a_change_is_compared_with_the_run_before_it() {
    let desk = desk();
    desk.run_small(&["eval", "gold.jsonl", "--predictions", "run.jsonl"]);
    desk.write("more/countries.tsv", "id\tname:ru\nOM\tОман\n");
    desk.write("more/places.tsv", "id\ttype\tname:ru\nx\tCITY\tпосол\n");
    // The file is read before it is written.
    let arguments =
        ["eval", "gold.jsonl", "--against", "run.jsonl", "--predictions", "run.jsonl", "--gazetteers", "more"];
    assert_snapshot!("against", desk.run_small(&arguments));
    assert!(desk.read("run.jsonl").contains("OM"));
}

#[test]
fn a_run_does_not_differ_from_what_was_written_of_it() {
    let desk = desk();
    desk.run_small(&["eval", "gold.jsonl", "--predictions", "eval.jsonl"]);
    for unit in ["utf8", "utf16", "utf32"] {
        let output = format!("{unit}.jsonl");
        desk.run_small(&["tag", "gold.jsonl", "--encoding", unit, "--output", &output]);
    }
    for other in ["eval.jsonl", "utf8.jsonl", "utf16.jsonl", "utf32.jsonl"] {
        let comparison = &json(&desk, &["--against", other])["comparison"];
        for change in ["won", "lost", "new_false_alarms", "gone_false_alarms"] {
            assert_eq!(comparison[change]["count"], 0, "{other}: {comparison}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let desk = desk();
    let against = |name: &str, content: &str| {
        desk.write(name, content);
        desk.run_small(&["eval", "gold.jsonl", "--against", name, "--bootstrap", "0", "--examples", "0"])
    };
    let told = [
        against("other.jsonl", "{\"id\": \"z\", \"spans\": []}\n"),
        against("twice.jsonl", "{\"id\": \"a\", \"spans\": []}\n\n{\"id\": \"a\", \"spans\": []}\n"),
        against("outside.jsonl", "{\"id\": \"a\", \"spans\": [{\"start\": 3, \"end\": 99, \"type\": \"ORG\"}]}\n"),
        against("lines.jsonl", "{\"id\": \"a\"}\n"),
        desk.run_small(&["eval", "gold.jsonl", "--against", "nowhere.jsonl"]),
    ];
    assert_snapshot!("bad_runs", told.join("\n"));
    let some = against("some.jsonl", "{\"id\": \"a\", \"spans\": [{\"start\": 2, \"end\": 7, \"type\": \"PER\"}]}\n");
    assert!(some.contains("stderr: some.jsonl: nothing is predicted for 2 documents of the corpus"), "{some}");
    desk.write("gold.jsonl", "{\"id\": 1}\n");
    assert_snapshot!("bad_gold", desk.run_small(&["eval", "gold.jsonl"]));
    desk.write("gold.jsonl", "");
    assert_snapshot!("empty_gold", desk.run_small(&["eval", "gold.jsonl"]));
}
