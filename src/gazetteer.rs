//! Gazetteers: what a person writes in a table -> entries, with every problem told by file, line and column.
//!
//! The format is described in `docs/GAZETTEERS.md`. This room reads text that it is handed; it refuses to know files, and how names are
//! found in a text.

use serde::{Deserialize, Serialize};

mod diagnostic;
mod effect;
mod embedded;
mod entry;
mod explanations;
mod fix;
mod flags;
mod history;
mod jsonl;
mod layers;
mod row;
mod spelling;
mod table;
mod tsv;
mod value;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use diagnostic::{Code, Diagnostic, Fix, Severity};
pub use embedded::{embedded_country_ids, embedded_files, embedded_files_unless_known};
pub use entry::{Entity, Entry, EntryKind, Name, Relation, Source};
pub use fix::{Fixed, apply_fixes};
pub use flags::{Flags, LetterCase};
pub use history::{HiddenName, LayerCounts, LayerEffect, LayerHistory, LayerRow, LostName};
pub use layers::{Merged, merge};
pub use row::CountryReference;
pub use table::{Part, Table, unwritable};

/// One gazetteer file, read: its entries and what is wrong with it.
///
/// Entries of faulty rows are left out; a caller that must not lose any refuses the file when a diagnostic is an error.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GazetteerFile {
    /// Name of the gazetteer: the file name without its extension.
    pub gazetteer: Arc<str>,
    /// Where the file is, as shown to people: `gazetteers/people.tsv`, `embedded:people.tsv`.
    pub uri: Arc<str>,
    /// BLAKE3 hash of the content.
    pub hash: [u8; 32],
    /// The rows, in file order.
    pub entries: Vec<Arc<Entry>>,
    /// What is wrong, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// Languages of which the file has a column, or a key, of preferred names.
    pub name_languages: Vec<Arc<str>>,
    /// The countries that rows belong to.
    pub countries: Vec<CountryReference>,
}

impl GazetteerFile {
    /// Reads a gazetteer file. `file_name` gives the gazetteer's name and the format (`people.tsv`, `people.jsonl`), `uri` is what
    /// diagnostics call it.
    ///
    /// Never fails: a file of which nothing can be read has no entries and a diagnostic.
    pub fn parse(file_name: &str, uri: &str, content: &[u8]) -> Self {
        let uri: Arc<str> = uri.into();
        let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let mut reader = row::RowReader::new(stem, Arc::clone(&uri));
        let content_without_mark = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
        match extension {
            _ if is_utf16(content) => {
                let message = "the file is in UTF-16; save it in UTF-8".to_owned();
                reader.report(Code::InvalidUtf8, 1, 1, message);
            }
            _ if !row::is_identifier(stem) => {
                let message = format!("`{stem}` cannot name a gazetteer: use letters, digits, `.`, `_`, `-`");
                reader.report(Code::InvalidFileName, 1, 1, message);
            }
            "tsv" => tsv::read(content_without_mark, &mut reader),
            "jsonl" => jsonl::read(content_without_mark, &mut reader),
            _ => {
                let message = format!("`{file_name}` is no gazetteer file: expected `*.tsv` or `*.jsonl`");
                reader.report(Code::InvalidFileName, 1, 1, message);
            }
        }
        let row::Rows { entries, mut diagnostics, name_languages, countries } = reader.finish();
        // A row is read by what it means; it is told in the order in which it is written.
        diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        let hash = blake3::hash(content).into();
        Self { gazetteer: stem.into(), uri, hash, entries, diagnostics, name_languages, countries }
    }

    /// As [`Self::parse`], unless one of the known files is this one, with this content: then that is it, and nothing is read.
    pub fn parse_unless_known(file_name: &str, uri: &str, content: &[u8], known: &[Self]) -> Self {
        let is_it = |file: &&Self| *file.uri == *uri && blake3::hash(content) == file.hash;
        known.iter().find(is_it).cloned().unwrap_or_else(|| Self::parse(file_name, uri, content))
    }

    /// Whether a file of this name holds a gazetteer.
    pub fn is_gazetteer_file_name(file_name: &str) -> bool {
        !file_name.starts_with('.') && matches!(file_name.rsplit_once('.'), Some((_, "tsv" | "jsonl")))
    }

    /// Whether a file of this name gives its entities a type.
    pub fn has_default_type(file_name: &str) -> bool {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        row::default_type(stem).is_some()
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Whether the content begins with a byte order mark of UTF-16.
fn is_utf16(content: &[u8]) -> bool {
    content.starts_with(b"\xFF\xFE") || content.starts_with(b"\xFE\xFF")
}
