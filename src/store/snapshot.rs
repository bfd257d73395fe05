//! The gazetteers of one revision, compiled, and what they were compiled from.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use super::overlay::Contents;
use super::problems::{errors_first, has_errors};
use super::status::{GazetteerStatus, State};
use crate::gazetteer::{Diagnostic, GazetteerFile};
use crate::morph;
use crate::tagger::{Gazetteer, Model};

/// What is wrong with a gazetteer: errors first, else in file order. Shared, because there may be many.
pub type Problems = Arc<[Diagnostic]>;

/// The gazetteers of one revision: what a call takes once and uses to its end.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The compiled gazetteers.
    pub model: Arc<Model>,
    /// The files that it was compiled from, the lowest layer first.
    pub files: Arc<[GazetteerFile]>,
    /// Warnings of the files and of laying them over one another; a snapshot has no errors.
    pub diagnostics: Problems,
    /// The files of the overlay among them, byte for byte.
    pub(super) overlay: Contents,
    /// Problems by gazetteer.
    problems: BTreeMap<Arc<str>, Problems>,
    /// When the revision of each gazetteer was swapped in.
    activate_times: BTreeMap<Arc<str>, SystemTime>,
}

/// Everything that a snapshot is compiled from.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The files, the lowest layer first.
    pub(super) files: Vec<GazetteerFile>,
    /// The files of the overlay among them, byte for byte.
    pub(super) overlay: Contents,
    /// Problems of folders and unreadable files.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Whether the revision is this snapshot's.
    pub fn holds(&self, revision: &str) -> bool {
        self.model.revision() == revision
    }

    /// A snapshot of the files, or all their diagnostics when one of them is an error. What `previous` has of the same names is taken
    /// from it. Its gazetteers are not in use yet.
    pub(super) fn compile(
        input: Input,
        previous: Option<&Model>,
        inflection: morph::Options,
    ) -> Result<Self, Vec<Diagnostic>> {
        let Input { mut files, overlay, mut diagnostics } = input;
        sort(&mut files);
        diagnostics.extend(files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
        if has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        let (model, layer_diagnostics) = Model::build_over(previous, &files, inflection);
        diagnostics.extend(layer_diagnostics);
        if has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        let problems = |gazetteer: &Gazetteer| {
            let own = diagnostics.iter().filter(|diagnostic| gazetteer.uris.contains(&diagnostic.uri));
            (Arc::clone(&gazetteer.name), errors_first(own.cloned().collect()))
        };
        let problems = model.gazetteers().iter().map(problems).collect();
        Ok(Self {
            model: Arc::new(model),
            files: files.into(),
            diagnostics: diagnostics.into(),
            overlay,
            problems,
            activate_times: BTreeMap::new(),
        })
    }

    /// This snapshot as it is when it takes the place of the other now: gazetteers that are the same in both stay as long in use as
    /// they are.
    pub(super) fn activated_over(&self, previous: Option<&Self>) -> Self {
        let now = SystemTime::now();
        let activate_time = |gazetteer: &Gazetteer| {
            let before = previous.and_then(|snapshot| {
                let same = |old: &&Gazetteer| old.name == gazetteer.name && old.revision == gazetteer.revision;
                snapshot.model.gazetteers().iter().find(same).and_then(|old| snapshot.activate_times.get(&old.name))
            });
            (Arc::clone(&gazetteer.name), before.copied().unwrap_or(now))
        };
        let activate_times = self.model.gazetteers().iter().map(activate_time).collect();
        Self { activate_times, ..self.clone() }
    }

    /// Whether it was compiled from files of these contents, so that compiling them gives the same again.
    pub(super) fn is_of(&self, input: &Input) -> bool {
        input.diagnostics.is_empty() && identities(&self.files) == identities(&input.files)
    }

    pub(super) fn status(&self, gazetteer: &Gazetteer) -> GazetteerStatus {
        GazetteerStatus {
            name: Arc::clone(&gazetteer.name),
            state: State::Active,
            loaded: Some(gazetteer.clone()),
            activate_time: self.activate_times.get(&gazetteer.name).copied(),
            problems: self.problems.get(&gazetteer.name).cloned().unwrap_or_default(),
        }
    }
}

/// Layers of one gazetteer keep their order; gazetteers come by name, whichever of them was read again.
fn sort(files: &mut [GazetteerFile]) {
    files.sort_by(|left, right| left.gazetteer.cmp(&right.gazetteer));
}

fn identities(files: &[GazetteerFile]) -> Vec<(&str, &str, &[u8; 32])> {
    let mut identities: Vec<_> = files.iter().map(|file| (&*file.gazetteer, &*file.uri, &file.hash)).collect();
    identities.sort_by_key(|(gazetteer, ..)| *gazetteer);
    identities
}
