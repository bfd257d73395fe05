//! What is known to stand in the text: listed places, people and organisations, and those that were just made.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::Relation;
use crate::morph::Features;
use crate::resolve::{Place, Reading};
use crate::text::Words;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A country, city, region or other place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// Anything else that a gazetteer lists.
    Other,
}

/// Some words that are one name.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The words.
    pub(super) words: Range<usize>,
    /// What they name.
    pub(super) kind: Kind,
    /// Whether they are an adjective or a demonym.
    pub(super) relation: Relation,
    /// Features of the form.
    pub(super) features: Features,
}

/// The units of a text by their first and by their last word; of several the longest.
#[derive(Debug)]
pub(super) struct Units {
    list: Vec<Unit>,
    starting: Vec<u32>,
    ending: Vec<u32>,
    /// Listed names of several words.
    names: Vec<Range<usize>>,
    /// Organisations, listed and made, by their first word and the one behind the last.
    organisations: HashSet<(usize, usize), ahash::RandomState>,
}

/// Of a list by first word, what begins at a word or shortly before it.
pub(super) fn around<T>(list: &[T], start: usize, first: impl Fn(&T) -> usize + Copy) -> impl Iterator<Item = &T> {
    let from = list.partition_point(|item| first(item) + LONGEST <= start);
    list[from..].iter().take_while(move |item| first(item) <= start)
}

/// No name has more words.
const LONGEST: usize = 32;

const NONE: u32 = u32::MAX;

impl Units {
    /// The units of the places that were found.
    pub(super) fn of(
        words: &Words<'_>,
        places: &[Place],
        entity_type: impl Fn(&Reading) -> Arc<str>,
        relation: impl Fn(&Reading) -> Relation,
    ) -> Self {
        let count = words.as_slice().len();
        let mut units = Self {
            list: Vec::with_capacity(places.len()),
            starting: vec![NONE; count],
            ending: vec![NONE; count],
            names: Vec::new(),
            organisations: HashSet::default(),
        };
        for place in places {
            let Some(best) = place.readings.first() else { continue };
            let kind = match &*entity_type(best) {
                "COUNTRY" | "CITY" | "REGION" | "LOCATION" | "DISTRICT" => Kind::Place,
                "PERSON" => Kind::Person,
                "ORGANIZATION" => Kind::Organisation,
                _ => Kind::Other,
            };
            let relation = relation(best);
            if kind != Kind::Other && relation == Relation::Name && place.words.len() > 1 {
                units.names.push(place.words.clone());
            }
            units.push(Unit { words: place.words.clone(), kind, relation, features: best.form.features });
        }
        units
    }

    /// Adds an organisation that was made of parts.
    pub(super) fn add(&mut self, words: Range<usize>, kind: Kind, features: Features) {
        self.push(Unit { words, kind, relation: Relation::Name, features });
    }

    /// The longest unit that begins at a word.
    pub(super) fn starting_at(&self, index: usize) -> Option<&Unit> {
        self.starting.get(index).and_then(|unit| self.list.get(*unit as usize))
    }

    /// The longest unit that ends before a word.
    pub(super) fn ending_before(&self, index: usize) -> Option<&Unit> {
        self.ending.get(index.checked_sub(1)?).and_then(|unit| self.list.get(*unit as usize))
    }

    /// The longer listed name that some words lie inside: «Федерация» of «Российская Федерация».
    pub(super) fn name_around(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let is_around = |other: &&Range<usize>| words.end <= other.end && *other != words;
        around(&self.names, words.start, |name| name.start).find(is_around).cloned()
    }

    /// Whether an organisation is these words.
    pub(super) fn is_organisation_from(&self, start: usize, end: usize) -> bool {
        self.organisations.contains(&(start, end))
    }

    /// Whether a listed organisation lies within some words.
    pub(super) fn has_organisation_in(&self, words: &Range<usize>) -> bool {
        (words.clone()).any(|start| {
            self.starting_at(start).is_some_and(|unit| unit.kind == Kind::Organisation && unit.words.end <= words.end)
        })
    }

    fn push(&mut self, unit: Unit) {
        let position = self.list.len() as u32;
        let is_longer = |other: u32, list: &[Unit]| {
            list.get(other as usize).is_none_or(|other: &Unit| other.words.len() < unit.words.len())
        };
        if unit.kind == Kind::Organisation {
            self.organisations.insert((unit.words.start, unit.words.end));
        }
        let (first, last) = (unit.words.start, unit.words.end - 1);
        if is_longer(self.starting[first], &self.list) {
            self.starting[first] = position;
        }
        if is_longer(self.ending[last], &self.list) {
            self.ending[last] = position;
        }
        self.list.push(unit);
    }
}
