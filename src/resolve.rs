//! Resolving: everything that was found -> the mentions that count.
//!
//! Boundaries and capitals, context, scores, several entities for one place, overlaps. This room decides; it refuses to know how
//! names are stored and found.

mod document;
mod gate;
mod overlap;
mod score;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

pub use self::document::Origin;
pub(crate) use self::document::{DocumentEntity, OF_DOCUMENT};
pub use self::overlap::OverlapPolicy;
pub(crate) use self::overlap::{Extent, select};
pub use self::score::MatchKind;

use self::gate::Verdict;
use self::score::Circumstances;
use crate::gazetteer::{Entity, Entry};
use crate::lexicon::{Form, Lexicon, is_place};
use crate::matcher::{Admission, Boundary, left_boundary, right_boundary};
use crate::morph::Variant;
use crate::text::{Joint, Word, WordCase, Words};

/// An entity among those of the model, those of the request and those of the document ([`OF_DOCUMENT`]): which list, and the position
/// in it.
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
        let whole = span(words, &range);
        for form in names.lexicon.forms(pattern) {
            let entity = (layer, form.entity);
            if !visible(entity) {
                continue;
            }
            let mention = range.start + usize::from(form.words_before)..range.end - usize::from(form.words_behind);
            let covered = if mention == range { whole.clone() } else { span(words, &mention) };
            let found = Found { range: range.clone(), mention: mention.clone(), text: &words.text()[covered] };
            readings.extend(found.reading(words, language, names, entity, form).map(|reading| (mention, reading)));
        }
    }
    let mut places = group(words, readings);
    drop_unsupported(&mut places);
    for place in &mut places {
        place.take_in_last_symbol(words, layers);
        place.order(|key| layers[key.0].entry(key.1).prior());
    }
    places
}

/// Drops what is part of a longer word. A hyphen parts two names («Москва-Астана») but not a name and something else.
fn drop_joined(words: &Words<'_>, found: &mut Vec<(Range<usize>, usize, u32)>) {
    let not_joined = |range: &Range<usize>| {
        left_boundary(words, range.start) != Boundary::Joined && right_boundary(words, range.end) != Boundary::Joined
    };
    // In a web address only names that are addresses themselves: `kazpravda.kz`.
    let all = words.as_slice();
    let fits_address = |range: &Range<usize>| {
        !all[range.start].in_address || all[range.start + 1..range.end].iter().any(|word| word.joint == Joint::Dot)
    };
    found.retain(|(range, ..)| not_joined(range) && fits_address(range));
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

/// Readings by place, by start and then the longer first; of several of one entity at one place the best stays.
fn group(words: &Words<'_>, mut readings: Vec<(Range<usize>, Reading)>) -> Vec<Place> {
    readings.sort_by(|(a_range, a), (b_range, b)| {
        let place = (a_range.start, usize::MAX - a_range.end).cmp(&(b_range.start, usize::MAX - b_range.end));
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

/// A surface form that stands in the text.
struct Found<'t> {
    /// The words of the form.
    range: Range<usize>,
    /// Those of them that are the name itself.
    mention: Range<usize>,
    /// What the name itself covers.
    text: &'t str,
}

impl Found<'_> {
    /// What a form stands for here; `None` when the letters, or the words around, say that it is something else.
    fn reading(
        &self,
        words: &Words<'_>,
        language: &str,
        names: &Layer<'_>,
        entity: EntityKey,
        form: &Form,
    ) -> Option<Reading> {
        let covered = &words.as_slice()[self.range.clone()];
        let admission = names.lexicon.rule(form).admits(covered, words.has_capitals());
        if admission == Admission::Refused {
            return None;
        }
        let verdict = gate::verdict(words, &self.mention, form.ambiguity, names.entry(entity.1));
        let is_surname = matches!(form.variant, Variant::Surname | Variant::Family);
        let could_be_a_persons = is_surname || form.ambiguity.is_personal();
        if verdict == Verdict::Refused || (could_be_a_persons && self.is_anothers(words, names.lexicon, is_surname)) {
            return None;
        }
        let name = &names.entry(entity.1).names[usize::from(form.name)];
        let lemma = names.lexicon.lemma(form, name);
        if lemma.ends_with('+') && !words.text()[covered[covered.len() - 1].span.end..].starts_with('+') {
            return None;
        }
        let kind = match form.variant {
            _ if is_surname && form.needs_context => MatchKind::Coreference,
            Variant::Initials => MatchKind::Abbreviated,
            _ if self.text == lemma => MatchKind::Exact,
            _ if !form.is_base => MatchKind::Inflected,
            _ => MatchKind::Normalized,
        };
        let circumstances = Circumstances {
            kind,
            relation: name.relation,
            is_single_word: covered.len() == 1,
            begins_sentence: covered[0].begins_sentence,
            in_capitals: covered.iter().all(|word| word.in_capitals_line || word.case == WordCase::Caseless),
            without_capitals: admission == Admission::WithoutCapitals,
            could_be_something_else: verdict != Verdict::Accepted,
            other_language: !language.is_empty() && &*name.language != language,
        };
        let needs_context = form.needs_context
            || verdict == Verdict::NeedsSupport
            || self.is_a_brand(words, language, names.entry(entity.1), form);
        Some(Reading { entity, form: *form, kind, score: circumstances.score(), needs_context })
    }

    /// Whether one word in Latin letters in a Russian or Kazakh text is hardly the place of that name: who means London writes
    /// «Лондон», and «London» is a part of the name of something else.
    fn is_a_brand(&self, words: &Words<'_>, language: &str, entry: &Entry, form: &Form) -> bool {
        let [word] = &words.as_slice()[self.range.clone()] else { return false };
        matches!(language, "ru" | "kk")
            && is_place(entry)
            && word.case != WordCase::Upper
            && form.variant == Variant::Full
            && words.folded(word).starts_with(|letter: char| letter.is_ascii_alphabetic())
    }

    /// Whether the words are the surname of somebody else: «В. Лукашенко» is another than «А. Лукашенко», «Андрей Вучич» another
    /// than «Александр Вучич». The person's own given names and initials are forms of their own, which are longer.
    fn is_anothers(&self, words: &Words<'_>, lexicon: &Lexicon, is_surname: bool) -> bool {
        let all = words.as_slice();
        let first = &all[self.range.start];
        let gap = words.gap(first);
        let before = self.range.start.checked_sub(1).map(|index| &all[index]);
        let on_one_line = |word: &Word| !words.text()[word.span.end..first.span.start].contains('\n');
        let has_initial_before =
            before.is_some_and(|word| word.is_initial() && gap.starts_with('.') && on_one_line(word));
        let has_given_name_before = is_surname
            && gap == " "
            && before.is_some_and(|word| word.capitals & 1 != 0 && lexicon.is_given_name(words.folded(word)));
        has_initial_before || has_given_name_before || (is_surname && self.has_initials_behind(words))
    }

    /// Whether initials stand behind the words, and no other surname behind those: «Вучич В. И. сказал».
    fn has_initials_behind(&self, words: &Words<'_>) -> bool {
        let all = words.as_slice();
        let is_initial = |word: &Word| word.is_initial() && words.text()[word.span.end..].starts_with('.');
        let initials = all[self.range.end..].iter().take_while(|word| is_initial(word)).count();
        let follows = all.get(self.range.end).is_some_and(|word| words.gap(word) == " ");
        let behind = all.get(self.range.end + initials);
        let is_before_a_name = behind.is_some_and(|word| words.gap(word).starts_with('.') && word.capitals & 1 != 0);
        initials >= 1 && follows && !is_before_a_name
    }
}

/// The bytes that some words cover; when one of a pair of quotes stands inside and the other right outside, both are taken in.
pub(crate) fn span(words: &Words<'_>, range: &Range<usize>) -> Range<usize> {
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

impl Place {
    /// Takes in the last character of the name where it is no letter: «U.S.», «ОПЕК+».
    fn take_in_last_symbol(&mut self, words: &Words<'_>, layers: &[Layer<'_>]) {
        let behind = &words.text()[self.span.end..];
        let Some(symbol) = behind.chars().next().filter(|symbol| matches!(symbol, '.' | '+')) else { return };
        let ends_with_it = |reading: &Reading| {
            let layer = &layers[reading.entity.0];
            let name = &layer.entry(reading.entity.1).names[usize::from(reading.form.name)];
            reading.form.is_base && layer.lexicon.lemma(&reading.form, name).ends_with(symbol)
        };
        if self.readings.iter().any(ends_with_it) {
            self.span.end += symbol.len_utf8();
            // «ОПЕК+» is not «ОПЕК»; with a full stop the sentence may end.
            if symbol == '+' {
                self.readings.retain(ends_with_it);
            }
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
