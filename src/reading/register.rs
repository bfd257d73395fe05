//! The document's own entities, numbered as they are found.

use std::collections::HashMap;
use std::sync::Arc;

use crate::gazetteer::{Entity, Entry, EntryKind, Flags, Name, Relation, Source};
use crate::resolve::{DocumentEntity, Origin};
use crate::text::Words;

/// What gazetteer the document's own entities are of, as far as names of entities go.
const UNLISTED: &str = "unlisted";

/// The document's own entities by what tells them apart.
pub(super) struct Register<'d> {
    of_document: &'d mut Vec<DocumentEntity>,
    language: Arc<str>,
    by_key: HashMap<String, u32, ahash::RandomState>,
}

impl<'d> Register<'d> {
    /// Adds to the entities of a document in this language.
    pub(super) fn new(of_document: &'d mut Vec<DocumentEntity>, language: &str) -> Self {
        Self { of_document, language: language.into(), by_key: HashMap::default() }
    }

    /// The entity of this type and name, and the position of the name. It is known in this document alone.
    pub(super) fn unlisted(&mut self, entity_type: &str, lemma: &str) -> (u32, u16) {
        let key = format!("{entity_type}\n{}", Words::new(lemma).whole_key());
        if let Some(position) = self.by_key.get(&key) {
            return (*position, 0);
        }
        let position = self.of_document.len() as u32;
        let id = (position + 1).to_string();
        let name = Name {
            text: lemma.to_owned(),
            language: Arc::clone(&self.language),
            relation: Relation::Name,
            preferred: true,
            flags: Flags::default(),
            column: 0,
        };
        let entry = Entry {
            kind: EntryKind::Entity,
            id: id.clone(),
            entity_type: entity_type.into(),
            names: vec![name],
            weight: 0.0,
            external_ids: Vec::new(),
            metadata: Vec::new(),
            source: Source { uri: "".into(), line: 0 },
        };
        let entity =
            Entity { resource_name: format!("{UNLISTED}/{id}"), gazetteer: UNLISTED.into(), entry: entry.into() };
        self.of_document.push(DocumentEntity { entity, origin: Origin::Unlisted });
        self.by_key.insert(key, position);
        (position, 0)
    }
}
