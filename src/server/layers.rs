//! The layers around the services, all in one place, and what a layer is.

use std::convert::Infallible;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use http::{Request, Response};
use tonic::body::Body;
use tower::layer::util::{Identity, Stack};
use tower::{Layer, Service, ServiceBuilder};

use super::config::Config;
use super::deadline::{KeepDeadline, NoteDeadline};
use super::explain::Explain;
use super::log::Log;
use super::panic::CatchPanic;
use super::request_id::RequestId;
use super::shed::Shed;

/// Everything that happens around a call, the outermost first.
type Layers = Stack<
    Wrap<KeepDeadline>,
    Stack<
        Wrap<Shed>,
        Stack<
            Wrap<Explain>,
            Stack<Wrap<CatchPanic>, Stack<Wrap<Log>, Stack<Wrap<RequestId>, Stack<Wrap<NoteDeadline>, Identity>>>>,
        >,
    >,
>;

/// The layers, the outermost first. The order matters:
pub(super) fn stack(config: &Config, shed: &Shed) -> Layers {
    ServiceBuilder::new()
        // The deadline counts from the arrival. Outermost, because the transport starts its own clock, which answers CANCELLED, as
        // soon as this one has been called.
        .layer(Wrap(NoteDeadline))
        // Everything below may name the request.
        .layer(Wrap(RequestId))
        // Sees every answer as the caller gets it, whichever layer below gave it.
        .layer(Wrap(Log))
        // A panic below is an answer too.
        .layer(Wrap(CatchPanic))
        // What the framework answers on its own gets its reason: unknown methods, messages that are too large or malformed.
        .layer(Wrap(Explain::new(config.limits.max_message_bytes)))
        // A call that is refused costs nothing more.
        .layer(Wrap(shed.clone()))
        // Innermost: what it cuts off is the work of the service alone.
        .layer(Wrap(KeepDeadline))
        .into_inner()
}

/// The rest of the way to the services.
pub(super) trait Next:
    Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

impl<S> Next for S where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

/// Something that happens around a call, as one function.
pub(super) trait Around: Clone + Send + 'static {
    /// Answers the request, as a rule by way of `next`. What has to happen on arrival happens before the future is returned.
    fn around(self, request: Request<Body>, next: impl Next) -> impl Future<Output = Response<Body>> + Send + 'static;
}

/// The answer of the rest of the way.
pub(super) async fn answer(mut next: impl Next, request: Request<Body>) -> Response<Body> {
    match next.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// An [`Around`] as a layer.
#[derive(Clone, Debug)]
pub(super) struct Wrap<A>(A);

impl<A: Clone, S> Layer<S> for Wrap<A> {
    type Service = Wrapped<A, S>;

    fn layer(&self, inner: S) -> Self::Service {
        Wrapped { around: self.0.clone(), inner }
    }
}

/// A service with an [`Around`] around it.
#[derive(Clone, Debug)]
pub(super) struct Wrapped<A, S> {
    around: A,
    inner: S,
}

impl<A: Around, S: Next> Service<Request<Body>> for Wrapped<A, S> {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        // The service that was polled ready is the one to call; the clone waits for its own turn.
        let ready = self.inner.clone();
        let ready = std::mem::replace(&mut self.inner, ready);
        let answered = self.around.clone().around(request, ready);
        Box::pin(async move { Ok(answered.await) })
    }
}
