//! The log of the process: structured events on the standard error output.

use std::io::{self, IsTerminal as _};

use clap::ValueEnum;
use serde::Deserialize;
use tracing_subscriber::filter::EnvFilter;
use tracing_subscriber::fmt;

use super::exit::Stopped;

/// How events are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// `pretty` on a terminal, else `json`
    #[default]
    Auto,
    /// A line an event, for people
    Pretty,
    /// An object a line, for programs
    Json,
}

/// Starts the log. `level` is `error`, `warn`, `info`, `debug`, `trace`, or directives such as `warn,gaztag=debug`.
pub(super) fn start(format: LogFormat, level: &str) -> Result<(), Stopped> {
    let filter = EnvFilter::builder()
        .parse(level)
        .map_err(|error| Stopped::usage(format!("log level `{level}` makes no sense: {error}; try `info`")))?;
    let is_terminal = io::stderr().is_terminal();
    let builder = fmt().with_env_filter(filter).with_writer(io::stderr);
    let is_json = format == LogFormat::Json || format == LogFormat::Auto && !is_terminal;
    let started = if is_json {
        builder.json().flatten_event(true).with_span_list(false).try_init()
    } else {
        builder.with_ansi(is_terminal).with_target(false).try_init()
    };
    started.map_err(|error| Stopped::failure(format!("cannot start the log: {error}")))
}
