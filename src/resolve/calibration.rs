//! How sure a language lets one be: what remains to be heeded of a reading once it is decided that it counts.
//!
//! The same names are right less often in some languages than in others: English and Kazakh write names of places within other names as
//! they write them alone. Adjectives and words for people are what they are in every language. This changes no decision, only how sure the answer is; `docs/READING.md` has the measures.

use super::evidence::{Evidence, EvidenceSet};
use super::{Layer, Place, Reading};
use crate::lexicon::is_place;
use crate::text::Words;

/// Adds to every reading what the language of the text says of it, and scores it anew.
pub(super) fn weigh(words: &Words<'_>, language: &str, places: &mut [Place], layers: &[Layer<'_>]) {
    if !matches!(language, "en" | "kk") {
        return;
    }
    for place in places {
        let before_capital = is_before_capital(words, place.words.end);
        for reading in &mut place.readings {
            let entry = layers[reading.layer].entry(reading.entity.1);
            let is_derived =
                reading.evidence.contains(Evidence::Adjective) || reading.evidence.contains(Evidence::Demonym);
            let of_language = match &*entry.entity_type {
                _ if is_derived => continue,
                "PERSON" => continue,
                _ if is_place(entry) => of_place(language, reading, before_capital),
                _ if language == "en" => EvidenceSet::default().with(Evidence::EnglishOrganization),
                _ => EvidenceSet::default().with(Evidence::KazakhOrganization),
            };
            reading.evidence = reading.evidence.union(of_language);
            reading.score = reading.evidence.score();
        }
    }
}

fn of_place(language: &str, reading: &Reading, before_capital: bool) -> EvidenceSet {
    if language == "en" {
        return EvidenceSet::default().with(Evidence::EnglishPlace);
    }
    let is_inflected = reading.evidence.contains(Evidence::Inflected);
    EvidenceSet::default()
        .with(Evidence::KazakhPlace)
        .with_if(Evidence::KazakhPlaceBare, !is_inflected)
        .with_if(Evidence::KazakhPlaceBeforeCapital, before_capital)
}

/// Whether the word behind some words has a capital, a space alone parting them.
fn is_before_capital(words: &Words<'_>, end: usize) -> bool {
    let next = words.as_slice().get(end);
    next.is_some_and(|next| words.gap(next) == " " && next.capitals & 1 != 0 && !next.begins_sentence)
}
