//! The room that listed names leave for other names.

use std::collections::HashSet;
use std::ops::Range;

use super::Listed;
use super::unit::Cover;
use crate::resolve::Place;
use crate::text::Words;

/// What the listed names cover, word by word.
pub(super) struct Room {
    covers: Vec<Cover>,
    /// Of each word, how far the names reach that cover it; the word itself where none does.
    reach: Vec<Range<usize>>,
    /// Whether a listed person is named by it together with the words beside it.
    in_whole_person: Vec<bool>,
    /// The words of every name.
    names: HashSet<Range<usize>, ahash::RandomState>,
}

impl Room {
    /// The room that the places of listed names leave.
    pub(super) fn new(words: &Words<'_>, places: &[Place], listed: &Listed<'_>) -> Self {
        let count = words.as_slice().len();
        let mut room = Self {
            covers: vec![Cover::Free; count],
            reach: (0..count).map(|word| word..word + 1).collect(),
            in_whole_person: vec![false; count],
            names: places.iter().map(|place| place.words.clone()).collect(),
        };
        for Place { words, readings, .. } in places {
            let cover = if (listed.is_person)(readings[0].entity) { Cover::Person } else { Cover::Other };
            let is_whole_person = words.len() > 1 && readings.iter().any(|reading| (listed.is_person)(reading.entity));
            for word in words.clone() {
                room.covers[word] = room.covers[word].max(cover);
                room.reach[word] = room.reach[word].start.min(words.start)..room.reach[word].end.max(words.end);
                room.in_whole_person[word] |= is_whole_person;
            }
        }
        room
    }

    /// What the gazetteers say of every word.
    pub(super) fn covers(&self) -> &[Cover] {
        &self.covers
    }

    /// Whether a name of these words has room: no listed name lies across its ends or covers it, and no whole listed person is in it.
    pub(super) fn is_for(&self, range: &Range<usize>) -> bool {
        let reaches_out = |reach: &Range<usize>| reach.start < range.start || reach.end > range.end;
        !self.names.contains(range)
            && !self.reach[range.clone()].iter().any(reaches_out)
            && !self.in_whole_person[range.clone()].contains(&true)
    }
}
