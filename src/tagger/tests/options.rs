//! What a caller asks for.

use super::{small, tag, tag_with, tagger};
use crate::gazetteer::GazetteerFile;
use crate::tagger::*;

#[test]
fn only_the_relations_that_are_asked_for_are_told() {
    let options = TagOptions { relations: vec![Relation::Name], ..TagOptions::default() };
    assert_eq!(tag_with(options, "казахстанский министр в Сербии"), ["Сербии=countries/RS"]);
    let options = TagOptions { relations: vec![Relation::Demonym, Relation::Adjective], ..TagOptions::default() };
    assert_eq!(tag_with(options, "казахстанский министр и сербы в Сербии").len(), 2);
}

#[test]
fn gazetteers_are_chosen_before_and_types_after_overlaps() {
    let text = "В МИД Казахстана";
    assert_eq!(tag(text), ["МИД Казахстана=organisations/mid"]);
    let countries = TagOptions { gazetteers: vec!["countries".into()], ..TagOptions::default() };
    assert_eq!(tag_with(countries, text), ["Казахстана=countries/KZ"]);
    let type_country = TagOptions { entity_types: vec!["COUNTRY".into()], ..TagOptions::default() };
    assert_eq!(tag_with(type_country, text), Vec::<String>::new());
    let unknown = TagOptions { gazetteers: vec!["planets".into()], ..TagOptions::default() };
    assert_eq!(Tagger::new(small(), unknown).expect_err("no such gazetteer").name, "planets");
}

#[test]
fn everything_nested_is_there_on_demand() {
    let all = TagOptions { overlap: OverlapPolicy::All, ..TagOptions::default() };
    assert_eq!(
        tag_with(all, "Министерство иностранных дел Казахстана"),
        ["Министерство иностранных дел Казахстана=organisations/mid", "Казахстана=countries/KZ"]
    );
}

#[test]
fn inline_entities_and_excluded_texts() {
    let file =
        GazetteerFile::parse("inline.tsv", "inline.tsv", "id\ttype\tname:ru\nx\tPRODUCT\tСтальной дракон\n".as_bytes());
    let entity =
        Entity { resource_name: "inline/x".into(), gazetteer: "inline".into(), entry: file.entries[0].clone() };
    let options = TagOptions {
        inline_entities: vec![entity],
        excluded_texts: vec!["«СЕРБИЕЙ»".into()],
        gazetteers: vec!["countries".into()],
        ..TagOptions::default()
    };
    assert_eq!(
        tag_with(options, "Казахстан с Сербией о стального дракона Сербия"),
        ["Казахстан=countries/KZ", "стального дракона=inline/x", "Сербия=countries/RS"]
    );
}

#[test]
fn a_cut_is_told() {
    let tagger = tagger(TagOptions { max_mentions: 1, ..TagOptions::default() });
    assert!(!tagger.tag("в Сербии", None).truncated);
    let tagging = tagger.tag("в Сербии и Казахстане", None);
    assert!(tagging.truncated && tagging.mentions.len() == 1);
}
