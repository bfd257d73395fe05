//! A text as folded words, each with its place in the original and what stands before it.
//!
//! A word is a run of letters and digits of any script, with the combining marks and invisible characters inside it. Hyphens,
//! apostrophes and dots separate words, and the gap remembers which it was: «К.-Ж. Токаев» is the words `к`, `ж`, `токаев` with the
//! gaps `.-` and `. `.

use std::ops::Range;

use super::cut::cut;
use super::spare;

/// What joins a word to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing: white space, punctuation, or the start of the text.
    Open,
    /// A hyphen and nothing else: «Нур-Султан».
    Hyphen,
    /// An apostrophe and nothing else: «Кот-д’Ивуар».
    Apostrophe,
    /// A full stop and nothing else: «А.Вучич», `kazpravda.kz`.
    Dot,
    /// `@`, with nothing between it and the word: an e-mail address, a handle.
    At,
    /// An underscore and nothing else: a handle, a file name.
    Underscore,
}

/// The case of a word's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordCase {
    /// Has no letters with case.
    Caseless,
    /// No capitals.
    Lower,
    /// The first letter alone is a capital.
    Capitalized,
    /// At least two letters, all capitals.
    Upper,
    /// Anything else: `eGov`, `КазМунайГаз`.
    Mixed,
}

/// A word of a text.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands, in bytes of the original text.
    pub span: Range<usize>,
    /// Where the folded gap before it begins in the buffer of [`Words`].
    pub(super) gap_start: u32,
    /// Where its folded form begins there, right behind the gap.
    pub(super) folded_start: u32,
    /// Where its folded form ends.
    pub(super) folded_end: u32,
    /// What joins it to the word before it.
    pub joint: Joint,
    /// Number of its folded letters and digits.
    pub length: u32,
    /// The case of its letters.
    pub case: WordCase,
    /// Which of its first 64 folded letters were capitals, lowest bit first.
    pub capitals: u64,
    /// Whether it begins a sentence, a line or the text, so that a capital there means nothing.
    pub begins_sentence: bool,
    /// Whether the words of its line are all in capitals, so that capitals there mean nothing.
    pub in_capitals_line: bool,
    /// Whether it is part of a web address.
    pub in_address: bool,
}

impl Word {
    /// Whether it is one capital letter, as initials are.
    pub fn is_initial(&self) -> bool {
        self.length == 1 && self.case == WordCase::Capitalized
    }
}

/// A text as folded words.
#[derive(Debug)]
pub struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) list: Vec<Word>,
    /// The folded gap and the folded form of each word by turns.
    pub(super) buffer: String,
    pub(super) has_capitals: bool,
}

impl Drop for Words<'_> {
    fn drop(&mut self) {
        spare::keep(std::mem::take(&mut self.list), std::mem::take(&mut self.buffer));
    }
}

impl<'t> Words<'t> {
    /// The longest text, in bytes: 256 MiB. Positions in the folded text, which may be eleven times as long (`ﷺ`), are kept in four bytes.
    pub const LONGEST_TEXT: usize = 1 << 28;

    /// Cuts the text into words.
    ///
    /// # Panics
    ///
    /// When the text is longer than [`Self::LONGEST_TEXT`].
    pub fn new(text: &'t str) -> Self {
        cut(text)
    }

    /// The original text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The words, in text order.
    pub fn as_slice(&self) -> &[Word] {
        &self.list
    }

    /// The folded form of a word.
    pub fn folded(&self, word: &Word) -> &str {
        &self.buffer[word.folded_start as usize..word.folded_end as usize]
    }

    /// What stands between a word and the one before it, folded: quotes are dropped, white space (with one line break at most) is a
    /// space, every dash is `-`, every apostrophe is `'`. A full stop behind an initial has a space behind it: `К.Токаев`. A gap that
    /// can stand in no name is a line break.
    pub fn gap(&self, word: &Word) -> &str {
        &self.buffer[word.gap_start as usize..word.folded_start as usize]
    }

    /// Whether the text has any capital letter.
    pub fn has_capitals(&self) -> bool {
        self.has_capitals
    }

    /// The bytes of the original text that some neighbouring words cover, of which there is at least one.
    pub fn span(&self, range: &Range<usize>) -> Range<usize> {
        self.list[range.start].span.start..self.list[range.end - 1].span.end
    }

    /// The original text of some neighbouring words, of which there is at least one.
    pub fn text_of(&self, range: &Range<usize>) -> &'t str {
        &self.text[self.span(range)]
    }

    /// The folded text of some neighbouring words, with their gaps: a key under which equal names are equal.
    pub fn key(&self, range: Range<usize>) -> String {
        let mut key = String::new();
        for (index, word) in self.list[range].iter().enumerate() {
            if index > 0 {
                key.push_str(self.gap(word));
            }
            key.push_str(self.folded(word));
        }
        key
    }

    /// The key of all words of the text.
    pub fn whole_key(&self) -> String {
        self.key(0..self.list.len())
    }
}
