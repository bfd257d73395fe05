//! The table: tab-separated cells under a header, no quoting.

use super::row::{Cell, Column, RowReader};
use super::value::Value;
use super::{Code, Fix, spelling};

/// Reads a whole table into `reader`.
pub(super) fn read(content: &[u8], reader: &mut RowReader) {
    let mut header: Option<Vec<Option<Column>>> = None;
    for (index, line) in lines(content).enumerate() {
        let number = index as u32 + 1;
        let Some(line) = utf8(line, number, reader) else { continue };
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match &header {
            None => header = Some(read_header(line, number, reader)),
            Some(columns) => read_row(line, number, columns, reader),
        }
    }
    if header.is_none() {
        let message = "the file has no header: the first line names the columns, `id`, `name:ru`, ...".to_owned();
        reader.report(Code::MissingHeader, 1, 1, message);
    }
}

/// The lines without their ends, `\n` or `\r\n`.
pub(super) fn lines(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The line as text; `None`, reported, when it is not UTF-8.
pub(super) fn utf8<'a>(line: &'a [u8], number: u32, reader: &mut RowReader) -> Option<&'a str> {
    match std::str::from_utf8(line) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = String::from_utf8_lossy(&line[..error.valid_up_to()]).chars().count();
            let byte = line[error.valid_up_to()];
            let message = format!("byte 0x{byte:02X} is not UTF-8; save the file in UTF-8");
            reader.report(Code::InvalidUtf8, number, valid as u32 + 1, message);
            None
        }
    }
}

fn read_header(line: &str, number: u32, reader: &mut RowReader) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut position = 1;
    for name in line.split('\t') {
        let column = match Column::parse(name.trim()) {
            Ok(column) if columns.contains(&Some(column.clone())) => {
                let message = format!("column `{name}` stands in the header twice");
                reader.report(Code::DuplicateColumn, number, position, message);
                None
            }
            Ok(column) => {
                reader.column(&column, number, position);
                Some(column)
            }
            Err(message) => {
                reader.report(Code::UnknownColumn, number, position, message);
                None
            }
        };
        columns.push(column);
        reader.faults(number, &Value::plain(name, position), spelling::stray_spaces(name));
        position += name.chars().count() as u32 + 1;
    }
    if !columns.contains(&Some(Column::Id)) {
        reader.report(Code::MissingColumn, number, 1, "the header has no column `id`".to_owned());
    }
    if !columns.iter().flatten().any(Column::is_list) {
        let message = "the header has no column of names: `name:ru`, `name:kk` or `name:en`".to_owned();
        reader.report(Code::MissingColumn, number, 1, message);
    }
    columns
}

fn read_row(line: &str, number: u32, columns: &[Option<Column>], reader: &mut RowReader) {
    let mut cells = Vec::with_capacity(columns.len());
    let mut position = 1;
    for (index, text) in line.split('\t').enumerate() {
        let Some(column) = columns.get(index) else {
            if !text.trim().is_empty() {
                let message = format!(
                    "the row has more cells than the header's {}; is there a tab inside a cell?",
                    columns.len()
                );
                let diagnostic = reader.diagnostic(Code::TooManyCells, number, position, message);
                reader.push(diagnostic.until(position + text.chars().count() as u32));
                return;
            }
            continue;
        };
        if let Some(column) = column {
            let values = if column.is_list() { list(text, position, number, reader) } else { one(text, position) };
            cells.push(Cell { column, values });
        }
        position += text.chars().count() as u32 + 1;
    }
    // Without a required column every row would report the same again.
    if columns.contains(&Some(Column::Id)) && columns.iter().flatten().any(Column::is_list) {
        reader.row(number, &cells);
    }
}

fn one(text: &str, column: u32) -> Vec<Value<'_>> {
    if text.is_empty() { Vec::new() } else { vec![Value::plain(text, column)] }
}

fn list<'a>(text: &'a str, mut column: u32, line: u32, reader: &mut RowReader) -> Vec<Value<'a>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut values = Vec::new();
    for part in text.split('|') {
        if part.trim().is_empty() {
            let message = "an empty name between `|`; delete one `|`".to_owned();
            let diagnostic = reader.diagnostic(Code::EmptyName, line, column, message);
            reader.push(diagnostic.with_fix(Fix::DeleteName { column }));
        } else {
            values.push(Value::plain(part, column));
        }
        column += part.chars().count() as u32 + 1;
    }
    values
}
