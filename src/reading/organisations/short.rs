//! Short names: a name in quotes, or in Latin letters, that the document has said to be an organisation.
//!
//! «движение «Зелёный мост»» makes of every later «Зелёного моста» the movement.

use std::collections::HashMap;
use std::ops::Range;

use super::Reader;
use super::findings::ORGANISATION;
use super::units::around;
use crate::morph::{self, Features, Hints, Language, NameKind};
use crate::reading;
use crate::resolve::{DocumentEntity, EntityKey, OF_DOCUMENT, Place, Reading, Rule};
use crate::text::{Joint, WordCase, Words};

/// How sure a short name is that the document introduces: the share that is right in the development corpora.
const SCORE: f32 = 0.93;

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
    let mut fresh = Vec::new();
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
                    fresh.extend(refer(reader, index..end, (OF_DOCUMENT, *entity), name, places, of_document));
                    next = end;
                }
                break;
            }
        }
        index = next;
    }
    reading::add(places, fresh);
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
    around(places, words.start, |place| place.words.start).any(|place| {
        words.end <= place.words.end
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

/// Makes some words a mention of an entity by a short name, instead of whatever they are listed for. Gives the place when it is new.
pub(super) fn refer(
    reader: &Reader<'_>,
    words: Range<usize>,
    entity: EntityKey,
    name: &str,
    places: &mut [Place],
    of_document: &mut [DocumentEntity],
) -> Option<Place> {
    let position = if entity.0 == OF_DOCUMENT {
        of_document[entity.1 as usize].name(name, reader.surroundings.language)
    } else {
        let names = &(reader.surroundings.listed)(entity).entry.names;
        names.iter().position(|other| other.text == name).and_then(|at| u16::try_from(at).ok()).unwrap_or_default()
    };
    let at = reading::position_of(places, &words);
    let reading = Reading::by_short_name(entity, position, Features::default(), SCORE, Rule::ShortName);
    if let Some(at) = at {
        let place = &mut places[at];
        if place.readings.iter().all(|reading| reading.entity != entity) {
            place.readings = vec![reading];
        }
        return None;
    }
    Some(Place::of_words(reader.words, words, reading))
}
