//! `gaztag gazetteer suggest`: adjectives of place names, for an editor to accept.

use clap::Args;
use serde_json::json;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::print;
use crate::gazetteer::Relation;
use crate::morph;

/// Proposes Russian relational adjectives.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer suggest Прага Рудный        the likeliest first
  gaztag gazetteer suggest --missing cities    of every entry of a gazetteer that has none

The rules propose; which of them is in use only an editor knows. What is right goes into the column `adj:ru`.")]
pub struct SuggestArgs {
    /// Place names, Russian
    #[arg(value_name = "NAME", required_unless_present = "missing")]
    names: Vec<String>,
    /// Of the entries of this gazetteer that have a Russian name and no Russian adjective
    #[arg(long, value_name = "GAZETTEER", conflicts_with = "names")]
    missing: Option<String>,
    /// A JSON object a name instead of a table
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &SuggestArgs) -> Result<Exit, Stopped> {
    let Some(gazetteer) = &args.missing else {
        args.names.iter().for_each(|name| suggest(args, "", name));
        return Ok(Exit::Success);
    };
    let model = crate::cli::model::load(&args.sources)?;
    if model.gazetteers().iter().all(|known| *known.name != **gazetteer) {
        return Err(Stopped::failure(format!("there is no gazetteer `{gazetteer}`")));
    }
    for entity in model.entities().iter().filter(|entity| *entity.gazetteer == **gazetteer) {
        let russian = || entity.entry.names.iter().filter(|name| &*name.language == "ru");
        let has_adjective = russian().any(|name| name.relation == Relation::Adjective);
        if let Some(name) = russian().find(|name| name.preferred).filter(|_| !has_adjective) {
            suggest(args, &entity.resource_name, &name.text);
        }
    }
    Ok(Exit::Success)
}

fn suggest(args: &SuggestArgs, entity: &str, name: &str) {
    let adjectives = morph::suggest_adjectives(name);
    if args.json {
        print(json!({"entity": entity, "name": name, "adjectives": adjectives}));
    } else if entity.is_empty() {
        print(format_args!("{name}\t{}", adjectives.join("|")));
    } else {
        print(format_args!("{entity}\t{name}\t{}", adjectives.join("|")));
    }
}
