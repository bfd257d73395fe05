//! What was against something that was found: a reason with what in this text it comes from.

use std::ops::Range;

use super::{Explainer, Stage, Step};
use crate::gazetteer::{Entry, LetterCase, Name};
use crate::resolve::{DropReason, Dropped};
use crate::text::Joint;

/// The last step of what was dropped.
pub(super) fn step(explainer: &Explainer<'_, '_>, dropped: &Dropped, score: f32) -> Step {
    let (stage, description) = told(explainer, dropped);
    Step { stage, description, score, source: String::new() }
}

fn told(explainer: &Explainer<'_, '_>, dropped: &Dropped) -> (Stage, String) {
    let Dropped { words, reading, reason } = dropped;
    let scene = explainer.scene;
    let entity = scene.entity(reading);
    let name = &entity.entry.names[usize::from(reading.form.name)];
    let text = scene.text(words);
    match reason {
        DropReason::PartialWord => {
            (Stage::Boundary, format!("«{text}» is a part of the longer word «{}»", longer(explainer, dropped)))
        }
        DropReason::InAddress => {
            (Stage::Boundary, format!("«{text}» is a part of the web address «{}»", address(explainer, dropped)))
        }
        DropReason::LetterCase => {
            let name = spelling(&entity.entry, name, |name| name.flags.letter_case != LetterCase::ByKind);
            (Stage::Gate, format!("`{name}` asks for {}, «{text}» has not", letters(name)))
        }
        DropReason::SignMissing => (Stage::Gate, format!("the sign at the end of `{name}` is missing behind «{text}»")),
        DropReason::OfAnotherName => {
            let whole = beside(explainer, dropped);
            match covering(explainer, dropped).filter(|_| whole == text) {
                Some(other) => (Stage::Gate, format!("«{text}» is another's name: {other}")),
                None => (Stage::Gate, format!("«{text}» is a part of somebody else's name: «{whole}»")),
            }
        }
        DropReason::ContextMissing => {
            let flagged = spelling(&entity.entry, name, |name| name.flags.context).flags.context;
            let why = if flagged { "its flag `context`" } else { "a bare surname" };
            let told = format!("{why} asks for another mention of {}, and the document has none", entity.resource_name);
            (Stage::Coreference, told)
        }
        DropReason::SharedSurname => {
            (Stage::Coreference, format!("the document names several people with the surname «{text}»"))
        }
        DropReason::Unlikely => (Stage::Disambiguate, "more speaks against it than for it".to_owned()),
        DropReason::GenericWord => {
            (Stage::Disambiguate, "a generic word beside it says that it is another entity".to_owned())
        }
        DropReason::Covered => {
            let other = covering(explainer, dropped);
            (Stage::Overlap, format!("covered by {}", other.as_deref().unwrap_or("another mention")))
        }
        DropReason::LowScore => {
            (Stage::Options, format!("{:.2} is below the least score, {:.2}", reading.score, scene.options.min_score))
        }
        DropReason::Excluded => (Stage::Options, format!("«{text}» is among the texts to leave out")),
        DropReason::CoreferenceOff => (Stage::Options, "bare surnames are not asked for".to_owned()),
        DropReason::GazetteerNotAsked => {
            (Stage::Options, format!("the gazetteer `{}` is not asked for", entity.gazetteer))
        }
        DropReason::TypeNotAsked => {
            (Stage::Options, format!("the type `{}` is not asked for", entity.entry.entity_type))
        }
        DropReason::RelationNotAsked => {
            (Stage::Options, format!("the relation `{}` is not asked for", name.relation.as_str()))
        }
        DropReason::Outranked => {
            let best = scene.places.iter().find(|place| place.words == *words).map(|place| &place.readings[0]);
            let best = best.map_or("another entity", |best| scene.entity(best).resource_name.as_str());
            (Stage::Options, format!("{best} is likelier here, and no more candidates are asked for"))
        }
    }
}

/// The name of this spelling that says something of it: what is said of a spelling once holds for all names of it.
fn spelling<'e>(entry: &'e Entry, name: &'e Name, says: impl Fn(&Name) -> bool) -> &'e Name {
    let is_same = |other: &&Name| other.text == name.text && other.relation == name.relation && says(other);
    entry.names.iter().find(is_same).unwrap_or(name)
}

/// Which letters a name asks for.
fn letters(name: &Name) -> &'static str {
    match name.flags.letter_case {
        LetterCase::ByKind | LetterCase::Any => "its capitals",
        LetterCase::Upper => "a capital that is not due to the start of a sentence",
        LetterCase::Capitalized => "a capital at its beginning",
        LetterCase::Exact => "exactly its letters",
    }
}

/// The words joined to what was dropped, with it; or with the sign behind it that makes another name.
fn longer<'a>(explainer: &Explainer<'a, '_>, Dropped { words, .. }: &Dropped) -> &'a str {
    let scene = explainer.scene;
    let all = scene.words.as_slice();
    let is_joined = |index: usize| all.get(index).is_some_and(|word| word.joint != Joint::Open);
    let (mut start, mut end) = (words.start, words.end);
    while start > 0 && is_joined(start) {
        start -= 1;
    }
    while is_joined(end) {
        end += 1;
    }
    let bytes = scene.words.span(&(start..end));
    let signs = scene.words.text()[bytes.end..].chars().take_while(|sign| *sign == '+').count();
    &scene.words.text()[bytes.start..bytes.end + signs]
}

/// The address that it stands in.
fn address<'a>(explainer: &Explainer<'a, '_>, Dropped { words, .. }: &Dropped) -> &'a str {
    let text = explainer.scene.words.text();
    let at = explainer.scene.words.as_slice()[words.start].span.start;
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    text[start..end].trim_start_matches(|sign: char| !sign.is_alphanumeric())
}

/// It with the initials or the given name beside it.
fn beside<'a>(explainer: &Explainer<'a, '_>, Dropped { words, .. }: &Dropped) -> &'a str {
    let scene = explainer.scene;
    let all = scene.words.as_slice();
    let has_before = words.start > 0 && matches!(scene.words.gap(&all[words.start]), " " | "." | ". ");
    let is_capital_before = has_before && all[words.start - 1].capitals & 1 != 0;
    let (start, mut end) = (if is_capital_before { words.start - 1 } else { words.start }, words.end);
    if !is_capital_before {
        while all.get(end).is_some_and(crate::text::Word::is_initial) {
            end += 1;
        }
    }
    scene.words.text_of(&(start..end))
}

/// The mention that covers it, with its entity.
fn covering(explainer: &Explainer<'_, '_>, Dropped { words, .. }: &Dropped) -> Option<String> {
    let scene = explainer.scene;
    let overlaps = |other: &Range<usize>| other.start < words.end && words.start < other.end;
    let place = scene.places.iter().find(|place| overlaps(&place.words))?;
    let entity = scene.entity(&place.readings[0]);
    Some(format!("«{}» ({})", &scene.words.text()[place.span.clone()], entity.resource_name))
}
