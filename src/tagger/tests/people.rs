//! People: initials, bare surnames, titles, strangers of the same name.

use super::{listed_only, model, tag, tag_with};
use crate::tagger::*;

#[test]
fn initials_in_every_spelling() {
    for text in [
        "с К. Токаевым",
        "с К.Токаевым",
        "с К.\u{A0}Токаевым",
        "с К.-Ж. Токаевым",
        "с К.-Ж.Токаевым",
        "с К.-Ж.К. Токаевым",
    ] {
        let found = tag(text);
        assert!(found.len() == 1 && found[0].ends_with("Токаевым=people/tokayev"), "{text}: {found:?}");
    }
}

#[test]
fn a_bare_surname_counts_where_the_row_or_the_document_allows_it() {
    assert_eq!(tag("Сказал Вучич."), ["Вучич=people/vucic"]);
    assert_eq!(tag("Сказал Токаев."), Vec::<String>::new());
    let text = "Касым-Жомарт Токаев прибыл. Токаева встретили.";
    assert_eq!(tag(text), ["Касым-Жомарт Токаев=people/tokayev", "Токаева=people/tokayev"]);
    let off = TagOptions { coreference: Coreference::Off, ..TagOptions::default() };
    assert_eq!(tag_with(off, text), ["Касым-Жомарт Токаев=people/tokayev"]);
    // Two people of the surname: it is nobody's.
    let both = "Касым-Жомарт Токаев, и Ермек Токаев. Токаев рассказал.";
    assert_eq!(tag(both), ["Касым-Жомарт Токаев=people/tokayev", "Ермек Токаев=people/tokayev-y"]);
}

#[test]
fn a_surname_beside_a_strangers_initials_is_the_strangers() {
    assert_eq!(tag("Сказал В. Вучич."), Vec::<String>::new());
    assert_eq!(tag("Сказал В.Вучич."), Vec::<String>::new());
    assert_eq!(tag("Вучич В. И. сказал."), Vec::<String>::new());
    assert_eq!(tag("Сказал А. Вучич."), ["А. Вучич=people/vucic"]);
    assert_eq!(tag("В 1999 г. Белград бомбили."), ["Белград=cities/792680"]);
    assert_eq!(tag("Сказал Ермек Вучич."), Vec::<String>::new());
    assert_eq!(tag("Сказал Президент Вучич."), ["Вучич=people/vucic"]);
}

#[test]
fn a_place_beside_initials_stays_a_place() {
    assert_eq!(
        tag("Президент Казахстана К. Ж. Иванов прибыл в Белград"),
        ["Казахстана=countries/KZ", "Белград=cities/792680"]
    );
    assert_eq!(tag("Президент Казахстана К.-Ж. Токаев"), ["Казахстана=countries/KZ", "К.-Ж. Токаев=people/tokayev"]);
    assert_eq!(tag("А. Казахстан\nБ. Сербия"), ["Казахстан=countries/KZ", "Сербия=countries/RS"]);
    assert_eq!(tag("Г. Астана, ул. Абая"), ["Астана=cities/1526273"]);
}

#[test]
fn titles_help_to_find_a_person_and_are_no_part_of_the_mention() {
    let people = "id\tname:ru\nnaruhito\tимператор Нарухито{g=m}\nleyen\tУрсула фон дер Ляйен{g=f,short}\n";
    let tagger = Tagger::new(model(&[("people.tsv", people)]), listed_only()).expect("no gazetteer is named");
    let text = "Приём у императора Нарухито. Приехала Урсула фон дер Ляйен.";
    let tagging = tagger.tag(text, None);
    let seen: Vec<(&str, &str)> =
        tagging.mentions.iter().map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].lemma)).collect();
    assert_eq!(seen, [("Нарухито", "Нарухито"), ("Урсула фон дер Ляйен", "Урсула фон дер Ляйен")]);
}
