//! Bytes of a spreadsheet's export -> text -> rows: encodings, delimiters, quotes.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use crate::import::Row;

/// The text of a file and the name of its encoding.
pub(super) fn decode(content: &[u8], label: Option<&str>) -> Result<(String, &'static str), String> {
    let encoding = match label {
        Some(label) => {
            Encoding::for_label(label.as_bytes()).ok_or_else(|| format!("no encoding is known as `{label}`"))?
        }
        None => Encoding::for_bom(content).map_or_else(|| guess(content), |(encoding, _)| encoding),
    };
    let (text, encoding, has_errors) = encoding.decode(content);
    if has_errors {
        return Err(format!("the file is not all {}; say its encoding by `--encoding`", encoding.name()));
    }
    Ok((text.into_owned(), encoding.name()))
}

/// The encoding of a text without a byte order mark.
fn guess(content: &[u8]) -> &'static Encoding {
    // Letters of UTF-16 have a zero or, in Cyrillic, a four every other byte.
    let sample = &content[..content.len().min(4096) & !1];
    let halves = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| matches!(byte, 0 | 4 | 5)).count() * 2;
    match () {
        () if !sample.is_empty() && halves(1) * 10 > sample.len() * 9 => UTF_16LE,
        () if !sample.is_empty() && halves(0) * 10 > sample.len() * 9 => UTF_16BE,
        () if std::str::from_utf8(content).is_ok() => UTF_8,
        () => WINDOWS_1251,
    }
}

/// Delimiters, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that are looked at to find the delimiter.
const SAMPLE: usize = 50;

/// The delimiter under which most rows have as many cells as the header, and more than one; of several the one of most cells.
pub(super) fn sniff_delimiter(text: &str) -> u8 {
    let score = |delimiter: &u8| {
        let rows: Vec<StringRecord> = reader(text, *delimiter).records().take(SAMPLE).flatten().collect();
        let cells = rows.first().map_or(0, StringRecord::len);
        let even = rows.iter().filter(|row| row.len() == cells).count();
        // Per mille of the rows, and then the number of cells.
        if cells > 1 { (even * 1000 / rows.len(), cells) } else { (0, 0) }
    };
    // Of equals the last is the largest.
    *DELIMITERS.iter().rev().max_by_key(|delimiter| score(delimiter)).unwrap_or(&b',')
}

/// The rows of a text, the header first, without empty lines.
pub(super) fn read_rows(text: &str, delimiter: u8) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for record in reader(text, delimiter).records() {
        let record = record.map_err(|error| format!("not a table: {error}"))?;
        // The reader's own count is behind where lines end in two characters, or are empty.
        let begin = record.position().map_or(0, |position| position.byte() as usize);
        let begin = text[begin..].find(|letter| letter != '\r' && letter != '\n').map_or(begin, |gap| begin + gap);
        line += text[counted..begin].matches('\n').count() as u32;
        counted = begin;
        rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    Ok(rows)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        let text = "Название;Синонимы\nТараз;Джамбул\n";
        let utf16 = |big: bool, mark: bool| {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
        };
        let marked = format!("\u{FEFF}{text}");
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked.into_bytes(), "UTF-8"),
            (utf16(false, true), "UTF-16LE"),
            (utf16(true, true), "UTF-16BE"),
            (utf16(false, false), "UTF-16LE"),
            (utf16(true, false), "UTF-16BE"),
            (WINDOWS_1251.encode(text).0.into_owned(), "windows-1251"),
        ];
        for (content, expected) in cases {
            assert_eq!(decode(&content, None), Ok((text.to_owned(), expected)));
        }
        assert!(decode(b"a", Some("klingon")).is_err());
        assert!(decode(b"\xFF", Some("utf-8")).is_err());
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_evenly() {
        let cases = [
            ("a,b\n1,2\n", b','),
            ("a;b\n\"1;x\";2,3\n", b';'),
            ("a\tb\n1, 2; 3\t4\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("a;b,c;d\n1;2,5;3\n", b';'),
            ("name\nКонго, Республика\n", b','),
        ];
        for (text, expected) in cases {
            assert_eq!(char::from(sniff_delimiter(text)), char::from(expected), "{text}");
        }
    }

    #[test]
    fn a_row_has_the_line_where_it_begins() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "\"x", "y\",\"q \"\"z\"\"\"", "1,2,3", ""].join(end);
            let rows = read_rows(&text, b',').expect("a table");
            let lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
            assert_eq!((lines, rows[1].cells[1].as_str()), (vec![1, 3, 5], "q \"z\""));
        }
    }
}
