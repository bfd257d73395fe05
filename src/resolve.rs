//! Resolving: everything that was found -> the mentions that count.
//!
//! Boundaries and capitals, context, scores, several entities for one place, overlaps. This room decides; it refuses to know how
//! names are stored and found.

mod overlap;
mod score;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

pub use self::overlap::OverlapPolicy;
pub(crate) use self::overlap::{Extent, select};
pub use self::score::MatchKind;

use self::score::Circumstances;
use crate::gazetteer::{Entity, Entry, Relation};
use crate::lexicon::{Form, Lexicon, needs_context};
use crate::matcher::{Admission, Boundary, left_boundary, right_boundary};
use crate::morph::Variant;
use crate::text::{Word, WordCase, Words};

/// An entity among those of the model and those of the request: which list, and the position in it.
pub(crate) type EntityKey = (usize, u32);

/// One thing that a place in the text may stand for.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The entity.
    pub(crate) entity: EntityKey,
    /// The form that matched.
    pub(crate) form: Form,
    /// What lay between the name and the text.
    pub(crate) kind: MatchKind,
    /// How sure.
    pub(crate) score: f32,
    /// Whether it counts only beside another mention of the entity.
    needs_context: bool,
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

/// A lexicon with the entities whose names it compiled.
pub(crate) struct Layer<'m> {
    /// The compiled names.
    pub(crate) lexicon: &'m Lexicon,
    /// The entities, in the lexicon's order.
    pub(crate) entities: &'m [Entity],
}

impl<'m> Layer<'m> {
    fn entry(&self, position: u32) -> &'m Entry {
        &self.entities[position as usize].entry
    }
}

/// Every place in the text where a name stands that counts there, with all readings, by start and then the longer first.
///
/// `layers` are the model and the entities of the request; `visible` says which entities may be found at all.
pub(crate) fn places(
    words: &Words<'_>,
    language: &str,
    layers: &[Layer<'_>],
    visible: impl Fn(EntityKey) -> bool,
) -> Vec<Place> {
    let mut found: Vec<(Range<usize>, usize, u32)> = Vec::new();
    for (layer, names) in layers.iter().enumerate() {
        names.lexicon.matcher().find(words, |pattern, range| found.push((range, layer, pattern)));
    }
    drop_joined(words, &mut found);
    let mut readings: Vec<(Range<usize>, Reading)> = Vec::new();
    for (range, layer, pattern) in found {
        let names = &layers[layer];
        for form in names.lexicon.forms(pattern) {
            let entity = (layer, form.entity);
            if visible(entity) {
                let mention = range.start + usize::from(form.words_before)..range.end - usize::from(form.words_behind);
                readings.extend(
                    reading(words, language, range.clone(), &mention, names, entity, form).map(|it| (mention, it)),
                );
            }
        }
    }
    readings.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    let mut places: Vec<Place> = Vec::new();
    for (range, reading) in readings {
        match places.last_mut() {
            Some(place) if place.words == range => place.add(reading),
            _ => places.push(Place { span: span(words, &range), words: range, readings: vec![reading] }),
        }
    }
    drop_unsupported(&mut places);
    for place in &mut places {
        place.take_in_full_stop(words, layers);
        place.order(|key| layers[key.0].entry(key.1).prior());
    }
    places
}

/// Drops what is part of a longer word. A hyphen parts two names («Москва-Астана») but not a name and something else.
fn drop_joined(words: &Words<'_>, found: &mut Vec<(Range<usize>, usize, u32)>) {
    let not_joined = |range: &Range<usize>| {
        left_boundary(words, range.start) != Boundary::Joined && right_boundary(words, range.end) != Boundary::Joined
    };
    found.retain(|(range, ..)| not_joined(range));
    let is_hyphenated = |range: &Range<usize>| {
        left_boundary(words, range.start) == Boundary::Hyphen || right_boundary(words, range.end) == Boundary::Hyphen
    };
    if !found.iter().any(|(range, ..)| is_hyphenated(range)) {
        return;
    }
    let starts: HashSet<usize> = found.iter().map(|(range, ..)| range.start).collect();
    let ends: HashSet<usize> = found.iter().map(|(range, ..)| range.end).collect();
    found.retain(|(range, ..)| {
        (left_boundary(words, range.start) != Boundary::Hyphen || ends.contains(&range.start))
            && (right_boundary(words, range.end) != Boundary::Hyphen || starts.contains(&range.end))
    });
}

/// One reading of the words `range`, of which `mention` are the name itself; `None` when the letters are not what the name asks for.
fn reading(
    words: &Words<'_>,
    language: &str,
    range: Range<usize>,
    mention: &Range<usize>,
    names: &Layer<'_>,
    entity: EntityKey,
    form: &Form,
) -> Option<Reading> {
    let covered = &words.as_slice()[range.clone()];
    let admission = names.lexicon.rule(form).admits(covered, words.has_capitals());
    if admission == Admission::Refused {
        return None;
    }
    let entry = names.entry(entity.1);
    let name = &entry.names[usize::from(form.name)];
    let needs_context = needs_context(entry, form);
    let is_surname = matches!(form.variant, Variant::Surname | Variant::Family);
    let is_one_word = covered.len() == 1;
    // «В. Лукашенко» is another than «А. Лукашенко», and «С. Киров» no city; the person's own initials are forms of their own.
    if is_one_word && (is_surname || name.relation == Relation::Name) && is_beside_initial(words, &range) {
        return None;
    }
    let lemma = names.lexicon.lemma(form, name);
    let kind = match form.variant {
        _ if is_surname && needs_context => MatchKind::Coreference,
        Variant::Initials => MatchKind::Abbreviated,
        _ if &words.text()[span(words, mention)] == lemma => MatchKind::Exact,
        _ if !form.is_base => MatchKind::Inflected,
        _ => MatchKind::Normalized,
    };
    let circumstances = Circumstances {
        kind,
        relation: name.relation,
        is_single_word: is_one_word,
        begins_sentence: covered[0].begins_sentence,
        in_capitals: covered.iter().all(|word| word.in_capitals_line || word.case == WordCase::Caseless),
        without_capitals: admission == Admission::WithoutCapitals,
        other_language: !language.is_empty() && &*name.language != language,
    };
    Some(Reading { entity, form: *form, kind, score: circumstances.score(), needs_context })
}

/// The bytes that some words cover; when one of a pair of quotes stands inside and the other right outside, both are taken in.
fn span(words: &Words<'_>, range: &Range<usize>) -> Range<usize> {
    const OPENING: [char; 6] = ['«', '“', '„', '‹', '"', '”'];
    const CLOSING: [char; 5] = ['»', '”', '“', '›', '"'];
    let start = words.as_slice()[range.start].span.start;
    let end = words.as_slice()[range.end - 1].span.end;
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

/// Whether a capital letter with a full stop stands before the words, or behind them: an initial of a person's name.
fn is_beside_initial(words: &Words<'_>, range: &Range<usize>) -> bool {
    let all = words.as_slice();
    let is_initial = |word: &Word| word.length == 1 && word.case == WordCase::Capitalized;
    let before = range.start > 0 && is_initial(&all[range.start - 1]) && words.gap(&all[range.start]).starts_with('.');
    let behind = all.get(range.end).is_some_and(|next| {
        let stop = words.text()[next.span.end..].starts_with('.');
        is_initial(next) && words.gap(next) == " " && stop && all.get(range.end + 1).is_some_and(is_initial)
    });
    before || behind
}

impl Place {
    /// Adds a reading; of several of one entity the best stays.
    fn add(&mut self, reading: Reading) {
        match self.readings.iter_mut().find(|other| other.entity == reading.entity) {
            Some(other) => {
                let better = (!reading.needs_context, reading.score) > (!other.needs_context, other.score);
                if better {
                    *other = reading;
                }
            }
            None => self.readings.push(reading),
        }
    }

    /// Takes in the full stop that is part of the name: «U.S.».
    fn take_in_full_stop(&mut self, words: &Words<'_>, layers: &[Layer<'_>]) {
        let ends_with_stop = |reading: &Reading| {
            let layer = &layers[reading.entity.0];
            let name = &layer.entry(reading.entity.1).names[usize::from(reading.form.name)];
            reading.form.is_base && layer.lexicon.lemma(&reading.form, name).ends_with('.')
        };
        if words.text()[self.span.end..].starts_with('.') && self.readings.iter().any(ends_with_stop) {
            self.span.end += 1;
        }
    }

    /// Orders the readings and shares the score among them by their priors.
    fn order(&mut self, prior: impl Fn(EntityKey) -> f32) {
        score::share(&mut self.readings, prior);
        self.readings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    }
}

/// Drops readings that need another mention of their entity where the document has none, and bare surnames that two people named in
/// the document share.
fn drop_unsupported(places: &mut Vec<Place>) {
    if places.iter().all(|place| place.readings.iter().all(|reading| !reading.needs_context)) {
        return;
    }
    let named: HashSet<EntityKey> = places
        .iter()
        .flat_map(|place| &place.readings)
        .filter(|reading| !reading.needs_context)
        .map(|reading| reading.entity)
        .collect();
    for place in places.iter_mut() {
        place.readings.retain(|reading| !reading.needs_context || named.contains(&reading.entity));
        let is_surname = |reading: &Reading| reading.kind == MatchKind::Coreference;
        if place.readings.iter().filter(|reading| is_surname(reading)).count() > 1 {
            place.readings.retain(|reading| !is_surname(reading));
        }
    }
    places.retain(|place| !place.readings.is_empty());
}
