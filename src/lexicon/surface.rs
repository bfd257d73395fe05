//! The surface forms of one paradigm, as the matcher and the rules of letter case see them.
//!
//! Most forms differ from the base form in the last word alone: all Kazakh and English ones do. Of these only that word is cut out and
//! folded, the words before it are those of the base form. What comes out is the same as if every form were read as a whole.

use crate::matcher::{CasePolicy, CaseRule, PatternText};
use crate::text::{Word, Words};

/// What the forms of one paradigm share.
pub(super) struct Surfaces<'p> {
    base: &'p Words<'p>,
    policy: CasePolicy,
    /// The pattern of the base form, and its last word; `None` when it has no word.
    last: Option<(PatternText, &'p Word)>,
}

/// One form.
pub(super) struct Surface<'f> {
    /// The pattern of the form.
    pub(super) pattern: PatternText,
    /// The case rule of the form; `None` when it is that of the base form.
    pub(super) rule: Option<CaseRule>,
    /// The form, when it is one word.
    pub(super) only_word: Option<Words<'f>>,
    /// Number of its words.
    pub(super) word_count: usize,
}

impl<'p> Surfaces<'p> {
    /// Those of the paradigm with this base form.
    pub(super) fn new(base: &'p Words<'p>, policy: CasePolicy) -> Self {
        Self { base, policy, last: PatternText::of(base).zip(base.as_slice().last()) }
    }

    /// The case rule of the base form.
    pub(super) fn rule_of_base(&self) -> CaseRule {
        CaseRule::new(self.base, self.policy)
    }

    /// The form that is written so; `None` when it has no word.
    pub(super) fn read<'f>(&self, form: &'f str) -> Option<Surface<'f>> {
        self.read_last_word(form).or_else(|| {
            let words = Words::new(form);
            let pattern = PatternText::of(&words)?;
            let rule = Some(CaseRule::new(&words, self.policy));
            let word_count = words.as_slice().len();
            Some(Surface { pattern, rule, only_word: (word_count == 1).then_some(words), word_count })
        })
    }

    /// The form, when nothing but its last word has to be read.
    fn read_last_word<'f>(&self, form: &'f str) -> Option<Surface<'f>> {
        let word_count = self.base.as_slice().len();
        // The rule of a place of several words is told from the words, not from their capitals alone.
        if self.policy == CasePolicy::Place && word_count > 1 {
            return None;
        }
        let (pattern, base) = self.last.as_ref()?;
        let (front, of_base) = self.base.text().split_at(base.span.start);
        let of_form = form.strip_prefix(front)?;
        // A capital behind a full stop decides what the gap between the two is.
        if of_form.chars().next() != of_base.chars().next() {
            return None;
        }
        let words = Words::new(of_form);
        let [word] = words.as_slice() else { return None };
        if word.span.start > 0 || word.case != base.case || word.capitals != base.capitals {
            return None;
        }
        let pattern = pattern.with_last_word(words.folded(word));
        Some(Surface { pattern, rule: None, only_word: (word_count == 1).then_some(words), word_count })
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
                assert_eq!(
                    read.only_word.map(|words| words.whole_key()),
                    (read.word_count == 1).then(|| words.whole_key())
                );
            }
        }
    }
}
