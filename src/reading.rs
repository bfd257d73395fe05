//! Reading: the document as a whole, after its listed names are found.
//!
//! What no gazetteer lists can still be told by how texts write it. This room knows words, the places found in them, the names that
//! everyone bears (`lexicon/names.rs`) and endings; it refuses to know how listed names are stored and found.

mod people;

pub(crate) use self::people::{Listed, Repetition, people};
