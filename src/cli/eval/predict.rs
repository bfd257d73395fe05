//! What the tagger finds in an annotated document, as spans in code points.

use std::ops::Range;

use crate::eval::{GoldDocument, PredictedSpan};
use crate::tagger::{Candidate, Model, OverlapPolicy, TagOptions, Tagger};
use crate::text::{OffsetUnit, convert_spans};

/// Options under which everything is reported that the others look at: no score too low, no overlap resolved, all candidates.
pub(super) fn considering_all(options: &TagOptions) -> TagOptions {
    TagOptions {
        overlap: OverlapPolicy::All,
        min_score: 0.0,
        max_candidates: usize::MAX,
        entity_types: Vec::new(),
        ..options.clone()
    }
}

/// The best candidate of every mention.
pub(super) fn predictions(tagger: &Tagger, document: &GoldDocument, language: Option<&str>) -> Vec<PredictedSpan> {
    spans(tagger, document, language, 1)
}

/// Every candidate of every mention.
pub(super) fn considered(tagger: &Tagger, document: &GoldDocument, language: Option<&str>) -> Vec<PredictedSpan> {
    spans(tagger, document, language, usize::MAX)
}

/// The types of the entities that have a text as a name, in any form, each once.
pub(super) fn types_named(model: &Model, name: &str) -> Vec<String> {
    // A star would search for beginnings.
    let entities = model.search(name.trim_end_matches(['*', ' ']));
    let mut types: Vec<String> = entities.iter().map(|entity| entity.entry.entity_type.to_string()).collect();
    types.sort_unstable();
    types.dedup();
    types
}

fn spans(tagger: &Tagger, document: &GoldDocument, language: Option<&str>, candidates: usize) -> Vec<PredictedSpan> {
    let language = Some(document.language.as_str()).filter(|code| !code.is_empty()).or(language);
    let tagging = tagger.tag(&document.text, language);
    let bytes: Vec<Range<usize>> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
    let mentions = tagging.mentions.iter().zip(convert_spans(&document.text, OffsetUnit::Utf32, &bytes));
    mentions
        .flat_map(|(mention, span)| {
            mention.candidates.iter().take(candidates).map(move |candidate| prediction(candidate, &span))
        })
        .collect()
}

fn prediction(candidate: &Candidate<'_>, span: &Range<usize>) -> PredictedSpan {
    let entity = &candidate.entity;
    let ids = entity.entry.external_ids.iter().filter(|(key, _)| key == "wikidata");
    PredictedSpan {
        start: span.start,
        end: span.end,
        entity_type: entity.entry.entity_type.to_string(),
        // As files of predictions have it, so that a run is equal to what was written of it.
        score: Some((f64::from(candidate.score) * 1000.0).round() / 1000.0),
        entity: candidate.origin.is_linked().then(|| entity.resource_name.clone()),
        wikidata: ids.map(|(_, id)| id.clone()).collect(),
        kind: candidate.kind.as_str().to_owned(),
        relation: candidate.relation.as_str().to_owned(),
    }
}
