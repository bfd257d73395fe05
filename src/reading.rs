//! Reading: what a document as a whole says beyond the names that are listed.
//!
//! This room knows words, inflection and the places that were found. It refuses to know how names are stored and how they are found.

mod organisations;

pub use self::organisations::GenericBodies;
pub(crate) use self::organisations::{Surroundings, Templates, organisations};
