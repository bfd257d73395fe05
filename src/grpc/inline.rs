//! Entities of a request, matched like those of the gazetteers.

use std::collections::HashMap;
use std::sync::Arc;

use super::fields::{Fields, is_identifier, quoted};
use super::status::Reason;
use crate::gazetteer::{Entry, EntryKind, Flags, LetterCase, Name, Relation, Source};
use crate::lexicon::MOST_WORDS;
use crate::pb;
use crate::tagger::{Entity, Model};
use crate::text::{Words, detect_language};

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
    let names = names(&entity, path, fields);
    let entry = Entry {
        kind: EntryKind::Entity,
        id: id.to_owned(),
        entity_type: entity.r#type.into(),
        names,
        // The inverse of `Entry::prior`.
        weight: 10_f64.powf(f64::from(entity.prior) * 10.0) - 1.0,
        external_ids: entity.external_ids.into_iter().collect(),
        metadata: entity.metadata.into_iter().collect(),
        source: Source { uri: GAZETTEER.into(), line: index as u32 + 1 },
    };
    Entity { resource_name: format!("{gazetteer}/{id}"), gazetteer: gazetteer.into(), entry }
}

/// The aliases, and the display name where it is none of them: it is shown, and found too.
fn names(entity: &pb::Entity, path: &str, fields: &mut Fields) -> Vec<Name> {
    let mut names = Vec::with_capacity(entity.aliases.len() + 1);
    for (index, alias) in entity.aliases.iter().enumerate() {
        let path = format!("{path}.aliases[{index}]");
        matchable(&alias.text, &format!("{path}.text"), fields);
        fields.language(format!("{path}.language_code"), &alias.language_code);
        names.push(name(alias, &path, alias.text == entity.display_name, fields));
    }
    let display_name = &entity.display_name;
    if names.is_empty() && display_name.is_empty() {
        fields.missing(format!("{path}.aliases"));
    }
    if !display_name.is_empty() && !names.iter().any(|name| name.preferred) {
        matchable(display_name, &format!("{path}.display_name"), fields);
        let alias = pb::Alias { text: display_name.clone(), ..pb::Alias::default() };
        names.insert(0, name(&alias, path, true, fields));
    }
    names
}

fn name(alias: &pb::Alias, path: &str, preferred: bool, fields: &mut Fields) -> Name {
    let language = if alias.language_code.is_empty() { detect_language(&alias.text) } else { &alias.language_code };
    let letter_case = match fields.enumeration(format!("{path}.case_policy"), alias.case_policy) {
        pb::alias::CasePolicy::Unspecified => LetterCase::ByKind,
        pb::alias::CasePolicy::Insensitive => LetterCase::Any,
        pb::alias::CasePolicy::Exact => LetterCase::Exact,
        pb::alias::CasePolicy::Capitalized => LetterCase::Capitalized,
    };
    let relation = match fields.enumeration(format!("{path}.relation"), alias.relation) {
        pb::Relation::Unspecified | pb::Relation::Name => Relation::Name,
        pb::Relation::Adjective => Relation::Adjective,
        pb::Relation::Demonym => Relation::Demonym,
    };
    Name {
        text: alias.text.trim().to_owned(),
        language: Arc::from(language),
        relation,
        preferred,
        flags: Flags {
            letter_case,
            context: alias.context_required,
            form: alias.inflected == Some(false),
            ..Flags::default()
        },
        column: 0,
    }
}

/// Notes a name that could never be found.
fn matchable(text: &str, path: &str, fields: &mut Fields) {
    if text.is_empty() {
        fields.missing(path);
    } else if !text.chars().any(char::is_alphanumeric) {
        let description = format!("{} has no letter or digit and can never be found", quoted(text));
        fields.wrong(Reason::InvalidInlineEntity, path, description);
    } else {
        let words = Words::new(text).as_slice().len();
        fields.at_most(Reason::InvalidInlineEntity, path, words, MOST_WORDS, "words");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_too_many_words_is_told() {
        let told = |count: usize| {
            let mut fields = Fields::default();
            matchable(&"а ".repeat(count), "e[0].aliases[0].text", &mut fields);
            fields.finish()
        };
        assert!(told(MOST_WORDS).is_ok());
        assert_eq!(told(MOST_WORDS + 1).expect_err("too many").reason(), Reason::InvalidInlineEntity);
    }

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
