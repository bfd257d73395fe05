use std::sync::Arc;

use super::*;
use crate::gazetteer::GazetteerFile;
use crate::tagger::{Mention, Model, TagOptions};

fn model(file_name: &str, table: &str) -> Arc<Model> {
    let file = GazetteerFile::parse(file_name, file_name, table.as_bytes());
    assert_eq!(file.diagnostics, []);
    Arc::new(Model::build(&[file]).0)
}

/// What happened to the entries, a line each.
fn entries(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (model("countries.tsv", old), model("countries.tsv", new));
    let show = |change: &EntryChange<'_>| match change {
        EntryChange::Added(entity) => format!("+ {}", entity.resource_name),
        EntryChange::Removed(entity) => format!("- {}", entity.resource_name),
        EntryChange::Changed { new, cells, .. } => {
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| format!("{}: {} -> {}", cell.column, cell.old.join("|"), cell.new.join("|")))
                .collect();
            format!("~ {} {}", new.resource_name, cells.join(", "))
        }
    };
    entry_changes(&old, &new).iter().map(show).collect()
}

#[test]
fn entries_are_compared_cell_by_cell() {
    let old = "id\tname:ru\talias:ru\tprior\tnote\nKZ\tКазахстан\tРК|Казахия\t19\tx\nRS\tСербия\t\t\t\n";
    assert_eq!(entries(old, old), [""; 0]);
    let new = "id\tname:ru\talias:ru\tprior\nKZ\tКазахстан{fix}\tРК|Страна степей\t20\nAM\tАрмения\t\t\n";
    assert_eq!(
        entries(old, new),
        [
            "~ countries/KZ name:ru: Казахстан -> Казахстан{fix}, alias:ru: Казахия -> Страна степей, prior: 19 -> 20, note: x -> ",
            "+ countries/AM",
            "- countries/RS",
        ]
    );
    let reordered = entries("id\tname:ru\talias:ru\na\tА\tБ|В\n", "id\tname:ru\talias:ru\na\tА\tВ|Б\n");
    assert_eq!(reordered, ["~ countries/a alias:ru: Б|В -> В|Б"]);
}

const CITIES: &str = "id\tname:ru\talias:ru\tprior\n1\tТараз\t\t300000\n2\tРудный\tРудный город\t100000\n";

/// What happened to the mentions of a text, a line each, when `new` takes the place of `old`.
fn mentions(file_name: &str, old: &str, new: &str, text: &str) -> Vec<String> {
    let differ = MentionDiffer::new(model(file_name, old), model(file_name, new), &TagOptions::default())
        .expect("no gazetteer is named");
    let shown = |mention: &Option<Mention<'_>>| match mention {
        Some(mention) => format!("{}={}", &text[mention.span.clone()], mention.candidates[0].entity.entry.id),
        None => "nothing".to_owned(),
    };
    let show = |change: &MentionChange<'_>| {
        format!("{}: {} -> {}: {}", change.change().as_str(), shown(&change.old), shown(&change.new), change.why)
    };
    differ.changes(text, Some("ru")).iter().map(show).collect()
}

#[test]
fn a_mention_differs_for_a_reason() {
    let text = "Поезд идёт в Тараз через Аулие-Ата.";
    assert_eq!(mentions("cities.tsv", CITIES, CITIES, text), [""; 0]);
    let cases = [
        (format!("{CITIES}3\tАулие-Ата\t\t\n"), "gained: nothing -> Аулие-Ата=3: entity added"),
        (
            CITIES.replace("1\tТараз\t\t", "1\tТараз\tАулие-Ата{fix}\t"),
            "gained: nothing -> Аулие-Ата=1: alias:ru `Аулие-Ата{fix}` added",
        ),
        (CITIES.replace("1\tТараз", "5\tТалас"), "lost: Тараз=1 -> nothing: entity removed"),
        (CITIES.replace("1\tТараз", "1\tТалас"), "lost: Тараз=1 -> nothing: name:ru `Тараз` removed"),
        (
            CITIES.replace("1\tТараз", "1\tТараз{never}"),
            "lost: Тараз=1 -> nothing: flags of `Тараз`: no flags -> {never}",
        ),
        (format!("{CITIES}3\tТараз\t\t900000\n"), "changed: Тараз=1 -> Тараз=3: entity added"),
        (format!("{CITIES}3\tв Тараз\t\t\n"), "changed: Тараз=1 -> в Тараз=3: entity added"),
    ];
    for (new, expected) in cases {
        assert_eq!(mentions("cities.tsv", CITIES, &new, text), [expected], "{new}");
        assert_eq!(mentions("cities.tsv", &new, CITIES, text).len(), 1, "the other way round: {new}");
    }
}

#[test]
fn a_prior_decides_between_two() {
    let old = "id\tname:ru\tprior\n1\tТараз\t300000\n2\tТараз\t5\n";
    let new = "id\tname:ru\tprior\n1\tТараз\t300000\n2\tТараз\t9000000\n";
    let told = mentions("cities.tsv", old, new, "едет в Тараз");
    assert_eq!(told, ["changed: Тараз=1 -> Тараз=2: cities/2: prior changed"]);
}

#[test]
fn what_another_mention_covers_is_told() {
    let old = "id\tname:ru\n1\tТараз\n2\tАрал\n";
    let new = format!("{old}3\tТараз Арал\n");
    assert_eq!(
        mentions("cities.tsv", old, &new, "едет в Тараз Арал"),
        ["changed: Тараз=1 -> Тараз Арал=3: entity added", "lost: Арал=2 -> nothing: covered by a mention of cities/3"]
    );
    assert_eq!(
        mentions("cities.tsv", &new, old, "едет в Тараз Арал"),
        [
            "changed: Тараз Арал=3 -> Тараз=1: entity removed",
            "gained: nothing -> Арал=2: no longer covered by a mention of cities/3",
        ]
    );
}

#[test]
fn a_bare_surname_counts_by_the_people_of_the_document() {
    let old = "id\tname:ru\na\tАлександр Вучич{g=m}\n";
    let new = "id\tname:ru\na\tАлександр Вучич{g=m}\nb\tИван Вучич{g=m}\n";
    let told = mentions("people.tsv", old, new, "Александр Вучич и Иван Вучич. Потом Вучич уехал.");
    assert_eq!(
        told,
        [
            "changed: Вучич=a -> Иван Вучич=b: entity added",
            "lost: Вучич=a -> nothing: a bare surname counts by the people that the document names in full",
        ]
    );
}
