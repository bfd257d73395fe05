//! Russian: dispatch by the kind of a name, and the editor's hints.
//!
//! The rules are tables: `ru/classes.rs` has the endings of every class, `ru/rules.rs` chooses a class by the ending of a word,
//! `ru/stems.rs` has the fleeting vowels, `ru/words.rs` the closed lists.

mod agreement;
mod classes;
mod declension;
mod derived;
mod family;
mod gender;
mod hyphen;
mod person;
mod phrase;
mod rules;
mod stems;
pub(super) mod suggest;
mod word;
mod words;

use self::declension::{CASES, Declension};
use self::word::{Kind, Override, Sort};
use super::features::{Features, Gender, Number};
use super::paradigm::Collector;
use super::spelling::{Token, fold, tokens};
use super::{Hints, NameKind, Paradigm, Remark, Variant};

/// All paradigms of a Russian name.
pub(super) fn expand(kind: NameKind, name: &str, hints: &Hints) -> (Vec<Paradigm>, Vec<Remark>) {
    let tokens = tokens(name);
    let mut remarks = Vec::new();
    let over = overrides(hints, &mut remarks);
    if tokens.is_empty() {
        return (vec![Paradigm::uninflected(name)], remarks);
    }
    if kind == NameKind::Person {
        let (paradigms, more) = person::expand(&tokens, hints, &over);
        remarks.extend(more);
        return (paradigms, remarks);
    }
    let lemma = tokens.iter().map(Token::text).collect::<Vec<_>>().join(" ");
    let mut collector = Collector::new(lemma.clone(), Variant::Full);
    if hints.indeclinable {
        let number = if hints.plural { Number::Plur } else { Number::Sing };
        collect(&mut collector, Declension::fixed(&lemma), Features::default().with_number(number));
        return (vec![collector.finish()], remarks);
    }
    let readings = match kind {
        NameKind::Toponym | NameKind::Organization => phrase::decline(&tokens, kind, hints, &over),
        NameKind::Adjective => each_word(&tokens, |word| derived::adjective(word, &over)),
        NameKind::Demonym => each_word(&tokens, |word| derived::demonym(word, &over)),
        NameKind::Given => each_word(&tokens, |word| vec![person_word(word, Kind::Given, hints, &over)]),
        NameKind::Patronymic => each_word(&tokens, |word| vec![person_word(word, Kind::Patronymic, hints, &over)]),
        NameKind::Surname | NameKind::Person => {
            each_word(&tokens, |word| vec![person_word(word, Kind::Surname, hints, &over)])
        }
    };
    if readings.iter().all(|reading| reading.class.is_empty()) && (over.class.is_some() || over.like.is_some()) {
        // The class or the model wants another ending than the word has.
        remarks.push(Remark::UnknownClass { word: name.to_owned() });
    }
    for reading in readings {
        collect(&mut collector, reading, Features::default());
    }
    let mut paradigms = vec![collector.finish()];
    if kind == NameKind::Surname && hints.family {
        paradigms.extend(tokens.last().and_then(family::expand));
    }
    (paradigms, remarks)
}

/// Adds the forms of a declension to a paradigm.
fn collect(collector: &mut Collector, declension: Declension, features: Features) {
    collector.class(declension.class);
    for (case, forms) in CASES.iter().zip(declension.cells) {
        for form in forms {
            collector.add(form, Features::case(*case).union(declension.features).union(features));
        }
    }
}

/// The hints about the head word. A class that does not exist is remarked and then ignored.
fn overrides(hints: &Hints, remarks: &mut Vec<Remark>) -> Override {
    let class = hints.class.as_deref().and_then(|name| {
        let class = classes::by_name(name);
        if class.is_none() {
            remarks.push(Remark::NoSuchClass { class: name.to_owned() });
        }
        class
    });
    Override { class, like: hints.like.as_deref().map(fold), stem: hints.stem.as_deref().map(fold) }
}

fn person_word(word: &str, kind: Kind, hints: &Hints, over: &Override) -> Declension {
    let declension = word::decline(word, Sort::of(kind).gender(hints.gender), over);
    let features = declension.features.with_number(Number::Sing);
    Declension { features: hints.gender.map_or(features, |gender: Gender| features.with_gender(gender)), ..declension }
}

/// A name of which every word is of the same kind, usually one; reading by reading.
fn each_word(tokens: &[Token], decline: impl Fn(&str) -> Vec<Declension>) -> Vec<Declension> {
    let words: Vec<Vec<Declension>> = tokens
        .iter()
        .map(|token| decline(&token.folded).into_iter().map(|d| d.map(|form| token.dress(form))).collect())
        .collect();
    let readings = words.iter().map(Vec::len).max().unwrap_or(0);
    let reading = |number: usize| {
        let parts: Vec<Declension> =
            words.iter().filter_map(|word| word.get(number).or(word.last()).cloned()).collect();
        Declension::join(&parts, " ", parts.len().saturating_sub(1))
    };
    (0..readings).map(reading).collect()
}
