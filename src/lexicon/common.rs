//! Words that everyone writes: the common words of a language, in all their forms.
//!
//! A name that is also such a word («Чад», «Вена», «Nice») means little by itself. The sets are finite-state automata made by
//! `tools/lexicon`, which also describes their alphabet of one byte a letter.

use std::sync::OnceLock;

use fst::Set;

use crate::morph::Language;

/// The sets, as they are carried by the binary: Russian, English, Kazakh.
pub(super) const FILES: [&[u8]; 3] = [
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/common-ru.fst")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/common-en.fst")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/common-kk.fst")),
];

/// The Kazakh letters that Russian has not, by code point.
const KAZAKH: [char; 9] = ['і', 'ғ', 'қ', 'ң', 'ү', 'ұ', 'һ', 'ә', 'ө'];

/// Whether a folded word is a common word of any of the languages.
pub(crate) fn is_common_word(folded: &str) -> bool {
    key(folded).is_some_and(|key| sets().iter().any(|set| set.contains(&key)))
}

/// Whether a folded word is a common word of a language.
pub(crate) fn is_common_word_of(language: Language, folded: &str) -> bool {
    let set = match language {
        Language::Russian => 0,
        Language::English => 1,
        Language::Kazakh => 2,
        Language::Other => return false,
    };
    key(folded).is_some_and(|key| sets()[set].contains(key))
}

fn sets() -> &'static [Set<&'static [u8]>; 3] {
    static SETS: OnceLock<[Set<&[u8]>; 3]> = OnceLock::new();
    SETS.get_or_init(|| {
        FILES.map(|bytes| Set::new(bytes).expect("the committed files are sets, which a test reads whole"))
    })
}

fn key(folded: &str) -> Option<Vec<u8>> {
    let mut key = Vec::with_capacity(folded.len());
    for letter in folded.chars() {
        key.push(byte(letter)?);
    }
    Some(key)
}

/// The byte of a letter in the alphabet of the sets.
pub(super) fn byte(letter: char) -> Option<u8> {
    match letter {
        '-' | 'a'..='z' => u8::try_from(letter).ok(),
        'а'..='я' => u8::try_from(u32::from(letter) - u32::from('а')).ok().map(|index| 0x80 + index),
        _ => (0xA0..).zip(KAZAKH).find(|(_, kazakh)| *kazakh == letter).map(|(byte, _)| byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_common_words_in_their_forms() {
        for word in ["того", "чад", "вена", "вены", "мир", "миром", "правда", "nice", "reading", "most"]
        {
            assert!(is_common_word(word), "{word}");
        }
        for word in ["бақыт", "жұлдыздар", "мектебінде", "келді", "бармаған", "орнымыз", "тауып", "оқиды", "үлкенірек"]
        {
            assert!(is_common_word(word), "{word}");
        }
        for word in ["казахстан", "астана", "мали", "иран", "belgrade", "kazakhstan", "ромашкабанк", "", "é", "22"]
        {
            assert!(!is_common_word(word), "{word}");
        }
        for word in ["алматы", "қарағанды", "ақтау", "арқалық", "қытай", "судан", "ерлан"]
        {
            assert!(!is_common_word(word), "{word}");
        }
    }

    #[test]
    fn the_sets_are_whole() {
        for bytes in FILES {
            let set = Set::new(bytes).expect("a set");
            set.as_fst().verify().expect("the checksum holds");
            assert!(set.len() > 50_000);
        }
    }
}
