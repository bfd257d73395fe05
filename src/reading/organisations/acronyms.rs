//! Acronyms that a document introduces: «Агентство по финансовому мониторингу (АФМ)», «(далее — АФМ)», «АФМ (Агентство …)».
//!
//! Such an acronym holds for the rest of the document, whatever a gazetteer says of it.

use std::collections::HashMap;
use std::ops::Range;

use super::findings::{Finding, Findings, ORGANISATION};
use super::{Reader, short};
use crate::gazetteer::Entity;
use crate::morph::Features;
use crate::reading;
use crate::resolve::{DocumentEntity, EntityKey, OF_DOCUMENT, Place, Rule};
use crate::text::WordCase;

/// Words before an acronym in its brackets.
const HENCEFORTH: &[&[&str]] = &[&["далее"], &["или"], &["сокращенно"], &["бұдан", "әрі"], &["hereinafter"], &["or"]];
/// A name that an acronym is spelt by has at most as many words.
const MOST_WORDS: usize = 12;
/// An acronym has at most as many letters.
const MOST_LETTERS: u32 = 8;

/// An acronym with the name that introduces it.
#[derive(Clone, Debug)]
pub(super) struct Introduced {
    /// The word of the acronym.
    acronym: usize,
    /// The words of the name.
    name: Range<usize>,
}

/// The acronyms that a text introduces; names among them that were not found yet become findings.
pub(super) fn introduced(reader: &mut Reader<'_>, places: &[Place]) -> Vec<Introduced> {
    let mut list: Vec<Introduced> = Vec::new();
    for index in 1..reader.all().len() {
        if !reader.raw_gap(index).contains('(') {
            continue;
        }
        if let Some(acronym) = acronym_in_brackets(reader, index) {
            if let Some(name) = name_before(reader, index, acronym) {
                list.push(Introduced { acronym, name });
            }
        } else if is_acronym(reader, index - 1) && reader.gap(index) == " (" {
            let name = name_in_brackets(reader, index);
            list.extend(name.map(|name| Introduced { acronym: index - 1, name }));
        }
    }
    for introduced in &list {
        let is_known =
            reading::position_of(places, &introduced.name).is_some() || reader.findings.has(&introduced.name);
        if !is_known {
            let lemma = reader.text(introduced.name.clone());
            let rule = Rule::BesideAcronym;
            reader.add(Finding::unlisted(introduced.name.clone(), lemma, Features::default(), rule));
        }
    }
    list
}

/// Makes every occurrence of the acronyms a mention of what they are introduced for.
pub(super) fn refer(
    reader: &Reader<'_>,
    introduced: &[Introduced],
    places: &mut Vec<Place>,
    of_document: &mut [DocumentEntity],
) {
    let mut meanings: HashMap<String, (EntityKey, String), ahash::RandomState> = HashMap::default();
    for Introduced { acronym, name } in introduced {
        let entity = reading::position_of(places, name).and_then(|position| {
            let is_organisation = |entity: EntityKey| type_of(reader, of_document, entity) == ORGANISATION;
            places[position].readings.iter().map(|reading| reading.entity).find(|entity| is_organisation(*entity))
        });
        let written = reader.words.text()[reader.all()[*acronym].span.clone()].to_owned();
        if let Some(entity) = entity {
            meanings.entry(reader.folded(*acronym).to_owned()).or_insert((entity, written));
        }
    }
    add_spelt(reader, places, of_document, &mut meanings);
    if meanings.is_empty() {
        return;
    }
    let mut fresh = Vec::new();
    for index in 0..reader.all().len() {
        let Some((entity, acronym)) = meaning(reader, index, &meanings) else { continue };
        let end = short::end_of_suffix(reader, index + 1);
        fresh.extend(short::refer(reader, index..end, *entity, acronym, places, of_document));
    }
    reading::add(places, fresh);
}

/// Adds the acronyms that stand in the text unexplained and are spelt by the initials of an organisation's name, all of them.
fn add_spelt(
    reader: &Reader<'_>,
    places: &[Place],
    of_document: &[DocumentEntity],
    meanings: &mut HashMap<String, (EntityKey, String), ahash::RandomState>,
) {
    let is_listed = |index: usize| reading::position_of(places, &(index..index + 1)).is_some();
    let mut unexplained: HashMap<&str, usize, ahash::RandomState> = HashMap::default();
    for index in 0..reader.all().len() {
        let word = &reader.all()[index];
        if word.case == WordCase::Upper && !word.in_capitals_line && (3..=MOST_LETTERS).contains(&word.length) {
            unexplained.entry(reader.folded(index)).or_insert(index);
        }
    }
    unexplained.retain(|folded, index| !meanings.contains_key(*folded) && !is_listed(*index));
    if unexplained.is_empty() {
        return;
    }
    for place in places.iter().filter(|place| place.words.len() >= 3) {
        let Some(reading) = place.readings.first() else { continue };
        if type_of(reader, of_document, reading.entity) != ORGANISATION {
            continue;
        }
        for shortest in [0, 3] {
            let words = place.words.clone().map(|index| reader.folded(index));
            let initials: String =
                words.filter(|word| word.chars().count() > shortest).filter_map(|word| word.chars().next()).collect();
            if let Some(index) = unexplained.get(&*initials) {
                let written = reader.words.text()[reader.all()[*index].span.clone()].to_owned();
                meanings.entry(initials).or_insert((reading.entity, written));
            }
        }
    }
}

/// What a word means, when it is one of the acronyms, with an ending in small letters too: `АФМа`.
fn meaning<'m>(
    reader: &Reader<'_>,
    index: usize,
    meanings: &'m HashMap<String, (EntityKey, String), ahash::RandomState>,
) -> Option<&'m (EntityKey, String)> {
    let word = &reader.all()[index];
    if !matches!(word.case, WordCase::Upper | WordCase::Mixed) || word.in_address {
        return None;
    }
    let folded = reader.folded(index);
    meanings.get(folded).or_else(|| {
        let written = &reader.words.text()[word.span.clone()];
        let stem = written.trim_end_matches(char::is_lowercase);
        let ending = written.len() - stem.len();
        if ending == 0 || written[stem.len()..].chars().count() > 3 || word.case != WordCase::Mixed {
            return None;
        }
        meanings.get(&stem.to_lowercase())
    })
}

/// The acronym that alone stands in the brackets before this word.
fn acronym_in_brackets(reader: &Reader<'_>, index: usize) -> Option<usize> {
    let begins = HENCEFORTH.iter().find(|words| {
        words
            .iter()
            .enumerate()
            .all(|(offset, word)| index + offset < reader.all().len() && reader.folded(index + offset) == *word)
    });
    let acronym = index + begins.map_or(0, |words| words.len());
    let is_alone = acronym < reader.all().len()
        && reader.raw_gap(acronym + 1).trim_start_matches(['»', '"', '”']).starts_with(')');
    (is_alone && is_acronym(reader, acronym)).then_some(acronym)
}

fn is_acronym(reader: &Reader<'_>, index: usize) -> bool {
    let word = &reader.all()[index];
    let has_capitals = word.case == WordCase::Upper || word.case == WordCase::Mixed && word.capitals.count_ones() >= 2;
    has_capitals && !word.in_capitals_line && (2..=MOST_LETTERS).contains(&word.length)
}

/// The name before brackets that the acronym in them is spelt by.
fn name_before(reader: &Reader<'_>, end: usize, acronym: usize) -> Option<Range<usize>> {
    let letters: Vec<char> = reader.folded(acronym).chars().collect();
    let reaches = |start: usize| {
        (start + 1..end).all(|index| !reader.all()[index].begins_sentence && reader.raw_gap(index).len() <= 6)
    };
    let starts = (end.saturating_sub(MOST_WORDS)..end).rev().take_while(|start| reaches(*start));
    let spelt = starts.clone().filter(|start| {
        let is_begun = reader.has_capital(*start) || reader.units.is_organisation_from(*start, end);
        is_begun && spells(reader, *start..end, &letters)
    });
    // A name that was found, else the shortest that the acronym spells and that has a word for organisations.
    let found: Option<usize> = starts.clone().filter(|start| reader.units.is_organisation_from(*start, end)).last();
    if let Some(found) = found {
        let is_foreign = is_latin(reader.folded(acronym)) != is_latin(reader.folded(end - 1));
        if is_foreign || spells(reader, found..end, &letters) || is_translated(reader, found, end, acronym) {
            return Some(found..end);
        }
    }
    // In a text in Cyrillic letters a foreign name needs no word for organisations.
    let is_foreign = |start: usize| {
        is_latin(reader.folded(start))
            && reader.surroundings.language != "en"
            && letters.len() >= 3
            && end - start == letters.len()
    };
    let has_word = |start: usize| {
        is_foreign(start) || (start..end).any(|index| reader.surroundings.templates.may_begin(reader.folded(index)))
    };
    let is_member = |start: usize| (start..end).any(|index| reader.folded(index) == "member");
    spelt.filter(|start| end - start >= 2 && has_word(*start) && !is_member(*start)).map(|start| start..end).next()
}

/// Whether the acronym in brackets right behind an organisation may be that of its name in another language, as English texts have them:
/// "the Communist Party of Greece (KKE)". A member of it is no organisation, "Member of Parliament (MP)", and neither is a place.
fn is_translated(reader: &Reader<'_>, start: usize, end: usize, acronym: usize) -> bool {
    const LEAST_WORDS: usize = 2;
    let is_member = (start.saturating_sub(3)..end).any(|index| reader.folded(index).starts_with("member"));
    let is_known = reader.units.starting_at(acronym).is_some();
    reader.surroundings.language == "en" && end - start >= LEAST_WORDS && acronym == end && !is_member && !is_known
}

/// The name in brackets behind an acronym that spells it.
fn name_in_brackets(reader: &Reader<'_>, start: usize) -> Option<Range<usize>> {
    let letters: Vec<char> = reader.folded(start - 1).chars().collect();
    let end =
        (start + 1..=reader.all().len().min(start + MOST_WORDS)).find(|end| reader.raw_gap(*end).contains(')'))?;
    let is_found = reader.units.is_organisation_from(start, end);
    (is_found && spells(reader, start..end, &letters)).then_some(start..end)
}

/// Whether the initials of some words, and here and there further letters of them, are these letters. Short words may be left out, and
/// one long one.
fn spells(reader: &Reader<'_>, words: Range<usize>, letters: &[char]) -> bool {
    let folded: Vec<&str> = words.map(|index| reader.folded(index)).collect();
    fits(&folded, letters, 1)
}

fn fits(words: &[&str], letters: &[char], left_out: usize) -> bool {
    let Some((word, behind)) = words.split_first() else { return letters.is_empty() };
    let mut characters = word.chars();
    if letters.first().is_some_and(|letter| characters.next() == Some(*letter)) {
        if fits(behind, &letters[1..], left_out) {
            return true;
        }
        // «здравоохранения» may give two letters.
        let gives_second = letters.get(1).is_some_and(|second| characters.any(|character| character == *second));
        if gives_second && fits(behind, &letters[2..], left_out) {
            return true;
        }
    }
    if word.chars().count() <= 3 {
        return fits(behind, letters, left_out);
    }
    left_out > 0 && fits(behind, letters, left_out - 1)
}

fn is_latin(folded: &str) -> bool {
    folded.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// The type of an entity.
pub(super) fn type_of<'e>(reader: &'e Reader<'_>, of_document: &'e [DocumentEntity], entity: EntityKey) -> &'e str {
    let entity: &Entity = if entity.0 == OF_DOCUMENT {
        &of_document[entity.1 as usize].entity
    } else {
        (reader.surroundings.listed)(entity)
    };
    &entity.entry.entity_type
}

impl Findings {
    /// Whether some words are an organisation.
    fn has(&self, words: &Range<usize>) -> bool {
        self.iter().any(|finding| finding.words == *words)
    }
}
