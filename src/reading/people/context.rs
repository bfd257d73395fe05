//! What stands around a name, and whether it makes something else of it.

use super::grammar::{Grade, Name, Run};
use super::sense::Evidence;
use super::triggers;
use super::unit::{Cover, Shape, Unit};
use crate::morph::Language;
use crate::text::WordCase;

impl Run<'_, '_> {
    /// Whether a given name and a word behind it are a person, where there is no patronymic.
    pub(super) fn is_sure(&self, given: &Unit, surname: &Unit, evidence: Evidence) -> bool {
        let is_strict = given.language == Language::English;
        let is_listed = given.senses.is_certainly_given();
        let is_word = surname.senses.is_common && evidence < Evidence::Common;
        if triggers::is_office(self.folded(surname), surname.language)
            || triggers::makes_something_else(self.folded(surname), surname.language)
        {
            return false;
        }
        if given.cover == Cover::Other && (evidence < Evidence::Shaped || !is_listed) {
            return false;
        }
        if surname.cover == Cover::Other && (!is_listed || given.capital_is_idle && given.senses.is_common) {
            return false;
        }
        if is_listed {
            return !(is_word && (given.language != Language::Russian || given.senses.is_common));
        }
        // «Вера», «Роза»: a word too. At the start of a sentence that takes more.
        if given.capital_is_idle || given.is_foreign {
            evidence >= Evidence::Common || !is_word && !is_strict
        } else {
            !is_word
        }
    }

    /// Whether a word has its capital from the start of a sentence and is the title of who follows: «Ақын Абай».
    pub(super) fn is_title_of_next(&self, unit: &Unit) -> bool {
        unit.capital_is_idle && triggers::is_title(self.folded(unit), unit.language)
    }

    /// Whether a given name with a word behind it that may be a surname, or an initial, begins here.
    pub(super) fn begins_name(&self, at: usize) -> bool {
        let is_name_part = |unit: &Unit| {
            matches!(unit.shape, Shape::Initial | Shape::Particle)
                || (unit.shape == Shape::Word && unit.cover != Cover::Other)
        };
        self.word(at).is_some_and(|unit| unit.senses.is_certainly_given())
            && self.unit(at + 1).is_some_and(is_name_part)
    }

    /// Whether nothing around makes something else of a name.
    pub(super) fn is_whole(&self, name: &Name) -> bool {
        let all = self.words.as_slice();
        let first = &self.units[name.units.start];
        let last = &self.units[name.units.end - 1];
        let is_named_after = self.word_before(first).is_some_and(|word| triggers::names_after(word, last.language));
        let is_called = self.word_before(first).is_some_and(|word| triggers::says_name(word, last.language));
        if is_called || name.grade == Grade::GivenAndUnknown && self.is_quoted(first, last) {
            return false;
        }
        if is_named_after && (name.slots.may_be_genitive() || first.shape == Shape::Initial) {
            return false;
        }
        if self.makes_something_else(last) {
            return false;
        }
        // In a line of capitals only what the lists know.
        let in_capitals = all[first.words.start].case == WordCase::Upper && first.shape == Shape::Word;
        !in_capitals || name.grade == Grade::Full
    }

    /// Whether the word behind a unit makes something else of a name.
    pub(super) fn makes_something_else(&self, last: &Unit) -> bool {
        let all = self.words.as_slice();
        all.get(last.words.end).is_some_and(|behind| {
            let is_near = self.words.gap(behind) == " ";
            let is_capital = last.language != Language::English || behind.capitals & 1 != 0;
            is_near && is_capital && triggers::makes_something_else(self.words.folded(behind), last.language)
        })
    }

    /// Whether an opening quote stands right before a unit: the title of something begins.
    pub(super) fn is_behind_quote(&self, unit: &Unit) -> bool {
        let start = self.words.as_slice()[unit.words.start].span.start;
        self.words.text()[..start].ends_with(['«', '"', '“', '„'])
    }

    /// Whether some units stand in quotes with nothing else.
    pub(super) fn is_quoted(&self, first: &Unit, last: &Unit) -> bool {
        self.is_behind_quote(first) && self.words.text()[self.last_byte(last)..].starts_with(['»', '"', '”', '“'])
    }

    /// The word before a unit, as far as a space alone parts them.
    pub(super) fn word_before(&self, unit: &Unit) -> Option<&str> {
        let all = self.words.as_slice();
        let before = &all[unit.words.start.checked_sub(1)?];
        let gap = self.words.gap(&all[unit.words.start]);
        matches!(gap, " " | ". ").then(|| self.words.folded(before))
    }

    /// The folded first word of a unit.
    pub(super) fn folded(&self, unit: &Unit) -> &str {
        self.words.folded(&self.words.as_slice()[unit.words.start])
    }

    /// Where a unit ends, in bytes of the text.
    pub(super) fn last_byte(&self, unit: &Unit) -> usize {
        self.words.as_slice()[unit.words.end - 1].span.end
    }
}
