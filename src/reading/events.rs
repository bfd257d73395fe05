//! Events that have a place in their names: "the 1997 United Kingdom general election", "the Kosovo War", "the 2003 invasion of Iraq".
//!
//! English puts a place before a noun as if it were an adjective; what is named there is the event, and the place is a part of it.

use std::ops::Range;

use super::Entities;
use super::register::Register;
use crate::gazetteer::Entity;
use crate::morph::{Features, is_listed};
use crate::resolve::{DocumentEntity, EntityKey, Place, Reading, Rule};
use crate::text::{Word, Words};

/// Words between the place and the event.
const MODIFIERS: &str = "general federal presidential parliamentary legislative state local mayoral gubernatorial municipal \
                         provincial regional leadership senate house of representatives assembly constitutional snap special \
                         independence european national council party civil home islands";
/// Votes, which stand in small letters.
const VOTES: &str = "election elections by-election referendum referendums primaries caucuses";
/// Other events: with a capital, "Suez Crisis", or behind a year, "2009 Moldova civil unrest".
const HAPPENINGS: &str = "war wars crisis campaign offensive invasion insurgency uprising rebellion revolution revolt mutiny coup putsch \
                          massacre genocide unrest protests riots bombings attacks earthquake summit conference convention festival \
                          games olympics championship championships cup marathon expo exhibition biennale conflict";
/// Those of them that are named so in small letters without a year too: "the Taiyuan campaign".
const CAMPAIGNS: &str = "campaign war putsch";
/// Events that "of" and a place follow, behind a year or another name: "Soviet invasion of Poland".
const OF: &str = "invasion war battle siege treaty armistice peace partition annexation occupation liberation fall bombing capture blockade \
                  conquest raid";
/// Events that "in" and a place follow: "War in Afghanistan".
const IN: &str = "war uprising insurgency intervention";

/// Words between the place and the event at the most.
const MOST_MODIFIERS: usize = 4;
/// Words before an event that "of" or "in" and a place follow, at the most.
const MOST_BEFORE: usize = 4;

/// As many places before one are looked at for what a hyphen joins to it.
const NEAR: usize = 4;

/// The years that an event can have before its name.
const YEARS: Range<u32> = 1700..2200;

const SCORE: f32 = 0.9;

/// Adds the events that are named after the places found, in an English text.
pub(crate) fn events<'m>(
    words: &Words<'_>,
    language: &str,
    listed: &dyn Fn(EntityKey) -> &'m Entity,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    if language != "en" {
        return;
    }
    let mut found: Vec<Event> = Vec::new();
    let entities = Entities { listed, of_document };
    for (position, place) in places.iter().enumerate() {
        let is_on_map = entities.is_on_map(place);
        // "Russia-United States summit".
        let is_hyphenated = words.gap(&words.as_slice()[place.words.start]) == "-";
        let ends_here = |other: &&Place| is_hyphenated && other.words.end == place.words.start;
        let first = places[..position].iter().rev().take(NEAR).find(ends_here).unwrap_or(place).words.start;
        found.extend(event_from(words, &(first..place.words.end), is_on_map));
        if is_on_map {
            found.extend(event_to(words, &place.words));
        }
    }
    // Of two that end with the same word the longer is the name: "New Zealand general election".
    found.sort_by_key(|event| (event.words.end, event.words.start));
    found.dedup_by_key(|event| event.words.end);
    let mut register = Register::new(of_document, language);
    let fresh = found.into_iter().map(|Event { words: range, noun }| {
        let (entity, name) = register.unlisted("EVENT", words.text_of(&range));
        let rule = Rule::Event(noun.into());
        Place::of_words(words, range, Reading::of_document(entity, name, Features::default(), SCORE, rule))
    });
    let fresh = fresh.collect();
    super::add(places, fresh);
}

/// An event that a text names.
#[derive(Debug, PartialEq, Eq)]
struct Event {
    words: Range<usize>,
    /// The word that says it is one.
    noun: usize,
}

/// Where an event begins whose name goes on at this word: with a year that stands before it.
fn with_year(words: &Words<'_>, start: usize) -> usize {
    let all = words.as_slice();
    let is_year = |word: &Word| words.folded(word).parse().is_ok_and(|year: u32| YEARS.contains(&year));
    let before = start.checked_sub(1).filter(|_| words.gap(&all[start]) == " ");
    before.filter(|before| is_year(&all[*before])).unwrap_or(start)
}

/// The event that a name begins: `[United Kingdom] general election`.
fn event_from(words: &Words<'_>, name: &Range<usize>, is_on_map: bool) -> Option<Event> {
    let all = words.as_slice();
    let start = with_year(words, name.start);
    let has_year = start < name.start;
    let mut all_capitals = true;
    for (count, index) in (name.end..all.len()).enumerate().take(MOST_MODIFIERS + 1) {
        let word = &all[index];
        let gap = words.gap(word);
        if gap != " " && (gap != "-" || count == 0) {
            return None;
        }
        let folded = words.folded(word);
        let has_capital = word.capitals & 1 != 0;
        if is_listed(folded, VOTES) {
            let end = if has_year { with_place_behind(words, index + 1) } else { index + 1 };
            return Some(Event { words: start..end, noun: index });
        }
        let goes_on = all.get(index + 1).is_some_and(|next| words.gap(next) == " " && next.capitals & 1 != 0);
        let is_named = has_capital || has_year || is_on_map && is_listed(folded, CAMPAIGNS);
        if is_listed(folded, HAPPENINGS) && is_named && !(has_capital && goes_on) && (is_on_map || has_year) {
            return Some(Event { words: start..index + 1, noun: index });
        }
        all_capitals &= has_capital;
        let is_half = gap == "-" || all.get(index + 1).is_some_and(|next| words.gap(next) == "-");
        if count == MOST_MODIFIERS || !(all_capitals || is_half || is_listed(folded, MODIFIERS)) {
            return None;
        }
    }
    None
}

/// Where an event ends that "in" and a name with capitals may follow: "2009 European Parliament election [in Italy]".
fn with_place_behind(words: &Words<'_>, end: usize) -> usize {
    let all = words.as_slice();
    let is_next = |index: usize| all.get(index).is_some_and(|word| words.gap(word) == " ");
    let has_capital = |index: usize| is_next(index) && all[index].capitals & 1 != 0;
    if !(is_next(end) && words.folded(&all[end]) == "in" && has_capital(end + 1)) {
        return end;
    }
    (end + 2..all.len()).find(|index| !has_capital(*index)).unwrap_or(all.len())
}

/// The event that a name ends: `Soviet invasion of [Poland]`.
fn event_to(words: &Words<'_>, name: &Range<usize>) -> Option<Event> {
    let all = words.as_slice();
    let is_next = |index: usize| words.gap(&all[index]) == " ";
    let has_article = name.start > 0 && is_next(name.start) && words.folded(&all[name.start - 1]) == "the";
    let first = name.start - usize::from(has_article);
    let preposition = first.checked_sub(1).filter(|_| is_next(first))?;
    let head = preposition.checked_sub(1).filter(|_| is_next(preposition))?;
    let heads = match words.folded(&all[preposition]) {
        "of" => OF,
        "in" => IN,
        _ => return None,
    };
    let has_capital = |index: usize| all[index].capitals & 1 != 0;
    if !is_listed(words.folded(&all[head]), heads) {
        return None;
    }
    let mut start = head;
    while start > 0
        && head - start < MOST_BEFORE
        && matches!(words.gap(&all[start]), " " | "-")
        && has_capital(start - 1)
        && !all[start - 1].begins_sentence
    {
        start -= 1;
    }
    let start = with_year(words, start);
    let is_named = start < head || has_capital(head) && !all[head].begins_sentence;
    is_named.then_some(Event { words: start..name.end, noun: head })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_ends_with_its_word() {
        let end = |text: &str| event_from(&Words::new(text), &(0..1), true).map(|event| event.words.end);
        assert_eq!(end("Canada federal election"), Some(3));
        assert_eq!(end("States House of Representatives elections"), Some(5));
        assert_eq!(end("Canada election"), Some(2));
        assert_eq!(end("Kosovo War"), Some(2));
        assert_eq!(end("Oslo International Film Festival"), Some(4));
        assert_eq!(end("Raqqa campaign"), Some(2));
        assert_eq!(end("Canada, election"), None);
        assert_eq!(end("Canada won the election"), None);
        assert_eq!(end("Canada summit"), None, "no name without a year");
        assert_eq!(end("Vietnam War Memorial"), None);
        assert_eq!(end("Canada"), None);
    }

    #[test]
    fn an_event_begins_with_what_names_it() {
        let event = |text: &str| {
            let words = Words::new(text);
            let last = words.as_slice().len() - 1;
            event_to(&words, &(last..last + 1)).map(|event| words.text_of(&event.words).to_owned())
        };
        let named = |text: &str| Some(text.to_owned());
        assert_eq!(event("After the 2003 invasion of Iraq"), named("2003 invasion of Iraq"));
        assert_eq!(event("During the Soviet invasion of Poland"), named("Soviet invasion of Poland"));
        assert_eq!(event("In the War in Afghanistan"), named("War in Afghanistan"));
        assert_eq!(event("After the invasion of Iraq"), None, "no name");
        assert_eq!(event("He was President of Iraq"), None);
    }

    #[test]
    fn a_vote_behind_a_year_has_its_place_behind_it() {
        let words = Words::new("the 2009 European election in New Zealand was");
        assert_eq!(event_from(&words, &(2..3), false), Some(Event { words: 1..7, noun: 3 }));
        let words = Words::new("the European election in Italy");
        assert_eq!(event_from(&words, &(1..2), false), Some(Event { words: 1..3, noun: 2 }));
    }
}
