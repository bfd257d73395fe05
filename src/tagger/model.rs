//! A model: all gazetteers of one revision, compiled once and never changed.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::gazetteer::{self, Diagnostic, Entity, GazetteerFile, Name};
use crate::lexicon::{Compilation, Positions, Segments, Whole};
use crate::matcher::EngineKind;
use crate::morph;
use crate::reading::Templates;

/// All gazetteers of one revision, compiled.
#[derive(Debug)]
pub struct Model {
    revision: String,
    gazetteers: Vec<Gazetteer>,
    entities: Arc<[Entity]>,
    by_name: Positions,
    names: Segments,
    inflection: morph::Options,
    /// Position of each entity's gazetteer.
    gazetteer_of: Vec<u16>,
    templates: &'static Templates,
}

/// One gazetteer of a model.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// Its name: `countries`.
    pub name: Arc<str>,
    /// Hash of its files' contents, 16 hexadecimal digits.
    pub revision: String,
    /// Number of entities.
    pub entity_count: usize,
    /// Number of names in base forms.
    pub alias_count: usize,
    /// Number of surface forms generated from them.
    pub form_count: usize,
    /// Its share of the compiled model's memory, in bytes.
    pub memory_bytes: usize,
    /// Its files, in layer order.
    pub uris: Vec<Arc<str>>,
}

impl Model {
    /// Compiles gazetteer files, the lowest layer first. Gives the diagnostics of laying them over one another and
    /// of inflecting their names; those of the files themselves they carry.
    pub fn build(files: &[GazetteerFile]) -> (Self, Vec<Diagnostic>) {
        Self::build_over(None, files, morph::Options::default())
    }

    /// As [`Model::build`], with more forms of the names than it generates by default, and with what another model has compiled of the
    /// same names: where few entities changed, that takes a small part of the time, and what is found is the same.
    pub fn build_over(
        previous: Option<&Self>,
        files: &[GazetteerFile],
        inflection: morph::Options,
    ) -> (Self, Vec<Diagnostic>) {
        let frame = Frame::new(files);
        let names = previous.map(|model| &model.names);
        let (names, remarks) = Segments::new(names, &frame.entities, &frame.by_name, inflection);
        frame.with_names(names, inflection, remarks)
    }

    /// Takes compiled names; gives nothing when they cannot be of these files.
    pub(crate) fn of_whole(files: &[GazetteerFile], whole: Whole) -> Option<Self> {
        let frame = Frame::new(files);
        let inflection = whole.inflection();
        if !whole.is_sound(&frame.entities) {
            return None;
        }
        let (names, remarks) = Segments::of_whole(&frame.entities, whole);
        Some(frame.with_names(names, inflection, remarks).0)
    }

    /// Compiles the names of gazetteer files as a file can keep them.
    pub(crate) fn whole(files: &[GazetteerFile], inflection: morph::Options) -> Whole {
        let engine = Some(EngineKind::Chains);
        Whole::new(&Frame::new(files).entities, Compilation { inflection, engine, ..Compilation::default() })
    }

    /// Hash of all gazetteers' contents, 16 hexadecimal digits.
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// The gazetteers, by name.
    pub fn gazetteers(&self) -> &[Gazetteer] {
        &self.gazetteers
    }

    /// What is generated of the names beyond what every text needs.
    pub fn inflection(&self) -> morph::Options {
        self.inflection
    }

    /// The entities, by gazetteer and position in the file.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity of a resource name.
    pub fn entity(&self, resource_name: &str) -> Option<&Entity> {
        self.by_name.get(resource_name).map(|position| &self.entities[*position as usize])
    }

    /// Entities that have the text as a name in any grammatical form, or, when it ends with `*`, a name that begins with it; the
    /// best known first.
    pub fn search(&self, query: &str) -> Vec<&Entity> {
        let positions = match query.trim_end().strip_suffix('*') {
            Some(prefix) => self.names.entities_beginning(prefix),
            None => self.names.entities_named(query),
        };
        let mut entities: Vec<&Entity> =
            positions.into_iter().map(|position| &self.entities[position as usize]).collect();
        entities.sort_by(|a, b| b.entry.weight.total_cmp(&a.entry.weight));
        entities
    }

    /// Entities with an external id: `wikidata`, `Q232`. Reads every entity.
    pub fn by_external_id(&self, key: &str, value: &str) -> Vec<&Entity> {
        let has_id = |entity: &&Entity| entity.entry.external_ids.iter().any(|(k, v)| k == key && v == value);
        self.entities.iter().filter(has_id).collect()
    }

    /// Calls for every pair of a surface form and what it stands for, with the entity and the name that it is made of.
    pub fn count_forms<'m>(&'m self, mut count: impl FnMut(&'m Entity, &'m Name)) {
        self.names.count_forms(|entity, name| {
            let entity = &self.entities[entity as usize];
            count(entity, &entity.entry.names[usize::from(name)]);
        });
    }

    /// The compiled names, by position of the entity.
    pub(crate) fn names(&self) -> &Segments {
        &self.names
    }

    /// What organisations are made of.
    pub(crate) fn templates(&self) -> &Templates {
        self.templates
    }

    /// Position of an entity's gazetteer.
    pub(crate) fn gazetteer_position(&self, entity: u32) -> usize {
        usize::from(self.gazetteer_of[entity as usize])
    }
}

/// A model without its names.
struct Frame {
    revision: String,
    gazetteers: Vec<Gazetteer>,
    entities: Arc<[Entity]>,
    by_name: Positions,
    gazetteer_of: Vec<u16>,
    /// What laying the files over one another has to say.
    diagnostics: Vec<Diagnostic>,
}

impl Frame {
    fn new(files: &[GazetteerFile]) -> Self {
        let (merged, diagnostics) = gazetteer::merge(files);
        let mut hasher = blake3::Hasher::new();
        let mut gazetteers = Vec::with_capacity(merged.len());
        let mut entities = Vec::new();
        let mut gazetteer_of = Vec::new();
        for (position, merged) in merged.into_iter().enumerate() {
            hasher.update(merged.gazetteer.as_bytes()).update(&[0]).update(&merged.hash);
            gazetteers.push(Gazetteer {
                name: Arc::clone(&merged.gazetteer),
                revision: short_hash(&merged.hash),
                entity_count: merged.entries.len(),
                alias_count: merged.entries.iter().map(|entry| entry.names.len()).sum(),
                form_count: 0,
                memory_bytes: 0,
                uris: merged.uris,
            });
            let position = u16::try_from(position).expect("a directory of more than 65,535 gazetteers is not met");
            for entry in merged.entries {
                gazetteer_of.push(position);
                let resource_name = format!("{}/{}", merged.gazetteer, entry.id);
                entities.push(Entity { resource_name, gazetteer: Arc::clone(&merged.gazetteer), entry });
            }
        }
        let by_name = (0..).zip(&entities).map(|(position, entity)| (entity.resource_name.clone(), position));
        let by_name: Positions = by_name.collect();
        let revision = short_hash(hasher.finalize().as_bytes());
        Self { revision, gazetteers, entities: entities.into(), by_name, gazetteer_of, diagnostics }
    }

    fn with_names(
        self,
        names: Segments,
        inflection: morph::Options,
        remarks: Vec<Diagnostic>,
    ) -> (Model, Vec<Diagnostic>) {
        let Self { revision, mut gazetteers, entities, by_name, gazetteer_of, mut diagnostics } = self;
        diagnostics.extend(remarks);
        share_out(&mut gazetteers, &gazetteer_of, &names);
        let templates = Templates::embedded();
        (Model { revision, gazetteers, entities, by_name, names, inflection, gazetteer_of, templates }, diagnostics)
    }
}

/// Counts the forms of each gazetteer and gives it the same share of the memory.
fn share_out(gazetteers: &mut [Gazetteer], gazetteer_of: &[u16], names: &Segments) {
    names.count_forms(|entity, _| gazetteers[usize::from(gazetteer_of[entity as usize])].form_count += 1);
    let forms = gazetteers.iter().map(|gazetteer| gazetteer.form_count).sum::<usize>().max(1);
    let memory = names.memory_bytes();
    for gazetteer in gazetteers {
        gazetteer.memory_bytes = gazetteer.form_count * memory / forms;
    }
}

/// The first eight bytes of a hash in hexadecimal.
fn short_hash(hash: &[u8; 32]) -> String {
    hash[..8].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
