//! `AnalysisConfig` -> options of the tagger, checked.

use super::fields::Fields;
use super::inline;
use super::limits::Limits;
use super::status::{Failure, Reason};
use crate::pb;
use crate::store::Snapshot;
use crate::tagger::{Coreference, OverlapPolicy, TagOptions};
use crate::text::OffsetUnit;

/// How every document of a call is analyzed.
#[derive(Debug)]
pub(super) struct AnalysisOptions {
    pub(super) tag: TagOptions,
    pub(super) unit: OffsetUnit,
    pub(super) view: pb::EntityView,
}

/// Checks the config of a call. `path` is that of the config in the request.
pub(super) fn options(
    config: Option<pb::AnalysisConfig>,
    path: &str,
    snapshot: &Snapshot,
    limits: &Limits,
) -> Result<AnalysisOptions, Failure> {
    let config = config.unwrap_or_default();
    let mut fields = Fields::default();
    let at = |field: &str| format!("{path}.{field}");

    let unit = match fields.enumeration(at("encoding_type"), config.encoding_type) {
        pb::EncodingType::Utf8 => OffsetUnit::Utf8,
        pb::EncodingType::Utf16 => OffsetUnit::Utf16,
        pb::EncodingType::Utf32 | pb::EncodingType::Unspecified => OffsetUnit::Utf32,
    };
    let overlap = match fields.enumeration(at("overlap_policy"), config.overlap_policy) {
        pb::analysis_config::OverlapPolicy::Unspecified | pb::analysis_config::OverlapPolicy::LeftmostLongest => {
            OverlapPolicy::LeftmostLongest
        }
        pb::analysis_config::OverlapPolicy::NoSub => OverlapPolicy::NoSub,
        pb::analysis_config::OverlapPolicy::BestScore => OverlapPolicy::BestScore,
        pb::analysis_config::OverlapPolicy::All => OverlapPolicy::All,
    };
    let view = fields.enumeration(at("entity_view"), config.entity_view);
    if !(0.0..=1.0).contains(&config.min_score) {
        let description = format!("must lie in [0, 1], but is {}", config.min_score);
        fields.wrong(Reason::ValueOutOfRange, at("min_score"), description);
    }
    let max_candidates = fields.count(at("max_candidates"), config.max_candidates);
    let max_mentions = fields.count(at("max_mentions"), config.max_mentions);
    let (inline, excluded) = (&config.inline_entities, &config.excluded_texts);
    let limit = limits.max_inline_entities;
    fields.at_most(Reason::TooManyInlineEntities, at("inline_entities"), inline.len(), limit, "entities");
    let limit = limits.max_excluded_texts;
    fields.at_most(Reason::TooManyExcludedTexts, at("excluded_texts"), excluded.len(), limit, "texts");
    let inline_entities = if inline.len() > limits.max_inline_entities {
        Vec::new()
    } else {
        inline::entities(config.inline_entities, &at("inline_entities"), &mut fields)
    };
    let gazetteers = gazetteer_names(&config.gazetteers, &at("gazetteers"), &mut fields);
    fields.finish()?;

    known_gazetteers(&gazetteers, snapshot)?;
    if config.explanations_included {
        return Err(Failure::new(
            Reason::ExplanationsUnsupported,
            format!("`{}`: decisions are not explained yet; leave the field out", at("explanations_included")),
        ));
    }
    if !config.revision.is_empty() {
        held_revision(&config.revision, snapshot)?;
    }
    let coreference = if config.coreference_enabled == Some(false) { Coreference::Off } else { Coreference::On };
    let tag = TagOptions {
        gazetteers,
        entity_types: config.entity_types,
        overlap,
        min_score: config.min_score,
        max_candidates,
        max_mentions,
        inline_entities,
        excluded_texts: config.excluded_texts,
        coreference,
    };
    Ok(AnalysisOptions { tag, unit, view })
}

/// The gazetteers that resource names name; those of another form are noted.
pub(super) fn gazetteer_names(names: &[String], path: &str, fields: &mut Fields) -> Vec<String> {
    let indexed = names.iter().enumerate();
    indexed.filter_map(|(index, name)| fields.gazetteer(format!("{path}[{index}]"), name).map(str::to_owned)).collect()
}

/// Fails when the snapshot lacks one of the gazetteers.
pub(super) fn known_gazetteers(names: &[String], snapshot: &Snapshot) -> Result<(), Failure> {
    let unknown = names.iter().find(|name| snapshot.model.gazetteers().iter().all(|known| *known.name != ***name));
    unknown.map_or(Ok(()), |name| Err(gazetteer_not_found(name)))
}

/// There is no gazetteer of this name.
pub(super) fn gazetteer_not_found(name: &str) -> Failure {
    let name = format!("gazetteers/{name}");
    Failure::new(Reason::GazetteerNotFound, format!("there is no gazetteer `{name}`; ListGazetteers lists them"))
        .with("name", &name)
        .with_resource("gaztag.v1.Gazetteer", &name)
}

fn held_revision(revision: &str, snapshot: &Snapshot) -> Result<(), Failure> {
    if snapshot.holds(revision) {
        return Ok(());
    }
    let current = snapshot.model.revision();
    let message = format!("revision {} is not held; the current one is `{current}`", super::fields::quoted(revision));
    let precondition = ("REVISION".to_owned(), "gazetteers".to_owned(), message.clone());
    Err(Failure::new(Reason::RevisionNotHeld, message)
        .with("current_revision", current)
        .with_preconditions([precondition].into_iter()))
}
