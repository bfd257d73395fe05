//! Every call has an id: the caller's `x-request-id`, or a new one. The answer, errors too, carries it back, and `traceparent` with it.

use std::sync::Arc;

use http::header::HeaderName;
use http::{HeaderValue, Request, Response};
use tonic::body::Body;
use uuid::Uuid;

use super::layers::{Around, Next, answer};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

/// Longest id that is taken over.
const MAX_LENGTH: usize = 128;

/// The id of a call, in the extensions of its request.
#[derive(Clone, Debug)]
pub(super) struct Id(pub(super) Arc<str>);

/// Gives every call its id.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestId;

impl Around for RequestId {
    async fn around(self, mut request: Request<Body>, next: impl Next) -> Response<Body> {
        let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
        let id = given
            .filter(|id| (1..=MAX_LENGTH).contains(&id.len()))
            .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
        let trace_parent = request.headers().get(TRACE_PARENT).cloned();
        let header = HeaderValue::from_str(&id);
        request.extensions_mut().insert(Id(id.into()));
        let mut response = answer(next, request).await;
        if let Ok(header) = header {
            response.headers_mut().insert(REQUEST_ID, header);
        }
        if let Some(trace_parent) = trace_parent {
            response.headers_mut().insert(TRACE_PARENT, trace_parent);
        }
        response
    }
}
