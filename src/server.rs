//! The server: a listener, the layers around the services, health, and an orderly end.
//!
//! Everything that belongs to the process is handed in (the configuration, the listener, the signals, what to do when it is ready), so
//! that a test runs the whole of it. This room refuses to know matching, files and the command line.

mod body;
mod config;
mod deadline;
mod drain;
mod explain;
mod health;
mod layers;
mod log;
mod panic;
mod request_id;
mod shed;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinSet, spawn_blocking};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

pub use self::config::{Config, ConfigError, Reflection};
pub use self::drain::{Ending, Signals};
use self::health::Health;
pub use self::panic::log_panics;
use self::shed::Shed;
use crate::gazetteer::{Diagnostic, Severity};
use crate::grpc::{self, Api};
pub use crate::grpc::{Compression, Limits};
use crate::store::{ReloadRequest, Snapshot, Store, Trigger};

/// Idle connections are probed this often; one that does not answer is closed.
const KEEPALIVE: Duration = Duration::from_secs(60);

/// The server answers calls from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Where it listens.
    pub address: SocketAddr,
    /// Revision of the gazetteers.
    pub revision: String,
    /// Number of entities.
    pub entities: usize,
    /// Number of surface forms generated from their names.
    pub surface_forms: usize,
    /// How long loading took.
    pub load_time: Duration,
}

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The listener is not usable.
    #[error("cannot use the listener: {0}")]
    Listener(#[from] std::io::Error),
    /// Gazetteers have errors; these are all diagnostics.
    #[error("the gazetteers have errors")]
    Gazetteers(Vec<Diagnostic>),
    /// Loading panicked.
    #[error("loading the gazetteers failed: {0}")]
    Loading(#[from] JoinError),
    /// The contract that the binary carries cannot be read back.
    #[error("cannot build reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The transport gave up.
    #[error("the transport failed: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// Serves until a signal, and says how it ended. The listener accepts at once; calls are answered `UNAVAILABLE`, and health `NOT_SERVING`,
/// until the gazetteers are loaded, when `on_ready` is called.
///
/// # Errors
///
/// When the gazetteers have errors, or the transport fails.
pub async fn run(
    config: Config,
    listener: TcpListener,
    signals: Signals,
    on_ready: impl FnOnce(&Ready),
) -> Result<Ending, ServeError> {
    let address = listener.local_addr()?;
    let store = Store::new(config.sources.clone());
    let store = Arc::new(store.with_overlay(config.overlay.clone()).keeping(config.keep_revisions));
    let api = Api::new(Arc::clone(&store), config.limits, config.workers);
    let (health, health_service) = Health::new().await;
    let mut routes = api.routes(config.compression).add_service(health_service);
    if config.reflection == Reflection::On {
        routes = grpc::with_reflection(routes)?;
    }
    let shed = Shed::new(config.max_concurrent_requests);
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true)).with_keepalive(Some(KEEPALIVE));
    let (stop_accepting, stopped) = oneshot::channel::<()>();
    let mut serving = Box::pin(
        Server::builder()
            .http2_keepalive_interval(Some(KEEPALIVE))
            .layer(layers::stack(&config, &shed))
            .add_routes(routes)
            .serve_with_incoming_shutdown(incoming, async {
                let _ = stopped.await;
            }),
    );

    let Signals { reload, drain, abort } = signals;
    let mut drain = Box::pin(drain);
    let started = Instant::now();
    let loaded_store = Arc::clone(&store);
    let mut loading = spawn_blocking(move || loaded_store.load_and_watch(config.watch));
    let mut on_ready = Some(on_ready);
    // What reloads by itself ends with these, when calls are drained.
    let (mut watching, mut reloading) = (None, JoinSet::new());
    let mut reload = Some(reload);
    loop {
        tokio::select! {
            ended = &mut serving => return ended.map(|()| Ending::Drained).map_err(ServeError::from),
            loaded = &mut loading, if on_ready.is_some() => {
                let (snapshot, begun) = loaded?.map_err(ServeError::Gazetteers)?;
                watching = begun;
                if let Some(reload) = reload.take() {
                    reloading.spawn(reload_on_signal(Arc::clone(&store), reload));
                }
                let ready = ready(address, &snapshot, started.elapsed());
                health.serving().await;
                if let Some(on_ready) = on_ready.take() {
                    on_ready(&ready);
                }
            }
            () = &mut drain => break,
        }
    }
    tracing::info!(grace_seconds = config.grace.as_secs(), "draining: no new calls, those in progress go on");
    drop((watching, reloading));
    api.refuse_new_calls();
    health.not_serving().await;
    let _ = stop_accepting.send(());
    Ok(drain::wait(serving, shed.idle(), config.grace, abort).await)
}

/// Reads the files again at every signal, one reload after the other.
async fn reload_on_signal(store: Arc<Store>, mut signal: mpsc::Receiver<()>) {
    while let Some(()) = signal.recv().await {
        let store = Arc::clone(&store);
        let request = ReloadRequest { trigger: Trigger::Signal, ..ReloadRequest::default() };
        // What comes of it, the store logs and keeps.
        let _ = spawn_blocking(move || store.reload(&request)).await;
    }
}

fn ready(address: SocketAddr, snapshot: &Snapshot, load_time: Duration) -> Ready {
    let gazetteers = snapshot.model.gazetteers();
    let ready = Ready {
        address,
        revision: snapshot.model.revision().to_owned(),
        entities: gazetteers.iter().map(|gazetteer| gazetteer.entity_count).sum(),
        surface_forms: gazetteers.iter().map(|gazetteer| gazetteer.form_count).sum(),
        load_time,
    };
    let warnings = snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
    tracing::info!(
        revision = ready.revision,
        entities = ready.entities,
        surface_forms = ready.surface_forms,
        warnings = warnings.count(),
        load_ms = u64::try_from(load_time.as_millis()).unwrap_or(u64::MAX),
        %address,
        "ready"
    );
    ready
}
