//! Reloads and rollbacks, and how a gazetteer is doing.

use std::sync::Arc;

use prost::Message as _;
use tokio::task::spawn_blocking;
use tracing::Span;

use super::LARGER_MESSAGES;
use crate::gazetteer::{Diagnostic, Severity};
use crate::grpc::config::{gazetteer_names, gazetteer_not_found};
use crate::grpc::fields::{Fields, quoted};
use crate::grpc::status::{Failure, Reason};
use crate::grpc::{Api, convert};
use crate::pb;
use crate::store::{
    GazetteerStatus, Mode, NotHeld, OverlayError, ReloadError, ReloadRequest, RevisionMismatch, RollbackError,
    RollbackRequest, State, Trigger,
};

pub(super) async fn reload(
    api: &Api,
    request: pb::ReloadGazetteersRequest,
) -> Result<pb::ReloadGazetteersResponse, Failure> {
    api.snapshot()?;
    let mut fields = Fields::default();
    let gazetteers = gazetteer_names(&request.names, "names", &mut fields);
    fields.finish()?;
    let request = ReloadRequest {
        gazetteers,
        mode: mode(request.validate_only),
        expected_revision: expected(request.expected_revision),
        trigger: Trigger::Call,
    };
    let store = Arc::clone(&api.store);
    let report = whole(move || store.reload(&request)).await?.map_err(reload_failure)?;
    let mut answer = pb::ReloadGazetteersResponse {
        gazetteers: report.gazetteers.iter().map(gazetteer).collect(),
        previous_revision: report.previous_revision,
        revision: report.revision,
        added_count: convert::int64(report.changes.added),
        updated_count: convert::int64(report.changes.updated),
        removed_count: convert::int64(report.changes.removed),
    };
    trim(&mut answer, api.limits.max_message_bytes);
    api.fits(&answer, LARGER_MESSAGES)?;
    Ok(answer)
}

pub(super) async fn rollback(
    api: &Api,
    request: pb::RollbackGazetteersRequest,
) -> Result<pb::RollbackGazetteersResponse, Failure> {
    api.snapshot()?;
    if request.revision.is_empty() {
        return Err(Failure::missing("revision"));
    }
    let revision = request.revision.clone();
    let request =
        RollbackRequest { revision: request.revision, expected_revision: expected(request.expected_revision) };
    let store = Arc::clone(&api.store);
    let done = whole(move || store.rollback(&request)).await?;
    let previous_revision = done.map_err(|error| match error {
        RollbackError::NotLoaded => Failure::new(Reason::Loading, error.to_string()),
        RollbackError::RevisionMismatch(error) => mismatch(&error),
        RollbackError::NotHeld(error) => not_held(&error),
        RollbackError::Overlay(error) => overlay(&error),
    })?;
    Ok(pb::RollbackGazetteersResponse { revision, previous_revision })
}

/// Does what changes the gazetteers off the executor, in the span of the call. A caller that goes away does not stop it: it is done, and
/// logged, as a whole.
pub(super) async fn whole<T: Send + 'static>(change: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let span = Span::current();
    spawn_blocking(move || span.in_scope(change)).await.map_err(|_| Failure::internal())
}

pub(super) fn mode(validate_only: bool) -> Mode {
    if validate_only { Mode::ValidateOnly } else { Mode::Swap }
}

pub(super) fn expected(revision: String) -> Option<String> {
    Some(revision).filter(|revision| !revision.is_empty())
}

/// Leaves diagnostics out of an answer that would be too long with them: what it tells is done already.
fn trim(answer: &mut pb::ReloadGazetteersResponse, max_message_bytes: usize) {
    let mut told = convert::TOLD_DIAGNOSTICS;
    while told > 0 && answer.encoded_len() > max_message_bytes {
        told /= 2;
        for gazetteer in &mut answer.gazetteers {
            gazetteer.diagnostics.truncate(told);
        }
    }
}

pub(super) fn gazetteer(status: &GazetteerStatus) -> pb::Gazetteer {
    // Errors come first.
    let is_refused = status.problems.first().is_some_and(|problem| problem.severity == Severity::Error)
        || matches!(status.state, State::Stale | State::Failed);
    convert::gazetteer(status, is_refused.then(|| refused(&status.problems).into_document_error()))
}

/// New files were refused for these diagnostics.
pub(super) fn refused(diagnostics: &[Diagnostic]) -> Failure {
    let errors: Vec<&Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    let message = match errors.as_slice() {
        [] => "the new files were refused; the ones before stay in use".to_owned(),
        [error] => format!("the new files were refused, the ones before stay in use: {error}"),
        [first, rest @ ..] => {
            format!("the new files were refused, the ones before stay in use: {first}, and {} more", rest.len())
        }
    };
    let preconditions = errors.iter().map(|error| {
        let subject = format!("{}:{}:{}", error.uri, error.line, error.column);
        (error.code.as_str().to_owned(), subject, error.message.clone())
    });
    Failure::new(Reason::GazetteersRefused, message).with_preconditions(preconditions)
}

fn reload_failure(error: ReloadError) -> Failure {
    match error {
        ReloadError::NotLoaded => Failure::new(Reason::Loading, error.to_string()),
        ReloadError::AlreadyRunning => {
            Failure::new(Reason::ReloadRunning, "another reload is running; try again when it has ended")
        }
        ReloadError::RevisionMismatch(error) => mismatch(&error),
        ReloadError::UnknownGazetteer { name } => gazetteer_not_found(&name),
        ReloadError::Refused(diagnostics) => refused(&diagnostics),
    }
}

/// The revision in use is not the one that the caller expects.
pub(super) fn mismatch(error: &RevisionMismatch) -> Failure {
    let message = format!("the revision in use is `{}`, not {}", error.current, quoted(&error.expected));
    about_revision(Reason::RevisionMismatch, message).with("current_revision", &error.current)
}

/// The revision that the caller wants is not held.
pub(in crate::grpc) fn not_held(error: &NotHeld) -> Failure {
    let held: Vec<String> = error.held.iter().map(|revision| format!("`{revision}`")).collect();
    let message =
        format!("revision {} is not held; held are {}, the first in use", quoted(&error.revision), held.join(", "));
    let failure = about_revision(Reason::RevisionNotHeld, message).with("held_revisions", error.held.join(","));
    match error.held.first() {
        Some(current) => failure.with("current_revision", current),
        None => failure,
    }
}

fn about_revision(reason: Reason, message: String) -> Failure {
    let precondition = ("REVISION".to_owned(), "gazetteers".to_owned(), message.clone());
    Failure::new(reason, message).with_preconditions([precondition].into_iter())
}

/// The files of the overlay stand in the way.
pub(super) fn overlay(error: &OverlayError) -> Failure {
    let (reason, advice) = match error {
        OverlayError::ChangedOutside => {
            (Reason::OverlayChanged, "nothing was changed; call ReloadGazetteers to take its files in, then try again")
        }
        OverlayError::Unwritable(_) => (Reason::OverlayUnwritable, "nothing was changed"),
    };
    Failure::new(reason, format!("{error}; {advice}"))
}
