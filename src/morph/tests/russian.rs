//! Russian, class by class: genitive, dative, accusative, instrumental, locative of words that are not in the shared cases.

mod derived;
mod people;
mod phrases;
mod places;

use super::super::*;

fn check(kind: NameKind, hints: &Hints, rows: &[(&str, &str)]) {
    super::check(Language::Russian, kind, hints, &[Case::Gen, Case::Dat, Case::Acc, Case::Ins, Case::Loc], rows);
}

fn places(rows: &[(&str, &str)]) {
    check(NameKind::Toponym, &Hints::default(), rows);
}
