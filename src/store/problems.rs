//! Which gazetteer a problem is of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Problems, Snapshot};
use crate::gazetteer::{Diagnostic, GazetteerFile, Severity};

/// Gazetteers that an error among the diagnostics of new files concerns, each with all its problems.
pub(super) fn problems_by_gazetteer(previous: &Snapshot, diagnostics: &[Diagnostic]) -> BTreeMap<Arc<str>, Problems> {
    let mut problems: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        if let Some(name) = gazetteer_of(diagnostic) {
            problems.entry(name.into()).or_default().push(diagnostic.clone());
        } else {
            // A folder that cannot be read takes the files with it that were loaded from it.
            let inside =
                |uri: &Arc<str>| uri.strip_prefix(&*diagnostic.uri).is_some_and(|rest| rest.starts_with(['/', '\\']));
            for gazetteer in previous.model.gazetteers().iter().filter(|gazetteer| gazetteer.uris.iter().any(inside)) {
                problems.entry(Arc::clone(&gazetteer.name)).or_default().push(diagnostic.clone());
            }
        }
    }
    problems.retain(|_, problems| has_errors(problems));
    problems.into_iter().map(|(name, problems)| (name, errors_first(problems))).collect()
}

/// The problems as they are kept: errors before warnings, else in their order.
pub(super) fn errors_first(mut problems: Vec<Diagnostic>) -> Problems {
    problems.sort_by_key(|problem| problem.severity);
    problems.into()
}

/// The gazetteer whose file the problem is in; `None` when it is of a folder.
pub(super) fn gazetteer_of(diagnostic: &Diagnostic) -> Option<&str> {
    let file_name = diagnostic.uri.rsplit(['/', '\\', ':']).next().unwrap_or(&diagnostic.uri);
    let (stem, _) = file_name.rsplit_once('.')?;
    GazetteerFile::is_gazetteer_file_name(file_name).then_some(stem)
}

/// Whether any problem is an error.
pub(super) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
