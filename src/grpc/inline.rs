//! Entities of a request, matched like those of the gazetteers.

use std::collections::HashMap;

use super::alias;
use super::fields::{Fields, is_identifier, quoted};
use super::status::Reason;
use crate::gazetteer::{Entry, EntryKind, Source};
use crate::pb;
use crate::tagger::{Entity, Model};

/// Gazetteer of an inline entity that names none.
const GAZETTEER: &str = "inline";

/// The entities; what is wrong with them is noted under `path`, the name of an entity of the model too: an answer has one entity of a name.
pub(super) fn entities(entities: Vec<pb::Entity>, path: &str, model: &Model, fields: &mut Fields) -> Vec<Entity> {
    let mut positions: HashMap<String, usize> = HashMap::new();
    let mut converted = Vec::with_capacity(entities.len());
    for (index, entity) in entities.into_iter().enumerate() {
        let path = format!("{path}[{index}]");
        let entity = convert(entity, index, &path, fields);
        if let Some(first) = positions.insert(entity.resource_name.clone(), index)
            && !entity.entry.id.is_empty()
        {
            let description = format!("{} is the name of number {first} already", quoted(&entity.resource_name));
            fields.wrong(Reason::InvalidInlineEntity, format!("{path}.name"), description);
        }
        if model.entity(&entity.resource_name).is_some() {
            let name = quoted(&entity.resource_name);
            let description = format!("{name} is the name of an entity of a gazetteer; choose another");
            fields.wrong(Reason::InvalidInlineEntity, format!("{path}.name"), description);
        }
        converted.push(entity);
    }
    converted
}

fn convert(entity: pb::Entity, index: usize, path: &str, fields: &mut Fields) -> Entity {
    let (gazetteer, id) = entity.name.split_once('/').unwrap_or((GAZETTEER, &entity.name));
    if entity.name.is_empty() {
        fields.missing(format!("{path}.name"));
    } else if !is_identifier(gazetteer) || !is_identifier(id) {
        let description = format!("must be of the form `clients/42` or `42`, but is {}", quoted(&entity.name));
        fields.wrong(Reason::InvalidName, format!("{path}.name"), description);
    }
    if entity.r#type.is_empty() {
        fields.missing(format!("{path}.type"));
    }
    fields.share(format!("{path}.prior"), entity.prior);
    let names = alias::names(&entity, path, Reason::InvalidInlineEntity, fields).names;
    let entry = Entry {
        kind: EntryKind::Entity,
        id: id.to_owned(),
        entity_type: entity.r#type.into(),
        names,
        weight: weight(entity.prior),
        external_ids: entity.external_ids.into_iter().collect(),
        metadata: entity.metadata.into_iter().collect(),
        source: Source { uri: GAZETTEER.into(), line: index as u32 + 1 },
    };
    Entity { resource_name: format!("{gazetteer}/{id}"), gazetteer: gazetteer.into(), entry: entry.into() }
}

/// The inverse of [`Entry::prior`].
pub(super) fn weight(prior: f32) -> f64 {
    10_f64.powf(f64::from(prior) * 10.0) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_comes_back_as_it_was_given() {
        for prior in [0.0, 0.25, 0.5, 1.0] {
            let entity = pb::Entity {
                name: "42".into(),
                r#type: "CLIENT".into(),
                display_name: "Икс".into(),
                prior,
                ..pb::Entity::default()
            };
            let mut fields = Fields::default();
            let converted = entities(vec![entity], "inline_entities", &Model::build(&[]).0, &mut fields);
            fields.finish().expect("nothing is wrong");
            assert!((converted[0].entry.prior() - prior).abs() < 1e-5, "{prior}");
            assert_eq!(converted[0].resource_name, "inline/42");
        }
    }

    #[test]
    fn every_wrong_field_is_noted() {
        let mut fields = Fields::default();
        let alias =
            pb::Alias { text: "…".into(), language_code: "??".into(), case_policy: 9, ..pb::Alias::default() };
        let entity = pb::Entity { aliases: vec![alias], prior: f32::NAN, ..pb::Entity::default() };
        entities(vec![entity], "e", &Model::build(&[]).0, &mut fields);
        let failure = tonic::Status::from(fields.finish().expect_err("violations"));
        let details = tonic_types::StatusExt::get_details_bad_request(&failure).expect("a bad request");
        let told: Vec<&str> = details.field_violations.iter().map(|violation| violation.field.as_str()).collect();
        let expected = [
            "e[0].name",
            "e[0].type",
            "e[0].prior",
            "e[0].aliases[0].text",
            "e[0].aliases[0].language_code",
            "e[0].aliases[0].case_policy",
        ];
        assert_eq!(told, expected);
    }
}
