//! Text: words, folding, scripts and offsets.
//!
//! Everything above works on [`Words`], the text cut into folded words that remember where they stand in the original. Folding may
//! change text, never offsets. This room knows characters; it refuses to know names.

mod cut;
mod fold;
mod gap;
mod offsets;
mod script;
mod spare;
mod words;

#[cfg(test)]
mod tests;

pub use offsets::{OffsetUnit, convert_spans};
pub use script::detect_language;
pub use words::{Joint, Word, WordCase, Words};
