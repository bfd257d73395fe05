//! Which names of an entity have a text as a surface form, and how that form counts.

use std::fmt;

use serde_json::{Value, json};

use super::place;
use crate::gazetteer::{Entry, Name};
use crate::morph;
use crate::tagger::{FormInspector, FormMark, surface_forms};
use crate::text::Words;

/// A surface form that a text is.
#[derive(Clone, Debug)]
pub(super) struct FoundForm {
    text: String,
    lemma: String,
    class: &'static str,
    features: String,
    language: String,
    column: String,
    source: String,
    marks: Vec<FormMark>,
}

/// The forms of an entry's names, or of one of them, that are the text to the matcher.
pub(super) fn forms_of(
    text: &str,
    entry: &Entry,
    only: Option<&Name>,
    inspector: &FormInspector,
    inflection: morph::Options,
) -> Vec<FoundForm> {
    let wanted = key(text);
    let mut found = Vec::new();
    for name in entry.names.iter().filter(|name| only.is_none_or(|only| only == *name)) {
        for paradigm in surface_forms(entry, name, inflection).0 {
            // Cheaper than asking for marks that nobody wants.
            if paradigm.forms.iter().all(|form| key(&form.text) != wanted) {
                continue;
            }
            let marks = inspector.marks(entry, name, &paradigm);
            for (form, marks) in paradigm.forms.iter().zip(marks).filter(|(form, _)| key(&form.text) == wanted) {
                found.push(FoundForm {
                    text: form.text.clone(),
                    lemma: paradigm.lemma.clone(),
                    class: paradigm.class,
                    features: form.features.to_string(),
                    language: name.language.to_string(),
                    column: name.column_name(),
                    source: place(entry, name),
                    marks,
                });
            }
        }
    }
    found
}

/// What is equal to the matcher has equal keys.
fn key(text: &str) -> String {
    Words::new(text).whole_key()
}

impl FoundForm {
    /// The form as a JSON object.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "text": self.text,
            "lemma": self.lemma,
            "class": self.class,
            "features": self.features,
            "language": self.language,
            "column": self.column,
            "source": self.source,
            "marks": self.marks.iter().map(|mark| mark.as_str()).collect::<Vec<_>>(),
        })
    }
}

/// `Астаной: Case=Ins|Number=Sing of `Астана`, class f, name:ru at cities.tsv:3:5; counts anywhere`.
impl fmt::Display for FoundForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, lemma, class, features, column, source, marks, .. } = self;
        let class = if class.is_empty() { "not inflected".to_owned() } else { format!("class {class}") };
        let features = if features.is_empty() { "any case" } else { features };
        write!(f, "{text}: {features} of `{lemma}`, {class}, {column} at {source}; ")?;
        if marks.is_empty() {
            return f.write_str("counts anywhere");
        }
        let marks: Vec<&str> = marks.iter().map(|mark| mark.as_str()).collect();
        write!(f, "! {}", marks.join("; "))
    }
}
