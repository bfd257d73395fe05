//! The matcher: surface forms -> every place in a text where one stands, nested and overlapping ones too, in one pass.
//!
//! Words first, automaton second: a text is cut into words, words that occur in some surface form become symbols, and an Aho-Corasick
//! automaton runs over the runs of symbols that could be a name of several words. So a match can only begin and end at a word
//! boundary, the automaton reads a few bytes of few words instead of every byte, and its alphabet is names rather than letters. This
//! room knows patterns by number; it refuses to know what they name.

mod boundary;
mod case;
mod engine;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use ahash::RandomState;
pub(crate) use boundary::{Boundary, left_boundary, right_boundary};
pub(crate) use case::{Admission, CasePolicy, CaseRule};
use engine::{AnyEngine, Automaton, Chains, Engine, Sequences};
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use vocabulary::{Filter, Looks, Symbol, UNKNOWN, Vocabulary};

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
    /// The same words but for the last one, which is given folded, in two parts.
    #[must_use]
    pub fn with_last_word(&self, stem: &str, ending: &str) -> Self {
        let front = self.0.rfind(PARTING).map_or("", |parting| &self.0[..=parting]);
        Self([front, stem, ending].concat().into())
    }

    /// The folded word, when it is one.
    pub fn only_word(&self) -> Option<&str> {
        (!self.0.contains(PARTING)).then_some(&*self.0)
    }

    /// The same words with spaces in the place of hyphens; `None` when there is no hyphen.
    pub fn with_spaces(&self) -> Option<Self> {
        self.0.contains(HYPHEN).then(|| Self(self.0.replace(HYPHEN, "\0").into()))
    }
}

/// Collects surface forms.
#[derive(Debug, Default)]
pub struct MatcherBuilder {
    vocabulary: Vocabulary,
    /// What each symbol is to the surface forms.
    uses: Vec<Use>,
    /// Surface forms of more than one symbol.
    longer: Sequences,
    /// Positions of the longer ones by their symbols.
    by_symbols: HashTable<u32>,
    hasher: RandomState,
    pattern_count: PatternId,
    /// The pattern that is being added.
    pattern: Vec<Symbol>,
}

impl MatcherBuilder {
    /// With room for so many surface forms.
    pub fn with_capacity(surfaces: usize) -> Self {
        Self { by_symbols: HashTable::with_capacity(surfaces), ..Self::default() }
    }

    /// Adds a surface form.
    pub fn add(&mut self, surface: &PatternText) -> PatternId {
        self.pattern.clear();
        self.pattern.extend(surface.0.split(PARTING).map(|symbol| self.vocabulary.intern(symbol)));
        self.uses.resize(self.vocabulary.count() + 1, Use::default());
        let next = self.pattern_count;
        let id = if let [symbol] = *self.pattern {
            let of_symbol = &mut self.uses[symbol as usize].pattern;
            if *of_symbol == NO_PATTERN {
                *of_symbol = next;
            }
            *of_symbol
        } else {
            self.add_longer(next)
        };
        if id == next {
            self.pattern_count = next.checked_add(1).expect("fewer than 2^32 surface forms fit in memory");
        }
        id
    }

    /// Adds the pattern of several symbols with this number if it is new; gives its number.
    fn add_longer(&mut self, next: PatternId) -> PatternId {
        let Self { by_symbols, longer, hasher, pattern, uses, .. } = self;
        let known = by_symbols.entry(
            hasher.hash_one(&*pattern),
            |position| longer.get(*position) == pattern,
            |position| hasher.hash_one(longer.get(*position)),
        );
        let position = *known.or_insert_with(|| longer.push(pattern, next)).get();
        let id = longer.pattern(position);
        if id == next {
            uses[pattern[0] as usize].begins = true;
            pattern[1..].iter().for_each(|symbol| uses[*symbol as usize].continues = true);
        }
        id
    }

    /// Builds the matcher, of the engine that their number asks for.
    pub fn build(self) -> Matcher {
        self.build_with(None)
    }

    /// Builds the matcher with this engine; where none is said, with the one that their number asks for.
    pub(crate) fn build_with(self, kind: Option<EngineKind>) -> Matcher {
        let Self { mut vocabulary, mut uses, longer, pattern_count, .. } = self;
        vocabulary.finish();
        uses.resize(vocabulary.count() + 1, Use::default());
        let mut pairs = Filter::of_size(longer.len());
        longer.iter().for_each(|pattern| pairs.add(hash_of_pair(pattern[0], pattern[1])));
        let by_number = if longer.len() > MOST_OF_AUTOMATON { EngineKind::Chains } else { EngineKind::Automaton };
        let engine = match kind.unwrap_or(by_number) {
            EngineKind::Automaton => AnyEngine::Automaton(Automaton::new(&longer, vocabulary.count() as Symbol)),
            EngineKind::Chains => AnyEngine::Chains(Chains::new(&longer)),
        };
        Matcher { vocabulary, uses: uses.into(), pairs, pattern_count: pattern_count as usize, engine }
    }
}

/// Stands for a word or gap that is no surface form by itself.
const NO_PATTERN: PatternId = PatternId::MAX;

/// What a word or gap is to the surface forms.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Use {
    /// The surface form that is this word alone.
    pattern: PatternId,
    /// Whether a longer one begins with it.
    begins: bool,
    /// Whether a longer one goes on with it.
    continues: bool,
}

impl Default for Use {
    fn default() -> Self {
        Self { pattern: NO_PATTERN, begins: false, continues: false }
    }
}

/// What finds the surface forms of several words. All find the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EngineKind {
    /// An Aho-Corasick automaton.
    Automaton,
    /// A trie, which can be kept in a file.
    Chains,
}

/// More surface forms of several words than these are found by chains: an automaton of more takes long to build and much memory.
const MOST_OF_AUTOMATON: usize = 1 << 20;

/// Finds surface forms in texts. With chains for an engine it can be kept in a file.
#[derive(Serialize, Deserialize)]
pub struct Matcher {
    vocabulary: Vocabulary,
    /// By symbol, the unknown one too.
    uses: Box<[Use]>,
    /// The first two symbols of every surface form of several words.
    pairs: Filter,
    pattern_count: usize,
    /// Finds the surface forms of several words; those of one need none.
    #[serde(with = "engine::kept")]
    engine: AnyEngine,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matcher").field("patterns", &self.pattern_count).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Whether every number in it is of something that is there: what comes from a file is looked at before it is used.
    pub(crate) fn is_sound(&self) -> bool {
        let is_pattern = |pattern: PatternId| pattern == NO_PATTERN || (pattern as usize) < self.pattern_count;
        self.uses.len() == self.vocabulary.count() + 1
            && self.uses.iter().all(|of_symbol| is_pattern(of_symbol.pattern))
            && self.pairs.is_sound()
            && self.engine.patterns().all(is_pattern)
    }

    /// How many different surface forms it knows.
    pub fn pattern_count(&self) -> usize {
        self.pattern_count
    }

    /// Memory of the vocabulary and the engine in bytes, to a few per cent.
    pub fn memory_bytes(&self) -> usize {
        let filters = self.vocabulary.memory_bytes() + self.pairs.memory_bytes();
        filters + size_of_val(&*self.uses) + self.engine.memory_bytes()
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
        // Whoever is called may search in turn: the lists are away meanwhile.
        let mut scratch = SCRATCH.with_borrow_mut(std::mem::take);
        let Scratch { looks, runs } = &mut scratch;
        runs.clear();
        let all = words.as_slice();
        let symbols = self.vocabulary.get_all(all.iter().map(|word| words.folded(word)), looks);
        for (index, symbol) in symbols.iter().enumerate() {
            if *symbol == UNKNOWN {
                continue;
            }
            let of_word = &self.uses[*symbol as usize];
            if of_word.pattern != NO_PATTERN {
                found(of_word.pattern, index..index + 1);
            }
            if of_word.continues && runs.ends_before(index) {
                match self.gap(words, index) {
                    None => runs.push(*symbol, index),
                    Some(gap) if self.uses[gap as usize].continues => {
                        runs.push(gap, index);
                        runs.push(*symbol, index);
                    }
                    Some(_) => {}
                }
            }
            if of_word.begins && !runs.ends_before(index + 1) {
                let next = symbols.get(index + 1).filter(|next| **next != UNKNOWN);
                let goes_on = |next: &Symbol| {
                    let second = self.gap(words, index + 1).unwrap_or(*next);
                    self.pairs.may_have(hash_of_pair(*symbol, second))
                };
                if next.is_some_and(goes_on) {
                    runs.begin(*symbol, index);
                }
            }
        }
        self.engine.find(&runs.symbols, &mut |pattern, range: Range<usize>| {
            found(pattern, runs.words[range.start] as usize..runs.words[range.end - 1] as usize + 1);
        });
        SCRATCH.set(scratch);
    }

    /// The symbol of the gap before a word; `None` of a plain space, which is none.
    fn gap(&self, words: &Words<'_>, index: usize) -> Option<Symbol> {
        let gap = words.gap(&words.as_slice()[index]);
        (gap != " ").then(|| self.vocabulary.get(gap))
    }
}

/// The hash of two neighbouring symbols.
const fn hash_of_pair(first: Symbol, second: Symbol) -> u64 {
    // Fibonacci hashing: the high bits depend on all.
    ((first as u64) << Symbol::BITS | second as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

thread_local! {
    /// Lists that a thread uses again.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What a search needs for its time.
#[derive(Default)]
struct Scratch {
    looks: Looks,
    runs: Runs,
}

/// The runs of words of a text that could be surface forms of several words, each run behind an unknown symbol.
#[derive(Default)]
struct Runs {
    symbols: Vec<Symbol>,
    /// The word that each symbol is of.
    words: Vec<u32>,
}

impl Runs {
    fn clear(&mut self) {
        self.symbols.clear();
        self.words.clear();
    }

    fn push(&mut self, symbol: Symbol, word: usize) {
        self.symbols.push(symbol);
        self.words.push(word as u32);
    }

    fn begin(&mut self, symbol: Symbol, word: usize) {
        self.push(UNKNOWN, word);
        self.push(symbol, word);
    }

    /// Whether the last run goes to the word before this one.
    fn ends_before(&self, index: usize) -> bool {
        self.words.last().is_some_and(|last| *last as usize + 1 == index)
    }
}
