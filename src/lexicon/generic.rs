//! Generic words around a name: «газета «Айкын»», ««Amanat» партиясы», «река Иртыш», «Ертіс өзені».
//!
//! Written in small letters they are no part of the name, they say what it is. They help to find it where the bare name could be
//! anything, and the mention is the name itself: what the quotes hold, or what names the place without them too.

use crate::morph;
use crate::text::{Word, WordCase, Words};

const OPENING: [char; 3] = ['«', '“', '"'];
const CLOSING: [char; 3] = ['»', '”', '"'];

/// Whether a name has quotes, within which it may stand alone.
pub(super) fn has_quotes(name: &str) -> bool {
    name.contains(OPENING)
}

/// How many generic words stand before the quotes of a name, and how many behind; none when it is not of that shape.
pub(super) fn generic_words(name: &str) -> (u8, u8) {
    let Some((quoted, words)) = quoted_part(name) else { return (0, 0) };
    let count =
        |is_there: &dyn Fn(&&Word) -> bool| words.as_slice().iter().filter(is_there).count().try_into().unwrap_or(0);
    let before = count(&|word| word.span.start < quoted.start);
    let behind = count(&|word| word.span.start >= quoted.end);
    (before, behind)
}

/// The name without generic words and quotes; the whole name when it is not of that shape.
pub(super) fn without_generic_words(name: &str) -> &str {
    quoted_part(name).map_or(name, |(quoted, _)| name[quoted].trim())
}

/// How the generic words of places begin that annotators and readers take for a part of the name: «Алматы облысы» is not «Алматы».
const PARTS_OF_A_NAME: [&str; 10] =
    ["облыс", "област", "республика", "край", "округ", "штаты", "теңіз", "түбе", "дала", "арал"];

/// The same for a place: one word before its name or one behind, where what is left `is_name` of it too: «река Иртыш» of «Иртыш». How
/// many words stand before, how many behind, and what is left.
pub(super) fn generic_word_of_place(name: &str, is_name: impl Fn(&str) -> bool) -> Option<(u8, u8, &str)> {
    let is_generic =
        |word: &str| word.chars().all(char::is_lowercase) && !PARTS_OF_A_NAME.iter().any(|stem| word.starts_with(stem));
    if let Some((first, rest)) = name.split_once(' ')
        && is_generic(first)
        && is_name(rest)
    {
        return Some((1, 0, rest));
    }
    let (rest, last) = name.rsplit_once(' ')?;
    (is_generic(last) && is_name(rest)).then_some((0, 1, rest))
}

/// How many words in small letters stand before a person's name: titles, «император» of «император Акихито», which help to find a
/// name that could be anybody's and are no part of the mention. A particle begins the name: «фон дер Ляйен».
pub(super) fn title_words(name: &str) -> u8 {
    if !name.starts_with(char::is_lowercase) {
        return 0;
    }
    let words = Words::new(name);
    let is_title = |word: &&Word| {
        word.case == WordCase::Lower && words.gap(word) != "-" && !morph::is_surname_particle(words.folded(word))
    };
    let count = words.as_slice().iter().take_while(is_title).count();
    if count < words.as_slice().len() { count.try_into().unwrap_or(0) } else { 0 }
}

/// A person's name without the titles before it.
pub(super) fn without_titles(name: &str) -> &str {
    match title_words(name) {
        0 => name,
        titles => Words::new(name).as_slice().get(usize::from(titles)).map_or(name, |first| &name[first.span.start..]),
    }
}

/// What stands in the one pair of quotes of the name, when there are words outside it and all of them are in small letters.
fn quoted_part(name: &str) -> Option<(std::ops::Range<usize>, Words<'_>)> {
    let opening = name.find(OPENING)?;
    let closing = name.rfind(CLOSING)?;
    let start = opening + name[opening..].chars().next()?.len_utf8();
    if closing <= start || name[start..closing].contains(OPENING) || name[start..closing].contains(CLOSING) {
        return None;
    }
    let words = Words::new(name);
    let outside = |word: &&Word| word.span.start < start || word.span.start >= closing;
    let is_generic = words.as_slice().iter().filter(outside).all(|word| word.case == WordCase::Lower);
    let has_both =
        words.as_slice().iter().any(|word| outside(&word)) && !words.as_slice().iter().all(|word| outside(&word));
    (is_generic && has_both).then_some((start..closing, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_particles() {
        let cases = [
            ("император Акихито", 1, "Акихито"),
            ("король Карл III", 1, "Карл III"),
            ("ибн Сина", 0, "ибн Сина"),
            ("фон дер Ляйен", 0, "фон дер Ляйен"),
            ("Папа Франциск", 0, "Папа Франциск"),
            ("король", 0, "король"),
        ];
        for (name, words, rest) in cases {
            assert_eq!((title_words(name), without_titles(name)), (words, rest), "{name}");
        }
    }

    #[test]
    fn a_generic_word_of_a_place_is_told_where_the_rest_names_it_too() {
        let is_name = |rest: &str| matches!(rest, "Иртыш" | "Ертіс" | "Алматы");
        let cases = [
            ("река Иртыш", Some((1, 0, "Иртыш"))),
            ("Ертіс өзені", Some((0, 1, "Ертіс"))),
            ("Алматы облысы", None),
            ("остров Врангеля", None),
            ("Река Иртыш", None),
            ("Иртыш", None),
        ];
        for (name, words) in cases {
            assert_eq!(generic_word_of_place(name, is_name), words, "{name}");
        }
    }

    #[test]
    fn generic_words_in_small_letters_are_told() {
        let cases = [
            ("газета «Айкын»", (1, 0), "Айкын"),
            ("страховая компания «Евразия»", (2, 0), "Евразия"),
            ("«Amanat» партиясының", (0, 1), "Amanat"),
            ("алматинский «Кайрат»", (1, 0), "Кайрат"),
            ("партия \"Новые люди\"", (1, 0), "Новые люди"),
            ("Агентство «Хабар»", (0, 0), "Агентство «Хабар»"),
            ("АО «Казахтелеком»", (0, 0), "АО «Казахтелеком»"),
            ("«Хабар» АҚ", (0, 0), "«Хабар» АҚ"),
            ("«Единая Россия»", (0, 0), "«Единая Россия»"),
            ("акимат Астаны", (0, 0), "акимат Астаны"),
            ("газета «»", (0, 0), "газета «»"),
            ("газета «А» и «Б»", (0, 0), "газета «А» и «Б»"),
        ];
        for (name, words, mention) in cases {
            assert_eq!((generic_words(name), without_generic_words(name)), (words, mention), "{name}");
        }
    }
}
