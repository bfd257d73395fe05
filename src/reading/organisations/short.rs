//! Short names: a name in quotes, or in Latin letters, that the document has said to be an organisation.
//!
//! «движение «Зелёный мост»» makes of every later «Зелёного моста» the movement.

use std::collections::HashMap;
use std::ops::Range;

use super::Reader;
use super::findings::ORGANISATION;
use crate::morph::{self, Features, Hints, Language, NameKind};
use crate::resolve::{DocumentEntity, EntityKey, MatchKind, OF_DOCUMENT, Place, Reading};
use crate::text::{Joint, WordCase, Words};

/// A short name says less than a full one.
const SCORE: f32 = 0.75;

/// A name that the document introduces, with its entity.
pub(super) struct Named {
    /// The words of the short name where it is introduced.
    pub(super) words: Range<usize>,
    /// Position of the entity among those of the document.
    pub(super) entity: u32,
}

/// Makes every occurrence of the names a mention of what they are introduced for.
pub(super) fn refer_all(
    reader: &Reader<'_>,
    named: &[Named],
    places: &mut Vec<Place>,
    of_document: &mut [DocumentEntity],
) {
    let mut forms: HashMap<String, (u32, String), ahash::RandomState> = HashMap::default();
    let mut most_words = 0;
    for Named { words, entity } in named {
        let text = reader.text(words.clone()).trim_matches(['«', '»', '"', '“', '”', '„']).to_owned();
        most_words = most_words.max(words.len());
        let (paradigms, _) = morph::expand(
            Language::from_tag(reader.surroundings.language),
            NameKind::Organization,
            &text,
            &Hints::default(),
        );
        let texts = paradigms.iter().flat_map(|paradigm| &paradigm.forms).map(|form| &form.text);
        for form in texts {
            forms.entry(Words::new(form).whole_key()).or_insert_with(|| (*entity, text.clone()));
        }
    }
    if forms.is_empty() {
        return;
    }
    let count = reader.all().len();
    let mut index = 0;
    while index < count {
        let word = &reader.all()[index];
        let mut next = index + 1;
        if word.case != WordCase::Lower
            && !word.in_address
            && !matches!(word.joint, Joint::Dot | Joint::At | Joint::Underscore)
        {
            for end in (index + 1..=count.min(index + most_words)).rev() {
                let Some((entity, name)) = forms.get(&reader.words.key(index..end)) else { continue };
                if counts(reader, index..end) && !is_known(reader, index..end, places, of_document) {
                    let end = end_of_suffix(reader, end);
                    refer(reader, index..end, (OF_DOCUMENT, *entity), name, places, of_document);
                    next = end;
                }
                break;
            }
        }
        index = next;
    }
}

/// Whether a short name counts here: in quotes, in Latin letters or under a capital that means something.
fn counts(reader: &Reader<'_>, words: Range<usize>) -> bool {
    let is_quoted = reader.quoted_at(words.start).is_some_and(|quoted| quoted == words);
    let is_latin = reader.folded(words.start).starts_with(|letter: char| letter.is_ascii_alphabetic());
    let follows = |index: usize| {
        reader.all().get(index).is_some_and(|word| word.joint == Joint::Hyphen && word.case != WordCase::Lower)
    };
    let is_part = reader.gap(words.start) == "-" || follows(words.end);
    !is_part
        && (is_quoted
            || is_latin && reader.has_capital(words.start)
            || (words.clone()).all(|index| reader.is_capital(index)))
}

/// Whether something is known of these words, or of more around them.
fn is_known(reader: &Reader<'_>, words: Range<usize>, places: &[Place], of_document: &[DocumentEntity]) -> bool {
    places.iter().any(|place| {
        place.words.start <= words.start
            && words.end <= place.words.end
            && place.readings.iter().any(|reading| {
                let entity_type = super::acronyms::type_of(reader, of_document, reading.entity);
                place.words.len() > words.len() && entity_type != ORGANISATION
                    || place.words == words && entity_type != "CITY" && entity_type != "REGION"
            })
    })
}

/// Behind a hyphen the Kazakh suffix of what stands before it: «АФМ-нің».
pub(super) fn end_of_suffix(reader: &Reader<'_>, end: usize) -> usize {
    let is_suffix = reader.surroundings.language == "kk"
        && reader
            .all()
            .get(end)
            .is_some_and(|word| word.joint == Joint::Hyphen && word.case == WordCase::Lower && word.length <= 5);
    if is_suffix { end + 1 } else { end }
}

/// Makes some words a mention of an entity by a short name, instead of whatever they are listed for.
pub(super) fn refer(
    reader: &Reader<'_>,
    words: Range<usize>,
    entity: EntityKey,
    name: &str,
    places: &mut Vec<Place>,
    of_document: &mut [DocumentEntity],
) {
    let position = if entity.0 == OF_DOCUMENT {
        of_document[entity.1 as usize].name(name)
    } else {
        let names = &(reader.surroundings.listed)(entity).entry.names;
        names.iter().position(|other| other.text == name).and_then(|at| u16::try_from(at).ok()).unwrap_or_default()
    };
    let at = places.partition_point(|place| {
        (place.words.start, usize::MAX - place.words.end) < (words.start, usize::MAX - words.end)
    });
    let reading = Reading::by_short_name(entity, position, Features::default(), MatchKind::Coreference, SCORE);
    match places.get_mut(at).filter(|place| place.words == words) {
        Some(place) if place.readings.iter().any(|reading| reading.entity == entity) => {}
        Some(place) => place.readings = vec![reading],
        None => {
            let span = reader.all()[words.start].span.start..reader.all()[words.end - 1].span.end;
            places.insert(at, Place { span, words, readings: vec![reading] });
        }
    }
}
