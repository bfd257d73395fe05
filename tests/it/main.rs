//! The whole server on a free port, with real clients; a module a behaviour.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod analyze;
mod architecture;
mod batch;
mod check;
mod command;
mod compiled;
mod deadline;
mod default_gazetteers;
mod drain;
mod editing;
mod errors;
mod evaluation;
mod explain;
mod gazetteers;
mod health_reflection;
mod inline;
mod limits;
mod loading;
mod organisations;
mod overlay;
mod reload;
mod request_id;
mod rollback;
mod shed;
mod storm;
mod stream;
mod support;
mod tools;
#[cfg(unix)]
mod watch;
