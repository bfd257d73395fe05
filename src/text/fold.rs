//! Folding a word: what is the same name in another writing becomes the same string.
//!
//! Letter case, ё/е, composed and decomposed letters, stress marks, Latin diacritics, compatibility characters, and letters of the
//! other alphabet that look alike («Моcква» with a Latin c) are folded; invisible characters inside a word are dropped.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Letters that look alike, Latin then Cyrillic, small. Kazakh і, һ and ә have Latin doubles too.
const LOOK_ALIKES: [(char, char); 18] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'ә'),
    ('ɵ', 'ө'),
    ('v', 'ѵ'),
];

/// Characters that may stand inside a word and mean nothing: soft hyphen, zero-width (non-)joiner, word joiner, byte order mark.
pub(super) const fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Appends the folded word to `out` and returns which of its first 64 characters were capitals, lowest bit first.
pub(super) fn fold_word(word: &str, out: &mut String) -> u64 {
    let start = out.len();
    let capitals = if word.chars().all(is_plain) { fold_plain(word, out) } else { fold_any(word, out) };
    unify_script(start, out);
    capitals
}

/// Letters and digits that fold to one character by lower-casing alone: ASCII, Russian, and the Cyrillic extensions from U+0460 on
/// without those that decompose.
const fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, 'А'..='я' | 'ё' | 'Ё' | 'Ә' | 'ә' | 'Ғ' | 'ғ' | 'Қ' | 'қ' | 'Ң' | 'ң' | 'Ө' | 'ө')
        || matches!(character, 'Ұ' | 'ұ' | 'Ү' | 'ү' | 'Һ' | 'һ' | 'І' | 'і')
}

fn fold_plain(word: &str, out: &mut String) -> u64 {
    let mut capitals = 0;
    for (index, character) in word.chars().enumerate() {
        if character.is_uppercase() && index < 64 {
            capitals |= 1 << index;
        }
        let mut lower = character.to_lowercase();
        let folded = lower.next().unwrap_or(character);
        out.push(if folded == 'ё' { 'е' } else { folded });
    }
    capitals
}

fn fold_any(word: &str, out: &mut String) -> u64 {
    let mut capitals = 0;
    let mut index = 0_u32;
    for character in word.chars().filter(|character| !is_ignorable(*character)).nfkc() {
        let capital = character.is_uppercase();
        for lower in character.to_lowercase() {
            if is_combining_mark(lower) {
                continue;
            }
            if capital && index < 64 {
                capitals |= 1 << index;
            }
            let before = out.len();
            push_base(lower, out);
            index += out[before..].chars().count() as u32;
        }
    }
    capitals
}

/// Appends a small letter without its diacritics, where the script's letters do not depend on them.
fn push_base(lower: char, out: &mut String) {
    match lower {
        'ё' => out.push('е'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ł' => out.push('l'),
        'ı' => out.push('i'),
        'ħ' => out.push('h'),
        'þ' => out.push_str("th"),
        // Latin with diacritics (Latin-1, Extended-A and -B, Additional): the letter below them.
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            let mut base = None;
            decompose_canonical(lower, |part| base = base.or(Some(part)));
            match base.unwrap_or(lower) {
                same if same == lower => out.push(lower),
                base => push_base(base, out),
            }
        }
        // й, ї, ў are letters of their own.
        _ => out.push(lower),
    }
}

/// Brings a word of mixed Latin and Cyrillic letters into one script, when every letter of the other script looks alike.
fn unify_script(start: usize, out: &mut String) {
    let word = &out[start..];
    let (mut latin, mut cyrillic) = (Letters::default(), Letters::default());
    for character in word.chars() {
        match character {
            'a'..='z' | 'ə' | 'ɵ' => latin.count(character, |pair| pair.0),
            '\u{400}'..='\u{52F}' => cyrillic.count(character, |pair| pair.1),
            _ => {}
        }
    }
    if latin.all == 0 || cyrillic.all == 0 {
        return;
    }
    let to_cyrillic = match (latin.own, cyrillic.own) {
        (0, 0) => cyrillic.all >= latin.all,
        (0, _) => true,
        (_, 0) => false,
        // Letters of both alphabets that nothing can stand for: a brand, or a mistake; left as it is.
        _ => return,
    };
    let unified: String = word
        .chars()
        .map(|character| {
            let pair =
                LOOK_ALIKES.iter().find(|(latin, cyrillic)| *if to_cyrillic { latin } else { cyrillic } == character);
            pair.map_or(character, |(latin, cyrillic)| if to_cyrillic { *cyrillic } else { *latin })
        })
        .collect();
    out.truncate(start);
    out.push_str(&unified);
}

/// How many letters of a script a word has, and how many of them the other script has no look-alike of.
#[derive(Default)]
struct Letters {
    all: usize,
    own: usize,
}

impl Letters {
    fn count(&mut self, character: char, side: impl Fn(&(char, char)) -> char) {
        self.all += 1;
        if !LOOK_ALIKES.iter().any(|pair| side(pair) == character) {
            self.own += 1;
        }
    }
}
