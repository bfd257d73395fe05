//! Which language a text is written in, as far as its letters tell.

/// Letters of Kazakh Cyrillic that Russian does not have.
const KAZAKH: [char; 18] = ['Ә', 'ә', 'Ғ', 'ғ', 'Қ', 'қ', 'Ң', 'ң', 'Ө', 'ө', 'Ұ', 'ұ', 'Ү', 'ү', 'Һ', 'һ', 'І', 'і'];

/// What a character tells of the language, as positions in counts.
const NOTHING: u8 = 0;
const LATIN: u8 = 1;
const CYRILLIC: u8 = 2;
const OF_KAZAKH: u8 = 3;

/// What the characters up to the last Cyrillic one tell, by their codes.
static TELLS: [u8; 0x530] = {
    let mut tells = [NOTHING; 0x530];
    let mut code = 0;
    while code < tells.len() {
        tells[code] = match code as u32 {
            0x41..=0x5A | 0x61..=0x7A => LATIN,
            0x400.. => CYRILLIC,
            _ => NOTHING,
        };
        code += 1;
    }
    let mut letter = 0;
    while letter < KAZAKH.len() {
        tells[KAZAKH[letter] as usize] = OF_KAZAKH;
        letter += 1;
    }
    tells
};

/// The BCP-47 code of the language that the letters of the text point to: `kk`, `ru`, `en`, or nothing when it has no letters of
/// these.
///
/// Cyrillic text is Kazakh when more than one Cyrillic letter in thirty is one that Russian lacks: in Kazakh about one in six is, in
/// Russian with Kazakh names fewer than one in a hundred. Only the first 8 KiB are read.
pub fn detect_language(text: &str) -> &'static str {
    let mut end = text.len().min(8 << 10);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut counts = [0_u32; 4];
    for character in text[..end].chars() {
        counts[usize::from(TELLS.get(character as usize).copied().unwrap_or(NOTHING))] += 1;
    }
    let [_, latin, russian, kazakh] = counts;
    let cyrillic = russian + kazakh;
    match (cyrillic, latin) {
        (0, 0) => "",
        _ if latin > cyrillic => "en",
        _ if kazakh * 30 > cyrillic => "kk",
        _ => "ru",
    }
}
