//! Folding a word: what is the same name in another writing becomes the same string.
//!
//! Letter case, ё/е, composed and decomposed letters, stress marks, Latin diacritics, compatibility characters, and letters of the
//! other alphabet that look alike («Моcква» with a Latin c) are folded; invisible characters inside a word are dropped.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::words::WordCase;

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

/// Whether a character belongs to the letter before it.
pub(super) fn is_mark(character: char) -> bool {
    // No mark has a code below the first combining mark, or is punctuation.
    character >= '\u{300}'
        && !matches!(character, '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{2000}'..='\u{206F}')
        && character.general_category_group() == GeneralCategoryGroup::Mark
}

/// What folding a word tells of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    /// Which of its first 64 folded characters were capitals, lowest bit first.
    pub(super) capitals: u64,
    /// Number of folded characters.
    pub(super) length: u32,
    /// The case of its letters.
    pub(super) case: WordCase,
}

/// Appends the folded word to `out`.
pub(super) fn fold_word(word: &str, out: &mut String) -> Folded {
    let start = out.len();
    let (end, plain) = fold_plain(word, 0, out);
    if let Some(folded) = plain.folded().filter(|_| end == word.len()) {
        return folded;
    }
    out.truncate(start);
    let capitals = fold_any(word, out);
    unify_script(start, out);
    Folded { capitals, length: out[start..].chars().count() as u32, case: word_case(word) }
}

/// Appends the plain characters from a byte of a text on, folded; gives where they end, and what they tell.
#[inline]
pub(super) fn fold_plain(text: &str, start: usize, out: &mut String) -> (usize, PlainWord) {
    let mut word = PlainWord::default();
    // Most characters are what they fold to: they are copied together.
    let (mut at, mut copied) = (start, start);
    while let Some((plain, width)) = Plain::at(text.as_bytes(), at) {
        if plain.kind & CHANGES != 0 {
            out.push_str(&text[copied..at]);
            out.push(FOLDED[plain.code]);
            copied = at + width;
        }
        word.add(plain);
        at += width;
    }
    out.push_str(&text[copied..at]);
    (at, word)
}

/// The folded form of a letter or digit that folds to one character by lower-casing alone, and whether it is a capital: ASCII, Russian
/// and Kazakh.
const fn fold_plain_character(character: char) -> Option<(char, bool)> {
    match character {
        'a'..='z' | '0'..='9' | 'а'..='я' => Some((character, false)),
        'A'..='Z' => Some((character.to_ascii_lowercase(), true)),
        // In both blocks a capital stands 32 before its small letter.
        'А'..='Я' => Some((moved(character, 32), true)),
        'ё' => Some(('е', false)),
        'Ё' => Some(('е', true)),
        'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => Some((character, false)),
        'І' => Some(('і', true)),
        // Of these pairs the small letter follows its capital.
        'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө' | 'Ұ' | 'Ү' | 'Һ' => Some((moved(character, 1), true)),
        _ => None,
    }
}

/// The character so many code points further on, within a block of letters.
const fn moved(character: char, by: u32) -> char {
    match char::from_u32(character as u32 + by) {
        Some(moved) => moved,
        None => character,
    }
}

/// A letter or digit that folds to one character by lower-casing alone.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    code: usize,
    kind: u8,
}

/// Kinds of plain characters, as bits.
const DIGIT: u8 = 1;
const LATIN: u8 = 2;
const CYRILLIC: u8 = 4;
const CAPITAL: u8 = 8;
/// It folds to another character.
const CHANGES: u8 = 16;

/// The codes of one or two bytes in UTF-8 among which all plain characters are.
const CODES: usize = 0x540;
/// The first byte of what is behind them.
const LEAD_BEHIND: u8 = 0xC0 | (CODES >> 6) as u8;

/// What each code folds to, where it is plain.
static FOLDED: [char; CODES] = {
    let mut table = ['\0'; CODES];
    let mut code = 0;
    while code < CODES {
        if let Some(character) = char::from_u32(code as u32)
            && let Some((folded, _)) = fold_plain_character(character)
        {
            table[code] = folded;
        }
        code += 1;
    }
    table
};

/// The kind of each code; 0: it is not plain.
static KINDS: [u8; CODES] = {
    let mut table = [0; CODES];
    let mut code = 0;
    while code < CODES {
        if let Some(character) = char::from_u32(code as u32)
            && let Some((folded, is_capital)) = fold_plain_character(character)
        {
            let script = match folded {
                '0'..='9' => DIGIT,
                'a'..='z' => LATIN,
                _ => CYRILLIC,
            };
            let capital = if is_capital { CAPITAL } else { 0 };
            let changes = if folded as u32 == character as u32 { 0 } else { CHANGES };
            table[code] = script | capital | changes;
        }
        code += 1;
    }
    table
};

/// Whether a character is plain.
pub(super) fn is_plain(character: char) -> bool {
    KINDS.get(character as usize).is_some_and(|kind| *kind != 0)
}

impl Plain {
    /// The character at a byte of a text in UTF-8 with its length in bytes, if it is plain.
    #[inline]
    pub(super) fn at(text: &[u8], at: usize) -> Option<(Self, usize)> {
        let lead = *text.get(at)?;
        let (code, width) = match lead {
            ..0x80 => (usize::from(lead), 1),
            // A byte that begins no character is asked for nowhere; in UTF-8 one follows a first one.
            0xC0..LEAD_BEHIND => (usize::from(lead & 0x1F) << 6 | usize::from(*text.get(at + 1)? & 0x3F), 2),
            _ => return None,
        };
        let kind = KINDS[code];
        (kind != 0).then_some((Self { code, kind }, width))
    }
}

/// What the plain characters of a word tell together.
#[derive(Default)]
pub(super) struct PlainWord {
    capitals: u64,
    length: u32,
    letters: u32,
    capital_count: u32,
    /// All kinds that were met.
    kinds: u8,
    first_is_capital: bool,
}

impl PlainWord {
    /// Adds the next character.
    #[inline]
    fn add(&mut self, plain: Plain) {
        let is_capital = plain.kind & CAPITAL != 0;
        if is_capital {
            self.first_is_capital |= self.letters == 0;
            self.capital_count += 1;
            self.capitals |= 1_u64.checked_shl(self.length).unwrap_or(0);
        }
        self.letters += u32::from(plain.kind & DIGIT == 0);
        self.kinds |= plain.kind;
        self.length += 1;
    }

    /// What they tell; nothing when they are of two alphabets, which folding has to bring into one.
    pub(super) fn folded(self) -> Option<Folded> {
        let Self { capitals, length, letters, capital_count, kinds, first_is_capital } = self;
        (kinds & (LATIN | CYRILLIC) != LATIN | CYRILLIC).then(|| Folded {
            capitals,
            length,
            case: case_of(letters, capital_count, first_is_capital),
        })
    }
}

/// The case of a word's letters.
fn word_case(word: &str) -> WordCase {
    let (mut letters, mut capitals, mut first_is_capital) = (0, 0, false);
    for character in word.chars() {
        let capital = character.is_uppercase();
        if capital || character.is_lowercase() {
            first_is_capital |= letters == 0 && capital;
            letters += 1;
            capitals += u32::from(capital);
        }
    }
    case_of(letters, capitals, first_is_capital)
}

fn case_of(letters: u32, capitals: u32, first_is_capital: bool) -> WordCase {
    match (letters, capitals) {
        (0, _) => WordCase::Caseless,
        (_, 0) => WordCase::Lower,
        (1, _) => WordCase::Capitalized,
        _ if letters == capitals => WordCase::Upper,
        (_, 1) if first_is_capital => WordCase::Capitalized,
        _ => WordCase::Mixed,
    }
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
