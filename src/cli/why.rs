//! `gaztag why`: why an entity is found in a text, or why not, in the order in which a person would look.

mod absent;
mod advice;
mod spelling;
mod unknown;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use self::absent::Absence;
use self::unknown::Unknown;
use super::args::SourcesArgs;
use super::exit::{Exit, Stopped};
use super::tag::TagOptionArgs;
use super::tagged::{TaggedDocument, merge};
use super::{count, documents, explain, print};
use crate::client::SuppressedMentions;
use crate::gazetteer::LayerHistory;
use crate::tagger::{Entity, Explanations, TagOptions};
use crate::text::OffsetUnit;

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
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
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
        let unknown = Unknown::of(&args.entity, &model, &history);
        if args.json {
            print(unknown.to_json(&args.entity));
        } else {
            unknown.tell(&args.entity);
        }
        return Ok(Exit::Problems);
    };
    let explanations = Explanations::Of(args.entity.clone());
    let tagger = super::tag::tagger(&model, TagOptions { explanations, ..args.options.options() })?;
    let tagging = tagger.tag(&text, args.options.language.as_deref());
    let mut document = TaggedDocument::new(String::new(), text, model.revision(), &tagging).with_suppressed(&tagging);
    for mention in &mut document.mentions {
        mention.candidates.retain(|candidate| candidate.entity == entity.resource_name);
    }
    document.mentions.retain(|mention| !mention.candidates.is_empty());
    let suppressed = document.suppressed.take().unwrap_or_default();
    let is_absent = document.mentions.is_empty() && suppressed.count == 0;
    let absence = is_absent.then(|| Absence::of(&document.text, entity, &model, &history));
    if args.json {
        print(to_json(&document, &suppressed, absence.as_ref(), entity));
    } else {
        show_found(&document, entity);
        show_dropped(&document, &suppressed, entity);
        if let Some(absence) = &absence {
            absence.tell();
        }
    }
    Ok(if document.mentions.is_empty() { Exit::Problems } else { Exit::Success })
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

/// Shows the mentions of the entity.
fn show_found(document: &TaggedDocument, entity: &Entity) {
    if !document.mentions.is_empty() {
        print(format_args!("found: {} of {}", count(document.mentions.len(), "mention"), entity.resource_name));
    }
    for mention in &document.mentions {
        for candidate in &mention.candidates {
            print(explain::candidate(&document.text[mention.span.clone()], candidate).trim_end());
        }
    }
}

/// Shows what was found and then dropped, with what an editor could write.
fn show_dropped(document: &TaggedDocument, suppressed: &SuppressedMentions, entity: &Entity) {
    if suppressed.count == 0 {
        return;
    }
    let also = if document.mentions.is_empty() { "not found:" } else { "and" };
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
}

/// The whole answer for a program, offsets in code points; its names are part of the contract.
fn to_json(
    document: &TaggedDocument,
    suppressed: &SuppressedMentions,
    absence: Option<&Absence<'_>>,
    entity: &Entity,
) -> Value {
    let unit = OffsetUnit::Utf32;
    let mut told = document.suppressed_to_json(suppressed, unit);
    for (value, dropped) in told.iter_mut().zip(&suppressed.told) {
        if let Some(advice) = advice::on(dropped, &document.text, entity) {
            value["advice"] = advice.into();
        }
    }
    let answer = match absence {
        Some(_) => "absent",
        None if document.mentions.is_empty() => "dropped",
        None => "found",
    };
    let mut object = json!({
        "entity": entity.resource_name,
        "answer": answer,
        "encoding": unit.as_str(),
        "revision": document.revision,
        "mentions": document.mentions_to_json(unit),
        "suppressed": told,
        "suppressed_count": suppressed.count,
    });
    if let Some(absence) = absence {
        merge(&mut object, absence.to_json());
    }
    object
}
