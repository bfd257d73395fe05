//! Entities that are kept without a file: messages -> edits of the overlay.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::reload::{expected, mismatch, mode, overlay, refused, whole};
use crate::gazetteer::{Code, Entry, EntryKind, GazetteerFile, Part, Source};
use crate::grpc::fields::{Fields, quoted};
use crate::grpc::status::{Failure, Reason};
use crate::grpc::{Api, alias, convert, inline};
use crate::pb;
use crate::store::{Absent, Edit, EditError, EditReport, EntityProblem};
use crate::tagger::Entity;

pub(super) async fn upsert(
    api: &Api,
    request: pb::UpsertEntitiesRequest,
) -> Result<pb::UpsertEntitiesResponse, Failure> {
    api.snapshot()?;
    let mut fields = Fields::default();
    let sent = Sent::read(request.entities, &mut fields);
    fields.finish()?;
    let edit = Edit {
        upserts: sent.entities.clone(),
        mode: mode(request.validate_only),
        expected_revision: expected(request.expected_revision),
        ..Edit::default()
    };
    let report = done(api, edit).await?.map_err(|error| failure(error, &sent))?;
    let told = report.warnings.iter().take(convert::TOLD_DIAGNOSTICS);
    Ok(pb::UpsertEntitiesResponse {
        diagnostics: told.map(convert::diagnostic).collect(),
        diagnostic_count: convert::int32(report.warnings.len()),
        previous_revision: report.previous_revision,
        revision: report.revision,
        added_count: convert::int64(report.changes.added),
        updated_count: convert::int64(report.changes.updated),
    })
}

pub(super) async fn delete(
    api: &Api,
    request: pb::DeleteEntitiesRequest,
) -> Result<pb::DeleteEntitiesResponse, Failure> {
    api.snapshot()?;
    let mut fields = Fields::default();
    if request.names.is_empty() {
        fields.missing("names");
    }
    let mut positions = HashMap::new();
    for (index, name) in request.names.iter().enumerate() {
        let path = format!("names[{index}]");
        entity_name(name, &path, &mut fields);
        once(name, index, path, &mut positions, &mut fields);
    }
    fields.finish()?;
    let edit = Edit {
        deletions: request.names,
        absent: if request.allow_missing { Absent::Ignore } else { Absent::Refuse },
        mode: mode(request.validate_only),
        expected_revision: expected(request.expected_revision),
        ..Edit::default()
    };
    let report = done(api, edit).await?.map_err(|error| failure(error, &Sent::default()))?;
    Ok(pb::DeleteEntitiesResponse {
        previous_revision: report.previous_revision,
        revision: report.revision,
        removed_count: convert::int64(report.changes.removed),
    })
}

/// Makes the edit when those before are made. A caller that goes away while it waits makes none.
async fn done(api: &Api, edit: Edit) -> Result<Result<EditReport, EditError>, Failure> {
    let turn = Arc::clone(&api.edits).lock_owned().await;
    let store = Arc::clone(&api.store);
    whole(move || {
        let _turn = turn;
        store.edit(&edit)
    })
    .await
}

/// The entities of a request.
#[derive(Debug, Default)]
struct Sent {
    entities: Vec<Entity>,
    /// For each the names before those of its aliases.
    before_aliases: Vec<usize>,
}

impl Sent {
    /// Reads the entities; what is wrong with them is noted.
    fn read(entities: Vec<pb::Entity>, fields: &mut Fields) -> Self {
        if entities.is_empty() {
            fields.missing("entities");
        }
        let mut sent = Self::default();
        let mut positions = HashMap::new();
        for (index, entity) in entities.into_iter().enumerate() {
            let path = format!("entities[{index}]");
            once(&entity.name, index, format!("{path}.name"), &mut positions, fields);
            sent.push(entity, &path, fields);
        }
        sent
    }

    fn push(&mut self, entity: pb::Entity, path: &str, fields: &mut Fields) {
        let (gazetteer, id) = entity_name(&entity.name, &format!("{path}.name"), fields);
        fields.share(format!("{path}.prior"), entity.prior);
        let alias::Names { names, before_aliases } = alias::names(&entity, path, Reason::InvalidEntity, fields);
        // Maps come in any order.
        let (external_ids, metadata): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (entity.external_ids.into_iter().collect(), entity.metadata.into_iter().collect());
        let entry = Entry {
            kind: EntryKind::Entity,
            id: id.to_owned(),
            entity_type: entity.r#type.into(),
            names,
            weight: rounded(inline::weight(entity.prior)),
            external_ids: external_ids.into_iter().collect(),
            metadata: metadata.into_iter().collect(),
            source: Source { uri: "".into(), line: 0 },
        };
        self.entities.push(Entity {
            gazetteer: gazetteer.into(),
            resource_name: entity.name.clone(),
            entry: entry.into(),
        });
        self.before_aliases.push(before_aliases);
    }

    /// The field of the request that the problem is of.
    fn field(&self, problem: &EntityProblem) -> String {
        let path = format!("entities[{}]", problem.entity);
        let entry = &self.entities[problem.entity].entry;
        let name = |index: usize| match index.checked_sub(self.before_aliases[problem.entity]) {
            None => format!("{path}.display_name"),
            Some(alias) => {
                let is_of_flags =
                    matches!(problem.code, Some(Code::UnknownFlag | Code::InvalidFlag | Code::NoSuchClass));
                format!("{path}.aliases[{alias}].{}", if is_of_flags { "flags" } else { "text" })
            }
        };
        match (problem.code, problem.part) {
            (Some(Code::MissingType | Code::InvalidType), _) | (_, Part::Type) => format!("{path}.type"),
            (Some(Code::MissingName | Code::TooManyNames), _) => format!("{path}.aliases"),
            (Some(Code::InvalidYear), Part::Id) => format!("{path}.metadata"),
            (_, Part::Id) => format!("{path}.name"),
            (_, Part::Name(index)) => name(index),
            (_, Part::Weight) => format!("{path}.prior"),
            (_, Part::ExternalId(index)) => format!("{path}.external_ids[{:?}]", entry.external_ids[index].0),
            (_, Part::Metadata(index)) => format!("{path}.metadata[{:?}]", entry.metadata[index].0),
        }
    }
}

/// The gazetteer and the id in the name of an entity that a file can hold; another name is noted.
fn entity_name<'n>(name: &'n str, path: &str, fields: &mut Fields) -> (&'n str, &'n str) {
    let (gazetteer, id) = name.split_once('/').unwrap_or_default();
    let is_identifier = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let file_name = format!("{gazetteer}.tsv");
    if name.is_empty() {
        fields.missing(path);
    } else if gazetteer.is_empty() || id.is_empty() || !is_identifier(gazetteer) || !is_identifier(id) {
        let description = format!(
            "must be of the form `people/stan-lee`, of ASCII letters and digits, `.`, `_`, `-`, but is {}",
            quoted(name)
        );
        fields.wrong(Reason::InvalidName, path, description);
    } else if file_name.len() > 200 || !GazetteerFile::is_gazetteer_file_name(&file_name) {
        fields.wrong(Reason::InvalidName, path, format!("no file can be called {}", quoted(gazetteer)));
    }
    (gazetteer, id)
}

/// Notes an entity that is named twice.
fn once(name: &str, index: usize, path: String, positions: &mut HashMap<String, usize>, fields: &mut Fields) {
    if let Some(first) = positions.insert(name.to_owned(), index)
        && !name.is_empty()
    {
        fields.wrong(Reason::InvalidEntity, path, format!("{} is the name of number {first} already", quoted(name)));
    }
}

/// The weight to five digits: a prior that was read and sent back gives the same weight every time.
fn rounded(weight: f64) -> f64 {
    format!("{weight:.4e}").parse().unwrap_or(weight)
}

fn failure(error: EditError, sent: &Sent) -> Failure {
    match error {
        EditError::NoOverlay => Failure::new(
            Reason::OverlayMissing,
            "the server keeps no entities of its own: it was started without `--overlay DIR`; edit the gazetteer files",
        ),
        EditError::NotLoaded => Failure::new(Reason::Loading, error.to_string()),
        EditError::RevisionMismatch(error) => mismatch(&error),
        EditError::Overlay(error) => overlay(&error),
        EditError::NotFound(names) => not_found(&names),
        EditError::Refused(diagnostics) => refused(&diagnostics),
        EditError::Invalid(problems) => {
            let mut fields = Fields::default();
            for problem in &problems {
                let message = match problem.code {
                    Some(code) => format!("{} ({})", problem.message, code.as_str()),
                    None => problem.message.clone(),
                };
                fields.wrong(Reason::InvalidEntity, sent.field(problem), message);
            }
            fields.finish().err().unwrap_or_else(Failure::internal)
        }
    }
}

fn not_found(names: &[String]) -> Failure {
    let first = names.first().map_or("", String::as_str);
    let others = if names.len() > 1 { format!(", and {} more are missing", names.len() - 1) } else { String::new() };
    let message = format!("there is no entity {}{others}; nothing was deleted", quoted(first));
    Failure::new(Reason::EntityNotFound, message)
        .with("name", first)
        .with("violation_count", names.len())
        .with_resource("gaztag.v1.Entity", first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_that_is_read_and_sent_back_gives_the_same_weight() {
        for weight in [0.0, 0.5, 1.0, 12.0, 1_234_567.0, 19_644_100.0, 8e9] {
            let entry = |weight: f64| Entry {
                kind: EntryKind::Entity,
                id: "a".to_owned(),
                entity_type: "X".into(),
                names: Vec::new(),
                weight,
                external_ids: Vec::new(),
                metadata: Vec::new(),
                source: Source { uri: "".into(), line: 0 },
            };
            let sent_back = |weight: f64| rounded(inline::weight(entry(weight).prior()));
            let once = sent_back(weight);
            assert!((once - weight).abs() <= weight * 1e-4, "{weight} {once}");
            assert!((sent_back(once) - once).abs() < f64::EPSILON * once.max(1.0), "{weight} {once}");
        }
    }

    #[test]
    fn names_of_entities_can_be_names_of_files() {
        let accepts = |name: &str| {
            let mut fields = Fields::default();
            entity_name(name, "name", &mut fields);
            fields.finish().is_ok()
        };
        assert!(accepts("people/stan-lee") && accepts("my.own_list/42"));
        let long = format!("{}/a", "x".repeat(300));
        for name in ["", "people", "people/", "/a", "../a", ".a/b", "a/b/c", "люди/а", "a/..\u{0}", "a\\b/c", &long]
        {
            assert!(!accepts(name), "{name}");
        }
    }
}
