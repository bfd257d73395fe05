//! How two models differ, in entities.

use std::collections::HashMap;

use crate::gazetteer::{Entry, Name};
use crate::tagger::{Entity, Model};

/// How many entities came, changed and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entities that only the newer model has.
    pub added: usize,
    /// Entities that say something else. A row that only moved is the same.
    pub updated: usize,
    /// Entities that only the older model has.
    pub removed: usize,
}

impl Changes {
    /// What changed from the older model to the newer one.
    pub fn between(older: &Model, newer: &Model) -> Self {
        let mut left: HashMap<&str, &Entity> =
            older.entities().iter().map(|entity| (entity.resource_name.as_str(), entity)).collect();
        let mut changes = Self::default();
        for entity in newer.entities() {
            match left.remove(entity.resource_name.as_str()) {
                None => changes.added += 1,
                Some(before) if !same(&before.entry, &entity.entry) => changes.updated += 1,
                Some(_) => {}
            }
        }
        changes.removed = left.len();
        changes
    }
}

/// Whether the entries say the same, wherever they stand.
#[expect(clippy::float_cmp, reason = "a weight is compared as it was written, not as it was computed")]
fn same(left: &Entry, right: &Entry) -> bool {
    let same_name = |(left, right): (&Name, &Name)| left.preferred == right.preferred && left.says_the_same(right);
    left.kind == right.kind
        && left.entity_type == right.entity_type
        && left.weight == right.weight
        && left.external_ids == right.external_ids
        && left.metadata == right.metadata
        && left.names.len() == right.names.len()
        && left.names.iter().zip(&right.names).all(same_name)
}
