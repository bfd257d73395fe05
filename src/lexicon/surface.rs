//! The surface forms of one paradigm, as the matcher and the rules of letter case see them.
//!
//! Most forms differ from the base form in the last word alone: all Kazakh and English ones do. Of these only that word is read, or no
//! more than its ending, and the words before it are those of the base form. What comes out is the same as if every form were read as a
//! whole.

use crate::matcher::{CasePolicy, CaseRule, PatternText};
use crate::text::{Word, WordCase, Words};

/// What the forms of one paradigm share.
pub(super) struct Surfaces<'p> {
    base: &'p Words<'p>,
    policy: CasePolicy,
    /// `None` when the base form has no word.
    last: Option<LastWord<'p>>,
}

/// The last word of a base form.
struct LastWord<'p> {
    /// The pattern of the whole base form.
    pattern: PatternText,
    word: &'p Word,
    folded: &'p str,
    /// The text of the base form before the word, and from the word on.
    front: &'p str,
    text: &'p str,
    /// Its letters, when it is folded letter by letter and has no capital but the first.
    letters: Option<Letters>,
}

/// Letters that may make a word together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Latin,
    Cyrillic,
}

/// One form.
pub(super) struct Surface {
    /// The pattern of the form.
    pub(super) pattern: PatternText,
    /// The case rule of the form; `None` when it is that of the base form.
    pub(super) rule: Option<CaseRule>,
    /// The case of the letters of its last word.
    pub(super) case: WordCase,
    /// Number of its words.
    pub(super) word_count: usize,
}

impl<'p> Surfaces<'p> {
    /// Those of the paradigm with this base form.
    pub(super) fn new(base: &'p Words<'p>, policy: CasePolicy) -> Self {
        Self { base, policy, last: LastWord::of(base) }
    }

    /// The case rule of the base form.
    pub(super) fn rule_of_base(&self) -> CaseRule {
        CaseRule::new(self.base, self.policy)
    }

    /// The form that is written so; `None` when it has no word.
    pub(super) fn read(&self, form: &str) -> Option<Surface> {
        self.read_last_word(form).or_else(|| {
            let words = Words::new(form);
            let last = words.as_slice().last()?;
            Some(Surface {
                pattern: PatternText::of(&words)?,
                rule: Some(CaseRule::new(&words, self.policy)),
                case: last.case,
                word_count: words.as_slice().len(),
            })
        })
    }

    /// The form, when nothing but its last word has to be read.
    fn read_last_word(&self, form: &str) -> Option<Surface> {
        let word_count = self.base.as_slice().len();
        // The rule of a place of several words is told from the words, not from their capitals alone.
        if self.policy == CasePolicy::Place && word_count > 1 {
            return None;
        }
        let last = self.last.as_ref()?;
        let word = form.strip_prefix(last.front)?;
        let pattern = last.with_ending(word).or_else(|| last.replaced_by(word))?;
        Some(Surface { pattern, rule: None, case: last.word.case, word_count })
    }
}

impl<'p> LastWord<'p> {
    fn of(base: &'p Words<'p>) -> Option<Self> {
        let word = base.as_slice().last()?;
        let folded = base.folded(word);
        let (front, text) = base.text().split_at(word.span.start);
        // Of capitals behind the 64th letter nothing is known.
        let has_one_capital = word.capitals <= 1 && word.length <= 64;
        let letters = has_one_capital.then(|| Letters::of(&text[..word.span.len()], folded)).flatten();
        Some(Self { pattern: PatternText::of(base)?, word, folded, front, text, letters })
    }

    /// The pattern with another ending of the word: what follows the letters that both share are small letters like them.
    fn with_ending(&self, word: &str) -> Option<PatternText> {
        let letters = self.letters?;
        let base = &self.text[..self.word.span.len()];
        let shared = base.bytes().zip(word.bytes()).take_while(|(base, word)| base == word).count();
        let shared = (0..=shared).rev().find(|at| word.is_char_boundary(*at) && base.is_char_boundary(*at))?;
        let ending = &word[shared..];
        let fits = shared > 0 && ending.chars().all(|letter| letters.have_small(letter));
        fits.then(|| self.pattern.with_last_word(&self.folded[..shared], ending))
    }

    /// The pattern with another word, of which the letters have the same case.
    fn replaced_by(&self, word: &str) -> Option<PatternText> {
        // A capital behind a full stop decides what the gap between the two is.
        if word.chars().next() != self.text.chars().next() {
            return None;
        }
        let words = Words::new(word);
        let [word] = words.as_slice() else { return None };
        let is_alike = word.span.start == 0 && word.case == self.word.case && word.capitals == self.word.capitals;
        is_alike.then(|| self.pattern.with_last_word(words.folded(word), ""))
    }
}

impl Letters {
    /// Those of a word that begins with a letter and of which every letter or digit is folded to one of the same length in bytes.
    fn of(word: &str, folded: &str) -> Option<Self> {
        let mut letters = word.chars().zip(folded.chars());
        let one_by_one = word.chars().count() == folded.chars().count()
            && letters.all(|(letter, folded)| letter.len_utf8() == folded.len_utf8());
        let alphabet = if folded.starts_with(|first| Self::Latin.have_small(first)) {
            Self::Latin
        } else if folded.starts_with(|first| Self::Cyrillic.have_small(first)) {
            Self::Cyrillic
        } else {
            return None;
        };
        let is_of_alphabet = |letter: char| letter.is_ascii_digit() || alphabet.have_small(letter);
        (one_by_one && folded.chars().all(is_of_alphabet)).then_some(alphabet)
    }

    /// Whether it is a small letter that is folded to itself.
    const fn have_small(self, letter: char) -> bool {
        match self {
            Self::Latin => letter.is_ascii_lowercase(),
            Self::Cyrillic => {
                matches!(letter, 'а'..='я' | 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_the_same_whether_it_is_read_as_a_whole_or_not() {
        let forms = [
            ("Қазақстан", "Қазақстанның"),
            ("Касым-Жомарт Токаев", "Касым-Жомарт Токаевты"),
            ("К.Токаев", "К.Токаевқа"),
            ("К.Токаев", "К.токаевқа"),
            ("АҚШ", "АҚШ-тың"),
            ("АҚШ", "АҚШтың"),
            ("«Хабар» агенттігі", "«Хабар» агенттігінің"),
            ("«Айқын»", "«Айқынның»"),
            ("Алматы Облысы", "Алматы Облысының"),
            ("Пётр", "Петра"),
            ("eGov", "eGov's"),
            ("день победы", "дня победы"),
            ("!", "!"),
            ("Эр-Рияд", "Эр Рияда"),
            ("Королёв", "Королёвым"),
            ("Пётр", "Пётрё"),
            ("Straße", "Straßen"),
            ("Бауман", "Баумана"),
            ("4К", "4Кда"),
            ("5", "5а"),
            ("Kaspi", "Kaspiді"),
            ("Moскaу", "Moскaуға"),
            ("Ай", "А"),
            ("Ай", "әй"),
            ("И\u{306}ена", "И\u{306}ене"),
        ];
        for (base, form) in forms {
            for policy in [CasePolicy::Any, CasePolicy::Place, CasePolicy::Person, CasePolicy::Other, CasePolicy::Exact]
            {
                let (base, words) = (Words::new(base), Words::new(form));
                let surfaces = Surfaces::new(&base, policy);
                let read = surfaces.read(form);
                assert_eq!(read.as_ref().map(|read| read.pattern.clone()), PatternText::of(&words), "{form}");
                let Some(read) = read else { continue };
                let rule = read.rule.unwrap_or_else(|| surfaces.rule_of_base());
                assert_eq!(rule, CaseRule::new(&words, policy), "{form}, {policy:?}");
                assert_eq!(read.word_count, words.as_slice().len(), "{form}");
                assert_eq!(Some(read.case), words.as_slice().last().map(|word| word.case), "{form}");
            }
        }
    }
}
