//! Where an English organisation begins and ends: a run of words with capitals around the head, and «of …» behind it.

use std::ops::Range;

use super::templates::{NamedBy, Standing};
use super::units::{Kind, Unit};
use super::{Made, Reader};
use crate::gazetteer::Relation;
use crate::morph::is_listed;

/// At most as many words before the head.
const MOST_BEFORE: usize = 8;
/// At most as many behind it.
const MOST_BEHIND: usize = 10;
/// As far ahead another organisation is looked for.
const MOST_AHEAD: usize = 6;
/// Words that join words with capitals.
const JOINING: &[&str] = &["and", "for"];
/// Words that open what belongs to a head, be it with a capital: "National Commission Against Drunk Driving".
const OPENING: &str = "of on for against without";
/// Bodies that are called by where they have their seat.
const SEATED: &str = "embassy consulate legation";
/// Words in small letters within a name of another language: "Parti des Réformes et des Libertés".
const FOREIGN: &str = "de del della des dell di do da dos du der die das den en et e el la le les los las l d i y na ni no para pour fur und \
    van voor za";
/// Words that begin a sentence or a phrase and no name.
const NO_BEGINNING: &str = "the a an in on at by for from to as but and or if when while after before since his her its their this that these \
    those he she it they we both with under during former however although another other then many";
/// Heads that are adjectives: with a capital behind them they belong to that, "Toronto International Film Festival".
const ADJECTIVES: &str = "international";
/// A board of directors is a part of what it directs, and no name.
const OF_A_BOARD: &str = "directors trustees governors";

/// The organisation that a word makes here.
pub(super) fn read(reader: &Reader<'_>, standing: &Standing<'_>, named_by: NamedBy) -> Option<Made> {
    let head = standing.words.clone();
    if !reader.has_capital(head.start) || named_by == NamedBy::Quotes {
        return None;
    }
    let made = |words| Some(Made { lemma: reader.text(Range::clone(&words)), words, own: None });
    if named_by == NamedBy::Front
        && let Some(end) = foreign_end(reader, head.end)
    {
        return made(head.start..end);
    }
    let (end, is_opened) = end(reader, head.end);
    if named_by == NamedBy::Behind && !is_opened {
        return None;
    }
    let goes_on = end < reader.all().len() && reader.gap(end) == " " && reader.has_capital(end);
    if goes_on && is_listed(reader.folded(head.start), ADJECTIVES) {
        return None;
    }
    let start = start(reader, head.start);
    let is_alone = start == head.start && end == head.end;
    if is_alone && !(named_by == NamedBy::Itself && stands_alone(reader, &head)) {
        return None;
    }
    made(start..end)
}

/// Whether words with a capital are no part of a longer name that is not known: "Labour", and not "Labour Day" or "Minister of Labour".
fn stands_alone(reader: &Reader<'_>, head: &Range<usize>) -> bool {
    let is_joined = |index: usize| matches!(reader.gap(index), " " | "-");
    let follows_name = head.start > 0
        && is_joined(head.start)
        && (reader.has_capital(head.start - 1) || is_listed(reader.folded(head.start - 1), OPENING));
    let goes_on = head.end < reader.all().len() && is_joined(head.end) && reader.has_capital(head.end);
    reader.is_capital(head.start) && !follows_name && !goes_on
}

/// Where a name of another language ends that a word begins: `[Parti] Québécois`; `None` when no capital follows.
fn foreign_end(reader: &Reader<'_>, head: usize) -> Option<usize> {
    let mut end = None;
    for index in head..reader.all().len().min(head + MOST_BEHIND) {
        if !matches!(reader.gap(index), " " | "-" | "'") {
            break;
        }
        if reader.has_capital(index) {
            end = Some(index + 1);
        } else if !is_listed(reader.folded(index), FOREIGN) {
            break;
        }
    }
    end
}

/// The first of the words with capitals before the head.
fn start(reader: &Reader<'_>, head: usize) -> usize {
    let mut start = head;
    let mut index = head;
    while index > 0 && head - index < MOST_BEFORE && !reader.all()[index].begins_sentence {
        let before = index - 1;
        let gap = reader.gap(index);
        let folded = reader.folded(before);
        // "John M. Olin Foundation".
        let is_initial = gap == ". " && reader.all()[before].is_initial();
        if !is_initial && !matches!(gap, " " | "-" | "'" | "' " | " & " | " '") {
            break;
        }
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
        // "Co-operative".
        let is_second_half = before > 0 && reader.gap(before) == "-" && reader.has_capital(before - 1);
        if is_latin && (reader.has_capital(before) || gap == "-" || is_second_half) {
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
        // "Conservative Review and [Club] for Growth": nothing joins a head to what stands before it.
        if !joins || index == head || !reader.has_capital(index) || (folded == "and" && ends_another(reader, before)) {
            break;
        }
        index = before;
    }
    start
}

/// Whether a word for organisations stands here with a capital.
fn is_head(reader: &Reader<'_>, index: usize) -> bool {
    let folded = reader.folded(index);
    let mut standing = reader.surroundings.templates.standing_at(reader.words, index);
    reader.has_capital(index) && !is_listed(folded, ADJECTIVES) && standing.next().is_some()
}

/// Whether an organisation of its own ends before a word: «[the Conservative Party] and the Green Party».
fn ends_another(reader: &Reader<'_>, end: usize) -> bool {
    let is_organisation = |index| reader.units.ending_before(index).is_some_and(|unit| unit.kind == Kind::Organisation);
    let is_of_name = |index: &usize| *index == end - 1 || matches!(reader.gap(*index + 1), " " | "-" | "'" | "' ");
    let in_run = |index: &usize| {
        is_of_name(index) && (reader.has_capital(*index) || matches!(reader.folded(*index), "the" | "of" | "for" | "s"))
    };
    // "England and [Hong Kong Bar Association]", but "Bosnia and Herzegovina".
    let is_lone_place =
        is_place(reader.units.ending_before(end)) && reader.units.name_around(&(end..end + 1)).is_none();
    is_lone_place
        || is_organisation(end)
        || reader.is_acronym(end - 1)
        || (end.saturating_sub(MOST_AHEAD)..end).rev().take_while(in_run).any(|index| is_head(reader, index))
}

/// Whether an organisation of its own begins at a word: «the Conservative Party and [the Green Party]».
fn begins_another(reader: &Reader<'_>, from: usize) -> bool {
    let count = reader.all().len();
    let is_of_name = |index: &usize| *index == from || matches!(reader.gap(*index), " " | "-" | "'" | "' ");
    let in_run = |index: &usize| {
        is_of_name(index) && (reader.has_capital(*index) || matches!(reader.folded(*index), "the" | "of" | "a" | "s"))
    };
    reader.units.starting_at(from).is_some_and(|unit| unit.kind == Kind::Organisation)
        || (from..count.min(from + MOST_AHEAD)).take_while(in_run).any(|index| is_head(reader, index))
}

fn is_place(unit: Option<&Unit>) -> bool {
    unit.is_some_and(|unit| unit.kind == Kind::Place)
}

/// Whether «and» goes on with a name behind a place: "Bosnia and Herzegovina", and not "of Russia and Civilian Power".
fn joins_places(reader: &Reader<'_>, and: usize) -> bool {
    !is_place(reader.units.ending_before(and)) || is_place(reader.units.starting_at(and + 1))
}

/// Whether «and» joins two words for members that have nothing else: "Party of Socialists and Democrats".
fn joins_heads(reader: &Reader<'_>, and: usize) -> bool {
    let is_head = |index: usize| reader.folded(index).ends_with('s') && is_head(reader, index);
    is_head(and - 1) && reader.folded(and - 2) == "of" && and + 1 < reader.all().len() && is_head(and + 1)
}

/// The end of what belongs to the head behind it, and whether a preposition opens it.
fn end(reader: &Reader<'_>, head: usize) -> (usize, bool) {
    let count = reader.all().len();
    let next = |index: usize| index < count && reader.gap(index) == " ";
    let mut end = head;
    let mut index = head;
    let mut is_within = false;
    // "Communist Party USA".
    let place =
        reader.units.starting_at(head).filter(|unit| unit.kind == Kind::Place && unit.relation == Relation::Name);
    if let Some(place) = place.filter(|_| next(head))
        && !(next(place.words.end) && reader.has_capital(place.words.end))
    {
        return (place.words.end, false);
    }
    while index < count && index < head + MOST_BEHIND && !reader.all()[index].begins_sentence {
        let gap = reader.gap(index);
        if !matches!(gap, " " | "-" | "'" | " & ") {
            break;
        }
        let folded = reader.folded(index);
        if gap == "'" && folded == "s" {
            break;
        }
        let opens = match folded {
            // "Alliance of Liberals and Democrats for Europe Party", but "left the Liberal Party for the Green Party".
            "for" => {
                let has_article = next(index + 1) && matches!(reader.folded(index + 1), "the" | "a");
                let is_listed = reader.units.starting_at(index + 1).is_some_and(|unit| unit.kind == Kind::Organisation);
                !(is_listed || has_article && begins_another(reader, index + 1))
            }
            "and" => {
                is_within
                    && (joins_heads(reader, index) || joins_places(reader, index) && !begins_another(reader, index + 1))
            }
            // "British Embassy in Washington".
            "in" => {
                index == head
                    && is_listed(reader.folded(head - 1), SEATED)
                    && is_place(reader.units.starting_at(index + 1))
            }
            _ => is_listed(folded, OPENING),
        };
        if !opens && (reader.has_capital(index) || (gap == "-" && end == index)) {
            let is_person = reader.units.starting_at(index).is_some_and(|unit| unit.kind == Kind::Person);
            if !is_within && (is_person || gap == " ") {
                break;
            }
            index += 1;
            end = index;
            continue;
        }
        if !opens || gap != " " {
            break;
        }
        let mut follows = index + 1;
        while next(follows) && matches!(reader.folded(follows), "the" | "a" | "all") {
            follows += 1;
        }
        let is_part = !is_within && is_listed(reader.folded(follows.min(count - 1)), OF_A_BOARD);
        if !next(follows) || !reader.has_capital(follows) || is_part {
            break;
        }
        is_within = true;
        index = follows;
    }
    (end, is_within && end > head)
}
