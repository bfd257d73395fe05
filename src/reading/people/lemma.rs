//! The nominative of a name, in the letters of the text.

use super::grammar::{Name, Role};
use super::russian::feminine;
use super::sense::{self, Sense};
use super::slots::Slots;
use super::unit::{Shape, Unit};
use crate::morph::{Gender, Language};
use crate::text::{Word, Words};

/// The nominative of a name: every word's base form, with what stands between the words.
pub(super) fn of_name(words: &Words<'_>, units: &[Unit], name: &Name) -> String {
    let all = words.as_slice();
    let mut lemma = String::new();
    for (position, (unit, role)) in units[name.units.clone()].iter().zip(&name.roles).enumerate() {
        if position > 0 {
            let before = &units[name.units.start + position - 1];
            let is_hyphen = words.gap(&all[unit.words.start]).contains('-');
            let is_initial = before.shape == Shape::Initial;
            lemma.push_str(if is_hyphen {
                "-"
            } else if is_initial && unit.shape == Shape::Initial {
                ""
            } else {
                " "
            });
        }
        let is_last = position + 1 == name.roles.len();
        let word = of_unit(words, unit, *role, name.slots, is_last);
        let (opening, closing) = if unit.is_quoted { ("«", "»") } else { ("", "") };
        lemma.extend([opening, &word, closing]);
    }
    lemma
}

/// The nominative of one word of a name.
pub(super) fn of_unit(words: &Words<'_>, unit: &Unit, role: Role, slots: Slots, is_last: bool) -> String {
    let text = words.text_of(&unit.words);
    if role == Role::Initial {
        let has_stop = words.text()[words.as_slice()[unit.words.end - 1].span.end..].starts_with('.');
        return if has_stop { format!("{text}.") } else { text.to_owned() };
    }
    if unit.language == Language::Kazakh && !is_last {
        return dressed(words, &words.as_slice()[unit.words.clone()], None);
    }
    let senses: &[Sense] = match role {
        Role::Given => &unit.senses.given,
        Role::Patronymic => &unit.senses.patronymic,
        Role::Surname => &unit.senses.surname,
        Role::Initial | Role::Still => &[],
    };
    let base =
        sense::best(senses, slots).map(|sense| match (role, slots.gender().or(sense.slots.and(slots).gender())) {
            (Role::Surname, Some(Gender::Fem)) if unit.language != Language::English => feminine(&sense.base),
            _ => sense.base.clone(),
        });
    dressed(words, &words.as_slice()[unit.words.clone()], base.as_deref())
}

/// A base form in the letters of the text: its capitals, its ё, its hyphens.
fn dressed(words: &Words<'_>, parts: &[Word], base: Option<&str>) -> String {
    if let (Some(base), true) = (base, parts.len() > 1)
        && base.split('-').count() == parts.len()
    {
        let halves = parts.iter().zip(base.split('-'));
        let halves: Vec<String> =
            halves.map(|(part, base)| dressed(words, std::slice::from_ref(part), Some(base))).collect();
        return halves.join("-");
    }
    let first = &parts[0];
    let text = &words.text()[first.span.start..parts[parts.len() - 1].span.end];
    let is_upper = first.in_capitals_line;
    let text = if is_upper { title_case(text) } else { text.to_owned() };
    let Some(base) = base else { return text };
    // As far as the folded letters are those of the base, the text's own letters stay.
    let mut lemma = String::with_capacity(text.len() + 4);
    let mut written = text.chars();
    let mut letters = base.chars().peekable();
    while let Some(letter) = letters.peek() {
        let Some(own) = written.next() else { break };
        let folded = own.to_lowercase().next().unwrap_or(own);
        let same = folded == *letter
            || (folded == 'ё' && *letter == 'е')
            || !folded.is_alphanumeric() && matches!(letter, '-' | '\'');
        if !same {
            break;
        }
        lemma.push(own);
        letters.next();
    }
    lemma.extend(letters);
    if base == "петр" { "Пётр".to_owned() } else { lemma }
}

/// «ИВАНОВ» -> «Иванов».
fn title_case(text: &str) -> String {
    let mut begins = true;
    text.chars()
        .map(|letter| {
            let cased = if begins { letter } else { letter.to_lowercase().next().unwrap_or(letter) };
            begins = !letter.is_alphanumeric();
            cased
        })
        .collect()
}
