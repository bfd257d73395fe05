//! Why there is no such entity: a layer took it away, or its name is another.

use serde_json::{Value, json};

use crate::cli::gazetteer::lookup::{row_to_json, show_row};
use crate::cli::print;
use crate::gazetteer::{LayerHistory, LayerRow};
use crate::tagger::Model;

/// Entities proposed at the most.
const MOST_PROPOSED: usize = 5;

/// What became of an entity that the model does not have.
pub(super) enum Unknown<'h> {
    /// A layer took it away: what every row did to it.
    Hidden(Vec<LayerRow<'h>>),
    /// No row has it: resource names that may have been meant.
    Nowhere(Vec<String>),
}

impl<'h> Unknown<'h> {
    /// Looks for it.
    pub(super) fn of(resource_name: &str, model: &Model, history: &LayerHistory<'h>) -> Self {
        let rows = resource_name.split_once('/').map(|(gazetteer, id)| history.of(gazetteer, id)).unwrap_or_default();
        if rows.is_empty() { Self::Nowhere(proposed(resource_name, model)) } else { Self::Hidden(rows) }
    }

    /// Says it to a person.
    pub(super) fn tell(&self, resource_name: &str) {
        match self {
            Self::Hidden(rows) => {
                print(format_args!("not found: {resource_name} is hidden by a layer"));
                rows.iter().for_each(show_row);
            }
            Self::Nowhere(proposed) => {
                print(format_args!("not found: there is no entity `{resource_name}`"));
                if !proposed.is_empty() {
                    print(format_args!("    {:12} {}", "try", proposed.join(", ")));
                }
            }
        }
    }

    /// The same for a program.
    pub(super) fn to_json(&self, resource_name: &str) -> Value {
        match self {
            Self::Hidden(rows) => {
                let layers: Vec<Value> = rows.iter().map(row_to_json).collect();
                json!({"entity": resource_name, "answer": "hidden", "layers": layers})
            }
            Self::Nowhere(proposed) => json!({"entity": resource_name, "answer": "unknown", "proposed": proposed}),
        }
    }
}

/// Resource names that may have been meant: of an entity with this name or id, or spelled nearly so.
fn proposed(resource_name: &str, model: &Model) -> Vec<String> {
    let (gazetteer, id) = resource_name.split_once('/').unwrap_or(("", resource_name));
    let named = model.search(id.trim_end_matches(['*', ' ']));
    let mut proposed: Vec<String> = named.iter().map(|entity| entity.resource_name.clone()).collect();
    if let Some((key, value)) = resource_name.split_once(':') {
        proposed.extend(model.by_external_id(key, value).iter().map(|entity| entity.resource_name.clone()));
    }
    let near = model.entities().iter().filter_map(|entity| {
        let is_of_gazetteer = gazetteer.is_empty() || *entity.gazetteer == *gazetteer;
        let distance = strsim::damerau_levenshtein(&entity.entry.id.to_lowercase(), &id.to_lowercase());
        let is_near = distance == 0 || (is_of_gazetteer && distance <= (id.chars().count() / 4).max(1));
        is_near.then_some((distance, entity))
    });
    let mut near: Vec<_> = near.collect();
    // Of those that are as near the best known first.
    near.sort_by(|(left, a), (right, b)| left.cmp(right).then(b.entry.weight.total_cmp(&a.entry.weight)));
    for (_, entity) in near {
        if !proposed.contains(&entity.resource_name) {
            proposed.push(entity.resource_name.clone());
        }
    }
    proposed.truncate(MOST_PROPOSED);
    proposed
}
