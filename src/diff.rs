//! What an edit of gazetteers changes: in their entries, and in what is found in a text.
//!
//! Two models go in, differences with their reasons come out. This room refuses to know where the models come from, and how
//! differences are shown.

mod entries;
mod mentions;
mod why;

#[cfg(test)]
mod tests;

pub use self::entries::{CellChange, EntryChange, cell_changes, entry_changes};
pub use self::mentions::{Change, MentionChange, MentionDiffer};
pub use self::why::Why;
