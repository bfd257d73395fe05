//! Entities that one document names and no gazetteer lists.

use super::evidence::EvidenceSet;
use super::score::MatchKind;
use super::{EntityKey, Reading, Rule};
use crate::gazetteer::Entity;
use crate::lexicon::Form;
use crate::morph::Features;

/// The list of the document's own entities in an [`EntityKey`].
pub(crate) const OF_DOCUMENT: usize = usize::MAX;

/// Stands for a layer where a reading was found in none.
const NO_LAYER: usize = usize::MAX;

/// Where an entity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A gazetteer, or the request.
    Listed,
    /// A template over listed entities gives it an id that is the same in every document: `akimat@cities/1526273`.
    Composed,
    /// The document alone: its resource name, `unlisted/1`, means nothing outside it.
    Unlisted,
}

impl Origin {
    /// Whether the id of the entity means the same in every document.
    pub const fn is_linked(self) -> bool {
        !matches!(self, Self::Unlisted)
    }
}

/// An entity that one document names and no gazetteer lists. Its names are the lemmas of its mentions, the fullest first.
#[derive(Clone, Debug)]
pub(crate) struct DocumentEntity {
    /// The entity.
    pub(crate) entity: Entity,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

impl Reading {
    /// A mention of the document's entity at this position, under the name at this position.
    pub(crate) fn of_document(entity: u32, name: u16, features: Features, score: f32, rule: Rule) -> Self {
        Self {
            entity: (OF_DOCUMENT, entity),
            layer: NO_LAYER,
            form: Form::of_document(entity, name, features),
            kind: MatchKind::Pattern,
            score,
            evidence: EvidenceSet::default(),
            is_doubtful: false,
            needs_context: false,
            rule: Some(rule),
        }
    }

    /// A mention of any entity by a short name that the document introduces.
    pub(crate) fn by_short_name(entity: EntityKey, name: u16, features: Features, score: f32, rule: Rule) -> Self {
        let kind = MatchKind::Coreference;
        Self { entity, kind, ..Self::of_document(entity.1, name, features, score, rule) }
    }
}
