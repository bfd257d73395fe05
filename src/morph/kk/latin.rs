//! Kazakh in the Latin alphabet of 2021: generated Cyrillic forms, letter by letter.

use crate::morph::Paradigm;
use crate::morph::paradigm::Collector;

/// Cyrillic letters and what is written for them, small and capital. Letters of loans are two or more Latin letters.
const LETTERS: &[(char, &str, &str)] = &[
    ('а', "a", "A"),
    ('ә', "ä", "Ä"),
    ('б', "b", "B"),
    ('в', "v", "V"),
    ('г', "g", "G"),
    ('ғ', "ğ", "Ğ"),
    ('д', "d", "D"),
    ('е', "e", "E"),
    ('ё', "io", "Io"),
    ('ж', "j", "J"),
    ('з', "z", "Z"),
    ('и', "i", "İ"),
    ('й', "i", "İ"),
    ('к', "k", "K"),
    ('қ', "q", "Q"),
    ('л', "l", "L"),
    ('м', "m", "M"),
    ('н', "n", "N"),
    ('ң', "ñ", "Ñ"),
    ('о', "o", "O"),
    ('ө', "ö", "Ö"),
    ('п', "p", "P"),
    ('р', "r", "R"),
    ('с', "s", "S"),
    ('т', "t", "T"),
    ('у', "u", "U"),
    ('ұ', "ū", "Ū"),
    ('ү', "ü", "Ü"),
    ('ф', "f", "F"),
    ('х', "h", "H"),
    ('һ', "h", "H"),
    ('ц', "ts", "Ts"),
    ('ч', "tş", "Tş"),
    ('ш', "ş", "Ş"),
    ('щ', "ştş", "Ştş"),
    ('ъ', "", ""),
    ('ы', "y", "Y"),
    ('і', "ı", "I"),
    ('ь', "", ""),
    ('э', "e", "E"),
    ('ю', "iu", "Iu"),
    ('я', "ia", "Ia"),
];

/// The paradigm, and the Latin spelling of every form in it.
pub(super) fn with_latin_forms(paradigm: Paradigm) -> Paradigm {
    let latin: Vec<_> = paradigm.forms.iter().map(|form| (transliterate(&form.text), form.features)).collect();
    let mut collector = Collector::reopen(paradigm);
    for (text, features) in latin {
        collector.add(text, features);
    }
    collector.finish()
}

/// The text in Latin letters; what is no Kazakh Cyrillic letter stays.
fn transliterate(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_capital =
        |place: Option<usize>| place.and_then(|place| letters.get(place)).is_some_and(|c| c.is_uppercase());
    let mut latin = String::with_capacity(text.len());
    for (place, letter) in letters.iter().enumerate() {
        let small = letter.to_lowercase().next().unwrap_or(*letter);
        match LETTERS.iter().find(|(cyrillic, ..)| *cyrillic == small) {
            None => latin.push(*letter),
            Some((_, small, _)) if !letter.is_uppercase() => latin.push_str(small),
            // Among capitals both letters are capitals: ЯССЫ, IASSY.
            Some((_, _, capital)) if is_capital(place.checked_sub(1)) || is_capital(Some(place + 1)) => {
                latin.push_str(&capital.to_uppercase());
            }
            Some((_, _, capital)) => latin.push_str(capital),
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_latin_letters() {
        for (cyrillic, latin) in [
            ("Қазақстан Республикасы", "Qazaqstan Respublikasy"),
            ("Өскеменде", "Öskemende"),
            ("Ұлытау", "Ūlytau"),
            ("Үржар", "Ürjar"),
            ("Іле", "Ile"),
            ("Иран", "İran"),
            ("Семей", "Semei"),
            ("Шымкентте", "Şymkentte"),
            ("Талғарға", "Talğarğa"),
            ("Ресейдің", "Reseidıñ"),
            ("Яссы", "Iassy"),
            ("ТҮРКСОЙ-ға", "TÜRKSOİ-ğa"),
            ("ЮНЕСКО", "IUNESKO"),
            ("Чили", "Tşili"),
            ("Ольга", "Olga"),
            ("Kaspi-ге", "Kaspi-ge"),
        ] {
            assert_eq!(transliterate(cyrillic), latin, "{cyrillic}");
        }
    }
}
