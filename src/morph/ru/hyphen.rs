//! Words with hyphens: which of their parts decline.

use super::agreement::{Agreement, of_adjective};
use super::declension::Declension;
use super::word::{Kind, Override, Sort, simple};
use crate::morph::endings::ends_in;

/// Prepositions of place names, which decline before them: `Ростов-на-Дону`.
const PREPOSITIONS: &str = "^на ^над ^под ^в ^во ^при";
/// The last part of a place name that is an adjective: `Петропавловск-Камчатский`.
const LAST_ADJECTIVE: &str = "ский цкий ной ный ская ское ная ное ские ные ой";
/// First parts of a place name that never decline, although the last part does not either: `Сан-Марино`.
const PLACE_PREFIXES: &str = "^буэнос ^ла ^лас ^ле ^лос ^нью ^порт ^сан ^санта ^санто ^сен ^сент ^форт ^эль ^аль ^усть";
/// First parts of a double surname that never decline.
const SURNAME_PREFIXES: &str = "^бонч ^абд ^тер ^сен ^фон ^ван ^мак ^о ^эль ^аль ^бен ^бин ^аб ^ас ^аш ^ан ^ад";
/// Common nouns as the last part of a place name, before which a feminine name also declines: `Москва-река`.
const APPOSED_NOUNS: &str = "^река ^гора ^сопка";
/// First parts of a double given name that decline too: `Франц-Иосиф`.
const DECLINED_GIVEN: &str = "^август ^вильгельм ^герман ^иоганн ^карл ^людвиг ^макс ^франц ^фридрих ^эрнст";
/// First parts of a double surname that always decline.
const DECLINED_SURNAMES: &str = "ов ев ий ой ова ева ина ына ая";

/// The forms of a word with hyphens; parts that decline do so in the same case.
pub(super) fn decline(word: &str, sort: Sort) -> Declension {
    let parts: Vec<&str> = word.split('-').collect();
    let [first, .., last] = parts.as_slice() else {
        return Declension::fixed(word);
    };
    if parts.iter().any(|part| part.is_empty()) {
        return Declension::fixed(word);
    }
    let end = parts.len() - 1;
    let is_thing = matches!(sort.kind, Kind::Toponym | Kind::Noun);
    let is_pair = parts.len() == 2;
    let ends_in_adjective = is_thing && last.chars().count() > 4 && ends_in(last, LAST_ADJECTIVE);
    let part = |place: usize| {
        let kind = if ends_in_adjective && place == end { Kind::Adjective } else { sort.kind };
        let is_initial = parts[place].chars().count() == 1;
        if is_initial {
            Declension::fixed(parts[place])
        } else {
            // Гусь-Хрустальный: the adjective tells the gender.
            let own = (ends_in_adjective && place + 1 == end).then(|| of_adjective(last)).flatten();
            let gender = sort.gender.or(own.and_then(Agreement::gender));
            simple(parts[place], Sort { kind, gender, ..sort }, &Override::default())
        }
    };
    let reading = |declined: &[usize]| {
        let one = |place| {
            if declined.contains(&place) { part(place) } else { Declension::fixed(parts[place]) }
        };
        Declension::join(&(0..=end).map(one).collect::<Vec<_>>(), "-", declined.first().copied().unwrap_or(end))
    };
    let only_last = || reading(&[end]);
    match sort.kind {
        _ if is_thing && parts.len() > 2 && ends_in(parts[1], PREPOSITIONS) => reading(&[0]),
        // Петропавловска-Камчатского
        _ if ends_in_adjective => reading(&[end - 1, end]).or(only_last()),
        // Гвинеи-Бисау
        Kind::Toponym if is_pair && part(end).class.is_empty() && !ends_in(first, PLACE_PREFIXES) => {
            only_last().or(reading(&[0]))
        }
        Kind::Toponym if is_pair && ends_in(first, "а я") && ends_in(last, APPOSED_NOUNS) => {
            reading(&[0, end]).or(only_last())
        }
        // Бородина-Круковского and Бородин-Круковского
        Kind::Surname if is_pair && ends_in(first, "ин ын") => reading(&[0, end]).or(only_last()),
        Kind::Surname if is_pair && ends_in(first, DECLINED_SURNAMES) => reading(&[0, end]),
        Kind::Surname if is_pair && !ends_in(first, SURNAME_PREFIXES) => reading(&[0, end]).or(only_last()),
        Kind::Given if ends_in(first, "а я") && ends_in(last, "а я") || ends_in(first, DECLINED_GIVEN) => {
            reading(&(0..=end).collect::<Vec<_>>()).or(only_last())
        }
        _ => only_last(),
    }
}
