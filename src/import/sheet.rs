//! The table in the making: entities with unique ids, written as a file that loads.

use std::collections::{HashMap, HashSet};

use super::slug::slug;
use crate::gazetteer::{Diagnostic, Flags, GazetteerFile, Severity};
use crate::text::Words;

/// What became of something in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// A row, a column or a value is not in the table.
    Dropped,
    /// A row was laid together with another.
    Merged,
    /// A value stands in the table otherwise than in the input.
    Changed,
}

impl Effect {
    /// The effect in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Merged => "merged",
            Self::Changed => "changed",
        }
    }
}

/// Something that an editor should know of the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What became of it.
    pub effect: Effect,
    /// Line of the input, from 1.
    pub line: u32,
    /// Number of the cell in the row, from 1; 0 when it is about the row as a whole.
    pub column: u32,
    /// Why, in one line.
    pub message: String,
}

/// What an import gives.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The table, a gazetteer file without errors; empty when there are no entities.
    pub tsv: String,
    /// Number of entities in it.
    pub entities: usize,
    /// Number of rows of the input that are not in it.
    pub dropped_rows: usize,
    /// What was dropped, merged or changed, by line.
    pub notes: Vec<Note>,
}

/// One entity in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Line of the input.
    pub(super) line: u32,
    /// The id, where the input gives one.
    pub(super) id: String,
    /// The cells by column: values of names, one value of others.
    pub(super) cells: Vec<(String, Vec<String>)>,
}

impl Draft {
    /// The values under a column.
    pub(super) fn values(&self, column: &str) -> &[String] {
        self.cells.iter().find(|(other, _)| other == column).map_or(&[], |(_, values)| values)
    }

    /// Adds a value to a column.
    pub(super) fn add(&mut self, column: &str, value: String) {
        match self.cells.iter_mut().find(|(other, _)| other == column) {
            Some((_, values)) => values.push(value),
            None => self.cells.push((column.to_owned(), vec![value])),
        }
    }

    /// Whether the name stands in the row in this language and relation, whatever its flags.
    fn has_name(&self, column: &str, value: &str) -> bool {
        let (kind, language) = column.split_once(':').unwrap_or((column, ""));
        let columns = if matches!(kind, "name" | "alias") { vec!["name", "alias"] } else { vec![kind] };
        columns
            .iter()
            .any(|kind| self.values(&format!("{kind}:{language}")).iter().any(|other| bare(other) == bare(value)))
    }

    /// The name that gives the id, and under which rows are the same: English, else Russian, else Kazakh, else the first.
    fn name(&self) -> Option<&str> {
        let preferred = ["name:en", "name:ru", "name:kk"].into_iter().find_map(|column| self.values(column).first());
        let first =
            || self.cells.iter().find(|(column, _)| column.starts_with("name:")).and_then(|(_, values)| values.first());
        preferred.or_else(first).map(|name| bare(name))
    }
}

fn bare(name: &str) -> &str {
    Flags::split(name).map_or(name, |(text, _)| text)
}

fn is_name_column(column: &str) -> bool {
    column.starts_with("name:")
        || column.starts_with("alias:")
        || column.starts_with("adj:")
        || column.starts_with("dem:")
}

/// Collects drafts.
#[derive(Debug)]
pub(super) struct Sheet {
    file_name: String,
    drafts: Vec<Draft>,
    by_id: HashMap<String, usize>,
    /// Positions of the entities by the slugs of their names.
    by_slug: HashMap<String, Vec<usize>>,
    /// Ids that another file has, with the folded names of their entities.
    taken: HashMap<String, HashSet<String>>,
    dropped_rows: usize,
    notes: Vec<Note>,
}

impl Sheet {
    /// A table for a gazetteer file of this name, beside what another file has.
    pub(super) fn new(file_name: &str, taken: HashMap<String, HashSet<String>>) -> Self {
        Self {
            file_name: file_name.to_owned(),
            drafts: Vec::new(),
            by_id: HashMap::new(),
            by_slug: HashMap::new(),
            taken,
            dropped_rows: 0,
            notes: Vec::new(),
        }
    }

    /// Notes something.
    pub(super) fn note(&mut self, effect: Effect, line: u32, column: u32, message: String) {
        self.notes.push(Note { effect, line, column, message });
    }

    /// Notes that a row is left out.
    pub(super) fn drop_row(&mut self, line: u32, column: u32, message: String) {
        self.dropped_rows += 1;
        self.note(Effect::Dropped, line, column, message);
    }

    /// Adds a name to a draft, fit for a table; a second preferred name becomes an alias.
    pub(super) fn add_name(&mut self, draft: &mut Draft, column: &str, value: &str, place: u32) {
        let mut value = value.to_owned();
        if Flags::split(&value).is_none() {
            let replaced = value.replace('{', "(").replace('}', ")");
            let message = format!("`{value}` is written `{replaced}`: braces hold flags");
            self.note(Effect::Changed, draft.line, place, message);
            value = replaced;
        }
        if let Some(rest) = value.strip_prefix('-') {
            let message = format!("`{value}` is written without the minus, which would hide the name in a layer below");
            let rest = rest.trim_start().to_owned();
            self.note(Effect::Changed, draft.line, place, message);
            value = rest;
        }
        if !value.chars().any(char::is_alphanumeric) {
            self.note(
                Effect::Dropped,
                draft.line,
                place,
                format!("`{value}` has no letter or digit and can never be found"),
            );
            return;
        }
        if draft.has_name(column, &value) {
            self.note(Effect::Dropped, draft.line, place, format!("`{value}` stands in the row already"));
            return;
        }
        match column.split_once(':') {
            Some(("name", language)) if !draft.values(column).is_empty() => {
                draft.add(&format!("alias:{language}"), value);
            }
            _ => draft.add(column, value),
        }
    }

    /// Takes an entity, or lays it together with one that is there.
    pub(super) fn push(&mut self, mut draft: Draft) {
        let Some(name) = draft.name().map(str::to_owned) else {
            self.drop_row(draft.line, 0, "the row has no name".to_owned());
            return;
        };
        let has_id = !draft.id.is_empty();
        if !has_id {
            draft.id = slug(&name);
        }
        if self.taken.get(&draft.id).is_some_and(|names| names.contains(&folded(&name))) {
            let message = format!("`{name}` is in `{}` already, id `{}`", self.file_name, draft.id);
            self.drop_row(draft.line, 0, message);
            return;
        }
        let same = if has_id {
            self.by_id.get(&draft.id).copied()
        } else {
            let namesakes = self.by_slug.get(&draft.id).into_iter().flatten().copied();
            namesakes.into_iter().find(|namesake| is_same(&self.drafts[*namesake], &draft))
        };
        if let Some(same) = same {
            self.merge(same, &draft);
            return;
        }
        let id = self.unique(&draft);
        if id != draft.id {
            let message = if has_id {
                format!("id `{}` is taken, the entity gets `{id}`", draft.id)
            } else {
                format!("another entity has the id `{}`, this `{name}` gets `{id}`", draft.id)
            };
            self.note(Effect::Changed, draft.line, 0, message);
        }
        self.by_slug.entry(slug(&name)).or_default().push(self.drafts.len());
        draft.id.clone_from(&id);
        self.by_id.insert(id, self.drafts.len());
        self.drafts.push(draft);
    }

    /// The draft's id, or with the country or a number behind it when that is taken.
    fn unique(&self, draft: &Draft) -> String {
        let is_free = |id: &String| !self.by_id.contains_key(id) && !self.taken.contains_key(id);
        let country = draft.values("country").first().map(|country| format!("{}-{}", draft.id, country.to_lowercase()));
        let numbered = (2..).map(|number: u32| format!("{}-{number}", draft.id));
        std::iter::once(draft.id.clone()).chain(country).chain(numbered).find(is_free).expect("numbers do not end")
    }

    fn merge(&mut self, target: usize, draft: &Draft) {
        let mut merged = std::mem::take(&mut self.drafts[target]);
        let first_line = merged.line;
        let mut added = Vec::new();
        for (column, values) in &draft.cells {
            for value in values {
                if is_name_column(column) {
                    if merged.has_name(column, value) {
                        continue;
                    }
                    let column = match column.strip_prefix("name:") {
                        Some(language) if !merged.values(column).is_empty() => format!("alias:{language}"),
                        _ => column.clone(),
                    };
                    added.push(format!("{column} `{value}`"));
                    merged.add(&column, value.clone());
                } else if merged.values(column).is_empty() {
                    added.push(format!("{column} `{value}`"));
                    merged.add(column, value.clone());
                } else if merged.values(column) != std::slice::from_ref(value) {
                    let message =
                        format!("{column} `{value}`: line {first_line} says `{}`", merged.values(column).join("|"));
                    self.note(Effect::Dropped, draft.line, 0, message);
                }
            }
        }
        let added = if added.is_empty() { "nothing new".to_owned() } else { added.join(", ") };
        let message = format!("the same entity as line {first_line}, `{}`: {added}", merged.id);
        self.note(Effect::Merged, draft.line, 0, message);
        self.drafts[target] = merged;
    }

    /// The table. What the reader of gazetteers would refuse is left out, with the reader's reason.
    pub(super) fn finish(mut self) -> Imported {
        let tsv = loop {
            let (tsv, columns) = self.write();
            let file = GazetteerFile::parse(&self.file_name, &self.file_name, tsv.as_bytes());
            let errors = file.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
            // The header is line 1, each entity a line.
            let mut refused: Vec<(usize, &Diagnostic)> =
                errors.filter_map(|error| Some(((error.line as usize).checked_sub(2)?, error))).collect();
            refused.dedup_by_key(|(index, _)| *index);
            refused.retain(|(index, _)| *index < self.drafts.len());
            if refused.is_empty() || columns == 0 {
                break tsv;
            }
            for (index, error) in refused.iter().rev() {
                let draft = self.drafts.remove(*index);
                self.drop_row(draft.line, 0, format!("{}: {}", error.code.as_str(), error.message));
            }
        };
        let tsv = if self.drafts.is_empty() { String::new() } else { tsv };
        self.notes.sort_by_key(|note| (note.line, note.column));
        Imported { tsv, entities: self.drafts.len(), dropped_rows: self.dropped_rows, notes: self.notes }
    }

    /// The drafts as a table, and the number of its columns.
    fn write(&self) -> (String, usize) {
        const KINDS: [&str; 11] =
            ["type", "name:", "alias:", "adj:", "dem:", "country", "prior", "from", "to", "ref:", "note"];
        let rank = |column: &str| KINDS.iter().position(|kind| column.starts_with(kind)).unwrap_or(KINDS.len());
        let mut columns: Vec<&String> =
            self.drafts.iter().flat_map(|draft| &draft.cells).map(|(column, _)| column).collect();
        columns.sort_by(|a, b| (rank(a), language_rank(a), a).cmp(&(rank(b), language_rank(b), b)));
        columns.dedup();
        let mut tsv = String::from("id");
        for column in &columns {
            tsv.extend(["\t", column]);
        }
        tsv.push('\n');
        for draft in &self.drafts {
            tsv.push_str(&draft.id);
            for column in &columns {
                let separator = if is_name_column(column) { "|" } else { "; " };
                tsv.extend(["\t", &draft.values(column).join(separator)]);
            }
            tsv.push('\n');
        }
        (tsv, columns.len())
    }
}

/// Russian, Kazakh, English, others.
fn language_rank(column: &str) -> usize {
    let language = column.split_once(':').map_or("", |(_, language)| language);
    ["ru", "kk", "en"].iter().position(|known| *known == language).unwrap_or(3)
}

/// The name under which equal names are equal.
fn folded(name: &str) -> String {
    Words::new(name).whole_key()
}

/// Whether two rows without an id are of one entity: of one name, and not at odds anywhere.
fn is_same(one: &Draft, other: &Draft) -> bool {
    let key = |draft: &Draft| folded(draft.name().unwrap_or_default());
    let scalar =
        |(column, _): &&(String, Vec<String>)| !is_name_column(column) && column != "note" && column != "prior";
    let agrees =
        |(column, values): &(String, Vec<String>)| one.values(column).is_empty() || one.values(column) == values;
    key(one) == key(other) && other.cells.iter().filter(scalar).all(agrees)
}
