//! `gaztag gazetteer stats`: how much is in the gazetteers, by gazetteer, by file and language, by type.

use std::collections::{BTreeMap, HashSet};

use clap::Args;
use indicatif::BinaryBytes;
use serde_json::{Value, json};

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{count, print};
use crate::gazetteer::{LayerCounts, LayerHistory};
use crate::tagger::{Gazetteer, Model};

/// Counts what the gazetteers hold.
#[derive(Args, Clone, Debug)]
pub struct StatsArgs {
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &StatsArgs) -> Result<Exit, Stopped> {
    let (model, files) = crate::cli::model::load_with_files(&args.sources)?;
    let history = LayerHistory::new(&files);
    let shares = Shares::of(&model);
    let types = count_all(&model, |entity, count| count(&entity.entry.entity_type));
    let languages = count_all(&model, |entity, count| entity.entry.names.iter().for_each(|name| count(&name.language)));
    if args.json {
        let files: Vec<Value> = history.files().iter().map(|file| file_to_json(&history, file, &shares)).collect();
        print(json!({
            "revision": model.revision(),
            "gazetteers": model.gazetteers().iter().map(gazetteer_to_json).collect::<Vec<_>>(),
            "files": files,
            "types": types,
            "languages": languages,
        }));
        return Ok(Exit::Success);
    }
    print(format_args!("revision {}", model.revision()));
    print(format_args!("{:16} {:>9} {:>9} {:>9} {:>10}  files", "gazetteer", "entities", "names", "forms", "memory"));
    for gazetteer in model.gazetteers() {
        print(format_args!(
            "{:16} {:9} {:9} {:9} {:>10}  {}",
            gazetteer.name,
            gazetteer.entity_count,
            gazetteer.alias_count,
            gazetteer.form_count,
            BinaryBytes(gazetteer.memory_bytes as u64).to_string(),
            gazetteer.uris.join(", ")
        ));
    }
    print("\nof each file, what counts after all layers");
    print(format_args!("{:16} {:>9} {:>9} {:>9} {:>10}  file", "language", "entities", "names", "forms", "memory"));
    for (file, layer) in history.files() {
        for (language, share) in shares.of_file(&file.uri) {
            print(format_args!(
                "{language:16} {:9} {:9} {:9} {:>10}  {}",
                share.entities.len(),
                share.names,
                share.forms,
                BinaryBytes(shares.memory(share) as u64).to_string(),
                file.uri
            ));
        }
        if *layer > 1 {
            let effects = effects(history.counts(file));
            print(format_args!("  {}, layer {layer} of {}: {effects}", file.uri, file.gazetteer));
        }
    }
    print_counts("type", &types);
    print_counts("names in", &languages);
    Ok(Exit::Success)
}

/// What one file has in one language, after all layers.
#[derive(Clone, Debug, Default)]
struct Share<'m> {
    entities: HashSet<&'m str>,
    names: usize,
    forms: usize,
}

/// The shares of files and languages in a model.
struct Shares<'m> {
    by_file: BTreeMap<(&'m str, &'m str), Share<'m>>,
    forms: usize,
    memory: usize,
}

impl<'m> Shares<'m> {
    fn of(model: &'m Model) -> Self {
        let mut by_file: BTreeMap<(&str, &str), Share<'_>> = BTreeMap::new();
        for entity in model.entities() {
            for name in &entity.entry.names {
                let share = by_file.entry((&entity.entry.source.uri, &name.language)).or_default();
                share.entities.insert(&entity.resource_name);
                share.names += 1;
            }
        }
        model.count_forms(|entity, name| {
            by_file.entry((&entity.entry.source.uri, &name.language)).or_default().forms += 1;
        });
        Self {
            forms: by_file.values().map(|share| share.forms).sum::<usize>().max(1),
            memory: model.gazetteers().iter().map(|gazetteer| gazetteer.memory_bytes).sum(),
            by_file,
        }
    }

    /// Those of a file, by language.
    fn of_file(&self, uri: &str) -> Vec<(&'m str, &Share<'m>)> {
        let of_file = self.by_file.iter().filter(|((file, _), _)| *file == uri);
        of_file.map(|((_, language), share)| (*language, share)).collect()
    }

    /// The share's part of the memory, by its forms.
    fn memory(&self, share: &Share<'_>) -> usize {
        share.forms * self.memory / self.forms
    }
}

/// What a layer did to those below it.
fn effects(counts: LayerCounts) -> String {
    let LayerCounts { added, replaced, hidden, hidden_names } = counts;
    let (entities, names) = (count(hidden, "entity"), count(hidden_names, "name"));
    format!("adds {added}, replaces {replaced}, hides {entities} and {names}")
}

fn gazetteer_to_json(gazetteer: &Gazetteer) -> Value {
    json!({
        "gazetteer": &*gazetteer.name,
        "revision": gazetteer.revision,
        "entities": gazetteer.entity_count,
        "names": gazetteer.alias_count,
        "forms": gazetteer.form_count,
        "memory_bytes": gazetteer.memory_bytes,
        "files": gazetteer.uris.iter().map(|uri| &**uri).collect::<Vec<_>>(),
    })
}

fn file_to_json(
    history: &LayerHistory<'_>,
    (file, layer): &(&crate::gazetteer::GazetteerFile, usize),
    shares: &Shares<'_>,
) -> Value {
    let LayerCounts { added, replaced, hidden, hidden_names } = history.counts(file);
    let language = |(language, share): (&str, &Share<'_>)| {
        json!({
            "language": language,
            "entities": share.entities.len(),
            "names": share.names,
            "forms": share.forms,
            "memory_bytes": shares.memory(share),
        })
    };
    json!({
        "file": &*file.uri,
        "gazetteer": &*file.gazetteer,
        "layer": layer,
        "added": added,
        "replaced": replaced,
        "hidden_entities": hidden,
        "hidden_names": hidden_names,
        "languages": shares.of_file(&file.uri).into_iter().map(language).collect::<Vec<_>>(),
    })
}

/// How often each key is counted over all entities.
fn count_all(model: &Model, keys: impl Fn(&crate::tagger::Entity, &mut dyn FnMut(&str))) -> BTreeMap<String, usize> {
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
