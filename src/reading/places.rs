//! Places that no gazetteer lists, told by the word beside them: «село Сростки», «Знаменский район», «Қарасай ауданы».
//!
//! Once a place is told so, its bare name is that place in the rest of the document, in every form.

mod kinds;
mod states;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use self::kinds::{Kind, KindWord, Kinds, Side};
use super::endings;
use super::register::Register;
use crate::lexicon::is_common_word;
use crate::morph::{self, Features, Hints, Language, NameKind};
use crate::resolve::{DocumentEntity, Place, Reading, Rule};
use crate::text::{Word, WordCase, Words};

/// How sure a place is that a word beside it tells, and one that stands bare elsewhere.
const SCORE_TOLD: f32 = 0.9;
const SCORE_BARE: f32 = 0.8;

/// Words of a name at the most: «Сан-Ладзаро-ди-Савена» are four.
const MOST_WORDS: usize = 4;

/// A place that the text tells.
struct Told {
    words: Range<usize>,
    kind: Kind,
    /// Its base form, as far as the text shows it.
    lemma: String,
    /// The word that tells it.
    by: usize,
}

/// Adds the places that a word beside them tells, and where else the document names them.
pub(crate) fn places(
    words: &Words<'_>,
    language: &str,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    if !words.has_capitals() {
        return;
    }
    let kinds = Kinds::get();
    let mut is_taken = super::covered(words, places);
    let mut told: Vec<Told> = Vec::new();
    if language == "en" {
        for by in 0..words.as_slice().len() {
            let Some(state) = states::state_at(words, by, places) else { continue };
            is_taken[state.clone()].fill(true);
            told.push(Told { lemma: words.text_of(&state).to_owned(), words: state, kind: Kind::State, by });
        }
    }
    for (index, word) in words.as_slice().iter().enumerate() {
        for kind_word in kinds.of(words.folded(word)) {
            let found = told_by(words, index, *kind_word);
            if let Some(found) = found.filter(|found| !is_taken[found.words.clone()].contains(&true)) {
                is_taken[found.words.clone()].fill(true);
                told.push(found);
                break;
            }
        }
    }
    if told.is_empty() {
        return;
    }
    let mut register = Register::new(of_document, language);
    let mut fresh: Vec<Place> = Vec::new();
    let mut by_form: HashMap<String, (u32, u16, Features), ahash::RandomState> = HashMap::default();
    for found in told {
        let (entity, name) = register.unlisted(found.kind.entity_type(), &found.lemma);
        let key = words.key(found.words.clone());
        by_form.entry(key).or_insert((entity, name, Features::default()));
        for (form, features) in forms(&found.lemma, language) {
            by_form.entry(form).or_insert((entity, name, features));
        }
        fresh.push(Place::of_words(
            words,
            found.words,
            Reading::of_document(entity, name, Features::default(), SCORE_TOLD, Rule::Place(found.by.into())),
        ));
    }
    for run in bare_names(words, &is_taken) {
        let mut start = run.start;
        while start < run.end {
            let longest_first = (start + 1..=run.end).rev();
            let known = longest_first.map(|end| start..end).find_map(|range| {
                let known = by_form.get(&words.key(range.clone()))?;
                Some((range, *known))
            });
            start += 1;
            if let Some((range, (entity, name, features))) = known {
                start = range.end;
                let reading = Reading::of_document(entity, name, features, SCORE_BARE, Rule::PlaceElsewhere);
                fresh.push(Place::of_words(words, range, reading));
            }
        }
    }
    super::add(places, fresh);
}

/// All forms of a name, folded.
fn forms(lemma: &str, language: &str) -> Vec<(String, Features)> {
    let (paradigms, _) = morph::expand(Language::from_tag(language), NameKind::Toponym, lemma, &Hints::default());
    let forms = paradigms.into_iter().flat_map(|paradigm| paradigm.forms);
    forms.map(|form| (Words::new(&form.text).whole_key(), form.features)).collect()
}

/// Runs of capitalised words that are no part of another name.
fn bare_names<'w>(words: &'w Words<'_>, is_taken: &'w [bool]) -> impl Iterator<Item = Range<usize>> + 'w {
    let is_free = |index: usize| !is_taken[index] && is_name_word(&words.as_slice()[index]);
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = (next..is_taken.len()).find(|index| is_free(*index))?;
        let mut end = start + 1;
        while end < is_taken.len() && end - start < MOST_WORDS && is_free(end) && continues(words, end) {
            end += 1;
        }
        next = end;
        Some(start..end)
    })
}

/// The place that the word at this position tells of, on this side of it.
fn told_by(words: &Words<'_>, index: usize, KindWord { side, kind, noun }: KindWord) -> Option<Told> {
    let all = words.as_slice();
    let word = &all[index];
    match side {
        Side::Behind => {
            let is_abbreviation = word.length <= 3;
            let is_english = words.folded(word).is_ascii();
            // «Город» in the midst of a sentence is a part of another name.
            if word.case != WordCase::Lower && !(is_english || word.begins_sentence) {
                return None;
            }
            let first = index + 1;
            let gap = all.get(first).map(|next| words.gap(next))?;
            let is_near = if is_abbreviation { gap == ". " } else { gap == " " };
            // «Meech Lake Accord» is no lake.
            if is_english && index > 0 && words.gap(word) == " " && is_name_word(&all[index - 1]) {
                return None;
            }
            let range = (is_near && is_name_word(&all[first])).then(|| run_from(words, first))?;
            let range = if is_english { index..range.end } else { range };
            Some(Told { lemma: words.text_of(&range).to_owned(), words: range, kind, by: index })
        }
        Side::Before | Side::BeforeWithWord => {
            let with_word = side == Side::BeforeWithWord;
            let fits = if with_word { word.case == WordCase::Capitalized } else { word.case == WordCase::Lower };
            let range = (fits && words.gap(word) == " ").then(|| run_to(words, index))??;
            // "Lancashire County Cricket Club" is no county.
            let goes_on = all.get(index + 1).is_some_and(|next| words.gap(next) == " " && is_name_word(next));
            if with_word && goes_on {
                return None;
            }
            let range = if with_word { range.start..index + 1 } else { range };
            Some(Told { lemma: words.text_of(&range).to_owned(), words: range, kind, by: index })
        }
        Side::Adjective => {
            let before = index.checked_sub(1).filter(|_| words.gap(word) == " ")?;
            let adjective = &all[before];
            let is_name = adjective.case == WordCase::Capitalized && !adjective.begins_sentence;
            if !is_name || word.case != WordCase::Lower || !is_adjective_of_place(words.folded(adjective)) {
                return None;
            }
            let written = &words.text()[adjective.span.clone()];
            let lemma = format!("{} {noun}", endings::nominative(written, endings::shape(noun)));
            let range = before..index + 1;
            Some(Told { lemma, words: range, kind, by: index })
        }
    }
}

/// Whether a word is an adjective of a place: «Знаменского».
fn is_adjective_of_place(folded: &str) -> bool {
    const ENDINGS: [&str; 11] = ["ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ие", "их"];
    ENDINGS.into_iter().any(|ending| folded.strip_suffix(ending).is_some_and(|stem| stem.ends_with("ск")))
}

/// Whether a word can be a part of a name by its letters.
fn is_name_word(word: &Word) -> bool {
    word.length > 1 && matches!(word.case, WordCase::Capitalized | WordCase::Mixed) && word.capitals & 1 != 0
}

/// Whether a word goes on with the name before it.
fn continues(words: &Words<'_>, index: usize) -> bool {
    matches!(words.gap(&words.as_slice()[index]), " " | "-")
}

/// The name that begins with a word.
fn run_from(words: &Words<'_>, first: usize) -> Range<usize> {
    let all = words.as_slice();
    let is_hyphenated = |index: usize| words.gap(&all[index]) == "-";
    let mut end = first + 1;
    while end < all.len() && end - first < MOST_WORDS && continues(words, end) {
        // «Сан-Ладзаро-ди-Савена» has a small word between hyphens.
        let is_between_hyphens = is_hyphenated(end) && end + 1 < all.len() && is_hyphenated(end + 1);
        if !is_name_word(&all[end]) && !is_between_hyphens {
            break;
        }
        // «селе Цибулёво Знаменского района» has two names.
        let begins_another = all.get(end + 1).is_some_and(|next| {
            let is_of_adjective = |kind_word: &KindWord| kind_word.side == Side::Adjective;
            Kinds::get().of(words.folded(next)).iter().any(is_of_adjective)
        });
        if begins_another && is_adjective_of_place(words.folded(&all[end])) {
            break;
        }
        end += 1;
    }
    first..end
}

/// The name that ends before a word; `None` when there is none.
fn run_to(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let all = words.as_slice();
    let mut start = end;
    while start > 0 && end - start < MOST_WORDS && is_name_word(&all[start - 1]) && continues(words, start) {
        start -= 1;
    }
    // The capital of the first word of a sentence is its own: «Биыл Жданов аулына».
    if end - start > 1 && all[start].begins_sentence && words.gap(&all[start + 1]) != "-" {
        start += 1;
    }
    // «Біздің ауылы» is nobody's name.
    let is_a_word = end - start == 1 && all[start].begins_sentence && is_common_word(words.folded(&all[start]));
    (start < end && !is_a_word).then_some(start..end)
}
