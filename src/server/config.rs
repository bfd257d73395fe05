//! What the server is told. Built without I/O: whoever reads flags, files and the environment fills it in.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::grpc::{Compression, Limits};
use crate::store::{GazetteerSources, KEPT_REVISIONS, Watch};

/// Longest document that offsets of 32 bits can count, with room to spare.
const MAX_DOCUMENT_BYTES: usize = 1 << 30;

/// Most aliases that one entity can have beside its display name: the tagger numbers names with 16 bits.
const MAX_ALIASES: usize = u16::MAX as usize;

/// Settings of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Which gazetteers to load.
    pub sources: GazetteerSources,
    /// Whether files that change are loaded by themselves.
    pub watch: Watch,
    /// Folder of the entities that callers add; nobody can without one.
    pub overlay: Option<PathBuf>,
    /// Revisions that are held, the one in use among them.
    pub keep_revisions: usize,
    /// What callers must keep to.
    pub limits: Limits,
    /// Calls in progress, streams among them, above which new ones are refused.
    pub max_concurrent_requests: usize,
    /// How long calls in progress may go on after the first signal.
    pub grace: Duration,
    /// Whether the server tells its contract.
    pub reflection: Reflection,
    /// Whether answers are compressed for callers that accept it.
    pub compression: Compression,
    /// Documents tagged at a time off the executor: one a core.
    pub workers: usize,
}

/// Whether the server tells its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reflection {
    /// It does, in both versions of the protocol.
    On,
    /// It does not.
    Off,
}

/// A setting has a value that it cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{setting}` must lie in [1, {largest}], but is {value}")]
pub struct ConfigError {
    /// Name of the setting as users write it: `max-in-flight`.
    pub setting: &'static str,
    /// The value.
    pub value: usize,
    /// The largest value.
    pub largest: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            sources: GazetteerSources::default(),
            watch: Watch::default(),
            overlay: None,
            keep_revisions: KEPT_REVISIONS,
            limits: Limits::default(),
            max_concurrent_requests: 1024,
            grace: Duration::from_secs(25),
            reflection: Reflection::On,
            compression: Compression::Off,
            workers: available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }
}

impl Config {
    /// Checks that every number is one that the server can keep to.
    ///
    /// # Errors
    ///
    /// Names the first setting that is not.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let limits = &self.limits;
        let int32 = 0x7FFF_FFFF;
        let rest = match self.watch {
            Watch::On(rest) => usize::try_from(rest.as_millis()).unwrap_or(usize::MAX),
            Watch::Off => 1,
        };
        let settings = [
            ("max-document-bytes", limits.max_document_bytes, MAX_DOCUMENT_BYTES),
            ("max-batch-documents", limits.max_batch_documents, int32),
            ("max-message-bytes", limits.max_message_bytes, int32),
            ("max-in-flight", limits.max_in_flight, 1 << 16),
            // None of these three is a setting too.
            ("max-inline-entities", limits.max_inline_entities.max(1), int32),
            ("max-excluded-texts", limits.max_excluded_texts.max(1), int32),
            ("max-inline-aliases", limits.max_inline_aliases.max(1), MAX_ALIASES),
            ("max-concurrent-requests", self.max_concurrent_requests, 1 << 20),
            ("threads", self.workers, 1 << 10),
            ("keep-revisions", self.keep_revisions, 1 << 10),
            ("watch-debounce-ms", rest, 60_000),
        ];
        let wrong = settings.into_iter().find(|(_, value, largest)| !(1..=*largest).contains(value));
        wrong.map_or(Ok(()), |(setting, value, largest)| Err(ConfigError { setting, value, largest }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(Config::default().validate(), Ok(()));
    }

    #[test]
    fn an_impossible_value_is_named() {
        let mut config = Config::default();
        config.limits.max_document_bytes = 2 << 30;
        let error = config.validate().expect_err("too large");
        assert_eq!(error.to_string(), "`max-document-bytes` must lie in [1, 1073741824], but is 2147483648");
        let mut config = Config::default();
        config.limits.max_inline_aliases = 1 << 16;
        assert_eq!(config.validate().expect_err("more than an entity can have").setting, "max-inline-aliases");
        config = Config { max_concurrent_requests: 0, ..Config::default() };
        assert_eq!(config.validate().expect_err("too small").setting, "max-concurrent-requests");
    }
}
