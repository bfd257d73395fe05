//! JSON lines: the same keys as the table's columns, an object a line.

use serde_json::Value as Json;

use super::Code;
use super::row::{Cell, Column, RowReader, Value};
use super::tsv::{lines, utf8};

/// Reads a whole file into `reader`.
pub(super) fn read(content: &[u8], reader: &mut RowReader) {
    for (index, line) in lines(content).enumerate() {
        let number = index as u32 + 1;
        let Some(line) = utf8(line, number, reader) else { continue };
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<serde_json::Map<String, Json>>(line) {
            Ok(object) => read_object(line, number, &object, reader),
            Err(error) => {
                let column = line.char_indices().take_while(|(at, _)| *at + 1 < error.column()).count();
                let message = format!("not a JSON object: {}", reason(&error));
                reader.report(Code::InvalidJson, number, column as u32 + 1, message);
            }
        }
    }
}

/// The message of the parser without the position, which it counts inside the line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

fn read_object(line: &str, number: u32, object: &serde_json::Map<String, Json>, reader: &mut RowReader) {
    let mut parsed: Vec<(Column, Vec<String>, u32)> = Vec::with_capacity(object.len());
    for (key, value) in object {
        let position = line.find(&format!("\"{key}\"")).map_or(1, |at| line[..at].chars().count() as u32 + 1);
        let column = match Column::parse(key) {
            Ok(column) => column,
            Err(message) => {
                reader.report(Code::UnknownColumn, number, position, message);
                return;
            }
        };
        let Some(values) = strings(value, column.is_list()) else {
            let expected = if column.is_list() { "a string or a list of strings" } else { "a string or a number" };
            reader.report(Code::InvalidJson, number, position, format!("`{key}` takes {expected}"));
            return;
        };
        parsed.push((column, values, position));
    }
    let cells: Vec<Cell<'_>> = parsed
        .iter()
        .map(|(column, values, position)| Cell {
            column,
            values: values.iter().map(|text| Value { text, column: *position }).collect(),
        })
        .collect();
    reader.row(number, &cells);
}

/// The strings in a value; `None` when it holds something else.
fn strings(value: &Json, list: bool) -> Option<Vec<String>> {
    match value {
        Json::Null => Some(Vec::new()),
        Json::String(text) => Some(vec![text.clone()]),
        Json::Number(number) if !list => Some(vec![number.to_string()]),
        Json::Array(items) if list => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
