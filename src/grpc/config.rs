//! `AnalysisConfig` -> options of the tagger, checked.

use super::fields::{Fields, quoted};
use super::limits::Limits;
use super::status::{Failure, Reason};
use super::{alias, inline};
use crate::gazetteer::Relation;
use crate::pb;
use crate::store::Snapshot;
use crate::tagger::{Coreference, Explanations, GenericBodies, OverlapPolicy, TagOptions, Unlisted};
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
    fields.share(at("min_score"), config.min_score);
    let max_candidates = fields.count(at("max_candidates"), config.max_candidates);
    let max_mentions = fields.count(at("max_mentions"), config.max_mentions);
    let inline_entities = if own_names_fit(&config, path, limits, &mut fields) {
        inline::entities(config.inline_entities, &at("inline_entities"), &snapshot.model, &mut fields)
    } else {
        Vec::new()
    };
    let gazetteers = gazetteer_names(&config.gazetteers, &at("gazetteers"), &mut fields);
    let relations = relations(&config.relations, &at("relations"), &mut fields);
    fields.finish()?;

    let coreference = if config.coreference_enabled == Some(false) { Coreference::Off } else { Coreference::On };
    let explanations = if config.explanations_included { Explanations::On } else { Explanations::Off };
    let generic_bodies = if config.generic_bodies_included { GenericBodies::On } else { GenericBodies::Off };
    let unlisted = match config.unlisted_enabled {
        None => Unlisted::ByGazetteers,
        Some(true) => Unlisted::On,
        Some(false) => Unlisted::Off,
    };
    let tag = TagOptions {
        gazetteers,
        entity_types: config.entity_types,
        relations,
        overlap,
        min_score: config.min_score,
        max_candidates,
        max_mentions,
        inline_entities,
        excluded_texts: config.excluded_texts,
        coreference,
        explanations,
        generic_bodies,
        unlisted,
    };
    Ok(AnalysisOptions { tag, unit, view })
}

/// Whether the names that the call brings keep to the limits; what does not is noted. Compiling them cannot be broken off, so that only
/// limits keep it short.
fn own_names_fit(config: &pb::AnalysisConfig, path: &str, limits: &Limits, fields: &mut Fields) -> bool {
    let (entities, excluded) = (&config.inline_entities, &config.excluded_texts);
    let aliases: usize = entities.iter().map(|entity| entity.aliases.len()).sum();
    let bytes_of = |entity: &pb::Entity| {
        entity.display_name.len() + entity.aliases.iter().map(|alias| alias.text.len()).sum::<usize>()
    };
    let bytes = entities.iter().map(bytes_of).sum::<usize>() + excluded.iter().map(String::len).sum::<usize>();
    let inline = format!("{path}.inline_entities");
    let checks = [
        (Reason::TooManyInlineEntities, &inline, entities.len(), limits.max_inline_entities, "entities"),
        (Reason::TooManyInlineAliases, &inline, aliases, limits.max_inline_aliases, "aliases together"),
        (
            Reason::TooManyExcludedTexts,
            &format!("{path}.excluded_texts"),
            excluded.len(),
            limits.max_excluded_texts,
            "texts",
        ),
        (
            Reason::ConfigTooLarge,
            &path.to_owned(),
            bytes,
            limits.max_document_bytes,
            "bytes of inline names and excluded texts",
        ),
    ];
    for (reason, field, value, limit, unit) in checks {
        fields.at_most(reason, field, value, limit, unit);
    }
    checks.iter().all(|(_, _, value, limit, _)| value <= limit)
}

/// The relations that are asked for; numbers without one are noted.
fn relations(numbers: &[i32], path: &str, fields: &mut Fields) -> Vec<Relation> {
    let relation = |(index, number): (usize, &i32)| alias::relation(format!("{path}[{index}]"), *number, fields);
    numbers.iter().enumerate().map(relation).collect()
}

/// The gazetteers that resource names name; those of another form are noted.
pub(super) fn gazetteer_names(names: &[String], path: &str, fields: &mut Fields) -> Vec<String> {
    let indexed = names.iter().enumerate();
    indexed.filter_map(|(index, name)| fields.gazetteer(format!("{path}[{index}]"), name).map(str::to_owned)).collect()
}

/// There is no gazetteer of this name.
pub(super) fn gazetteer_not_found(name: &str) -> Failure {
    let name = format!("gazetteers/{name}");
    let message = format!("there is no gazetteer {}; ListGazetteers lists them", quoted(&name));
    Failure::new(Reason::GazetteerNotFound, message).with("name", &name).with_resource("gaztag.v1.Gazetteer", &name)
}
