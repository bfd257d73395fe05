//! The document's own entities, numbered as they are found.

use std::collections::HashMap;
use std::sync::Arc;

use crate::gazetteer::{Entity, Entry, EntryKind, Flags, Name, Relation, Source};
use crate::morph::{Gender, Hints};
use crate::resolve::{DocumentEntity, Origin};
use crate::text::Words;

/// The gazetteer of entities that no gazetteer lists, as far as their names go: `unlisted/1`.
const UNLISTED: &str = "unlisted";

/// The document's own entities by what tells them apart.
pub(super) struct Register<'d> {
    of_document: &'d mut Vec<DocumentEntity>,
    language: &'d str,
    by_key: HashMap<String, u32, ahash::RandomState>,
}

impl<'d> Register<'d> {
    /// Adds to the entities of a document in this language.
    pub(super) fn new(of_document: &'d mut Vec<DocumentEntity>, language: &'d str) -> Self {
        Self { of_document, language, by_key: HashMap::default() }
    }

    /// The entity of this type and name, which this document alone knows, and the position of the name.
    pub(super) fn unlisted(&mut self, entity_type: &str, lemma: &str) -> (u32, u16) {
        self.named(None, entity_type, lemma)
    }

    /// The entity of a composed id, or of this type and name where there is none, and the position of the name.
    pub(super) fn named(&mut self, composed: Option<&str>, entity_type: &str, lemma: &str) -> (u32, u16) {
        let key = match composed {
            Some(id) => id.to_owned(),
            None => format!("{entity_type}\n{}", Words::new(lemma).whole_key()),
        };
        if let Some(position) = self.by_key.get(&key) {
            return (*position, self.of_document[*position as usize].name(lemma, self.language));
        }
        let position = self.add(composed, entity_type);
        let name = self.of_document[position as usize].name(lemma, self.language);
        self.by_key.insert(key, position);
        (position, name)
    }

    /// A person of these names, the fullest first, who is in no register yet.
    pub(super) fn person(&mut self, names: &[String], gender: Option<Gender>) -> u32 {
        let position = self.add(None, "PERSON");
        let entity = &mut self.of_document[position as usize];
        for name in names {
            entity.name(name, self.language);
        }
        let entry = Arc::make_mut(&mut entity.entity.entry);
        let flags = Arc::new(Flags { hints: Hints { gender, ..Hints::default() }, ..Flags::default() });
        entry.names.iter_mut().for_each(|name| name.flags = Arc::clone(&flags));
        let shown = match gender {
            Some(Gender::Masc) => Some("male"),
            Some(Gender::Fem) => Some("female"),
            _ => None,
        };
        entry.metadata = shown.map(|gender| ("gender".to_owned(), gender.to_owned())).into_iter().collect();
        position
    }

    /// An entity without names.
    fn add(&mut self, composed: Option<&str>, entity_type: &str) -> u32 {
        let position = self.of_document.len() as u32;
        let (origin, resource_name, gazetteer) = match composed {
            Some(id) => (Origin::Composed, id.to_owned(), id.split('@').next().unwrap_or_default().to_owned()),
            None => (Origin::Unlisted, format!("{UNLISTED}/{}", position + 1), UNLISTED.to_owned()),
        };
        let id = resource_name.split_once(['/', '@']).map_or(&*resource_name, |(_, id)| id).to_owned();
        let entry = Entry {
            kind: EntryKind::Entity,
            id,
            entity_type: entity_type.into(),
            names: Vec::new(),
            weight: 0.0,
            external_ids: Vec::new(),
            metadata: Vec::new(),
            source: Source { uri: "".into(), line: 0 },
        };
        let entity = Entity { resource_name, gazetteer: gazetteer.into(), entry: entry.into() };
        self.of_document.push(DocumentEntity { entity, origin });
        position
    }
}

impl DocumentEntity {
    /// The position of a name, which is added when it is new.
    pub(super) fn name(&mut self, text: &str, language: &str) -> u16 {
        let names = &mut Arc::make_mut(&mut self.entity.entry).names;
        let position = names.iter().position(|other| other.text == text).unwrap_or_else(|| {
            names.push(Name {
                text: text.to_owned(),
                language: language.into(),
                relation: Relation::Name,
                preferred: names.is_empty(),
                flags: Arc::default(),
                column: 0,
            });
            names.len() - 1
        });
        u16::try_from(position).unwrap_or_default()
    }
}
