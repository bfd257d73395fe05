//! What the framework answers on its own gets its reason, as every other error has one.

use http::{Request, Response};
use tonic::body::Body;

use super::layers::{Around, Next, answer};
use crate::grpc::status;

/// Explains errors of the framework.
#[derive(Clone, Copy, Debug)]
pub(super) struct Explain {
    max_message_bytes: usize,
}

impl Explain {
    pub(super) fn new(max_message_bytes: usize) -> Self {
        Self { max_message_bytes }
    }
}

impl Around for Explain {
    async fn around(self, request: Request<Body>, next: impl Next) -> Response<Body> {
        let response = answer(next, request).await;
        match status::failure_of(response.headers()) {
            Some(status) => status::explain(status, self.max_message_bytes).into_http(),
            None => response,
        }
    }
}
