//! How each gazetteer is doing.

use std::sync::Arc;
use std::time::SystemTime;

use super::{Problems, Store};
use crate::tagger::Gazetteer;

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

impl Store {
    /// The gazetteers by name, those that never loaded among them. Empty before the first load.
    pub fn gazetteers(&self) -> Vec<GazetteerStatus> {
        let reloading = self.condition().reloading.clone();
        self.gazetteers_when(reloading.as_deref())
    }

    /// The gazetteers as they are while those of these names are reloaded: all, where there are no names.
    pub(super) fn gazetteers_when(&self, reloading: Option<&[String]>) -> Vec<GazetteerStatus> {
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
}
