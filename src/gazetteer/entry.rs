//! An entry of a gazetteer: one entity with its names, as its editor wrote it.

use std::fmt;
use std::sync::Arc;

use super::Flags;
use serde::{Deserialize, Serialize};

/// How a name relates to the entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Relation {
    /// The entity's own name.
    Name,
    /// A relational adjective: `казахстанский`.
    Adjective,
    /// A person from there: `казахстанец`.
    Demonym,
}

impl Relation {
    /// The relation in the output of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Adjective => "adjective",
            Self::Demonym => "demonym",
        }
    }
}

/// One name of an entity in its base form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The name without flags.
    pub text: String,
    /// BCP-47 tag of the language whose inflection rules apply.
    pub language: Arc<str>,
    /// How it relates to the entity.
    pub relation: Relation,
    /// Whether it is the preferred name of its language (`name:ru`) rather than an alias.
    pub preferred: bool,
    /// What the editor says of it. Names of which nothing is said share one.
    pub flags: Arc<Flags>,
    /// One-based column in code points where it stands.
    pub column: u32,
}

impl Name {
    /// The column that it stands under: `name:ru`, `alias:ru`, `adj:ru`, `dem:ru`.
    pub fn column_name(&self) -> String {
        let kind = match (self.relation, self.preferred) {
            (Relation::Name, true) => "name",
            (Relation::Name, false) => "alias",
            (Relation::Adjective, _) => "adj",
            (Relation::Demonym, _) => "dem",
        };
        format!("{kind}:{}", self.language)
    }

    /// Whether it says the same of what texts write: its text, language, relation and flags, wherever it stands and whether or not it is
    /// the preferred one.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        self.text == other.text
            && self.language == other.language
            && self.relation == other.relation
            && self.flags == other.flags
    }
}

/// As an editor writes it: `Дюма{fix}`.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.text, self.flags.in_braces())
    }
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file, as shown to people.
    pub uri: Arc<str>,
    /// One-based line.
    pub line: u32,
}

/// What a row does to the layers before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// Adds the entity, or replaces it.
    Entity,
    /// Hides the entity (`status` = `removed`).
    Removal,
    /// Hides the listed names of the entity (`-Родник`), and says nothing else.
    NameRemoval,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What the row does.
    pub kind: EntryKind,
    /// Id inside the gazetteer.
    pub id: String,
    /// Entity type; empty for removals.
    pub entity_type: Arc<str>,
    /// The names; for [`EntryKind::NameRemoval`] those to hide.
    pub names: Vec<Name>,
    /// How much the world writes about it: the `prior` column as written, 0 when empty.
    pub weight: f64,
    /// External ids, by key (`wikidata`).
    pub external_ids: Vec<(String, String)>,
    /// Further columns: `country`, `from`, `to`, `note`.
    pub metadata: Vec<(String, String)>,
    /// Where the row stands.
    pub source: Source,
}

/// An entity of a model, or of a request.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Resource name: `countries/KZ`.
    pub resource_name: String,
    /// Name of its gazetteer: `countries`.
    pub gazetteer: Arc<str>,
    /// What its editor wrote, shared with the file that it was read from.
    pub entry: Arc<Entry>,
}

impl Entry {
    /// The row as its editor wrote it: every column that holds something but `id` and `status`, with its values; of a column of names
    /// those in their order, with their flags.
    pub fn cells(&self) -> Vec<(String, Vec<String>)> {
        let mut cells: Vec<(String, Vec<String>)> = Vec::new();
        let mut add = |column: String, value: String| match cells.iter_mut().find(|(other, _)| *other == column) {
            Some((_, values)) => values.push(value),
            None => cells.push((column, vec![value])),
        };
        if !self.entity_type.is_empty() {
            add("type".to_owned(), self.entity_type.to_string());
        }
        self.names.iter().for_each(|name| add(name.column_name(), name.to_string()));
        if self.weight > 0.0 {
            add("prior".to_owned(), self.weight.to_string());
        }
        self.external_ids.iter().for_each(|(key, value)| add(format!("ref:{key}"), value.clone()));
        self.metadata.iter().for_each(|(key, value)| add(key.clone(), value.clone()));
        cells
    }

    /// The preferred name in the language, else in Russian, English, Kazakh, else the first name.
    ///
    /// Empty only for a removal, which has no names.
    pub fn display_name(&self, language: &str) -> &str {
        let preferred = |tag: &str| self.names.iter().find(|name| name.preferred && &*name.language == tag);
        [language, "ru", "en", "kk"]
            .into_iter()
            .find_map(preferred)
            .or_else(|| self.names.iter().find(|name| name.preferred))
            .or_else(|| self.names.first())
            .map_or("", |name| &name.text)
    }

    /// The weight brought into [0, 1] on a log scale: 1 is ten thousand million, the population of the world.
    pub fn prior(&self) -> f32 {
        ((1.0 + self.weight).log10() / 10.0).clamp(0.0, 1.0) as f32
    }
}
