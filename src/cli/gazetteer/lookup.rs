//! `gaztag gazetteer lookup`: what the gazetteers know of a name.

use clap::Args;
use serde_json::json;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, print};
use crate::tagger::{Entity, Model};

/// Finds entities.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer lookup Астаной            a name in any grammatical form
  gaztag gazetteer lookup 'Каз*'             names that begin so
  gaztag gazetteer lookup countries/KZ       a resource name
  gaztag gazetteer lookup wikidata:Q232      an external id

Exit codes: 0 found, 1 something was not found, 2 could not run, 64 wrong usage.")]
pub struct LookupArgs {
    /// What to find
    #[arg(required = true, value_name = "QUERY")]
    queries: Vec<String>,
    /// A JSON object an entity
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &LookupArgs) -> Result<Exit, Stopped> {
    let model = crate::cli::model::load(&args.sources)?;
    let mut exit = Exit::Success;
    for query in &args.queries {
        let entities = find(&model, query);
        if entities.is_empty() {
            complain(&format!("nothing is known of `{query}`"));
            exit = Exit::Problems;
        }
        for entity in entities {
            if args.json {
                print(format_args!("{}", to_json(entity)));
            } else {
                show(entity);
            }
        }
    }
    Ok(exit)
}

fn find<'m>(model: &'m Model, query: &str) -> Vec<&'m Entity> {
    if let Some(entity) = model.entity(query) {
        return vec![entity];
    }
    if let Some((key, value)) = query.split_once(':') {
        let entities = model.by_external_id(key, value);
        if !entities.is_empty() {
            return entities;
        }
    }
    model.search(query)
}

fn show(entity: &Entity) {
    let entry = &entity.entry;
    print(format_args!("{}  {}  {}:{}", entity.resource_name, entry.entity_type, entry.source.uri, entry.source.line));
    for name in &entry.names {
        let role = match (name.relation.as_str(), name.preferred) {
            ("name", true) => "name",
            ("name", false) => "alias",
            (relation, _) => relation,
        };
        print(format_args!("  {role:9} {:3} {}", name.language, name.text));
    }
    for (key, value) in entry.external_ids.iter().chain(&entry.metadata) {
        print(format_args!("  {key:13} {value}"));
    }
}

fn to_json(entity: &Entity) -> serde_json::Value {
    let entry = &entity.entry;
    let names: Vec<serde_json::Value> = entry
        .names
        .iter()
        .map(|name| {
            json!({
                "text": name.text,
                "language": &*name.language,
                "relation": name.relation.as_str(),
                "preferred": name.preferred,
            })
        })
        .collect();
    let map = |pairs: &[(String, String)]| -> serde_json::Map<String, serde_json::Value> {
        pairs.iter().map(|(key, value)| (key.clone(), json!(value))).collect()
    };
    json!({
        "entity": entity.resource_name,
        "type": &*entry.entity_type,
        "names": names,
        "external_ids": map(&entry.external_ids),
        "metadata": map(&entry.metadata),
        "source": format!("{}:{}", entry.source.uri, entry.source.line),
    })
}
