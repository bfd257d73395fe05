//! Templates: a phrase with listed entities in its slots has an id composed of theirs.

use std::ops::Range;

use super::findings::Finding;
use super::templates::{Role, Slot, Standing};
use super::{Reader, russian};
use crate::gazetteer::{Entity, Relation};
use crate::morph::{Case, Language};
use crate::resolve::{DocumentEntity, OF_DOCUMENT, Place, Reading};

/// The organisation that a template makes of a phrase, where listed entities fill its slots.
pub(super) fn read<'r>(
    reader: &'r Reader<'_>,
    standing: &Standing<'_>,
    position: usize,
    places: &'r [Place],
    of_document: &'r [DocumentEntity],
) -> Option<Finding> {
    let template = reader.surroundings.templates.template(position);
    let filling = Filling { reader, places, of_document, language: standing.phrase.language };
    let (mut start, mut end) = (standing.words.start, standing.words.end);
    let mut parts: Vec<&str> = Vec::new();
    let mut is_hyphenated = false;
    for slot in template.before.iter().rev() {
        let (words, name) = filling.before(slot, start, is_hyphenated)?;
        parts.insert(0, name);
        start = words.start;
        is_hyphenated = slot.is_hyphenated;
    }
    for slot in &template.behind {
        let (words, name) = filling.behind(slot, end)?;
        parts.push(name);
        end = words.end;
    }
    let lemma = match standing.phrase.language {
        Language::Russian => russian::lemma(reader, standing, start, end),
        Language::Kazakh => super::kazakh::lemma(reader, standing, start),
        _ => reader.text(start..end),
    };
    let mut finding = Finding::unlisted(start..end, lemma, standing.features, standing.rule());
    finding.entity_type = template.entity_type.clone();
    finding.id = Some(format!("{}@{}", template.id, parts.join("+")));
    Some(finding)
}

/// What fills slots.
struct Filling<'r, 'a> {
    reader: &'r Reader<'a>,
    places: &'r [Place],
    of_document: &'r [DocumentEntity],
    language: Language,
}

impl<'r> Filling<'r, '_> {
    fn behind(&self, slot: &Slot, start: usize) -> Option<(Range<usize>, &'r str)> {
        // An English article belongs to the name of a country: «Embassy of the Netherlands».
        let start = if self.language == Language::English
            && start < self.reader.all().len()
            && self.reader.folded(start) == "the"
        {
            start + 1
        } else {
            start
        };
        if !joins(self.reader.gap(start), slot.is_hyphenated) {
            return None;
        }
        let first = self.places.partition_point(|place| place.words.start < start);
        let here = self.places[first..].iter().take_while(|place| place.words.start == start);
        self.fill(slot, here, true)
    }

    fn before(&self, slot: &Slot, end: usize, is_hyphenated: bool) -> Option<(Range<usize>, &'r str)> {
        if !joins(self.reader.gap(end), is_hyphenated) {
            return None;
        }
        let last = self.places.partition_point(|place| place.words.start < end);
        let here = self.places[..last].iter().rev().take_while(|place| place.words.start + 6 > end);
        self.fill(slot, here.filter(|place| place.words.end == end), false)
    }

    fn fill(
        &self,
        slot: &Slot,
        places: impl Iterator<Item = &'r Place>,
        is_behind: bool,
    ) -> Option<(Range<usize>, &'r str)> {
        let mut places = places;
        places.find_map(|place| {
            let fits = place.readings.iter().find(|reading| self.fits(slot, reading, is_behind))?;
            Some((place.words.clone(), &*self.entity(fits).resource_name))
        })
    }

    fn fits(&self, slot: &Slot, reading: &Reading, is_behind: bool) -> bool {
        let entity = self.entity(reading);
        let relation = entity.entry.names[usize::from(reading.form.name)].relation;
        let role = match relation {
            Relation::Name => Role::Name,
            Relation::Adjective => Role::Adjective,
            Relation::Demonym => return false,
        };
        let has_case = |case| reading.form.features.is_empty() || reading.form.features.has_case(case);
        let has_fitting_case = match self.language {
            _ if role == Role::Adjective => true,
            Language::Russian => !is_behind || has_case(Case::Gen),
            Language::Kazakh => has_case(Case::Nom) || has_case(Case::Gen),
            _ => true,
        };
        slot.role == role && has_fitting_case && slot.types.contains(&entity.entry.entity_type)
    }

    fn entity(&self, reading: &Reading) -> &'r Entity {
        if reading.entity.0 == OF_DOCUMENT {
            &self.of_document[reading.entity.1 as usize].entity
        } else {
            (self.reader.surroundings.listed)(reading.entity)
        }
    }
}

fn joins(gap: &str, is_hyphenated: bool) -> bool {
    if is_hyphenated { gap == "-" || gap == " - " } else { gap == " " }
}
