//! Overload: above a number of calls in progress new ones are refused at once, while those in progress keep their pace.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::{Request, Response};
use tokio::sync::Notify;
use tonic::body::Body;

use super::body::{Companion, with_companion};
use super::layers::{Around, Next, answer};
use crate::grpc::SERVICES;
use crate::grpc::status::Failure;

/// Counts calls in progress, from their arrival to the end of their answers. Health and reflection are not counted: they must answer
/// an overloaded server too.
#[derive(Clone, Debug)]
pub(super) struct Shed {
    calls: Arc<Calls>,
    limit: usize,
}

/// The calls in progress.
#[derive(Debug, Default)]
struct Calls {
    count: AtomicUsize,
    /// Tells that the last one has ended.
    ended: Notify,
}

/// A call in progress, for as long as it lives.
struct Place(Arc<Calls>);

impl Shed {
    pub(super) fn new(limit: usize) -> Self {
        Self { calls: Arc::default(), limit }
    }

    /// Ends when no call is in progress. Whoever waits takes no place: a call that comes meanwhile is told that the server is going away,
    /// not that it has too much to do.
    pub(super) fn idle(&self) -> impl Future<Output = ()> + Send + use<> {
        let calls = Arc::clone(&self.calls);
        async move {
            loop {
                // Asked for before the count is read, so that no end is missed between the two.
                let ended = calls.ended.notified();
                if calls.count.load(Ordering::SeqCst) == 0 {
                    return;
                }
                ended.await;
            }
        }
    }

    /// A place for a call; `None` when all are taken.
    fn place(&self) -> Option<Place> {
        let one_more = |count| (count < self.limit).then_some(count + 1);
        let counted = self.calls.count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_more);
        counted.ok().map(|_| Place(Arc::clone(&self.calls)))
    }
}

impl Companion for Place {}

impl Drop for Place {
    fn drop(&mut self) {
        if self.0.count.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.ended.notify_waiters();
        }
    }
}

impl Around for Shed {
    async fn around(self, request: Request<Body>, next: impl Next) -> Response<Body> {
        if !is_counted(request.uri().path()) {
            return answer(next, request).await;
        }
        let Some(place) = self.place() else {
            return Failure::overloaded(self.limit).into_response();
        };
        answer(next, request).await.map(|body| with_companion(body, place))
    }
}

/// Whether the path, `/package.Service/Method`, is of one of our services.
fn is_counted(path: &str) -> bool {
    let service = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    SERVICES.contains(&service)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::poll;

    use super::*;
    use crate::grpc::status::failure_of;

    /// A call that the services have answered, but whose answer is not out yet.
    async fn call(shed: &Shed) -> Response<Body> {
        let next = tower::service_fn(async |_| Ok::<_, Infallible>(Response::new(Body::new("an answer".to_owned()))));
        let path = format!("/{}/AnalyzeEntities", SERVICES[0]);
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        shed.clone().around(request, next).await
    }

    #[tokio::test]
    async fn waiting_for_the_last_call_takes_no_place() {
        let shed = Shed::new(2);
        let first = call(&shed).await;
        let mut idle = Box::pin(shed.idle());
        assert!(poll!(&mut idle).is_pending());
        let second = call(&shed).await;
        assert!(failure_of(second.headers()).is_none(), "the services are asked, and say that they are going away");
        assert!(failure_of(call(&shed).await.headers()).is_some(), "the limit holds still");
        drop(first);
        assert!(poll!(&mut idle).is_pending(), "one is in progress still");
        drop(second);
        assert!(poll!(&mut idle).is_ready());
        shed.idle().await;
    }
}
