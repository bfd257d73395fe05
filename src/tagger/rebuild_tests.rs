//! A model that was built over another finds what one that was built anew finds.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::gazetteer::{GazetteerFile, embedded_files};

fn file(name: &str, table: &str) -> GazetteerFile {
    let file = GazetteerFile::parse(name, name, table.as_bytes());
    assert!(!file.has_errors(), "{:?}", file.diagnostics);
    file
}

/// Everything that is told of a text, line by line.
fn told(model: &Arc<Model>, text: &str) -> String {
    let options = TagOptions { overlap: OverlapPolicy::All, max_candidates: 100, ..TagOptions::default() };
    let tagger = Tagger::new(Arc::clone(model), options).expect("no gazetteer is named");
    let mut told = String::new();
    for mention in tagger.tag(text, None).mentions {
        let _ = writeln!(told, "{:?} {}", mention.span, &text[mention.span.clone()]);
        for found in mention.candidates {
            let Candidate { entity, score, kind, relation, alias, lemma, features, .. } = found;
            let name = &entity.resource_name;
            let _ = writeln!(told, "  {name} {score} {kind:?} {relation:?} {alias} {lemma} {features}");
        }
    }
    told
}

fn searched(model: &Model, query: &str) -> Vec<String> {
    model.search(query).iter().map(|entity| entity.resource_name.clone()).collect()
}

/// Builds the files over the model and anew, and compares the two; gives the one that was built over.
fn rebuilt(previous: &Model, files: &[GazetteerFile], text: &str, queries: &[&str]) -> Arc<Model> {
    let inflection = morph::Options::default();
    let (over, over_diagnostics) = Model::build_over(Some(previous), files, inflection);
    let (anew, diagnostics) = Model::build(files);
    let (over, anew) = (Arc::new(over), Arc::new(anew));
    assert_eq!(over_diagnostics, diagnostics);
    assert_eq!(over.revision(), anew.revision());
    let counts = |model: &Model| -> Vec<(usize, usize, usize)> {
        let count = |gazetteer: &Gazetteer| (gazetteer.entity_count, gazetteer.alias_count, gazetteer.form_count);
        model.gazetteers().iter().map(count).collect()
    };
    assert_eq!(counts(&over), counts(&anew));
    assert_eq!(told(&over, text), told(&anew, text));
    for query in queries {
        assert_eq!(searched(&over, query), searched(&anew, query), "{query}");
    }
    over
}

/// Names that meet: places that are people's names, equal surnames, a common word, a name with a remark of inflection.
const NAMES: [&str; 12] = [
    "Владимир",
    "Киров",
    "Владимир Киров{g=m}",
    "Роман Киров{g=m}",
    "Анна Кирова{g=f}",
    "Чад",
    "Астана",
    "Пушкин{context}",
    "Александр Пушкин{g=m}",
    "Роман",
    "Дюма{fix}",
    "Жанна д’Арк",
];

const TEXT: &str = "Во Владимире был Владимир Киров. Киров уехал в Киров, Кирова осталась. В Чаде сказал Роман Киров. \
                    В Астане Анну Кирову ждал Роман. Пушкин! Александра Пушкина в Пушкине знают. Дюма и Жанна д’Арк во Владимире.";

/// A table of some of the names, each of an entity of its own.
fn table(names: &[usize]) -> String {
    let rows = names.iter().map(|name| format!("e{name}\t{}\n", NAMES[*name]));
    rows.fold("id\tname:ru\n".to_owned(), |table, row| table + &row)
}

fn any_files() -> impl Strategy<Value = Vec<GazetteerFile>> {
    let any_names = || prop::collection::btree_set(0..NAMES.len(), 0..NAMES.len());
    let shuffled = || any_names().prop_map(|names| names.into_iter().collect::<Vec<_>>()).prop_shuffle();
    (shuffled(), shuffled())
        .prop_map(|(people, cities)| vec![file("cities.tsv", &table(&cities)), file("people.tsv", &table(&people))])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn edits_one_after_the_other_give_what_building_anew_gives(revisions in prop::collection::vec(any_files(), 2..5)) {
        let mut model = Arc::new(Model::build(&revisions[0]).0);
        for files in &revisions[1..] {
            model = rebuilt(&model, files, TEXT, &["Киров", "Кир*", "Владимире", "Дюма"]);
        }
    }
}

#[test]
fn a_row_that_only_moves_is_not_told_at_its_old_place() {
    let before = [file("people.tsv", "id\tname:ru\na\tЖанна д’Арк\n")];
    let after = [file("people.tsv", "id\tname:ru\nb\tАнна Кирова{g=f}\na\tЖанна д’Арк\n")];
    let model = Model::build(&before).0;
    rebuilt(&model, &after, "Жанна д’Арк", &[]);
}

#[test]
fn edits_of_the_default_gazetteers_give_what_building_anew_gives() {
    let base = embedded_files();
    let model = Model::build(&base).0;
    let names = model.entities().iter().step_by(37).flat_map(|entity| &entity.entry.names);
    let text = names.fold(String::new(), |text, name| text + "о " + &name.text + ". ");
    // A person who bears the name of cities, a city that is hidden, one that is renamed, a name that is hidden.
    let people = "id\tname:ru\tname:kk\tname:en\nnew\tЛондон Астанов{g=m}\tЛондон Астанов\tLondon Paris\n";
    let cities = "id\tname:ru\tname:en\tstatus\n1526384\t\t\tremoved\n524901\tМосква-град\tMoscow\t\n";
    let edits = [file("people.tsv", people), file("cities.tsv", cities)];
    let files: Vec<GazetteerFile> = base.iter().chain(&edits).cloned().collect();
    let over = rebuilt(&model, &files, &text, &["Лондон", "Моск*", "Алматы"]);
    assert_eq!(over.names().iter().count(), 2, "compiled beside the base");
    rebuilt(&over, &base, &text, &["Лондон", "Моск*", "Алматы"]);
}
