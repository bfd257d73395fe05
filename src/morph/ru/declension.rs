//! One word or phrase in six cases, with alternatives, and how several are put together case by case.

use crate::morph::features::{Case, Features};

/// The cases in the order of the tables.
pub(super) const CASES: [Case; 6] = [Case::Nom, Case::Gen, Case::Dat, Case::Acc, Case::Ins, Case::Loc];

/// Most alternatives that one case of a phrase may have. The first ones are the likeliest.
const MAX_ALTERNATIVES: usize = 24;

/// The forms of a word or phrase: a list of alternatives a case, the likeliest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Declension {
    /// The class that declined the head word; empty when none did.
    pub(super) class: &'static str,
    /// Number and gender, where known.
    pub(super) features: Features,
    /// Forms by case, in the order of [`CASES`].
    pub(super) cells: [Vec<String>; 6],
}

impl Declension {
    /// A word that is the same in every case.
    pub(super) fn fixed(word: &str) -> Self {
        Self { class: "", features: Features::default(), cells: std::array::from_fn(|_| vec![word.to_owned()]) }
    }

    /// These forms, and those of `other` in the same cases.
    #[must_use]
    pub(super) fn or(mut self, other: Self) -> Self {
        if self.class.is_empty() {
            self.class = other.class;
        }
        self.features = self.features.union(other.features);
        for (mine, theirs) in self.cells.iter_mut().zip(other.cells) {
            for form in theirs {
                if !mine.contains(&form) {
                    mine.push(form);
                }
            }
        }
        self
    }

    /// Every form rewritten.
    #[must_use]
    pub(super) fn map(mut self, rewrite: impl Fn(&str) -> String) -> Self {
        for form in self.cells.iter_mut().flatten() {
            *form = rewrite(form);
        }
        self
    }

    /// The phrase of `parts`, all in the same case; class and features are those of the part `head`.
    pub(super) fn join(parts: &[Self], separator: &str, head: usize) -> Self {
        let Some((first, rest)) = parts.split_first() else { return Self::fixed("") };
        let cells = std::array::from_fn(|case| {
            let mut phrases = first.cells[case].clone();
            phrases.truncate(MAX_ALTERNATIVES);
            for part in rest {
                let forms = &part.cells[case];
                if let [form] = forms.as_slice() {
                    for phrase in &mut phrases {
                        phrase.reserve_exact(separator.len() + form.len());
                        phrase.push_str(separator);
                        phrase.push_str(form);
                    }
                    continue;
                }
                let mut longer = Vec::with_capacity(phrases.len() * forms.len());
                for phrase in &phrases {
                    longer.extend(forms.iter().map(|form| [phrase.as_str(), separator, form.as_str()].concat()));
                }
                longer.truncate(MAX_ALTERNATIVES);
                phrases = longer;
            }
            phrases
        });
        let (class, features) = parts.get(head).map_or(("", Features::default()), |part| (part.class, part.features));
        Self { class, features, cells }
    }
}
