//! The alphabet of the matcher: words, and gaps that are not a plain space, as numbers.

use ahash::RandomState;
use hashbrown::HashTable;

/// Number of a word or gap.
pub(super) type Symbol = u32;

/// Stands for every word and gap that occurs in no surface form.
pub(super) const UNKNOWN: Symbol = 0;

/// Words and gaps by their folded text, all texts in one string. The hash is keyed anew in every process and what it finds is compared:
/// texts come from strangers.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    hasher: RandomState,
    by_text: HashTable<Symbol>,
    texts: String,
    /// Where the text of each symbol ends, and the next begins.
    ends: Vec<u32>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { hasher: RandomState::default(), by_text: HashTable::new(), texts: String::new(), ends: vec![0] }
    }
}

impl Vocabulary {
    /// The symbol of a text, a new one when there is none.
    pub(super) fn intern(&mut self, text: &str) -> Symbol {
        let Self { hasher, by_text, texts, ends } = self;
        let hash = hasher.hash_one(text);
        let symbol = by_text.entry(
            hash,
            |symbol| text_of(texts, ends, *symbol) == text,
            |symbol| hasher.hash_one(text_of(texts, ends, *symbol)),
        );
        *symbol
            .or_insert_with(|| {
                texts.push_str(text);
                ends.push(u32::try_from(texts.len()).expect("the words of all names are shorter than 4 GiB"));
                (ends.len() - 1) as Symbol
            })
            .get()
    }

    /// The symbol of a text, or the one that is in no pattern.
    pub(super) fn get(&self, text: &str) -> Symbol {
        let is_same = |symbol: &Symbol| text_of(&self.texts, &self.ends, *symbol) == text;
        self.by_text.find(self.hasher.hash_one(text), is_same).copied().unwrap_or(UNKNOWN)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len() - 1
    }

    /// Frees what growing has left over.
    pub(super) fn shrink_to_fit(&mut self) {
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Memory in bytes.
    pub(super) fn memory_bytes(&self) -> usize {
        self.by_text.allocation_size() + self.texts.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

fn text_of<'v>(texts: &'v str, ends: &[u32], symbol: Symbol) -> &'v str {
    let symbol = symbol as usize;
    &texts[ends[symbol - 1] as usize..ends[symbol] as usize]
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
        assert_eq!(vocabulary.count(), 20_000);
        assert_eq!(vocabulary.intern("19999"), 20_000);
        assert_eq!(vocabulary.get("0"), 1);
        assert_eq!(vocabulary.get("nowhere"), UNKNOWN);
        assert_eq!(vocabulary.get(""), UNKNOWN);
    }
}
