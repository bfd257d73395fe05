//! Patterns of word endings, in which the tables of every language are written.
//!
//! Endings are separated by spaces. In an ending `C` stands for any consonant and `V` for any vowel; `^` in front makes it the whole
//! word. Words have folded letters.

/// Whether the word has one of the endings (separated by spaces).
pub(super) fn ends_in(word: &str, endings: &str) -> bool {
    endings.split_ascii_whitespace().any(|ending| has_ending(word, ending))
}

/// The last letters of endings, as a set that is looked at before the endings: few words of a table have one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastLetters(u64);

impl LastLetters {
    /// Those of the endings. Cyrillic letters are told apart by the last byte, of which six bits count.
    pub(super) const fn of(endings: &str) -> Self {
        let bytes = endings.as_bytes();
        let mut letters = 0;
        let mut place = 0;
        while place < bytes.len() {
            let is_last = place + 1 == bytes.len() || bytes[place + 1].is_ascii_whitespace();
            if is_last && !bytes[place].is_ascii_whitespace() {
                if bytes[place].is_ascii() {
                    // `C`, `V`
                    return Self(u64::MAX);
                }
                letters |= Self::bit(bytes[place]);
            }
            place += 1;
        }
        Self(letters)
    }

    /// Whether the word may have one of the endings.
    pub(super) fn may_end(self, word: &str) -> bool {
        word.as_bytes().last().is_some_and(|last| self.0 & Self::bit(*last) != 0)
    }

    const fn bit(byte: u8) -> u64 {
        1 << (byte & 0x3f)
    }
}

/// Whether the word is in a closed list, in which spaces separate the words.
pub(crate) fn is_listed(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

fn has_ending(word: &str, ending: &str) -> bool {
    let (ending, whole) = ending.strip_prefix('^').map_or((ending, false), |ending| (ending, true));
    // Most endings differ in their last letter.
    if let (Some(expected), last) = (ending.as_bytes().last(), word.as_bytes().last())
        && !matches!(expected, b'C' | b'V')
        && Some(expected) != last
    {
        return false;
    }
    if !ending.bytes().any(|byte| matches!(byte, b'C' | b'V')) {
        return if whole { word == ending } else { word.ends_with(ending) };
    }
    let mut letters = word.chars().rev();
    let fits = ending.chars().rev().all(|expected| {
        letters.next().is_some_and(|letter| match expected {
            'C' => is_consonant(letter),
            'V' => is_vowel(letter),
            _ => letter == expected,
        })
    });
    fits && (!whole || letters.next().is_none())
}

/// Whether the (folded) letter is a Russian or Kazakh vowel.
pub(super) const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'ә' | 'е' | 'и' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'ю' | 'я')
}

/// Whether the (folded) letter is a consonant; `й`, `ь` and `ъ` are not.
pub(super) fn is_consonant(letter: char) -> bool {
    letter.is_alphabetic() && !is_vowel(letter) && !matches!(letter, 'й' | 'ь' | 'ъ')
}

/// Number of vowels.
pub(super) fn syllables(word: &str) -> usize {
    word.chars().filter(|letter| is_vowel(*letter)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_patterns() {
        assert!(ends_in("киргизия", "ова ия"));
        assert!(ends_in("ровни", "Cни") && !ends_in("аланы", "Cни"));
        assert!(ends_in("лань", "^лань") && !ends_in("белань", "^лань"));
        assert!(ends_in("шанхай", "Vй") && !ends_in("й", "Vй"));
        assert!(!ends_in("ь", "льни") && !ends_in("любое", ""));
    }

    #[test]
    fn the_last_letters_exclude_no_word_that_has_an_ending() {
        for endings in ["ова ия", "Cни", "^лань ь", "Vй дC", "C", "", "ский  цкий", "ұлы қызы"]
        {
            let letters = LastLetters::of(endings);
            for word in
                ["киргизия", "ровни", "лань", "шанхай", "кадр", "ь", "любое", "", "абайұлы", "nasdaq", "7", "英"]
            {
                assert!(letters.may_end(word) || !ends_in(word, endings), "{word} in {endings}");
            }
        }
        assert!(!LastLetters::of("ова ия").may_end("ровни"));
        assert!(!LastLetters::of("").may_end("ровни"));
    }
}
