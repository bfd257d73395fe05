//! What stands right beside a name: signs, quotes, hyphens, generic words.

use super::{listed_only, model, tag};
use crate::tagger::*;

#[test]
fn a_generic_word_before_quotes_helps_but_is_no_part_of_the_mention() {
    let model = model(&[(
        "organisations.tsv",
        "id\tname:ru\tname:kk\naikyn\tгазета «Айкын»\t«Айқын» газеті{poss3}\nhabar\tХабар{context}\tтелеканал «Хабар»\n",
    )]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<(String, MatchKind, String)> {
        let tagging = tagger.tag(text, None);
        let show = |mention: &Mention<'_>| {
            let best = &mention.candidates[0];
            (text[mention.span.clone()].to_owned(), best.kind, best.lemma.to_string())
        };
        tagging.mentions.iter().map(show).collect()
    };
    let aikyn = [("Айкын".to_owned(), MatchKind::Exact, "Айкын".to_owned())];
    assert_eq!(found("В газете «Айкын» пишут"), aikyn);
    assert_eq!(found("В газете \"Айкын\" пишут"), aikyn);
    assert_eq!(found("«Айқын» газетінде"), [("Айқын".to_owned(), MatchKind::Exact, "Айқын".to_owned())]);
    assert_eq!(found("«Айкын» пишет"), []);
    // Said in full once, the bare name counts too.
    assert_eq!(found("телеканал «Хабар», «Хабара»").len(), 2);
}

#[test]
fn a_generic_word_beside_a_place_is_no_part_of_the_mention() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\nHK\tГонконг\n"),
        ("cities.tsv", "id\tname:ru\talias:ru\n1\tГонконг{context}\tгород Гонконг\n"),
        (
            "places.tsv",
            "id\tname:ru\tname:kk\talias:ru\talias:kk\nirtysh\tИртыш\tЕртіс\tрека Иртыш\tЕртіс өзені{poss3}\nwrangel\tостров Врангеля{head=1}\t\t\t\n",
        ),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let cases = [
        ("У реки Иртыш", "Иртыш", "places/irtysh"),
        ("Біз Ертіс өзенінде болдық", "Ертіс", "places/irtysh"),
        ("На острове Врангеля", "острове Врангеля", "places/wrangel"),
        ("В городе Гонконг", "Гонконг", "cities/1"),
        ("Приехали в Гонконг", "Гонконг", "countries/HK"),
    ];
    for (text, span, entity) in cases {
        let tagging = tagger.tag(text, None);
        let seen: Vec<(&str, &str)> = tagging
            .mentions
            .iter()
            .map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].entity.resource_name))
            .collect();
        assert_eq!(seen, [(span, entity)], "{text}");
    }
}

#[test]
fn web_addresses_and_handles_hold_no_names() {
    for text in
        ["см. t.me/Kazakhstan", "http://www.Astana.kz/Казахстан?x=Сербия", "@Astana_official", "Kazakhstan_flag.png"]
    {
        assert_eq!(tag(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(tag("Казахстан/Сербия"), ["Казахстан=countries/KZ", "Сербия=countries/RS"]);
}

#[test]
fn a_plus_is_part_of_the_name() {
    let model = model(&[("organisations.tsv", "id\tname:ru\nopec\tОПЕК\nopec-plus\tОПЕК+\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let text = "В ОПЕК и ОПЕК+ решили";
    let tagging = tagger.tag(text, None);
    let found: Vec<(&str, &str)> = tagging
        .mentions
        .iter()
        .map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].entity.resource_name))
        .collect();
    assert_eq!(found, [("ОПЕК", "organisations/opec"), ("ОПЕК+", "organisations/opec-plus")]);
}

#[test]
fn a_full_stop_of_the_name_is_taken_in() {
    let model = model(&[("countries.tsv", "id\tname:en\talias:en\nUS\tUnited States\tU.S.|US\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let text = "In the U.S. he saw the U.S.-led US.";
    let tagging = tagger.tag(text, None);
    let found: Vec<&str> = tagging.mentions.iter().map(|mention| &text[mention.span.clone()]).collect();
    assert_eq!(found, ["U.S.", "U.S.", "US"]);
}

#[test]
fn a_hyphen_parts_two_names_only() {
    assert_eq!(tag("Поезд Москва-Астана"), ["Москва=cities/524901", "Астана=cities/1526273"]);
    assert_eq!(tag("в Нур-Султане"), ["Нур-Султане=cities/1526273"]);
    assert_eq!(tag("Астана-опера, мини-Сербия"), Vec::<String>::new());
    assert_eq!(tag("экс-Сербия"), ["Сербия=countries/RS"]);
    assert_eq!(tag("a Serbia-backed plan, pro-Serbia"), ["Serbia=countries/RS", "Serbia=countries/RS"]);
    assert_eq!(tag("Касым-\nЖомарт Токаев"), ["Касым-\nЖомарт Токаев=people/tokayev"]);
    assert_eq!(tag("Казахстан-2050"), ["Казахстан=countries/KZ"]);
}

#[test]
fn quotes_of_which_one_stands_in_the_name_are_taken_in() {
    assert_eq!(tag("В АО «Казахтелеком» сообщили"), ["АО «Казахтелеком»=organisations/kaztelecom"]);
    assert_eq!(tag("В АО \"Казахтелеком\" сообщили"), ["АО \"Казахтелеком\"=organisations/kaztelecom"]);
    assert_eq!(tag("Компания «Казахтелеком»"), ["Казахтелеком=organisations/kaztelecom"]);
    assert_eq!(tag("кеше «Казахтелеком» АҚ хабарлады"), ["«Казахтелеком» АҚ=organisations/kaztelecom"]);
}
