//! A tagged document as the command line shows it, whether it was tagged in this process or by a server.

use std::ops::Range;

use serde_json::{Value, json};

use crate::client::{TaggedCandidate, TaggedMention};
use crate::tagger::{Candidate, Tagging};
use crate::text::{OffsetUnit, convert_spans};

/// A document with its mentions.
#[derive(Clone, Debug)]
pub(super) struct TaggedDocument {
    /// The document's id.
    pub(super) id: String,
    /// Its text.
    pub(super) text: String,
    /// Gazetteer revision that tagged it.
    pub(super) revision: String,
    /// What was found, by start.
    pub(super) mentions: Vec<TaggedMention>,
}

impl TaggedDocument {
    /// A document tagged in this process.
    pub(super) fn new(id: String, text: String, revision: &str, tagging: &Tagging<'_>) -> Self {
        let mentions = tagging
            .mentions
            .iter()
            .map(|mention| TaggedMention {
                span: mention.span.clone(),
                candidates: mention.candidates.iter().map(|found| candidate(found, &tagging.language)).collect(),
            })
            .collect();
        Self { id, text, revision: revision.to_owned(), mentions }
    }

    /// The line of `--format jsonl`; its names are part of the contract.
    pub(super) fn to_json(&self, unit: OffsetUnit) -> Value {
        let spans: Vec<Range<usize>> = self.mentions.iter().map(|mention| mention.span.clone()).collect();
        let offsets = convert_spans(&self.text, unit, &spans);
        let mentions: Vec<Value> = self
            .mentions
            .iter()
            .zip(offsets)
            .map(|(mention, offsets)| {
                let best = mention.candidates[0].to_json();
                let mut value = json!({
                    "start": offsets.start,
                    "end": offsets.end,
                    "text": &self.text[mention.span.clone()],
                });
                merge(&mut value, best);
                if mention.candidates.len() > 1 {
                    value["candidates"] = mention.candidates.iter().map(TaggedCandidate::to_json).collect();
                }
                value
            })
            .collect();
        json!({ "id": self.id, "encoding": unit.as_str(), "revision": self.revision, "mentions": mentions })
    }
}

impl TaggedCandidate {
    fn to_json(&self) -> Value {
        json!({
            "type": self.entity_type,
            "entity": self.entity,
            "linked": self.linked,
            "name": self.name,
            "lemma": self.lemma,
            "kind": self.kind,
            "relation": self.relation,
            // More digits than mean anything would only make files larger.
            "score": (f64::from(self.score) * 1000.0).round() / 1000.0,
        })
    }
}

fn candidate(found: &Candidate<'_>, language: &str) -> TaggedCandidate {
    let entry = &found.entity.entry;
    TaggedCandidate {
        entity_type: entry.entity_type.to_string(),
        entity: found.entity.resource_name.clone(),
        name: entry.display_name(language).to_owned(),
        lemma: found.lemma.to_string(),
        kind: found.kind.as_str().to_owned(),
        relation: found.relation.as_str().to_owned(),
        score: found.score,
        linked: found.origin.is_linked(),
    }
}

fn merge(target: &mut Value, source: Value) {
    if let (Value::Object(target), Value::Object(source)) = (target, source) {
        target.extend(source);
    }
}
