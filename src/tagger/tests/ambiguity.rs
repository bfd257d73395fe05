//! Names that may be something else: what speaks for them and against them.

use super::{listed_only, model, tag, tagger};
use crate::tagger::*;

#[test]
fn words_that_are_more_often_something_else_need_more() {
    let model = model(&[("cities.tsv", "id\tname:ru\n1\tВена\n2\tВладимир\n3\tАстана\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        tagger.tag(text, None).mentions.iter().map(|mention| text[mention.span.clone()].to_owned()).collect()
    };
    assert_eq!(found("Он видел Вену и Астану"), ["Вену", "Астану"]);
    // At the start of a sentence, or in a line of capitals, a common word is a common word.
    assert_eq!(found("Вена вздулась. Астана"), ["Астана"]);
    assert_eq!(found("ВЕНА ВЗДУЛАСЬ В АСТАНЕ"), ["АСТАНЕ"]);
    // In a row with a place it is a place.
    assert_eq!(found("ВЕНА И АСТАНА"), ["ВЕНА", "АСТАНА"]);
    assert_eq!(found("Победили:\nАстана\nВена\nКто-то ещё"), ["Астана", "Вена"]);
    assert_eq!(found("Он видел Вену. Вена вздулась."), ["Вену", "Вена"]);
    assert_eq!(found("вена и астана"), ["астана"]);
}

#[test]
fn a_place_that_is_a_persons_name_needs_a_sign() {
    let model =
        model(&[("cities.tsv", "id\tname:ru\n2\tВладимир\n"), ("people.tsv", "id\tname:ru\na\tВладимир Ленин{g=m}\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        let tagging = tagger.tag(text, None);
        tagging.mentions.iter().map(|mention| mention.candidates[0].entity.resource_name.clone()).collect()
    };
    assert_eq!(found("Был во Владимире вчера"), ["cities/2"]);
    assert_eq!(found("в городе Владимир вчера"), ["cities/2"]);
    assert_eq!(found("Был Владимир Иванов"), Vec::<String>::new());
    assert_eq!(found("Пришёл Владимир вчера"), Vec::<String>::new());
    assert_eq!(found("Пришёл Владимир Ленин"), ["people/a"]);
}

#[test]
fn a_place_in_latin_letters_in_a_cyrillic_text_waits_for_another_mention() {
    assert_eq!(tag("Вчера любители Belgrade Lions уехали домой."), [""; 0]);
    assert_eq!(
        tag("Вчера любители Belgrade Lions уехали в Белград."),
        ["Belgrade=cities/792680", "Белград=cities/792680"]
    );
    assert_eq!(tag("The club left Belgrade."), ["Belgrade=cities/792680"]);
}

#[test]
fn a_country_that_is_a_persons_name_too_is_found_where_it_stands_alone() {
    let countries = "id\tname:en\tprior\nJO\tJordan\t11000000\n";
    let cities = "id\tname:en\tprior\n1\tLincoln\t90000\n";
    let people = "id\tname:en\na\tJordan Lincoln\n";
    let files = [("countries.tsv", countries), ("cities.tsv", cities), ("people.tsv", people)];
    let tagger = Tagger::new(model(&files), listed_only()).expect("no gazetteer is named");
    let found = |text: &str| tagger.tag(text, None).mentions.len();
    for (text, count) in [
        ("The king of Jordan spoke.", 1),
        ("Jordan closed its border.", 1),
        ("Then Jordan Henderson scored.", 0),
        ("The speech of Lincoln was short.", 0),
        ("They stayed in Lincoln.", 1),
    ] {
        assert_eq!(found(text), count, "{text}");
    }
}

#[test]
fn the_rest_of_the_document_speaks_for_a_doubtful_place() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\tname:kk\nKZ\tКазахстан\tҚазақстан\n"),
        (
            "cities.tsv",
            "id\tname:ru\tname:kk\tcountry\tprior\n1\tКонаев\tҚонаев\tKZ\t60000\n2\tАбай{context}\tАбай\tKZ\t30000\n\
             3\tВашингтон\t\tUS\t600000\n",
        ),
        (
            "people.tsv",
            "id\tname:ru\tname:kk\na\tДинмухамед Конаев{g=m}\tДінмұхамед Қонаев\nb\tДжордж Вашингтон{g=m}\t\n",
        ),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        let tagging = tagger.tag(text, None);
        tagging.mentions.iter().map(|mention| mention.candidates[0].entity.resource_name.clone()).collect()
    };
    assert_eq!(found("Мы обсуждали Конаев весь день"), [""; 0]);
    assert_eq!(found("Біз кеше Қонаевта болдық"), ["cities/1"]);
    assert_eq!(found("Біз Қонаевтағы жиынға келдік"), ["cities/1"]);
    assert_eq!(found("Ездили в Казахстан, Конаев и дальше"), ["countries/KZ", "cities/1"]);
    assert_eq!(found("Мы обсуждали город Абай"), ["cities/2"]);
    assert_eq!(found("Мы обсуждали Вашингтон весь день"), ["cities/3"]);
}

#[test]
fn a_name_that_needs_context_counts_beside_another_mention() {
    assert_eq!(tag("В МИД заявили."), [""; 0]);
    assert_eq!(
        tag("В МИДе заявили. Министерство иностранных дел Казахстана подтвердило."),
        ["МИДе=organisations/mid", "Министерство иностранных дел Казахстана=organisations/mid"]
    );
}

#[test]
fn several_entities_for_one_span_are_ordered_candidates() {
    let tagger = tagger(TagOptions { max_candidates: 5, ..TagOptions::default() });
    let tagging = tagger.tag("He lives in Georgia now", None);
    let candidates: Vec<&str> = tagging.mentions[0].candidates.iter().map(|c| &*c.entity.resource_name).collect();
    assert_eq!(candidates, ["regions/US-GA", "countries/GE"]);
    let scores: Vec<f32> = tagging.mentions[0].candidates.iter().map(|candidate| candidate.score).collect();
    assert!(scores[0] > scores[1] && scores.iter().sum::<f32>() <= 1.0, "{scores:?}");
}
