//! Rows of the two tables, with what is wrong with them by line and column.

use std::sync::Arc;

use super::NamedBy;
use super::pattern::{self, Pattern};
use crate::gazetteer::{Code, Diagnostic, Flags};
use crate::morph::{Hints, Language};

/// A row of the templates.
pub(super) struct TemplateRow {
    pub(super) id: Arc<str>,
    pub(super) entity_type: Arc<str>,
    pub(super) language: Language,
    pub(super) pattern: Pattern,
}

/// A row of the words.
pub(super) struct WordRow {
    pub(super) language: Language,
    pub(super) named_by: NamedBy,
    pub(super) text: String,
    pub(super) hints: Hints,
}

/// Reads the table of templates.
pub(super) fn templates(uri: &str, content: &str) -> (Vec<TemplateRow>, Vec<Diagnostic>) {
    read(uri, content, ["id", "type", "language", "pattern"], |[id, entity_type, language, text]| {
        if id.text.is_empty() || !id.text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
        {
            return Err(
                id.fault(Code::InvalidId, format!("`{}` is no id: use letters, digits, `.`, `_`, `-`", id.text))
            );
        }
        let is_type = !entity_type.text.is_empty()
            && entity_type.text.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
        if !is_type {
            let message = format!("`{}` is no type: write it in `UPPER_SNAKE_CASE`", entity_type.text);
            return Err(entity_type.fault(Code::InvalidType, message));
        }
        let language = language.language()?;
        let pattern = pattern::parse(text.text).map_err(|(at, message)| Fault {
            code: Code::MalformedFlags,
            column: text.column + at as u32,
            message,
        })?;
        Ok(TemplateRow { id: id.text.into(), entity_type: entity_type.text.into(), language, pattern })
    })
}

/// Reads the table of words.
pub(super) fn words(uri: &str, content: &str) -> (Vec<WordRow>, Vec<Diagnostic>) {
    read(uri, content, ["language", "named by", "word"], |[language, named_by, word]| {
        let language = language.language()?;
        let named_by = match named_by.text {
            "itself" => NamedBy::Itself,
            "place" => NamedBy::Place,
            "capital" => NamedBy::Capital,
            "quotes" => NamedBy::Quotes,
            "behind" => NamedBy::Behind,
            "front" => NamedBy::Front,
            other => {
                let message = format!("`{other}` is none of `itself`, `place`, `capital`, `quotes`, `behind`, `front`");
                return Err(named_by.fault(Code::InvalidFlag, message));
            }
        };
        let (text, flags) = word.text.split_once('{').unwrap_or((word.text, "}"));
        if text.trim().is_empty() {
            return Err(word.fault(Code::MissingName, "the row has no word".to_owned()));
        }
        let flags = flags.strip_suffix('}').ok_or("braces of flags are not closed".to_owned());
        let flags = flags.and_then(Flags::parse).map_err(|message| word.fault(Code::MalformedFlags, message))?;
        Ok(WordRow { language, named_by, text: text.to_owned(), hints: flags.hints })
    })
}

/// A cell of a row.
#[derive(Clone, Copy)]
struct Cell<'c> {
    text: &'c str,
    /// One-based column in code points.
    column: u32,
}

/// What is wrong with a row.
struct Fault {
    code: Code,
    column: u32,
    message: String,
}

impl Cell<'_> {
    fn fault(&self, code: Code, message: String) -> Fault {
        Fault { code, column: self.column, message }
    }

    fn language(&self) -> Result<Language, Fault> {
        match Language::from_tag(self.text) {
            Language::Other => {
                let message =
                    format!("`{}` is no language with rules of inflection: use `ru`, `kk` or `en`", self.text);
                Err(self.fault(Code::UnknownLanguage, message))
            }
            language => Ok(language),
        }
    }
}

/// Reads a table whose header names these columns in this order; further columns are notes.
fn read<Row, const N: usize>(
    uri: &str,
    content: &str,
    columns: [&str; N],
    row: impl Fn([Cell<'_>; N]) -> Result<Row, Fault>,
) -> (Vec<Row>, Vec<Diagnostic>) {
    let uri: Arc<str> = uri.into();
    let (mut rows, mut diagnostics) = (Vec::new(), Vec::new());
    let mut has_header = false;
    for (number, line) in (1_u32..).zip(content.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t');
        let mut column = 1;
        let cells = columns.map(|_| {
            let text = cells.next().unwrap_or_default();
            let cell = Cell { text: text.trim(), column };
            column += text.chars().count() as u32 + 1;
            cell
        });
        if !has_header {
            has_header = true;
            if let Some((name, cell)) = columns.iter().zip(cells).find(|(name, cell)| **name != cell.text) {
                let message = format!("the header has `{}` where `{name}` is expected", cell.text);
                diagnostics.push(Diagnostic::new(Code::MissingHeader, &uri, number, cell.column, message));
                break;
            }
            continue;
        }
        match row(cells) {
            Ok(row) => rows.push(row),
            Err(fault) => {
                diagnostics.push(Diagnostic::new(fault.code, &uri, number, fault.column, fault.message));
            }
        }
    }
    (rows, diagnostics)
}
