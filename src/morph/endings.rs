//! Patterns of word endings, in which the tables of every language are written.
//!
//! Endings are separated by spaces. In an ending `C` stands for any consonant and `V` for any vowel; `^` in front makes it the whole
//! word. Words have folded letters.

/// Whether the word has one of the endings (separated by spaces).
pub(super) fn ends_in(word: &str, endings: &str) -> bool {
    endings.split_ascii_whitespace().any(|ending| has_ending(word, ending))
}

/// Whether the word is in a closed list, in which spaces separate the words.
pub(super) fn is_listed(word: &str, list: &str) -> bool {
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
}
