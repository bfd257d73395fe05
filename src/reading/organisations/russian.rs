//! Where a Russian organisation begins and ends: adjectives before the head, what belongs to it behind.
//!
//! «[Харбинский военно-инженерный] колледж», «Министерство [сельского хозяйства Германии]», «Управление [по контролю за оборотом наркотиков]».
//! A name needs something of its own: a capital that means something, a place, a person, another organisation, quotes.

mod behind;

use std::ops::Range;

use self::behind::{Head, Manner, Person, behind};
use super::templates::{NamedBy, Standing};
use super::units::Kind;
use super::{Made, Reader};
use crate::gazetteer::Relation;
use crate::morph::is_listed;
use crate::reading::endings::{self, adjective_cases, agrees, begins_with};
use crate::text::{Joint, WordCase, Words};

/// What is numbered: «2-я армия».
const NUMBERED: &str = "армия фронт дивизия бригада полк батальон флот";
/// A name does not go on through quotes.
const QUOTES: [char; 6] = ['«', '»', '“', '”', '„', '"'];
/// At most as many adjectives before the head.
const MOST_ADJECTIVES: usize = 6;
/// What stands before the head.
struct Front {
    start: usize,
    /// Whether it has something of its own: a capital, a place.
    is_proper: bool,
}

/// The organisation that a word makes here.
pub(super) fn read(reader: &Reader<'_>, standing: &Standing<'_>, named_by: NamedBy) -> Option<Made> {
    let head = standing.words.clone();
    let front = front(reader, standing);
    let is_acronym = reader.is_acronym(head.start);
    let is_capital =
        is_acronym || reader.is_capital(head.start) || (front.start < head.start && reader.has_capital(head.start));
    let is_lower = !is_capital && !front.is_proper;
    // «МИД», «Минфин»: what has a capital in the table says what it is about.
    let is_closed = standing.phrase.lemma.starts_with(char::is_uppercase);
    // «газета «Айкын»»: a word in small letters is no part of the name.
    let beside = if is_lower || named_by == NamedBy::Quotes { name_beside(reader, head.end) } else { None };
    if let Some(name) = beside {
        // What is listed has an id that a name of more words would hide.
        if reader.units.has_organisation_in(&name) {
            return None;
        }
        let words = if is_acronym { head.start..name.end } else { name.clone() };
        return Some(Made { lemma: reader.text(words.clone()), words, own: Some(name) });
    }
    if named_by == NamedBy::Quotes {
        return None;
    }
    let manner = if is_closed {
        Manner::Closed
    } else if is_capital || front.is_proper {
        Manner::Proper
    } else {
        Manner::Common
    };
    let person = if is_titled(reader, front.start) { Person::Official } else { Person::Owner };
    let tail = behind(reader, Head { end: head.end, named_by, manner, person });
    // A part of a longer string in quotes is no name: «Союз ТМА-12».
    let is_part = |quoted: &Range<usize>| tail.end < quoted.end || quoted.end < head.end;
    if reader.quoted_at(front.start).as_ref().is_some_and(is_part) {
        return None;
    }
    let end = match tail.proper_end {
        Some(end) if front.is_proper || is_capital => end.max(tail.end),
        Some(end) if named_by >= NamedBy::Place || reader.has_capital(head.start) => end,
        Some(_) | None if front.is_proper => tail.end,
        None if is_capital && tail.end > head.end => tail.end,
        None if is_capital && front.start < head.start => tail.end,
        None if reader.has_capital(head.start) && named_by >= NamedBy::Place && tail.end > head.end && !is_acronym => {
            tail.end
        }
        None if is_capital && named_by == NamedBy::Itself => head.end,
        _ => return None,
    };
    let beside = reader.quoted_at(head.end).or_else(|| latin_at(reader, head.end));
    let own = beside.filter(|own| own.end == end);
    let start = with_small_adjectives(reader, standing, front.start);
    Some(Made { words: start..end, lemma: lemma(reader, standing, start, end), own })
}

/// A name in quotes or in Latin letters right behind a word.
fn name_beside(reader: &Reader<'_>, start: usize) -> Option<Range<usize>> {
    if let Some(quoted) = reader.quoted_at(start) {
        return reader.has_capital(start).then_some(quoted);
    }
    latin_at(reader, start)
}

/// Words in Latin letters with capitals, right behind a Russian word: «компания Monsanto».
fn latin_at(reader: &Reader<'_>, start: usize) -> Option<Range<usize>> {
    let is_latin = |index: usize| reader.folded(index).starts_with(|letter: char| letter.is_ascii_alphabetic());
    let has_capital = |index: usize| reader.all()[index].capitals != 0;
    if start >= reader.all().len() || reader.gap(start) != " " || !is_latin(start) || !has_capital(start) {
        return None;
    }
    let mut end = start + 1;
    while end < reader.all().len()
        && (matches!(reader.gap(end), " " | "-" | "'" | " & ") || reader.all()[end].joint == Joint::Dot)
        && is_latin(end)
        && end < start + 7
    {
        end += 1;
    }
    // «of» and «the» end no name.
    while end > start + 1 && !has_capital(end - 1) && reader.gap(end - 1) == " " {
        end -= 1;
    }
    Some(start..end)
}

/// Adjectives before the head that belong to its name.
fn front(reader: &Reader<'_>, standing: &Standing<'_>) -> Front {
    let head = standing.words.start;
    let mut front = Front { start: head, is_proper: false };
    let mut index = head;
    while index > 0 && head - index < MOST_ADJECTIVES && !reader.raw_gap(index).contains(QUOTES) {
        let before = index - 1;
        match reader.gap(index) {
            " " => {}
            // Parts of one word: «военно-инженерный», «1-я армия».
            "-" if index < head || reader.all()[before].case == WordCase::Caseless => {
                index = before;
                if reader.has_capital(index) && reader.is_capital(index) {
                    front = Front { start: index, is_proper: true };
                }
                continue;
            }
            _ => break,
        }
        if reader.folded(before) == "и" && index < head && before > 0 {
            // «Промышленный и коммерческий банк».
            let joins =
                adjective_cases(reader.folded(before - 1)).is_some_and(|cases| agrees(cases, standing.features));
            if !joins || !reader.has_capital(before - 1) {
                break;
            }
            index = before;
            continue;
        }
        if before > 0
            && reader.gap(before) == "-"
            && reader.all()[before - 1].case == WordCase::Caseless
            && reader.all()[before].length <= 3
            && is_listed(&standing.phrase.lemma, NUMBERED)
        {
            // «1-я армия».
            index = before - 1;
            front = Front { start: index, is_proper: true };
            break;
        }
        let unit = reader.units.ending_before(index);
        let is_of_place = unit.is_some_and(|unit| unit.kind == Kind::Place && unit.relation == Relation::Adjective);
        let is_name = unit.is_some_and(|unit| unit.relation == Relation::Name && unit.kind != Kind::Other);
        let fits = adjective_cases(reader.folded(before)).is_some_and(|cases| agrees(cases, standing.features));
        if !is_of_place && (is_name || !fits) {
            break;
        }
        index = if is_of_place { unit.map_or(before, |unit| unit.words.start) } else { before };
        let is_strong_capital = reader.is_capital(index)
            || (reader.has_capital(index)
                && (is_of_place
                    || endings::is_institutional(reader.folded(index))
                    || reader.folded(before).contains("ск")));
        let is_closed = standing.phrase.lemma.starts_with(char::is_uppercase);
        if is_strong_capital || (is_of_place && (is_closed || reader.is_capital(head))) {
            front = Front { start: index, is_proper: true };
        }
    }
    front
}

/// Adjectives in small letters right before a name belong to it when they say what it is: «\[духовное\] управление мусульман Поволжья».
fn with_small_adjectives(reader: &Reader<'_>, standing: &Standing<'_>, start: usize) -> usize {
    let mut start = start;
    while start > 0 && reader.raw_gap(start) == " " && standing.words.start - start < MOST_ADJECTIVES {
        let folded = reader.folded(start - 1);
        let fits = adjective_cases(folded).is_some_and(|cases| agrees(cases, standing.features));
        if !fits || reader.has_capital(start - 1) || !endings::is_relational(folded) {
            break;
        }
        start -= 1;
        // «российско-американской»: all parts of a word.
        while start > 0 && reader.gap(start) == "-" {
            start -= 1;
        }
    }
    start
}

/// How words begin that name the one who leads or speaks for an organisation.
const TITLES: &str = "глав лидер председател директор руководител президент секретар член депутат представител основател начальник министр \
                      пресс-секретар заместител замглав вице-президент сотрудник спикер ректор владел";

/// Whether a title stands before a word: «глава [партии Сергея Иванова]».
fn is_titled(reader: &Reader<'_>, start: usize) -> bool {
    start > 0 && reader.gap(start) == " " && begins_with(TITLES, reader.folded(start - 1))
}

/// The base form of a name: adjectives and the head in the nominative, what follows as it stands.
pub(super) fn lemma(reader: &Reader<'_>, standing: &Standing<'_>, start: usize, end: usize) -> String {
    let head = &standing.words;
    let shape = endings::shape(&standing.phrase.lemma);
    let all = reader.all();
    // Beside a head in the nominative adjectives stand in it already.
    let is_base = Words::new(&standing.phrase.lemma).whole_key() == reader.words.key(head.clone());
    let mut lemma = String::new();
    for index in start..head.start {
        let word = &reader.words.text()[all[index].span.clone()];
        let is_front_part = reader.gap(index + 1) == "-";
        if is_front_part || is_base || reader.folded(index) == "и" {
            lemma.push_str(word);
        } else if index > start && all[index - 1].case == WordCase::Caseless && all[index].joint == Joint::Hyphen {
            lemma.push_str(endings::ordinal(shape));
        } else {
            lemma.push_str(&endings::nominative(word, shape));
        }
        lemma.push_str(&all.get(index + 1).map_or(String::new(), |_| reader.raw_gap(index + 1).replace('\n', " ")));
    }
    let written = &reader.words.text()[all[head.start].span.clone()];
    let base = &*standing.phrase.lemma;
    if written.starts_with(char::is_uppercase) {
        let mut letters = base.chars();
        lemma.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        lemma.push_str(letters.as_str());
    } else {
        lemma.push_str(base);
    }
    if end > head.end {
        let behind = reader.text(head.end..end);
        let opening = reader.raw_gap(head.end).trim_start();
        lemma.push(' ');
        lemma.push_str(opening);
        lemma.push_str(behind.trim_start_matches(opening.trim()));
        if !opening.is_empty() && behind.chars().next_back().is_some_and(char::is_alphanumeric) {
            let whole = crate::resolve::span(reader.words, &(start..end));
            let last = &reader.words.text()[all[end - 1].span.end..whole.end];
            lemma.push_str(last);
        }
    }
    lemma
}
