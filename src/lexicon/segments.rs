//! The names of a model in segments: those compiled for an earlier revision, and those of the entities that changed since.
//!
//! Compiling everything takes seconds, an edit touches a handful of entities. So a new revision keeps the compiled names of the revision
//! that was compiled as a whole, its base, leaves out what is not the same any more, and compiles that beside it. What is found does
//! not depend on how the names lie in segments.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ambiguity::PersonalNames;
use super::{Compilation, Form, Lexicon};
use crate::gazetteer::{Diagnostic, Entity, Entry};
use crate::matcher::PatternId;
use crate::morph;

/// Entities that may have changed since the base before everything is compiled anew: few enough for an edit to be live at once.
const MOST_CHANGED: usize = 2_000;

/// Stands for an entity of a segment that the model has no more, or has otherwise.
const GONE: u32 = u32::MAX;

/// Entities by resource name.
pub(crate) type Positions = HashMap<String, u32>;

/// The compiled names of a model.
#[derive(Debug)]
pub(crate) struct Segments {
    base: Arc<Base>,
    /// Positions in the model of the entities of the base; none when they are the model's, in order.
    kept: Option<Box<[u32]>>,
    changed: Option<Changed>,
    personal_names: Arc<PersonalNames>,
}

/// What was compiled as a whole.
#[derive(Debug)]
struct Base {
    entities: Arc<[Entity]>,
    inflection: morph::Options,
    lexicon: Lexicon,
    personal_names: Arc<PersonalNames>,
    /// What inflection has to say, by position of the entity.
    remarks: Vec<(u32, Diagnostic)>,
}

/// What was compiled of the names of all entities of a model at once: what a file can keep.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Whole {
    /// What was generated beyond what every text needs.
    inflection: morph::Options,
    lexicon: Lexicon,
    personal_names: PersonalNames,
    /// What inflection has to say, by position of the entity.
    remarks: Vec<(u32, Diagnostic)>,
}

impl Whole {
    /// Compiles the names of all entities.
    pub(crate) fn new(entities: &[Entity], compilation: Compilation) -> Self {
        let entries: Vec<&Entry> = entities.iter().map(|entity| &*entity.entry).collect();
        let personal_names = PersonalNames::of(&entries);
        let (lexicon, remarks) = Lexicon::new(&entries, &personal_names, compilation);
        Self { inflection: compilation.inflection, lexicon, personal_names, remarks }
    }

    /// What was generated of the names beyond what every text needs.
    pub(crate) fn inflection(&self) -> morph::Options {
        self.inflection
    }

    /// Whether it can be of these entities: what comes from a file is looked at before it is used.
    pub(crate) fn is_sound(&self, entities: &[Entity]) -> bool {
        self.lexicon.is_sound(entities) && self.remarks.iter().all(|(entity, _)| (*entity as usize) < entities.len())
    }
}

/// What was compiled beside it.
#[derive(Debug)]
struct Changed {
    lexicon: Lexicon,
    /// Positions in the model of the lexicon's entities.
    positions: Box<[u32]>,
}

/// Some of the compiled names of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment<'m> {
    /// The names.
    pub(crate) lexicon: &'m Lexicon,
    /// Positions in the model of the lexicon's entities; none when they are the same.
    positions: Option<&'m [u32]>,
}

impl<'m> Segment<'m> {
    /// A segment of all entities in their order.
    pub(crate) fn whole(lexicon: &'m Lexicon) -> Self {
        Self { lexicon, positions: None }
    }

    /// Position in the model of an entity of the lexicon; `None` when the model has it no more, or has it in another segment.
    pub(crate) fn position(self, entity: u32) -> Option<u32> {
        match self.positions {
            None => Some(entity),
            Some(positions) => Some(positions[entity as usize]).filter(|position| *position != GONE),
        }
    }

    /// What a surface form stands for, with the positions of the entities in the model.
    pub(crate) fn forms(self, pattern: PatternId) -> impl Iterator<Item = (u32, &'m Form)> {
        self.lexicon.forms(pattern).iter().filter_map(move |form| Some((self.position(form.entity)?, form)))
    }

    /// Whether a surface form stands for anything.
    pub(crate) fn has_forms(self, pattern: PatternId) -> bool {
        self.positions.is_none() || self.forms(pattern).next().is_some()
    }
}

impl Segments {
    /// Compiles the names of entities, of which `by_name` says the positions. What the previous model has compiled of the same names is
    /// taken from it. Gives what inflection has to say of the names, in the order of the entities.
    pub(crate) fn new(
        previous: Option<&Self>,
        entities: &Arc<[Entity]>,
        by_name: &Positions,
        inflection: morph::Options,
    ) -> (Self, Vec<Diagnostic>) {
        let over = previous.filter(|previous| previous.base.inflection == inflection);
        over.and_then(|previous| Self::over(previous, entities, by_name))
            .unwrap_or_else(|| Self::whole(entities, inflection))
    }

    fn whole(entities: &Arc<[Entity]>, inflection: morph::Options) -> (Self, Vec<Diagnostic>) {
        Self::of_whole(entities, Whole::new(entities, Compilation { inflection, ..Compilation::default() }))
    }

    /// Takes what was compiled of all entities at once.
    pub(crate) fn of_whole(entities: &Arc<[Entity]>, whole: Whole) -> (Self, Vec<Diagnostic>) {
        let Whole { inflection, lexicon, personal_names, remarks } = whole;
        let diagnostics = remarks.iter().map(|(_, diagnostic)| diagnostic.clone()).collect();
        let personal_names = Arc::new(personal_names);
        let base = Base {
            entities: Arc::clone(entities),
            inflection,
            lexicon,
            personal_names: Arc::clone(&personal_names),
            remarks,
        };
        (Self { base: Arc::new(base), kept: None, changed: None, personal_names }, diagnostics)
    }

    /// `None` when too much changed since the base of the previous model.
    fn over(previous: &Self, entities: &[Entity], by_name: &Positions) -> Option<(Self, Vec<Diagnostic>)> {
        let base = &previous.base;
        let mut kept = base.kept(entities, by_name);
        let personal_names = previous.personal_names_of(&kept, entities);
        base.drop_renamed(&mut kept, &personal_names);
        let mut is_changed = vec![true; entities.len()];
        kept.iter().filter(|position| **position != GONE).for_each(|position| is_changed[*position as usize] = false);
        let positions: Box<[u32]> = (0..).zip(&is_changed).filter_map(|(at, changed)| changed.then_some(at)).collect();
        let gone = kept.iter().filter(|position| **position == GONE).count();
        if positions.len().max(gone) > MOST_CHANGED {
            return None;
        }
        let entries: Vec<&Entry> = positions.iter().map(|position| &*entities[*position as usize].entry).collect();
        let compilation = Compilation { inflection: base.inflection, ..Compilation::default() };
        let (lexicon, remarks) = Lexicon::new(&entries, &personal_names, compilation);
        let of_changed = remarks.into_iter().map(|(entity, diagnostic)| (positions[entity as usize], diagnostic));
        let of_base = base.remarks.iter().map(|(entity, diagnostic)| (kept[*entity as usize], diagnostic.clone()));
        let mut remarks: Vec<(u32, Diagnostic)> =
            of_base.filter(|(position, _)| *position != GONE).chain(of_changed).collect();
        remarks.sort_by_key(|(position, _)| *position);
        let is_moved = kept.len() != entities.len() || (0..).zip(&kept).any(|(at, position)| at != *position);
        let segments = Self {
            base: Arc::clone(base),
            kept: is_moved.then_some(kept),
            changed: (!positions.is_empty()).then_some(Changed { lexicon, positions }),
            personal_names,
        };
        Some((segments, remarks.into_iter().map(|(_, diagnostic)| diagnostic).collect()))
    }

    /// Given names and surnames of the people, where `kept` says which entities are those of the base.
    fn personal_names_of(&self, kept: &[u32], entities: &[Entity]) -> Arc<PersonalNames> {
        let base = &self.base;
        let is_person = |entity: &Entity| &*entity.entry.entity_type == "PERSON";
        let people = |entities: &[Entity]| entities.iter().filter(|entity| is_person(entity)).count();
        let people_kept =
            kept.iter().zip(&*base.entities).filter(|(position, entity)| **position != GONE && is_person(entity));
        let kept_count = people_kept.count();
        if kept_count == people(&base.entities) && kept_count == people(entities) {
            return Arc::clone(&base.personal_names);
        }
        let entries: Vec<&Entry> = entities.iter().map(|entity| &*entity.entry).collect();
        Arc::new(PersonalNames::of(&entries))
    }

    /// The segments. No entity is in two of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Segment<'_>> {
        let base = Segment { lexicon: &self.base.lexicon, positions: self.kept.as_deref() };
        let changed = self
            .changed
            .as_ref()
            .map(|changed| Segment { lexicon: &changed.lexicon, positions: Some(&changed.positions) });
        [Some(base), changed].into_iter().flatten()
    }

    /// Given names and surnames of the people.
    pub(crate) fn personal_names(&self) -> &PersonalNames {
        &self.personal_names
    }

    /// Positions of the entities that have the whole text as a surface form, each once.
    pub(crate) fn entities_named(&self, text: &str) -> Vec<u32> {
        self.positions_of(|lexicon| lexicon.entities_named(text))
    }

    /// Positions of the entities of which a base form begins with the text, each once.
    pub(crate) fn entities_beginning(&self, text: &str) -> Vec<u32> {
        self.positions_of(|lexicon| lexicon.entities_beginning(text))
    }

    fn positions_of(&self, search: impl Fn(&Lexicon) -> Vec<u32>) -> Vec<u32> {
        let found = |segment: Segment<'_>| {
            search(segment.lexicon).into_iter().filter_map(move |entity| segment.position(entity)).collect::<Vec<u32>>()
        };
        let mut positions: Vec<u32> = self.iter().flat_map(found).collect();
        positions.sort_unstable();
        positions
    }

    /// Calls for every pair of a surface form and what it stands for, with the positions of the entity and of its name.
    pub(crate) fn count_forms(&self, mut count: impl FnMut(u32, u16)) {
        for segment in self.iter() {
            segment.lexicon.count_forms(|entity, name| {
                if let Some(position) = segment.position(entity) {
                    count(position, name);
                }
            });
        }
    }

    /// Memory in bytes, to a few per cent.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.iter().map(|segment| segment.lexicon.memory_bytes()).sum()
    }
}

impl Base {
    /// Positions of its entities among others, where they have the same names there.
    fn kept(&self, entities: &[Entity], by_name: &Positions) -> Box<[u32]> {
        let remarked: HashSet<u32> = self.remarks.iter().map(|(entity, _)| *entity).collect();
        let kept = |(entity, before): (u32, &Entity)| {
            let Some(position) = by_name.get(&before.resource_name) else { return GONE };
            let (before, after) = (&before.entry, &entities[*position as usize].entry);
            let says_the_same = if remarked.contains(&entity) {
                // What is said of it says also where it stands.
                before.source == after.source && before.names == after.names
            } else {
                same_names(before, after)
            };
            if before.entity_type == after.entity_type && says_the_same { *position } else { GONE }
        };
        (0..).zip(&*self.entities).map(kept).collect()
    }

    /// Drops the entities of which a name came to be a person's name too, or is one no more.
    fn drop_renamed(&self, kept: &mut [u32], personal_names: &PersonalNames) {
        for word in self.personal_names.difference(personal_names) {
            for entity in self.lexicon.entities_named(word) {
                kept[entity as usize] = GONE;
            }
        }
    }
}

/// Whether two entries have the same names, wherever they stand.
fn same_names(left: &Entry, right: &Entry) -> bool {
    left.names.len() == right.names.len()
        && left.names.iter().zip(&right.names).all(|(left, right)| left.says_the_same(right))
}
