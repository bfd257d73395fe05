//! The matcher: surface forms -> every place in a text where one stands, nested and overlapping ones too, in one pass.
//!
//! Words first, automaton second: a text is cut into words, words that occur in some surface form become ids, and an Aho-Corasick
//! automaton runs over the ids. So a match can only begin and end at a word boundary, the automaton reads a few bytes a known word
//! instead of every byte, and its alphabet is names rather than letters. This room knows patterns by number; it refuses to know
//! what they name.

mod boundary;
mod case;
mod engine;
mod symbols;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use ahash::RandomState;
pub(crate) use boundary::{Boundary, left_boundary, right_boundary};
pub(crate) use case::{Admission, CasePolicy, CaseRule};
use engine::{AhoCorasickEngine, Engine};
use rayon::iter::Either;
use rayon::prelude::*;
use symbols::{Symbol, Symbols};

use crate::text::Words;

/// Number of a surface form, in the order of [`MatcherBuilder::add`]; equal surface forms have one number.
pub type PatternId = u32;

/// A surface form as the automaton reads it: its words, and the gaps between them that are not a plain space, in one string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternText(Box<str>);

/// Parts the words and gaps of a [`PatternText`]. No word and no folded gap holds it.
const PARTING: char = '\0';

impl PatternText {
    /// The pattern of a surface form; `None` when it has no word.
    pub fn of(surface: &Words<'_>) -> Option<Self> {
        let (first, rest) = surface.as_slice().split_first()?;
        let mut text = String::with_capacity(surface.text().len());
        text.push_str(surface.folded(first));
        for word in rest {
            for symbol in [surface.gap(word), surface.folded(word)].into_iter().filter(|symbol| *symbol != " ") {
                text.push(PARTING);
                text.push_str(symbol);
            }
        }
        Some(Self(text.into()))
    }
}

/// A hyphen between two words of a [`PatternText`].
const HYPHEN: &str = "\0-\0";

impl PatternText {
    /// The same words with spaces in the place of hyphens; `None` when there is no hyphen.
    pub fn with_spaces(&self) -> Option<Self> {
        self.0.contains(HYPHEN).then(|| Self(self.0.replace(HYPHEN, "\0").into()))
    }
}

/// Collects surface forms.
#[derive(Debug, Default)]
pub struct MatcherBuilder {
    symbols: Symbols,
    patterns: HashMap<Box<[Symbol]>, PatternId, RandomState>,
    /// The pattern that is being added.
    pattern: Vec<Symbol>,
}

impl MatcherBuilder {
    /// With room for so many surface forms.
    pub fn with_capacity(surfaces: usize) -> Self {
        let patterns = HashMap::with_capacity_and_hasher(surfaces, RandomState::default());
        Self { patterns, ..Self::default() }
    }

    /// Adds a surface form.
    pub fn add(&mut self, surface: &PatternText) -> PatternId {
        self.pattern.clear();
        self.pattern.extend(surface.0.split(PARTING).map(|symbol| self.symbols.intern(symbol)));
        if let Some(known) = self.patterns.get(self.pattern.as_slice()) {
            return *known;
        }
        let next = PatternId::try_from(self.patterns.len()).expect("fewer than 2^32 surface forms fit in memory");
        self.patterns.insert(self.pattern.as_slice().into(), next);
        next
    }

    /// Builds the automaton.
    pub fn build(self) -> Matcher {
        let Self { symbols, patterns, .. } = self;
        let pattern_count = patterns.len();
        let by_length = |(pattern, id): (Box<[Symbol]>, PatternId)| match *pattern {
            [symbol] => Either::Left((symbol, id)),
            _ => Either::Right((symbols.encode(&pattern), id)),
        };
        let (one_symbol, mut longer): (Vec<_>, Vec<(Vec<u8>, PatternId)>) =
            patterns.into_par_iter().partition_map(by_length);
        let mut of_one_symbol = vec![NO_PATTERN; symbols.count() + 1].into_boxed_slice();
        for (symbol, id) in one_symbol {
            of_one_symbol[symbol as usize] = id;
        }
        // The crate builds a trie of linked lists: what comes in descending order is always put in front.
        longer.par_sort_unstable_by(|a, b| b.cmp(a));
        let parts = longer.par_chunks(longer.len().div_ceil(PARTS).max(FEWEST_IN_A_PART)).map(Part::new).collect();
        Matcher { symbols, pattern_count, of_one_symbol, parts }
    }
}

/// Automata that the longer surface forms are shared out to, so that two cores build them.
const PARTS: usize = 2;
/// Fewer surface forms are not worth another automaton.
const FEWEST_IN_A_PART: usize = 1 << 16;

/// Some of the longer surface forms.
struct Part {
    /// Their numbers, in the order in which the engine has them.
    numbers: Box<[PatternId]>,
    engine: Box<dyn Engine>,
}

impl Part {
    fn new(patterns: &[(Vec<u8>, PatternId)]) -> Self {
        let numbers = patterns.iter().map(|(_, id)| *id).collect();
        Self { numbers, engine: Box::new(AhoCorasickEngine::new(patterns.iter().map(|(pattern, _)| pattern))) }
    }
}

/// Stands for a word or gap that is no surface form by itself.
const NO_PATTERN: PatternId = PatternId::MAX;

/// Finds surface forms in texts.
pub struct Matcher {
    symbols: Symbols,
    pattern_count: usize,
    /// Surface forms of one word, by its symbol: they need no automaton.
    of_one_symbol: Box<[PatternId]>,
    /// The longer surface forms.
    parts: Vec<Part>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matcher").field("patterns", &self.pattern_count).finish_non_exhaustive()
    }
}

impl Matcher {
    /// How many different surface forms it knows.
    pub fn pattern_count(&self) -> usize {
        self.pattern_count
    }

    /// Memory of the vocabulary and the automaton in bytes, to a few per cent.
    pub fn memory_bytes(&self) -> usize {
        let part = |part: &Part| part.engine.memory_bytes() + size_of_val(&*part.numbers);
        self.symbols.memory_bytes() + size_of_val(&*self.of_one_symbol) + self.parts.iter().map(part).sum::<usize>()
    }

    /// Cuts a text into words and calls `found` with every surface form in it and the bytes that it covers: [`Matcher::find`] for who
    /// has no use for the words.
    pub fn scan(&self, text: &str, mut found: impl FnMut(PatternId, Range<usize>)) {
        let words = Words::new(text);
        self.find(&words, |pattern, range| found(pattern, words.span(&range)));
    }

    /// Calls `found` with every surface form in the text and the range of words that it covers, in no particular order, without
    /// regard to the case of letters and to what joins the words to their neighbours.
    pub fn find(&self, words: &Words<'_>, mut found: impl FnMut(PatternId, Range<usize>)) {
        // What the automaton reads, and for every symbol in it the word it stands for.
        let mut haystack = Vec::with_capacity(words.as_slice().len() * self.symbols.width());
        let mut word_of_symbol: Vec<u32> = Vec::with_capacity(words.as_slice().len());
        let mut push = |symbol: Symbol, word: usize| {
            self.symbols.encode_into(symbol, &mut haystack);
            word_of_symbol.push(word as u32);
        };
        for (index, word) in words.as_slice().iter().enumerate() {
            let gap = words.gap(word);
            if gap != " " {
                push(self.symbols.get(gap), index);
            }
            let symbol = self.symbols.get(words.folded(word));
            push(symbol, index);
            let pattern = self.of_one_symbol[symbol as usize];
            if pattern != NO_PATTERN {
                found(pattern, index..index + 1);
            }
        }
        let width = self.symbols.width();
        for part in &self.parts {
            part.engine.find(&haystack, &mut |pattern, range| {
                let first = word_of_symbol[range.start / width] as usize;
                let last = word_of_symbol[range.end / width - 1] as usize;
                found(part.numbers[pattern as usize], first..last + 1);
            });
        }
    }
}
