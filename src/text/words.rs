//! A text cut into folded words, each with its place in the original and what stands before it.
//!
//! A word is a run of letters and digits of any script, with the combining marks and invisible characters inside it. Hyphens,
//! apostrophes and dots separate words, and the gap remembers which it was: «К.-Ж. Токаев» is the words `к`, `ж`, `токаев` with the
//! gaps `.-` and `. `.

use std::ops::Range;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::fold::{Folded, fold_plain_character, fold_word, is_ignorable};

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
    /// Where its folded form stands in the buffer of [`Words`].
    folded: Range<usize>,
    /// Where the folded gap before it stands in the buffer.
    gap: Range<usize>,
    /// What joins it to the word before it.
    pub joint: Joint,
    /// Number of its folded letters and digits.
    pub length: usize,
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
    text: &'t str,
    list: Vec<Word>,
    buffer: String,
    has_capitals: bool,
}

/// A gap that is folded to this can stand in no name.
const BREAK: &str = "\n";
/// Gaps longer than this many bytes stand in no name.
const LONGEST_GAP: usize = 24;

impl<'t> Words<'t> {
    /// Cuts the text into words.
    pub fn new(text: &'t str) -> Self {
        let mut words = Self { text, list: Vec::new(), buffer: String::with_capacity(text.len()), has_capitals: false };
        let mut position = 0;
        while let Some(span) = next_word(text, position) {
            words.push(position..span.start, span.clone());
            position = span.end;
        }
        words.mark_capitals_lines();
        words.mark_addresses();
        words
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
        &self.buffer[word.folded.clone()]
    }

    /// What stands between a word and the one before it, folded: quotes are dropped, white space (with one line break at most) is a
    /// space, every dash is `-`, every apostrophe is `'`. A full stop behind an initial has a space behind it: `К.Токаев`. A gap that
    /// can stand in no name is a line break.
    pub fn gap(&self, word: &Word) -> &str {
        &self.buffer[word.gap.clone()]
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

    fn push(&mut self, gap: Range<usize>, span: Range<usize>) {
        let raw_gap = &self.text[gap];
        let is_first = self.list.is_empty();
        let gap_start = self.buffer.len();
        if is_first {
            self.buffer.push_str(BREAK);
        } else {
            fold_gap(raw_gap, &mut self.buffer);
            // `К.Токаев` is `К. Токаев`.
            let parts_initial =
                &self.buffer[gap_start..] == "." && self.text[span.clone()].starts_with(char::is_uppercase);
            if parts_initial && self.list.last().is_some_and(Word::is_initial) {
                self.buffer.push(' ');
            }
        }
        let folded_start = self.buffer.len();
        let Folded { capitals, length, case } = fold_word(&self.text[span.clone()], &mut self.buffer);
        let begins_sentence = self.list.last().is_none_or(|previous| {
            ends_sentence(raw_gap) && !(raw_gap.starts_with('.') && is_abbreviation(self.folded(previous), previous))
        });
        self.has_capitals |= capitals != 0;
        self.list.push(Word {
            span,
            folded: folded_start..self.buffer.len(),
            gap: gap_start..folded_start,
            // Nothing but an `@` can join a word to what is no word.
            joint: if is_first && !raw_gap.ends_with('@') { Joint::Open } else { joint(raw_gap) },
            length,
            case,
            capitals,
            begins_sentence,
            in_capitals_line: false,
            in_address: false,
        });
    }

    /// Marks the words of lines that have at least two words of two letters and more, all in capitals.
    fn mark_capitals_lines(&mut self) {
        let mut line_start = 0;
        while line_start < self.list.len() {
            let mut line_end = line_start + 1;
            while line_end < self.list.len() && !self.starts_line(line_end) {
                line_end += 1;
            }
            let line = &mut self.list[line_start..line_end];
            let upper = line.iter().filter(|word| word.case == WordCase::Upper).count();
            let other = line.iter().filter(|word| matches!(word.case, WordCase::Lower | WordCase::Mixed)).count();
            // A single capital letter is both capitalized and in capitals.
            let capitalized =
                line.iter().filter(|word| word.case == WordCase::Capitalized && word.span.len() > 2).count();
            if upper >= 2 && other + capitalized == 0 {
                for word in &mut *line {
                    word.in_capitals_line = true;
                }
            }
            line_start = line_end;
        }
    }

    /// Marks the words of web addresses: `https://t.me/Kazakhstan`, `www.akorda.kz/ru/Astana`, `akorda.kz/ru`.
    fn mark_addresses(&mut self) {
        if !self.text.contains('/') && !self.text.contains("www.") {
            return;
        }
        let mut index = 0;
        while index < self.list.len() {
            let start = self.list[index].span.start;
            let piece = &self.text[start..];
            let end = start + piece.find(char::is_whitespace).unwrap_or(piece.len());
            let in_piece = self.list[index..].iter().take_while(|word| word.span.start < end).count();
            if is_address(&self.text[start..end]) {
                for word in &mut self.list[index..index + in_piece] {
                    word.in_address = true;
                }
            }
            index += in_piece;
        }
    }

    fn starts_line(&self, index: usize) -> bool {
        self.text[self.list[index - 1].span.end..self.list[index].span.start].contains('\n')
    }
}

/// The next word at or after a byte.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let start =
        text[from..].char_indices().find(|(_, character)| is_word_start(*character)).map(|(at, _)| from + at)?;
    let mut end = start;
    for (at, character) in text[start..].char_indices() {
        if is_word_start(character) || is_mark(character) {
            end = start + at + character.len_utf8();
        } else if !is_ignorable(character) {
            break;
        }
    }
    Some(start..end)
}

/// Letters and digits, without the apostrophes that Unicode calls letters, and without marks, which need a letter before them.
fn is_word_start(character: char) -> bool {
    if character.is_ascii() || fold_plain_character(character).is_some() {
        // Most text by far; Unicode's tables are asked for the rest.
        return !character.is_ascii() || character.is_ascii_alphanumeric();
    }
    character.is_alphanumeric() && !is_apostrophe(character) && !is_mark(character)
}

fn is_mark(character: char) -> bool {
    // No mark has a code below the first combining mark.
    character >= '\u{300}' && character.general_category_group() == GeneralCategoryGroup::Mark
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' | '＇')
}

const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '‚' | '＂')
}

const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

const fn is_dash(character: char) -> bool {
    is_hyphen(character) || matches!(character, '\u{2012}'..='\u{2015}' | '\u{2212}' | '\u{2E3A}' | '\u{2E3B}')
}

/// Appends the folded gap to `out`.
fn fold_gap(gap: &str, out: &mut String) {
    if gap == " " {
        out.push(' ');
        return;
    }
    if gap.len() > LONGEST_GAP || gap.bytes().filter(|byte| *byte == b'\n').count() > 1 {
        out.push_str(BREAK);
        return;
    }
    let start = out.len();
    // A hyphen at the end of a line parts a name that is written with it: `Касым-⏎Жомарт`.
    let gap = if gap.starts_with(is_hyphen) && gap.contains('\n') { gap.trim_end() } else { gap };
    for character in gap.chars() {
        match character {
            '\0' => {}
            _ if is_quote(character) || is_ignorable(character) || is_mark(character) => {}
            _ if character.is_whitespace() => {
                if !out[start..].ends_with(' ') {
                    out.push(' ');
                }
            }
            _ if is_dash(character) => out.push('-'),
            _ if is_apostrophe(character) => out.push('\''),
            _ => out.push(character),
        }
    }
    // Quotes alone part words too: `АО«Казахтелеком»`.
    if out.len() == start {
        out.push(' ');
    }
}

/// Whether a piece of text without white space is a web address.
fn is_address(piece: &str) -> bool {
    let is_label =
        |label: &str| label.len() >= 2 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let host = piece.split('/').next().unwrap_or_default();
    let has_domain = host
        .rsplit_once('.')
        .is_some_and(|(front, top)| is_label(top) && front.split('.').all(|part| !part.is_empty()));
    piece.contains("://") || piece.starts_with("www.") || (piece.contains('/') && has_domain && host.is_ascii())
}

fn joint(gap: &str) -> Joint {
    let mut characters = gap.chars().filter(|character| !is_ignorable(*character));
    match (characters.next(), characters.next()) {
        (Some(only), None) if is_hyphen(only) => Joint::Hyphen,
        (Some(only), None) if is_apostrophe(only) => Joint::Apostrophe,
        (Some('.'), None) => Joint::Dot,
        (Some('_'), None) => Joint::Underscore,
        _ if gap.ends_with('@') => Joint::At,
        _ => Joint::Open,
    }
}

/// Whether a gap ends a sentence or a line, so that the next word begins with a capital for that reason alone.
fn ends_sentence(gap: &str) -> bool {
    let ends = gap.contains(['.', '!', '?', '…']) && gap.contains(char::is_whitespace);
    // Direct speech begins with a capital too: `сказал: «Того ...`.
    let opens_speech = gap.contains(':') && gap.contains(is_quote);
    gap.contains('\n') || ends || opens_speech
}

/// Whether a full stop behind the word is one of an abbreviation or an initial rather than the end of a sentence.
fn is_abbreviation(folded: &str, word: &Word) -> bool {
    const ABBREVIATIONS: [&str; 26] = [
        "г",
        "гг",
        "ул",
        "им",
        "обл",
        "р",
        "с",
        "пос",
        "пр",
        "просп",
        "д",
        "стр",
        "проф",
        "акад",
        "ген",
        "тов",
        "св",
        "см",
        "т",
        "о",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
    ];
    let initial = word.case == WordCase::Capitalized && folded.chars().count() == 1;
    initial || ABBREVIATIONS.contains(&folded)
}
