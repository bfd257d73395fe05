//! Vowel harmony: whether the suffixes of a Kazakh word take back or front vowels. Words come with folded letters.

use crate::morph::endings::{ends_in, is_consonant, is_vowel};

/// The two sets of vowels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harmony {
    /// а, ы, ғ, қ.
    Back,
    /// е, і, г, к.
    Front,
}

use Harmony::{Back, Front};

const BACK_VOWELS: &str = "аоұыя";
const FRONT_VOWELS: &str = "әеөүіэ";
/// Letters that show a word to be back when its last vowel does not tell.
const BACK_LETTERS: &str = "аоұықғ";
/// Endings of loans that are heard both ways.
const OPEN_ENDINGS: &str = "кс нс рс лс кл йс и";

/// The harmonies of a word's suffixes; both where writers differ, the likelier first.
pub(super) fn of(word: &str) -> Vec<Harmony> {
    if ends_in(word, OPEN_ENDINGS) || !word.chars().any(is_vowel) {
        return vec![Back, Front];
    }
    let last = word.char_indices().rev().find(|(_, letter)| is_vowel(*letter));
    let Some((place, vowel)) = last else {
        return vec![Back, Front];
    };
    let before = &word[..place];
    let tail = &word[place + vowel.len_utf8()..];
    let clear = before.chars().rev().find(|letter| is_vowel(*letter) && !matches!(letter, 'у' | 'ю'));
    let mut harmonies = if ends_in(word, "ов ев") && word.chars().count() > 4 {
        // Назарбаев is back although it is written with е.
        if clear.is_none_or(|vowel| BACK_VOWELS.contains(vowel)) { vec![Back] } else { vec![Back, Front] }
    } else {
        of_last_vowel(vowel, clear, before, tail)
    };
    let is_loan_in_k = tail.ends_with(['к', 'г']) && !word.contains(['қ', 'ғ']);
    if (tail.contains('ь') || is_loan_in_k) && !harmonies.contains(&Front) {
        // банкке, Нью-Йоркте
        let place = if is_loan_in_k && ends_in(word, "Cк") { 0 } else { harmonies.len() };
        harmonies.insert(place, Front);
    }
    harmonies
}

/// The harmony by the last vowel; у and ю, and и in part, follow the clear vowel before them.
fn of_last_vowel(vowel: char, clear: Option<char>, before: &str, tail: &str) -> Vec<Harmony> {
    let is_front = |vowel: char| FRONT_VOWELS.contains(vowel);
    match vowel {
        _ if is_front(vowel) => vec![Front],
        'и' if before.contains(|letter| BACK_LETTERS.contains(letter)) => vec![Front, Back],
        'и' => vec![Front],
        'у' if clear == Some('ұ') => vec![Back],
        // Between consonants it is the у of a loan: Санкт-Петербургте and Санкт-Петербургта.
        'у' if tail.starts_with(is_consonant) && before.ends_with(is_consonant) => vec![Front, Back],
        'у' if clear.is_some_and(is_front) => vec![Front],
        'у' | 'ю' => vec![Back, Front],
        _ => vec![Back],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmony_of_names() {
        for (word, expected) in [
            ("тараз", vec![Back]),
            ("семей", vec![Front]),
            ("өскемен", vec![Front]),
            ("сәтбаев", vec![Back]),
            ("медведев", vec![Back, Front]),
            ("мәскеу", vec![Front]),
            ("петербург", vec![Front, Back]),
            ("атырау", vec![Back, Front]),
            ("рига", vec![Back]),
            ("мадрид", vec![Front, Back]),
            ("сочи", vec![Back, Front]),
            ("нью-йорк", vec![Front, Back]),
        ] {
            assert_eq!(of(word), expected, "{word}");
        }
    }
}
