//! Puts the forms of a paradigm together: every text once, with the features of all its readings, the base form first.

use super::features::Features;
use super::{Form, Paradigm, Variant};

/// Most forms of one paradigm. No name of a sane length comes near it.
const MAX_FORMS: usize = 256;

/// A paradigm in the making.
#[derive(Debug)]
pub(super) struct Collector {
    paradigm: Paradigm,
    /// A key of each form: forms with different keys differ.
    keys: Vec<u64>,
}

impl Collector {
    /// Nothing but the base form yet.
    pub(super) fn new(lemma: String, variant: Variant) -> Self {
        let forms = vec![Form { text: lemma.clone(), features: Features::default() }];
        Self::reopen(Paradigm { lemma, variant, class: "", forms })
    }

    /// A paradigm to which more is added.
    pub(super) fn reopen(paradigm: Paradigm) -> Self {
        let keys = paradigm.forms.iter().map(|form| key(&form.text)).collect();
        Self { paradigm, keys }
    }

    /// Names the class that declines the head word, unless one is named already.
    pub(super) fn class(&mut self, class: &'static str) {
        if self.paradigm.class.is_empty() {
            self.paradigm.class = class;
        }
    }

    /// Adds a form, or the features to the form that is there already.
    pub(super) fn add(&mut self, text: impl Into<String> + AsRef<str>, features: Features) {
        let forms = &mut self.paradigm.forms;
        let new = key(text.as_ref());
        let mut same = self.keys.iter().enumerate().filter(|(_, key)| **key == new).map(|(place, _)| place);
        if let Some(place) = same.find(|place| forms[*place].text == text.as_ref()) {
            forms[place].features = forms[place].features.union(features);
        } else if forms.len() < MAX_FORMS {
            forms.push(Form { text: text.into(), features });
            self.keys.push(new);
        }
    }

    /// The paradigm.
    pub(super) fn finish(self) -> Paradigm {
        self.paradigm
    }
}

/// The end of a text and its length, in which the forms of one name differ.
fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let tail = bytes.iter().rev().take(8).fold(0_u64, |tail, byte| tail << 8 | u64::from(*byte));
    tail ^ (bytes.len() as u64) << 56
}
