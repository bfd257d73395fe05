//! A text looked at by code points: what stands at a span, around it, and how.

use crate::text::{Word, Words};

/// A text with the byte of every code point.
pub(super) struct TextView<'t> {
    words: Words<'t>,
    /// The byte at which each code point begins, and the length of the text.
    bytes: Vec<usize>,
}

/// How far around a mention its context goes, in code points.
const REACH: usize = 32;

impl<'t> TextView<'t> {
    /// Reads a text.
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { words: Words::new(text), bytes }
    }

    /// What a span covers.
    pub(super) fn text(&self, start: usize, end: usize) -> &'t str {
        &self.words.text()[self.bytes[start]..self.bytes[end]]
    }

    /// The span in brackets with some words around it, on one line.
    pub(super) fn context(&self, start: usize, end: usize) -> String {
        let length = self.bytes.len() - 1;
        let (from, to) = (start.saturating_sub(REACH), (end + REACH).min(length));
        let (mut before, mut behind) = (self.text(from, start), self.text(end, to));
        // A word that is cut in two is left out.
        if from > 0 {
            before = before.split_once(char::is_whitespace).map_or(before, |(_, rest)| rest);
        }
        if to < length {
            behind = behind.rsplit_once(char::is_whitespace).map_or(behind, |(rest, _)| rest);
        }
        let (open, close) = (if from > 0 { "…" } else { "" }, if to < length { "…" } else { "" });
        on_one_line(&format!("{open}{before}[{}]{behind}{close}", self.text(start, end)))
    }

    /// How the words of a span stand, as far as it bears on what their capitals mean.
    pub(super) fn standing(&self, start: usize, end: usize) -> &'static str {
        let (start, end) = (self.bytes[start], self.bytes[end]);
        let all = self.words.as_slice();
        let first = all.partition_point(|word| word.span.start < start);
        let covered: Vec<&Word> = all[first..].iter().take_while(|word| word.span.start < end).collect();
        let Some(first) = covered.first() else { return "no word" };
        if covered.iter().all(|word| word.capitals == 0) {
            "without capitals"
        } else if covered.iter().all(|word| word.in_capitals_line) {
            "in a line of capitals"
        } else if first.begins_sentence {
            "at the start of a sentence"
        } else {
            "inside a sentence"
        }
    }
}

/// White space of any kind and length becomes one space.
pub(super) fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
