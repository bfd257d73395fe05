//! What a caller may ask of a tagger.

use super::Explanations;
use crate::gazetteer::{Entity, Relation};
use crate::reading::GenericBodies;
use crate::resolve::OverlapPolicy;

/// Whether a bare surname counts in a document that names the person in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coreference {
    /// It counts.
    #[default]
    On,
    /// It does not.
    Off,
}

/// Whether what no gazetteer lists is found by how the text names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// It is, unless the options name gazetteers: who names some wants what they list.
    #[default]
    ByGazetteers,
    /// It is.
    On,
    /// It is not.
    Off,
}

/// What to look for and how.
#[derive(Clone, Debug, Default)]
pub struct TagOptions {
    /// Only these gazetteers, by name (`countries`). Empty: all.
    pub gazetteers: Vec<String>,
    /// Only mentions of these entity types, of the finished answer. Empty: all.
    pub entity_types: Vec<String>,
    /// Only mentions whose names stand in these relations to their entities, of the finished answer. Empty: all.
    pub relations: Vec<Relation>,
    /// Which overlapping mentions are kept.
    pub overlap: OverlapPolicy,
    /// Candidates below this score, in [0, 1], are dropped before overlaps are resolved.
    pub min_score: f32,
    /// At most this many candidates a mention; 0: one.
    pub max_candidates: usize,
    /// At most this many mentions, the first; 0: all.
    pub max_mentions: usize,
    /// Entities beside those of the model.
    pub inline_entities: Vec<Entity>,
    /// Surface forms never to report.
    pub excluded_texts: Vec<String>,
    /// Whether bare surnames count.
    pub coreference: Coreference,
    /// Whether the answer says how it came about.
    pub explanations: Explanations,
    /// Whether words for organisations count where nothing makes a name of them.
    pub generic_bodies: GenericBodies,
    /// Whether people, organisations, places and events that no gazetteer lists count.
    pub unlisted: Unlisted,
}

impl TagOptions {
    /// Whether what no gazetteer lists is read.
    pub(super) fn reads_unlisted(&self) -> bool {
        match self.unlisted {
            Unlisted::ByGazetteers => self.gazetteers.is_empty(),
            Unlisted::On => true,
            Unlisted::Off => false,
        }
    }
}
