//! The alphabet of the matcher: words, and gaps that are not a plain space, as numbers.

use ahash::RandomState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

/// Number of a word or gap.
pub(super) type Symbol = u32;

/// Stands for every word and gap that occurs in no surface form.
pub(super) const UNKNOWN: Symbol = 0;

/// Words and gaps by their folded text, all texts in one string. The hash is keyed anew in every process and what it finds is compared:
/// texts come from strangers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub(super) struct Vocabulary {
    hasher: RandomState,
    by_text: HashTable<Entry>,
    texts: String,
    filter: Filter,
}

/// A word or gap.
#[derive(Clone, Copy, Debug)]
struct Entry {
    symbol: Symbol,
    /// Where its text begins, and its length.
    start: u32,
    length: u32,
}

impl Entry {
    fn text(self, texts: &str) -> &str {
        &texts[self.start as usize..][..self.length as usize]
    }
}

impl Vocabulary {
    /// The symbol of a text, a new one when there is none.
    pub(super) fn intern(&mut self, text: &str) -> Symbol {
        let Self { hasher, by_text, texts, .. } = self;
        let next = by_text.len() as Symbol + 1;
        let known = by_text.entry(
            hasher.hash_one(text),
            |entry| entry.text(texts) == text,
            |entry| hasher.hash_one(entry.text(texts)),
        );
        let entry = known.or_insert_with(|| {
            let start = u32::try_from(texts.len()).expect("the words of all names are shorter than 4 GiB");
            texts.push_str(text);
            Entry { symbol: next, start, length: text.len() as u32 }
        });
        entry.get().symbol
    }

    /// Makes it ready to be asked.
    pub(super) fn finish(&mut self) {
        self.texts.shrink_to_fit();
        self.filter = Filter::of_size(self.by_text.len());
        self.by_text.iter().for_each(|entry| self.filter.add(self.hasher.hash_one(entry.text(&self.texts))));
    }

    /// The symbol of a text, or the one that is in no pattern.
    pub(super) fn get(&self, text: &str) -> Symbol {
        self.find(self.hasher.hash_one(text), text)
    }

    /// The symbols of many texts. What is far in memory is waited for together: no look depends on the one before it.
    pub(super) fn get_all<'l, 'a>(
        &self,
        texts: impl ExactSizeIterator<Item = &'a str> + Clone,
        Looks { hashes, may_be_known, symbols }: &'l mut Looks,
    ) -> &'l [Symbol] {
        hashes.clear();
        hashes.extend(texts.clone().map(|text| self.hasher.hash_one(text)));
        // Most words are in no name. Which of them are is no branch to be guessed.
        may_be_known.resize(hashes.len(), 0);
        let mut count = 0;
        for (position, hash) in (0..).zip(&*hashes) {
            may_be_known[count] = position;
            count += usize::from(self.filter.may_have(*hash));
        }
        symbols.clear();
        symbols.resize(hashes.len(), UNKNOWN);
        let mut rest = texts;
        let mut next = 0;
        for position in &may_be_known[..count] {
            let position = *position as usize;
            if let Some(text) = rest.nth(position - next) {
                symbols[position] = self.find(hashes[position], text);
            }
            next = position + 1;
        }
        symbols
    }

    fn find(&self, hash: u64, text: &str) -> Symbol {
        self.by_text.find(hash, |entry| entry.text(&self.texts) == text).map_or(UNKNOWN, |entry| entry.symbol)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.by_text.len()
    }

    /// Memory in bytes.
    pub(super) fn memory_bytes(&self) -> usize {
        self.by_text.allocation_size() + self.texts.capacity() + self.filter.memory_bytes()
    }
}

/// The vocabulary in a file: all texts in the order of their symbols, and their lengths in bytes.
#[derive(Serialize, Deserialize)]
struct Kept {
    texts: String,
    lengths: Vec<u32>,
}

impl From<Vocabulary> for Kept {
    fn from(vocabulary: Vocabulary) -> Self {
        let mut lengths = vec![0; vocabulary.count()];
        for entry in &vocabulary.by_text {
            lengths[entry.symbol as usize - 1] = entry.length;
        }
        Self { texts: vocabulary.texts, lengths }
    }
}

impl TryFrom<Kept> for Vocabulary {
    type Error = &'static str;

    fn try_from(Kept { texts, lengths }: Kept) -> Result<Self, Self::Error> {
        let hasher = RandomState::default();
        let mut by_text = HashTable::with_capacity(lengths.len());
        let mut filter = Filter::of_size(lengths.len());
        let mut start = 0_u32;
        for (symbol, length) in (1..).zip(lengths) {
            let end = start.checked_add(length).ok_or("the words are longer than 4 GiB")?;
            let text = texts.get(start as usize..end as usize).ok_or("a word is not whole")?;
            let hash = hasher.hash_one(text);
            filter.add(hash);
            by_text.insert_unique(hash, Entry { symbol, start, length }, |entry| hasher.hash_one(entry.text(&texts)));
            start = end;
        }
        Ok(Self { hasher, by_text, texts, filter })
    }
}

/// Lists for many looks, which may be used again.
#[derive(Default)]
pub(super) struct Looks {
    hashes: Vec<u64>,
    may_be_known: Vec<u32>,
    symbols: Vec<Symbol>,
}

/// A bit for every hash of a set, and for one in sixteen of all others: small enough to stay near the core.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Filter {
    bits: Box<[u64]>,
    /// The high bits of a hash that are not its place.
    shift: u32,
}

/// Bits of the filter for a hash of the set, at the least.
const BITS_OF_A_HASH: usize = 8;

impl Filter {
    /// With room for so many hashes.
    pub(super) fn of_size(count: usize) -> Self {
        let size = (count.max(64) * BITS_OF_A_HASH).next_power_of_two();
        Self { bits: vec![0; size / 64].into(), shift: u64::BITS - size.ilog2() }
    }

    /// Whether it is one: what comes from a file is looked at before it is used.
    pub(super) fn is_sound(&self) -> bool {
        (1..=58).contains(&self.shift) && self.bits.len() as u64 == 1 << (58 - self.shift)
    }

    /// Adds a hash, of which the high bits count.
    pub(super) fn add(&mut self, hash: u64) {
        let place = (hash >> self.shift) as usize;
        self.bits[place / 64] |= 1 << (place % 64);
    }

    /// Whether a hash may be in the set.
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let place = (hash >> self.shift) as usize;
        self.bits[place / 64] >> (place % 64) & 1 != 0
    }

    /// Memory in bytes.
    pub(super) fn memory_bytes(&self) -> usize {
        size_of_val(&*self.bits)
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self::of_size(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_symbol() {
        let mut vocabulary = Vocabulary::default();
        for number in 0..20_000 {
            assert_eq!(vocabulary.intern(&number.to_string()), number + 1);
        }
        vocabulary.finish();
        assert_eq!(vocabulary.count(), 20_000);
        assert_eq!(
            vocabulary.get_all(["7", "-", "19999", "", "0"].into_iter(), &mut Looks::default()),
            [8, UNKNOWN, 20_000, UNKNOWN, 1]
        );
        assert_eq!(vocabulary.intern("19999"), 20_000);
        assert_eq!(vocabulary.get("0"), 1);
        assert_eq!(vocabulary.get("nowhere"), UNKNOWN);
        assert_eq!(vocabulary.get(""), UNKNOWN);
    }
}
