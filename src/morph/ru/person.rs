//! Person names in Russian: every word by its role, all words in the same case.

use super::declension::Declension;
use super::word::{self, Kind, Override, Sort};
use super::{family, gender};
use crate::morph::features::{Features, Gender, Number};
use crate::morph::paradigm::Collector;
use crate::morph::people::customs::RUSSIAN;
use crate::morph::people::{Layout, Piece, Role};
use crate::morph::spelling::Token;
use crate::morph::{Hints, Paradigm, Remark, Variant};

/// Prefixes of Arabic surnames: `аль-Асад`.
const ARTICLES: [&str; 6] = ["аль", "эль", "ас", "аш", "ан", "ад"];

/// The paradigms of a person name.
pub(super) fn expand(tokens: &[Token], hints: &Hints, over: &Override) -> (Vec<Paradigm>, Vec<Remark>) {
    let name = RUSSIAN.read(tokens);
    let known = hints.gender.or_else(|| gender::of(&name));
    let genders = known.map_or_else(|| vec![Gender::Masc, Gender::Fem], |gender| vec![gender]);
    let head = hints.head.map_or_else(|| name.words[name.surname.end - 1].1.index, |head| head.wrapping_sub(1));
    let person = Person { hints, over, head, words: tokens.len() };
    let mut remarks = Vec::new();
    let mut paradigms = Vec::new();
    for layout in name.layouts() {
        let mut collector = Collector::new(layout.text(), layout.variant);
        let mut first: Option<Declension> = None;
        for gender in &genders {
            let declension = person.decline(&layout, *gender);
            let features = Features::default().with_number(Number::Sing).with_gender(*gender);
            super::collect(&mut collector, &declension, features);
            match &first {
                None => first = Some(declension),
                Some(other) if other.cells != declension.cells && layout.variant == Variant::Full => {
                    remarks.push(Remark::GenderUnknown);
                }
                Some(_) => {}
            }
        }
        paradigms.push(collector.finish());
    }
    if hints.family && !hints.indeclinable {
        paradigms.extend(family::expand(name.words[name.surname.end - 1].1));
    }
    (paradigms, remarks)
}

struct Person<'a> {
    hints: &'a Hints,
    over: &'a Override,
    /// The word that the editor's hints are about.
    head: usize,
    /// Number of words of the name.
    words: usize,
}

impl Person<'_> {
    fn decline(&self, layout: &Layout<'_>, gender: Gender) -> Declension {
        let parts: Vec<Declension> = layout.pieces.iter().map(|piece| self.piece(piece, gender)).collect();
        let is_surname = |piece: &Piece<'_>| piece.word.is_some_and(|(role, _)| role == Role::Surname);
        let head = layout.pieces.iter().rposition(is_surname).unwrap_or(parts.len().saturating_sub(1));
        Declension::join(&parts, " ", head)
    }

    fn piece(&self, piece: &Piece<'_>, gender: Gender) -> Declension {
        let Some((role, token)) = piece.word else { return Declension::fixed(&piece.before) };
        let declines = !self.hints.indeclinable && self.hints.head.is_none_or(|head| head == token.index + 1);
        if !declines || role == Role::Still || token.quoted {
            return Declension::fixed(&format!("{}{}", piece.before, token.text()));
        }
        self.word(role, token, gender).map(|form| format!("{}{}", piece.before, token.dress(form)))
    }

    fn word(&self, role: Role, token: &Token, gender: Gender) -> Declension {
        let none = Override::default();
        let over = if token.index == self.head { self.over } else { &none };
        let word = token.folded.as_str();
        let of = |kind| word::decline(word, Sort::of(kind).gender(Some(gender)), over);
        match role {
            Role::Surname | Role::Given if self.words == 1 => of(Kind::Surname).or(of(Kind::Given)),
            Role::Given => of(Kind::Given),
            Role::Patronymic => of(Kind::Patronymic),
            Role::LeadingSurname if gender == Gender::Masc && self.words == 2 => Declension::fixed(word).or(of(Kind::Given)),
            Role::LeadingSurname | Role::Still => Declension::fixed(word),
            Role::Surname => self.surname(word, gender, over),
        }
    }

    fn surname(&self, word: &str, gender: Gender, over: &Override) -> Declension {
        let sort = Sort::of(Kind::Surname).gender(Some(gender));
        let article = word.split_once('-').filter(|(article, _)| ARTICLES.contains(article) && over.is_empty());
        match article {
            Some((article, rest)) => word::decline(rest, sort, over).map(|form| format!("{article}-{form}")),
            None => word::decline(word, sort, over),
        }
    }
}
