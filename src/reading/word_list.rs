//! Lists of words as data, looked up at once.

use std::collections::HashSet;

use crate::morph::Language;

/// Folded words, and beginnings of words.
#[derive(Debug)]
pub(super) struct WordList {
    words: HashSet<&'static str, ahash::RandomState>,
    /// Sorted; none begins with another, so that the one that a word begins with is the last one that is no greater than the word.
    beginnings: Vec<&'static str>,
}

impl WordList {
    /// Reads a list of beginnings of folded words, with spaces between them; `^` in front makes one the whole word.
    fn new(list: &'static str) -> Self {
        let (words, beginnings): (Vec<&str>, Vec<&str>) =
            list.split_ascii_whitespace().partition(|item| item.starts_with('^'));
        let mut beginnings: Vec<&str> = beginnings;
        beginnings.sort_unstable();
        beginnings.dedup_by(|later, earlier| later.starts_with(*earlier));
        Self { words: words.into_iter().map(|word| word.trim_start_matches('^')).collect(), beginnings }
    }

    /// Whether a folded word is in the list, or begins as it says.
    fn contains(&self, word: &str) -> bool {
        let behind = self.beginnings.partition_point(|beginning| *beginning <= word);
        let begins = || behind.checked_sub(1).is_some_and(|last| word.starts_with(self.beginnings[last]));
        self.words.contains(word) || begins()
    }
}

/// A list for each language with rules of its own; any other has the English one.
#[derive(Debug)]
pub(super) struct WordLists {
    russian: WordList,
    kazakh: WordList,
    english: WordList,
}

impl WordLists {
    /// Reads the lists.
    pub(super) fn new(russian: &'static str, kazakh: &'static str, english: &'static str) -> Self {
        Self { russian: WordList::new(russian), kazakh: WordList::new(kazakh), english: WordList::new(english) }
    }

    /// Whether a folded word is in the list of the language, or begins as it says.
    pub(super) fn contain(&self, word: &str, language: Language) -> bool {
        match language {
            Language::Russian => self.russian.contains(word),
            Language::Kazakh => self.kazakh.contains(word),
            Language::English | Language::Other => self.english.contains(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_beginnings_begin() {
        let list = WordList::new("мэр директор дирек ^глава ^в");
        for word in ["мэр", "мэра", "директором", "дирекция", "глава", "в"] {
            assert!(list.contains(word), "{word}");
        }
        for word in ["главам", "мэ", "вы", "", "яма", "а"] {
            assert!(!list.contains(word), "{word}");
        }
    }
}
