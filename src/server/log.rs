//! The log: one event a request, at the end of its answer.

use std::sync::Arc;
use std::time::Instant;

use http::{HeaderMap, Request, Response};
use tonic::body::Body;
use tonic::transport::server::TcpConnectInfo;
use tracing::{Instrument as _, Span};

use super::body::{Companion, with_companion};
use super::layers::{Around, Next, answer};
use super::request_id::Id;
use crate::grpc::status::{Fault, Outcome, status_of};
use crate::grpc::{SERVICES, Tally};

/// Writes an event when the answer of a request has been sent, or nobody wants it any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log;

impl Around for Log {
    async fn around(self, mut request: Request<Body>, next: impl Next) -> Response<Body> {
        let tally = Arc::new(Tally::default());
        let span = span(&request);
        let method = request.uri().path().trim_start_matches('/').to_owned();
        let mut end = End {
            span: span.clone(),
            method,
            tally: Arc::clone(&tally),
            start: Instant::now(),
            outcome: None,
            error: None,
        };
        request.extensions_mut().insert(tally);
        let response = answer(next, request).instrument(span).await;
        // An answer without a body tells its status here, any other in the trailers.
        end.trailers(response.headers());
        response.map(|body| with_companion(body, end))
    }
}

/// The span of a request. Of the highest level, so that whatever is logged inside it says which request it is about.
fn span(request: &Request<Body>) -> Span {
    let id = request.extensions().get::<Id>().map(|id| Arc::clone(&id.0));
    let peer = request.extensions().get::<TcpConnectInfo>().and_then(TcpConnectInfo::remote_addr);
    let trace_parent = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
    tracing::error_span!(
        "request",
        request_id = id.as_deref(),
        peer = peer.map(tracing::field::display),
        // The second part of `00-<trace id>-<span id>-<flags>`.
        trace_id = trace_parent.and_then(|value| value.split('-').nth(1)),
    )
}

/// What is known of a request at its end.
struct End {
    span: Span,
    method: String,
    tally: Arc<Tally>,
    start: Instant,
    outcome: Option<Outcome>,
    error: Option<String>,
}

impl Companion for End {
    fn trailers(&mut self, trailers: &HeaderMap) {
        if let Some(status) = status_of(trailers) {
            self.outcome = Some(Outcome::of(&status));
            self.error = Some(status.message().to_owned()).filter(|message| !message.is_empty());
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let outcome = self.outcome.unwrap_or(Outcome::CANCELLED);
        macro_rules! event {
            ($level:ident) => {
                tracing::$level!(
                    method = self.method,
                    code = outcome.code,
                    latency_ms = (self.start.elapsed().as_secs_f64() * 1e6).round() / 1e3,
                    documents = self.tally.documents(),
                    bytes = self.tally.bytes(),
                    mentions = self.tally.mentions(),
                    error = self.error,
                    "request"
                )
            };
        }
        let is_ours = SERVICES.iter().any(|service| self.method.starts_with(service));
        let _entered = self.span.enter();
        match outcome.fault {
            Fault::Server => event!(warn),
            Fault::None if is_ours => event!(info),
            // Health is asked every few seconds.
            Fault::None => event!(debug),
        }
    }
}
