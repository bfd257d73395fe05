//! Health: `NOT_SERVING` until the gazetteers are loaded, and again while draining.

use tonic_health::ServingStatus;
use tonic_health::pb::health_server::{Health as HealthService, HealthServer};
use tonic_health::server::{HealthReporter, health_reporter};

use crate::grpc::SERVICES;

/// What the health service says of the server as a whole, and of each service.
#[derive(Debug)]
pub(super) struct Health(HealthReporter);

impl Health {
    /// Health of a server that is not ready yet, and the service that tells it.
    pub(super) async fn new() -> (Self, HealthServer<impl HealthService>) {
        let (reporter, service) = health_reporter();
        let health = Self(reporter);
        health.not_serving().await;
        (health, service)
    }

    pub(super) async fn serving(&self) {
        self.tell(ServingStatus::Serving).await;
    }

    pub(super) async fn not_serving(&self) {
        self.tell(ServingStatus::NotServing).await;
    }

    async fn tell(&self, status: ServingStatus) {
        for service in std::iter::once("").chain(SERVICES) {
            self.0.set_service_status(service, status).await;
        }
    }
}
