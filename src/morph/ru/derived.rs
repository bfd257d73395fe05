//! Words made from a name: relational adjectives in all genders, and demonyms in both numbers.

use super::classes::{self, Animacy};
use super::declension::Declension;
use super::stems;
use super::word::{self, Kind, Override, Sort};
use crate::morph::endings::ends_in;
use crate::morph::features::{Features, Gender, Number};

/// An adjective: masculine endings, what is cut off, and what makes feminine, neuter, plural.
const ADJECTIVES: &[(&str, &str, [&str; 3])] = &[
    ("гий кий хий", "ий", ["ая", "ое", "ие"]),
    ("жий ший чий щий", "ий", ["ая", "ее", "ие"]),
    ("ий", "ий", ["яя", "ее", "ие"]),
    ("гой кой хой жой шой чой щой", "ой", ["ая", "ое", "ие"]),
    ("ый", "ый", ["ая", "ое", "ые"]),
    ("ой", "ой", ["ая", "ое", "ые"]),
];

/// A demonym: endings of the singular, what is cut off the singular, what makes the plural, the class of the plural.
const DEMONYMS: &[(&str, &str, &str, &str)] = &[
    ("анин янин", "ин", "е", "pl.ane"),
    ("тарин гарин", "ин", "ы", "pl.ary"),
    (STRESSED, "", "ы", "pl.ov"),
    ("ец", "", "ы", "pl.tsy"),
    // турок: the vowel comes back in the genitive plural.
    ("ок", "", "и", "pl.vel"),
    ("г к х", "", "и", "pl.ov"),
    ("ин ын", "", "ы", "pl.in"),
    ("ж ш ч щ", "", "и", "pl.ej"),
    ("ь", "ь", "и", "pl.soft"),
    ("й", "й", "и", "pl.ei"),
    ("C", "", "ы", "pl.ov"),
    ("га ка ха жа ша ча ща", "а", "и", "pl.f"),
    ("а", "а", "ы", "pl.f"),
    ("ия", "я", "и", "pl.j"),
    ("я", "я", "и", "pl.soft"),
];

/// Demonyms in -ец whose endings are stressed: «донцом», «донцов». In all others they are not: «немцев»; Немцов is a man.
const STRESSED: &str = "^донец";

/// The declensions of an adjective by gender and number, the masculine first. A word that is no adjective stands as it is.
pub(super) fn adjective(word: &str, over: &Override) -> Vec<Declension> {
    let sort = Sort::of(Kind::Adjective).animacy(Animacy::Either);
    let masculine = word::decline(word, sort, over);
    let pattern = ADJECTIVES.iter().find(|(endings, ..)| ends_in(word, endings));
    let Some((root, others)) = pattern.and_then(|(_, cut, others)| Some((word.strip_suffix(cut)?, others))) else {
        return vec![masculine];
    };
    let singular = |gender| Features::default().with_number(Number::Sing).with_gender(gender);
    let features = [singular(Gender::Fem), singular(Gender::Neut), Features::default().with_number(Number::Plur)];
    let mut declensions = vec![Declension { features: singular(Gender::Masc), ..masculine }];
    for (ending, features) in others.iter().zip(features) {
        let declension = word::decline(&format!("{root}{ending}"), sort, &Override::default());
        declensions.push(Declension { features, ..declension });
    }
    declensions
}

/// The declensions of a demonym: singular, plural. One in -ский declines as an adjective.
pub(super) fn demonym(word: &str, over: &Override) -> Vec<Declension> {
    if ends_in(word, "ский цкий") && over.is_empty() {
        return adjective(word, over);
    }
    let sort =
        Sort::of(if ends_in(word, "ская цкая") { Kind::Adjective } else { Kind::Noun }).animacy(Animacy::Animate);
    // A people's name never keeps a vowel that may be lost: казахстанец, турок.
    let own_stem = stems::oblique(word, word, Kind::Toponym).pop().filter(|stem| stem != word);
    let over = match own_stem {
        Some(stem) if over.is_empty() => {
            let is_unstressed = ends_in(word, "ец") && !ends_in(word, STRESSED);
            let class = if is_unstressed { classes::by_name("m.sib.em") } else { None };
            Override { stem: Some(stem), class, ..Override::default() }
        }
        _ => over.clone(),
    };
    let mut declensions = vec![word::decline(word, sort, &over)];
    let plural = DEMONYMS.iter().find(|(endings, ..)| ends_in(word, endings));
    declensions.extend(plural.and_then(|(_, cut, add, class)| {
        let root = over.stem.as_deref().or_else(|| word.strip_suffix(cut))?;
        let class = classes::by_name(class)?;
        let nominative = format!("{root}{add}");
        Some(class.decline(&nominative, class.stem(&nominative)?, Animacy::Animate))
    }));
    declensions
}
