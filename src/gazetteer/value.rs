//! One value of a row, and where each of its characters stands in the file.

/// One value of a cell.
#[derive(Clone, Debug)]
pub(super) struct Value<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// One-based column in code points where it begins.
    pub(super) column: u32,
    /// What the file has for it, where that differs: a JSON string with escapes, without its quotes.
    pub(super) source: Option<&'a str>,
}

impl<'a> Value<'a> {
    /// A value that stands in the file as it is.
    pub(super) fn plain(text: &'a str, column: u32) -> Self {
        Self { text, column, source: None }
    }

    /// Column of the character at an offset in code points; of the one behind the last for the length.
    pub(super) fn at(&self, offset: usize) -> u32 {
        let length = self.source.map_or(offset, |source| escaped_length(source, offset));
        self.column + length as u32
    }
}

/// Length, in characters of the source, of the first characters of a JSON string.
fn escaped_length(source: &str, characters: usize) -> usize {
    let mut rest = source.chars();
    let mut length = 0;
    for _ in 0..characters {
        let Some(first) = rest.next() else { break };
        length += 1;
        if first != '\\' {
            continue;
        }
        length += 1;
        if rest.next() == Some('u') {
            let digits: String = rest.by_ref().take(4).collect();
            length += 4;
            // A character above U+FFFF is written as two.
            if u32::from_str_radix(&digits, 16).is_ok_and(|unit| (0xD800..0xDC00).contains(&unit)) {
                length += rest.by_ref().take(6).count();
            }
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_the_file_has() {
        let source = "a\\n\\u0411\\ud83d\\ude42b";
        let value = Value { text: "a\nБ🙂b", column: 10, source: Some(source) };
        let columns: Vec<u32> = (0..=5).map(|offset| value.at(offset)).collect();
        assert_eq!(columns, [10, 11, 13, 19, 31, 32]);
        assert_eq!(Value::plain("аб", 3).at(2), 5);
    }
}
