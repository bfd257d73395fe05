//! A place in the corpus that is worth showing, and which of many to show.

use std::collections::HashMap;

use super::view::{TextView, on_one_line};
use super::{GoldDocument, TypedSpan};

/// A span that is worth showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The scored type.
    pub scored_type: &'static str,
    /// The text of the span, on one line.
    pub text: String,
    /// The document.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// The span in brackets with some words around it.
    pub context: String,
    /// Text and type of the span that stands there instead, on one line: predicted beside a miss, annotated beside a false alarm.
    pub beside: Option<(String, String)>,
}

/// Occurrences of one type and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'o> {
    /// The first of them.
    pub first: &'o Occurrence,
    /// How many there are.
    pub times: usize,
}

impl Occurrence {
    /// A span of a document.
    pub(super) fn new(document: &GoldDocument, view: &TextView<'_>, span: &TypedSpan) -> Self {
        Self {
            scored_type: span.scored_type,
            text: on_one_line(view.text(span.start, span.end)),
            document: document.id.clone(),
            start: span.start,
            context: view.context(span.start, span.end),
            beside: None,
        }
    }

    /// The same with what stands there instead.
    pub(super) fn beside(mut self, beside: Option<(&str, &str)>) -> Self {
        self.beside = beside.map(|(text, entity_type)| (on_one_line(text), entity_type.to_owned()));
        self
    }
}

/// The types and texts that occur most often, at most so many; of those that occur equally often the first in the corpus.
pub fn most_frequent<'o>(occurrences: impl IntoIterator<Item = &'o Occurrence>, limit: usize) -> Vec<Example<'o>> {
    let mut examples: Vec<Example<'o>> = Vec::new();
    let mut positions: HashMap<(&str, &str), usize> = HashMap::new();
    for occurrence in occurrences {
        let position = *positions.entry((occurrence.scored_type, &occurrence.text)).or_insert(examples.len());
        match examples.get_mut(position) {
            Some(example) => example.times += 1,
            None => examples.push(Example { first: occurrence, times: 1 }),
        }
    }
    examples.sort_by_key(|example| std::cmp::Reverse(example.times));
    examples.truncate(limit);
    examples
}
