//! Names in every form, spelling, language and letter case.

use super::{listed_only, model, tag, tagger};
use crate::tagger::*;

#[test]
fn finds_every_form_and_gives_the_base_form_back() {
    let tagger = tagger(listed_only());
    let text = "переговоры Президента Республики Казахстан Касым-Жомарта Токаева и сербских компаний";
    let tagging = tagger.tag(text, None);
    let seen: Vec<(&str, &str, &str, MatchKind, Relation)> = tagging
        .mentions
        .iter()
        .map(|mention| {
            let best = &mention.candidates[0];
            (&text[mention.span.clone()], &*best.entity.resource_name, &*best.lemma, best.kind, best.relation)
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("Республики Казахстан", "countries/KZ", "Республика Казахстан", MatchKind::Inflected, Relation::Name),
            ("Касым-Жомарта Токаева", "people/tokayev", "Касым-Жомарт Токаев", MatchKind::Inflected, Relation::Name),
            ("сербских", "countries/RS", "сербский", MatchKind::Inflected, Relation::Adjective),
        ]
    );
    assert_eq!(tagging.language, "ru");
    assert_eq!(tagging.mentions[0].candidates[0].features.to_string(), "Case=Gen|Number=Sing");
    assert_eq!(tagging.mentions[0].candidates[0].alias, "Республика Казахстан");
}

#[test]
fn three_languages_in_one_text() {
    assert_eq!(
        tag("В Астане. Қазақстанның астанасы. Kazakhstan’s capital, Astana"),
        ["Астане=cities/1526273", "Қазақстанның=countries/KZ", "Kazakhstan=countries/KZ", "Astana=cities/1526273"]
    );
}

#[test]
fn the_kind_tells_what_lay_between() {
    let kind = |text: &str| tagger(listed_only()).tag(text, None).mentions[0].candidates[0].kind;
    assert_eq!(kind("в Казахстан"), MatchKind::Exact);
    assert_eq!(kind("в КАЗАХСТАН"), MatchKind::Normalized);
    assert_eq!(kind("в Kaзахстан"), MatchKind::Normalized);
    assert_eq!(kind("в Казахстане"), MatchKind::Inflected);
    assert_eq!(kind("с А. Вучичем"), MatchKind::Abbreviated);
    assert_eq!(kind("by Aleksandar Vucic"), MatchKind::Normalized);
    assert_eq!(kind("с Вучичем"), MatchKind::Inflected);
}

#[test]
fn capitals_matter_where_the_text_has_any() {
    assert_eq!(tag("Он сказал: «Того и гляди упадёт»"), Vec::<String>::new());
    assert_eq!(tag("Из того и этого. В Того."), ["Того=countries/TG"]);
    assert_eq!(tag("Того не ждали."), Vec::<String>::new());
    assert_eq!(tag("Он видел астану."), Vec::<String>::new());
    assert_eq!(tag("он видел астану"), ["астану=cities/1526273"]);
    assert_eq!(tag("ПРЕЗИДЕНТ СЕРБИИ В АСТАНЕ"), ["СЕРБИИ=countries/RS", "АСТАНЕ=cities/1526273"]);
    assert_eq!(tag("В ООН. Оон."), ["ООН=organisations/un"]);
}

#[test]
fn an_acronym_that_is_a_word_needs_letters_around_it() {
    let model = model(&[("countries.tsv", "id\tname:en\talias:en\nUS\tUnited States\tUS\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| tagger.tag(text, None).mentions.len();
    assert_eq!(found("The US said so"), 1);
    assert_eq!(found("THE MAN WHO TOLD US ABOUT IT"), 0);
    assert_eq!(found("UNITED STATES AND CHINA: US SAID SO"), 2);
}

#[test]
fn what_is_said_of_a_spelling_holds_in_every_language() {
    let model = model(&[("places.tsv", "id\tname:ru\tname:kk\na\tАрабак{context}\tАрабак\nb\tБирюк{never}\tБирюк\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    assert!(tagger.tag("в Арабак и Бирюк", None).mentions.is_empty());
}

#[test]
fn places_are_found_with_spaces_for_hyphens_and_with_small_words_for_kinds() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\talias:ru\nSV\tЭль-Сальвадор\t\nRU\tРоссия\tРоссийская Федерация\n"),
        ("places.tsv", "id\tname:ru\nn\tНовая Земля\n"),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        tagger.tag(text, None).mentions.iter().map(|mention| text[mention.span.clone()].to_owned()).collect()
    };
    assert_eq!(found("Был в Эль Сальвадоре и Эль-Сальвадоре"), ["Эль Сальвадоре", "Эль-Сальвадоре"]);
    assert_eq!(found("Закон Российской федерации"), ["Российской федерации"]);
    assert_eq!(found("Его новая земля. Новая земля его."), [""; 0]);
}

#[test]
fn texts_without_words_have_no_mentions() {
    for text in ["", " ", "\u{FEFF}", "—", "🙂", "\u{301}\u{301}"] {
        assert!(tag(text).is_empty(), "{text:?}");
    }
}
