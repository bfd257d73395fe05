//! The services: messages <-> the domain, validation, errors.
//!
//! This room knows the contract. It refuses to know how a mention is found, where gazetteers come from, and the layers around it.

mod alias;
mod analysis;
mod call;
mod config;
mod convert;
mod entity_recognition;
mod fields;
mod gazetteer;
mod inline;
mod limits;
mod page;
mod pool;
mod reflection;
mod server_info;
pub(crate) mod status;
mod stream;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use prost::Message;
use tokio::sync::Mutex;
use tonic::codec::CompressionEncoding::{Gzip, Zstd};
use tonic::service::Routes;

use self::analysis::Analysis;
pub(crate) use self::call::{Deadline, Tally};
use self::config::AnalysisOptions;
pub use self::limits::Limits;
use self::pool::Pool;
pub(crate) use self::reflection::with_reflection;
use self::status::{Failure, Reason};
use crate::pb;
use crate::pb::entity_recognition_service_server::{self, EntityRecognitionServiceServer};
use crate::pb::gazetteer_service_server::{self, GazetteerServiceServer};
use crate::pb::server_info_service_server::{self, ServerInfoServiceServer};
use crate::store::{Snapshot, Store};

/// Full names of the services.
pub(crate) const SERVICES: [&str; 3] = [
    entity_recognition_service_server::SERVICE_NAME,
    gazetteer_service_server::SERVICE_NAME,
    server_info_service_server::SERVICE_NAME,
];

/// Whether answers are compressed for callers that accept it. Compressed requests are read either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// They are.
    On,
    /// They are not.
    Off,
}

/// What the services share.
#[derive(Debug)]
pub(crate) struct Api {
    store: Arc<Store>,
    limits: Limits,
    pool: Pool,
    /// Whoever edits the overlay waits here, and not in a thread, until those before are done.
    edits: Arc<Mutex<()>>,
    draining: AtomicBool,
    start_time: SystemTime,
}

impl Api {
    /// Services over the store, of which at most `workers` documents are tagged at a time off the executor.
    pub(crate) fn new(store: Arc<Store>, limits: Limits, workers: usize) -> Arc<Self> {
        let (pool, start_time) = (Pool::new(workers.max(1)), SystemTime::now());
        Arc::new(Self { store, limits, pool, edits: Arc::default(), draining: AtomicBool::new(false), start_time })
    }

    /// From now on new calls are refused; those in progress go on.
    pub(crate) fn refuse_new_calls(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// The services, with the limits of messages and the compression that they accept and give. Who answers compresses where calls are
    /// read and answered, not in the pool: a long answer holds other calls up for as long as that takes.
    pub(crate) fn routes(self: &Arc<Self>, compression: Compression) -> Routes {
        let limit = self.limits.max_message_bytes;
        macro_rules! service {
            ($server:ident, $service:expr) => {{
                let service = $server::new($service)
                    .max_decoding_message_size(limit)
                    .max_encoding_message_size(limit)
                    .accept_compressed(Gzip)
                    .accept_compressed(Zstd);
                match compression {
                    Compression::On => service.send_compressed(Gzip).send_compressed(Zstd),
                    Compression::Off => service,
                }
            }};
        }
        let recognition = entity_recognition::Recognition::new(Arc::clone(self));
        Routes::new(service!(EntityRecognitionServiceServer, recognition))
            .add_service(service!(GazetteerServiceServer, gazetteer::Gazetteers::new(Arc::clone(self))))
            .add_service(service!(ServerInfoServiceServer, server_info::Info::new(Arc::clone(self))))
    }

    /// The gazetteers that a call uses to its end. Fails while there are none, and when the server is going away.
    fn snapshot(&self) -> Result<Arc<Snapshot>, Failure> {
        if self.draining.load(Ordering::Relaxed) {
            return Err(Failure::new(Reason::Draining, "the server is going away; try again at another one"));
        }
        self.store.current().ok_or_else(|| {
            Failure::new(Reason::Loading, "the gazetteers are still being loaded; try again in a moment")
        })
    }

    /// The gazetteers that the config pins the call to; the current ones where it does not.
    fn pinned(&self, current: Arc<Snapshot>, config: Option<&pb::AnalysisConfig>) -> Result<Arc<Snapshot>, Failure> {
        match config.map(|config| config.revision.as_str()) {
            Some(revision) if !revision.is_empty() && !current.holds(revision) => {
                self.store.held(revision).map_err(|error| gazetteer::not_held(&error))
            }
            _ => Ok(current),
        }
    }

    /// The analysis with these options; compiled in the pool when there is something to compile.
    async fn analysis(
        &self,
        call: &call::Call,
        snapshot: Arc<Snapshot>,
        options: AnalysisOptions,
    ) -> Result<Arc<Analysis>, Failure> {
        let limits = self.limits;
        let analysis = if options.tag.inline_entities.is_empty() && options.tag.excluded_texts.is_empty() {
            Analysis::new(&snapshot, options, limits)
        } else {
            self.pool.run(call, move |_| Analysis::new(&snapshot, options, limits)).await
        };
        analysis.map(Arc::new)
    }

    /// Fails when the answer is longer than a message may be. `advice` says what the caller can do about it.
    fn fits(&self, answer: &impl Message, advice: &str) -> Result<(), Failure> {
        let (length, limit) = (answer.encoded_len(), self.limits.max_message_bytes);
        if length <= limit {
            return Ok(());
        }
        let message = format!("the answer has {length} bytes; the limit is {limit}: {advice}");
        Err(Failure::new(Reason::ResponseTooLarge, message).with("limit", limit).with("value", length))
    }
}
