//! Names that several entities have.

use std::collections::HashMap;

use super::of_name;
use crate::gazetteer::{Code, Diagnostic, Entity, Name};
use crate::text::Words;

/// What a text must have for a name to be found there: folded words, and which of their letters are capitals.
type Key = (String, Vec<u64>);

/// Names in base forms that belong to more than one entity. Each is told where it stands, but for the entity that weighs most.
pub(super) fn shared_names(entities: &[Entity]) -> Vec<Diagnostic> {
    let mut bearers: HashMap<Key, Vec<(usize, &Name)>> = HashMap::new();
    for (position, entity) in entities.iter().enumerate() {
        for name in entity.entry.names.iter().filter(|name| !name.flags.never) {
            let of_name = bearers.entry(key(name)).or_default();
            // The same name in two languages is one.
            if of_name.last().is_none_or(|(last, _)| *last != position) {
                of_name.push((position, name));
            }
        }
    }
    let mut diagnostics = Vec::new();
    for bearers in bearers.into_values().filter(|bearers| bearers.len() > 1) {
        let weight = |(position, _): &(usize, &Name)| entities[*position].entry.weight;
        // The first of those that weigh most, and of them rather one that needs no context.
        let rank = |bearer: &(usize, &Name)| (bearer.1.flags.context, std::cmp::Reverse(bearer.0));
        let best = bearers.iter().max_by(|a, b| {
            let by_context = rank(b).0.cmp(&rank(a).0);
            by_context.then(weight(a).total_cmp(&weight(b))).then(rank(a).1.cmp(&rank(b).1))
        });
        let Some(best) = best else { continue };
        for bearer in bearers.iter().filter(|bearer| bearer.0 != best.0) {
            diagnostics.push(tell(entities, *bearer, *best));
        }
    }
    diagnostics
}

fn key(name: &Name) -> Key {
    let words = Words::new(&name.text);
    let capitals = words.as_slice().iter().map(|word| word.capitals).collect();
    (words.whole_key(), capitals)
}

fn tell(entities: &[Entity], bearer: (usize, &Name), best: (usize, &Name)) -> Diagnostic {
    let (entry, name) = (&entities[bearer.0].entry, bearer.1);
    let other = &entities[best.0];
    let place = format!("{}:{}:{}", other.entry.source.uri, other.entry.source.line, best.1.column);
    let is_decided = name.flags.context || best.1.flags.context || entry.weight < other.entry.weight;
    let (code, message) = if is_decided {
        let why = if name.flags.context {
            "counts here only in context"
        } else if best.1.flags.context {
            "counts there only in context"
        } else {
            "weighs more there"
        };
        (Code::SharedAlias, format!("`{}` also names `{}` ({place}), and {why}", name.text, other.resource_name))
    } else {
        let message = format!(
            "`{}` also names `{}` ({place}), and nothing says which is meant; give the better known one the larger `prior`, or say \
             `{{context}}` here",
            name.text, other.resource_name
        );
        (Code::AmbiguousAlias, message)
    };
    of_name(entry, name, code, message)
}
