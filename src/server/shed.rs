//! Overload: above a number of calls in progress new ones are refused at once, while those in progress keep their pace.

use std::sync::Arc;

use http::{Request, Response};
use tokio::sync::Semaphore;
use tonic::body::Body;

use super::body::with_companion;
use super::layers::{Around, Next, answer};
use crate::grpc::SERVICES;
use crate::grpc::status::Failure;

/// Counts calls in progress, from their arrival to the end of their answers. Health and reflection are not counted: they must answer
/// an overloaded server too.
#[derive(Clone, Debug)]
pub(super) struct Shed {
    places: Arc<Semaphore>,
    limit: usize,
}

impl Shed {
    pub(super) fn new(limit: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(limit)), limit }
    }

    /// Ends when no call is in progress.
    pub(super) fn idle(&self) -> impl Future<Output = ()> + Send + use<> {
        let (places, limit) = (Arc::clone(&self.places), self.limit);
        async move {
            let _ = places.acquire_many(u32::try_from(limit).unwrap_or(u32::MAX)).await;
        }
    }
}

impl Around for Shed {
    async fn around(self, request: Request<Body>, next: impl Next) -> Response<Body> {
        if !is_counted(request.uri().path()) {
            return answer(next, request).await;
        }
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
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
