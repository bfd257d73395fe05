//! Why a mention differs: what of the edit did it.

use std::fmt;

use crate::gazetteer::Flags;

/// What of an edit changed a mention.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The entity was added.
    EntityAdded,
    /// The entity was removed.
    EntityRemoved,
    /// The name was added to the entity.
    NameAdded {
        /// Its column.
        column: String,
        /// The name with its flags.
        name: String,
    },
    /// The name was removed from the entity.
    NameRemoved {
        /// Its column.
        column: String,
        /// The name with its flags.
        name: String,
    },
    /// The flags of the name were changed.
    FlagsChanged {
        /// The name without flags.
        name: String,
        /// Its flags as they were.
        old: Flags,
        /// As they are.
        new: Flags,
    },
    /// Another mention covers it now.
    Covered {
        /// The entity of that one.
        by: String,
    },
    /// Another mention covered it.
    Uncovered {
        /// The entity of that one.
        by: String,
    },
    /// Other cells of the entity were changed.
    CellsChanged {
        /// The entity.
        entity: String,
        /// Their columns.
        columns: Vec<String>,
    },
    /// A bare surname, which counts by the people that the document names in full.
    Surname,
    /// Other entries did it: what else the document names, or what else the word could be.
    Surroundings,
}

impl Why {
    /// Whether it says nothing of the edit itself.
    pub(super) fn is_vague(&self) -> bool {
        matches!(self, Self::Surname | Self::Surroundings | Self::Covered { .. } | Self::Uncovered { .. })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntityAdded => f.write_str("entity added"),
            Self::EntityRemoved => f.write_str("entity removed"),
            Self::NameAdded { column, name } => write!(f, "{column} `{name}` added"),
            Self::NameRemoved { column, name } => write!(f, "{column} `{name}` removed"),
            Self::FlagsChanged { name, old, new } => {
                let shown = |flags: &Flags| match flags.in_braces() {
                    none if none.is_empty() => "no flags".to_owned(),
                    flags => flags,
                };
                write!(f, "flags of `{name}`: {} -> {}", shown(old), shown(new))
            }
            Self::Covered { by } => write!(f, "covered by a mention of {by}"),
            Self::Uncovered { by } => write!(f, "no longer covered by a mention of {by}"),
            Self::CellsChanged { entity, columns } => write!(f, "{entity}: {} changed", columns.join(", ")),
            Self::Surname => f.write_str("a bare surname counts by the people that the document names in full"),
            Self::Surroundings => f.write_str("other entries: what else the document names, or the word could be"),
        }
    }
}
