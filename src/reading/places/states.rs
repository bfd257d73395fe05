//! States that no gazetteer lists, in English: "Duchy of Warsaw", "Polish-Lithuanian Commonwealth".

use std::ops::Range;

use super::{MOST_WORDS, continues, is_name_word};
use crate::morph::is_listed;
use crate::resolve::Place;
use crate::text::Words;

/// Words for states that "of" and a name follow.
const OF: &str = "principality duchy kingdom sultanate emirate khanate caliphate tsardom colony protectorate dominion republic state";
/// Words before these that belong to the name.
const QUALIFIERS: &str = "grand crown free united federal socialist people's democratic islamic soviet";
/// Words that are no name behind "kingdom of" and "state of".
const NO_STATE: &str = "heaven god emergency siege union";
/// Words for states that the name stands before.
const BEFORE: &str = "empire sultanate emirate khanate caliphate colony protectorate";
/// Those that say so only where the name has that of a place in it: "South African Republic", and not "New Republic".
const BEFORE_WITH_PLACE: &str = "republic commonwealth kingdom confederacy";

/// Words of a name at the most: longer ones are none.
const LONGEST: usize = 64;

/// The state whose word stands at a position. Names of places may lie within its name.
pub(super) fn state_at(words: &Words<'_>, index: usize, places: &[Place]) -> Option<Range<usize>> {
    let word = &words.as_slice()[index];
    let folded = words.folded(word);
    let range = if !is_name_word(word) {
        return None;
    } else if is_listed(folded, OF)
        && let Some(range) = of_name(words, index)
    {
        range
    } else if is_listed(folded, BEFORE) || is_listed(folded, BEFORE_WITH_PLACE) {
        before(words, index)?
    } else {
        return None;
    };
    let touches = |place: &&Place| place.words.start < range.end && range.start < place.words.end;
    let lies_within =
        |place: &Place| range.start <= place.words.start && place.words.end <= range.end && place.words != range;
    let last = places.partition_point(|place| place.words.start < range.end);
    let near = places[..last].iter().rev().take_while(|place| place.words.start + LONGEST > range.start);
    let mut inside = near.filter(touches).peekable();
    let needs_place = range.end == index + 1 && is_listed(folded, BEFORE_WITH_PLACE);
    ((inside.peek().is_some() || !needs_place) && inside.all(lies_within)).then_some(range)
}

/// "Crown Colony of North Borneo".
fn of_name(words: &Words<'_>, index: usize) -> Option<Range<usize>> {
    let all = words.as_slice();
    let is_word = |index: usize, folded: &str| {
        all.get(index).is_some_and(|word| words.gap(word) == " " && words.folded(word) == folded)
    };
    let first = index + 2;
    let named = all.get(first).filter(|word| words.gap(word) == " " && is_name_word(word))?;
    if !is_word(index + 1, "of") || is_listed(words.folded(named), NO_STATE) {
        return None;
    }
    let mut end = first + 1;
    while end < all.len() && end - first < MOST_WORDS && continues(words, end) && is_name_word(&all[end]) {
        end += 1;
    }
    let mut start = index;
    while start > 0 && words.gap(&all[start]) == " " && is_listed(words.folded(&all[start - 1]), QUALIFIERS) {
        start -= 1;
    }
    // "Secretary of [State of Texas]".
    let is_part = start > 0
        && words.gap(&all[start]) == " "
        && words.folded(&all[start - 1]) == "of"
        && words.folded(&all[index]) == "state";
    (!is_part).then_some(start..end)
}

/// "French Fourth Republic".
fn before(words: &Words<'_>, index: usize) -> Option<Range<usize>> {
    let all = words.as_slice();
    let goes_on = all.get(index + 1).is_some_and(|next| words.gap(next) == " " && is_name_word(next));
    let mut start = index;
    while start > 0
        && index - start < MOST_WORDS
        && continues(words, start)
        && is_name_word(&all[start - 1])
        && !all[start - 1].begins_sentence
    {
        start -= 1;
    }
    (start < index && !goes_on).then_some(start..index + 1)
}
