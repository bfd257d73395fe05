//! A tagged document as the command line shows it, whether it was tagged in this process or by a server.

use std::ops::Range;

use serde_json::{Value, json};

use crate::client::{SuppressedMention, SuppressedMentions, TaggedCandidate, TaggedMention, TaggedStep};
use crate::tagger::{Candidate, Step, Tagging};
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
    /// What was found and then dropped; `None` where nobody asked.
    pub(super) suppressed: Option<SuppressedMentions>,
}

impl TaggedDocument {
    /// A document tagged in this process, without what was dropped.
    pub(super) fn new(id: String, text: String, revision: &str, tagging: &Tagging<'_>) -> Self {
        let mentions = tagging
            .mentions
            .iter()
            .map(|mention| TaggedMention {
                span: mention.span.clone(),
                candidates: mention.candidates.iter().map(|found| candidate(found, &tagging.language)).collect(),
            })
            .collect();
        Self { id, text, revision: revision.to_owned(), mentions, suppressed: None }
    }

    /// The document with what was dropped.
    pub(super) fn with_suppressed(self, tagging: &Tagging<'_>) -> Self {
        let told = tagging.dropped.iter().map(|dropped| SuppressedMention {
            span: dropped.span.clone(),
            candidate: candidate(&dropped.candidate, &tagging.language),
            reason: dropped.reason.as_str().to_owned(),
        });
        let suppressed = SuppressedMentions { told: told.collect(), count: tagging.dropped_count };
        Self { suppressed: Some(suppressed), ..self }
    }

    /// The line of `--format jsonl`; its names are part of the contract.
    pub(super) fn to_json(&self, unit: OffsetUnit) -> Value {
        let mut line = json!({
            "id": self.id,
            "encoding": unit.as_str(),
            "revision": self.revision,
            "mentions": self.mentions_to_json(unit),
        });
        if let Some(suppressed) = &self.suppressed {
            line["suppressed"] = self.suppressed_to_json(suppressed, unit).into();
            line["suppressed_count"] = suppressed.count.into();
        }
        line
    }

    /// What was found.
    pub(super) fn mentions_to_json(&self, unit: OffsetUnit) -> Vec<Value> {
        let spans: Vec<Range<usize>> = self.mentions.iter().map(|mention| mention.span.clone()).collect();
        let offsets = convert_spans(&self.text, unit, &spans);
        self.mentions
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
            .collect()
    }

    /// What was dropped.
    pub(super) fn suppressed_to_json(&self, suppressed: &SuppressedMentions, unit: OffsetUnit) -> Vec<Value> {
        let spans: Vec<Range<usize>> = suppressed.told.iter().map(|dropped| dropped.span.clone()).collect();
        let told = suppressed.told.iter().zip(convert_spans(&self.text, unit, &spans)).map(|(dropped, offsets)| {
            let mut value = json!({
                "start": offsets.start,
                "end": offsets.end,
                "text": &self.text[dropped.span.clone()],
                "reason": dropped.reason,
            });
            merge(&mut value, dropped.candidate.to_json());
            value
        });
        told.collect()
    }
}

impl TaggedCandidate {
    fn to_json(&self) -> Value {
        let mut value = json!({
            "type": self.entity_type,
            "entity": self.entity,
            "linked": self.linked,
            "name": self.name,
            "lemma": self.lemma,
            "kind": self.kind,
            "relation": self.relation,
            "score": rounded(self.score),
        });
        if !self.explanation.is_empty() {
            value["explanation"] = self.explanation.iter().map(TaggedStep::to_json).collect();
        }
        value
    }
}

impl TaggedStep {
    fn to_json(&self) -> Value {
        let mut value = json!({
            "stage": self.stage,
            "description": self.description,
            "score": rounded(self.score),
        });
        if !self.source.is_empty() {
            value["source"] = self.source.as_str().into();
        }
        value
    }
}

/// More digits than mean anything would only make files larger.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

pub(super) fn candidate(found: &Candidate<'_>, language: &str) -> TaggedCandidate {
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
        explanation: found.explanation.iter().map(step).collect(),
    }
}

fn step(step: &Step) -> TaggedStep {
    TaggedStep {
        stage: step.stage.as_str().to_owned(),
        description: step.description.clone(),
        score: step.score,
        source: step.source.clone(),
    }
}

/// Adds the fields of one object to another.
pub(super) fn merge(target: &mut Value, source: Value) {
    if let (Value::Object(target), Value::Object(source)) = (target, source) {
        target.extend(source);
    }
}
