//! What is wrong with the characters of a value, whatever it says: stray spaces, invisible characters, letters of the wrong alphabet.

use super::Code;
use crate::morph::Language;

/// What is wrong with some characters of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: Code,
    /// Offset of the first of the characters, in code points.
    pub(super) offset: usize,
    /// How many there are.
    pub(super) length: usize,
    pub(super) message: String,
    /// What can stand in their place without changing what is meant.
    pub(super) replacement: Option<String>,
}

/// Letters that look the same in both alphabets, Latin then Cyrillic. Narrower than what the matcher takes for the same, which may
/// differ by the case of letters: nobody can see that these were typed wrongly.
const LOOK_ALIKES: [(char, char); 34] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('Y', 'Ү'),
    ('Ə', 'Ә'),
    ('Ɵ', 'Ө'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('ë', 'ё'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'ә'),
    ('ɵ', 'ө'),
    ('ï', 'ї'),
];

/// Letters of the Kazakh alphabet that the Russian one has not.
const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

/// White space that should not be there: around the value, doubled in it, in front of flags, or of an unusual kind.
pub(super) fn stray_spaces(text: &str) -> Vec<Fault> {
    let characters: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let length = characters[at..].iter().take_while(|character| character.is_whitespace()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let behind = characters.get(at + length);
        let is_outside = at == 0 || behind.is_none();
        let unusual = characters[at..at + length].iter().find(|character| **character != ' ');
        let fault = |code, message: String, by: &str| Fault {
            code,
            offset: at,
            length,
            message,
            replacement: Some(by.to_owned()),
        };
        if is_outside {
            let place = if at == 0 { "start" } else { "end" };
            faults.push(fault(Code::StrayWhitespace, format!("white space at the {place}; delete it"), ""));
        } else if behind == Some(&'{') {
            faults.push(fault(Code::StrayWhitespace, "white space in front of the flags; delete it".to_owned(), ""));
        } else if let Some(unusual) = unusual.filter(|unusual| !unusual.is_control()) {
            let message = format!("{} stands for a space; write an ordinary one", named(*unusual));
            faults.push(fault(Code::UnusualSpace, message, " "));
        } else if length > 1 && unusual.is_none() {
            faults.push(fault(Code::StrayWhitespace, "white space is doubled; leave one space".to_owned(), " "));
        }
        at += length;
    }
    faults
}

/// What is wrong with the letters of a name in a language. `text` is without flags.
pub(super) fn wrong_letters(text: &str, language: &str) -> Vec<Fault> {
    let characters: Vec<char> = text.chars().collect();
    if let Some(fault) = garbled(&characters) {
        return vec![fault];
    }
    let mut faults: Vec<Fault> = characters
        .iter()
        .enumerate()
        .filter(|(_, character)| is_invisible(**character))
        .map(|(offset, character)| Fault {
            code: Code::InvisibleCharacter,
            offset,
            length: 1,
            message: format!("{} stands in the name and cannot be seen; delete it", named(*character)),
            replacement: Some(String::new()),
        })
        .collect();
    let mut at = 0;
    while at < characters.len() {
        let length = characters[at..].iter().take_while(|character| character.is_alphabetic()).count();
        faults.extend(mixed_word(&characters[at..at + length], at, language));
        at += length.max(1);
    }
    faults.extend(wrong_script(&characters, language));
    faults
}

/// Text that was decoded wrongly: the character that stands for what could not be read, or UTF-8 read as Latin-1 or Windows-1252, in
/// which every other letter is `Ð` or `Ñ`.
fn garbled(characters: &[char]) -> Option<Fault> {
    let replaced = characters.iter().position(|character| *character == '\u{FFFD}');
    let is_lead = |character: &char| matches!(character, 'Ð' | 'Ñ' | 'Ò' | 'Ó');
    let is_doubled = |pair: &[char]| is_lead(&pair[0]) && !pair[1].is_ascii() && !is_lead(&pair[1]);
    let pairs = characters.windows(2).filter(|pair| is_doubled(pair)).count();
    let garbled = (pairs >= 2 && pairs * 3 >= characters.len()).then_some(0);
    replaced.or(garbled).map(|offset| Fault {
        code: Code::GarbledText,
        offset,
        length: if replaced.is_some() { 1 } else { characters.len() },
        message: "the text was read in a wrong encoding and saved again; type it anew, or take it from its source"
            .to_owned(),
        replacement: None,
    })
}

const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

const fn is_latin(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | 'ə' | 'ɵ' | '\u{1E00}'..='\u{1EFF}')
}

const fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52F}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
}

impl Script {
    fn has(self, character: char) -> bool {
        match self {
            Self::Latin => is_latin(character),
            Self::Cyrillic => is_cyrillic(character),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Cyrillic => "Cyrillic",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Latin => Self::Cyrillic,
            Self::Cyrillic => Self::Latin,
        }
    }
}

/// What is wrong with a word of letters of both alphabets.
fn mixed_word(word: &[char], at: usize, language: &str) -> Option<Fault> {
    if ![Script::Latin, Script::Cyrillic].iter().all(|script| word.iter().any(|letter| script.has(*letter))) {
        return None;
    }
    // Letters that nothing in the other alphabet looks like tell which alphabet is meant; without any, the language does.
    let has_own = |script: Script| {
        word.iter().any(|letter| script.has(*letter) && look_alike(*letter, script.other(), language).is_none())
    };
    let meant = match (has_own(Script::Latin), has_own(Script::Cyrillic)) {
        (true, false) => Some(Script::Latin),
        (false, true) => Some(Script::Cyrillic),
        (false, false) if Language::from_tag(language) == Language::English => Some(Script::Latin),
        (false, false) => Some(Script::Cyrillic),
        (true, true) => None,
    };
    let text: String = word.iter().collect();
    let foreign = |script: Script| word.iter().enumerate().filter(move |(_, letter)| script.other().has(**letter));
    let Some(meant) = meant else {
        let count = |script: Script| word.iter().filter(|letter| script.has(**letter)).count();
        let rarer = if count(Script::Latin) <= count(Script::Cyrillic) { Script::Latin } else { Script::Cyrillic };
        let offset = foreign(rarer.other()).map(|(offset, _)| offset).next().unwrap_or_default();
        let message = format!(
            "`{text}` mixes Latin and Cyrillic letters, of which {} `{}` is the first that is rare in it; if it is written so, say \
             `{{exact}}` or `{{form}}`",
            rarer.name(),
            word[offset]
        );
        return Some(Fault { code: Code::MixedScript, offset: at + offset, length: 1, message, replacement: None });
    };
    let (first, last) = (foreign(meant).map(|(at, _)| at).next()?, foreign(meant).map(|(at, _)| at).next_back()?);
    let letters: Vec<String> =
        foreign(meant).map(|(_, letter)| format!("`{letter}` (U+{:04X})", u32::from(*letter))).collect();
    let replacement: String = word[first..=last]
        .iter()
        .map(
            |letter| if meant.has(*letter) { *letter } else { look_alike(*letter, meant, language).unwrap_or(*letter) },
        )
        .collect();
    let message = format!(
        "{} {} in the {} word `{text}` only {} right; write {}",
        meant.other().name(),
        letters.join(", "),
        meant.name(),
        if letters.len() == 1 { "looks" } else { "look" },
        if letters.len() == 1 {
            format!("{} `{replacement}`", meant.name())
        } else {
            format!("the word in {} letters", meant.name())
        },
    );
    Some(Fault {
        code: Code::LookAlikeLetter,
        offset: at + first,
        length: last - first + 1,
        message,
        replacement: Some(replacement),
    })
}

/// The letter of a script that looks the same, if the language has it.
fn look_alike(letter: char, script: Script, language: &str) -> Option<char> {
    let is_of_language = |candidate: char| match Language::from_tag(language) {
        _ if script == Script::Latin => true,
        Language::Russian => matches!(candidate, 'А'..='я' | 'Ё' | 'ё'),
        Language::Kazakh => matches!(candidate, 'А'..='я' | 'Ё' | 'ё') || KAZAKH.contains(candidate),
        Language::English | Language::Other => true,
    };
    LOOK_ALIKES
        .iter()
        .filter(|(latin, cyrillic)| if script == Script::Latin { *cyrillic == letter } else { *latin == letter })
        .map(|(latin, cyrillic)| if script == Script::Latin { *latin } else { *cyrillic })
        .find(|candidate| is_of_language(*candidate))
}

/// A name in letters that its language does not have.
fn wrong_script(characters: &[char], language: &str) -> Option<Fault> {
    let has = |script: Script| characters.iter().any(|character| script.has(*character));
    let is_wrong = Language::from_tag(language) == Language::English && has(Script::Cyrillic) && !has(Script::Latin);
    is_wrong.then(|| Fault {
        code: Code::WrongScript,
        offset: 0,
        length: characters.len(),
        message: "the name is in Cyrillic letters, in a column of English ones; is it in the wrong column?".to_owned(),
        replacement: None,
    })
}

/// The first letter of a Russian name that Russian does not have, with its offset in code points. Titles of newspapers and companies
/// are often written so.
pub(super) fn kazakh_letter(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(_, character)| KAZAKH.contains(*character))
}

/// A character that is hard to see, by its name.
fn named(character: char) -> String {
    let name = match character {
        '\u{A0}' => "a no-break space",
        '\u{202F}' => "a narrow no-break space",
        '\u{2009}' => "a thin space",
        '\u{3000}' => "an ideographic space",
        '\u{AD}' => "a soft hyphen",
        '\u{200B}' => "a zero-width space",
        '\u{200C}' | '\u{200D}' => "a zero-width joiner",
        '\u{FEFF}' => "a byte order mark",
        _ if character.is_whitespace() => "an unusual space",
        _ => "an invisible character",
    };
    format!("{name} (U+{:04X})", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(faults: Vec<Fault>) -> Vec<(Code, usize, Option<String>)> {
        faults.into_iter().map(|fault| (fault.code, fault.offset, fault.replacement)).collect()
    }

    #[test]
    fn letters_of_the_other_alphabet_are_told_by_place() {
        let cases = [
            ("Москвa", "ru", Code::LookAlikeLetter, 5, Some("а")),
            ("Cербия", "ru", Code::LookAlikeLetter, 0, Some("С")),
            ("город Тaшкeнт", "ru", Code::LookAlikeLetter, 7, Some("ашке")),
            ("Теhran", "en", Code::LookAlikeLetter, 0, Some("Te")),
            ("ОOН", "ru", Code::LookAlikeLetter, 1, Some("О")),
            ("Tіл", "kk", Code::LookAlikeLetter, 0, Some("Т")),
            ("Тiл", "kk", Code::LookAlikeLetter, 1, Some("і")),
            ("Тiль", "ru", Code::MixedScript, 1, None),
            ("Самаркаnd", "ru", Code::MixedScript, 7, None),
            ("Сербия", "en", Code::WrongScript, 0, None),
            ("Ас\u{AD}тана", "ru", Code::InvisibleCharacter, 2, Some("")),
            ("Аст\u{FFFD}на", "ru", Code::GarbledText, 3, None),
            ("ÐÐ»Ð¼Ð°", "ru", Code::GarbledText, 0, None),
        ];
        for (text, language, code, offset, replacement) in cases {
            let expected = vec![(code, offset, replacement.map(str::to_owned))];
            assert_eq!(told(wrong_letters(text, language)), expected, "{text}");
        }
    }

    #[test]
    fn names_of_one_alphabet_a_word_are_in_order() {
        let names = [
            ("Кот-д’Ивуар", "ru"),
            ("«Егемен Қазақстан»", "ru"),
            ("группа BTS", "ru"),
            ("Қазақстан", "kk"),
            ("Ñandú", "en"),
            ("«Amanat» партиясы", "kk"),
            ("S7", "ru"),
        ];
        for (text, language) in names {
            assert_eq!(told(wrong_letters(text, language)), [], "{text}");
            assert_eq!(told(stray_spaces(text)), [], "{text}");
        }
    }

    #[test]
    fn stray_spaces_are_told_by_place() {
        let cases = [
            (" Б", Code::StrayWhitespace, 0, ""),
            ("Б ", Code::StrayWhitespace, 1, ""),
            ("А  Б", Code::StrayWhitespace, 1, " "),
            ("А\u{A0}Б", Code::UnusualSpace, 1, " "),
            ("А {fix}", Code::StrayWhitespace, 1, ""),
        ];
        for (text, code, offset, by) in cases {
            assert_eq!(told(stray_spaces(text)), [(code, offset, Some(by.to_owned()))], "{text:?}");
        }
    }
}
