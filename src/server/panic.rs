//! A panic in a service is a fault of that call, not of the server: it is answered INTERNAL, and the next call is served.

use std::panic::{self, AssertUnwindSafe};

use futures_util::FutureExt as _;
use http::{Request, Response};
use tonic::body::Body;

use super::layers::{Around, Next, answer};
use crate::grpc::status::Failure;

/// Answers when the rest of the way panics.
#[derive(Clone, Copy, Debug)]
pub(super) struct CatchPanic;

impl Around for CatchPanic {
    async fn around(self, request: Request<Body>, next: impl Next) -> Response<Body> {
        // What the panic may leave half done is dropped with the future; what services share is never left half done.
        let answered = AssertUnwindSafe(answer(next, request)).catch_unwind().await;
        answered.unwrap_or_else(|_| Failure::internal().into_response())
    }
}

/// Makes panics events of the log, with the span of the request, in place of text on the standard error output.
pub fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(location, "panic: {message}");
    }));
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use tower::service_fn;

    use super::*;
    use crate::grpc::status::{Outcome, failure_of};

    #[tokio::test]
    async fn a_panic_is_an_internal_error_with_details() {
        let broken = service_fn(|request: Request<Body>| async move {
            assert!(request.uri().path().is_empty(), "broken on purpose");
            Ok::<_, Infallible>(Response::new(Body::empty()))
        });
        let response = CatchPanic.around(Request::new(Body::empty()), broken).await;
        let status = failure_of(response.headers()).expect("a failure");
        assert_eq!(Outcome::of(&status).code, "INTERNAL");
        let info = tonic_types::StatusExt::get_details_error_info(&status).expect("error info");
        assert_eq!(info.reason, "INTERNAL_ERROR");
    }
}
