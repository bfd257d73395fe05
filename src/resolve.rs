//! Resolving: everything that was found -> the mentions that count.
//!
//! Boundaries and capitals, context, scores, several entities for one place, overlaps. This room decides; it refuses to know how
//! names are stored and found.

mod calibration;
mod coherence;
mod document;
mod evidence;
mod found;
mod overlap;
mod rule;
mod score;
mod surroundings;
mod trail;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use self::document::Origin;
pub(crate) use self::document::{DocumentEntity, OF_DOCUMENT};
pub(crate) use self::evidence::{Evidence, EvidenceSet};
pub use self::overlap::OverlapPolicy;
pub(crate) use self::overlap::{Extent, select};
pub(crate) use self::rule::Rule;
pub use self::score::MatchKind;
pub use self::trail::DropReason;
pub(crate) use self::trail::{Dropped, Trail};

use self::found::Found;
use crate::gazetteer::{Entity, Entry};
use crate::lexicon::{Form, PersonalNames, Segment};
use crate::matcher::{Boundary, PatternId, left_boundary, right_boundary};
use crate::text::{Joint, Words};

/// Sets of what one document has, hashed quickly, with a key of the process.
type HashSet<T> = std::collections::HashSet<T, ahash::RandomState>;

/// An entity among those of the model, those of the request and those of the document ([`OF_DOCUMENT`]): which list, and the position
/// in it.
pub(crate) type EntityKey = (usize, u32);

/// One thing that a place in the text may stand for.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The entity.
    pub(crate) entity: EntityKey,
    /// Position of the layer that it was found in; no layer has what the document alone has.
    pub(crate) layer: usize,
    /// The form that matched.
    pub(crate) form: Form,
    /// What lay between the name and the text.
    pub(crate) kind: MatchKind,
    /// How sure: the probability that its evidence comes to, and the share in it that other readings leave.
    pub(crate) score: f32,
    /// What speaks for and against it.
    pub(crate) evidence: EvidenceSet,
    /// Whether it could be something else, so that it counts only where more speaks for it than against it.
    pub(crate) is_doubtful: bool,
    /// Whether it counts only beside another mention of the entity.
    pub(crate) needs_context: bool,
    /// By which rule it was read; none where a gazetteer or the request lists the name.
    pub(crate) rule: Option<Rule>,
}

impl Reading {
    /// Heeds that a longer name takes in what stands there; says whether it is likely all the same.
    pub(crate) fn is_within_longer_name(&mut self) -> bool {
        self.evidence = self.evidence.with(Evidence::LongerName);
        self.is_doubtful = true;
        self.score = self.score.min(self.evidence.score());
        !self.is_unlikely()
    }

    /// Whether more speaks for something else.
    fn is_unlikely(&self) -> bool {
        self.is_doubtful && self.score < LIKELY
    }
}

/// A place in the text with all its readings, best first.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The words it covers.
    pub(crate) words: Range<usize>,
    /// The bytes it covers.
    pub(crate) span: Range<usize>,
    /// What it may stand for; never empty.
    pub(crate) readings: Vec<Reading>,
}

/// Compiled names with the entities that they stand for.
pub(crate) struct Layer<'m> {
    /// The compiled names.
    pub(crate) segment: Segment<'m>,
    /// The list of the entities in an [`EntityKey`].
    pub(crate) list: usize,
    /// The entities.
    pub(crate) entities: &'m [Entity],
    /// Given names and surnames of the people among the entities.
    pub(crate) personal_names: &'m PersonalNames,
}

impl<'m> Layer<'m> {
    fn entry(&self, position: u32) -> &'m Entry {
        &self.entities[position as usize].entry
    }
}

/// Every place in the text where a name stands that counts there, with all readings, by start and then the longer first.
///
/// `layers` are the segments of the model and the entities of the request; `visible` says which entities may be found at all. What is
/// dropped is noted in the trail.
pub(crate) fn places(
    words: &Words<'_>,
    language: &str,
    layers: &[Layer<'_>],
    visible: impl Fn(EntityKey) -> bool,
    trail: &mut Trail,
) -> Vec<Place> {
    let mut found: Vec<Occurrence> = Vec::new();
    for (layer, names) in layers.iter().enumerate() {
        names.segment.lexicon.matcher().find(words, |pattern, range| {
            if names.segment.has_forms(pattern) {
                found.push(Occurrence { range, layer, pattern });
            }
        });
    }
    drop_joined(words, &mut found, layers, trail);
    let mut readings: Vec<(Range<usize>, Reading)> = Vec::new();
    for Occurrence { range, layer, pattern } in found {
        let names = &layers[layer];
        let whole = span(words, &range);
        for (position, form) in names.segment.forms(pattern) {
            let mention = mention(&range, form);
            let unweighed = || [(mention.clone(), Reading::unweighed((names.list, position), layer, form))];
            if !visible((names.list, position)) {
                trail.drop(DropReason::GazetteerNotAsked, unweighed);
                continue;
            }
            let covered = if mention == range { whole.clone() } else { span(words, &mention) };
            let found = Found { range: range.clone(), mention: mention.clone(), text: &words.text()[covered] };
            match found.reading(words, language, names, position, form) {
                Ok(reading) => readings.push((mention, Reading { layer, ..reading })),
                Err(reason) => trail.drop(reason, unweighed),
            }
        }
    }
    let mut places = group(words, readings);
    coherence::weigh(words, &mut places, layers);
    drop_unsupported(&mut places, trail);
    calibration::weigh(words, language, &mut places, layers);
    for place in &mut places {
        place.heed_generic_words(trail);
        place.take_in_last_symbol(words, layers, trail);
        place.order(|reading| layers[reading.layer].entry(reading.entity.1).prior());
    }
    places
}

/// A surface form that stands in the text.
struct Occurrence {
    /// The words of the form.
    range: Range<usize>,
    /// The layer that has it.
    layer: usize,
    /// Its number there.
    pattern: PatternId,
}

impl Occurrence {
    /// What it would have stood for.
    fn unweighed<'m>(&self, layers: &[Layer<'m>]) -> impl Iterator<Item = (Range<usize>, Reading)> {
        let (Self { range, layer, pattern }, Layer { segment, list, .. }) = (self, &layers[self.layer]);
        let unweighed = |(position, form): (u32, &'m Form)| {
            (mention(range, form), Reading::unweighed((*list, position), *layer, form))
        };
        segment.forms(*pattern).map(unweighed)
    }
}

/// The words of a form that are the name itself, of which there is one at least.
fn mention(range: &Range<usize>, form: &Form) -> Range<usize> {
    let start = range.start + usize::from(form.words_before);
    let end = range.end.saturating_sub(usize::from(form.words_behind));
    if start < end { start..end } else { range.clone() }
}

/// Drops what is part of a longer word. A hyphen parts two names («Москва-Астана») but not a name and something else.
fn drop_joined(words: &Words<'_>, found: &mut Vec<Occurrence>, layers: &[Layer<'_>], trail: &mut Trail) {
    let mut keeps = |counts: bool, reason: DropReason, occurrence: &Occurrence| {
        if !counts {
            trail.drop(reason, || occurrence.unweighed(layers));
        }
        counts
    };
    let not_joined = |Occurrence { range, .. }: &Occurrence| {
        left_boundary(words, range.start) != Boundary::Joined && right_boundary(words, range.end) != Boundary::Joined
    };
    // In a web address only names that are addresses themselves: `kazpravda.kz`.
    let all = words.as_slice();
    let fits_address = |Occurrence { range, .. }: &Occurrence| {
        !all[range.start].in_address || all[range.start + 1..range.end].iter().any(|word| word.joint == Joint::Dot)
    };
    found.retain(|occurrence| {
        keeps(not_joined(occurrence), DropReason::PartialWord, occurrence)
            && keeps(fits_address(occurrence), DropReason::InAddress, occurrence)
    });
    let is_hyphenated = |Occurrence { range, .. }: &Occurrence| {
        left_boundary(words, range.start) == Boundary::Hyphen || right_boundary(words, range.end) == Boundary::Hyphen
    };
    if !found.iter().any(is_hyphenated) {
        return;
    }
    let starts: HashSet<usize> = found.iter().map(|occurrence| occurrence.range.start).collect();
    let ends: HashSet<usize> = found.iter().map(|occurrence| occurrence.range.end).collect();
    let has_names_beside = |Occurrence { range, .. }: &Occurrence| {
        (left_boundary(words, range.start) != Boundary::Hyphen || ends.contains(&range.start))
            && (right_boundary(words, range.end) != Boundary::Hyphen || starts.contains(&range.end))
    };
    found.retain(|occurrence| keeps(has_names_beside(occurrence), DropReason::PartialWord, occurrence));
}

/// The order of places: by their first word, then the longer first.
pub(crate) fn order_of(words: &Range<usize>) -> (usize, usize) {
    (words.start, usize::MAX - words.end)
}

/// Readings by place, by start and then the longer first; of several of one entity at one place the best stays.
fn group(words: &Words<'_>, mut readings: Vec<(Range<usize>, Reading)>) -> Vec<Place> {
    readings.sort_by(|(a_range, a), (b_range, b)| {
        let place = order_of(a_range).cmp(&order_of(b_range));
        let best = a.needs_context.cmp(&b.needs_context).then(b.score.total_cmp(&a.score));
        place.then(a.entity.cmp(&b.entity)).then(best)
    });
    readings.dedup_by(|(later_range, later), (range, earlier)| later_range == range && later.entity == earlier.entity);
    let mut places: Vec<Place> = Vec::new();
    for (range, reading) in readings {
        match places.last_mut() {
            Some(place) if place.words == range => place.readings.push(reading),
            _ => places.push(Place { span: span(words, &range), words: range, readings: vec![reading] }),
        }
    }
    places
}

/// The bytes that some words cover; when one of a pair of quotes stands inside and the other right outside, both are taken in.
pub(crate) fn span(words: &Words<'_>, range: &Range<usize>) -> Range<usize> {
    const OPENING: [char; 6] = ['«', '“', '„', '‹', '"', '”'];
    const CLOSING: [char; 5] = ['»', '”', '“', '›', '"'];
    let Range { start, end } = words.span(range);
    // No word has a quote in it.
    if range.len() == 1 {
        return start..end;
    }
    let (before, inside, after) = (&words.text()[..start], &words.text()[start..end], &words.text()[end..]);
    let mut quotes =
        inside.char_indices().filter(|(_, character)| OPENING.contains(character) || CLOSING.contains(character));
    let (Some((at, quote)), None) = (quotes.next(), quotes.next()) else { return start..end };
    let opens = inside[..at].ends_with(char::is_whitespace);
    match (after.chars().next(), before.chars().next_back()) {
        (Some(next), _) if opens && OPENING.contains(&quote) && CLOSING.contains(&next) => start..end + next.len_utf8(),
        (_, Some(last)) if !opens && CLOSING.contains(&quote) && OPENING.contains(&last) => {
            start - last.len_utf8()..end
        }
        _ => start..end,
    }
}

impl Place {
    /// A place of one reading, which covers the bytes of its words.
    pub(crate) fn of_words(words: &Words<'_>, range: Range<usize>, reading: Reading) -> Self {
        Self { span: words.span(&range), words: range, readings: vec![reading] }
    }

    /// Keeps the readings that count; the others are dropped for this reason.
    pub(crate) fn retain(&mut self, reason: DropReason, trail: &mut Trail, counts: impl Fn(&Reading) -> bool) {
        let words = &self.words;
        self.readings.retain(|reading| trail.keeps(counts(reading), reason, words, reading));
    }

    /// All its readings, for the trail.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Range<usize>, Reading)> {
        self.readings.iter().map(|reading| (self.words.clone(), reading.clone()))
    }

    /// Keeps to what a generic word beside the name says, where one does: «город Гонконг» is not the country.
    fn heed_generic_words(&mut self, trail: &mut Trail) {
        let has_generic_word = |reading: &Reading| reading.form.words_before + reading.form.words_behind > 0;
        if self.readings.iter().any(has_generic_word) {
            self.retain(DropReason::GenericWord, trail, has_generic_word);
        }
    }

    /// Takes in the last character of the name where it is no letter: «U.S.», «ОПЕК+».
    fn take_in_last_symbol(&mut self, words: &Words<'_>, layers: &[Layer<'_>], trail: &mut Trail) {
        let behind = &words.text()[self.span.end..];
        let Some(symbol) = behind.chars().next().filter(|symbol| matches!(symbol, '.' | '+')) else { return };
        let ends_with_it = |reading: &Reading| {
            let layer = &layers[reading.layer];
            let name = &layer.entry(reading.entity.1).names[usize::from(reading.form.name)];
            reading.form.is_base && layer.segment.lexicon.lemma(&reading.form, name).ends_with(symbol)
        };
        if self.readings.iter().any(ends_with_it) {
            self.span.end += symbol.len_utf8();
            // «ОПЕК+» is not «ОПЕК»; with a full stop the sentence may end.
            if symbol == '+' {
                self.retain(DropReason::PartialWord, trail, ends_with_it);
            }
        }
    }

    /// Orders the readings and shares the score among them by their priors.
    fn order(&mut self, prior: impl Fn(&Reading) -> f32) {
        score::share(&mut self.readings, prior);
        self.readings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    }
}

/// What could be something else counts when it is more likely than not.
pub(crate) const LIKELY: f32 = 0.5;

/// Drops doubtful readings that are not likely, readings that need another mention of their entity where the document has none, and
/// bare surnames that two people named in the document share.
fn drop_unsupported(places: &mut Vec<Place>, trail: &mut Trail) {
    let is_in_doubt = |reading: &Reading| reading.needs_context || reading.is_doubtful;
    if !places.iter().flat_map(|place| &place.readings).any(is_in_doubt) {
        return;
    }
    let named: HashSet<EntityKey> = places
        .iter()
        .flat_map(|place| &place.readings)
        .filter(|reading| !reading.needs_context && !reading.is_unlikely())
        .map(|reading| reading.entity)
        .collect();
    for place in places.iter_mut() {
        let is_supported = |reading: &Reading| !reading.needs_context || named.contains(&reading.entity);
        place.retain(DropReason::Unlikely, trail, |reading| !reading.is_unlikely());
        place.retain(DropReason::ContextMissing, trail, is_supported);
        let is_surname = |reading: &Reading| reading.kind == MatchKind::Coreference;
        if place.readings.iter().filter(|reading| is_surname(reading)).count() > 1 {
            place.retain(DropReason::SharedSurname, trail, |reading| !is_surname(reading));
        }
    }
    places.retain(|place| !place.readings.is_empty());
}
