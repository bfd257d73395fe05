//! What the places of a document say of one another.

use super::evidence::Evidence;
use super::surroundings::Surroundings;
use super::{EntityKey, HashSet, Layer, Place, Reading};
use crate::gazetteer::Entry;
use crate::lexicon::is_place;
use crate::text::Words;

/// What the readings say that count without more.
#[derive(Default)]
struct Certain<'m> {
    entities: HashSet<EntityKey>,
    /// Ids of the countries that are named, or of which a place is.
    countries: HashSet<&'m str>,
    /// Where names of places begin and end.
    starts: HashSet<usize>,
    ends: HashSet<usize>,
}

/// Adds to every doubtful reading what the rest of the document says of it, and scores it anew.
pub(super) fn weigh(words: &Words<'_>, places: &mut [Place], layers: &[Layer<'_>]) {
    if places.iter().all(|place| place.readings.iter().all(|reading| !reading.is_doubtful)) {
        return;
    }
    let entry = |reading: &Reading| layers[reading.layer].entry(reading.entity.1);
    let mut certain = Certain::default();
    for place in &*places {
        let is_certain = |reading: &&Reading| !reading.needs_context && !reading.is_unlikely();
        for reading in place.readings.iter().filter(is_certain) {
            certain.entities.insert(reading.entity);
            let entry = entry(reading);
            if is_place(entry) {
                certain.countries.extend(country(entry));
                certain.starts.insert(place.words.start);
                certain.ends.insert(place.words.end);
            }
        }
    }
    // What stands in a row before a doubtful name: «Ош, Сатпаев» speaks for «Ош» as for «Сатпаев».
    let previous_in_row: Vec<Option<usize>> =
        places.iter().map(|place| Surroundings::of(words, &place.words).end_of_previous_in_row()).collect();
    let mut followed: HashSet<usize> = HashSet::default();
    for (place, previous) in places.iter().zip(&previous_in_row) {
        if certain.starts.contains(&place.words.start) {
            followed.extend(previous);
        }
    }
    for (place, previous) in places.iter_mut().zip(previous_in_row) {
        let in_row = previous.is_some_and(|end| certain.ends.contains(&end)) || followed.contains(&place.words.end);
        for reading in place.readings.iter_mut().filter(|reading| reading.is_doubtful) {
            let entry = entry(reading);
            let is_place = is_place(entry);
            let same_country = is_place && country(entry).is_some_and(|country| certain.countries.contains(country));
            reading.evidence = reading
                .evidence
                .with_if(Evidence::AmongPlaces, is_place && in_row)
                .with_if(Evidence::SameCountry, same_country)
                .with_if(Evidence::NamedElsewhere, certain.entities.contains(&reading.entity));
            reading.score = reading.evidence.score();
        }
    }
}

/// Id of the country that an entity is, or belongs to.
fn country(entry: &Entry) -> Option<&str> {
    if &*entry.entity_type == "COUNTRY" {
        return Some(&entry.id);
    }
    entry.metadata.iter().find(|(key, _)| key == "country").map(|(_, id)| id.as_str())
}
