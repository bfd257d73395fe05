//! Where an English organisation begins and ends: a run of words with capitals around the head, and «of …» behind it.

use super::templates::{NamedBy, Standing};
use super::units::Kind;
use super::{Made, Reader};
use crate::morph::is_listed;

/// At most as many words before the head.
const MOST_BEFORE: usize = 8;
/// At most as many behind it.
const MOST_BEHIND: usize = 10;
/// Words that join words with capitals.
const JOINING: &[&str] = &["and", "for"];
/// Words that begin a sentence or a phrase and no name.
const NO_BEGINNING: &str = "the a an in on at by for from to as but and or if when while after before since his her its their this that these \
    those he she it they we both with under during former however although another other then many";

/// The organisation that a word makes here.
pub(super) fn read(reader: &Reader<'_>, standing: &Standing<'_>, named_by: NamedBy) -> Option<Made> {
    let head = standing.words.clone();
    if !reader.has_capital(head.start) || named_by == NamedBy::Quotes {
        return None;
    }
    let start = start(reader, head.start);
    let end = end(reader, head.end);
    if start == head.start && end == head.end {
        return None;
    }
    Some(Made { lemma: reader.text(start..end), words: start..end, own: None })
}

/// The first of the words with capitals before the head.
fn start(reader: &Reader<'_>, head: usize) -> usize {
    let mut start = head;
    let mut index = head;
    while index > 0 && head - index < MOST_BEFORE && !reader.all()[index].begins_sentence {
        let before = index - 1;
        let gap = reader.gap(index);
        if !matches!(gap, " " | "-" | "'" | "' " | " & " | " '") {
            break;
        }
        let folded = reader.folded(before);
        // «Scotland's Labour Party» is the party; «People's Party» is a name.
        if gap == " " && folded == "s" && reader.gap(before) == "'" {
            if reader.units.ending_before(before).is_some_and(|unit| matches!(unit.kind, Kind::Place | Kind::Person)) {
                break;
            }
            index = before;
            continue;
        }
        if reader.units.ending_before(index).is_some_and(|unit| unit.kind == Kind::Person) {
            break;
        }
        // A Russian sentence before the name is no part of it.
        let is_latin = folded.starts_with(|letter: char| !matches!(letter, 'а'..='ӿ'));
        if is_latin && (reader.has_capital(before) || gap == "-") {
            if is_listed(folded, NO_BEGINNING) {
                break;
            }
            index = before;
            if reader.has_capital(before) {
                start = index;
            }
            continue;
        }
        let joins = JOINING.contains(&folded)
            && gap == " "
            && before > 0
            && reader.has_capital(before - 1)
            && reader.gap(before) == " ";
        if !joins || index == head && folded == "for" || !reader.has_capital(index) {
            break;
        }
        index = before;
    }
    start
}

/// Whether an organisation of its own begins at a word: «the Conservative Party and [the Green Party]».
fn begins_another(reader: &Reader<'_>, from: usize) -> bool {
    let count = reader.all().len();
    let in_run = |index: &usize| {
        *index < count && (reader.has_capital(*index) || matches!(reader.folded(*index), "the" | "of" | "a"))
    };
    let has_word =
        |index: usize| reader.has_capital(index) && reader.surroundings.templates.may_begin(reader.folded(index));
    reader.units.starting_at(from).is_some_and(|unit| unit.kind == Kind::Organisation)
        || (from..count.min(from + 6)).take_while(in_run).any(has_word)
}

/// The end of what belongs to the head behind it.
fn end(reader: &Reader<'_>, head: usize) -> usize {
    let count = reader.all().len();
    let mut end = head;
    let mut index = head;
    let mut is_within = false;
    while index < count && index < head + MOST_BEHIND && !reader.all()[index].begins_sentence {
        let gap = reader.gap(index);
        if !matches!(gap, " " | "-" | "'" | " & ") {
            break;
        }
        let folded = reader.folded(index);
        if gap == "'" && folded == "s" {
            break;
        }
        if reader.has_capital(index) || (gap == "-" && end == index) {
            let is_person = reader.units.starting_at(index).is_some_and(|unit| unit.kind == Kind::Person);
            if !is_within && (is_person || gap == " ") {
                break;
            }
            index += 1;
            end = index;
            continue;
        }
        let next = |index: usize| index < count && reader.gap(index) == " ";
        let opens = match folded {
            "of" | "on" | "against" => true,
            "for" => !begins_another(reader, index + 1),
            "and" => is_within && !begins_another(reader, index + 1),
            "in" => false,
            _ => false,
        };
        if !opens || gap != " " {
            break;
        }
        let mut follows = index + 1;
        while next(follows) && matches!(reader.folded(follows), "the" | "a" | "all") {
            follows += 1;
        }
        if !next(follows) || !reader.has_capital(follows) {
            break;
        }
        is_within = true;
        index = follows;
    }
    end
}
