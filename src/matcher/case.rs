//! Letter-case policy: which letters of a match must be capitals, told from how the name is written.

use crate::text::{Word, WordCase, Words};
use serde::{Deserialize, Serialize};

/// How strictly the capitals of a name are asked of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CasePolicy {
    /// Not at all.
    Any,
    /// One word with its capital; a longer name with one of its capitals, not only the first: «республика Казахстан» is a country,
    /// «Новая земля» is not an archipelago. Words for kinds of places do not count: «Чеченская республика».
    Place,
    /// Every capital.
    Person,
    /// One word with its capital; a longer name in any case: «министерство финансов» is how news write it.
    Other,
    /// One word with a capital that is not due to the start of a sentence; a longer name with every capital.
    Upper,
    /// The first word with a capital.
    Capitalized,
    /// Exactly as written.
    Exact,
}

/// What one word of a match must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Need {
    /// Anything.
    Nothing,
    /// A capital first letter.
    Capital,
    /// So many capitals at its start: an acronym, behind which an ending may stand (`МИДа`).
    Acronym(u32),
    /// Exactly these capitals among its first 64 letters.
    Exactly(u64),
}

/// What the words of a match must look like.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct CaseRule {
    needs: Box<[Need]>,
    /// One capital is enough, of these words (lowest bit first); 0: all needs must be met.
    one_of: u64,
    /// Capitals in a line of capitals, and of one word at the start of a sentence, do not count.
    meaningful: bool,
}

/// Whether a match has the letters that its name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It has.
    Admitted,
    /// It has not, but the text has no capitals at all.
    WithoutCapitals,
    /// It has not.
    Refused,
}

/// In a text without capitals, one word shorter than this is not taken for a name.
const SHORTEST_WITHOUT_CAPITALS: u32 = 4;

impl CaseRule {
    /// The rule of a surface form, told from its own letters.
    pub(crate) fn new(form: &Words<'_>, policy: CasePolicy) -> Self {
        let words = form.as_slice();
        let is_single = words.len() == 1;
        let asks_capitals = is_single || policy != CasePolicy::Other;
        let needs: Box<[Need]> = words
            .iter()
            .enumerate()
            .map(|(index, word)| match policy {
                CasePolicy::Any => Need::Nothing,
                CasePolicy::Exact => Need::Exactly(word.capitals),
                CasePolicy::Capitalized if index > 0 => Need::Nothing,
                _ => match acronym_length(word) {
                    Some(length) => Need::Acronym(length),
                    None if index > 0 && policy == CasePolicy::Place && is_kind_of_place(form.folded(word)) => {
                        Need::Nothing
                    }
                    None if asks_capitals && word.capitals & 1 != 0 => Need::Capital,
                    None => Need::Nothing,
                },
            })
            .collect();
        let has_acronym = needs.iter().any(|need| matches!(need, Need::Acronym(_)));
        let one_of = if policy == CasePolicy::Place && !is_single && !has_acronym { one_of(&needs) } else { 0 };
        Self { needs, one_of, meaningful: policy == CasePolicy::Upper }
    }

    /// Whether the words of a match have the letters that the rule asks for. `words` are as many as the form has.
    pub(crate) fn admits(&self, words: &[Word], text_has_capitals: bool) -> Admission {
        let met = |(need, word): (&Need, &Word)| match need {
            Need::Nothing => true,
            Need::Capital => word.capitals & 1 != 0,
            Need::Acronym(length) => word.capitals.trailing_ones() >= *length,
            Need::Exactly(capitals) => word.capitals == *capitals,
        };
        let admitted = if self.one_of != 0 {
            let mut bits =
                self.needs.iter().zip(words).take(64).enumerate().filter(|(index, _)| self.one_of >> index & 1 != 0);
            bits.any(|(_, pair)| met(pair))
        } else {
            self.needs.iter().zip(words).all(met)
        };
        let says_nothing = |word: &Word| word.in_capitals_line || (words.len() == 1 && word.begins_sentence);
        let meaningless = self.meaningful && words.iter().any(says_nothing);
        if admitted && !meaningless {
            return Admission::Admitted;
        }
        let only_capitals_missing = self.needs.iter().all(|need| matches!(need, Need::Nothing | Need::Capital));
        let long_enough = words.len() > 1 || words[0].length >= SHORTEST_WITHOUT_CAPITALS;
        if !text_has_capitals && only_capitals_missing && long_enough && !self.meaningful {
            return Admission::WithoutCapitals;
        }
        Admission::Refused
    }
}

/// How words begin that say what kind of place a name is of; many write them small: «Чеченская республика», «Соединённые штаты».
const KINDS_OF_PLACES: [&str; 22] = [
    "республик",
    "федерац",
    "штат",
    "област",
    "район",
    "округ",
    "остров",
    "территори",
    "королевств",
    "эмират",
    "княжеств",
    "провинц",
    "федеративн",
    "автономи",
    "облыс",
    "аралдар",
    "republic",
    "federation",
    "states",
    "kingdom",
    "island",
    "province",
];

fn is_kind_of_place(folded: &str) -> bool {
    KINDS_OF_PLACES.iter().any(|stem| folded.starts_with(stem))
}

/// The words of which one must have its capital: all that have one in the name, without the first when there are others.
fn one_of(needs: &[Need]) -> u64 {
    let capitals = needs
        .iter()
        .take(64)
        .enumerate()
        .filter(|(_, need)| **need == Need::Capital)
        .fold(0_u64, |bits, (index, _)| bits | 1 << index);
    if capitals.count_ones() > 1 { capitals & !1 } else { capitals }
}

/// Number of capitals at the start of an acronym, `МИД` or `МИДа`; `None` for another word.
fn acronym_length(word: &Word) -> Option<u32> {
    let leading = word.capitals.trailing_ones();
    let only_leading = word.capitals.count_ones() == leading;
    (leading >= 2 && only_leading && matches!(word.case, WordCase::Upper | WordCase::Mixed)).then_some(leading)
}
