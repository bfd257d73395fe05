//! The ambiguity gate: whether a word that could be something else is a name where it stands.
//!
//! The table is measured on Russian news: of capitalised words in mid-sentence that are also common words nine in ten are names, at the
//! start of a sentence three in ten; of those that are also people's names one in four is a place, and at the start of a sentence
//! hardly any.

use std::ops::Range;

use crate::lexicon::Ambiguity;
use crate::text::{Word, WordCase, Words};

/// What the gate says of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing speaks against it.
    Accepted,
    /// It is likely, not more.
    Doubted,
    /// It counts when the document names the entity in another way too.
    NeedsSupport,
    /// It is something else.
    Refused,
}

/// Words before a name that say it is a place; the first letters are enough for «город», «городе», «города».
const BEFORE_PLACES: [&str; 14] =
    ["в", "во", "из", "под", "около", "близ", "до", "г", "гор", "in", "from", "near", "at", "to"];
/// How such words begin.
const BEFORE_PLACES_STEMS: [&str; 7] = ["город", "столиц", "сел", "посел", "деревн", "city", "town"];
/// How words behind a Kazakh name begin that say it is a place.
const BEHIND_PLACES_STEMS: [&str; 4] = ["қала", "облыс", "аудан", "ауыл"];

/// Whether one word that could be something else is the name, by its letters and its neighbours.
pub(super) fn verdict(words: &Words<'_>, range: &Range<usize>, ambiguity: Ambiguity) -> Verdict {
    if ambiguity.is_none() {
        return Verdict::Accepted;
    }
    let word = &words.as_slice()[range.start];
    if ambiguity.is_acronym() {
        // Capitals tell «US» from «us», but not where all is in capitals.
        return if word.in_capitals_line { Verdict::NeedsSupport } else { Verdict::Accepted };
    }
    if !words.has_capitals() {
        return if ambiguity.is_common() { Verdict::Refused } else { Verdict::NeedsSupport };
    }
    let says_nothing = word.begins_sentence || word.in_capitals_line || word.case == WordCase::Upper;
    if says_nothing || (ambiguity.is_personal() && !is_place(words, range)) {
        return Verdict::NeedsSupport;
    }
    Verdict::Doubted
}

/// Whether the neighbours say that a word is a place and not a person: «во Владимире», but not «Владимир Иванов».
fn is_place(words: &Words<'_>, range: &Range<usize>) -> bool {
    let all = words.as_slice();
    let before =
        range.start.checked_sub(1).filter(|_| words.gap(&all[range.start]).ends_with(' ')).map(|index| &all[index]);
    let behind = all.get(range.end).filter(|next| words.gap(next) == " ");
    let is_name = |word: &Word| word.case == WordCase::Capitalized && !word.begins_sentence;
    if before.is_some_and(is_name) || behind.is_some_and(is_name) {
        return false;
    }
    let says_place = |word: &Word, exact: &[&str], stems: &[&str]| {
        let folded = words.folded(word);
        exact.contains(&folded) || stems.iter().any(|stem| folded.starts_with(stem))
    };
    before.is_some_and(|word| says_place(word, &BEFORE_PLACES, &BEFORE_PLACES_STEMS))
        || behind.is_some_and(|word| says_place(word, &[], &BEHIND_PLACES_STEMS))
}
