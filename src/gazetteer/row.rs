//! A row, whatever file format it came from: named cells -> an [`Entry`], with diagnostics.

use std::collections::HashMap;
use std::sync::Arc;

use super::effect::Circumstances;
use super::flags::{self, FlagError};
use super::spelling::{self, Fault};
use super::value::Value;
use super::{Code, Diagnostic, Entry, EntryKind, Fix, Flags, Name, Relation, Source};
use crate::morph::Language;
use serde::{Deserialize, Serialize};

/// One value of a row: what stands under a column, and where.
pub(super) struct Cell<'a> {
    /// What the column means.
    pub(super) column: &'a Column,
    /// The values: one, or for names as many as were separated.
    pub(super) values: Vec<Value<'a>>,
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

/// Codes that are taken for those of languages, and what they stand for.
const MISTAKEN_LANGUAGES: [(&str, &str); 8] =
    [("kz", "kk"), ("kaz", "kk"), ("qz", "kk"), ("rus", "ru"), ("eng", "en"), ("us", "en"), ("gb", "en"), ("ua", "uk")];

/// The country that a row belongs to, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryReference {
    /// Id in `countries`.
    pub id: String,
    /// One-based line.
    pub line: u32,
    /// One-based column in code points.
    pub column: u32,
}

/// What is read of a file.
pub(super) struct Rows {
    pub(super) entries: Vec<Arc<Entry>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) name_languages: Vec<Arc<str>>,
    pub(super) countries: Vec<CountryReference>,
}

/// Collects the entries and diagnostics of one file.
pub(super) struct RowReader {
    uri: Arc<str>,
    default_type: Option<Arc<str>>,
    /// The flags of names without any.
    no_flags: Arc<Flags>,
    entries: Vec<Arc<Entry>>,
    diagnostics: Vec<Diagnostic>,
    lines_by_id: HashMap<String, u32>,
    name_languages: Vec<Arc<str>>,
    countries: Vec<CountryReference>,
}

impl RowReader {
    pub(super) fn new(gazetteer: &str, uri: Arc<str>) -> Self {
        Self {
            uri,
            default_type: default_type(gazetteer).map(Arc::from),
            no_flags: Arc::default(),
            entries: Vec::new(),
            diagnostics: Vec::new(),
            lines_by_id: HashMap::new(),
            name_languages: Vec::new(),
            countries: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Rows {
        let Self { entries, diagnostics, name_languages, countries, .. } = self;
        Rows { entries, diagnostics, name_languages, countries }
    }

    pub(super) fn report(&mut self, code: Code, line: u32, column: u32, message: String) {
        self.push(self.diagnostic(code, line, column, message));
    }

    /// A diagnostic of this file.
    pub(super) fn diagnostic(&self, code: Code, line: u32, column: u32, message: String) -> Diagnostic {
        Diagnostic::new(code, &self.uri, line, column, message)
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes note of a column that the file has. `position` is where it is named.
    pub(super) fn column(&mut self, column: &Column, line: u32, position: u32) {
        let Column::Names { language, preferred, .. } = column else { return };
        if *preferred && !self.name_languages.contains(language) {
            self.name_languages.push(Arc::clone(language));
        }
        if let Some((_, meant)) = MISTAKEN_LANGUAGES.iter().find(|(mistaken, _)| **mistaken == **language) {
            let message = format!("`{language}` is no language, so that nothing is inflected; did you mean `{meant}`?");
            self.report(Code::UnknownLanguage, line, position, message);
        }
    }

    /// Tells what is wrong with the characters of a value.
    pub(super) fn faults(&mut self, line: u32, value: &Value<'_>, faults: Vec<Fault>) {
        for fault in faults {
            let columns = value.at(fault.offset)..value.at(fault.offset + fault.length);
            let fix = fault.replacement.map(|by| Fix::Replace { columns: columns.clone(), by });
            let diagnostic = self.diagnostic(fault.code, line, columns.start, fault.message);
            self.push(diagnostic.until(columns.end).with_fix(fix));
        }
    }

    /// Reads one row; a faulty one is reported and left out.
    pub(super) fn row(&mut self, line: u32, cells: &[Cell<'_>]) {
        let faults_before = self.diagnostics.len();
        let entry = self.entry(line, cells);
        let faulty = self.diagnostics[faults_before..].iter().any(|d| d.severity == super::Severity::Error);
        if !faulty {
            self.entries.push(Arc::new(entry));
        }
    }

    fn entry(&mut self, line: u32, cells: &[Cell<'_>]) -> Entry {
        // There are many rows, and lists that grow are longer than what they hold.
        let count = |is_of: fn(&Column) -> bool| {
            cells.iter().filter(|cell| is_of(cell.column)).map(|cell| cell.values.len()).sum()
        };
        let mut entry = Entry {
            kind: EntryKind::Entity,
            id: String::new(),
            entity_type: self.default_type.clone().unwrap_or_default(),
            names: Vec::with_capacity(count(Column::is_list)),
            weight: 0.0,
            external_ids: Vec::with_capacity(count(|column| matches!(column, Column::Reference(_)))),
            metadata: Vec::with_capacity(count(|column| matches!(column, Column::Text(_) | Column::Year(_)))),
            source: Source { uri: Arc::clone(&self.uri), line },
        };
        let mut hidden_names = Vec::new();
        let mut has_faulty_name = false;
        let mut type_column = 1;
        let mut from_column = 1;
        let mut flagged = Vec::new();
        for cell in cells {
            for value in &cell.values {
                let Some(value) = self.clean(line, value) else {
                    has_faulty_name |= cell.column.is_list();
                    continue;
                };
                let (text, column) = (value.text, value.column);
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
                            flags: Arc::clone(&self.no_flags),
                            column,
                        };
                        match self.name(name, target, line, &value) {
                            Some(name) => target.push(name),
                            None => has_faulty_name = true,
                        }
                        if text.contains('{') {
                            flagged.push(Circumstances { value, language, relation: *relation });
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
                    Column::Text(key) => {
                        if *key == "country" {
                            self.countries.push(CountryReference { id: text.to_owned(), line, column });
                        }
                        entry.metadata.push(((*key).to_owned(), text.to_owned()));
                    }
                    Column::Year(key) => {
                        if *key == "from" {
                            from_column = column;
                        }
                        match text.parse::<i32>() {
                            Ok(year) if (-10_000..=10_000).contains(&year) => {
                                entry.metadata.push(((*key).to_owned(), text.to_owned()));
                            }
                            _ => {
                                let message = format!("`{key}` takes a year such as `1991`, not `{text}`");
                                self.report(Code::InvalidYear, line, column, message);
                            }
                        }
                    }
                    Column::Status if text == "removed" => entry.kind = EntryKind::Removal,
                    Column::Status => {
                        let message =
                            format!("unknown status `{text}`; the only one is `removed`, else leave the cell empty");
                        self.report(Code::InvalidStatus, line, column, message);
                    }
                }
            }
        }
        self.years(&entry, line, from_column);
        for fault in flagged.iter().flat_map(|name| name.faults(&entry.entity_type)) {
            let diagnostic = self.diagnostic(fault.code, line, fault.column, fault.message);
            self.push(diagnostic.until(fault.end_column).with_fix(fault.fix));
        }
        self.kazakh_letters(&entry, line);
        self.whole(&mut entry, hidden_names, has_faulty_name, line, type_column);
        entry
    }

    /// Preferred Russian names with letters that only Kazakh has, but for titles, which Russian texts write as they are.
    fn kazakh_letters(&mut self, entry: &Entry, line: u32) {
        if &*entry.entity_type == "ORGANIZATION" {
            return;
        }
        for name in &entry.names {
            let is_russian = name.preferred && Language::from_tag(&name.language) == Language::Russian;
            if let Some((offset, letter)) =
                spelling::kazakh_letter(&name.text).filter(|_| is_russian && !name.flags.form)
            {
                let message = format!("Russian has no letter `{letter}`; is the name in the wrong column?");
                let column = name.column + offset as u32;
                let diagnostic = self.diagnostic(Code::WrongScript, line, column, message).until(column + 1);
                self.push(diagnostic);
            }
        }
    }

    /// The value without stray white space; `None` when it is empty.
    fn clean<'a>(&mut self, line: u32, value: &Value<'a>) -> Option<Value<'a>> {
        let text = value.text.trim();
        let before = value.text.chars().take_while(|character| character.is_whitespace()).count();
        if let Some(position) = text.chars().position(char::is_control) {
            let message = "a control character stands in the cell; delete it".to_owned();
            self.report(Code::ControlCharacter, line, value.at(before + position), message);
            return None;
        }
        self.faults(line, value, spelling::stray_spaces(value.text));
        let column = value.at(before);
        let source = value.source.map(|source| {
            let skipped = source.char_indices().nth((column - value.column) as usize);
            skipped.map_or("", |(at, _)| &source[at..])
        });
        (!text.is_empty()).then_some(Value { text, column, source })
    }

    fn id(&mut self, entry: &mut Entry, text: &str, line: u32, column: u32) {
        if !is_identifier(text) {
            let message = format!("`{text}` cannot be an id: use letters and digits of ASCII, `.`, `_`, `-`");
            self.report(Code::InvalidId, line, column, message);
        } else if let Some(first) = self.lines_by_id.get(text) {
            let message = format!("id `{text}` stands in line {first} already; give one of the two another id");
            let diagnostic = self.diagnostic(Code::DuplicateId, line, column, message);
            self.push(diagnostic.until(column + text.len() as u32));
        } else {
            self.lines_by_id.insert(text.to_owned(), line);
        }
        text.clone_into(&mut entry.id);
    }

    /// The name with its flags read; `None`, reported, when it cannot be used.
    fn name(&mut self, mut name: Name, others: &[Name], line: u32, value: &Value<'_>) -> Option<Name> {
        let column = name.column;
        let hidden = usize::from(value.text.len() != name.text.len());
        let unflagged = value.text.split(['{', '}']).next().unwrap_or_default();
        let (text, flags) = match flags::parse(&name.text) {
            Ok((text, flags)) => (text.trim_end().to_owned(), flags),
            Err(error) => {
                self.faults(line, value, spelling::wrong_letters(unflagged, &name.language));
                self.flag_error(error, line, value, hidden);
                return None;
            }
        };
        if !text.chars().any(char::is_alphanumeric) {
            let message = format!("name `{text}` has no letter or digit and can never be found");
            self.report(Code::UnmatchableName, line, column, message);
            return None;
        }
        // Who asks for the very letters means them.
        let is_meant = flags.form || flags.letter_case == super::LetterCase::Exact;
        let faults = spelling::wrong_letters(unflagged, &name.language).into_iter();
        let faults = faults.filter(|fault| !is_meant || !matches!(fault.code, Code::MixedScript | Code::WrongScript));
        self.faults(line, value, faults.collect());
        let same =
            |other: &&Name| other.text == text && other.language == name.language && other.relation == name.relation;
        let end = value.at(value.text.chars().count());
        match others.iter().find(same) {
            Some(other) if *other.flags == flags => {
                let message = format!("`{text}` stands in this row already, at column {}; delete one", other.column);
                let diagnostic = self.diagnostic(Code::RepeatedName, line, column, message).until(end);
                self.push(diagnostic.with_fix(Fix::DeleteName { column }));
                return None;
            }
            Some(other) => {
                let message = format!(
                    "`{text}` stands in this row already, at column {}, with other flags; say them all in one place",
                    other.column
                );
                let diagnostic = self.diagnostic(Code::ConflictingName, line, column, message).until(end);
                self.push(diagnostic);
            }
            None => {}
        }
        name.text = text;
        if flags != *name.flags {
            name.flags = Arc::new(flags);
        }
        Some(name)
    }

    /// Tells why flags cannot be read; `before` is the number of characters in front of the name.
    fn flag_error(&mut self, error: FlagError, line: u32, value: &Value<'_>, before: usize) {
        match error {
            FlagError::Unknown { flag, nearest, offset } => {
                let message = match nearest {
                    Some(nearest) => format!("unknown flag `{flag}`; did you mean `{nearest}`?"),
                    None => format!("unknown flag `{flag}`; docs/GAZETTEERS.md lists the flags"),
                };
                let start = value.at(before + offset);
                let end = value.at(before + offset + flag.chars().count());
                let diagnostic = self.diagnostic(Code::UnknownFlag, line, start, message).until(end);
                self.push(diagnostic);
            }
            FlagError::Value { message, offset } => {
                self.report(Code::InvalidFlag, line, value.at(before + offset), message);
            }
            FlagError::Malformed { offset } => {
                let message = "flags stand in one pair of braces at the end of the name: `Дюма{fix}`".to_owned();
                self.report(Code::MalformedFlags, line, value.at(before + offset), message);
            }
        }
    }

    fn years(&mut self, entry: &Entry, line: u32, column: u32) {
        let year = |key: &str| {
            let value = entry.metadata.iter().find(|(name, _)| name == key);
            value.and_then(|(_, year)| year.parse::<i32>().ok())
        };
        if let (Some(from), Some(to)) = (year("from"), year("to"))
            && from > to
        {
            let message = format!("`from` {from} is after `to` {to}; are they exchanged?");
            self.report(Code::InvalidYear, line, column, message);
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
