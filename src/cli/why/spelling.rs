//! Names of one entity that are spelled alike, told once with all the columns in which they stand.

use serde_json::{Value, json};

use crate::cli::gazetteer::lookup::place;
use crate::gazetteer::{Entry, Name};

/// Names of one entity with the same text; never none.
pub(super) struct Spelling<'n> {
    names: Vec<(&'n Entry, &'n Name)>,
}

impl<'n> Spelling<'n> {
    /// The spellings of some names, in the order of the first of each.
    pub(super) fn of_all(names: impl IntoIterator<Item = (&'n Entry, &'n Name)>) -> Vec<Self> {
        let mut spellings: Vec<Self> = Vec::new();
        for (entry, name) in names {
            match spellings.iter_mut().find(|spelling| spelling.text() == name.text) {
                Some(spelling) => spelling.names.push((entry, name)),
                None => spellings.push(Self { names: vec![(entry, name)] }),
            }
        }
        spellings
    }

    /// The text that all of them have.
    pub(super) fn text(&self) -> &'n str {
        &self.names[0].1.text
    }

    /// As an editor wrote it, with the flags where all of them have the same.
    pub(super) fn written(&self) -> String {
        if self.has_same_flags() { self.names[0].1.to_string() } else { self.text().to_owned() }
    }

    /// The columns: `name:ru, name:kk`.
    pub(super) fn columns(&self) -> String {
        self.names.iter().map(|(_, name)| self.column(name)).collect::<Vec<_>>().join(", ")
    }

    /// The columns, each with its place: `name:ru at countries.tsv:2:4, name:kk at countries.tsv:2:11`.
    pub(super) fn places(&self) -> String {
        let shown = |(entry, name): &(&Entry, &Name)| format!("{} at {}", self.column(name), place(entry, name));
        self.names.iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    /// The text as `name`, and its `columns`.
    pub(super) fn to_json(&self) -> Value {
        let column = |(entry, name): &(&Entry, &Name)| json!({"column": name.column_name(), "flags": name.flags.written(), "source": place(entry, name)});
        let columns: Vec<Value> = self.names.iter().map(column).collect();
        json!({"name": self.text(), "columns": columns})
    }

    /// The column of one of them, with its flags where they are not those of all.
    fn column(&self, name: &Name) -> String {
        let flags = if self.has_same_flags() { String::new() } else { name.flags.in_braces() };
        name.column_name() + &flags
    }

    fn has_same_flags(&self) -> bool {
        self.names.iter().all(|(_, name)| name.flags == self.names[0].1.flags)
    }
}
