//! gaztag finds the entities of gazetteers — countries, cities, people, organisations, or your own — in Russian, Kazakh and English
//! text: every grammatical form of every name, with the entity's stable id, the base form and exact offsets.
//!
//! The functional core ([`tagger`] and the rooms below it) does no I/O and cannot fail while tagging; it compiles without the default
//! feature `server`, which adds the gRPC service and the command line. `docs/ARCHITECTURE.md` shows the whole house.

#[cfg(feature = "server")]
pub mod cli;
#[cfg(feature = "server")]
pub mod client;
pub mod compiled;
pub mod diff;
pub mod eval;
pub mod gazetteer;
#[cfg(feature = "server")]
mod grpc;
pub mod import;
mod lexicon;
pub mod matcher;
pub mod morph;
#[cfg(feature = "server")]
pub mod pb;
mod reading;
mod resolve;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "server")]
pub mod store;
pub mod tagger;
pub mod text;

pub use lexicon::names;
