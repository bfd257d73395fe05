//! Entries -> a table, the inverse of reading one: for tables that a program writes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::row::is_identifier;
use super::{Entry, EntryKind, Name, Relation};

/// Columns of metadata, as they are written.
const METADATA: [&str; 4] = ["country", "from", "to", "note"];

/// Languages whose columns come before others, as in the tables that people write.
const LANGUAGES: [&str; 3] = ["ru", "kk", "en"];

/// A table, and where everything in it stands.
#[derive(Clone, Debug)]
pub struct Table {
    /// The table; without entries a header alone.
    pub text: String,
    /// For each entry the one-based columns, in code points, where its parts begin.
    parts: Vec<Vec<(u32, Part)>>,
}

/// A part of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The id.
    Id,
    /// The entity type.
    Type,
    /// The name at this position.
    Name(usize),
    /// The weight.
    Weight,
    /// The external id at this position.
    ExternalId(usize),
    /// The metadata at this position.
    Metadata(usize),
}

/// A column of the table: what is read as [`super::row::Column`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Id,
    Type,
    /// By kind, then by the place of the language among [`LANGUAGES`].
    Names(Kind, usize, Arc<str>),
    Metadata(usize),
    Weight,
    ExternalId(String),
    Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name,
    Alias,
    Adjective,
    Demonym,
}

impl Table {
    /// Writes the entries, a row each, with the columns that they need. Of entries with something [`unwritable`], some is left out.
    ///
    /// Reading the table gives the entries back, with names in the order of the columns.
    pub fn of(entries: &[Arc<Entry>]) -> Self {
        let columns = columns(entries);
        let header: Vec<String> = columns.iter().map(Column::header).collect();
        let mut text = header.join("\t") + "\n";
        let mut parts = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut row = Row::default();
            for (index, column) in columns.iter().enumerate() {
                if index > 0 {
                    row.write("\t");
                }
                row.cell(column, entry);
            }
            text += &row.text;
            text.push('\n');
            parts.push(row.parts);
        }
        Self { text, parts }
    }

    /// The position of the entry and its part that stand at this place, both counted from one.
    pub fn part_at(&self, line: u32, column: u32) -> Option<(usize, Part)> {
        let entry = (line as usize).checked_sub(2)?;
        let parts = self.parts.get(entry)?;
        let part = parts.iter().rev().find(|(start, _)| *start <= column).map_or(Part::Id, |(_, part)| *part);
        Some((entry, part))
    }
}

/// What no table can hold of this entry, and why: one line without a full stop.
pub fn unwritable(entry: &Entry) -> Vec<(Part, String)> {
    let mut problems = Vec::new();
    let mut refuse = |part: Part, why: String| problems.push((part, why));
    if !is_identifier(&entry.id) {
        refuse(Part::Id, format!("`{}` cannot be an id: use letters and digits of ASCII, `.`, `_`, `-`", entry.id));
    }
    if entry.entity_type.contains(char::is_control) {
        refuse(Part::Type, "has a control character".to_owned());
    }
    for (index, name) in entry.names.iter().enumerate() {
        let part = Part::Name(index);
        if let Some(letter) = name.text.chars().find(|letter| letter.is_control() || matches!(letter, '|' | '{' | '}'))
        {
            refuse(part, format!("has a `{}`, which no name of a table can have", letter.escape_debug()));
        } else if name.text.starts_with('-') && Kind::of(name) == Kind::Alias {
            refuse(part, "begins with `-`, which hides a name".to_owned());
        }
        if !is_identifier(&name.language) {
            refuse(part, format!("`{}` cannot be a language", name.language));
        }
    }
    for (index, (key, value)) in entry.external_ids.iter().enumerate() {
        if !is_identifier(key) {
            refuse(
                Part::ExternalId(index),
                format!("`{key}` cannot be a key: use letters and digits of ASCII, `.`, `_`, `-`"),
            );
        }
        if value.contains(char::is_control) {
            refuse(Part::ExternalId(index), "has a control character".to_owned());
        }
    }
    for (index, (key, value)) in entry.metadata.iter().enumerate() {
        if !METADATA.contains(&key.as_str()) {
            refuse(
                Part::Metadata(index),
                format!("there is no column `{key}`; there are `country`, `from`, `to` and `note`"),
            );
        }
        if value.contains(char::is_control) {
            refuse(Part::Metadata(index), "has a control character".to_owned());
        }
    }
    problems
}

fn columns(entries: &[Arc<Entry>]) -> Vec<Column> {
    let mut columns = BTreeSet::from([Column::Id]);
    for entry in entries {
        if entry.kind == EntryKind::Removal {
            columns.insert(Column::Status);
            continue;
        }
        columns.extend(entry.names.iter().map(|name| Column::names(Kind::of(name), &name.language)));
        if entry.kind == EntryKind::NameRemoval {
            continue;
        }
        if !entry.entity_type.is_empty() {
            columns.insert(Column::Type);
        }
        if entry.weight > 0.0 {
            columns.insert(Column::Weight);
        }
        columns.extend(entry.external_ids.iter().map(|(key, _)| Column::ExternalId(key.clone())));
        let metadata =
            |(key, _): &(String, String)| METADATA.iter().position(|known| known == key).map(Column::Metadata);
        columns.extend(entry.metadata.iter().filter_map(metadata));
    }
    if !columns.iter().any(|column| matches!(column, Column::Names(..))) {
        // A table needs one, also one that only hides.
        columns.insert(Column::names(Kind::Name, &"ru".into()));
    }
    columns.into_iter().collect()
}

impl Column {
    fn names(kind: Kind, language: &Arc<str>) -> Self {
        let place = LANGUAGES.iter().position(|known| **known == **language).unwrap_or(LANGUAGES.len());
        Self::Names(kind, place, Arc::clone(language))
    }

    fn header(&self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Type => "type".to_owned(),
            Self::Names(Kind::Name, _, language) => format!("name:{language}"),
            Self::Names(Kind::Alias, _, language) => format!("alias:{language}"),
            Self::Names(Kind::Adjective, _, language) => format!("adj:{language}"),
            Self::Names(Kind::Demonym, _, language) => format!("dem:{language}"),
            Self::Metadata(index) => METADATA[*index].to_owned(),
            Self::Weight => "prior".to_owned(),
            Self::ExternalId(key) => format!("ref:{key}"),
            Self::Status => "status".to_owned(),
        }
    }
}

impl Kind {
    fn of(name: &Name) -> Self {
        match (name.relation, name.preferred) {
            (Relation::Name, true) => Self::Name,
            (Relation::Name, false) => Self::Alias,
            (Relation::Adjective, _) => Self::Adjective,
            (Relation::Demonym, _) => Self::Demonym,
        }
    }
}

/// A row that is being written.
#[derive(Default)]
struct Row {
    text: String,
    length: u32,
    parts: Vec<(u32, Part)>,
}

impl Row {
    fn write(&mut self, text: &str) {
        self.text += text;
        self.length += text.chars().count() as u32;
    }

    fn begin(&mut self, part: Part) {
        self.parts.push((self.length + 1, part));
    }

    fn cell(&mut self, column: &Column, entry: &Entry) {
        let is_entity = entry.kind == EntryKind::Entity;
        match column {
            Column::Id => {
                self.begin(Part::Id);
                self.write(&entry.id);
            }
            Column::Status if entry.kind == EntryKind::Removal => self.write("removed"),
            Column::Names(kind, _, language) if entry.kind != EntryKind::Removal => self.names(*kind, language, entry),
            Column::Type if is_entity => {
                self.begin(Part::Type);
                self.write(&entry.entity_type);
            }
            Column::Weight if is_entity && entry.weight > 0.0 => {
                self.begin(Part::Weight);
                self.write(&entry.weight.to_string());
            }
            Column::ExternalId(key) if is_entity => self.pair(key, &entry.external_ids, Part::ExternalId),
            Column::Metadata(index) if is_entity => self.pair(METADATA[*index], &entry.metadata, Part::Metadata),
            _ => {}
        }
    }

    fn names(&mut self, kind: Kind, language: &str, entry: &Entry) {
        let names =
            entry.names.iter().enumerate().filter(|(_, name)| Kind::of(name) == kind && *name.language == *language);
        for (position, (index, name)) in names.enumerate() {
            if position > 0 {
                self.write("|");
            }
            self.begin(Part::Name(index));
            if entry.kind == EntryKind::NameRemoval {
                self.write("-");
            }
            self.write(&name.text);
            let flags = name.flags.to_string();
            if !flags.is_empty() {
                self.write(&format!("{{{flags}}}"));
            }
        }
    }

    fn pair(&mut self, key: &str, pairs: &[(String, String)], part: impl Fn(usize) -> Part) {
        if let Some(index) = pairs.iter().position(|(other, _)| other == key) {
            self.begin(part(index));
            self.write(&pairs[index].1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::GazetteerFile;

    const TABLE: &str = "id\ttype\tname:ru\tname:en\talias:ru\tadj:ru\tcountry\tfrom\tnote\tprior\tref:wikidata\tstatus\n\
                         a\tPERSON\tСтэн Ли{g=m,short}\tStan Lee\tСтэнли Мартин Либер{g=m}|Ли С.{form}\t\tUS\t1922\tx y\t1234567\tQ181900\t\n\
                         b\t\t\t\t\t\t\t\t\t\t\tremoved\n\
                         c\t\t\t\t-Родник\t\t\t\t\t\t\t\n\
                         d\tPERSON\tТурок{pl,stem=турк}\t\t\tтурецкий\t\t\t\t0.5\t\t\n";

    fn read(table: &str) -> GazetteerFile {
        let file = GazetteerFile::parse("people.tsv", "people.tsv", table.as_bytes());
        assert_eq!(file.diagnostics, []);
        file
    }

    #[test]
    fn a_table_is_written_as_it_is_read() {
        let file = read(TABLE);
        assert!(file.entries.iter().all(|entry| unwritable(entry).is_empty()));
        assert_eq!(Table::of(&file.entries).text, TABLE);
    }

    #[test]
    fn the_default_gazetteers_come_back_from_their_tables() {
        for file in super::super::embedded_files() {
            let table = Table::of(&file.entries);
            let name = format!("{}.tsv", file.gazetteer);
            let again = GazetteerFile::parse(&name, &file.uri, table.text.as_bytes());
            assert!(!again.has_errors(), "{:?}", again.diagnostics.first());
            assert_eq!(again.entries.len(), file.entries.len());
            let (mut names, mut names_again) = (Vec::new(), Vec::new());
            for (names, entries) in [(&mut names, &file.entries), (&mut names_again, &again.entries)] {
                for entry in entries {
                    names.extend(entry.names.iter().map(|name| {
                        (
                            entry.id.clone(),
                            name.text.clone(),
                            name.language.clone(),
                            name.flags.to_string(),
                            name.preferred,
                        )
                    }));
                }
                names.sort();
            }
            assert!(names == names_again, "{}", file.gazetteer);
            assert_eq!(Table::of(&again.entries).text, table.text, "{}", file.gazetteer);
        }
    }

    #[test]
    fn nothing_but_removals_is_a_table_too() {
        assert_eq!(read(&Table::of(&[]).text).entries, []);
        let removal = read("id\tname:ru\tstatus\nx\t\tremoved\n");
        assert_eq!(read(&Table::of(&removal.entries).text).entries, removal.entries);
    }

    #[test]
    fn a_problem_is_led_back_to_its_part() {
        let mut entries = read(TABLE).entries;
        Arc::make_mut(&mut entries[0]).names[2].text = "Ли{oops}".to_owned();
        Arc::make_mut(&mut entries[3]).entity_type = "people".into();
        let table = Table::of(&entries);
        let file = GazetteerFile::parse("people.tsv", "people.tsv", table.text.as_bytes());
        let parts: Vec<_> =
            file.diagnostics.iter().map(|problem| table.part_at(problem.line, problem.column)).collect();
        assert_eq!(parts, [Some((0, Part::Name(2))), Some((3, Part::Type))]);
        assert_eq!(table.part_at(1, 1), None);
    }

    #[test]
    fn what_a_table_cannot_hold_is_told() {
        let mut entry = Entry::clone(&read(TABLE).entries[0]);
        entry.id = "a/b".to_owned();
        entry.names[0].text = "a\tb".to_owned();
        entry.names[2].text = "-x".to_owned();
        entry.metadata.push(("colour".to_owned(), "red".to_owned()));
        let parts: Vec<Part> = unwritable(&entry).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, [Part::Id, Part::Name(0), Part::Name(2), Part::Metadata(3)]);
    }
}
