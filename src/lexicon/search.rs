//! Looking entities up by name: in any grammatical form, or by the beginning of a base form.

use super::Lexicon;
use crate::text::Words;

impl Lexicon {
    /// Positions of the entities that have the whole text as a surface form, each once.
    pub(crate) fn entities_named(&self, text: &str) -> Vec<u32> {
        let words = Words::new(text);
        let whole = 0..words.as_slice().len();
        let mut entities = Vec::new();
        self.matcher.find(&words, |pattern, range| {
            if range == whole {
                entities.extend(self.forms(pattern).iter().map(|form| form.entity));
            }
        });
        // Names that are never searched for in texts are known all the same.
        if !whole.is_empty() {
            let key = words.key(whole);
            let first = self.keys.partition_point(|(other, _)| **other < *key);
            entities
                .extend(self.keys[first..].iter().take_while(|(other, _)| **other == *key).map(|(_, entity)| *entity));
        }
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    /// Positions of the entities of which a base form begins with the text, each once.
    pub(crate) fn entities_beginning(&self, text: &str) -> Vec<u32> {
        let words = Words::new(text);
        let prefix = words.whole_key();
        if prefix.is_empty() {
            return Vec::new();
        }
        let first = self.keys.partition_point(|(key, _)| **key < *prefix);
        let mut entities: Vec<u32> = self.keys[first..]
            .iter()
            .take_while(|(key, _)| key.starts_with(&prefix))
            .map(|(_, entity)| *entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        entities
    }
}
