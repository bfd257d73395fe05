//! Strings in quotes.

use std::ops::Range;

use super::Reader;

const OPENING: [char; 5] = ['«', '“', '„', '‹', '"'];
const CLOSING: [char; 5] = ['»', '”', '“', '›', '"'];

/// A name in quotes has at most as many words; what is longer is speech.
const MOST_WORDS: usize = 8;

impl Reader<'_> {
    /// The words of a string in quotes that begins at a word.
    pub(super) fn quoted_at(&self, start: usize) -> Option<Range<usize>> {
        if start >= self.all().len() || !self.opens(start) {
            return None;
        }
        let end = (start + 1..=self.all().len().min(start + MOST_WORDS)).find(|end| self.closes(*end))?;
        // A sentence in quotes is no name.
        let is_name = (start + 1..end).all(|index| !self.raw_gap(index).contains(['.', '!', '?', '\n', ';']));
        is_name.then_some(start..end)
    }

    /// The words of a string in quotes that ends before a word.
    pub(super) fn quoted_before(&self, end: usize) -> Option<Range<usize>> {
        if end == 0 || !self.closes(end) {
            return None;
        }
        let start = (end.saturating_sub(MOST_WORDS)..end).rev().find(|start| self.opens(*start))?;
        (self.quoted_at(start)? == (start..end)).then_some(start..end)
    }

    /// Whether quotes open before a word.
    fn opens(&self, index: usize) -> bool {
        let gap = self.raw_gap(index);
        gap.ends_with(OPENING)
            && (!gap.ends_with('"')
                || gap.len() == 1 && index == 0
                || gap.trim_end_matches('"').ends_with([' ', '(', '\n', '\u{A0}']))
    }

    /// Whether quotes close behind the word before.
    fn closes(&self, index: usize) -> bool {
        self.raw_gap(index).starts_with(CLOSING)
    }
}
