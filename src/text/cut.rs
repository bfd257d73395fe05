//! Cutting a text into words, in one pass.

use std::ops::Range;

use super::fold::{Folded, Plain, fold_plain, fold_word, is_ignorable, is_mark, is_plain};
use super::gap::{BREAK, ends_sentence, fold_gap, is_apostrophe, joint};
use super::spare;
use super::words::{Joint, Word, WordCase, Words};

/// A word has about as many bytes, with the gap before it: lists of words are made as long at once.
const BYTES_OF_A_WORD: usize = 10;

/// Cuts a text into words.
pub(super) fn cut(text: &str) -> Words<'_> {
    assert!(text.len() <= Words::LONGEST_TEXT, "a text of {} bytes is longer than 256 MiB", text.len());
    let (list, buffer) = spare::take(text.len() / BYTES_OF_A_WORD + 1, text.len() + 1);
    let mut cutter = Cutter { words: Words { text, list, buffer, has_capitals: false }, line: Line::default() };
    let mut position = 0;
    while let Some(start) = next_start(text, position) {
        position = cutter.push(position..start);
    }
    cutter.end_line();
    let mut words = cutter.words;
    mark_addresses(&mut words);
    words
}

/// The words so far.
struct Cutter<'t> {
    words: Words<'t>,
    line: Line,
}

/// What the words of a line look like.
#[derive(Default)]
struct Line {
    /// Its first word.
    start: usize,
    /// Words of two letters and more, all in capitals.
    upper: usize,
    /// Words with small letters.
    other: usize,
}

impl Cutter<'_> {
    /// Adds the word that begins where a gap ends; gives where it ends.
    fn push(&mut self, gap: Range<usize>) -> usize {
        let text = self.words.text;
        let raw_gap = &text[gap.clone()];
        let start = gap.end;
        let gap_start = self.words.buffer.len() as u32;
        let is_first = self.words.list.is_empty();
        let is_space = raw_gap == " " && !is_first;
        let begins_sentence = !is_space && self.begins_sentence(raw_gap);
        let joint = match raw_gap {
            " " => Joint::Open,
            // Nothing but an `@` can join a word to what is no word.
            _ if is_first && !raw_gap.ends_with('@') => Joint::Open,
            _ => joint(raw_gap),
        };
        if is_space {
            self.words.buffer.push(' ');
        } else {
            self.push_gap(raw_gap, &text[start..]);
        }
        let folded_start = self.words.buffer.len() as u32;
        let (end, Folded { capitals, length, case }) = push_word(text, start, &mut self.words.buffer);
        self.words.has_capitals |= capitals != 0;
        self.line.count(case, end - start);
        self.words.list.push(Word {
            span: start..end,
            gap_start,
            folded_start,
            folded_end: self.words.buffer.len() as u32,
            joint,
            length,
            case,
            capitals,
            begins_sentence,
            in_capitals_line: false,
            in_address: false,
        });
        end
    }

    /// Adds a gap that is no plain space, and ends the line that it ends.
    fn push_gap(&mut self, gap: &str, behind: &str) {
        let Some(last) = self.words.list.last() else { return self.words.buffer.push_str(BREAK) };
        let is_initial = last.is_initial();
        let start = self.words.buffer.len();
        fold_gap(gap, &mut self.words.buffer);
        // `К.Токаев` is `К. Токаев`.
        if is_initial && &self.words.buffer[start..] == "." && behind.starts_with(char::is_uppercase) {
            self.words.buffer.push(' ');
        }
        if gap.contains('\n') {
            self.end_line();
        }
    }

    fn begins_sentence(&self, gap: &str) -> bool {
        self.words.list.last().is_none_or(|previous| {
            ends_sentence(gap) && !(gap.starts_with('.') && is_abbreviation(self.words.folded(previous), previous))
        })
    }

    /// Marks the words of the line if at least two have two letters and more, and all are in capitals.
    fn end_line(&mut self) {
        let end = self.words.list.len();
        let Line { start, upper, other } = std::mem::replace(&mut self.line, Line { start: end, ..Line::default() });
        if upper >= 2 && other == 0 {
            self.words.list[start..end].iter_mut().for_each(|word| word.in_capitals_line = true);
        }
    }
}

impl Line {
    /// Counts a word of this case and so many bytes.
    fn count(&mut self, case: WordCase, bytes: usize) {
        match case {
            WordCase::Upper => self.upper += 1,
            WordCase::Lower | WordCase::Mixed => self.other += 1,
            // A single capital letter is both capitalized and in capitals.
            WordCase::Capitalized => self.other += usize::from(bytes > 2),
            WordCase::Caseless => {}
        }
    }
}

/// Where the next word begins, at or after a byte.
fn next_start(text: &str, from: usize) -> Option<usize> {
    // A space and a plain letter, mostly.
    let bytes = text.as_bytes();
    let behind_space = from + usize::from(bytes.get(from) == Some(&b' '));
    if Plain::at(bytes, behind_space).is_some() {
        return Some(behind_space);
    }
    text[from..].char_indices().find(|(_, character)| is_word_start(*character)).map(|(at, _)| from + at)
}

/// Appends the folded word that begins here; gives where it ends, and what folding tells of it.
fn push_word(text: &str, start: usize, out: &mut String) -> (usize, Folded) {
    let before = out.len();
    let (end, word) = fold_plain(text, start, out);
    let next = text[end..].chars().next();
    if next.is_some_and(|character| !character.is_ascii() && goes_on(character)) {
        out.truncate(before);
        return push_long_word(text, start, out);
    }
    let folded = word.folded().unwrap_or_else(|| {
        out.truncate(before);
        fold_word(&text[start..end], out)
    });
    (end, folded)
}

/// As [`push_word`], for a word with other characters than plain letters and digits.
fn push_long_word(text: &str, start: usize, out: &mut String) -> (usize, Folded) {
    let mut end = start;
    for (at, character) in text[start..].char_indices() {
        if is_word_start(character) || is_mark(character) {
            end = start + at + character.len_utf8();
        } else if !is_ignorable(character) {
            break;
        }
    }
    (end, fold_word(&text[start..end], out))
}

/// Letters and digits, without the apostrophes that Unicode calls letters, and without marks, which need a letter before them.
fn is_word_start(character: char) -> bool {
    // Most text by far is plain; Unicode's tables are asked for the rest.
    is_plain(character)
        || !character.is_ascii() && character.is_alphanumeric() && !is_apostrophe(character) && !is_mark(character)
}

/// Whether a word does not end before a character.
fn goes_on(character: char) -> bool {
    is_word_start(character) || is_mark(character) || is_ignorable(character)
}

/// Marks the words of web addresses: `https://t.me/Kazakhstan`, `www.akorda.kz/ru/Astana`, `akorda.kz/ru`.
fn mark_addresses(words: &mut Words<'_>) {
    let text = words.text;
    if !text.contains('/') && !text.contains("www.") {
        return;
    }
    let mut index = 0;
    while index < words.list.len() {
        let start = words.list[index].span.start;
        let piece = &text[start..];
        let end = start + piece.find(char::is_whitespace).unwrap_or(piece.len());
        let in_piece = words.list[index..].iter().take_while(|word| word.span.start < end).count();
        if is_address(&text[start..end]) {
            words.list[index..index + in_piece].iter_mut().for_each(|word| word.in_address = true);
        }
        index += in_piece;
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
