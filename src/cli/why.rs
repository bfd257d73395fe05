//! `gaztag why`: why an entity is found in a text, or why not, in the order in which a person would look.

mod absent;
mod advice;
mod unknown;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::args::SourcesArgs;
use super::exit::{Exit, Stopped};
use super::tag::TagOptionArgs;
use super::tagged::TaggedDocument;
use super::{count, documents, explain, print};
use crate::gazetteer::LayerHistory;
use crate::tagger::{Entity, Explanations, TagOptions};

/// Says why an entity is found in a text, or why not.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag why 'Вчера прибыл в Астану' --entity cities/1526273
  gaztag why article.txt --entity people/tokayev
  echo 'Мир на земле' | gaztag why - --entity organisations/mir

It looks whether there is such an entity, whether a form of one of its names stands in the text, and what was against that; and says what
an editor could write.

Exit codes: 0 found, 1 not found, 2 could not run, 64 wrong usage.")]
pub struct WhyArgs {
    /// The text; the path of a file with it; or `-` for standard input
    #[arg(value_name = "TEXT")]
    text: String,
    /// The resource name of the entity: `countries/KZ`
    #[arg(long, value_name = "ID")]
    entity: String,
    #[command(flatten)]
    sources: SourcesArgs,
    #[command(flatten)]
    options: TagOptionArgs,
}

/// Dropped mentions shown at the most.
const MOST_SHOWN: usize = 10;

/// Runs the command.
pub(super) fn run(args: &WhyArgs) -> Result<Exit, Stopped> {
    let text = text(&args.text)?;
    let (model, files) = super::model::load_with_files(&args.sources)?;
    let model = Arc::new(model);
    let history = LayerHistory::new(&files);
    let Some(entity) = model.entity(&args.entity) else {
        unknown::tell(&args.entity, &model, &history);
        return Ok(Exit::Problems);
    };
    let explanations = Explanations::Of(args.entity.clone());
    let tagger = super::tag::tagger(&model, TagOptions { explanations, ..args.options.options() })?;
    let tagging = tagger.tag(&text, args.options.language.as_deref());
    let document = TaggedDocument::new(String::new(), text, model.revision(), &tagging).with_suppressed(&tagging);
    let found = show_found(&document, entity);
    let dropped = show_dropped(&document, entity, found);
    if found == 0 && dropped == 0 {
        absent::tell(&document.text, entity, &model, &history);
    }
    Ok(if found > 0 { Exit::Success } else { Exit::Problems })
}

/// The text of the argument: what it is, what the file of that name holds, or the standard input.
fn text(argument: &str) -> Result<String, Stopped> {
    let cannot_read =
        |error: std::io::Error| Stopped::failure(format!("cannot read `{argument}`: {}", documents::describe(&error)));
    if argument == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(cannot_read)?;
        return Ok(text);
    }
    // A text may be longer than a path can be, which is no error.
    if Path::new(argument).is_file() {
        return std::fs::read_to_string(argument).map_err(cannot_read);
    }
    Ok(argument.to_owned())
}

/// Shows the mentions of the entity; gives their number.
fn show_found(document: &TaggedDocument, entity: &Entity) -> usize {
    let candidates = document.mentions.iter().flat_map(|mention| {
        let text = &document.text[mention.span.clone()];
        mention.candidates.iter().map(move |candidate| (text, candidate))
    });
    let found: Vec<_> = candidates.filter(|(_, candidate)| candidate.entity == entity.resource_name).collect();
    if !found.is_empty() {
        print(format_args!("found: {} of {}", count(found.len(), "mention"), entity.resource_name));
    }
    for (text, candidate) in &found {
        print(explain::candidate(text, candidate).trim_end());
    }
    found.len()
}

/// Shows what was found and then dropped, with what an editor could write; gives its number.
fn show_dropped(document: &TaggedDocument, entity: &Entity, found: usize) -> usize {
    let Some(suppressed) = document.suppressed.as_ref().filter(|suppressed| suppressed.count > 0) else { return 0 };
    let also = if found > 0 { "and" } else { "not found:" };
    let (mentions, name) = (count(suppressed.count, "mention"), &entity.resource_name);
    print(format_args!("{also} {mentions} of {name} found and then dropped"));
    for dropped in suppressed.told.iter().take(MOST_SHOWN) {
        print(explain::dropped(&document.text, dropped).trim_end());
        if let Some(advice) = advice::on(dropped, &document.text, entity) {
            print(format_args!("    {:12} {advice}", "try"));
        }
    }
    if suppressed.count > MOST_SHOWN {
        print(format_args!("  and {} more", suppressed.count - MOST_SHOWN));
    }
    suppressed.count
}
