//! The engine behind the matcher: byte patterns -> all their occurrences, overlapping ones too.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::PatternId;

/// Finds all occurrences of a fixed set of byte patterns.
pub(super) trait Engine: Send + Sync {
    /// Calls `found` with every occurrence of every pattern, by end.
    fn find(&self, haystack: &[u8], found: &mut dyn FnMut(PatternId, Range<usize>));

    /// Memory in bytes.
    fn memory_bytes(&self) -> usize;
}

/// The `aho-corasick` crate's contiguous automaton: of its three the best in memory and speed for more than a few thousand names.
pub(super) struct AhoCorasickEngine {
    automaton: AhoCorasick,
}

impl AhoCorasickEngine {
    /// Builds the automaton of the patterns, numbered in their order.
    pub(super) fn new(patterns: impl Iterator<Item = impl AsRef<[u8]>>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            // A symbol has three bytes: with the default of three there would be a table of all bytes for each pair of first bytes.
            .dense_depth(2)
            // What could be skipped by looking at bytes alone is no symbol of any name, and is not in the haystack.
            .prefilter(false)
            .build(patterns)
            .expect("the patterns have fewer than 2^31 bytes, or they would not have fitted in memory twice");
        Self { automaton }
    }
}

impl Engine for AhoCorasickEngine {
    fn find(&self, haystack: &[u8], found: &mut dyn FnMut(PatternId, Range<usize>)) {
        for occurrence in self.automaton.find_overlapping_iter(haystack) {
            found(occurrence.pattern().as_u32(), occurrence.range());
        }
    }

    fn memory_bytes(&self) -> usize {
        self.automaton.memory_usage()
    }
}
