//! JSON lines: the same keys as the table's columns, an object a line.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
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
        match serde_json::from_str::<Object>(line) {
            Ok(Object(pairs)) => read_object(line, number, &pairs, reader),
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

/// The keys and values of an object as they are written, a key given twice twice.
struct Object(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Object(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

/// One-based column of a key: where it stands in quotes with a colon behind it.
fn column_of(line: &str, key: &str) -> u32 {
    let quoted = format!("\"{key}\"");
    let is_key = |at: &usize| line[at + quoted.len()..].trim_start().starts_with(':');
    let at = line.match_indices(&quoted).map(|(at, _)| at).find(is_key);
    at.map_or(1, |at| line[..at].chars().count() as u32 + 1)
}

fn read_object(line: &str, number: u32, pairs: &[(String, Json)], reader: &mut RowReader) {
    let mut parsed: Vec<(Column, Vec<String>, u32)> = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let position = column_of(line, key);
        let column = match Column::parse(key) {
            Ok(column) => column,
            Err(message) => {
                reader.report(Code::UnknownColumn, number, position, message);
                return;
            }
        };
        if parsed.iter().any(|(other, ..)| *other == column) {
            reader.report(Code::DuplicateColumn, number, position, format!("key `{key}` stands in the object twice"));
            return;
        }
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
