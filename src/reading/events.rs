//! Events that have a place in their names: "the 1997 United Kingdom general election".
//!
//! English puts a place before a noun as if it were an adjective; what is named there is the event, and the place is a part of it.

use super::register::Register;
use crate::morph::Features;
use crate::resolve::{DocumentEntity, Place, Reading, Rule};
use crate::text::{Word, Words};

/// Words between the place and the event.
const MODIFIERS: &str = "general federal presidential parliamentary legislative state local mayoral gubernatorial municipal \
                         provincial regional leadership senate house of representatives assembly constitutional snap \
                         independence european national council party";
/// The events.
const EVENTS: [&str; 6] = ["election", "elections", "referendum", "referendums", "primaries", "caucuses"];

/// Words between the place and the event at the most.
const MOST_MODIFIERS: usize = 4;

/// The years that an event can have before its name.
const YEARS: std::ops::Range<u32> = 1700..2200;

const SCORE: f32 = 0.9;

/// Adds the events that are named after the places found, in an English text.
pub(crate) fn events(
    words: &Words<'_>,
    language: &str,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    if language != "en" {
        return;
    }
    let all = words.as_slice();
    let mut register = Register::new(of_document, language);
    let mut found: Vec<Place> = Vec::new();
    for place in places.iter() {
        let Some(end) = event_behind(words, place.words.end) else { continue };
        let is_year = |word: &&Word| words.folded(word).parse().is_ok_and(|year: u32| YEARS.contains(&year));
        let before = place.words.start.checked_sub(1).filter(|_| words.gap(&all[place.words.start]) == " ");
        let start = before.filter(|before| is_year(&&all[*before])).unwrap_or(place.words.start);
        let (entity, name) = register.unlisted("EVENT", words.text_of(&(start..end)));
        let reading = Reading::of_document(entity, name, Features::default(), SCORE, Rule::Event((end - 1).into()));
        found.push(Place::of_words(words, start..end, reading));
    }
    // Of two that end with the same word the longer is the name: "New Zealand general election".
    found.sort_by_key(|place| (place.words.end, place.words.start));
    found.dedup_by_key(|place| place.words.end);
    super::add(places, found);
}

/// Where the event ends whose name goes on at this word; `None` when none does.
fn event_behind(words: &Words<'_>, start: usize) -> Option<usize> {
    let all = words.as_slice();
    for (count, index) in (start..all.len()).enumerate().take(MOST_MODIFIERS + 1) {
        let word = &all[index];
        if words.gap(word) != " " {
            return None;
        }
        let folded = words.folded(word);
        if EVENTS.contains(&folded) {
            return Some(index + 1);
        }
        if count == MOST_MODIFIERS || !MODIFIERS.split_whitespace().any(|modifier| modifier == folded) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_ends_with_its_word() {
        let end = |text: &str| event_behind(&Words::new(text), 1);
        assert_eq!(end("Canada federal election"), Some(3));
        assert_eq!(end("States House of Representatives elections"), Some(5));
        assert_eq!(end("Canada election"), Some(2));
        assert_eq!(end("Canada, election"), None);
        assert_eq!(end("Canada won the election"), None);
        assert_eq!(end("Canada"), None);
    }
}
