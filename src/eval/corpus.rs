//! The corpus: documents with the spans that annotators marked.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

/// An annotated document: a line of a corpus file. Offsets are code points.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDocument {
    /// Its id.
    pub id: String,
    /// BCP-47 code of its language.
    #[serde(default, rename = "lang")]
    pub language: String,
    /// The text.
    pub text: String,
    /// What the annotators marked.
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
}

/// An annotated span, half-open, in code points.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The annotators' type.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// A finer type, where the corpus has one: COUNTRY, CITY.
    #[serde(default)]
    pub fine: Option<String>,
    /// Other keys; those that are true are flags such as `adj` and `common`.
    #[serde(flatten)]
    pub flags: HashMap<String, Value>,
}

impl GoldDocument {
    /// What is wrong with its spans; `None` when all lie inside the text.
    pub fn fault(&self) -> Option<String> {
        let length = self.text.chars().count();
        let is_wrong = |span: &&GoldSpan| span.start >= span.end || span.end > length;
        self.spans
            .iter()
            .find(is_wrong)
            .map(|span| format!("the span {}..{} is not inside the text of {length} code points", span.start, span.end))
    }
}

impl GoldSpan {
    /// Whether one of the flags is set.
    pub(super) fn has_flag(&self, flags: &[String]) -> bool {
        let is_set = |value: &Value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(_) | Value::Bool(true) => true,
        };
        flags.iter().any(|flag| self.flags.get(flag).is_some_and(is_set))
    }

    pub(super) fn extent(&self) -> (usize, usize, &str) {
        (self.start, self.end, &self.entity_type)
    }

    /// The entity's id in Wikidata, where the annotators gave one: the key `qid`.
    pub fn wikidata(&self) -> Option<&str> {
        self.flags.get("qid").and_then(Value::as_str).filter(|id| !id.is_empty())
    }
}
