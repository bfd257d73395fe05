//! The engine behind the matcher: sequences of symbols -> all their occurrences, overlapping ones too.
//!
//! Two engines find the same. The automaton of the `aho-corasick` crate is what serves; for more sequences than it is the right tool
//! for, and for those of a snapshot, which it cannot be read from, there are chains.

mod automaton;
mod chains;

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

pub(super) use self::automaton::Automaton;
pub(super) use self::chains::Chains;
use super::PatternId;
use super::vocabulary::Symbol;

/// Finds all occurrences of a fixed set of sequences of symbols.
pub(super) trait Engine: Send + Sync {
    /// Calls `found` with every occurrence of every sequence, in no particular order.
    fn find(&self, haystack: &[Symbol], found: &mut dyn FnMut(PatternId, Range<usize>));

    /// Memory in bytes.
    fn memory_bytes(&self) -> usize;
}

/// One of the engines.
pub(super) enum AnyEngine {
    Automaton(Automaton),
    Chains(Chains),
}

impl AnyEngine {
    /// The patterns of a trie, which may come from a file, with the places where there is none; an automaton was built here.
    pub(super) fn patterns(&self) -> impl Iterator<Item = PatternId> {
        match self {
            Self::Automaton(_) => &[],
            Self::Chains(chains) => chains.patterns(),
        }
        .iter()
        .copied()
    }
}

impl Engine for AnyEngine {
    fn find(&self, haystack: &[Symbol], found: &mut dyn FnMut(PatternId, Range<usize>)) {
        match self {
            Self::Automaton(automaton) => automaton.find(haystack, found),
            Self::Chains(chains) => chains.find(haystack, found),
        }
    }

    fn memory_bytes(&self) -> usize {
        match self {
            Self::Automaton(automaton) => automaton.memory_bytes(),
            Self::Chains(chains) => chains.memory_bytes(),
        }
    }
}

/// An engine in a file: chains, the automaton's crate does not say what it holds.
pub(super) mod kept {
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{AnyEngine, Chains};

    pub(in crate::matcher) fn serialize<S: Serializer>(engine: &AnyEngine, serializer: S) -> Result<S::Ok, S::Error> {
        match engine {
            AnyEngine::Automaton(_) => Err(S::Error::custom("an automaton cannot be kept in a file")),
            AnyEngine::Chains(chains) => chains.serialize(serializer),
        }
    }

    pub(in crate::matcher) fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<AnyEngine, D::Error> {
        Chains::deserialize(deserializer).map(AnyEngine::Chains)
    }
}

/// Different sequences of symbols with the numbers of their patterns, all in one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequences {
    symbols: Vec<Symbol>,
    /// Where each sequence ends, and its pattern.
    list: Vec<(u32, PatternId)>,
}

impl Sequences {
    /// Adds a sequence; gives its position.
    pub(super) fn push(&mut self, sequence: &[Symbol], pattern: PatternId) -> u32 {
        self.symbols.extend_from_slice(sequence);
        let end = u32::try_from(self.symbols.len()).expect("all names together have fewer than 2^32 words");
        self.list.push((end, pattern));
        self.list.len() as u32 - 1
    }

    /// The sequence at a position.
    pub(super) fn get(&self, position: u32) -> &[Symbol] {
        let position = position as usize;
        let start = position.checked_sub(1).map_or(0, |before| self.list[before].0);
        &self.symbols[start as usize..self.list[position].0 as usize]
    }

    /// The pattern at a position.
    pub(super) fn pattern(&self, position: u32) -> PatternId {
        self.list[position as usize].1
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Symbol]> {
        (0..self.list.len() as u32).map(|position| self.get(position))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All positions, in the order of their sequences.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut positions: Vec<u32> = (0..self.list.len() as u32).collect();
        positions.par_sort_unstable_by(|a, b| self.get(*a).cmp(self.get(*b)));
        positions
    }
}
