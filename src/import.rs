//! Import: a spreadsheet's rows, or the patterns of another tagger, -> a gazetteer table of ours, with a note of everything that was
//! dropped, merged or changed.
//!
//! This room reads cells that it is handed; it refuses to know files, encodings and delimiters.

mod columns;
mod ruler;
mod sheet;
mod slug;
mod table;
mod values;

#[cfg(test)]
mod tests;

pub use self::columns::Target;
pub use self::ruler::import_patterns;
pub use self::sheet::{Effect, Imported, Note};
pub use self::slug::slug;
pub use self::table::{ImportOptions, Row, import_table};
