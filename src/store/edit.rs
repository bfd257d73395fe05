//! Changes of the overlay: entities that come, change and go without a file that anyone edits.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::overlay::{Contents, Overlay};
use super::reload::{Mode, RevisionMismatch, expect_revision};
use super::snapshot::Input;
use super::{Changes, OverlayError, Snapshot, Store};
use crate::gazetteer::{Code, Diagnostic, Entry, EntryKind, GazetteerFile, Part, Severity, Source, Table, unwritable};
use crate::tagger::Entity;

/// What to change. An entity is named once, in either list.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Entities to add, or to put in the place of those of the same name, whichever layer has them.
    pub upserts: Vec<Entity>,
    /// Names of entities to hide or, where only the overlay has them, to remove: `people/stan-lee`.
    pub deletions: Vec<String>,
    /// What of deletions that no entity answers to.
    pub absent: Absent,
    /// Whether to swap.
    pub mode: Mode,
    /// Change only when the current revision is this one.
    pub expected_revision: Option<String>,
}

/// What becomes of a deletion without an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Absent {
    /// Nothing is changed, and the caller is told.
    #[default]
    Refuse,
    /// Nothing needs to be done about it.
    Ignore,
}

/// What an edit did, or would do.
#[derive(Clone, Debug)]
pub struct EditReport {
    /// Revision before.
    pub previous_revision: String,
    /// Revision after; the same when nothing changed.
    pub revision: String,
    /// Entities that came, changed and went.
    pub changes: Changes,
    /// Warnings about the entities of the edit.
    pub warnings: Vec<Diagnostic>,
}

/// Why an edit did nothing.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The store has no overlay.
    #[error("there is no overlay")]
    NoOverlay,
    /// Nothing is loaded yet.
    #[error("the gazetteers are still being loaded")]
    NotLoaded,
    /// The current revision is not the expected one.
    #[error(transparent)]
    RevisionMismatch(#[from] RevisionMismatch),
    /// The files of the overlay stand in the way.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// These entities, which are to be deleted, do not exist.
    #[error("{} entities do not exist", .0.len())]
    NotFound(Vec<String>),
    /// Entities of the edit are faulty.
    #[error("{} problems with the entities", .0.len())]
    Invalid(Vec<EntityProblem>),
    /// The gazetteers would have errors elsewhere.
    #[error("the gazetteers would have errors")]
    Refused(Vec<Diagnostic>),
}

/// What is wrong with an entity of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityProblem {
    /// Its position among the upserts.
    pub entity: usize,
    /// What of it.
    pub part: Part,
    /// The code that a file with this problem gets, where one can have it.
    pub code: Option<Code>,
    /// What is wrong and what to do, one line without a full stop.
    pub message: String,
}

/// The overlay as the edit makes it.
struct Draft {
    contents: Contents,
    /// The gazetteers that the edit touches, by the file that the overlay has of each.
    touched: HashMap<Arc<str>, Touched>,
}

/// A table of the overlay as the edit makes it.
struct Touched {
    /// Nothing when no row is left.
    file: Option<GazetteerFile>,
    table: Table,
    /// For each row the upsert that it is of.
    upserts: Vec<Option<usize>>,
}

/// The rows that the overlay has of a gazetteer, while they are edited.
struct Rows {
    /// Rows, and the upserts that they are of. A row that goes leaves its place empty.
    slots: Vec<Option<(Arc<Entry>, Option<usize>)>>,
    slot_by_id: HashMap<String, usize>,
    /// Ids of the entities of the layers below.
    below: HashSet<String>,
}

impl Store {
    /// Changes the overlay as a whole or not at all: what is swapped in is on the disk. What changes nothing gives no new revision.
    /// Waits for its turn, and blocks.
    ///
    /// # Errors
    ///
    /// See [`EditError`]; what was loaded stays in use, and the files stay as they are.
    pub fn edit(&self, edit: &Edit) -> Result<EditReport, EditError> {
        let overlay = self.overlay.as_ref().ok_or(EditError::NoOverlay)?;
        let _turn = self.turn();
        let previous = self.current().ok_or(EditError::NotLoaded)?;
        expect_revision(&previous, edit.expected_revision.as_deref())?;
        overlay.expect(&previous.overlay)?;
        let problems: Vec<EntityProblem> = edit.upserts.iter().enumerate().flat_map(unwritable_parts).collect();
        if !problems.is_empty() {
            return Err(EditError::Invalid(problems));
        }
        let draft = Draft::new(edit, &previous, overlay)?;
        let next = match self.compiled(draft.input(&previous), &previous) {
            Ok(next) => next,
            Err(diagnostics) => return Err(draft.refused(diagnostics)),
        };
        let previous_revision = previous.model.revision().to_owned();
        let revision = next.model.revision().to_owned();
        let is_new = !Arc::ptr_eq(&previous, &next);
        let changes = if is_new { Changes::between(&previous.model, &next.model) } else { Changes::default() };
        let warnings =
            next.diagnostics.iter().filter(|diagnostic| draft.place(diagnostic).is_some()).cloned().collect();
        if is_new && edit.mode == Mode::Swap {
            overlay.replace(&previous.overlay, &draft.contents)?;
            self.activate(next);
            let Changes { added, updated, removed } = changes;
            tracing::info!(revision, previous_revision, added, updated, removed, "overlay edited");
        }
        Ok(EditReport { previous_revision, revision, changes, warnings })
    }
}

fn unwritable_parts((entity, upsert): (usize, &Entity)) -> impl Iterator<Item = EntityProblem> {
    let problems = unwritable(&upsert.entry).into_iter();
    problems.map(move |(part, message)| EntityProblem { entity, part, code: None, message })
}

impl Draft {
    fn new(edit: &Edit, previous: &Snapshot, overlay: &Overlay) -> Result<Self, EditError> {
        let is_absent = |name: &&String| previous.model.entity(name).is_none();
        let absent: Vec<String> = edit.deletions.iter().filter(is_absent).cloned().collect();
        if edit.absent == Absent::Refuse && !absent.is_empty() {
            return Err(EditError::NotFound(absent));
        }
        let mut rows: HashMap<&str, Rows> = HashMap::new();
        let rows_of = |gazetteer: &str| Rows::of(gazetteer, previous, &overlay.uri(gazetteer));
        for (index, upsert) in edit.upserts.iter().enumerate() {
            let gazetteer = &*upsert.gazetteer;
            rows.entry(gazetteer).or_insert_with(|| rows_of(gazetteer)).put(Arc::clone(&upsert.entry), index);
        }
        for (gazetteer, id) in edit.deletions.iter().filter_map(|name| name.split_once('/')) {
            rows.entry(gazetteer).or_insert_with(|| rows_of(gazetteer)).delete(id);
        }
        let mut draft = Self { contents: previous.overlay.clone(), touched: HashMap::new() };
        for (gazetteer, rows) in rows {
            let (entries, upserts): (Vec<Arc<Entry>>, Vec<_>) = rows.slots.into_iter().flatten().unzip();
            let table = Table::of(&entries);
            let content = table.text.as_bytes();
            let file = (!entries.is_empty()).then(|| overlay.file(gazetteer, content));
            match &file {
                Some(file) => draft.contents.insert(Arc::clone(&file.gazetteer), content.into()),
                None => draft.contents.remove(gazetteer),
            };
            draft.touched.insert(overlay.uri(gazetteer).into(), Touched { file, table, upserts });
        }
        Ok(draft)
    }

    /// The files as they are loaded, with those that the edit touches as it makes them: still the last layer.
    fn input(&self, previous: &Snapshot) -> Input {
        let others = previous.files.iter().filter(|file| !self.touched.contains_key(&file.uri));
        let files = others.chain(self.touched.values().filter_map(|touched| touched.file.as_ref()));
        Input { files: files.cloned().collect(), overlay: self.contents.clone(), diagnostics: Vec::new() }
    }

    /// The upsert, and the part of it, that a diagnostic is about.
    fn place(&self, diagnostic: &Diagnostic) -> Option<(usize, Part)> {
        let touched = self.touched.get(&diagnostic.uri)?;
        let (row, part) = touched.table.part_at(diagnostic.line, diagnostic.column)?;
        Some((touched.upserts[row]?, part))
    }

    /// Says of which upserts these diagnostics tell errors.
    fn refused(&self, diagnostics: Vec<Diagnostic>) -> EditError {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let problem = |error: &Diagnostic| {
            let (entity, part) = self.place(error)?;
            Some(EntityProblem { entity, part, code: Some(error.code), message: error.message.clone() })
        };
        let mut problems: Vec<EntityProblem> = errors.filter_map(problem).collect();
        problems.sort_by_key(|problem| problem.entity);
        if problems.is_empty() { EditError::Refused(diagnostics) } else { EditError::Invalid(problems) }
    }
}

impl Rows {
    /// The rows of the file, and what the files below it have.
    fn of(gazetteer: &str, previous: &Snapshot, uri: &str) -> Self {
        let mut rows = Self { slots: Vec::new(), slot_by_id: HashMap::new(), below: HashSet::new() };
        for file in previous.files.iter().filter(|file| *file.gazetteer == *gazetteer) {
            for entry in &file.entries {
                if *file.uri == *uri {
                    rows.push(Arc::clone(entry), None);
                    continue;
                }
                match entry.kind {
                    EntryKind::Entity => drop(rows.below.insert(entry.id.clone())),
                    EntryKind::Removal => drop(rows.below.remove(&entry.id)),
                    EntryKind::NameRemoval => {}
                }
            }
        }
        rows
    }

    fn push(&mut self, entry: Arc<Entry>, upsert: Option<usize>) {
        self.slot_by_id.insert(entry.id.clone(), self.slots.len());
        self.slots.push(Some((entry, upsert)));
    }

    /// Puts the row in the place of the one of its id, or at the end.
    fn put(&mut self, entry: Arc<Entry>, upsert: usize) {
        match self.slot_by_id.get(&entry.id) {
            Some(slot) => self.slots[*slot] = Some((entry, Some(upsert))),
            None => self.push(entry, Some(upsert)),
        }
    }

    /// Takes the entity away, with a row that hides it where a layer below has it.
    fn delete(&mut self, id: &str) {
        let slot = self.slot_by_id.get(id).copied();
        match (slot, self.below.contains(id)) {
            (Some(slot), true) => self.slots[slot] = Some((removal(id), None)),
            (Some(slot), false) => self.slots[slot] = None,
            (None, true) => self.push(removal(id), None),
            (None, false) => {}
        }
    }
}

/// A row that hides the entity.
fn removal(id: &str) -> Arc<Entry> {
    Arc::new(Entry {
        kind: EntryKind::Removal,
        id: id.to_owned(),
        entity_type: "".into(),
        names: Vec::new(),
        weight: 0.0,
        external_ids: Vec::new(),
        metadata: Vec::new(),
        source: Source { uri: "".into(), line: 0 },
    })
}
