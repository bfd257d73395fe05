//! How long an error may be. It travels in headers or trailers, of which clients take 8 KiB by default and some never more than 16 KiB: what
//! is longer loses its code and its reason. Names of callers and texts of files, which errors repeat, have no such limits.

use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt as _};

use super::Reason;

/// Most characters of one text in an error.
const TEXT: usize = 200;

/// Most bytes of the encoded details.
const DETAILS: usize = 4 << 10;

/// The status; what is too long in it is cut, which an ellipsis shows, and the last violations are left out.
pub(super) fn limited(reason: Reason, mut message: String, mut details: ErrorDetails) -> Status {
    cut(&mut message);
    cut_texts(&mut details);
    loop {
        let status = Status::with_error_details(reason.code(), message.clone(), details.clone());
        if status.details().len() <= DETAILS || !drop_violation(&mut details) {
            return status;
        }
    }
}

/// Cuts every text that may repeat what a caller or a file says.
fn cut_texts(details: &mut ErrorDetails) {
    if let Some(mut info) = details.error_info().cloned() {
        info.metadata.values_mut().for_each(cut);
        details.set_error_info(info.reason, info.domain, info.metadata);
    }
    if let Some(mut resource) = details.resource_info().cloned() {
        cut(&mut resource.resource_name);
        cut(&mut resource.description);
        details.set_resource_info(resource.resource_type, resource.resource_name, resource.owner, resource.description);
    }
    if let Some(mut request) = details.bad_request().cloned() {
        for violation in &mut request.field_violations {
            cut(&mut violation.field);
            cut(&mut violation.description);
        }
        details.set_bad_request(request.field_violations);
    }
    if let Some(mut failure) = details.precondition_failure().cloned() {
        for violation in &mut failure.violations {
            cut(&mut violation.subject);
            cut(&mut violation.description);
        }
        details.set_precondition_failure(failure.violations);
    }
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(TEXT) {
        text.truncate(end);
        text.push('…');
    }
}

/// Leaves the last violation out, if there is one.
fn drop_violation(details: &mut ErrorDetails) -> bool {
    if let Some(mut request) = details.bad_request().cloned()
        && request.field_violations.pop().is_some()
    {
        details.set_bad_request(request.field_violations);
        return true;
    }
    if let Some(mut failure) = details.precondition_failure().cloned()
        && failure.violations.pop().is_some()
    {
        details.set_precondition_failure(failure.violations);
        return true;
    }
    false
}
