//! What the core found and knows -> messages.

use std::collections::HashSet;
use std::ops::Range;
use std::time::SystemTime;

use crate::gazetteer::{Diagnostic, LetterCase, Name, Relation, Severity};
use crate::pb;
use crate::store::{GazetteerStatus, State};
use crate::tagger::{Candidate, DropReason, DroppedMention, Entity, MatchKind, Step, Tagging};
use crate::text::{OffsetUnit, convert_spans};

/// The result of one document. Every entity stands in it once, in the order of the mentions.
pub(super) fn document_result(
    document: &pb::Document,
    tagging: &Tagging<'_>,
    revision: &str,
    unit: OffsetUnit,
    view: pb::EntityView,
) -> pb::DocumentResult {
    let text = document.content.as_str();
    let (kept, dropped) = (&tagging.mentions, &tagging.dropped);
    let spans: Vec<_> = kept.iter().map(|mention| mention.span.clone()).collect();
    let spans_of_dropped: Vec<_> = dropped.iter().map(|dropped| dropped.span.clone()).collect();
    let mentions = kept.iter().zip(convert_spans(text, unit, &spans)).map(|(found, offsets)| {
        let candidates: Vec<&Candidate<'_>> = found.candidates.iter().collect();
        mention(&text[found.span.clone()], &offsets, &candidates)
    });
    let suppressed = dropped.iter().zip(convert_spans(text, unit, &spans_of_dropped));
    let suppressed = suppressed.map(|(dropped, offsets)| suppressed_mention(text, dropped, &offsets));
    let mut seen = HashSet::new();
    let candidates = kept.iter().flat_map(|mention| &mention.candidates);
    let entities = candidates
        .chain(dropped.iter().map(|dropped| &dropped.candidate))
        .filter(|candidate| seen.insert(candidate.entity.resource_name.as_str()))
        .map(|candidate| entity(&candidate.entity, &tagging.language, view));
    pb::DocumentResult {
        document_id: document.document_id.clone(),
        error: None,
        mentions: mentions.collect(),
        entities: entities.collect(),
        encoding_type: encoding_type(unit).into(),
        language_code: tagging.language.clone(),
        revision: revision.to_owned(),
        truncated: tagging.truncated,
        suppressed_mentions: suppressed.collect(),
        suppressed_mention_count: int32(tagging.dropped_count),
    }
}

fn mention(content: &str, offsets: &Range<usize>, candidates: &[&Candidate<'_>]) -> pb::EntityMention {
    let steps = |candidate: &&Candidate<'_>| {
        let entity = candidate.entity.resource_name.clone();
        candidate.explanation.iter().map(move |step| explanation_step(step, &entity)).collect::<Vec<_>>()
    };
    pb::EntityMention {
        text: Some(pb::TextSpan {
            content: content.to_owned(),
            begin_offset: int32(offsets.start),
            end_offset: int32(offsets.end),
        }),
        candidates: candidates.iter().map(|found| candidate(found)).collect(),
        explanation_steps: candidates.iter().flat_map(steps).collect(),
    }
}

fn explanation_step(step: &Step, entity: &str) -> pb::ExplanationStep {
    pb::ExplanationStep {
        stage: step.stage.as_str().to_owned(),
        description: step.description.clone(),
        score: step.score,
        source: step.source.clone(),
        entity: entity.to_owned(),
    }
}

fn suppressed_mention(text: &str, dropped: &DroppedMention<'_>, offsets: &Range<usize>) -> pb::SuppressedMention {
    use pb::suppressed_mention::Reason;
    let reason = match dropped.reason {
        DropReason::Covered => Reason::Overlapped,
        DropReason::LowScore => Reason::LowScore,
        DropReason::LetterCase => Reason::CaseMismatch,
        DropReason::Excluded => Reason::Excluded,
        DropReason::ContextMissing => Reason::ContextMissing,
        DropReason::PartialWord => Reason::PartialWord,
        DropReason::InAddress => Reason::InAddress,
        DropReason::OfAnotherName => Reason::OtherName,
        DropReason::SharedSurname => Reason::SharedSurname,
        DropReason::Unlikely => Reason::Unlikely,
        DropReason::GenericWord => Reason::GenericWord,
        DropReason::SignMissing => Reason::SignMissing,
        DropReason::CoreferenceOff => Reason::CoreferenceDisabled,
        DropReason::GazetteerNotAsked => Reason::GazetteerNotRequested,
        DropReason::TypeNotAsked => Reason::TypeNotRequested,
        DropReason::RelationNotAsked => Reason::RelationNotRequested,
        DropReason::Outranked => Reason::Outranked,
    };
    let mention = mention(&text[dropped.span.clone()], offsets, &[&dropped.candidate]);
    pb::SuppressedMention { mention: Some(mention), reason: reason.into() }
}

/// An entity, called by its name in the language where it has one.
pub(super) fn entity(entity: &Entity, language: &str, view: pb::EntityView) -> pb::Entity {
    let entry = &entity.entry;
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let basic = pb::Entity {
        name: entity.resource_name.clone(),
        display_name: entry.display_name(&primary).to_owned(),
        r#type: entry.entity_type.to_string(),
        external_ids: entry.external_ids.iter().cloned().collect(),
        ..pb::Entity::default()
    };
    match view {
        pb::EntityView::Unspecified | pb::EntityView::Basic => basic,
        pb::EntityView::Full => pb::Entity {
            aliases: entry.names.iter().map(alias).collect(),
            metadata: entry.metadata.iter().cloned().collect(),
            prior: entry.prior(),
            ..basic
        },
    }
}

fn candidate(candidate: &Candidate<'_>) -> pb::Candidate {
    let match_kind = match candidate.kind {
        MatchKind::Exact => pb::candidate::MatchKind::Exact,
        MatchKind::Normalized => pb::candidate::MatchKind::Normalized,
        MatchKind::Inflected => pb::candidate::MatchKind::Inflected,
        MatchKind::Abbreviated => pb::candidate::MatchKind::Abbreviated,
        MatchKind::Coreference => pb::candidate::MatchKind::Coreference,
        MatchKind::Pattern => pb::candidate::MatchKind::Pattern,
    };
    pb::Candidate {
        entity: candidate.entity.resource_name.clone(),
        score: candidate.score,
        match_kind: match_kind.into(),
        alias: candidate.alias.to_string(),
        lemma: candidate.lemma.to_string(),
        morph_features: candidate.features.to_string(),
        relation: pb::Relation::from(candidate.relation).into(),
        linked: candidate.origin.is_linked(),
    }
}

/// A name.
pub(super) fn alias(name: &Name) -> pb::Alias {
    let case_policy = match name.flags.letter_case {
        LetterCase::ByKind => pb::alias::CasePolicy::Unspecified,
        LetterCase::Any => pb::alias::CasePolicy::Insensitive,
        LetterCase::Upper | LetterCase::Capitalized => pb::alias::CasePolicy::Capitalized,
        LetterCase::Exact => pb::alias::CasePolicy::Exact,
    };
    pb::Alias {
        text: name.text.clone(),
        language_code: name.language.to_string(),
        case_policy: case_policy.into(),
        inflected: Some(!(name.flags.form || name.flags.hints.indeclinable)),
        context_required: name.flags.context,
        relation: pb::Relation::from(name.relation).into(),
        preferred: name.preferred,
        flags: name.flags.to_string(),
    }
}

/// For the client as well, which asks for relations.
impl From<Relation> for pb::Relation {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Name => Self::Name,
            Relation::Adjective => Self::Adjective,
            Relation::Demonym => Self::Demonym,
        }
    }
}

fn encoding_type(unit: OffsetUnit) -> pb::EncodingType {
    match unit {
        OffsetUnit::Utf8 => pb::EncodingType::Utf8,
        OffsetUnit::Utf16 => pb::EncodingType::Utf16,
        OffsetUnit::Utf32 => pb::EncodingType::Utf32,
    }
}

/// Most diagnostics told of one gazetteer, unless a request says otherwise.
pub(super) const TOLD_DIAGNOSTICS: usize = 100;

/// A gazetteer and how it is doing. `last_error` is why its newest files were refused.
pub(super) fn gazetteer(status: &GazetteerStatus, last_error: Option<tonic_types::Status>) -> pb::Gazetteer {
    let state = match status.state {
        State::Active => pb::gazetteer::State::Active,
        State::Reloading => pb::gazetteer::State::Reloading,
        State::Stale => pb::gazetteer::State::Stale,
        State::Failed => pb::gazetteer::State::Failed,
    };
    let loaded = status.loaded.as_ref();
    let uris = || match loaded {
        Some(loaded) => loaded.uris.iter().map(ToString::to_string).collect(),
        None => status.problems.first().map(|diagnostic| diagnostic.uri.to_string()).into_iter().collect::<Vec<_>>(),
    };
    let source_uris = uris();
    let file_name = source_uris.first().and_then(|uri| uri.rsplit(['/', '\\', ':']).next());
    pb::Gazetteer {
        name: format!("gazetteers/{}", status.name),
        display_name: file_name.unwrap_or(&status.name).to_owned(),
        state: state.into(),
        revision: loaded.map(|loaded| loaded.revision.clone()).unwrap_or_default(),
        activate_time: status.activate_time.map(timestamp),
        entity_count: int64(loaded.map_or(0, |loaded| loaded.entity_count)),
        alias_count: int64(loaded.map_or(0, |loaded| loaded.alias_count)),
        memory_bytes: int64(loaded.map_or(0, |loaded| loaded.memory_bytes)),
        source_uris,
        last_error,
        diagnostics: status.problems.iter().take(TOLD_DIAGNOSTICS).map(diagnostic).collect(),
        diagnostic_count: int32(status.problems.len()),
    }
}

/// A problem in a gazetteer file.
pub(super) fn diagnostic(diagnostic: &Diagnostic) -> pb::Diagnostic {
    let severity = match diagnostic.severity {
        Severity::Error => pb::diagnostic::Severity::Error,
        // Loading tells no notes, and the contract knows none.
        Severity::Warning | Severity::Note => pb::diagnostic::Severity::Warning,
    };
    pb::Diagnostic {
        severity: severity.into(),
        code: diagnostic.code.as_str().to_owned(),
        message: diagnostic.message.clone(),
        uri: diagnostic.uri.to_string(),
        line: i32::try_from(diagnostic.line).unwrap_or(i32::MAX),
        column: i32::try_from(diagnostic.column).unwrap_or(i32::MAX),
    }
}

/// A moment.
pub(super) fn timestamp(time: SystemTime) -> prost_types::Timestamp {
    prost_types::Timestamp::from(time)
}

/// A count or an offset; documents are limited far below what does not fit.
pub(super) fn int32(value: usize) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A count.
pub(super) fn int64(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
