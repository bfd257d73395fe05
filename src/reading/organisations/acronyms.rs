//! Acronyms that a document introduces.

use super::Surroundings;
use crate::resolve::{DocumentEntity, Place};

/// Finds acronyms introduced in brackets, and where they stand for what they are introduced for.
pub(super) fn read(_: Surroundings<'_>, _: &mut Vec<Place>, _: &mut Vec<DocumentEntity>) {}
