//! Reading: the document as a whole, after its listed names are found.
//!
//! What no gazetteer lists can still be told by how texts write it. This room knows words, inflection, the names that everyone bears
//! (`lexicon/names.rs`), and the places that were found; it refuses to know how listed names are stored and found.

mod endings;
mod events;
mod longer;
mod organisations;
mod people;
mod places;
mod register;
mod word_list;

use std::ops::Range;

pub(crate) use self::events::events;
pub(crate) use self::longer::longer_names;
pub use self::organisations::GenericBodies;
pub(crate) use self::organisations::{Surroundings, Templates, organisations};
pub(crate) use self::people::{Listed, Repetition, people};
pub(crate) use self::places::places;
use crate::gazetteer::Entity;
use crate::lexicon::is_place;
use crate::resolve::{DocumentEntity, EntityKey, OF_DOCUMENT, Place, order_of};
use crate::text::Words;

/// Position of the place of these words in a list in order.
fn position_of(places: &[Place], words: &Range<usize>) -> Option<usize> {
    places.binary_search_by_key(&order_of(words), |place| order_of(&place.words)).ok()
}

/// Whether each word is in a place.
fn covered(words: &Words<'_>, places: &[Place]) -> Vec<bool> {
    let mut covered = vec![false; words.as_slice().len()];
    for place in places {
        covered[place.words.clone()].fill(true);
    }
    covered
}

/// Adds places that were read, and puts all in order again.
fn add(places: &mut Vec<Place>, fresh: Vec<Place>) {
    if !fresh.is_empty() {
        places.extend(fresh);
        places.sort_by_key(|place| order_of(&place.words));
    }
}

/// The entities that the places of a document name: those that are listed, and its own.
#[derive(Clone, Copy)]
struct Entities<'e, 'm> {
    /// The entity of a key that is not the document's own.
    listed: &'e dyn Fn(EntityKey) -> &'m Entity,
    /// The document's own.
    of_document: &'e [DocumentEntity],
}

impl<'e, 'm: 'e> Entities<'e, 'm> {
    /// The entity of a key.
    fn get(self, key: EntityKey) -> &'e Entity {
        if key.0 == OF_DOCUMENT { &self.of_document[key.1 as usize].entity } else { (self.listed)(key) }
    }

    /// Whether what a place most likely names is a place on the map.
    fn is_on_map(self, place: &Place) -> bool {
        place.readings.first().is_some_and(|reading| is_place(&self.get(reading.entity).entry))
    }
}
