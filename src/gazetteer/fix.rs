//! Safe edits of a gazetteer file: exactly what a fix says changes, every other byte stays.

use std::ops::Range;

use super::{Diagnostic, Fix};

/// A file after edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new content.
    pub content: Vec<u8>,
    /// Positions of the diagnostics whose fix was made, in the list that was handed in. One that overlaps another is left for the
    /// next time the file is read.
    pub applied: Vec<usize>,
}

/// An edit in bytes of the file.
struct Edit {
    bytes: Range<usize>,
    by: String,
    diagnostic: usize,
}

/// Makes the fixes of diagnostics of a file. `file_name` tells the format, `content` is what the diagnostics are of.
pub fn apply_fixes(file_name: &str, content: &[u8], diagnostics: &[&Diagnostic]) -> Fixed {
    let starts = line_starts(content);
    let is_json = matches!(file_name.rsplit_once('.'), Some((_, "jsonl")));
    let mut edits: Vec<Edit> = diagnostics
        .iter()
        .enumerate()
        .filter_map(|(position, diagnostic)| {
            let start = *starts.get((diagnostic.line as usize).checked_sub(1)?)?;
            let line = content[start..].split(|byte| *byte == b'\n').next()?;
            let line = std::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line)).ok()?;
            let (bytes, by) = match diagnostic.fix.as_ref()? {
                Fix::Replace { columns, by } => (byte_of(line, columns.start)..byte_of(line, columns.end), by.clone()),
                Fix::DeleteName { column } if is_json => in_json(line, byte_of(line, *column))?,
                Fix::DeleteName { column } => (in_table(line, byte_of(line, *column)), String::new()),
            };
            Some(Edit { bytes: start + bytes.start..start + bytes.end, by, diagnostic: position })
        })
        .collect();
    edits.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
    let mut fixed = Fixed { content: Vec::with_capacity(content.len()), applied: Vec::new() };
    let mut position = 0;
    for edit in edits {
        // Two deletions side by side would both take the separator between them.
        if edit.bytes.start < position || (position > 0 && edit.bytes.start == position) {
            continue;
        }
        fixed.content.extend_from_slice(&content[position..edit.bytes.start]);
        fixed.content.extend_from_slice(edit.by.as_bytes());
        fixed.applied.push(edit.diagnostic);
        position = edit.bytes.end;
    }
    fixed.content.extend_from_slice(&content[position..]);
    fixed.applied.sort_unstable();
    fixed
}

/// Where each line begins, in bytes. The byte order mark belongs to no line.
fn line_starts(content: &[u8]) -> Vec<usize> {
    let first = if content.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let later = content.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(first).chain(later).collect()
}

/// The byte of a column in a line.
fn byte_of(line: &str, column: u32) -> usize {
    line.char_indices().nth((column as usize).saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

/// The name that begins at a byte of a row of a table, with a `|` beside it.
fn in_table(line: &str, start: usize) -> Range<usize> {
    // Spaces around the name belong to it.
    let cell_or_name = |character: char| matches!(character, '|' | '\t');
    let from = line[..start].rfind(cell_or_name).map_or(0, |at| at + 1);
    let to = line[start..].find(cell_or_name).map_or(line.len(), |at| start + at);
    if line[to..].starts_with('|') {
        from..to + 1
    } else if line[..from].ends_with('|') {
        from - 1..to
    } else {
        from..to
    }
}

/// The string whose first character is at a byte of a line of JSON, with a comma beside it in a list; a string alone becomes an
/// empty list.
fn in_json(line: &str, start: usize) -> Option<(Range<usize>, String)> {
    let from = line[..start].strip_suffix('"')?.len();
    let mut escaped = false;
    let closing = line[start..].char_indices().find(|(_, character)| {
        let closes = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        closes
    });
    let to = start + closing?.0 + 1;
    let before = line[..from].trim_end();
    let behind = line[to..].trim_start();
    if before.ends_with(':') {
        return Some((from..to, "[]".to_owned()));
    }
    if let Some(rest) = behind.strip_prefix(',') {
        return Some((from..line.len() - rest.trim_start().len(), String::new()));
    }
    Some((before.strip_suffix(',').map_or(from, str::len)..to, String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::GazetteerFile;

    /// The content after all fixes, read again until there are none.
    fn fixed(file_name: &str, content: &str) -> String {
        let mut content = content.as_bytes().to_vec();
        loop {
            let file = GazetteerFile::parse(file_name, "f", &content);
            let diagnostics: Vec<&Diagnostic> = file.diagnostics.iter().collect();
            let fixed = apply_fixes(file_name, &content, &diagnostics);
            if fixed.applied.is_empty() {
                return String::from_utf8(content).expect("it was");
            }
            content = fixed.content;
        }
    }

    #[test]
    fn only_what_is_wrong_changes() {
        let table = "\u{FEFF}# a  comment \r\n\r\nid\tname:ru \talias:ru\tnote\r\n\
                     a\tМосквa\tA1||Б\u{A0}1|Б 1|Москва\tx\r\n# end  \r\nb\t Юг  тут {fix} \t|\t\r\n";
        let expected = "\u{FEFF}# a  comment \r\n\r\nid\tname:ru\talias:ru\tnote\r\n\
                        a\tМосква\tA1|Б 1\tx\r\n# end  \r\nb\tЮг тут{fix}\t\t\r\n";
        assert_eq!(fixed("places.tsv", table), expected);
        assert_eq!(fixed("places.tsv", expected), expected);
    }

    #[test]
    fn flags_without_effect_go_with_their_comma() {
        let header = "id\tname:ru\n";
        for (name, expected) in [
            ("Дюма{fix,fix}", "Дюма{fix}"),
            ("Дюма{short,fix}", "Дюма{fix}"),
            ("Дюма{ short , fix }", "Дюма{ fix }"),
            ("Дюма{poss3}", "Дюма"),
            ("Дюма{fix,head=1,pl}", "Дюма{fix,pl}"),
        ] {
            assert_eq!(fixed("places.tsv", &format!("{header}a\t{name}\n")), format!("{header}a\t{expected}\n"));
        }
    }

    #[test]
    fn lists_of_json_stay_lists() {
        for (value, expected) in [
            (r#"["Б", "Б", "В"]"#, r#"["Б", "В"]"#),
            (r#"["Б", "В", "Б"]"#, r#"["Б", "В"]"#),
            (r#"["Б",""]"#, r#"["Б"]"#),
            (r#"[""]"#, "[]"),
            (r#""А""#, "[]"),
            (r#""\u0411 \"М\u043eсквa\"""#, r#""\u0411 \"М\u043eсква\"""#),
        ] {
            let line = |value: &str| {
                format!("{{\"id\": \"a\", \"alias:ru\": \"А\", \"name:en\": \"A\", \"name:ru\": {value}}}\n")
            };
            assert_eq!(fixed("places.jsonl", &line(value)), line(expected), "{value}");
        }
    }
}
