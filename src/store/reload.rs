//! Reading the files again.

use std::sync::Arc;

use super::problems::{gazetteer_of, problems_by_gazetteer};
use super::snapshot::Input;
use super::{Changes, GazetteerStatus, Snapshot, Store, log};
use crate::gazetteer::Diagnostic;

/// What to reload and how.
#[derive(Clone, Debug, Default)]
pub struct ReloadRequest {
    /// Only these gazetteers, by name; files of the others stay as they are loaded. Empty: all.
    pub gazetteers: Vec<String>,
    /// Whether to swap.
    pub mode: Mode,
    /// Swap only when the current revision is this one.
    pub expected_revision: Option<String>,
    /// Who wants it.
    pub trigger: Trigger,
}

/// Whether a change is made, or only tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Swaps, when nothing has an error.
    #[default]
    Swap,
    /// Reads and compiles, and leaves everything as it is.
    ValidateOnly,
}

/// Who wants a reload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trigger {
    /// A caller. Of two callers at a time the second is told so.
    #[default]
    Call,
    /// Whoever runs the server, by a signal. Waits for its turn.
    Signal,
    /// A file that changed. Waits for its turn.
    Watch,
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
    /// Another caller's reload is at work.
    #[error("another reload is running")]
    AlreadyRunning,
    /// The current revision is not the expected one.
    #[error(transparent)]
    RevisionMismatch(#[from] RevisionMismatch),
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

/// The current revision is not the one that the caller expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the revision is `{current}`, not `{expected}`")]
pub struct RevisionMismatch {
    /// The revision in use.
    pub current: String,
    /// The revision that the caller expected.
    pub expected: String,
}

impl Trigger {
    /// The trigger in the log.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Signal => "signal",
            Self::Watch => "watch",
        }
    }
}

impl Store {
    /// Reads the files again and, when all are good, swaps them in; logs what changed, or why nothing did. Blocks.
    ///
    /// # Errors
    ///
    /// See [`ReloadError`]; what was loaded stays in use.
    pub fn reload(&self, request: &ReloadRequest) -> Result<ReloadReport, ReloadError> {
        let _asked = match request.trigger {
            Trigger::Call => Some(Asked::begin(self)?),
            Trigger::Signal | Trigger::Watch => None,
        };
        let done = {
            let _turn = self.turn();
            let _reloading = Reloading::begin(self, request);
            self.reload_now(request)
        };
        log::reload(request, &done);
        done
    }

    fn reload_now(&self, request: &ReloadRequest) -> Result<ReloadReport, ReloadError> {
        let previous = self.current().ok_or(ReloadError::NotLoaded)?;
        expect_revision(&previous, request.expected_revision.as_deref())?;
        let input = self.selected(&previous, request)?;
        let next = match self.compiled(input, &previous) {
            Ok(next) => next,
            Err(diagnostics) => {
                if request.mode == Mode::Swap {
                    let problems = problems_by_gazetteer(&previous, &diagnostics);
                    let mut condition = self.condition();
                    // What has no error any more is not what this reload is refused for.
                    condition.refused.retain(|name, _| !request.covers(name));
                    condition.refused.extend(problems);
                }
                return Err(ReloadError::Refused(diagnostics));
            }
        };
        let is_new = !Arc::ptr_eq(&previous, &next);
        let changes = if is_new { Changes::between(&previous.model, &next.model) } else { Changes::default() };
        let revision = next.model.revision().to_owned();
        if request.mode == Mode::Swap {
            if is_new {
                self.activate(next);
            }
            self.condition().refused.retain(|name, _| !request.covers(name));
        }
        Ok(ReloadReport {
            // The reload is over for everyone who reads this.
            gazetteers: self.gazetteers_when(None),
            previous_revision: previous.model.revision().to_owned(),
            revision,
            changes,
        })
    }

    /// What the request is about, read again, among the rest as it is loaded.
    fn selected(&self, previous: &Snapshot, request: &ReloadRequest) -> Result<Input, ReloadError> {
        let mut input = self.read(&previous.files);
        if request.gazetteers.is_empty() {
            return Ok(input);
        }
        for name in &request.gazetteers {
            let known = input.files.iter().chain(&*previous.files).any(|file| *file.gazetteer == **name)
                || input.diagnostics.iter().any(|diagnostic| gazetteer_of(diagnostic) == Some(name));
            if !known {
                return Err(ReloadError::UnknownGazetteer { name: name.clone() });
            }
        }
        input.files.retain(|file| request.covers(&file.gazetteer));
        input.files.extend(previous.files.iter().filter(|file| !request.covers(&file.gazetteer)).cloned());
        input.overlay.retain(|gazetteer, _| request.covers(gazetteer));
        let others = previous.overlay.iter().filter(|(gazetteer, _)| !request.covers(gazetteer));
        input.overlay.extend(others.map(|(gazetteer, content)| (gazetteer.clone(), content.clone())));
        // An unreadable file of another gazetteer is none of this request's business; an unreadable folder is, it may hold anything.
        input.diagnostics.retain(|diagnostic| gazetteer_of(diagnostic).is_none_or(|name| request.covers(name)));
        Ok(input)
    }
}

/// Fails when the snapshot is not of the revision that the caller expects.
pub(super) fn expect_revision(snapshot: &Snapshot, expected: Option<&str>) -> Result<(), RevisionMismatch> {
    let current = snapshot.model.revision();
    match expected {
        Some(expected) if expected != current => {
            Err(RevisionMismatch { current: current.to_owned(), expected: expected.to_owned() })
        }
        _ => Ok(()),
    }
}

impl ReloadRequest {
    fn covers(&self, gazetteer: &str) -> bool {
        self.gazetteers.is_empty() || self.gazetteers.iter().any(|name| name == gazetteer)
    }
}

/// A caller's reload for as long as it lives, also when the reload panics. There is one at a time.
pub(super) struct Asked<'s>(&'s Store);

impl<'s> Asked<'s> {
    pub(super) fn begin(store: &'s Store) -> Result<Self, ReloadError> {
        let mut condition = store.condition();
        if condition.asked {
            return Err(ReloadError::AlreadyRunning);
        }
        condition.asked = true;
        Ok(Self(store))
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.condition().asked = false;
    }
}

/// Shows gazetteers as being reloaded for as long as it lives.
struct Reloading<'s>(&'s Store);

impl<'s> Reloading<'s> {
    fn begin(store: &'s Store, request: &ReloadRequest) -> Self {
        store.condition().reloading = Some(request.gazetteers.clone());
        Self(store)
    }
}

impl Drop for Reloading<'_> {
    fn drop(&mut self) {
        self.0.condition().reloading = None;
    }
}
