//! Reading: the document as a whole, after its listed names are found.
//!
//! What no gazetteer lists can still be told by how texts write it. This room knows words, inflection, the names that everyone bears
//! (`lexicon/names.rs`), and the places that were found; it refuses to know how listed names are stored and found.

mod endings;
mod events;
mod organisations;
mod people;
mod places;
mod register;
mod word_list;

pub(crate) use self::events::events;
use std::ops::Range;

pub use self::organisations::GenericBodies;
pub(crate) use self::organisations::{Surroundings, Templates, organisations};
pub(crate) use self::people::{Listed, Repetition, people};
pub(crate) use self::places::places;
use crate::resolve::{Place, order_of};

/// Position of the place of these words in a list in order.
fn position_of(places: &[Place], words: &Range<usize>) -> Option<usize> {
    places.binary_search_by_key(&order_of(words), |place| order_of(&place.words)).ok()
}

/// Adds places that were read, and puts all in order again.
fn add(places: &mut Vec<Place>, fresh: Vec<Place>) {
    if !fresh.is_empty() {
        places.extend(fresh);
        places.sort_by_key(|place| order_of(&place.words));
    }
}
