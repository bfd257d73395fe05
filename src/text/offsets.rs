//! Units of text offsets. Inside, an offset is a byte of the original text; units are converted here, at the edge.

use std::ops::Range;

/// The unit in which offsets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// UTF-8 code units, bytes: Rust, Go, C++.
    Utf8,
    /// UTF-16 code units: Java, JavaScript, C#.
    Utf16,
    /// Unicode code points: Python, R.
    Utf32,
}

impl OffsetUnit {
    /// The unit in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf16 => "utf16",
            Self::Utf32 => "utf32",
        }
    }

    /// Units that begin in a byte: a continuation byte begins none, and a byte of a four-byte character begins two of UTF-16.
    const fn units_of(self, byte: u8) -> usize {
        match self {
            Self::Utf8 => 1,
            Self::Utf16 => (byte & 0xC0 != 0x80) as usize + (byte >= 0xF0) as usize,
            Self::Utf32 => (byte & 0xC0 != 0x80) as usize,
        }
    }

    /// Length of the text in this unit.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 | Self::Utf32 => text.bytes().map(|byte| self.units_of(byte)).sum(),
        }
    }
}

/// Converts byte ranges of the text into a unit, in the order given. The text is read once, however many spans there are.
///
/// # Panics
///
/// When a range does not lie inside the text.
pub fn convert_spans(text: &str, unit: OffsetUnit, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    if unit == OffsetUnit::Utf8 {
        return spans.to_vec();
    }
    let mut boundaries: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    boundaries.sort_unstable();
    boundaries.dedup();
    let mut converted = Vec::with_capacity(boundaries.len());
    let (mut position, mut count) = (0, 0);
    for &boundary in &boundaries {
        count += unit.length(&text[position..boundary]);
        position = boundary;
        converted.push(count);
    }
    let convert = |offset: usize| match boundaries.binary_search(&offset) {
        Ok(index) => converted[index],
        Err(_) => unreachable!("every boundary of every span is in the list"),
    };
    spans.iter().map(|span| convert(span.start)..convert(span.end)).collect()
}
