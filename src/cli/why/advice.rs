//! What an editor or a caller could write, by why something was dropped.

use crate::client::SuppressedMention;
use crate::tagger::Entity;

/// What could be written; nothing where nothing is wrong.
pub(super) fn on(dropped: &SuppressedMention, text: &str, entity: &Entity) -> Option<String> {
    let SuppressedMention { span, candidate, reason } = dropped;
    let text = &text[span.clone()];
    let name = &candidate.lemma;
    let at = candidate.explanation.first().map(|step| step.source.as_str()).unwrap_or_default();
    let last = candidate.explanation.last().map(|step| step.description.as_str()).unwrap_or_default();
    // The last step quotes the longer word, the address or the whole name.
    let quoted = last.rsplit_once('«').and_then(|(_, rest)| rest.strip_suffix('»')).unwrap_or(text);
    let advice = match reason.as_str() {
        "partial_word" | "in_address" => format!("if `{quoted}` names it too, add it as an alias: `{quoted}{{form}}`"),
        "case_mismatch" => {
            format!("`{{any}}` behind the name at {at} takes it in any letters; an alias `{text}` as it is")
        }
        "sign_missing" => format!("add `{text}` as an alias"),
        "other_name" => format!("if `{quoted}` is the same, add that as an alias"),
        "context_missing" if last.contains("`context`") => {
            format!("take `context` out of the flags of the name at {at}")
        }
        "context_missing" | "shared_surname" => {
            format!("`{{short}}` behind the name at {at} lets the surname alone stand for it in any document")
        }
        "unlikely"
            if candidate.explanation.iter().any(|step| step.description.starts_with("name in another script")) =>
        {
            return None;
        }
        "unlikely" => format!("`{{cap}}` behind the name at {at} says that with a capital it is nothing else"),
        "generic_word" => format!("add the name with the generic word as an alias of {}", entity.resource_name),
        "overlapped" => "`--overlap all` tells it too".to_owned(),
        "low_score" => "a lower `--min-score`".to_owned(),
        "coreference_disabled" => "leave `--no-coreference` out".to_owned(),
        "gazetteer_not_requested" => format!("add `{}` to `--only`", entity.gazetteer),
        "type_not_requested" => format!("add `{}` to `--types`", entity.entry.entity_type),
        "relation_not_requested" => format!("add `{}` to `--relation`", candidate.relation),
        "outranked" => format!("`--max-candidates 5` tells it too; a higher `prior` puts `{name}` first"),
        _ => return None,
    };
    Some(advice)
}
