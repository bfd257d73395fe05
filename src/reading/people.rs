//! People whom no list holds: names made of given names, patronymics, surnames and initials, and who of the document they name.
//!
//! Words that may be parts of names are read first (`unit.rs`, `sense.rs`), then sequences of them (`grammar.rs`), then lone names
//! (`lone.rs`). It refuses to know how names are stored and found. `docs/READING.md` has the rules with their measures.

mod context;
mod coreference;
mod grammar;
mod kazakh;
mod lemma;
mod lone;
mod name;
mod room;
mod russian;
mod score;
mod sense;
mod slots;
mod triggers;
mod unit;

#[cfg(test)]
mod tests;

use std::ops::Range;

use self::coreference::{Identity, Mention, People, Person};
use self::grammar::{Grade, Name, Role, Run};
use self::room::Room;
pub(super) use self::triggers::is_title;
use self::unit::{Reader, Shape, Unit};
use super::register::Register;
use crate::morph::{Features, Language};
use crate::reading;
use crate::resolve::{DocumentEntity, EntityKey, MatchKind, Place, Reading, Rule};
use crate::text::Words;

/// What the gazetteers know, as far as people need it.
pub(crate) struct Listed<'a> {
    /// Whether an entity is a person.
    pub(crate) is_person: &'a dyn Fn(EntityKey) -> bool,
    /// Whether a folded word names anything but people.
    pub(crate) names_others: &'a dyn Fn(&str) -> bool,
    /// Whether the bare surname of a person named in full counts.
    pub(crate) repetition: Repetition,
}

/// Whether a bare name counts beside a fuller one of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repetition {
    /// It does.
    Counted,
    /// It does not.
    LeftOut,
}

/// Adds the people whom the text names and no gazetteer lists: their places to `places`, themselves to `of_document`.
///
/// Places keep their order: by start, the longer first.
pub(crate) fn people(
    words: &Words<'_>,
    language: &str,
    listed: &Listed<'_>,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    if !words.has_capitals() {
        return;
    }
    let room = Room::new(words, places, listed);
    let runs = Reader::new(words, Language::from_tag(language), room.covers()).runs();
    let mut people = People::default();
    let mut taken = vec![false; words.as_slice().len()];
    let mut abbreviated = Vec::new();
    // The person of the last full name, and the word behind it.
    let mut last: Option<(usize, usize)> = None;
    for units in &runs {
        if let Some((end, person)) = last
            && is_in_other_letters(words, units, end)
        {
            let range = units[0].words.start..units[units.len() - 1].words.end;
            if room.is_for(&range) {
                taken[range.clone()].fill(true);
                let person = &mut people.list[person];
                let mention = written_otherwise(words, person, range);
                person.mentions.push(mention);
                continue;
            }
        }
        for name in (Run { words, units }).names() {
            let range = units[name.units.start].words.start..units[name.units.end - 1].words.end;
            if !room.is_for(&range) {
                continue;
            }
            taken[range.clone()].fill(true);
            let identity = identity(words, units, &name);
            let end = range.end;
            let mention = mention(words, units, &name, range);
            // Full names first: initials and what is left of a name are told by them.
            if identity.given.is_empty() {
                abbreviated.push((identity, mention));
            } else {
                last = Some((end, people.add(identity, mention)));
            }
        }
    }
    for (identity, mention) in abbreviated {
        people.add(identity, mention);
    }
    let by_surname = by_surname(words, places);
    let contested = lone::add(words, &runs, &taken, listed, &by_surname, &mut people);
    if !contested.is_empty() {
        places.retain(|place| !contested.contains(&place.words));
    }
    give_out(words, language, people, places, of_document);
}

/// Whether a run is the name before it in Latin letters: «Модибо Сидибе (Modibo Sidibe)».
fn is_in_other_letters(words: &Words<'_>, units: &[Unit], end: usize) -> bool {
    let all = words.as_slice();
    let (first, last) = (&units[0], &units[units.len() - 1]);
    let behind = &words.text()[all[last.words.end - 1].span.end..];
    first.is_foreign
        && first.words.start == end
        && units.len() > 1
        && units.len() < 6
        && words.gap(&all[end]) == " ("
        && behind.starts_with([')', ',', ';'])
}

/// A mention of a person in other letters, with the features of the mention before it.
fn written_otherwise(words: &Words<'_>, person: &Person, range: Range<usize>) -> Mention {
    let text = words.text_of(&range);
    let grade = person.mentions.last().map_or(Grade::Two, |mention| mention.grade);
    Mention { words: range, takes_stop: false, lemma: text.to_owned(), features: Features::default(), grade }
}

/// Which words name a listed person by a surname that counts because the document has the full name too.
fn by_surname(words: &Words<'_>, places: &[Place]) -> Vec<bool> {
    let mut by_surname = vec![false; words.as_slice().len()];
    for place in places {
        if place.readings.iter().all(|reading| reading.kind == MatchKind::Coreference) {
            by_surname[place.words.clone()].fill(true);
        }
    }
    by_surname
}

/// What a name says of its bearer.
fn identity(words: &Words<'_>, units: &[Unit], name: &Name) -> Identity {
    let mut identity = Identity { gender: name.slots.gender(), ..Identity::default() };
    for (unit, role) in units[name.units.clone()].iter().zip(&name.roles) {
        let senses = match role {
            Role::Given => &unit.senses.given,
            Role::Patronymic => &unit.senses.patronymic,
            _ => &unit.senses.surname,
        };
        identity.add(*role, senses, name.slots);
        if *role == Role::Given && identity.given.is_empty() {
            identity.given = vec![words.folded(&words.as_slice()[unit.words.start]).to_owned()];
        }
        if *role == Role::Initial && identity.initial.is_none() {
            identity.initial = words.folded(&words.as_slice()[unit.words.start]).chars().next();
        }
    }
    identity
}

fn mention(words: &Words<'_>, units: &[Unit], name: &Name, range: Range<usize>) -> Mention {
    let last = &units[name.units.end - 1];
    Mention {
        words: range,
        takes_stop: last.shape == Shape::Initial,
        lemma: lemma::of_name(words, units, name),
        features: name.slots.features(),
        grade: name.grade,
    }
}

/// Numbers the people by their first mention and adds them to the answer.
fn give_out(
    words: &Words<'_>,
    language: &str,
    people: People,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    let mut list = people.list;
    list.sort_by_key(|person| person.mentions.iter().map(|mention| mention.words.start).min());
    let language = if language.is_empty() { "ru" } else { language };
    let mut register = Register::new(of_document, language);
    let mut fresh = Vec::new();
    for person in list {
        let names = names(&person);
        let entity = register.person(&names, person.identity.gender);
        for mention in &person.mentions {
            let name = names.iter().position(|name| **name == mention.lemma).unwrap_or_default();
            let name = u16::try_from(name).unwrap_or_default();
            let reading = Reading::of_document(
                entity,
                name,
                mention.features,
                score::score(mention.grade),
                Rule::Person(mention.grade.as_str()),
            );
            let mut place = Place::of_words(words, mention.words.clone(), reading);
            place.span.end += usize::from(mention.takes_stop);
            fresh.push(place);
        }
    }
    reading::add(places, fresh);
}

/// The names of a person, the fullest first.
fn names(person: &Person) -> Vec<String> {
    let mut names: Vec<String> = person.mentions.iter().map(|mention| mention.lemma.clone()).collect();
    let fullness = |name: &String| name.split_whitespace().filter(|part| !part.ends_with('.')).count();
    names.sort_by_key(|name| std::cmp::Reverse(fullness(name)));
    let mut seen = Vec::new();
    names.retain(|name| {
        let is_new = !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
    names
}
