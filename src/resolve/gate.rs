//! The ambiguity gate: whether a word that could be something else is a name where it stands.
//!
//! The table is measured on Russian news: of capitalised words in mid-sentence that are also common words nine in ten are names, at the
//! start of a sentence three in ten; of those that are also people's names one in four is a place, and at the start of a sentence
//! hardly any.

use std::ops::Range;

use crate::gazetteer::Entry;
use crate::lexicon::{Ambiguity, is_place};
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

/// As many people, or as great a weight, make a place or organisation one that a bare name means sooner than a person.
const WELL_KNOWN: f64 = 1_000_000.0;

/// Whether one word that could be something else is the name of the entity, by its letters and its neighbours.
pub(super) fn verdict(words: &Words<'_>, range: &Range<usize>, ambiguity: Ambiguity, entry: &Entry) -> Verdict {
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
    let is_well_known = &*entry.entity_type == "COUNTRY" || entry.weight >= WELL_KNOWN;
    let could_be_a_person = ambiguity.is_personal()
        && !(stands_alone(words, range) && (is_well_known || !is_place(entry) || says_place(words, range)));
    let begins_sentence = word.begins_sentence && (ambiguity.is_common() || !is_well_known);
    if could_be_a_person || begins_sentence || word.in_capitals_line || word.case == WordCase::Upper {
        return Verdict::NeedsSupport;
    }
    Verdict::Doubted
}

/// The words before and behind, as far as a space alone parts them.
fn neighbours<'w>(words: &'w Words<'_>, range: &Range<usize>) -> (Option<&'w Word>, Option<&'w Word>) {
    let all = words.as_slice();
    let before =
        range.start.checked_sub(1).filter(|_| words.gap(&all[range.start]).ends_with(' ')).map(|index| &all[index]);
    (before, all.get(range.end).filter(|next| words.gap(next) == " "))
}

/// Whether no other name stands beside a word: not so in «Владимир Иванов».
fn stands_alone(words: &Words<'_>, range: &Range<usize>) -> bool {
    let (before, behind) = neighbours(words, range);
    let is_name = |word: &Word| word.case == WordCase::Capitalized && !word.begins_sentence;
    !before.is_some_and(is_name) && !behind.is_some_and(is_name)
}

/// Whether the neighbours say that a word is a place: «во Владимире», «город Владимир».
fn says_place(words: &Words<'_>, range: &Range<usize>) -> bool {
    let (before, behind) = neighbours(words, range);
    let says_place = |word: &Word, exact: &[&str], stems: &[&str]| {
        let folded = words.folded(word);
        exact.contains(&folded) || stems.iter().any(|stem| folded.starts_with(stem))
    };
    before.is_some_and(|word| says_place(word, &BEFORE_PLACES, &BEFORE_PLACES_STEMS))
        || behind.is_some_and(|word| says_place(word, &[], &BEHIND_PLACES_STEMS))
}
