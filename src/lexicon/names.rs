//! Names that people bear: given names with their gender, and surnames, for people who are in no gazetteer.
//!
//! One finite-state map, made by `tools/lexicon/build_names.py`, has base forms only (nominative, of surnames the masculine one) of
//! Russian, Kazakh and English texts: «ерлан», «дәурен», «даурен», "yerlan", «джон», "john". Patronymics and surnames made by rule
//! («-ұлы», «-ов») need not be in it to be told by their endings.
//!
//! This is the one place that says what the bits of a value mean:
//!
//! | bit | value | meaning |
//! |---|---|---|
//! | 0 | 1 | a given name of men |
//! | 1 | 2 | a given name of women |
//! | 2 | 4 | a surname |
//! | 3 | 8 | the base form is a common word of Russian too: «вера», «лев» |
//! | 4 | 16 | of Kazakh: «бақыт», «арман» |
//! | 5 | 32 | of English: "will", "rose" |
//! | 6 | 64 | Russian texts spell it so |
//! | 7 | 128 | Kazakh texts spell it so |
//!
//! What is in Latin letters is spelt so in English texts and needs no bit. A Russian or foreign name that Kazakh texts spell as Russian
//! ones do («сергей») has the bit of Russian alone.

use std::sync::OnceLock;

use fst::Map;

use super::common;
use crate::morph::Language;

/// The map, as it is carried by the binary.
const FILE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/names.fst"));

const MALE: u64 = 1;
const FEMALE: u64 = 1 << 1;
const SURNAME: u64 = 1 << 2;
const COMMON_RUSSIAN: u64 = 1 << 3;
const COMMON_KAZAKH: u64 = 1 << 4;
const COMMON_ENGLISH: u64 = 1 << 5;
const RUSSIAN: u64 = 1 << 6;
const KAZAKH: u64 = 1 << 7;

/// Who bears a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bearers {
    /// Men: «Ерлан».
    Men,
    /// Women: «Гүлнәр».
    Women,
    /// Men and women: «Саша», «Бақыт».
    Both,
}

/// Some of the languages with rules of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Languages {
    russian: bool,
    kazakh: bool,
    english: bool,
}

impl Languages {
    /// Whether a language is one of them; [`Language::Other`] never is.
    pub const fn contains(self, language: Language) -> bool {
        match language {
            Language::Russian => self.russian,
            Language::Kazakh => self.kazakh,
            Language::English => self.english,
            Language::Other => false,
        }
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        !(self.russian || self.kazakh || self.english)
    }
}

/// What is known of a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GivenName {
    /// Who bears it.
    pub gender: Bearers,
    /// The languages in which it is also a common word, so that more than the name must speak for a person.
    pub common: Languages,
    /// The languages whose texts spell it so.
    pub spelling: Languages,
}

/// What is known of a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Surname {
    /// The languages in which it is also a common word.
    pub common: Languages,
    /// The languages whose texts spell it so.
    pub spelling: Languages,
}

/// Given names and surnames.
#[derive(Debug)]
pub struct Names {
    map: Map<&'static [u8]>,
}

impl Names {
    /// The names that the library carries.
    pub fn embedded() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| Self {
            map: Map::new(FILE).expect("the committed file is a map, which a test reads whole"),
        })
    }

    /// What is known of a given name: its base form, folded as the words of a text are (apostrophes count for nothing).
    pub fn given(&self, name: &str) -> Option<GivenName> {
        self.find(name).0
    }

    /// What is known of a surname: its base form, the masculine one, folded like a given name.
    pub fn surname(&self, name: &str) -> Option<Surname> {
        self.find(name).1
    }

    /// What is known of a base form as a given name and as a surname, with one look.
    pub fn find(&self, name: &str) -> (Option<GivenName>, Option<Surname>) {
        let Some(bits) = self.bits(name) else { return (None, None) };
        let gender = match (bits & MALE != 0, bits & FEMALE != 0) {
            (true, false) => Some(Bearers::Men),
            (false, true) => Some(Bearers::Women),
            (true, true) => Some(Bearers::Both),
            (false, false) => None,
        };
        let (common, spelling) = (common_in(bits), spelt_in(bits, name));
        let given = gender.map(|gender| GivenName { gender, common, spelling });
        (given, (bits & SURNAME != 0).then_some(Surname { common, spelling }))
    }

    fn bits(&self, name: &str) -> Option<u64> {
        let letters = name.chars().filter(|letter| !matches!(letter, '\'' | '’' | 'ʼ' | '‘'));
        let key: Vec<u8> = letters.map(common::byte).collect::<Option<_>>()?;
        self.map.get(key)
    }
}

/// The languages in which a name is a common word.
const fn common_in(bits: u64) -> Languages {
    Languages {
        russian: bits & COMMON_RUSSIAN != 0,
        kazakh: bits & COMMON_KAZAKH != 0,
        english: bits & COMMON_ENGLISH != 0,
    }
}

/// The languages that spell a name so.
fn spelt_in(bits: u64, name: &str) -> Languages {
    let english = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    Languages { russian: bits & RUSSIAN != 0, kazakh: bits & KAZAKH != 0, english }
}

#[cfg(test)]
mod tests {
    use fst::{Set, Streamer};

    use super::*;

    #[test]
    fn given_names_have_a_gender() {
        let names = Names::embedded();
        for (gender, words) in [
            (
                Bearers::Men,
                "иван сергей александр никита илья ерлан даурен нурлан касым-жомарт рустам гиорги ашот джон ханс франсуа цзиньпин",
            ),
            (Bearers::Men, "ерлан дәурен нұрсұлтан қасым-жомарт әлихан ғалым өмірбек ұлан"),
            (Bearers::Men, "john george yerlan nursultan sergey emmanuel mohammed"),
            (Bearers::Women, "мария наталья анна гульнара айгуль алия сауле дариға нино джейн кристина ангела"),
            (Bearers::Women, "гүлнәр айгүл әлия сәуле қарлығаш мөлдір ұлжан"),
            (Bearers::Women, "mary jane aigul dariga kristalina ursula"),
            (Bearers::Both, "саша женя бақыт үміт мишель robin"),
        ] {
            for word in words.split(' ') {
                assert_eq!(names.given(word).map(|name| name.gender), Some(gender), "{word}");
            }
        }
        for word in
            ["казахстан", "астана", "қазақстан", "kazakhstan", "иванов", "меркель", "стол", "table", "", "ё", "22"]
        {
            assert_eq!(names.given(word), None, "{word}");
        }
    }

    #[test]
    fn surnames_are_in_their_masculine_form() {
        let names = Names::embedded();
        for word in "иванов петров токаев назарбаев ахметов сулейменов каримов саакашвили смит меркель макрон трамп сүлейменов әлиев \
                     smith johnson nazarbayev tokayev ivanov macron o'brien"
            .split_whitespace()
        {
            assert!(names.surname(word).is_some(), "{word}");
        }
        for word in ["иванова", "наталья", "казахстан", "kazakhstan", "", "é"] {
            assert_eq!(names.surname(word), None, "{word}");
        }
    }

    #[test]
    fn common_words_and_spellings_are_told_by_language() {
        let names = Names::embedded();
        for (word, language) in [
            ("вера", Language::Russian),
            ("роза", Language::Russian),
            ("лев", Language::Russian),
            ("бақыт", Language::Kazakh),
            ("арман", Language::Kazakh),
            ("сәуле", Language::Kazakh),
            ("will", Language::English),
            ("rose", Language::English),
            ("may", Language::English),
        ] {
            assert!(names.given(word).unwrap().common.contains(language), "{word}");
        }
        for word in ["иван", "ерлан", "гүлнәр", "george"] {
            assert!(names.given(word).unwrap().common.is_empty(), "{word}");
        }
        assert!(!names.given("арман").unwrap().common.contains(Language::Russian));
        for (word, language) in
            [("гульнар", Language::Russian), ("гүлнәр", Language::Kazakh), ("gulnar", Language::English)]
        {
            let spelling = names.given(word).unwrap().spelling;
            for other in [Language::Russian, Language::Kazakh, Language::English, Language::Other] {
                assert_eq!(spelling.contains(other), other == language, "{word}");
            }
        }
    }

    #[test]
    fn the_map_is_whole_and_agrees_with_the_common_words() {
        let map = &Names::embedded().map;
        map.as_fst().verify().expect("the checksum holds");
        assert!(map.len() > 100_000);
        let [russian, english, kazakh] = common::FILES.map(|bytes| Set::new(bytes).unwrap());
        let mut stream = map.stream();
        while let Some((key, bits)) = stream.next() {
            assert!((1..=u64::from(u8::MAX)).contains(&bits) && bits & (MALE | FEMALE | SURNAME) != 0, "{key:?}");
            for (set, bit) in [(&russian, COMMON_RUSSIAN), (&kazakh, COMMON_KAZAKH), (&english, COMMON_ENGLISH)] {
                assert_eq!(set.contains(key), bits & bit != 0, "{key:?}: build_names.py is to be run again");
            }
        }
    }
}
