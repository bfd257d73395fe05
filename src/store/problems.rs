//! Which gazetteer a problem is of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Snapshot;
use crate::gazetteer::{Diagnostic, GazetteerFile, Severity};

/// Gazetteers that an error among the new files concerns, each with all problems of its files.
pub(super) fn problems_by_gazetteer(
    previous: &Snapshot,
    files: &[GazetteerFile],
    diagnostics: &[Diagnostic],
) -> BTreeMap<Arc<str>, Vec<Diagnostic>> {
    let mut problems: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.has_errors()) {
        problems.entry(Arc::clone(&file.gazetteer)).or_default().extend(file.diagnostics.iter().cloned());
    }
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
    problems
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
