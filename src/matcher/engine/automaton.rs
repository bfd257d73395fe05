//! Aho-Corasick over symbols, each written in a fixed number of bytes.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;

use super::{Engine, Sequences};
use crate::matcher::PatternId;
use crate::matcher::vocabulary::Symbol;

/// Bits of a symbol in one byte; the eighth marks the first byte of a symbol, so that no match begins inside one.
const BITS: u32 = 7;

/// Automata that the sequences are shared out to, so that two cores build them.
const PARTS: usize = 2;
/// Fewer sequences are not worth another automaton.
const FEWEST_IN_A_PART: usize = 1 << 16;

/// The `aho-corasick` crate's contiguous automaton: of its three the best in memory and speed for more than a few thousand names.
pub(in crate::matcher) struct Automaton {
    /// Bytes of a symbol.
    width: usize,
    parts: Vec<Part>,
}

/// The automaton of some of the sequences.
struct Part {
    /// Patterns in the order in which the automaton has them.
    patterns: Box<[PatternId]>,
    automaton: AhoCorasick,
}

impl Automaton {
    /// Builds the automaton of sequences of symbols up to the largest.
    pub(in crate::matcher) fn new(sequences: &Sequences, largest: Symbol) -> Self {
        let width = width(largest);
        let mut positions = sequences.sorted();
        // The crate builds a trie of linked lists: what comes in descending order is always put in front.
        positions.reverse();
        let part = |positions: &[u32]| Part::new(sequences, positions, width);
        let parts = positions.par_chunks(positions.len().div_ceil(PARTS).max(FEWEST_IN_A_PART)).map(part).collect();
        Self { width, parts }
    }
}

impl Part {
    fn new(sequences: &Sequences, positions: &[u32], width: usize) -> Self {
        let encoded = positions.iter().map(|position| encode(sequences.get(*position), width));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            // A symbol has three bytes: with the default of three there would be a table of all bytes for each pair of first bytes.
            .dense_depth(2)
            // What could be skipped by looking at bytes alone is no symbol of any name, and is not in the haystack.
            .prefilter(false)
            .build(encoded)
            .expect("the sequences have fewer than 2^31 bytes, or they would not have fitted in memory twice");
        Self { patterns: positions.iter().map(|position| sequences.pattern(*position)).collect(), automaton }
    }
}

impl Engine for Automaton {
    fn find(&self, haystack: &[Symbol], found: &mut dyn FnMut(PatternId, Range<usize>)) {
        let haystack = encode(haystack, self.width);
        for part in &self.parts {
            for occurrence in part.automaton.find_overlapping_iter(&haystack) {
                let range = occurrence.start() / self.width..occurrence.end() / self.width;
                found(part.patterns[occurrence.pattern().as_usize()], range);
            }
        }
    }

    fn memory_bytes(&self) -> usize {
        self.parts.iter().map(|part| part.automaton.memory_usage() + size_of_val(&*part.patterns)).sum()
    }
}

/// Bytes of an encoded symbol: as few as hold the largest.
fn width(largest: Symbol) -> usize {
    let bits = Symbol::BITS - largest.leading_zeros();
    bits.div_ceil(BITS).max(1) as usize
}

/// The bytes of some symbols.
fn encode(symbols: &[Symbol], width: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(symbols.len() * width);
    for symbol in symbols {
        for index in 0..width {
            let byte = (u64::from(*symbol) >> (BITS * (width - 1 - index) as u32)) as u8 & 0x7F;
            bytes.push(if index == 0 { byte | 0x80 } else { byte });
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_one_width_and_a_marked_first_byte() {
        let width = width(20_000);
        assert_eq!(width, 3);
        for symbol in [0, 1, 127, 128, 16_383, 16_384, 20_000] {
            let marks: Vec<bool> = encode(&[symbol], width).iter().map(|byte| *byte >= 0x80).collect();
            assert_eq!(marks, [true, false, false]);
        }
    }
}
