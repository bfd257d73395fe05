//! English: the possessive, the plural of demonyms and families, the hyphens of names, and the article.

use super::endings::ends_in;
use super::features::{Case, Features, Number};
use super::paradigm::Collector;
use super::people::customs::ENGLISH;
use super::spelling::{Token, fold, tokens};
use super::{Hints, NameKind, Paradigm, Remark, Variant};

/// Plurals: endings of the singular, what is cut off, what is added. The first line that fits decides.
const PLURALS: &[(&str, &str, &str)] = &[
    // Japanese, Swiss
    ("ese swiss", "", ""),
    ("human roman german ottoman brahman", "", "s"),
    ("man", "an", "en"),
    ("ay ey iy oy uy", "", "s"),
    ("y", "y", "ies"),
    ("s x z ch sh", "", "es"),
];
/// Plurals of surnames: as of nouns, but nothing is cut off (`the Kennedys`).
const FAMILIES: &[(&str, &str, &str)] = &[("s x z ch sh", "", "es")];

/// All paradigms of an English name. The class hints of other languages mean nothing here.
pub(super) fn expand(kind: NameKind, name: &str, hints: &Hints) -> (Vec<Paradigm>, Vec<Remark>) {
    let tokens = tokens(name);
    let remarks = hints.class.iter().map(|class| Remark::NoSuchClass { class: class.clone() }).collect();
    if tokens.is_empty() {
        return (vec![Paradigm::uninflected(name)], remarks);
    }
    let text = tokens.iter().map(Token::text).collect::<Vec<_>>().join(" ");
    let mut paradigms = match kind {
        NameKind::Person => {
            let layouts = ENGLISH.read(&tokens).layouts();
            layouts.iter().map(|layout| paradigm(&layout.text, layout.variant, kind, hints)).collect()
        }
        _ => vec![paradigm(&text, Variant::Full, kind, hints)],
    };
    if hints.family && matches!(kind, NameKind::Person | NameKind::Surname) {
        let name = ENGLISH.read(&tokens);
        let surname = name.words[name.surname].iter().map(|(_, token)| token.text()).collect::<Vec<_>>().join(" ");
        paradigms.push(paradigm(&plural(&surname, FAMILIES), Variant::Family, kind, hints));
    }
    (paradigms, remarks)
}

fn paradigm(text: &str, variant: Variant, kind: NameKind, hints: &Hints) -> Paradigm {
    let mut collector = Collector::new(text.to_owned(), variant);
    if hints.indeclinable || kind == NameKind::Adjective {
        return collector.finish();
    }
    let number = if variant == Variant::Family || hints.plural { Number::Plur } else { Number::Sing };
    add(&mut collector, text, number);
    if kind == NameKind::Demonym && !hints.plural {
        add(&mut collector, &plural(text, PLURALS), Number::Plur);
    }
    // the Netherlands, Netherlands; an article with a capital letter is a part of the name: The Hague.
    if let Some(bare) = text.strip_prefix("the ") {
        add(&mut collector, bare, number);
    }
    let is_name = kind != NameKind::Demonym && variant != Variant::Initials;
    if is_name && text.contains('-') {
        add(&mut collector, &text.replace('-', " "), number);
    }
    collector.finish()
}

/// A form and its possessives.
fn add(collector: &mut Collector, text: &str, number: Number) {
    let features = Features::default().with_number(number);
    collector.add(text, features);
    let ends_in_s = text.ends_with(['s', 'S']);
    for apostrophe in ["'", "’"] {
        let genitive = Features::case(Case::Gen).with_number(number);
        if !(ends_in_s && number == Number::Plur) {
            collector.add(format!("{text}{apostrophe}s"), genitive);
        }
        if ends_in_s {
            collector.add(format!("{text}{apostrophe}"), genitive);
        }
    }
}

/// The plural of a noun by a table; -s where no line fits.
fn plural(word: &str, table: &[(&str, &str, &str)]) -> String {
    let folded = fold(word);
    let line = table.iter().find(|(endings, ..)| ends_in(&folded, endings));
    let (cut, add) = line.map_or(("", "s"), |(_, cut, add)| (*cut, *add));
    let root: String = word.chars().take(word.chars().count().saturating_sub(cut.len())).collect();
    format!("{root}{add}")
}
