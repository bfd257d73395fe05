//! The revisions that are kept: the one in use, and those before it, to pin a call to and to go back to.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Snapshot;

/// Revisions kept unless the store is told otherwise, the one in use among them.
pub const KEPT_REVISIONS: usize = 3;

/// Snapshots, the one in use first, then those that were in use last.
#[derive(Debug)]
pub(super) struct Held {
    snapshots: VecDeque<Arc<Snapshot>>,
    most: usize,
}

impl Held {
    /// Keeps at most so many, and always the one in use.
    pub(super) fn at_most(most: usize) -> Self {
        Self { snapshots: VecDeque::new(), most: most.max(1) }
    }

    /// Notes the snapshot that is in use from now on, and lets go of the one that was in use longest ago, when that is one too many.
    pub(super) fn push(&mut self, snapshot: Arc<Snapshot>) {
        self.snapshots.retain(|held| !held.holds(snapshot.model.revision()));
        self.snapshots.push_front(snapshot);
        self.snapshots.truncate(self.most);
    }

    /// The first snapshot of which this is true.
    pub(super) fn find(&self, is_wanted: impl Fn(&Snapshot) -> bool) -> Option<Arc<Snapshot>> {
        self.snapshots.iter().find(|snapshot| is_wanted(snapshot)).cloned()
    }

    /// The revisions, the one in use first.
    pub(super) fn revisions(&self) -> Vec<String> {
        self.snapshots.iter().map(|snapshot| snapshot.model.revision().to_owned()).collect()
    }
}
