//! What the log says of changes.

use super::reload::{Mode, ReloadError, ReloadReport, ReloadRequest};
use crate::gazetteer::{Diagnostic, Severity};

/// Errors of refused files that the log has one by one.
const LOGGED: usize = 10;

/// Logs what a reload changed, or why it was refused.
pub(super) fn reload(request: &ReloadRequest, done: &Result<ReloadReport, ReloadError>) {
    let trigger = request.trigger.as_str();
    match done {
        Ok(report) if request.mode == Mode::Swap && report.revision != report.previous_revision => tracing::info!(
            revision = report.revision,
            previous_revision = report.previous_revision,
            added = report.changes.added,
            updated = report.changes.updated,
            removed = report.changes.removed,
            trigger,
            "gazetteers reloaded"
        ),
        Ok(report) => tracing::debug!(revision = report.revision, trigger, "gazetteers read again, nothing is new"),
        Err(ReloadError::Refused(diagnostics)) => refused(diagnostics, trigger),
        Err(error) => tracing::debug!(%error, trigger, "gazetteers not reloaded"),
    }
}

fn refused(diagnostics: &[Diagnostic], trigger: &str) {
    let errors = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    for diagnostic in errors().take(LOGGED) {
        tracing::warn!(
            file = %diagnostic.uri,
            line = diagnostic.line,
            column = diagnostic.column,
            code = diagnostic.code.as_str(),
            %diagnostic,
            trigger,
            "gazetteer file refused"
        );
    }
    tracing::warn!(errors = errors().count(), trigger, "gazetteers refused");
}
