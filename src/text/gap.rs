//! What stands between two words: folded, what it joins, and whether it ends a sentence.

use super::fold::{is_ignorable, is_mark};
use super::words::Joint;

/// A gap that is folded to this can stand in no name.
pub(super) const BREAK: &str = "\n";
/// Gaps longer than this many bytes stand in no name.
const LONGEST_GAP: usize = 24;

pub(super) const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' | '＇')
}

const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' | '‚' | '＂')
}

const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

const fn is_dash(character: char) -> bool {
    is_hyphen(character) || matches!(character, '\u{2012}'..='\u{2015}' | '\u{2212}' | '\u{2E3A}' | '\u{2E3B}')
}

/// Appends the folded gap to `out`.
pub(super) fn fold_gap(gap: &str, out: &mut String) {
    if gap.len() > LONGEST_GAP || gap.bytes().filter(|byte| *byte == b'\n').count() > 1 {
        out.push_str(BREAK);
        return;
    }
    let start = out.len();
    // A hyphen at the end of a line parts a name that is written with it: `Касым-⏎Жомарт`.
    let gap = if gap.starts_with(is_hyphen) && gap.contains('\n') { gap.trim_end() } else { gap };
    for character in gap.chars() {
        match character {
            '\0' => {}
            _ if is_quote(character) || is_ignorable(character) || is_mark(character) => {}
            _ if character.is_whitespace() => {
                if !out[start..].ends_with(' ') {
                    out.push(' ');
                }
            }
            _ if is_dash(character) => out.push('-'),
            _ if is_apostrophe(character) => out.push('\''),
            _ => out.push(character),
        }
    }
    // Quotes alone part words too: `АО«Казахтелеком»`.
    if out.len() == start {
        out.push(' ');
    }
}

/// What a gap joins.
pub(super) fn joint(gap: &str) -> Joint {
    let mut characters = gap.chars().filter(|character| !is_ignorable(*character));
    match (characters.next(), characters.next()) {
        (Some(only), None) if is_hyphen(only) => Joint::Hyphen,
        (Some(only), None) if is_apostrophe(only) => Joint::Apostrophe,
        (Some('.'), None) => Joint::Dot,
        (Some('_'), None) => Joint::Underscore,
        _ if gap.ends_with('@') => Joint::At,
        _ => Joint::Open,
    }
}

/// Whether a gap ends a sentence or a line, so that the next word begins with a capital for that reason alone.
pub(super) fn ends_sentence(gap: &str) -> bool {
    let ends = gap.contains(['.', '!', '?', '…']) && gap.contains(char::is_whitespace);
    // Direct speech begins with a capital too: `сказал: «Того ...`.
    let opens_speech = gap.contains(':') && gap.contains(is_quote);
    gap.contains('\n') || ends || opens_speech
}
