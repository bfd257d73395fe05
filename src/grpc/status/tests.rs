use std::collections::BTreeSet;

use tonic_types::StatusExt as _;

use super::*;

/// The rows of the table in `docs/ERRORS.md`: code and reason.
fn documented() -> BTreeSet<(String, String)> {
    let page = include_str!("../../../docs/ERRORS.md");
    // Below stand the problems of files, which are no errors of calls.
    let page = page.split("\n## ").next().unwrap_or_default();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).skip(1);
        let (reason, code) = (cells.next().expect("a reason"), cells.next().expect("a code"));
        assert!(cells.next().is_some_and(|when| !when.is_empty()), "{reason}: when is empty");
        assert!(cells.next().is_some_and(|what| !what.is_empty()), "{reason}: what to do is empty");
        (code, reason)
    })
    .collect()
}

#[test]
fn the_page_of_errors_lists_every_reason_and_no_other() {
    let known: BTreeSet<(String, String)> = Reason::ALL
        .iter()
        .map(|reason| {
            let outcome = Outcome::of(&Status::new(reason.code(), ""));
            (outcome.code.to_owned(), reason.as_str().to_owned())
        })
        .collect();
    assert_eq!(documented(), known);
}

#[test]
fn every_failure_has_error_info() {
    for reason in Reason::ALL {
        let status = Status::from(Failure::new(*reason, "something").with("limit", 3));
        let info = status.get_details_error_info().expect("error info");
        assert_eq!((info.reason.as_str(), info.domain.as_str()), (reason.as_str(), "gaztag"));
        assert_eq!(info.metadata["limit"], "3");
        assert!(reason.as_str().len() <= 63);
    }
}

#[test]
fn failures_that_pass_say_when_to_try_again() {
    for reason in [Reason::Overloaded, Reason::Loading, Reason::Draining] {
        let status = Status::from(Failure::new(reason, "later"));
        assert!(status.get_details_retry_info().is_some_and(|info| info.retry_delay.is_some()), "{reason:?}");
    }
}

#[test]
fn an_oversize_message_names_the_limit_and_the_value() {
    let status = explain(
        Status::out_of_range("Error, decoded message length too large: found 20 bytes, the limit is: 10 bytes"),
        10,
    );
    assert_eq!(status.code(), Code::ResourceExhausted);
    let info = status.get_details_error_info().expect("error info");
    assert_eq!(info.reason, "MESSAGE_TOO_LARGE");
    assert_eq!((info.metadata["limit"].as_str(), info.metadata["value"].as_str()), ("10", "20"));
}

#[test]
fn a_document_error_is_the_same_error() {
    let error = Failure::internal().into_document_error();
    assert_eq!(error.code, Code::Internal as i32);
    assert_eq!(error.details.len(), 1);
}

#[test]
fn many_violations_stay_small() {
    let violation = |index: usize| Violation {
        reason: Reason::InvalidName,
        field: format!("gazetteers[{index}]"),
        description: "x".repeat(100),
        limit: None,
    };
    let violations: Vec<Violation> = (0..1000).map(violation).collect();
    let status = Status::from(Failure::of_fields(&violations));
    assert!(status.details().len() < 4096, "{}", status.details().len());
    assert_eq!(status.get_details_error_info().expect("info").metadata["violation_count"], "1000");
}

#[test]
fn what_a_caller_or_a_file_says_is_cut() {
    let long = "𐐀".repeat(20_000);
    let violation = |_| Violation {
        reason: Reason::InvalidName,
        field: format!("names[{long}]"),
        description: long.clone(),
        limit: None,
    };
    let precondition = |_| ("DUPLICATE_ID".to_owned(), long.clone(), long.clone());
    let failures = [
        Failure::of_fields(&(0..50).map(violation).collect::<Vec<_>>()),
        Failure::new(Reason::GazetteersRefused, &long).with_preconditions((0..50).map(precondition)),
        Failure::new(Reason::EntityNotFound, &long).with("name", &long).with_resource("gaztag.v1.Entity", &long),
    ];
    for failure in failures {
        let reason = failure.reason();
        let status = Status::from(failure);
        assert_eq!(status.message().chars().count(), 201);
        assert!(status.message().ends_with('…'));
        assert!(status.details().len() <= 4096, "{}", status.details().len());
        assert_eq!(status.get_details_error_info().expect("info").reason, reason.as_str());
        let headers = status.into_http::<()>().into_parts().0.headers;
        let length: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
        assert!(length < 8192, "{length}");
    }
    let told = Failure::of_fields(&(0..50).map(violation).collect::<Vec<_>>());
    let told = Status::from(told).get_details_bad_request().expect("a bad request").field_violations;
    assert!(!told.is_empty(), "one is told, however long");
}

#[test]
fn an_oversize_message_of_unknown_length_is_told_in_a_sentence() {
    let status = explain(Status::out_of_range("too much"), 10);
    assert_eq!(status.message(), "the message is too long; the limit is 10: send smaller batches");
}
