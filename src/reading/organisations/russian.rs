//! Where a Russian organisation begins and ends: adjectives before the head, what belongs to it behind.
//!
//! «[Харбинский военно-инженерный] колледж», «Министерство [сельского хозяйства Германии]», «Управление [по контролю за оборотом наркотиков]».
//! A name needs something of its own: a capital that means something, a place, a person, another organisation, quotes.

use std::ops::Range;

use super::endings::{self, adjective_cases, agrees, may_be_genitive, may_be_oblique};
use super::templates::{NamedBy, Standing};
use super::units::{Kind, Unit};
use super::{Made, Reader};
use crate::gazetteer::Relation;
use crate::morph::Case;
use crate::text::WordCase;

/// Prepositions that go on in a name: «по делам молодёжи», «против пыток».
const PREPOSITIONS: &[&str] = &["по", "против", "для", "при", "за", "имени"];
/// Prepositions that go on in a name before these nouns: «в сфере образования».
const IN_FIELD: &[&str] = &["сфере", "области", "защиту", "поддержку", "делам", "борьбе"];
/// At most as many adjectives before the head.
const MOST_ADJECTIVES: usize = 6;
/// At most as many words behind it.
const MOST_BEHIND: usize = 16;

/// What stands before the head.
struct Front {
    start: usize,
    /// Whether it has something of its own: a capital, a place.
    is_proper: bool,
}

/// What stands behind the head.
struct Tail {
    /// Where the name ends when it has something of its own behind the head.
    proper_end: Option<usize>,
    /// Where it ends when something before makes it a name.
    end: usize,
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
    if is_lower || named_by == NamedBy::Quotes {
        if let Some(name) = name_beside(reader, head.end) {
            let is_form = is_acronym;
            // What is listed has an id that a name of more words would hide.
            if reader.units.has_organisation_in(&name) {
                return None;
            }
            let words = if is_form { head.start..name.end } else { name.clone() };
            let lemma = reader.text(words.clone());
            return Some(Made { words, lemma, own: Some(name) });
        }
    }
    if named_by == NamedBy::Quotes {
        return None;
    }
    let tail = Walk {
        reader,
        named_by,
        is_closed,
        is_proper: is_capital || front.is_proper,
        is_titled: is_titled(reader, front.start),
    }
    .tail(head.end);
    // A part of a longer string in quotes is no name: «Союз ТМА-12».
    if let Some(quoted) = reader.quoted_at(front.start) {
        if tail.end < quoted.end || quoted.end < head.end {
            return None;
        }
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
        && matches!(reader.gap(end), " " | "-" | "'" | " & ")
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
    while index > 0 && head - index < MOST_ADJECTIVES {
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

/// Adjectives in small letters right before a name belong to it when they say what it is: «[духовное] управление мусульман Поволжья».
fn with_small_adjectives(reader: &Reader<'_>, standing: &Standing<'_>, start: usize) -> usize {
    let mut start = start;
    while start > 0 && reader.gap(start) == " " && standing.words.start - start < MOST_ADJECTIVES {
        let folded = reader.folded(start - 1);
        let fits = adjective_cases(folded).is_some_and(|cases| agrees(cases, standing.features));
        if !fits || reader.has_capital(start - 1) || endings::is_passing(folded) {
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

/// What was last on the way behind the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Head,
    Noun,
    Preposition,
    Name,
}

/// The way behind a head.
struct Walk<'r, 'a> {
    reader: &'r Reader<'a>,
    named_by: NamedBy,
    /// Whether the head says by itself what it is about.
    is_closed: bool,
    /// Whether the head, or what stands before it, makes a name.
    is_proper: bool,
    /// Whether a title stands before, so that a person behind is the one who bears it.
    is_titled: bool,
}

impl Walk<'_, '_> {
    /// What belongs to the name behind the head.
    fn tail(&self, from: usize) -> Tail {
        let Self { reader, named_by, is_closed, is_proper, is_titled } = *self;
        let mut tail = Tail { proper_end: None, end: from };
        let mut last = Last::Head;
        let mut index = from;
        while index < reader.all().len() && index < from + MOST_BEHIND {
            if reader.raw_gap(index).contains(['»', '”', '“', '„', '"', '«']) && reader.quoted_at(index).is_none()
            {
                break;
            }
            if let Some(quoted) = reader.quoted_at(index) {
                if is_closed {
                    break;
                }
                if last == Last::Preposition || !is_proper && last == Last::Head && named_by < NamedBy::Place {
                    break;
                }
                index = quoted.end;
                tail.proper_end = Some(index);
                tail.end = index;
                last = Last::Name;
                continue;
            }
            let word = &reader.all()[index];
            let gap = reader.gap(index);
            if word.begins_sentence || !reader.raw_gap(index).trim().is_empty() && gap != "-" && gap != ", " {
                break;
            }
            if gap == ", " {
                if last == Last::Noun && is_enumeration(reader, index) {
                    index += 1;
                    continue;
                }
                break;
            }
            if gap != " " && gap != "-" {
                break;
            }
            if gap == "-" {
                // The second part of a word with a hyphen.
                index += 1;
                match last {
                    Last::Name => (tail.proper_end, tail.end) = (Some(index), index),
                    Last::Noun => tail.end = index,
                    _ => {}
                }
                continue;
            }
            let folded = reader.folded(index);
            if matches!(folded, "имени" | "им") {
                let Some(end) = person_behind(reader, index + 1) else { break };
                index = end;
                (tail.proper_end, tail.end, last) = (Some(end), end, Last::Name);
                continue;
            }
            if let Some(unit) = reader
                .units
                .starting_at(index)
                .filter(|unit| unit.relation == Relation::Name && unit.kind != Kind::Other)
            {
                let is_acronym = unit.words.len() == 1 && reader.is_acronym(index);
                let fits = match last {
                    _ if is_closed && unit.kind != Kind::Place => false,
                    _ if unit.kind == Kind::Person => last == Last::Head && has_case(unit, Case::Gen) && !is_titled,
                    Last::Preposition => true,
                    _ => is_acronym || has_case(unit, Case::Gen),
                };
                let is_own = unit.kind != Kind::Person || named_by >= NamedBy::Place || is_proper;
                if fits && is_own {
                    index = unit.words.end;
                    (tail.proper_end, tail.end, last) = (Some(index), index, Last::Name);
                    continue;
                }
                if unit.kind != Kind::Organisation || reader.has_capital(index) {
                    break;
                }
            }
            if PREPOSITIONS.contains(&folded) && last != Last::Preposition {
                if !goes_on(reader, index + 1) || folded == "за" && last == Last::Head && !is_proper {
                    break;
                }
                last = Last::Preposition;
                index += 1;
                continue;
            }
            if folded == "в" && last != Last::Preposition {
                let place = reader
                    .units
                    .starting_at(index + 1)
                    .filter(|unit| unit.kind == Kind::Place && has_case(unit, Case::Loc));
                let is_field = index + 1 < reader.all().len() && IN_FIELD.contains(&reader.folded(index + 1));
                match place {
                    Some(unit) if named_by >= NamedBy::Place && last == Last::Head && is_embassy_like(reader, from) => {
                        index = unit.words.end;
                        (tail.proper_end, tail.end, last) = (Some(index), index, Last::Name);
                        continue;
                    }
                    _ if is_field => {
                        last = Last::Preposition;
                        index += 1;
                        continue;
                    }
                    _ => break,
                }
            }
            if folded == "и" && last == Last::Noun {
                // «образования и науки».
                if !is_noun_in_line(reader, index + 1) {
                    break;
                }
                index += 1;
                continue;
            }
            if is_closed && last != Last::Preposition {
                break;
            }
            if reader.has_capital(index) {
                let is_acronym = reader.is_acronym(index) && word.length <= 6;
                let fits = is_acronym || may_be_genitive(folded) || last == Last::Preposition && may_be_oblique(folded);
                let is_adjective = adjective_cases(folded).is_some();
                let is_a_persons = !is_acronym && !is_adjective && (last == Last::Noun || is_titled);
                if !fits || is_a_persons || last == Last::Name && !is_acronym {
                    break;
                }
                if !is_proper && named_by < NamedBy::Place {
                    break;
                }
                index += 1;
                // An adjective needs its noun: «Химкинского леса».
                if !is_acronym && is_adjective {
                    last = Last::Noun;
                    if index < reader.all().len()
                        && reader.gap(index) == " "
                        && !reader.has_capital(index)
                        && may_be_oblique(reader.folded(index))
                    {
                        index += 1;
                        (tail.proper_end, tail.end, last) = (Some(index), index, Last::Noun);
                    } else {
                        (tail.proper_end, tail.end) = (Some(index), index);
                    }
                    continue;
                }
                (tail.proper_end, tail.end) = (Some(index), index);
                last = if is_acronym { Last::Name } else { Last::Noun };
                continue;
            }
            let fits = match last {
                Last::Preposition => may_be_oblique(folded),
                Last::Head | Last::Noun => {
                    may_be_genitive(folded) || is_after_preposition(reader, from, index) && may_be_oblique(folded)
                }
                Last::Name => false,
            };
            if !fits || word.case == WordCase::Caseless {
                break;
            }
            index += 1;
            tail.end = index;
            last = Last::Noun;
        }
        tail
    }
}

/// How words begin that name the one who leads or speaks for an organisation.
const TITLES: &[&str] = &[
    "глав",
    "лидер",
    "председател",
    "директор",
    "руководител",
    "президент",
    "секретар",
    "член",
    "депутат",
    "представител",
    "основател",
    "начальник",
    "министр",
    "пресс-секретар",
    "заместител",
    "замглав",
    "вице-президент",
    "сотрудник",
    "спикер",
    "ректор",
    "владел",
    "глава",
];

/// Whether a title stands before a word: «глава [партии Сергея Иванова]».
fn is_titled(reader: &Reader<'_>, start: usize) -> bool {
    start > 0 && reader.gap(start) == " " && TITLES.iter().any(|stem| reader.folded(start - 1).starts_with(stem))
}

/// Whether the words between a head and here have a preposition, behind which adjectives stand in its case.
fn is_after_preposition(reader: &Reader<'_>, from: usize, index: usize) -> bool {
    (from..index).rev().take(2).any(|index| PREPOSITIONS.contains(&reader.folded(index)) || reader.folded(index) == "в")
}

/// Embassies and their like stand in a place: «посольство России в Японии».
fn is_embassy_like(reader: &Reader<'_>, from: usize) -> bool {
    let folded = reader.folded(from - 1);
    ["посольств", "консульств", "генконсульств", "представительств", "постпредств", "суд"]
        .iter()
        .any(|stem| folded.starts_with(stem))
}

/// Whether what follows a preposition may go on in the name.
fn goes_on(reader: &Reader<'_>, index: usize) -> bool {
    index < reader.all().len()
        && reader.gap(index) == " "
        && (reader.units.starting_at(index).is_some()
            || may_be_oblique(reader.folded(index))
            || reader.has_capital(index))
}

/// Whether a word goes on in a line of nouns in the genitive.
fn is_noun_in_line(reader: &Reader<'_>, index: usize) -> bool {
    index < reader.all().len()
        && reader.gap(index) == " "
        && !reader.has_capital(index)
        && may_be_oblique(reader.folded(index))
}

/// Whether a comma parts nouns in a line that ends with «и»: «связи, информационных технологий и массовых коммуникаций».
fn is_enumeration(reader: &Reader<'_>, index: usize) -> bool {
    let last = reader.all().len().min(index + 6);
    for position in index..last {
        let gap = reader.gap(position);
        if position > index && gap != " " && gap != ", " || reader.has_capital(position) {
            return false;
        }
        if reader.folded(position) == "и" {
            return position > index && is_noun_in_line(reader, position + 1);
        }
        if !may_be_oblique(reader.folded(position)) {
            return false;
        }
    }
    false
}

/// The end of a person's name behind «имени».
fn person_behind(reader: &Reader<'_>, start: usize) -> Option<usize> {
    if let Some(unit) = reader.units.starting_at(start).filter(|unit| unit.kind == Kind::Person) {
        return Some(unit.words.end);
    }
    let mut end = start;
    while end < reader.all().len() && end < start + 5 {
        let word = &reader.all()[end];
        let follows = matches!(reader.gap(end), " " | ". " | "-" | ".");
        let is_particle = crate::morph::is_surname_particle(reader.folded(end)) && word.case == WordCase::Lower;
        if !follows || !(reader.has_capital(end) || is_particle) {
            break;
        }
        end += 1;
    }
    (end > start).then_some(end)
}

fn has_case(unit: &Unit, case: Case) -> bool {
    unit.features.is_empty() || unit.features.has_case(case)
}

/// The base form of a name: adjectives and the head in the nominative, what follows as it stands.
pub(super) fn lemma(reader: &Reader<'_>, standing: &Standing<'_>, start: usize, end: usize) -> String {
    let head = &standing.words;
    let shape = endings::shape(&standing.phrase.lemma);
    let all = reader.all();
    let mut lemma = String::new();
    for index in start..head.start {
        let word = &reader.words.text()[all[index].span.clone()];
        let is_front_part = reader.gap(index + 1) == "-";
        if is_front_part || reader.folded(index) == "и" {
            lemma.push_str(word);
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
