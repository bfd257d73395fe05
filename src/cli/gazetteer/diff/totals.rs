//! Counts of differences by gazetteer and by surface.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::diff::Change;

/// How many mentions were gained, lost and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Gained.
    pub(super) gained: usize,
    /// Lost.
    pub(super) lost: usize,
    /// Changed.
    pub(super) changed: usize,
}

impl Counts {
    fn add(&mut self, change: Change) {
        *match change {
            Change::Gained => &mut self.gained,
            Change::Lost => &mut self.lost,
            Change::Changed => &mut self.changed,
        } += 1;
    }

    /// All of them.
    pub(super) fn sum(&self) -> usize {
        self.gained + self.lost + self.changed
    }

    /// With the key that they are of, if there is one.
    pub(super) fn to_json(self, key: Option<(&str, &str)>) -> Value {
        let mut value = json!({});
        if let Some((name, key)) = key {
            value[name] = json!(key);
        }
        value["gained"] = json!(self.gained);
        value["lost"] = json!(self.lost);
        value["changed"] = json!(self.changed);
        value
    }
}

/// All counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// Of all mentions.
    pub(super) all: Counts,
    by_gazetteer: HashMap<String, Counts>,
    by_surface: HashMap<String, Counts>,
}

impl Totals {
    /// Counts one difference.
    pub(super) fn add(&mut self, change: Change, gazetteer: &str, surface: &str) {
        self.all.add(change);
        for (counts, key) in [(&mut self.by_gazetteer, gazetteer), (&mut self.by_surface, surface)] {
            if let Some(counts) = counts.get_mut(key) {
                counts.add(change);
            } else {
                counts.entry(key.to_owned()).or_default().add(change);
            }
        }
    }

    /// By gazetteer, the most differences first.
    pub(super) fn by_gazetteer(&self) -> Vec<(&str, Counts)> {
        sorted(&self.by_gazetteer)
    }

    /// By the text of the mention, the most differences first.
    pub(super) fn by_surface(&self) -> Vec<(&str, Counts)> {
        sorted(&self.by_surface)
    }
}

fn sorted(counts: &HashMap<String, Counts>) -> Vec<(&str, Counts)> {
    let mut sorted: Vec<(&str, Counts)> = counts.iter().map(|(key, counts)| (key.as_str(), *counts)).collect();
    sorted.sort_by(|(a_key, a), (b_key, b)| b.sum().cmp(&a.sum()).then(a_key.cmp(b_key)));
    sorted
}
