//! `GazetteerService`.

mod edit;
mod reload;

use std::sync::Arc;

use tonic::{Request, Response, Status};

use self::reload::gazetteer;
pub(super) use self::reload::not_held;
use super::call::Call;
use super::config::{gazetteer_names, gazetteer_not_found};
use super::fields::{Fields, is_identifier, quoted};
use super::page::Page;
use super::status::{Failure, Reason};
use super::{Api, convert};
use crate::gazetteer::{GazetteerFile, Severity};
use crate::pb;
use crate::pb::gazetteer_service_server::GazetteerService;
use crate::pb::search_entities_request::Key;
use crate::tagger::{Entity, Model};
use crate::text::detect_language;

/// What to do about an answer that is too long: by the caller, and where only who runs the server can do something.
const SMALLER_PAGES: &str = "ask for a smaller page_size";
const LARGER_MESSAGES: &str = "raise max-message-bytes";

#[derive(Debug)]
pub(super) struct Gazetteers {
    api: Arc<Api>,
}

impl Gazetteers {
    pub(super) fn new(api: Arc<Api>) -> Self {
        Self { api }
    }

    async fn search(&self, request: Request<pb::SearchEntitiesRequest>) -> Result<pb::SearchEntitiesResponse, Failure> {
        let call = Call::of(&request);
        let snapshot = self.api.snapshot()?;
        let request = request.into_inner();
        let mut fields = Fields::default();
        let view = fields.enumeration("view", request.view);
        let gazetteers = gazetteer_names(&request.gazetteers, "gazetteers", &mut fields);
        let key = search_key(request.key, &mut fields);
        fields.finish()?;
        let known = snapshot.model.gazetteers();
        if let Some(name) = gazetteers.iter().find(|name| known.iter().all(|other| *other.name != ***name)) {
            return Err(gazetteer_not_found(name));
        }
        let Some(key) = key else {
            return Err(Failure::internal());
        };
        let revision = snapshot.model.revision();
        let (method, text) = key.parts();
        let mut query = vec![method, text];
        // Lists end with an empty text, which no element is, so that they do not run together.
        query.extend(gazetteers.iter().map(String::as_str));
        query.push("");
        query.extend(request.entity_types.iter().map(String::as_str));
        let page = Page::new(&query, revision, request.page_size, &request.page_token)?;
        let types = request.entity_types;
        self.api
            .pool
            .run(&call, move |_| {
                let language = key.language();
                let found = key.find(&snapshot.model).into_iter().filter(|entity| {
                    let is_in =
                        |names: &[String], name: &str| names.is_empty() || names.iter().any(|other| other == name);
                    is_in(&gazetteers, &entity.gazetteer) && is_in(&types, &entity.entry.entity_type)
                });
                let (found, next_page_token) = page.cut(found);
                let entities = found.into_iter().map(|entity| convert::entity(entity, language, view)).collect();
                Ok(pb::SearchEntitiesResponse { entities, next_page_token })
            })
            .await
    }

    fn entity(&self, request: &pb::GetEntityRequest) -> Result<pb::Entity, Failure> {
        let snapshot = self.api.snapshot()?;
        let mut fields = Fields::default();
        let view = fields.enumeration("view", request.view);
        match request.name.split_once('/') {
            Some((gazetteer, id)) if is_identifier(gazetteer) && is_identifier(id) => {}
            _ if request.name.is_empty() => fields.missing("name"),
            _ => {
                let description = format!("must be of the form `countries/KZ`, but is {}", quoted(&request.name));
                fields.wrong(Reason::InvalidName, "name", description);
            }
        }
        fields.finish()?;
        match snapshot.model.entity(&request.name) {
            Some(entity) => Ok(convert::entity(entity, "", view)),
            None => Err(Failure::new(Reason::EntityNotFound, format!("there is no entity {}", quoted(&request.name)))
                .with("name", &request.name)
                .with_resource("gaztag.v1.Entity", &request.name)),
        }
    }
}

#[tonic::async_trait]
impl GazetteerService for Gazetteers {
    async fn list_gazetteers(
        &self,
        request: Request<pb::ListGazetteersRequest>,
    ) -> Result<Response<pb::ListGazetteersResponse>, Status> {
        let snapshot = self.api.snapshot()?;
        let request = request.into_inner();
        let revision = snapshot.model.revision();
        let page = Page::new(&["gazetteers"], revision, request.page_size, &request.page_token)?;
        let (gazetteers, next_page_token) = page.cut(self.api.store.gazetteers());
        let answer = pb::ListGazetteersResponse {
            gazetteers: gazetteers.iter().map(gazetteer).collect(),
            next_page_token,
            revision: revision.to_owned(),
        };
        self.api.fits(&answer, SMALLER_PAGES)?;
        Ok(Response::new(answer))
    }

    async fn get_gazetteer(
        &self,
        request: Request<pb::GetGazetteerRequest>,
    ) -> Result<Response<pb::GetGazetteerResponse>, Status> {
        self.api.snapshot()?;
        let request = request.into_inner();
        let mut fields = Fields::default();
        let name = if request.name.is_empty() {
            fields.missing("name");
            None
        } else {
            fields.gazetteer("name", &request.name)
        };
        fields.finish()?;
        let name = name.unwrap_or_default();
        let status = self.api.store.gazetteers().into_iter().find(|status| *status.name == *name);
        let status = status.ok_or_else(|| gazetteer_not_found(name))?;
        let answer = pb::GetGazetteerResponse { gazetteer: Some(gazetteer(&status)) };
        self.api.fits(&answer, LARGER_MESSAGES)?;
        Ok(Response::new(answer))
    }

    async fn reload_gazetteers(
        &self,
        request: Request<pb::ReloadGazetteersRequest>,
    ) -> Result<Response<pb::ReloadGazetteersResponse>, Status> {
        Ok(Response::new(reload::reload(&self.api, request.into_inner()).await?))
    }

    async fn validate_gazetteer(
        &self,
        request: Request<pb::ValidateGazetteerRequest>,
    ) -> Result<Response<pb::ValidateGazetteerResponse>, Status> {
        let call = Call::of(&request);
        let request = request.into_inner();
        let mut fields = Fields::default();
        if request.filename.is_empty() {
            fields.missing("filename");
        }
        let limit = match fields.count("max_diagnostics", request.max_diagnostics) {
            0 => convert::TOLD_DIAGNOSTICS,
            limit => limit,
        };
        fields.finish()?;
        let work = move |_: &_| {
            let file = GazetteerFile::parse(&request.filename, &request.filename, &request.content);
            let entity_count = convert::int64(file.entries.len());
            let mut diagnostics = file.diagnostics.clone();
            diagnostics.extend(Model::build(&[file]).1);
            let diagnostic_count = convert::int32(diagnostics.len());
            let loadable = diagnostics.iter().all(|problem| problem.severity != Severity::Error);
            // Warnings may be many, and must not take the place of an error.
            diagnostics.sort_by_key(|problem| (problem.severity, problem.line, problem.column));
            diagnostics.truncate(limit);
            diagnostics.sort_by_key(|problem| (problem.line, problem.column));
            Ok(pb::ValidateGazetteerResponse {
                diagnostic_count,
                loadable,
                diagnostics: diagnostics.iter().map(convert::diagnostic).collect(),
                entity_count,
            })
        };
        let answer = self.api.pool.run(&call, work).await?;
        self.api.fits(&answer, "ask for fewer max_diagnostics")?;
        Ok(Response::new(answer))
    }

    async fn rollback_gazetteers(
        &self,
        request: Request<pb::RollbackGazetteersRequest>,
    ) -> Result<Response<pb::RollbackGazetteersResponse>, Status> {
        Ok(Response::new(reload::rollback(&self.api, request.into_inner()).await?))
    }

    async fn get_entity(
        &self,
        request: Request<pb::GetEntityRequest>,
    ) -> Result<Response<pb::GetEntityResponse>, Status> {
        let entity = self.entity(request.get_ref())?;
        let answer = pb::GetEntityResponse { entity: Some(entity) };
        self.api.fits(&answer, "ask for ENTITY_VIEW_BASIC")?;
        Ok(Response::new(answer))
    }

    async fn search_entities(
        &self,
        request: Request<pb::SearchEntitiesRequest>,
    ) -> Result<Response<pb::SearchEntitiesResponse>, Status> {
        let answer = self.search(request).await?;
        self.api.fits(&answer, SMALLER_PAGES)?;
        Ok(Response::new(answer))
    }

    async fn upsert_entities(
        &self,
        request: Request<pb::UpsertEntitiesRequest>,
    ) -> Result<Response<pb::UpsertEntitiesResponse>, Status> {
        Ok(Response::new(edit::upsert(&self.api, request.into_inner()).await?))
    }

    async fn delete_entities(
        &self,
        request: Request<pb::DeleteEntitiesRequest>,
    ) -> Result<Response<pb::DeleteEntitiesResponse>, Status> {
        Ok(Response::new(edit::delete(&self.api, request.into_inner()).await?))
    }
}

/// What entities are searched by.
enum SearchKey {
    Name(String),
    ExternalId { whole: String, colon: usize },
}

impl SearchKey {
    /// What makes the search another one.
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Name(query) => ("search by name", query),
            Self::ExternalId { whole, .. } => ("search by external id", whole),
        }
    }

    /// The language that the searcher writes, where the query tells.
    fn language(&self) -> &'static str {
        match self {
            Self::Name(query) => detect_language(query),
            Self::ExternalId { .. } => "",
        }
    }

    fn find<'m>(&self, model: &'m Model) -> Vec<&'m Entity> {
        match self {
            Self::Name(query) => model.search(query),
            Self::ExternalId { whole, colon } => model.by_external_id(&whole[..*colon], &whole[colon + 1..]),
        }
    }
}

fn search_key(key: Option<Key>, fields: &mut Fields) -> Option<SearchKey> {
    match key {
        Some(Key::Query(query)) if !query.trim().is_empty() => return Some(SearchKey::Name(query)),
        None | Some(Key::Query(_)) => fields.missing("query"),
        Some(Key::ExternalId(whole)) => match whole.find(':') {
            Some(colon) if colon > 0 && colon + 1 < whole.len() => return Some(SearchKey::ExternalId { whole, colon }),
            _ => {
                let description = format!("must be of the form `wikidata:Q232`, but is {}", quoted(&whole));
                fields.wrong(Reason::InvalidExternalId, "external_id", description);
            }
        },
    }
    None
}
