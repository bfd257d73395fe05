//! The gazetteers in use: folders of files -> a [`Model`], swapped in whole or not at all, so that the last good one wins.
//!
//! This room knows files and the clock. It refuses to know the wire, and it blocks: asynchronous callers go through `spawn_blocking`.

mod changes;
mod problems;
mod replace;
mod sources;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use arc_swap::ArcSwapOption;

pub use self::changes::Changes;
use self::problems::{errors_first, gazetteer_of, has_errors, problems_by_gazetteer};
pub use self::replace::replace_file;
pub use self::sources::GazetteerSources;
use crate::gazetteer::{Diagnostic, GazetteerFile};
use crate::tagger::{Gazetteer, Model};

/// What is wrong with a gazetteer: errors first, else in file order. Shared, because there may be many.
pub type Problems = Arc<[Diagnostic]>;

/// The gazetteers of one revision: what a call takes once and uses to its end.
#[derive(Debug)]
pub struct Snapshot {
    /// The compiled gazetteers.
    pub model: Arc<Model>,
    /// The files that it was compiled from, the lowest layer first.
    pub files: Vec<GazetteerFile>,
    /// Warnings of the files and of laying them over one another; a snapshot has no errors.
    pub diagnostics: Vec<Diagnostic>,
    /// The same by gazetteer.
    problems: BTreeMap<Arc<str>, Problems>,
    /// When the revision of each gazetteer was swapped in.
    activate_times: BTreeMap<Arc<str>, SystemTime>,
}

/// The live gazetteers. A reader takes a [`Snapshot`] and is never disturbed by a reload.
#[derive(Debug)]
pub struct Store {
    sources: GazetteerSources,
    current: ArcSwapOption<Snapshot>,
    condition: Mutex<Condition>,
}

/// Whether a gazetteer can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In use.
    Active,
    /// In use; its files are being read again.
    Reloading,
    /// In use, but its newest files were refused.
    Stale,
    /// Its files were refused, and it was never loaded.
    Failed,
}

/// A gazetteer and how it is doing.
#[derive(Clone, Debug)]
pub struct GazetteerStatus {
    /// Its name: `countries`.
    pub name: Arc<str>,
    /// Whether it can be used.
    pub state: State,
    /// What is loaded; `None` when it never was.
    pub loaded: Option<Gazetteer>,
    /// When its revision was swapped in.
    pub activate_time: Option<SystemTime>,
    /// Problems in its newest files.
    pub problems: Problems,
}

/// What to reload and how.
#[derive(Clone, Debug, Default)]
pub struct ReloadRequest {
    /// Only these gazetteers, by name; files of the others stay as they are loaded. Empty: all.
    pub gazetteers: Vec<String>,
    /// Whether to swap.
    pub mode: ReloadMode,
    /// Swap only when the current revision is this one.
    pub expected_revision: Option<String>,
}

/// Whether a reload swaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReloadMode {
    /// Swaps, when no file has an error.
    #[default]
    Swap,
    /// Reads and compiles, and leaves everything as it is.
    ValidateOnly,
}

/// What a reload did, or would do.
#[derive(Clone, Debug)]
pub struct ReloadReport {
    /// The gazetteers after it.
    pub gazetteers: Vec<GazetteerStatus>,
    /// Revision before.
    pub previous_revision: String,
    /// Revision after; of a validation, the one that a reload would give.
    pub revision: String,
    /// Entities that came, changed and went.
    pub changes: Changes,
}

/// Why a reload did nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    /// Nothing is loaded yet.
    #[error("the gazetteers are still being loaded")]
    NotLoaded,
    /// Another reload is at work.
    #[error("another reload is running")]
    AlreadyRunning,
    /// The current revision is not the expected one.
    #[error("the revision is `{current}`, not `{expected}`")]
    RevisionMismatch {
        /// The revision in use.
        current: String,
        /// The revision that the caller expected.
        expected: String,
    },
    /// No file and no loaded gazetteer has this name.
    #[error("there is no gazetteer `{name}`")]
    UnknownGazetteer {
        /// The name.
        name: String,
    },
    /// The new files have errors; what was loaded stays.
    #[error("the new files have errors")]
    Refused(Vec<Diagnostic>),
}

/// What changes beside the snapshot. Held for moments only, never while files are read.
#[derive(Debug, Default)]
struct Condition {
    reloading: Option<Vec<String>>,
    /// Problems of the newest files of gazetteers whose newest files were refused.
    refused: BTreeMap<Arc<str>, Problems>,
}

impl Store {
    /// A store that has nothing loaded.
    pub fn new(sources: GazetteerSources) -> Self {
        Self { sources, current: ArcSwapOption::empty(), condition: Mutex::default() }
    }

    /// What is in use; `None` before the first load. Never waits for a reload.
    pub fn current(&self) -> Option<Arc<Snapshot>> {
        self.current.load_full()
    }

    /// Loads for the first time. Blocks.
    ///
    /// # Errors
    ///
    /// All diagnostics, when one of them is an error.
    pub fn load(&self) -> Result<Arc<Snapshot>, Vec<Diagnostic>> {
        let (files, diagnostics) = self.sources.read();
        let snapshot = Arc::new(compile(files, diagnostics, None)?);
        self.current.store(Some(Arc::clone(&snapshot)));
        Ok(snapshot)
    }

    /// Reads the files again and, when all are good, swaps them in. Blocks.
    ///
    /// # Errors
    ///
    /// See [`ReloadError`]; what was loaded stays in use.
    pub fn reload(&self, request: &ReloadRequest) -> Result<ReloadReport, ReloadError> {
        let _running = Running::begin(self, request)?;
        let previous = self.current().ok_or(ReloadError::NotLoaded)?;
        let current = previous.model.revision();
        if let Some(expected) = request.expected_revision.as_deref().filter(|expected| *expected != current) {
            return Err(ReloadError::RevisionMismatch { current: current.to_owned(), expected: expected.to_owned() });
        }
        let (files, diagnostics) = self.selected_files(&previous, request)?;
        let unchanged = diagnostics.is_empty() && same_contents(&previous.files, &files);
        let next = if unchanged {
            Ok(Arc::clone(&previous))
        } else {
            compile(files, diagnostics, Some(&previous)).map(Arc::new)
        };
        let next = match next {
            Ok(next) => next,
            Err(diagnostics) => {
                if request.mode == ReloadMode::Swap {
                    let problems = problems_by_gazetteer(&previous, &diagnostics);
                    let mut condition = self.condition();
                    // What has no error any more is not what this reload is refused for.
                    condition.refused.retain(|name, _| !request.covers(name));
                    condition.refused.extend(problems);
                }
                return Err(ReloadError::Refused(diagnostics));
            }
        };
        if request.mode == ReloadMode::Swap {
            self.current.store(Some(Arc::clone(&next)));
            self.condition().refused.retain(|name, _| !request.covers(name));
        }
        let changes = if unchanged { Changes::default() } else { Changes::between(&previous.model, &next.model) };
        Ok(ReloadReport {
            // The reload is over for everyone who reads this.
            gazetteers: self.gazetteers_when(None),
            previous_revision: current.to_owned(),
            revision: next.model.revision().to_owned(),
            changes,
        })
    }

    /// The gazetteers by name, those that never loaded among them. Empty before the first load.
    pub fn gazetteers(&self) -> Vec<GazetteerStatus> {
        let reloading = self.condition().reloading.clone();
        self.gazetteers_when(reloading.as_deref())
    }

    fn gazetteers_when(&self, reloading: Option<&[String]>) -> Vec<GazetteerStatus> {
        let Some(snapshot) = self.current() else {
            return Vec::new();
        };
        let refused = self.condition().refused.clone();
        let mut statuses: Vec<GazetteerStatus> =
            snapshot.model.gazetteers().iter().map(|gazetteer| snapshot.status(gazetteer)).collect();
        for (name, problems) in refused {
            match statuses.iter_mut().find(|status| status.name == name) {
                Some(status) => {
                    status.state = State::Stale;
                    status.problems = problems;
                }
                None => statuses.push(GazetteerStatus {
                    name,
                    state: State::Failed,
                    loaded: None,
                    activate_time: None,
                    problems,
                }),
            }
        }
        if let Some(names) = reloading {
            for status in &mut statuses {
                if status.loaded.is_some() && (names.is_empty() || names.iter().any(|name| **name == *status.name)) {
                    status.state = State::Reloading;
                }
            }
        }
        statuses.sort_by(|left, right| left.name.cmp(&right.name));
        statuses
    }

    /// The files that the request is about, read again, among the others as they are loaded.
    fn selected_files(
        &self,
        previous: &Snapshot,
        request: &ReloadRequest,
    ) -> Result<(Vec<GazetteerFile>, Vec<Diagnostic>), ReloadError> {
        let (mut files, mut diagnostics) = self.sources.read();
        if request.gazetteers.is_empty() {
            return Ok((files, diagnostics));
        }
        for name in &request.gazetteers {
            let known = files.iter().chain(&previous.files).any(|file| *file.gazetteer == **name)
                || diagnostics.iter().any(|diagnostic| gazetteer_of(diagnostic) == Some(name));
            if !known {
                return Err(ReloadError::UnknownGazetteer { name: name.clone() });
            }
        }
        files.retain(|file| request.covers(&file.gazetteer));
        files.extend(previous.files.iter().filter(|file| !request.covers(&file.gazetteer)).cloned());
        // An unreadable file of another gazetteer is none of this request's business; an unreadable folder is, it may hold anything.
        diagnostics.retain(|diagnostic| gazetteer_of(diagnostic).is_none_or(|name| request.covers(name)));
        Ok((files, diagnostics))
    }

    fn condition(&self) -> MutexGuard<'_, Condition> {
        // What it guards is whole between any two statements, so that a panic elsewhere does not spoil it.
        self.condition.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Snapshot {
    /// Whether the revision is this snapshot's.
    pub fn holds(&self, revision: &str) -> bool {
        self.model.revision() == revision
    }

    fn status(&self, gazetteer: &Gazetteer) -> GazetteerStatus {
        GazetteerStatus {
            name: Arc::clone(&gazetteer.name),
            state: State::Active,
            loaded: Some(gazetteer.clone()),
            activate_time: self.activate_times.get(&gazetteer.name).copied(),
            problems: self.problems.get(&gazetteer.name).cloned().unwrap_or_default(),
        }
    }
}

impl ReloadRequest {
    fn covers(&self, gazetteer: &str) -> bool {
        self.gazetteers.is_empty() || self.gazetteers.iter().any(|name| name == gazetteer)
    }
}

/// Marks the store as reloading for as long as it lives, also when the reload panics.
struct Running<'s>(&'s Store);

impl<'s> Running<'s> {
    fn begin(store: &'s Store, request: &ReloadRequest) -> Result<Self, ReloadError> {
        let mut condition = store.condition();
        if condition.reloading.is_some() {
            return Err(ReloadError::AlreadyRunning);
        }
        condition.reloading = Some(request.gazetteers.clone());
        Ok(Self(store))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.condition().reloading = None;
    }
}

/// A snapshot of the files, or all their diagnostics when one of them is an error.
fn compile(
    mut files: Vec<GazetteerFile>,
    mut diagnostics: Vec<Diagnostic>,
    previous: Option<&Snapshot>,
) -> Result<Snapshot, Vec<Diagnostic>> {
    // Layers of one gazetteer keep their order; gazetteers come by name, whichever of them was read again.
    files.sort_by(|left, right| left.gazetteer.cmp(&right.gazetteer));
    diagnostics.extend(files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
    if has_errors(&diagnostics) {
        return Err(diagnostics);
    }
    let (model, layer_diagnostics) = Model::build(&files);
    diagnostics.extend(layer_diagnostics);
    if has_errors(&diagnostics) {
        return Err(diagnostics);
    }
    let now = SystemTime::now();
    let activate_time = |gazetteer: &Gazetteer| {
        let before = previous.and_then(|snapshot| {
            let same = |old: &&Gazetteer| old.name == gazetteer.name && old.revision == gazetteer.revision;
            snapshot.model.gazetteers().iter().find(same).and_then(|old| snapshot.activate_times.get(&old.name))
        });
        (Arc::clone(&gazetteer.name), before.copied().unwrap_or(now))
    };
    let problems = |gazetteer: &Gazetteer| {
        let own = diagnostics.iter().filter(|diagnostic| gazetteer.uris.contains(&diagnostic.uri));
        (Arc::clone(&gazetteer.name), errors_first(own.cloned().collect()))
    };
    let problems = model.gazetteers().iter().map(problems).collect();
    let activate_times = model.gazetteers().iter().map(activate_time).collect();
    Ok(Snapshot { model: Arc::new(model), files, diagnostics, problems, activate_times })
}

fn same_contents(left: &[GazetteerFile], right: &[GazetteerFile]) -> bool {
    fn identities(files: &[GazetteerFile]) -> Vec<(&str, &str, &[u8; 32])> {
        let mut identities: Vec<_> = files.iter().map(|file| (&*file.gazetteer, &*file.uri, &file.hash)).collect();
        identities.sort_by_key(|(gazetteer, ..)| *gazetteer);
        identities
    }
    identities(left) == identities(right)
}
