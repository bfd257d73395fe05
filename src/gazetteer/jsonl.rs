//! JSON lines: the same keys as the table's columns, an object a line.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::row::{Cell, Column, RowReader};
use super::tsv::{lines, utf8};
use super::value::Value;
use super::{Code, Fix};

/// Reads a whole file into `reader`.
pub(super) fn read(content: &[u8], reader: &mut RowReader) {
    for (index, line) in lines(content).enumerate() {
        let number = index as u32 + 1;
        let Some(line) = utf8(line, number, reader) else { continue };
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Object<'_>>(line) {
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
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
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

/// A string of a value, and what the line has for it, quotes included.
struct Text<'a> {
    text: String,
    source: &'a str,
}

fn read_object(line: &str, number: u32, pairs: &[(String, &RawValue)], reader: &mut RowReader) {
    let mut parsed: Vec<(Column, Vec<Text<'_>>)> = Vec::with_capacity(pairs.len());
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
        let Some(values) = texts(value, column.is_list()) else {
            let expected = if column.is_list() { "a string or a list of strings" } else { "a string or a number" };
            reader.report(Code::InvalidJson, number, position, format!("`{key}` takes {expected}"));
            return;
        };
        reader.column(&column, number, position);
        parsed.push((column, values));
    }
    let cells: Vec<Cell<'_>> = parsed
        .iter()
        .map(|(column, texts)| {
            let mut values: Vec<Value<'_>> = texts.iter().map(|text| value_of(line, text)).collect();
            if column.is_list() {
                values.retain(|value| is_filled(value, number, reader));
            }
            Cell { column, values }
        })
        .collect();
    reader.row(number, &cells);
}

/// Whether a name says anything; reported when not.
fn is_filled(value: &Value<'_>, line: u32, reader: &mut RowReader) -> bool {
    let is_filled = !value.text.trim().is_empty();
    if !is_filled {
        let message = "an empty name; delete it".to_owned();
        let diagnostic = reader.diagnostic(Code::EmptyName, line, value.column, message);
        reader.push(diagnostic.with_fix(Fix::DeleteName { column: value.column }));
    }
    is_filled
}

/// A string of the line as a value. Its column is that of its first character, behind the quote.
fn value_of<'a>(line: &str, text: &'a Text<'_>) -> Value<'a> {
    // What serde_json hands out raw is a part of the line that it read.
    let start = text.source.as_ptr() as usize - line.as_ptr() as usize;
    let inside = text.source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let before = line[..start].chars().count() + usize::from(inside.is_some());
    let source = inside.filter(|inside| inside.contains('\\'));
    Value { text: &text.text, column: before as u32 + 1, source }
}

/// The strings in a value; `None` when it holds something else.
fn texts(value: &RawValue, list: bool) -> Option<Vec<Text<'_>>> {
    let source = value.get();
    match serde_json::from_str(source).ok()? {
        Json::Null => Some(Vec::new()),
        Json::String(text) => Some(vec![Text { text, source }]),
        Json::Number(number) if !list => Some(vec![Text { text: number.to_string(), source }]),
        Json::Array(_) if list => {
            let items: Vec<&RawValue> = serde_json::from_str(source).ok()?;
            items
                .into_iter()
                .map(|item| Some(Text { text: serde_json::from_str(item.get()).ok()?, source: item.get() }))
                .collect()
        }
        _ => None,
    }
}
