//! The alphabet of the automaton: words, and gaps that are not a plain space, as numbers of a fixed width in bytes.

use std::collections::HashMap;

use ahash::RandomState;

/// Number of a word or gap.
pub(super) type Symbol = u32;

/// Stands for every word and gap that occurs in no surface form.
const UNKNOWN: Symbol = 0;

/// Bits of a symbol in one byte; the eighth marks the first byte of a symbol, so that no match begins inside one.
const BITS: u32 = 7;

/// Words and gaps by their folded text. The hash is keyed anew in every process: texts come from strangers.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    by_text: HashMap<Box<str>, Symbol, RandomState>,
}

impl Symbols {
    /// The symbol of a text, a new one when there is none.
    pub(super) fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.by_text.get(text) {
            return *symbol;
        }
        let symbol = Symbol::try_from(self.by_text.len() + 1).expect("fewer than 2^32 words fit in memory");
        self.by_text.insert(text.into(), symbol);
        symbol
    }

    /// The symbol of a text, or the one that is in no pattern.
    pub(super) fn get(&self, text: &str) -> Symbol {
        self.by_text.get(text).copied().unwrap_or(UNKNOWN)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.by_text.len()
    }

    /// Bytes of an encoded symbol: as few as hold the largest.
    pub(super) fn width(&self) -> usize {
        let bits = usize::BITS - self.by_text.len().leading_zeros();
        bits.div_ceil(BITS).max(1) as usize
    }

    /// Appends the bytes of a symbol.
    pub(super) fn encode_into(&self, symbol: Symbol, out: &mut Vec<u8>) {
        let width = self.width();
        for index in 0..width {
            let shift = BITS * (width - 1 - index) as u32;
            let byte = (u64::from(symbol) >> shift) as u8 & 0x7F;
            out.push(if index == 0 { byte | 0x80 } else { byte });
        }
    }

    /// The bytes of a pattern.
    pub(super) fn encode(&self, pattern: &[Symbol]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(pattern.len() * self.width());
        for symbol in pattern {
            self.encode_into(*symbol, &mut bytes);
        }
        bytes
    }

    /// Memory in bytes: the texts, and a slot of the table for each.
    pub(super) fn memory_bytes(&self) -> usize {
        let slot = size_of::<(Box<str>, Symbol)>() + 1;
        self.by_text.capacity() * slot + self.by_text.keys().map(|text| text.len()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_one_width_and_a_marked_first_byte() {
        let mut symbols = Symbols::default();
        for number in 0..20_000 {
            symbols.intern(&number.to_string());
        }
        assert_eq!(symbols.width(), 3);
        for symbol in [UNKNOWN, 1, 127, 128, 16_383, 16_384, 20_000] {
            let bytes = symbols.encode(&[symbol]);
            assert_eq!(bytes.len(), 3);
            let marks: Vec<bool> = bytes.iter().map(|byte| *byte >= 0x80).collect();
            assert_eq!(marks, [true, false, false]);
        }
        assert_eq!(symbols.get("nowhere"), UNKNOWN);
        assert_eq!(symbols.intern("19999"), 20_000);
    }
}
