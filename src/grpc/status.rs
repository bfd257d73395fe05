//! Errors on the wire. THE ONE file that names status codes: everything else says [`Reason`], and what was wrong.
//!
//! Every error carries `google.rpc.ErrorInfo` with a reason of `docs/ERRORS.md` and the domain `gaztag`, so that a program never has to
//! read a message.

mod size;

use std::collections::HashMap;
use std::fmt::Display;
use std::time::Duration;

use prost::Message as _;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation};

/// Domain of every reason.
const DOMAIN: &str = "gaztag";

/// When a caller may try again after an overload, and after the server said that it is loading or going away.
const RETRY_SOON: Duration = Duration::from_millis(500);
const RETRY_LATER: Duration = Duration::from_secs(2);

/// Violations told in one answer, at most: `size.rs` drops more where the details grow too long.
const TOLD: usize = 10;

/// What is wrong with a required field that is not set.
pub(super) const REQUIRED: &str = "is required";

macro_rules! reasons {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $code:ident;)*) => {
        /// Why a call or a document failed. The text of each is part of the API; `docs/ERRORS.md` says what to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[doc = $doc])* $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The reason as it is sent: `DOCUMENT_TOO_LARGE`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            const fn code(self) -> Code {
                match self { $(Self::$name => Code::$code,)* }
            }
        }
    };
}

reasons! {
    /// A required field is not set.
    MissingField = "MISSING_FIELD", InvalidArgument;
    /// A number lies outside its range.
    ValueOutOfRange = "VALUE_OUT_OF_RANGE", InvalidArgument;
    /// A number names no value of the enum.
    UnknownEnumValue = "UNKNOWN_ENUM_VALUE", InvalidArgument;
    /// A resource name has the wrong form.
    InvalidName = "INVALID_NAME", InvalidArgument;
    /// A language code is not of the form of BCP 47.
    InvalidLanguageCode = "INVALID_LANGUAGE_CODE", InvalidArgument;
    /// An entity of the request cannot be matched.
    InvalidInlineEntity = "INVALID_INLINE_ENTITY", InvalidArgument;
    /// An entity that is to be kept has something that no gazetteer file can have.
    InvalidEntity = "INVALID_ENTITY", InvalidArgument;
    /// An external id is not of the form `key:value`.
    InvalidExternalId = "INVALID_EXTERNAL_ID", InvalidArgument;
    /// A page token is not one that this method gave.
    InvalidPageToken = "INVALID_PAGE_TOKEN", InvalidArgument;
    /// A document is longer than the limit.
    DocumentTooLarge = "DOCUMENT_TOO_LARGE", InvalidArgument;
    /// A batch has more documents than the limit.
    TooManyDocuments = "TOO_MANY_DOCUMENTS", InvalidArgument;
    /// A request has more entities of its own than the limit.
    TooManyInlineEntities = "TOO_MANY_INLINE_ENTITIES", InvalidArgument;
    /// The entities of a request have more aliases than the limit.
    TooManyInlineAliases = "TOO_MANY_INLINE_ALIASES", InvalidArgument;
    /// A request has more excluded texts than the limit.
    TooManyExcludedTexts = "TOO_MANY_EXCLUDED_TEXTS", InvalidArgument;
    /// The names and excluded texts of a request are longer together than the limit.
    ConfigTooLarge = "CONFIG_TOO_LARGE", InvalidArgument;
    /// The first message of a stream is not its config.
    ConfigExpected = "CONFIG_EXPECTED", InvalidArgument;
    /// A later message of a stream is a config.
    ConfigRepeated = "CONFIG_REPEATED", InvalidArgument;
    /// There is no gazetteer of this name.
    GazetteerNotFound = "GAZETTEER_NOT_FOUND", NotFound;
    /// There is no entity of this name.
    EntityNotFound = "ENTITY_NOT_FOUND", NotFound;
    /// The revision that the call asks for is not held.
    RevisionNotHeld = "REVISION_NOT_HELD", FailedPrecondition;
    /// The revision in use is not the expected one.
    RevisionMismatch = "REVISION_MISMATCH", FailedPrecondition;
    /// The gazetteers changed between two pages.
    PageRevisionChanged = "PAGE_REVISION_CHANGED", FailedPrecondition;
    /// The new gazetteer files have errors.
    GazetteersRefused = "GAZETTEERS_REFUSED", FailedPrecondition;
    /// The server has no overlay to keep entities in.
    OverlayMissing = "OVERLAY_MISSING", FailedPrecondition;
    /// The files of the overlay were changed by someone else.
    OverlayChanged = "OVERLAY_CHANGED", FailedPrecondition;
    /// The files of the overlay cannot be written.
    OverlayUnwritable = "OVERLAY_UNWRITABLE", FailedPrecondition;
    /// Another reload is running.
    ReloadRunning = "RELOAD_RUNNING", Aborted;
    /// Too many requests are in progress.
    Overloaded = "OVERLOADED", ResourceExhausted;
    /// A request message is longer than the limit.
    MessageTooLarge = "MESSAGE_TOO_LARGE", ResourceExhausted;
    /// The answer would be longer than the limit.
    ResponseTooLarge = "RESPONSE_TOO_LARGE", ResourceExhausted;
    /// The gazetteers are still being loaded.
    Loading = "LOADING", Unavailable;
    /// The server is going away.
    Draining = "DRAINING", Unavailable;
    /// The deadline passed before the answer was ready.
    DeadlineExceeded = "DEADLINE_EXCEEDED", DeadlineExceeded;
    /// The caller went away; it never sees this.
    Cancelled = "CANCELLED", Cancelled;
    /// HTML is not read yet.
    HtmlUnsupported = "HTML_UNSUPPORTED", Unimplemented;
    /// The method does not exist.
    MethodNotFound = "METHOD_NOT_FOUND", Unimplemented;
    /// The message is compressed in a way that the server does not read.
    CompressionUnsupported = "COMPRESSION_UNSUPPORTED", Unimplemented;
    /// The message is not what the contract says it is.
    MalformedMessage = "MALFORMED_MESSAGE", Internal;
    /// A fault of the server.
    InternalError = "INTERNAL_ERROR", Internal;
}

/// A failure of a call or of one document: why, in words for a person, and in details for a program.
#[derive(Clone, Debug)]
pub struct Failure(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    reason: Reason,
    message: String,
    metadata: HashMap<String, String>,
    details: ErrorDetails,
}

/// Something wrong with one field of a request.
#[derive(Clone, Debug)]
pub(super) struct Violation {
    pub(super) reason: Reason,
    /// Path of the field: `documents[3].content`.
    pub(super) field: String,
    /// One line without a full stop.
    pub(super) description: String,
    /// The limit and the value that exceeds it, when that is what is wrong.
    pub(super) limit: Option<(u64, u64)>,
}

impl Failure {
    /// A failure with a message of one line, without a full stop.
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        let mut details = ErrorDetails::new();
        match reason {
            Reason::Overloaded => details.set_retry_info(Some(RETRY_SOON)),
            Reason::Loading | Reason::Draining | Reason::ReloadRunning => details.set_retry_info(Some(RETRY_LATER)),
            _ => &mut details,
        };
        Self(Box::new(Inner { reason, message: message.into(), metadata: HashMap::new(), details }))
    }

    /// Adds to the metadata of the `ErrorInfo`.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: impl Display) -> Self {
        self.0.metadata.insert(key.to_owned(), value.to_string());
        self
    }

    /// Names the resource that the failure is about.
    #[must_use]
    pub(super) fn with_resource(mut self, kind: &str, name: &str) -> Self {
        let message = self.0.message.clone();
        self.0.details.set_resource_info(kind, name, "", message);
        self
    }

    /// Adds preconditions that are not met, each a type, a subject and a description: the first few, and how many there are.
    #[must_use]
    pub(super) fn with_preconditions(
        mut self,
        violations: impl ExactSizeIterator<Item = (String, String, String)>,
    ) -> Self {
        self = self.with("violation_count", violations.len());
        for (kind, subject, description) in violations.take(TOLD) {
            self.0.details.add_precondition_failure_violation(kind, subject, description);
        }
        self
    }

    /// The failure of a request with wrong fields, of which there is at least one: the first gives the reason and the message.
    pub(super) fn of_fields(violations: &[Violation]) -> Self {
        let Some(first) = violations.first() else {
            return Self::internal();
        };
        let mut message = format!("`{}`: {}", first.field, first.description);
        if violations.len() > 1 {
            message = format!("{message}, and {} more", violations.len() - 1);
        }
        let mut failure = Self::new(first.reason, message).with("field", &first.field);
        if let Some((limit, value)) = first.limit {
            failure = failure.with("limit", limit).with("value", value);
        }
        if violations.len() > 1 {
            failure = failure.with("violation_count", violations.len());
        }
        let told = violations.iter().take(TOLD).map(|violation| FieldViolation {
            field: violation.field.clone(),
            description: violation.description.clone(),
            reason: violation.reason.as_str().to_owned(),
            localized_message: None,
        });
        failure.0.details.set_bad_request(told.collect::<Vec<_>>());
        failure
    }

    /// A required field is not set.
    pub(super) fn missing(field: &str) -> Self {
        let (field, description) = (field.to_owned(), REQUIRED.to_owned());
        Self::of_fields(&[Violation { reason: Reason::MissingField, field, description, limit: None }])
    }

    /// Overload: `limit` requests are in progress.
    pub(crate) fn overloaded(limit: usize) -> Self {
        Self::new(Reason::Overloaded, format!("{limit} requests are in progress, which is the limit; try again later"))
            .with("limit", limit)
    }

    /// The deadline passed.
    pub(crate) fn deadline_exceeded() -> Self {
        Self::new(Reason::DeadlineExceeded, "the deadline passed before the answer was ready")
    }

    /// A fault of the server, of which the caller is told nothing; the log has it.
    pub(crate) fn internal() -> Self {
        Self::new(Reason::InternalError, "internal error; the log of the server has it under this call's x-request-id")
    }

    /// Why it failed.
    pub fn reason(&self) -> Reason {
        self.0.reason
    }

    /// The failure of one document among others.
    pub(super) fn into_document_error(self) -> tonic_types::Status {
        let status = Status::from(self);
        tonic_types::Status::decode(status.details()).unwrap_or_else(|_| tonic_types::Status {
            code: status.code() as i32,
            message: status.message().to_owned(),
            details: Vec::new(),
        })
    }

    /// The failure as an answer without a body, for layers around the services.
    pub(crate) fn into_response(self) -> http::Response<tonic::body::Body> {
        Status::from(self).into_http()
    }
}

impl From<Failure> for Status {
    fn from(failure: Failure) -> Self {
        let Inner { reason, message, metadata, mut details } = *failure.0;
        details.set_error_info(reason.as_str(), DOMAIN, metadata);
        size::limited(reason, message, details)
    }
}

/// Gives a status that the framework made its reason. One that has details already is left alone.
pub(crate) fn explain(status: Status, max_message_bytes: usize) -> Status {
    if !status.details().is_empty() {
        return status;
    }
    let message = status.message();
    let failure = match status.code() {
        // The framework says OUT_OF_RANGE; gRPC's own libraries say RESOURCE_EXHAUSTED for the same.
        Code::OutOfRange | Code::ResourceExhausted => {
            let value: String =
                message.split("found ").nth(1).unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            let told = if value.is_empty() { "is too long".to_owned() } else { format!("has {value} bytes") };
            let failure = Failure::new(
                Reason::MessageTooLarge,
                format!("the message {told}; the limit is {max_message_bytes}: send smaller batches"),
            );
            let failure = failure.with("limit", max_message_bytes);
            if value.is_empty() { failure } else { failure.with("value", value) }
        }
        Code::Unimplemented if message.contains("compressed") => Failure::new(Reason::CompressionUnsupported, message),
        Code::Unimplemented => Failure::new(Reason::MethodNotFound, "the server has no such method"),
        Code::Internal => Failure::new(Reason::MalformedMessage, format!("the message cannot be read: {message}")),
        Code::Cancelled => Failure::new(Reason::Cancelled, message),
        _ => return status,
    };
    let mut explained = Status::from(failure);
    *explained.metadata_mut() = status.metadata().clone();
    explained
}

/// The status in the headers or trailers of an answer; `None` when it is not told there.
pub(crate) fn status_of(headers: &http::HeaderMap) -> Option<Status> {
    Status::from_header_map(headers)
}

/// The status in the headers of an answer, when it tells a failure.
pub(crate) fn failure_of(headers: &http::HeaderMap) -> Option<Status> {
    status_of(headers).filter(|status| status.code() != Code::Ok)
}

/// What the log says of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The code in the notation of the specification: `INVALID_ARGUMENT`.
    pub(crate) code: &'static str,
    /// Whose fault it is.
    pub(crate) fault: Fault,
}

/// Whose fault an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nobody's, or the caller's.
    None,
    /// The server's: someone should look.
    Server,
}

impl Outcome {
    /// The outcome when the connection broke, or the caller went away, before the answer was out.
    pub(crate) const CANCELLED: Self = Self { code: "CANCELLED", fault: Fault::None };

    /// The outcome that a status tells.
    pub(crate) fn of(status: &Status) -> Self {
        let (code, fault) = match status.code() {
            Code::Ok => ("OK", Fault::None),
            Code::Cancelled => ("CANCELLED", Fault::None),
            Code::Unknown => ("UNKNOWN", Fault::Server),
            Code::InvalidArgument => ("INVALID_ARGUMENT", Fault::None),
            Code::DeadlineExceeded => ("DEADLINE_EXCEEDED", Fault::Server),
            Code::NotFound => ("NOT_FOUND", Fault::None),
            Code::AlreadyExists => ("ALREADY_EXISTS", Fault::None),
            Code::PermissionDenied => ("PERMISSION_DENIED", Fault::None),
            Code::ResourceExhausted => ("RESOURCE_EXHAUSTED", Fault::Server),
            Code::FailedPrecondition => ("FAILED_PRECONDITION", Fault::None),
            Code::Aborted => ("ABORTED", Fault::None),
            Code::OutOfRange => ("OUT_OF_RANGE", Fault::None),
            Code::Unimplemented => ("UNIMPLEMENTED", Fault::None),
            Code::Internal => ("INTERNAL", Fault::Server),
            Code::Unavailable => ("UNAVAILABLE", Fault::Server),
            Code::DataLoss => ("DATA_LOSS", Fault::Server),
            Code::Unauthenticated => ("UNAUTHENTICATED", Fault::None),
        };
        Self { code, fault }
    }
}

#[cfg(test)]
mod tests;
