//! `gaztag eval`: how good the tagger is on an annotated corpus, what it got wrong and why, and what differs from another run.

mod files;
mod json;
mod predict;
mod text;

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::args::SourcesArgs;
use super::exit::{Exit, Stopped};
use super::tag::TagOptionArgs;
use super::{complain, count, print};
use crate::eval::{Bootstrap, Evaluation, Nesting, Run, Scoring, TypeMap};
use crate::tagger::Tagger;

/// Scores the tagger against an annotated corpus.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "A corpus is JSON lines: {\"id\", \"lang\", \"text\", \"spans\": [{\"start\", \"end\", \"type\", ...}]}, offsets in code \
points, end exclusive; `fine` may give a finer type, `qid` the entity's id in Wikidata, and any true key is a flag for --skip.

Examples:
  gaztag eval gold.jsonl --predictions before.jsonl   scores, and keeps what was predicted
  gaztag eval gold.jsonl --against before.jsonl       after a change: what became better, what worse
  gaztag eval gold.jsonl --format json                the same figures for a program"
)]
pub struct EvalArgs {
    /// The annotated corpus
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// Types told apart: PER, LOC, ORG, or PERSON, ORG, COUNTRY, CITY
    #[arg(long, value_enum, default_value = "coarse")]
    map: TypeMapArg,
    /// Count nested annotated spans of every depth, not only the outermost
    #[arg(long)]
    all_nested: bool,
    /// Flags of annotated spans that are neither wanted nor punished: `adj,common`
    #[arg(long, value_delimiter = ',', value_name = "FLAG")]
    skip: Vec<String>,
    /// Write the predictions, in the format of the corpus, for --against of another run
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Compare with the predictions of another run: what --predictions or `tag --format jsonl` wrote, or any file in the format of
    /// the corpus
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Samples of documents that confidence intervals are taken of; 0: no intervals
    #[arg(long, default_value_t = 1000, value_name = "N")]
    bootstrap: usize,
    /// Examples to list of each cause, and of each kind of change; the most frequent first
    #[arg(long, default_value_t = 5, value_name = "N", alias = "faults")]
    examples: usize,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    sources: SourcesArgs,
    #[command(flatten)]
    options: TagOptionArgs,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum TypeMapArg {
    Coarse,
    Fine,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Tables
    Text,
    /// One JSON object
    Json,
}

/// What the renderers say beside the evaluation.
struct Titles<'t> {
    /// Number of documents.
    documents: usize,
    /// Revision of the gazetteers.
    revision: &'t str,
    /// The file of the other run.
    against: Option<String>,
    /// Number of samples of the intervals.
    samples: usize,
    /// How many examples are listed.
    examples: usize,
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs) -> Result<Exit, Stopped> {
    let gold = files::read_gold(&args.gold)?;
    // Before anything is written: both may be the same file.
    let other = args.against.as_deref().map(|path| files::read_run(path, &gold)).transpose()?;
    let model = super::model::load(&args.sources)?;
    let unknown = |unknown: crate::tagger::UnknownGazetteer| Stopped::failure(unknown.to_string());
    let options = args.options.options();
    let considering = Tagger::new(model.clone(), predict::considering_all(&options)).map_err(unknown)?;
    let tagger = Tagger::new(model, options).map_err(unknown)?;
    let language = args.options.language.as_deref();
    let predictions: Vec<_> =
        gold.par_iter().map(|document| predict::predictions(&tagger, document, language)).collect();
    let considered: Vec<_> =
        gold.par_iter().map(|document| predict::considered(&considering, document, language)).collect();
    if let Some(path) = &args.predictions {
        files::write_predictions(path, &gold, &predictions)?;
    }
    if let Some(run) = &other
        && run.missing > 0
    {
        let missing = count(run.missing, "document");
        complain(&format!("{}: nothing is predicted for {missing} of the corpus", run.name));
    }
    let scoring = Scoring {
        types: match args.map {
            TypeMapArg::Coarse => TypeMap::Coarse,
            TypeMapArg::Fine => TypeMap::Fine,
        },
        nesting: if args.all_nested { Nesting::All } else { Nesting::Outermost },
        skipped_flags: args.skip.clone(),
    };
    let types_named = |name: &str| predict::types_named(tagger.model(), name);
    let run = Run { predictions: &predictions, considered: &considered, types_named: &types_named };
    let bootstrap = Bootstrap { samples: args.bootstrap, ..Bootstrap::default() };
    let others = other.as_ref().map(|run| &*run.predictions);
    let evaluation = Evaluation::new(&gold, run, others, &scoring, &bootstrap);
    let titles = Titles {
        documents: gold.len(),
        revision: tagger.model().revision(),
        against: other.map(|run| run.name),
        samples: args.bootstrap,
        examples: args.examples,
    };
    match args.format {
        Format::Text => print(text::render(&evaluation, &titles).trim_end()),
        Format::Json => print(json::render(&evaluation, &titles)),
    }
    Ok(Exit::Success)
}
