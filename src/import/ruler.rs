//! Patterns of spaCy's `EntityRuler`, `{"label": ..., "pattern": ..., "id": ...}` a line -> entities.

use serde_json::Value;

use super::sheet::{Draft, Imported, Sheet};
use super::slug::slug;
use super::table::ImportOptions;
use super::values;

/// Makes a gazetteer table of patterns. Those with an id of several lines are one entity. Patterns that are more than words are dropped.
pub fn import_patterns(lines: &str, options: &ImportOptions) -> Imported {
    let mut sheet = Sheet::new(&options.file_name, options.taken.clone());
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match draft(line, number, options, &mut sheet) {
            Ok(draft) => sheet.push(draft),
            Err(reason) => sheet.drop_row(number, 0, reason),
        }
    }
    sheet.finish()
}

fn draft(line: &str, number: u32, options: &ImportOptions, sheet: &mut Sheet) -> Result<Draft, String> {
    let object: Value = serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
    let label = object["label"].as_str().ok_or("the pattern has no `label`")?;
    let text = match &object["pattern"] {
        Value::String(text) => text.clone(),
        Value::Array(tokens) if !tokens.is_empty() => words(tokens)?,
        _ => return Err("the pattern has no `pattern`: a string or a list of tokens".to_owned()),
    };
    let (text, _) = values::clean(&text);
    let mut draft = Draft { line: number, ..Draft::default() };
    if let Some(id) = object["id"].as_str().filter(|id| !id.trim().is_empty()) {
        let is_identifier = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        draft.id = if is_identifier { id.to_owned() } else { slug(id) };
    }
    let entity_type = options.entity_type.clone().unwrap_or_else(|| values::entity_type(label));
    draft.add("type", entity_type);
    let language = options.language.as_deref().unwrap_or_else(|| values::language_of(&text));
    sheet.add_name(&mut draft, &format!("name:{language}"), &text.replace('|', " "), 0);
    Ok(draft)
}

/// The text of a pattern of tokens, when it is nothing but words.
fn words(tokens: &[Value]) -> Result<String, String> {
    let mut text = String::new();
    for (number, token) in (1..).zip(tokens) {
        let token = token.as_object().ok_or_else(|| format!("token {number} is no object"))?;
        let odd =
            token.iter().find(|(key, value)| !matches!(key.as_str(), "LOWER" | "TEXT" | "ORTH") || !value.is_string());
        if let Some((key, value)) = odd {
            return Err(format!(
                "token {number} asks for `{key}`: {value}; only words (`LOWER`, `TEXT`, `ORTH`) make a name"
            ));
        }
        let [word] = token.values().filter_map(Value::as_str).collect::<Vec<_>>()[..] else {
            return Err(format!("token {number} has {} conditions, not one word", token.len()));
        };
        // spaCy cuts at hyphens, full stops and apostrophes, which names are written with.
        let is_tight = |word: &str| word.starts_with(['-', '–', '\'', '’', '.', ',', '»', ')']);
        let ends_tight = text.is_empty() || text.ends_with(['-', '–', '«', '(']);
        if !ends_tight && !is_tight(word) {
            text.push(' ');
        }
        text.push_str(word);
    }
    Ok(text)
}
