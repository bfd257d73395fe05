//! What an editor is shown of surface forms: how each of them counts where a text has it.

use std::sync::Arc;

use super::ambiguity::PersonalNames;
use super::compile::{SaidOfSpellings, is_worth_finding};
use crate::gazetteer::{Entry, Name};
use crate::morph::{Form, Paradigm};
use crate::text::Words;

/// What decides whether a surface form counts where a text has it. No marks: it counts wherever its letters and boundaries are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormMark {
    /// It is also a form of a common word: where it stands decides.
    CommonWord,
    /// It is an acronym that is also a common word: its capitals decide.
    CommonAcronym,
    /// It is also a form of a given name or surname: where it stands decides.
    PersonalName,
    /// It counts only in a document that names the entity in another way too.
    NeedsContext,
    /// It is known, but texts are not searched for it.
    NotSearched,
}

impl FormMark {
    /// The mark in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CommonWord => "common word",
            Self::CommonAcronym => "common word, told by capitals",
            Self::PersonalName => "personal name",
            Self::NeedsContext => "needs context",
            Self::NotSearched => "not searched for",
        }
    }
}

/// Says how surface forms count, beside the people that the gazetteers know.
#[derive(Debug)]
pub struct FormInspector {
    personal_names: PersonalNames,
}

impl FormInspector {
    /// An inspector of names beside all the entries of a model, whose people lend their names to the ambiguity of others.
    pub fn new<'e>(entries: impl IntoIterator<Item = &'e Arc<Entry>>) -> Self {
        let entries: Vec<&Entry> = entries.into_iter().map(|entry| &**entry).collect();
        Self { personal_names: PersonalNames::of(&entries) }
    }

    /// The marks of each form of one of the paradigms of a name, in the order of the forms.
    pub fn marks(&self, entry: &Entry, name: &Name, paradigm: &Paradigm) -> Vec<Vec<FormMark>> {
        let said = SaidOfSpellings::of(entry);
        let is_searched = is_worth_finding(paradigm) && !said.of_name(name).never;
        let needs_context = said.needs_context(name, paradigm);
        let marks = |form: &Form| {
            let ambiguity = self.personal_names.ambiguity(entry, name, &Words::new(&form.text));
            let candidates = [
                (ambiguity.is_common() && !ambiguity.is_acronym(), FormMark::CommonWord),
                (ambiguity.is_acronym(), FormMark::CommonAcronym),
                (ambiguity.is_personal(), FormMark::PersonalName),
                (needs_context, FormMark::NeedsContext),
                (!is_searched, FormMark::NotSearched),
            ];
            candidates.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect()
        };
        paradigm.forms.iter().map(marks).collect()
    }
}
