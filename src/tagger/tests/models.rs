//! What a model knows besides what texts have: search, external ids, its revision.

use super::model;
use crate::tagger::*;

#[test]
fn entities_are_found_by_form_prefix_and_external_id() {
    let model = model(&[(
        "countries.tsv",
        "id\tname:ru\tref:wikidata\tprior\nKZ\tКазахстан\tQ232\t19\nKG\tКыргызстан\tQ813\t7\nXX\tКазахская степь{never}\tQ1\t1\n",
    )]);
    let names = |entities: Vec<&Entity>| entities.iter().map(|entity| entity.resource_name.clone()).collect::<Vec<_>>();
    assert_eq!(names(model.search("казахстаном")), ["countries/KZ"]);
    assert_eq!(names(model.search("Каза*")), ["countries/KZ", "countries/XX"]);
    assert_eq!(names(model.search("казахская степь")), ["countries/XX"]);
    assert!(model.search("*").is_empty() && model.search("").is_empty());
    assert_eq!(names(model.by_external_id("wikidata", "Q813")), ["countries/KG"]);
    assert!(model.entity("countries/KZ").is_some() && model.entity("countries/ZZ").is_none());
}

#[test]
fn a_revision_is_that_of_the_content() {
    let table = "id\tname:ru\nKZ\tКазахстан\n";
    let revision = |name: &str, table: &str| model(&[(name, table)]).revision().to_owned();
    assert_eq!(revision("countries.tsv", table), revision("countries.tsv", table));
    assert_ne!(revision("countries.tsv", table), revision("countries.tsv", &table.replace("Каз", "каз")));
    assert_ne!(revision("countries.tsv", table), revision("regions.tsv", table));
}
