//! Puts the forms of a paradigm together: every text once, with the features of all its readings, the base form first.

use super::features::Features;
use super::{Form, Paradigm, Variant};

/// Most forms of one paradigm. No name of a sane length comes near it.
const MAX_FORMS: usize = 256;

/// A paradigm in the making.
#[derive(Debug)]
pub(super) struct Collector {
    paradigm: Paradigm,
}

impl Collector {
    /// Nothing but the base form yet.
    pub(super) fn new(lemma: String, variant: Variant) -> Self {
        let forms = vec![Form { text: lemma.clone(), features: Features::default() }];
        Self { paradigm: Paradigm { lemma, variant, class: "", forms } }
    }

    /// A paradigm to which more is added.
    pub(super) fn reopen(paradigm: Paradigm) -> Self {
        Self { paradigm }
    }

    /// Names the class that declines the head word, unless one is named already.
    pub(super) fn class(&mut self, class: &'static str) {
        if self.paradigm.class.is_empty() {
            self.paradigm.class = class;
        }
    }

    /// Adds a form, or the features to the form that is there already.
    pub(super) fn add(&mut self, text: &str, features: Features) {
        let forms = &mut self.paradigm.forms;
        if let Some(form) = forms.iter_mut().find(|form| form.text == text) {
            form.features = form.features.union(features);
        } else if forms.len() < MAX_FORMS {
            forms.push(Form { text: text.to_owned(), features });
        }
    }

    /// The paradigm.
    pub(super) fn finish(self) -> Paradigm {
        self.paradigm
    }
}
