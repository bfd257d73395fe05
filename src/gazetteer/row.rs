//! A row, whatever file format it came from: named cells -> an [`Entry`], with diagnostics.

use std::collections::HashMap;
use std::sync::Arc;

use super::flags::{self, FlagError};
use super::{Code, Diagnostic, Entry, EntryKind, Flags, Name, Relation, Source};

/// One value of a row: what stands under a column, and where.
pub(super) struct Cell<'a> {
    /// What the column means.
    pub(super) column: &'a Column,
    /// The values: one, or for names as many as were separated.
    pub(super) values: Vec<Value<'a>>,
}

/// One value of a cell.
pub(super) struct Value<'a> {
    /// The text as written.
    pub(super) text: &'a str,
    /// One-based column in code points where it begins.
    pub(super) column: u32,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// `id`.
    Id,
    /// `type`.
    Type,
    /// `name:ru`, `alias:ru`, `adj:ru`, `dem:ru`.
    Names { language: Arc<str>, relation: Relation, preferred: bool },
    /// `prior`.
    Weight,
    /// `ref:wikidata`.
    Reference(String),
    /// `country`, `note`.
    Text(&'static str),
    /// `from`, `to`.
    Year(&'static str),
    /// `status`.
    Status,
}

const COLUMNS: [&str; 12] =
    ["id", "type", "name:ru", "alias:ru", "adj:ru", "dem:ru", "country", "prior", "from", "to", "status", "note"];

impl Column {
    /// The column of this name, or a message that says why there is none.
    pub(super) fn parse(name: &str) -> Result<Self, String> {
        let unknown = || match nearest(name, COLUMNS) {
            Some(nearest) => format!("unknown column `{name}`; did you mean `{nearest}`?"),
            None => format!("unknown column `{name}`; docs/GAZETTEERS.md lists the columns"),
        };
        Ok(match name {
            "id" => Self::Id,
            "type" => Self::Type,
            "prior" => Self::Weight,
            "country" => Self::Text("country"),
            "note" => Self::Text("note"),
            "from" => Self::Year("from"),
            "to" => Self::Year("to"),
            "status" => Self::Status,
            _ => {
                let Some((kind, key)) = name.split_once(':').filter(|(_, key)| is_identifier(key)) else {
                    return Err(unknown());
                };
                let (relation, preferred) = match kind {
                    "name" => (Relation::Name, true),
                    "alias" => (Relation::Name, false),
                    "adj" => (Relation::Adjective, false),
                    "dem" => (Relation::Demonym, false),
                    "ref" => return Ok(Self::Reference(key.to_owned())),
                    _ => return Err(unknown()),
                };
                Self::Names { language: key.into(), relation, preferred }
            }
        })
    }

    /// Whether several values stand in one cell.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::Names { .. })
    }
}

/// The nearest of the known words, when it is near enough to be a slip.
pub(super) fn nearest(word: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether the text can stand in a resource name: letters and digits of ASCII, `.`, `_`, `-`.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// The type of the entities of a gazetteer of this name.
pub(super) fn default_type(gazetteer: &str) -> Option<&'static str> {
    match gazetteer {
        "countries" => Some("COUNTRY"),
        "cities" => Some("CITY"),
        "regions" => Some("REGION"),
        "places" => Some("LOCATION"),
        "people" => Some("PERSON"),
        "organisations" | "organizations" => Some("ORGANIZATION"),
        _ => None,
    }
}

/// Names of one row; a compiled form keeps the position of its name in two bytes.
const MOST_NAMES: usize = u16::MAX as usize;

/// Collects the entries and diagnostics of one file.
pub(super) struct RowReader {
    uri: Arc<str>,
    default_type: Option<Arc<str>>,
    entries: Vec<Entry>,
    diagnostics: Vec<Diagnostic>,
    lines_by_id: HashMap<String, u32>,
}

impl RowReader {
    pub(super) fn new(gazetteer: &str, uri: Arc<str>) -> Self {
        Self {
            uri,
            default_type: default_type(gazetteer).map(Arc::from),
            entries: Vec::new(),
            diagnostics: Vec::new(),
            lines_by_id: HashMap::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Entry>, Vec<Diagnostic>) {
        (self.entries, self.diagnostics)
    }

    pub(super) fn report(&mut self, code: Code, line: u32, column: u32, message: String) {
        let uri = Arc::clone(&self.uri);
        self.diagnostics.push(Diagnostic { severity: code.severity(), code, message, uri, line, column });
    }

    /// Reads one row; a faulty one is reported and left out.
    pub(super) fn row(&mut self, line: u32, cells: &[Cell<'_>]) {
        let faults_before = self.diagnostics.len();
        let entry = self.entry(line, cells);
        let faulty = self.diagnostics[faults_before..].iter().any(|d| d.severity == super::Severity::Error);
        if !faulty {
            self.entries.push(entry);
        }
    }

    fn entry(&mut self, line: u32, cells: &[Cell<'_>]) -> Entry {
        let mut entry = Entry {
            kind: EntryKind::Entity,
            id: String::new(),
            entity_type: self.default_type.clone().unwrap_or_default(),
            names: Vec::new(),
            weight: 0.0,
            external_ids: Vec::new(),
            metadata: Vec::new(),
            source: Source { uri: Arc::clone(&self.uri), line },
        };
        let mut hidden_names = Vec::new();
        let mut has_faulty_name = false;
        let mut type_column = 1;
        for cell in cells {
            for value in &cell.values {
                let Some(text) = self.clean(line, value) else { continue };
                let column = value.column;
                match cell.column {
                    Column::Id => self.id(&mut entry, text, line, column),
                    Column::Type => {
                        type_column = column;
                        entry.entity_type = text.into();
                    }
                    Column::Names { language, relation, preferred } => {
                        let (text, target) = match text.strip_prefix('-') {
                            Some(hidden) if *relation == Relation::Name && !preferred => (hidden, &mut hidden_names),
                            _ => (text, &mut entry.names),
                        };
                        let name = Name {
                            text: text.to_owned(),
                            language: Arc::clone(language),
                            relation: *relation,
                            preferred: *preferred,
                            flags: Flags::default(),
                            column,
                        };
                        match self.name(name, target, line) {
                            Some(name) => target.push(name),
                            None => has_faulty_name = true,
                        }
                    }
                    Column::Weight => match text.parse::<f64>() {
                        Ok(weight) if weight.is_finite() && weight >= 0.0 => entry.weight = weight,
                        _ => self.report(
                            Code::InvalidNumber,
                            line,
                            column,
                            format!("`prior` takes a number >= 0, not `{text}`"),
                        ),
                    },
                    Column::Reference(key) => entry.external_ids.push((key.clone(), text.to_owned())),
                    Column::Text(key) => entry.metadata.push(((*key).to_owned(), text.to_owned())),
                    Column::Year(key) => match text.parse::<i32>() {
                        Ok(year) if (-10_000..=10_000).contains(&year) => {
                            entry.metadata.push(((*key).to_owned(), text.to_owned()));
                        }
                        _ => {
                            self.report(Code::InvalidYear, line, column, format!("`{key}` takes a year, not `{text}`"));
                        }
                    },
                    Column::Status if text == "removed" => entry.kind = EntryKind::Removal,
                    Column::Status => {
                        let message =
                            format!("unknown status `{text}`; the only one is `removed`, else leave the cell empty");
                        self.report(Code::InvalidStatus, line, column, message);
                    }
                }
            }
        }
        self.years(&entry, line);
        self.whole(&mut entry, hidden_names, has_faulty_name, line, type_column);
        entry
    }

    /// The value without stray white space; `None` when it is empty.
    fn clean<'a>(&mut self, line: u32, value: &Value<'a>) -> Option<&'a str> {
        let text = value.text.trim();
        if let Some(position) = text.chars().position(char::is_control) {
            let message = "a control character stands in the cell; delete it".to_owned();
            self.report(Code::ControlCharacter, line, value.column + position as u32, message);
            return None;
        }
        if text.len() != value.text.len() || text.contains("  ") {
            let message = "white space at the start or end, or doubled; it is ignored, delete it".to_owned();
            self.report(Code::StrayWhitespace, line, value.column, message);
        }
        (!text.is_empty()).then_some(text)
    }

    fn id(&mut self, entry: &mut Entry, text: &str, line: u32, column: u32) {
        if !is_identifier(text) {
            let message = format!("`{text}` cannot be an id: use letters and digits of ASCII, `.`, `_`, `-`");
            self.report(Code::InvalidId, line, column, message);
        } else if let Some(first) = self.lines_by_id.get(text) {
            let message = format!("id `{text}` stands in line {first} already; give one of the two another id");
            self.report(Code::DuplicateId, line, column, message);
        } else {
            self.lines_by_id.insert(text.to_owned(), line);
        }
        text.clone_into(&mut entry.id);
    }

    /// The name with its flags read; `None`, reported, when it cannot be used.
    fn name(&mut self, mut name: Name, others: &[Name], line: u32) -> Option<Name> {
        let column = name.column;
        let (text, flags) = match flags::parse(&name.text) {
            Ok((text, flags)) => (text.trim_end().to_owned(), flags),
            Err(error) => {
                self.flag_error(&error, line, column);
                return None;
            }
        };
        if !text.chars().any(char::is_alphanumeric) {
            let message = format!("name `{text}` has no letter or digit and can never be found");
            self.report(Code::UnmatchableName, line, column, message);
            return None;
        }
        let repeated = |other: &&Name| {
            other.text == text
                && other.language == name.language
                && other.relation == name.relation
                && other.flags == flags
        };
        if others.iter().any(|other| repeated(&other)) {
            let message = format!("`{text}` stands in this row already; delete one");
            self.report(Code::RepeatedName, line, column, message);
            return None;
        }
        name.text = text;
        name.flags = flags;
        Some(name)
    }

    fn flag_error(&mut self, error: &FlagError, line: u32, column: u32) {
        let (code, offset) = match error {
            FlagError::Unknown { offset, .. } => (Code::UnknownFlag, *offset),
            FlagError::Value { offset, .. } => (Code::InvalidFlag, *offset),
            FlagError::Malformed { offset } => (Code::MalformedFlags, *offset),
        };
        self.report(code, line, column + offset as u32, error.to_string());
    }

    fn years(&mut self, entry: &Entry, line: u32) {
        let year = |key: &str| {
            let value = entry.metadata.iter().find(|(name, _)| name == key);
            value.and_then(|(_, year)| year.parse::<i32>().ok())
        };
        if let (Some(from), Some(to)) = (year("from"), year("to"))
            && from > to
        {
            self.report(Code::InvalidYear, line, 1, format!("`from` {from} is after `to` {to}"));
        }
    }

    /// What can only be said of the row as a whole.
    fn whole(
        &mut self,
        entry: &mut Entry,
        hidden_names: Vec<Name>,
        has_faulty_name: bool,
        line: u32,
        type_column: u32,
    ) {
        if entry.id.is_empty() {
            self.report(Code::MissingId, line, 1, "the row has no `id`".to_owned());
        }
        if entry.kind == EntryKind::Removal {
            entry.names.clear();
            return;
        }
        if entry.names.is_empty() && !hidden_names.is_empty() {
            entry.kind = EntryKind::NameRemoval;
            entry.names = hidden_names;
            return;
        }
        if let Some(hidden) = hidden_names.first() {
            let message = format!(
                "`-{}` hides a name of an earlier layer, but this row replaces the entity as a whole; leave the name out instead",
                hidden.text
            );
            self.report(Code::NothingToHide, line, hidden.column, message);
        }
        if entry.names.is_empty() && !has_faulty_name {
            self.report(
                Code::MissingName,
                line,
                1,
                "the row has no name: fill `name:ru`, `name:kk` or `name:en`".to_owned(),
            );
        }
        if entry.names.len() > MOST_NAMES {
            let message = format!("the row has {} names, at most {MOST_NAMES} are possible", entry.names.len());
            self.report(Code::TooManyNames, line, 1, message);
        }
        let is_type_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        if entry.entity_type.is_empty() {
            let message = "the row has no type, and the file name gives none: add a column `type`".to_owned();
            self.report(Code::MissingType, line, 1, message);
        } else if !entry.entity_type.bytes().all(is_type_letter) {
            let message = format!("type `{}` must be in `UPPER_SNAKE_CASE`", entry.entity_type);
            self.report(Code::InvalidType, line, type_column, message);
        }
    }
}
