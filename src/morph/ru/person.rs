//! Person names in Russian: every word by its role, all words in the same case.

use super::declension::Declension;
use super::word::{self, Kind, Override, Sort};
use super::{family, gender};
use crate::morph::features::{Features, Gender, Number};
use crate::morph::paradigm::Collector;
use crate::morph::people::customs::RUSSIAN;
use crate::morph::people::{Layout, Piece, Role};
use crate::morph::spelling::Token;
use crate::morph::{Hints, Paradigm, Remark};

/// Prefixes of Arabic surnames: `аль-Асад`.
const ARTICLES: [&str; 6] = ["аль", "эль", "ас", "аш", "ан", "ад"];

/// The paradigms of a person name.
pub(super) fn expand(tokens: &[Token], hints: &Hints, over: &Override) -> (Vec<Paradigm>, Vec<Remark>) {
    let name = RUSSIAN.read(tokens);
    let Some((_, surname)) = name.words.get(name.surname.end - 1) else {
        return (Vec::new(), Vec::new());
    };
    let head = hints.head.map_or(surname.index, |head| head.wrapping_sub(1));
    let known = hints.gender.or_else(|| gender::of(&name));
    let genders = known.map_or_else(|| vec![Gender::Masc, Gender::Fem], |gender| vec![gender]);
    let readings: Vec<Reading> = genders
        .into_iter()
        .map(|gender| {
            let word = |(role, token): &(Role, &Token)| decline(*role, token, gender, tokens.len(), hints, over, head);
            Reading { gender, words: name.words.iter().map(word).collect() }
        })
        .collect();
    let mut remarks = Vec::new();
    if let [one, other] = readings.as_slice()
        && one.words.iter().zip(&other.words).any(|(one, other)| one.cells != other.cells)
    {
        remarks.push(Remark::GenderUnknown);
    }
    let mut paradigms: Vec<Paradigm> = name.layouts().iter().map(|layout| paradigm(layout, &readings)).collect();
    if hints.family && !hints.indeclinable {
        paradigms.extend(family::expand(surname));
    }
    (paradigms, remarks)
}

/// The name read as that of a man or of a woman.
struct Reading {
    gender: Gender,
    /// The declensions of the words, in the order of the name.
    words: Vec<Declension>,
}

/// One way of writing the name, in all cases, every word in the same.
fn paradigm(layout: &Layout<'_>, readings: &[Reading]) -> Paradigm {
    let mut collector = Collector::new(layout.text.clone(), layout.variant);
    let is_surname = |piece: &Piece<'_>| piece.word.is_some_and(|(role, _)| role == Role::Surname);
    let head = layout.pieces.iter().rposition(is_surname).unwrap_or(layout.pieces.len() - 1);
    for reading in readings {
        let piece = |piece: &Piece<'_>| match piece.word.and_then(|(_, token)| reading.words.get(token.index)) {
            None => Declension::fixed(&piece.before),
            Some(word) if piece.before.is_empty() => word.clone(),
            Some(word) => word.clone().map(|form| format!("{}{form}", piece.before)),
        };
        let declension = Declension::join(&layout.pieces.iter().map(piece).collect::<Vec<_>>(), " ", head);
        let features = Features::default().with_number(Number::Sing).with_gender(reading.gender);
        super::collect(&mut collector, declension, features);
    }
    collector.finish()
}

/// One word of a name of `count` words. What an editor says of a word is about the one at `head`.
fn decline(
    role: Role,
    token: &Token,
    gender: Gender,
    count: usize,
    hints: &Hints,
    over: &Override,
    head: usize,
) -> Declension {
    let declines = !hints.indeclinable && hints.head.is_none_or(|head| head == token.index + 1);
    if !declines || token.quoted || token.is_initials() {
        return Declension::fixed(&token.text());
    }
    let none = Override::default();
    let over = if token.index == head { over } else { &none };
    let word = token.folded.as_str();
    let of = |kind| word::decline(word, Sort::of(kind).gender(Some(gender)), over);
    let declension = match role {
        Role::Surname | Role::Given if count == 1 => of(Kind::Surname).or(of(Kind::Given)),
        Role::Given => of(Kind::Given),
        Role::Patronymic => of(Kind::Patronymic),
        // «с Ким Чен Ыном», but both «с Си Цзиньпином» and «с Пак Чоном», «с Паком Чоном».
        Role::LeadingSurname if gender == Gender::Masc && count == 2 => Declension::fixed(word).or(of(Kind::Given)),
        Role::LeadingSurname | Role::Still => Declension::fixed(word),
        Role::Surname => surname(word, gender, over),
    };
    declension.map(|form| token.dress(form))
}

/// A surname; the Arabic article stands still.
fn surname(word: &str, gender: Gender, over: &Override) -> Declension {
    let sort = Sort::of(Kind::Surname).gender(Some(gender));
    match word.split_once('-') {
        Some((article, rest)) if ARTICLES.contains(&article) && over.is_empty() => {
            word::decline(rest, sort, over).map(|form| format!("{article}-{form}"))
        }
        _ => word::decline(word, sort, over),
    }
}
