//! `gaztag gazetteer stats`: how much is in the gazetteers.

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::print;
use crate::tagger::Model;

/// Counts what the gazetteers hold.
#[derive(Args, Clone, Debug)]
pub struct StatsArgs {
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &StatsArgs) -> Result<Exit, Stopped> {
    let model = crate::cli::model::load(&args.sources)?;
    print(format_args!("revision {}", model.revision()));
    print(format_args!("{:16} {:>9} {:>9} {:>9} {:>10}  files", "gazetteer", "entities", "names", "forms", "memory"));
    for gazetteer in model.gazetteers() {
        print(format_args!(
            "{:16} {:9} {:9} {:9} {:>10}  {}",
            gazetteer.name,
            gazetteer.entity_count,
            gazetteer.alias_count,
            gazetteer.form_count,
            indicatif::BinaryBytes(gazetteer.memory_bytes as u64).to_string(),
            gazetteer.uris.join(", ")
        ));
    }
    print_counts("type", &count(&model, |entity, count| count(&entity.entry.entity_type)));
    print_counts(
        "names in",
        &count(&model, |entity, count| entity.entry.names.iter().for_each(|name| count(&name.language))),
    );
    Ok(Exit::Success)
}

/// How often each key is counted over all entities.
fn count(model: &Model, keys: impl Fn(&crate::tagger::Entity, &mut dyn FnMut(&str))) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for entity in model.entities() {
        keys(entity, &mut |key| *counts.entry(key.to_owned()).or_default() += 1);
    }
    counts
}

fn print_counts(title: &str, counts: &BTreeMap<String, usize>) {
    print(format_args!(""));
    for (key, count) in counts {
        print(format_args!("{title} {key:20} {count:9}"));
    }
}
