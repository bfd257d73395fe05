//! Entries: added, changed cell by cell, removed.

use std::collections::BTreeSet;

use crate::gazetteer::Entry;
use crate::tagger::{Entity, Model};

/// What happened to one entity.
#[derive(Clone, Debug)]
pub enum EntryChange<'m> {
    /// Only the new gazetteers have it.
    Added(&'m Entity),
    /// Both have it, with other cells.
    Changed {
        /// As it was.
        old: &'m Entity,
        /// As it is.
        new: &'m Entity,
        /// The cells that differ, in the order of the columns.
        cells: Vec<CellChange>,
    },
    /// Only the old gazetteers have it.
    Removed(&'m Entity),
}

/// What happened to one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The column: `alias:ru`.
    pub column: String,
    /// The values that only the old cell has; all of them where only their order differs.
    pub old: Vec<String>,
    /// The values that only the new cell has; all of them where only their order differs.
    pub new: Vec<String>,
}

impl<'m> EntryChange<'m> {
    /// The entity, as it is or, of one that was removed, was.
    pub fn entity(&self) -> &'m Entity {
        match self {
            Self::Added(entity) | Self::Removed(entity) | Self::Changed { new: entity, .. } => entity,
        }
    }
}

/// What happened to the entities from one model to another, gazetteer by gazetteer: added and changed ones in the new order, then
/// removed ones in the old. Where an entry stands is no part of it.
pub fn entry_changes<'m>(old: &'m Model, new: &'m Model) -> Vec<EntryChange<'m>> {
    let gazetteers: BTreeSet<&str> =
        old.gazetteers().iter().chain(new.gazetteers()).map(|gazetteer| &*gazetteer.name).collect();
    let mut changes = Vec::new();
    for gazetteer in gazetteers {
        let entities = |model: &'m Model| model.entities().iter().filter(move |entity| *entity.gazetteer == *gazetteer);
        for entity in entities(new) {
            match old.entity(&entity.resource_name) {
                None => changes.push(EntryChange::Added(entity)),
                Some(before) => {
                    let cells = cell_changes(&before.entry, &entity.entry);
                    if !cells.is_empty() {
                        changes.push(EntryChange::Changed { old: before, new: entity, cells });
                    }
                }
            }
        }
        let is_gone = |entity: &&Entity| new.entity(&entity.resource_name).is_none();
        changes.extend(entities(old).filter(is_gone).map(EntryChange::Removed));
    }
    changes
}

/// The cells in which two rows differ.
pub fn cell_changes(old: &Entry, new: &Entry) -> Vec<CellChange> {
    let (old_cells, new_cells) = (old.cells(), new.cells());
    // Nearly all rows of an edit are the same.
    if old_cells == new_cells {
        return Vec::new();
    }
    let has = |cells: &[(String, Vec<String>)], column: &String| cells.iter().any(|(other, _)| other == column);
    let only_old = old_cells.iter().filter(|(column, _)| !has(&new_cells, column));
    let values = |cells: &[(String, Vec<String>)], column: &String| {
        cells.iter().find(|(other, _)| other == column).map(|(_, values)| values.clone()).unwrap_or_default()
    };
    let without = |from: &[String], other: &[String]| -> Vec<String> {
        from.iter().filter(|value| !other.contains(value)).cloned().collect()
    };
    let mut changes = Vec::new();
    for (column, _) in new_cells.iter().chain(only_old) {
        let (before, after) = (values(&old_cells, column), values(&new_cells, column));
        if before == after {
            continue;
        }
        let (gone, come) = (without(&before, &after), without(&after, &before));
        let is_order_alone = gone.is_empty() && come.is_empty();
        let (old, new) = if is_order_alone { (before, after) } else { (gone, come) };
        changes.push(CellChange { column: column.clone(), old, new });
    }
    changes
}
