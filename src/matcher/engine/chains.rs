//! Chains of symbols: a trie whose edges lie in one hash table, walked from every symbol at which a sequence may begin.
//!
//! A sequence costs some 30 bytes, and the table of millions is made in a second or two.

use std::ops::Range;

use ahash::RandomState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::{Engine, Sequences};
use crate::matcher::vocabulary::{Symbol, UNKNOWN};
use crate::matcher::{NO_PATTERN, PatternId};

/// A place in the trie.
type Node = u32;

/// Where every sequence begins.
const ROOT: Node = 0;

/// The way from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    from: Node,
    symbol: Symbol,
    to: Node,
}

/// The trie of the sequences.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub(in crate::matcher) struct Chains {
    hasher: RandomState,
    edges: HashTable<Edge>,
    /// The pattern that ends at each node, or none.
    patterns: Box<[PatternId]>,
}

impl Chains {
    /// Builds the trie.
    pub(in crate::matcher) fn new(sequences: &Sequences) -> Self {
        let mut edges = Vec::with_capacity(sequences.len() * 2);
        let mut patterns = vec![NO_PATTERN];
        // In their order, what two neighbours share is the way to where they part.
        let mut way: Vec<(Symbol, Node)> = Vec::new();
        for position in sequences.sorted() {
            let sequence = sequences.get(position);
            let shared = way.iter().zip(sequence).take_while(|((known, _), symbol)| known == *symbol).count();
            way.truncate(shared);
            for symbol in &sequence[shared..] {
                let from = way.last().map_or(ROOT, |(_, node)| *node);
                let to = Node::try_from(patterns.len()).expect("all names together have fewer than 2^32 words");
                edges.push(Edge { from, symbol: *symbol, to });
                patterns.push(NO_PATTERN);
                way.push((*symbol, to));
            }
            if let Some((_, node)) = way.last() {
                patterns[*node as usize] = sequences.pattern(position);
            }
        }
        Self::from_edges(edges.into_iter(), patterns.into())
    }

    fn from_edges(list: impl ExactSizeIterator<Item = Edge>, patterns: Box<[PatternId]>) -> Self {
        let hasher = RandomState::default();
        let mut edges = HashTable::with_capacity(list.len());
        for edge in list {
            edges.insert_unique(hash(&hasher, edge.from, edge.symbol), edge, |edge| {
                hash(&hasher, edge.from, edge.symbol)
            });
        }
        Self { hasher, edges, patterns }
    }

    /// The pattern that ends at each node, or none.
    pub(super) fn patterns(&self) -> &[PatternId] {
        &self.patterns
    }

    fn next(&self, from: Node, symbol: Symbol) -> Option<Node> {
        let is_it = |edge: &Edge| edge.from == from && edge.symbol == symbol;
        self.edges.find(hash(&self.hasher, from, symbol), is_it).map(|edge| edge.to)
    }
}

fn hash(hasher: &RandomState, from: Node, symbol: Symbol) -> u64 {
    hasher.hash_one(u64::from(from) << Symbol::BITS | u64::from(symbol))
}

/// The trie in a file: of every node but the first the one before it, the symbol between, and its pattern.
#[derive(Serialize, Deserialize)]
struct Kept {
    edges: Vec<(Node, Symbol)>,
    patterns: Box<[PatternId]>,
}

impl From<Chains> for Kept {
    fn from(chains: Chains) -> Self {
        let mut edges = vec![(ROOT, UNKNOWN); chains.edges.len()];
        for Edge { from, symbol, to } in &chains.edges {
            edges[*to as usize - 1] = (*from, *symbol);
        }
        Self { edges, patterns: chains.patterns }
    }
}

impl TryFrom<Kept> for Chains {
    type Error = &'static str;

    fn try_from(Kept { edges, patterns }: Kept) -> Result<Self, Self::Error> {
        let is_node_before = |(to, (from, _)): (Node, &(Node, Symbol))| *from < to;
        if edges.len() + 1 != patterns.len() || !(1..).zip(&edges).all(is_node_before) {
            return Err("the trie is not whole");
        }
        let edge =
            |(position, (from, symbol)): (usize, (Node, Symbol))| Edge { from, symbol, to: position as Node + 1 };
        Ok(Self::from_edges(edges.into_iter().enumerate().map(edge), patterns))
    }
}

impl Engine for Chains {
    fn find(&self, haystack: &[Symbol], found: &mut dyn FnMut(PatternId, Range<usize>)) {
        for start in 0..haystack.len() {
            let mut node = ROOT;
            for (symbol, end) in haystack[start..].iter().zip(start + 1..) {
                let Some(next) = self.next(node, *symbol) else { break };
                node = next;
                let pattern = self.patterns[node as usize];
                if pattern != NO_PATTERN {
                    found(pattern, start..end);
                }
            }
        }
    }

    fn memory_bytes(&self) -> usize {
        self.edges.allocation_size() + size_of_val(&*self.patterns)
    }
}
