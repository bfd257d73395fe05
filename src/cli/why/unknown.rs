//! Why there is no such entity: a layer took it away, or its name is another.

use crate::cli::gazetteer::lookup::show_row;
use crate::cli::print;
use crate::gazetteer::LayerHistory;
use crate::tagger::Model;

/// Entities proposed at the most.
const MOST_PROPOSED: usize = 5;

/// Says what became of the entity, or which was meant.
pub(super) fn tell(resource_name: &str, model: &Model, history: &LayerHistory<'_>) {
    let rows = resource_name.split_once('/').map(|(gazetteer, id)| history.of(gazetteer, id)).unwrap_or_default();
    if !rows.is_empty() {
        print(format_args!("not found: {resource_name} is hidden by a layer"));
        rows.iter().for_each(show_row);
        return;
    }
    print(format_args!("not found: there is no entity `{resource_name}`"));
    let proposed = proposed(resource_name, model);
    if !proposed.is_empty() {
        print(format_args!("    {:12} {}", "try", proposed.join(", ")));
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
