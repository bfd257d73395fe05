//! What stands around a name in the text, and what it says of it.

use std::ops::Range;

use crate::morph::{Case, Features, Language};
use crate::text::{Word, WordCase, Words};

/// Prepositions that places have rather than people.
const PREPOSITIONS: [&str; 11] = ["в", "во", "из", "под", "около", "близ", "до", "in", "from", "near", "at"];
/// Words before a name that say it is a place.
const WORDS_BEFORE: [&str; 3] = ["г", "гор", "аул"];
/// How longer such words begin: «город», «городе», «города».
const STEMS_BEFORE: [&str; 11] =
    ["город", "столиц", "сел", "посел", "деревн", "станиц", "аэропорт", "мэр", "аким", "житель", "жител"];
/// How words behind a Kazakh name begin that say it is a place.
const STEMS_BEHIND: [&str; 6] = ["қала", "облыс", "аудан", "ауыл", "аулы", "кент"];
/// Words that stand between two things of a kind.
const CONJUNCTIONS: [&str; 10] = ["и", "или", "мен", "пен", "бен", "және", "әрі", "and", "or", "а"];

/// Names that stand in a text, by the words around them.
pub(super) struct Surroundings<'w, 't> {
    words: &'w Words<'t>,
    range: Range<usize>,
}

impl<'w, 't> Surroundings<'w, 't> {
    /// Those of some words.
    pub(super) fn of(words: &'w Words<'t>, range: &Range<usize>) -> Self {
        Self { words, range: range.clone() }
    }

    /// The word before, as far as a space alone parts it, or an abbreviation's full stop: «г. Семей».
    fn before(&self) -> Option<&'w Word> {
        let all = self.words.as_slice();
        let is_near = || self.words.gap(&all[self.range.start]).ends_with(' ') && !self.begins_line();
        self.range.start.checked_sub(1).filter(|_| is_near()).map(|index| &all[index])
    }

    /// The word behind, as far as a space alone parts it.
    fn behind(&self) -> Option<&'w Word> {
        let next = self.words.as_slice().get(self.range.end).filter(|next| self.words.gap(next) == " ")?;
        (!self.raw_gap(self.range.end).contains('\n')).then_some(next)
    }

    /// What stands between a word and the one before it, as written.
    fn raw_gap(&self, word: usize) -> &'t str {
        let all = self.words.as_slice();
        let start = word.checked_sub(1).map_or(0, |before| all[before].span.end);
        &self.words.text()[start..all[word].span.start]
    }

    fn begins_line(&self) -> bool {
        self.range.start == 0 || self.raw_gap(self.range.start).contains('\n')
    }

    /// Whether another name stands beside it: «Владимир Иванов».
    pub(super) fn has_name_beside(&self) -> bool {
        let is_name = |word: &Word| word.case == WordCase::Capitalized && !word.begins_sentence;
        let is_next = || self.words.gap(&self.words.as_slice()[self.range.start]) == " ";
        self.before().is_some_and(|word| is_next() && is_name(word)) || self.behind().is_some_and(is_name)
    }

    /// Whether a word beside it says that it is a place: «город Владимир», «Семей қаласы».
    pub(super) fn has_place_word(&self) -> bool {
        let says_before = |word: &Word| {
            let folded = self.words.folded(word);
            WORDS_BEFORE.contains(&folded)
                || (word.length > 3 && STEMS_BEFORE.iter().any(|stem| folded.starts_with(stem)))
        };
        let says_behind = |word: &Word| {
            let folded = self.words.folded(word);
            STEMS_BEHIND.iter().any(|stem| folded.starts_with(stem))
        };
        self.before().is_some_and(says_before) || self.behind().is_some_and(says_behind)
    }

    /// Whether a preposition stands before it that places have.
    pub(super) fn has_place_preposition(&self) -> bool {
        self.before().is_some_and(|word| PREPOSITIONS.contains(&self.words.folded(word)))
    }

    /// Whether it stands alone in quotes: «Сарыарқа».
    pub(super) fn is_quoted(&self) -> bool {
        let span = self.words.span(&self.range);
        let (before, behind) = (&self.words.text()[..span.start], &self.words.text()[span.end..]);
        before.ends_with(['«', '“', '„', '"']) && behind.starts_with(['»', '”', '“', '"'])
    }

    /// Where the name ends that stands in a row with it and before it: «Ташкент, Ош и Сатпаев».
    pub(super) fn end_of_previous_in_row(&self) -> Option<usize> {
        let all = self.words.as_slice();
        let is_list_gap = |gap: &str| gap == ", " || gap == " - " || gap == "-";
        // A list has a place a line, with a sign before or behind it.
        let is_line_of_list = |gap: &str| {
            gap.contains('\n')
                && gap.trim_matches([' ', '\n', '\r', '\t', '-', '–', '—', '•', '*', ',', ';']).is_empty()
        };
        if self.range.start > 0
            && (is_list_gap(self.words.gap(&all[self.range.start])) || is_line_of_list(self.raw_gap(self.range.start)))
        {
            return Some(self.range.start);
        }
        let before = self.before().filter(|word| CONJUNCTIONS.contains(&self.words.folded(word)))?;
        (matches!(self.words.gap(before), " " | ", ")).then(|| self.range.start - 1)
    }
}

/// Whether a form is one that places stand in and people hardly: the Kazakh locative.
pub(super) fn is_locative(language: &str, features: Features) -> bool {
    Language::from_tag(language) == Language::Kazakh
        && (features.has_case(Case::Loc) || features.has_case(Case::LocAttr))
}
