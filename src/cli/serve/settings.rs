//! Settings of `gaztag serve`: flags, else the environment, else the file of `--config`, else the defaults.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::Stopped;
use crate::cli::telemetry::LogFormat;
use crate::server::{Compression, Config, Limits, Reflection};
use crate::store::Watch;

/// Flags of `gaztag serve`. The keys of the configuration file are the same, without the dashes in front.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ServeArgs {
    #[command(flatten)]
    sources: SourcesArgs,
    /// File of settings (TOML): the keys are the long flags
    #[arg(long, value_name = "FILE", env = "GAZTAG_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

macro_rules! options {
    ($($(#[$attribute:meta])* $name:ident: $type:ty,)*) => {
        /// What may stand in flags and in the file alike.
        #[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args, Deserialize)]
        #[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
        struct Options {
            $($(#[$attribute])* $name: Option<$type>,)*
        }

        impl Options {
            /// These, and those of the other where these say nothing.
            fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name),)* }
            }
        }
    };
}

options! {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:50051]
    #[arg(long, value_name = "ADDRESS", env = "GAZTAG_LISTEN")]
    listen: String,
    /// How the log is written [default: auto]
    #[arg(long, value_name = "FORMAT", env = "GAZTAG_LOG_FORMAT")]
    log_format: LogFormat,
    /// What is logged: error, warn, info, debug, trace, or directives such as warn,gaztag=debug [default: info]
    #[arg(long, value_name = "LEVEL", env = "GAZTAG_LOG_LEVEL")]
    log_level: String,
    /// Load gazetteer files when they change [default: true]
    #[arg(long, env = "GAZTAG_WATCH", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    watch: bool,
    /// Load changed files only when asked to, by a call or by SIGHUP
    #[arg(long, env = "GAZTAG_NO_WATCH", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    no_watch: bool,
    /// Milliseconds that changed files must rest before they are loaded [default: 300]
    #[arg(long, value_name = "MS", env = "GAZTAG_WATCH_DEBOUNCE_MS")]
    watch_debounce_ms: u64,
    /// Folder in which the server keeps entities that callers add over the API: the last layer
    #[arg(long, value_name = "DIR", env = "GAZTAG_OVERLAY")]
    overlay: PathBuf,
    /// Revisions held for rollbacks and pinned calls, the one in use among them [default: 3]
    #[arg(long, value_name = "N", env = "GAZTAG_KEEP_REVISIONS")]
    keep_revisions: usize,
    /// Longest document, in bytes of UTF-8; names and excluded texts of a call together too [default: 1048576]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_DOCUMENT_BYTES")]
    max_document_bytes: usize,
    /// Most documents in a batch [default: 1000]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_BATCH_DOCUMENTS")]
    max_batch_documents: usize,
    /// Largest message accepted and sent [default: 16777216]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_MESSAGE_BYTES")]
    max_message_bytes: usize,
    /// Most unanswered documents in a stream [default: 64]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_IN_FLIGHT")]
    max_in_flight: usize,
    /// Most entities of its own in a call [default: 1000]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_INLINE_ENTITIES")]
    max_inline_entities: usize,
    /// Most excluded texts in a call [default: 1000]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_EXCLUDED_TEXTS")]
    max_excluded_texts: usize,
    /// Most aliases of the entities of a call, together [default: 10000]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_INLINE_ALIASES")]
    max_inline_aliases: usize,
    /// Calls in progress above which new ones are refused [default: 1024]
    #[arg(long, value_name = "N", env = "GAZTAG_MAX_CONCURRENT_REQUESTS")]
    max_concurrent_requests: usize,
    /// Seconds that calls in progress get to end after SIGTERM [default: 25]
    #[arg(long, value_name = "SECONDS", env = "GAZTAG_GRACE_SECONDS")]
    grace_seconds: u64,
    /// Do not tell the contract over reflection
    #[arg(long, env = "GAZTAG_NO_REFLECTION", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    no_reflection: bool,
    /// Compress answers for callers that accept it: less to send, more work for each call
    #[arg(long, env = "GAZTAG_COMPRESS_RESPONSES", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    compress_responses: bool,
    /// Threads, and documents tagged at a time [default: one a core]
    #[arg(long, value_name = "N", env = "GAZTAG_THREADS")]
    threads: usize,
}

/// What `gaztag serve` runs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServeSettings {
    /// Address to listen on.
    pub(super) listen: String,
    pub(super) log_format: LogFormat,
    pub(super) log_level: String,
    pub(super) config: Config,
}

impl ServeArgs {
    /// Reads the file, if there is one, and lays the flags over it.
    pub(super) fn settings(self) -> Result<ServeSettings, Stopped> {
        match &self.config {
            None => self.over(""),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| Stopped::usage(format!("cannot read {}: {error}", path.display())))?;
                let path = path.clone();
                self.over(&text).map_err(|stopped| prefixed(&stopped, &path))
            }
        }
    }

    /// Lays the flags over the text of a file.
    fn over(self, file: &str) -> Result<ServeSettings, Stopped> {
        let (file_sources, file_options) = parse(file)?;
        let sources = SourcesArgs {
            gazetteers: Some(self.sources.gazetteers)
                .filter(|given| !given.is_empty())
                .unwrap_or(file_sources.gazetteers),
            no_default_gazetteers: self.sources.no_default_gazetteers || file_sources.no_default_gazetteers,
            kazakh_derivations: self.sources.kazakh_derivations || file_sources.kazakh_derivations,
            kazakh_latin: self.sources.kazakh_latin || file_sources.kazakh_latin,
            compiled: self.sources.compiled.or(file_sources.compiled),
        };
        let is_watching = self.options.watch().or(file_options.watch()).unwrap_or(true);
        let options = self.options.or(file_options);
        let default = Config::default();
        let limits = Limits {
            max_document_bytes: options.max_document_bytes.unwrap_or(default.limits.max_document_bytes),
            max_batch_documents: options.max_batch_documents.unwrap_or(default.limits.max_batch_documents),
            max_message_bytes: options.max_message_bytes.unwrap_or(default.limits.max_message_bytes),
            max_in_flight: options.max_in_flight.unwrap_or(default.limits.max_in_flight),
            max_inline_entities: options.max_inline_entities.unwrap_or(default.limits.max_inline_entities),
            max_excluded_texts: options.max_excluded_texts.unwrap_or(default.limits.max_excluded_texts),
            max_inline_aliases: options.max_inline_aliases.unwrap_or(default.limits.max_inline_aliases),
        };
        let config = Config {
            sources: sources.into(),
            watch: match options.watch_debounce_ms.map(Duration::from_millis) {
                _ if !is_watching => Watch::Off,
                Some(rest) => Watch::On(rest),
                None => default.watch,
            },
            overlay: options.overlay,
            keep_revisions: options.keep_revisions.unwrap_or(default.keep_revisions),
            limits,
            max_concurrent_requests: options.max_concurrent_requests.unwrap_or(default.max_concurrent_requests),
            grace: options.grace_seconds.map_or(default.grace, Duration::from_secs),
            reflection: if options.no_reflection == Some(true) { Reflection::Off } else { Reflection::On },
            compression: if options.compress_responses == Some(true) { Compression::On } else { Compression::Off },
            workers: options.threads.unwrap_or(default.workers),
        };
        config.validate().map_err(|error| Stopped::usage(error.to_string()))?;
        if let Some(overlay) = config.overlay.as_ref().filter(|overlay| config.sources.directories.contains(overlay)) {
            let folder = overlay.display();
            return Err(Stopped::usage(format!(
                "`overlay` must be a folder of its own, but `{folder}` is one of `gazetteers`"
            )));
        }
        Ok(ServeSettings {
            listen: options.listen.unwrap_or_else(|| "127.0.0.1:50051".to_owned()),
            log_format: options.log_format.unwrap_or_default(),
            log_level: options.log_level.unwrap_or_else(|| "info".to_owned()),
            config,
        })
    }
}

impl Options {
    /// Whether files are watched, where anything is said of it.
    fn watch(&self) -> Option<bool> {
        self.no_watch.map(|no_watch| !no_watch).or(self.watch)
    }
}

/// Reads the text of a configuration file.
fn parse(text: &str) -> Result<(SourcesArgs, Options), Stopped> {
    let wrong = |error: &toml::de::Error| Stopped::usage(error.message().replace('\n', ", "));
    let mut table: toml::Table = text.parse().map_err(|error| wrong(&error))?;
    // Both structs refuse keys that they do not know, so that each gets its own.
    let mut sources = toml::Table::new();
    for key in ["gazetteers", "no-default-gazetteers", "kazakh-derivations", "kazakh-latin", "compiled"] {
        if let Some(value) = table.remove(key) {
            sources.insert(key.to_owned(), value);
        }
    }
    let sources = sources.try_into().map_err(|error| wrong(&error))?;
    let options = table.try_into().map_err(|error| wrong(&error))?;
    Ok((sources, options))
}

fn prefixed(stopped: &Stopped, path: &Path) -> Stopped {
    let lines = stopped.lines.iter().map(|line| format!("{}: {line}", path.display())).collect();
    Stopped { lines, exit: stopped.exit }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::exit::Exit;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn settings(flags: &str, file: &str) -> Result<ServeSettings, Stopped> {
        let line = Line::try_parse_from(std::iter::once("serve").chain(flags.split_whitespace())).expect("flags");
        line.serve.over(file)
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_the_defaults() {
        let file = "listen = \"0.0.0.0:1\"\nmax-in-flight = 3\nmax-inline-aliases = 9\ncompress-responses = true\ngazetteers = [\"a\", \"b\"]\nno-reflection = true\nlog-format = \"json\"";
        let settings = settings("--listen [::1]:2 --max-document-bytes 5", file).expect("settings");
        assert_eq!(settings.listen, "[::1]:2");
        assert_eq!(settings.log_format, LogFormat::Json);
        assert_eq!(settings.config.limits.max_in_flight, 3);
        assert_eq!(settings.config.limits.max_document_bytes, 5);
        assert_eq!(settings.config.limits.max_inline_aliases, 9);
        assert_eq!(settings.config.compression, Compression::On);
        assert_eq!(settings.config.limits.max_batch_documents, 1000);
        assert_eq!(settings.config.reflection, Reflection::Off);
        assert_eq!(settings.config.sources.directories, [PathBuf::from("a"), PathBuf::from("b")]);
        assert!(settings.config.sources.default);
    }

    #[test]
    fn no_reflection_needs_no_value() {
        let settings =
            settings("--no-reflection --gazetteers a --gazetteers b,c --no-default-gazetteers", "").expect("settings");
        assert_eq!(settings.config.reflection, Reflection::Off);
        assert_eq!(settings.config.compression, Compression::Off);
        assert_eq!(settings.config.sources.directories.len(), 3);
        assert!(!settings.config.sources.default);
    }

    #[test]
    fn files_are_watched_unless_told_otherwise() {
        let watch = |arguments: &str, file: &str| settings(arguments, file).expect("settings").config.watch;
        assert_eq!(watch("", ""), Watch::default());
        assert_eq!(watch("--watch-debounce-ms 7", ""), Watch::On(Duration::from_millis(7)));
        assert_eq!(watch("--watch", ""), Watch::default());
        assert_eq!(watch("--no-watch", ""), Watch::Off);
        assert_eq!(watch("--watch=false", ""), Watch::Off);
        assert_eq!(watch("", "no-watch = true"), Watch::Off);
        assert_eq!(watch("--watch", "no-watch = true"), Watch::default(), "a flag is laid over the file");
        assert_eq!(watch("--no-watch", "watch = true"), Watch::Off, "a flag is laid over the file");
    }

    #[test]
    fn the_overlay_is_a_folder_of_its_own() {
        let stopped = settings("--gazetteers a --overlay a/", "").expect_err("the same");
        assert!(stopped.lines[0].contains("`overlay`"), "{stopped:?}");
        assert_eq!(settings("--overlay b", "").expect("settings").config.overlay, Some(PathBuf::from("b")));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let stopped = settings("", "lisen = \"0.0.0.0:1\"").expect_err("unknown");
        assert_eq!(stopped.exit, Exit::Usage);
        assert!(stopped.lines[0].contains("`lisen`"), "{stopped:?}");
    }

    #[test]
    fn values_are_checked() {
        let stopped = settings("--max-batch-documents 0", "").expect_err("zero");
        assert!(stopped.lines[0].contains("`max-batch-documents`"), "{stopped:?}");
    }
}
