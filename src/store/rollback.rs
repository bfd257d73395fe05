//! Going back to a revision that is still held.

use std::sync::Arc;

use super::reload::{RevisionMismatch, expect_revision};
use super::{OverlayError, Store};

/// A return to an earlier revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollbackRequest {
    /// The revision to return to.
    pub revision: String,
    /// Swap only when the current revision is this one.
    pub expected_revision: Option<String>,
}

/// Why a rollback did nothing.
#[derive(Debug, thiserror::Error)]
pub enum RollbackError {
    /// Nothing is loaded yet.
    #[error("the gazetteers are still being loaded")]
    NotLoaded,
    /// The current revision is not the expected one.
    #[error(transparent)]
    RevisionMismatch(#[from] RevisionMismatch),
    /// The revision is not held.
    #[error(transparent)]
    NotHeld(#[from] NotHeld),
    /// The overlay, which goes back too, cannot be written.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
}

/// A revision is not held.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("revision `{revision}` is not held")]
pub struct NotHeld {
    /// The revision.
    pub revision: String,
    /// The revisions that are, the one in use first.
    pub held: Vec<String>,
}

impl Store {
    /// Swaps a held revision in, and gives the revision before. The overlay goes back with it, on the disk too: nobody else has its
    /// files. Other files stay as they are, and count again when one of them changes or a reload is asked for. Blocks.
    ///
    /// # Errors
    ///
    /// See [`RollbackError`]; what was loaded stays in use.
    pub fn rollback(&self, request: &RollbackRequest) -> Result<String, RollbackError> {
        let _turn = self.turn();
        let previous = self.current().ok_or(RollbackError::NotLoaded)?;
        expect_revision(&previous, request.expected_revision.as_deref())?;
        let target = self.held(&request.revision)?;
        let previous_revision = previous.model.revision().to_owned();
        if !target.holds(&previous_revision) {
            if let Some(overlay) = &self.overlay {
                overlay.replace(&previous.overlay, &target.overlay)?;
            }
            self.activate(Arc::new(target.activated_over(Some(&previous))));
            tracing::info!(revision = request.revision, previous_revision, "gazetteers rolled back");
        }
        Ok(previous_revision)
    }
}
