//! What a call brings beside its message: until when the answer is of use, and where its work is counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::time::Instant;
use tonic::Request;

use super::status::Failure;

/// Until when the answer is of use to the caller. A layer puts it into the extensions of the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Instant);

/// What a call worked on, for the log. A layer puts it into the extensions of the request and reads it at the end.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    documents: AtomicU64,
    bytes: AtomicU64,
    mentions: AtomicU64,
}

impl Tally {
    /// Counts a document.
    pub(super) fn add(&self, bytes: usize, mentions: usize) {
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.mentions.fetch_add(mentions as u64, Ordering::Relaxed);
    }

    /// Documents analyzed.
    pub(crate) fn documents(&self) -> u64 {
        self.documents.load(Ordering::Relaxed)
    }

    /// Bytes of their texts.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Mentions found in them.
    pub(crate) fn mentions(&self) -> u64 {
        self.mentions.load(Ordering::Relaxed)
    }
}

/// A call.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) deadline: Option<Instant>,
    pub(super) tally: Arc<Tally>,
}

impl Call {
    /// The call of a request. Without the layers it has no deadline and counts for nobody.
    pub(super) fn of<T>(request: &Request<T>) -> Self {
        let extensions = request.extensions();
        Self {
            deadline: extensions.get::<Deadline>().map(|deadline| deadline.0),
            tally: extensions.get::<Arc<Tally>>().cloned().unwrap_or_default(),
        }
    }

    /// Fails when the deadline has passed.
    pub(super) fn check_deadline(&self) -> Result<(), Failure> {
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Failure::deadline_exceeded()),
            _ => Ok(()),
        }
    }
}
