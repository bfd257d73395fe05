//! Boundary policy: whether what joins a match to its neighbour makes both one word.

use crate::text::{Joint, WordCase, Words};

/// How a match stands to the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boundary {
    /// Nothing joins them.
    Free,
    /// A hyphen joins them: «Москва-Астана» holds two names, «Нур-Султан» does not hold «Нур». Free when the other side of the
    /// hyphen is a match too.
    Hyphen,
    /// They are one word: an address, a domain, a letter behind an apostrophe.
    Joined,
}

/// How a match that begins with the word `first` stands to the word before it.
pub(crate) fn left_boundary(words: &Words<'_>, first: usize) -> Boundary {
    let word = &words.as_slice()[first];
    match word.joint {
        Joint::Open => Boundary::Free,
        Joint::Hyphen if begins_with_digit(words, first - 1) || is_prefix(words, first) => Boundary::Free,
        Joint::Hyphen => Boundary::Hyphen,
        Joint::Apostrophe | Joint::At | Joint::Underscore => Boundary::Joined,
        Joint::Dot if words.folded(&words.as_slice()[first - 1]) == "www" => Boundary::Free,
        Joint::Dot if is_domain_label(words, first - 1) && is_domain_label(words, first) => Boundary::Joined,
        Joint::Dot => Boundary::Free,
    }
}

/// How a match that ends before the word `end` stands to that word.
pub(crate) fn right_boundary(words: &Words<'_>, end: usize) -> Boundary {
    let Some(next) = words.as_slice().get(end) else { return Boundary::Free };
    match next.joint {
        Joint::Open => Boundary::Free,
        Joint::Hyphen if begins_with_digit(words, end) || is_compound(words, end) => Boundary::Free,
        Joint::Hyphen => Boundary::Hyphen,
        // A suffix: «Kazakhstan's», «NATO'ның».
        Joint::Apostrophe if next.case == WordCase::Lower && next.length <= 5 => Boundary::Free,
        Joint::Apostrophe | Joint::At | Joint::Underscore => Boundary::Joined,
        Joint::Dot if is_domain_label(words, end) => Boundary::Joined,
        Joint::Dot => Boundary::Free,
    }
}

/// Parts before a hyphen that make no other name of what follows: «экс-СССР», "pro-Russia".
const PREFIXES: [&str; 12] = ["экс", "анти", "пост", "про", "нео", "пан", "pro", "anti", "non", "ex", "post", "pan"];

/// Whether the word before `first` is such a part.
fn is_prefix(words: &Words<'_>, first: usize) -> bool {
    PREFIXES.contains(&words.folded(&words.as_slice()[first - 1]))
}

/// Whether an English word in small letters follows by a hyphen: "US-led", "Almaty-based".
fn is_compound(words: &Words<'_>, end: usize) -> bool {
    let (last, next) = (&words.as_slice()[end - 1], &words.as_slice()[end]);
    let is_latin = |index: &str| index.bytes().all(|byte| byte.is_ascii_lowercase());
    next.case == WordCase::Lower && next.length > 1 && is_latin(words.folded(next)) && is_latin(words.folded(last))
}

fn begins_with_digit(words: &Words<'_>, index: usize) -> bool {
    words.folded(&words.as_slice()[index]).starts_with(|character: char| character.is_ascii_digit())
}

/// A part of a domain or file name: at least two small Latin letters or digits.
fn is_domain_label(words: &Words<'_>, index: usize) -> bool {
    let word = &words.as_slice()[index];
    word.case == WordCase::Lower
        && word.span.len() >= 2
        && words.folded(word).bytes().all(|byte| byte.is_ascii_alphanumeric())
}
