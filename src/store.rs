//! The gazetteers in use: folders of files -> a [`Model`], swapped in whole or not at all, so that the last good one wins.
//!
//! This room knows files and the clock. It refuses to know the wire, and it blocks: asynchronous callers go through `spawn_blocking`.
//!
//! [`Model`]: crate::tagger::Model

mod changes;
mod edit;
mod held;
mod log;
mod overlay;
mod problems;
mod reload;
mod replace;
mod rollback;
mod snapshot;
mod sources;
mod stamps;
mod status;
mod watch;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwapOption;

pub use self::changes::Changes;
pub use self::edit::{Absent, Edit, EditError, EditReport, EntityProblem};
use self::held::Held;
pub use self::held::KEPT_REVISIONS;
use self::overlay::Overlay;
pub use self::overlay::OverlayError;
pub use self::reload::{Mode, ReloadError, ReloadReport, ReloadRequest, RevisionMismatch, Trigger};
pub use self::replace::replace_file;
pub use self::rollback::{NotHeld, RollbackError, RollbackRequest};
use self::snapshot::Input;
pub use self::snapshot::{Problems, Snapshot};
pub use self::sources::GazetteerSources;
pub use self::status::{GazetteerStatus, State};
pub use self::watch::{Watch, Watching};
use crate::gazetteer::{Code, Diagnostic, GazetteerFile};

/// The live gazetteers. A reader takes a [`Snapshot`] and is never disturbed by a change.
#[derive(Debug)]
pub struct Store {
    sources: GazetteerSources,
    overlay: Option<Overlay>,
    current: ArcSwapOption<Snapshot>,
    held: Mutex<Held>,
    /// Whoever changes what is in use holds this from reading to swapping: changes are made one after the other.
    turn: Mutex<()>,
    condition: Mutex<Condition>,
}

/// What changes beside the snapshot. Held for moments only, never while files are read.
#[derive(Debug, Default)]
struct Condition {
    /// A caller's reload is at work, or waits for its turn.
    asked: bool,
    /// Names of the gazetteers that are being reloaded; none stands for all.
    reloading: Option<Vec<String>>,
    /// Problems of the newest files of gazetteers whose newest files were refused.
    refused: BTreeMap<Arc<str>, Problems>,
}

impl Store {
    /// A store that has nothing loaded, keeps [`KEPT_REVISIONS`] and has no overlay.
    pub fn new(sources: GazetteerSources) -> Self {
        Self {
            sources,
            overlay: None,
            current: ArcSwapOption::empty(),
            held: Mutex::new(Held::at_most(KEPT_REVISIONS)),
            turn: Mutex::default(),
            condition: Mutex::default(),
        }
    }

    /// The store with a folder whose files are the last layer, and which [`Store::edit`] writes.
    #[must_use]
    pub fn with_overlay(self, directory: Option<PathBuf>) -> Self {
        Self { overlay: directory.map(Overlay::new), ..self }
    }

    /// The store with this many revisions kept, the one in use among them, which is always kept.
    #[must_use]
    pub fn keeping(self, revisions: usize) -> Self {
        Self { held: Mutex::new(Held::at_most(revisions)), ..self }
    }

    /// What is in use; `None` before the first load. Never waits for a change.
    pub fn current(&self) -> Option<Arc<Snapshot>> {
        self.current.load_full()
    }

    /// What was in use under this revision, or is.
    ///
    /// # Errors
    ///
    /// When the revision is not held; names those that are.
    pub fn held(&self, revision: &str) -> Result<Arc<Snapshot>, NotHeld> {
        let held = lock(&self.held);
        held.find(|snapshot| snapshot.holds(revision))
            .ok_or_else(|| NotHeld { revision: revision.to_owned(), held: held.revisions() })
    }

    /// The revisions that are held, the one in use first. None before the first load.
    pub fn held_revisions(&self) -> Vec<String> {
        lock(&self.held).revisions()
    }

    /// Loads for the first time. Blocks.
    ///
    /// # Errors
    ///
    /// All diagnostics, when one of them is an error.
    pub fn load(&self) -> Result<Arc<Snapshot>, Vec<Diagnostic>> {
        let _turn = self.turn();
        let mut problems = Vec::new();
        if let Some(overlay) = &self.overlay {
            overlay.create(&mut problems);
        }
        let compiled = self.sources.compiled_or(|message| tracing::warn!("{message}"));
        let mut input = self.read(compiled.as_ref().map_or(&[], |compiled| &compiled.files));
        input.diagnostics.extend(problems);
        let over = compiled.as_ref().map(|compiled| &compiled.model);
        let snapshot = Snapshot::compile(input, over, self.sources.inflection)?;
        let snapshot = Arc::new(snapshot.activated_over(None));
        self.activate(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// Reads every file, the lowest layer first, the overlay last. Known files that have not changed are taken as they are.
    fn read(&self, known: &[GazetteerFile]) -> Input {
        let (mut files, mut diagnostics) = self.sources.read_again(known);
        let Some(overlay) = &self.overlay else {
            return Input { files, diagnostics, ..Input::default() };
        };
        // With an overlay, what is to be found may come later.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::NoGazetteers || !files.is_empty());
        let contents = overlay.read(&mut diagnostics);
        files.extend(overlay.files(&contents));
        Input { files, overlay: contents, diagnostics }
    }

    /// A snapshot of the files: one that is held, where it is of the same contents.
    fn compiled(&self, input: Input, previous: &Arc<Snapshot>) -> Result<Arc<Snapshot>, Vec<Diagnostic>> {
        if previous.is_of(&input) {
            return Ok(Arc::clone(previous));
        }
        let held = lock(&self.held).find(|snapshot| snapshot.is_of(&input));
        if let Some(held) = held {
            return Ok(Arc::new(held.activated_over(Some(previous))));
        }
        let snapshot = Snapshot::compile(input, Some(&previous.model), self.sources.inflection)?;
        Ok(Arc::new(snapshot.activated_over(Some(previous))))
    }

    /// Puts the snapshot into use, for every call that begins from now on.
    fn activate(&self, snapshot: Arc<Snapshot>) {
        let mut held = lock(&self.held);
        self.current.store(Some(Arc::clone(&snapshot)));
        held.push(snapshot);
    }

    fn condition(&self) -> MutexGuard<'_, Condition> {
        lock(&self.condition)
    }

    /// Waits until nobody else changes anything.
    fn turn(&self) -> MutexGuard<'_, ()> {
        lock(&self.turn)
    }
}

/// What the locks guard is whole between any two statements, so that a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
