//! A pattern of a template: `{COUNTRY:adj} министерство обороны`, `акимат {CITY|REGION}`.

use std::sync::Arc;

use crate::gazetteer::Flags;
use crate::morph::Hints;

/// How a slot's entity stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Under its own name.
    Name,
    /// As a relational adjective, `:adj`.
    Adjective,
}

/// A slot: one listed entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Types that the entity may have.
    pub(crate) types: Vec<Arc<str>>,
    /// How it stands in the text.
    pub(crate) role: Role,
    /// Whether a hyphen, not a space, joins it to what stands before it.
    pub(crate) is_hyphenated: bool,
}

/// A pattern, read.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) before: Vec<Slot>,
    /// The words of the pattern, in the base form.
    pub(super) words: String,
    pub(super) hints: Hints,
    pub(super) behind: Vec<Slot>,
}

/// Reads a pattern; what is wrong with it and at which character, counted from 0, when it is none.
pub(super) fn parse(text: &str) -> Result<Pattern, (usize, String)> {
    let mut pattern = Pattern { before: Vec::new(), words: String::new(), hints: Hints::default(), behind: Vec::new() };
    let mut position = 0;
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('{') {
            let Some((slot, _)) = inner.split_once('}') else {
                return Err((position, "`{` is not closed".to_owned()));
            };
            let length = slot.chars().count() + 2;
            rest = &inner[slot.len() + 1..];
            // Small letters in braces are flags of the words before them.
            if slot.starts_with(|letter: char| letter.is_ascii_lowercase()) && !pattern.words.is_empty() {
                pattern.hints = Flags::parse(slot).map_err(|message| (position, message))?.hints;
            } else {
                let is_hyphenated = text.chars().nth(position.wrapping_sub(1)) == Some('-');
                let slot = parse_slot(slot, is_hyphenated).map_err(|message| (position, message))?;
                if pattern.words.is_empty() { &mut pattern.before } else { &mut pattern.behind }.push(slot);
            }
            position += length;
        } else {
            let end = rest.find('{').unwrap_or(rest.len());
            let words = &rest[..end];
            if words.contains('}') {
                return Err((position, "`}` without `{`".to_owned()));
            }
            let name = words.trim().trim_matches('-');
            if !name.is_empty() {
                if !pattern.words.is_empty() {
                    // A preposition before a slot: `Ministry of Defence of {COUNTRY}`.
                    return Err((
                        position,
                        "words stand on both sides of a slot; they can stand on one only".to_owned(),
                    ));
                }
                name.clone_into(&mut pattern.words);
            }
            position += words.chars().count();
            rest = &rest[end..];
        }
    }
    if pattern.words.is_empty() {
        return Err((0, "a pattern needs at least one word besides slots".to_owned()));
    }
    if pattern.before.is_empty() && pattern.behind.is_empty() {
        return Err((
            0,
            "a pattern needs a slot, `{COUNTRY}`; an organisation without one is listed in a gazetteer".to_owned(),
        ));
    }
    Ok(pattern)
}

fn parse_slot(text: &str, is_hyphenated: bool) -> Result<Slot, String> {
    let (types, role) = match text.split_once(':') {
        None => (text, Role::Name),
        Some((types, "adj")) => (types, Role::Adjective),
        Some((_, other)) => return Err(format!("`{other}` is no way a slot can stand; use `adj` or nothing")),
    };
    let is_type = |name: &str| {
        name.starts_with(|letter: char| letter.is_ascii_uppercase())
            && name.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
    };
    let mut list: Vec<Arc<str>> = Vec::new();
    for name in types.split('|') {
        if !is_type(name) {
            return Err(format!("`{name}` is no entity type; write `COUNTRY`, `CITY|REGION`"));
        }
        list.push(name.into());
    }
    Ok(Slot { types: list, role, is_hyphenated })
}
