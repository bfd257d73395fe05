//! `gaztag tag`: tags files, in this process or through a server.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use indicatif::ProgressBar;

use super::args::{OffsetUnitArg, OverlapArg, RelationArg, SourcesArgs};
use super::corpus;
use super::documents::{self, Document, Input, InputDocument, InputFormat};
use super::exit::{Exit, Stopped};
use super::explain;
use super::render::{self, Paint};
use super::tagged::TaggedDocument;
use super::{complain, count};
use crate::tagger::{Coreference, Explanations, GenericBodies, Model, TagOptions, Tagger, Unlisted};
use crate::text::OffsetUnit;

/// Tags documents and prints what it found.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag tag article.txt                         coloured text on the terminal
  gaztag tag news.jsonl --output out.jsonl       a line a document; --resume goes on where it was stopped
  gaztag tag news/ --format html -o news.html    a page that highlights the mentions
  gaztag tag article.txt --explain               how every mention was decided, and what was dropped
  echo 'Президент прибыл в Астану' | gaztag tag -

Exit codes: 0 all documents tagged, 1 some could not be read, 2 could not run, 64 wrong usage.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that the user sets or not")]
pub struct TagArgs {
    /// `.txt` files (a file a document), `.jsonl` files (`id`, `text`, `lang` a line), folders of both, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// What standard input holds
    #[arg(long, value_enum, default_value = "txt", value_name = "FORMAT")]
    stdin: InputFormat,
    /// Tag through a running server, with its gazetteers, instead of in this process
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    #[command(flatten)]
    sources: SourcesArgs,
    #[command(flatten)]
    options: TagOptionArgs,
    /// Say of every mention how it was decided, and what was found and then dropped, with the reason
    #[arg(long)]
    explain: bool,
    /// Unit of offsets in `jsonl`
    #[arg(long, value_enum, default_value = "utf32")]
    encoding: OffsetUnitArg,
    /// What to print [default: text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on with an output file: documents whose ids stand in it are left out (jsonl only)
    #[arg(long, requires = "output", conflicts_with = "overwrite")]
    resume: bool,
    /// Replace an output file
    #[arg(long, requires = "output")]
    overwrite: bool,
    /// When to colour text
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
    /// No progress bar
    #[arg(long, short)]
    quiet: bool,
}

/// What to look for; the same in this process and through a server.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that the user sets or not")]
pub(super) struct TagOptionArgs {
    /// Which overlapping mentions are kept
    #[arg(long, value_enum, default_value = "leftmost-longest")]
    pub(super) overlap: OverlapArg,
    /// Only mentions of these entity types, `COUNTRY,CITY`; what others cover stays covered
    #[arg(long, value_delimiter = ',', value_name = "TYPE")]
    pub(super) types: Vec<String>,
    /// Only names, adjectives or demonyms: `name` leaves out «казахстанский» and «казахстанец»
    #[arg(long, value_enum, value_delimiter = ',', value_name = "RELATION")]
    pub(super) relation: Vec<RelationArg>,
    /// Only these gazetteers: `countries,cities`
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub(super) only: Vec<String>,
    /// Leave out candidates below this score, in [0, 1]
    #[arg(long, default_value_t = 0.0, value_parser = score)]
    pub(super) min_score: f32,
    /// Candidates to give for a mention
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) max_candidates: u16,
    /// Language of the documents, where they do not say it [default: detected]
    #[arg(long, value_name = "CODE")]
    pub(super) language: Option<String>,
    /// Leave out bare surnames of people whose full name stands in the document
    #[arg(long)]
    pub(super) no_coreference: bool,
    /// Find words for bodies that nothing names more closely too: «правительство», «прокуратура»
    #[arg(long)]
    pub(super) generic_bodies: bool,
    /// Leave out people, organisations, places and events that no gazetteer lists; with --only they are left out anyway
    #[arg(long, conflicts_with = "unlisted")]
    pub(super) no_unlisted: bool,
    /// Find what no gazetteer lists with --only too
    #[arg(long)]
    pub(super) unlisted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A JSON object a document
    Jsonl,
    /// The text with coloured mentions
    Text,
    /// A self-contained page
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

pub(super) fn score(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

impl TagOptionArgs {
    /// The options of the core.
    pub(super) fn options(&self) -> TagOptions {
        TagOptions {
            gazetteers: self.only.clone(),
            entity_types: self.types.clone(),
            relations: self.relation.iter().map(|relation| (*relation).into()).collect(),
            overlap: self.overlap.into(),
            min_score: self.min_score,
            max_candidates: usize::from(self.max_candidates),
            coreference: if self.no_coreference { Coreference::Off } else { Coreference::On },
            generic_bodies: if self.generic_bodies { GenericBodies::On } else { GenericBodies::Off },
            unlisted: match (self.unlisted, self.no_unlisted) {
                (true, _) => Unlisted::On,
                (_, true) => Unlisted::Off,
                (false, false) => Unlisted::ByGazetteers,
            },
            ..TagOptions::default()
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &TagArgs) -> Result<Exit, Stopped> {
    let inputs = Input::all(&args.inputs, args.stdin).map_err(Stopped::failure)?;
    let mut sink = Sink::new(args)?;
    // On a terminal the documents themselves show how far it is.
    let hidden = args.quiet || args.output.is_none();
    let progress = if hidden { ProgressBar::hidden() } else { corpus::progress_bar(&inputs) };
    let language = args.options.language.clone();
    let skipped = std::mem::take(&mut sink.done);
    let documents = inputs
        .into_iter()
        .flat_map(|input| input.documents())
        .map(move |document| document.map(|document| with_language(document, language.as_deref())))
        .filter(move |document| document.as_ref().map_or(true, |document| !skipped.contains(&document.id)));
    let mut failed = 0;
    let mut write = |result: Result<TaggedDocument, String>, input_bytes: u64| -> Result<(), Stopped> {
        progress.inc(input_bytes);
        match result {
            Ok(document) => sink.write(&document),
            Err(message) => {
                failed += 1;
                progress.suspend(|| complain(&message));
                Ok(())
            }
        }
    };
    let explanations = if args.explain { Explanations::On } else { Explanations::Off };
    let options = TagOptions { explanations, ..args.options.options() };
    match &args.server {
        Some(url) => super::remote::tag(url, &options, documents, &mut write)?,
        None => tag_here(args, options, documents, &mut write)?,
    }
    progress.finish_and_clear();
    sink.finish()?;
    if failed > 0 {
        complain(&format!("{} could not be tagged; see above", count(failed, "document")));
        return Ok(Exit::Problems);
    }
    Ok(Exit::Success)
}

fn with_language(mut document: InputDocument, language: Option<&str>) -> InputDocument {
    document.language = document.language.or_else(|| language.map(str::to_owned));
    document
}

/// Takes the result of a document and the bytes of input that it took.
pub(super) type WriteResult<'a> = corpus::Take<'a, TaggedDocument>;

fn tag_here(
    args: &TagArgs,
    options: TagOptions,
    documents: impl Iterator<Item = Document>,
    write: &mut WriteResult<'_>,
) -> Result<(), Stopped> {
    let model = super::model::load(&args.sources)?;
    let tagger = tagger(&model, options)?;
    let work = |document: InputDocument| {
        let tagging = tagger.tag(&document.text, document.language.as_deref());
        let found = TaggedDocument::new(document.id, document.text, model.revision(), &tagging);
        if args.explain { found.with_suppressed(&tagging) } else { found }
    };
    corpus::for_each(documents, work, write)
}

/// A tagger with these options.
pub(super) fn tagger(model: &Arc<Model>, options: TagOptions) -> Result<Tagger, Stopped> {
    Tagger::new(Arc::clone(model), options).map_err(|unknown| {
        let known: Vec<&str> = model.gazetteers().iter().map(|gazetteer| &*gazetteer.name).collect();
        Stopped::failure(format!("{unknown}; there are {}", known.join(", ")))
    })
}

/// Where tagged documents go.
struct Sink {
    out: Box<dyn Write>,
    name: String,
    format: Format,
    unit: OffsetUnit,
    paint: Paint,
    /// Ids of the documents that the output holds already.
    done: HashSet<String>,
}

impl Sink {
    fn new(args: &TagArgs) -> Result<Self, Stopped> {
        let to_terminal = args.output.is_none() && io::stdout().is_terminal();
        let format = args.format.unwrap_or(if to_terminal { Format::Text } else { Format::Jsonl });
        if args.resume && format != Format::Jsonl {
            return Err(Stopped::failure("only jsonl output can be resumed; use `--overwrite`".to_owned()));
        }
        let name =
            args.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| format!("`{}`", path.display()));
        let mut done = HashSet::new();
        let out: Box<dyn Write> = match &args.output {
            None => Box::new(BufWriter::new(io::stdout().lock())),
            Some(path) => {
                let mut options = OpenOptions::new();
                options.read(true).write(true).create(true);
                let file = options.open(path).map_err(|error| cannot_write(&name, &error))?;
                Box::new(BufWriter::with_capacity(1 << 20, prepare(file, args, &name, &mut done)?))
            }
        };
        let paint = match args.color {
            When::Always => Paint::Coloured,
            When::Never => Paint::Plain,
            When::Auto if to_terminal && std::env::var_os("NO_COLOR").is_none() => Paint::Coloured,
            When::Auto => Paint::Plain,
        };
        let mut sink = Self { out, name, format, unit: args.encoding.into(), paint, done };
        if format == Format::Html {
            sink.put(&render::page_start("gaztag"))?;
        }
        Ok(sink)
    }

    fn write(&mut self, document: &TaggedDocument) -> Result<(), Stopped> {
        let text = match self.format {
            Format::Jsonl => format!("{}\n", document.to_json(self.unit)),
            Format::Text => render::text(document, self.paint) + &explain::block(document),
            Format::Html => render::page_document(document),
        };
        self.put(&text)
    }

    fn finish(mut self) -> Result<(), Stopped> {
        if self.format == Format::Html {
            self.put(render::PAGE_END)?;
        }
        match self.out.flush() {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(cannot_write(&self.name, &error)),
            _ => Ok(()),
        }
    }

    fn put(&mut self, text: &str) -> Result<(), Stopped> {
        match self.out.write_all(text.as_bytes()) {
            // A reader such as `head` has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                Err(Stopped { exit: Exit::Success, lines: Vec::new() })
            }
            Err(error) => Err(cannot_write(&self.name, &error)),
            Ok(()) => Ok(()),
        }
    }
}

fn cannot_write(name: &str, error: &io::Error) -> Stopped {
    Stopped::failure(format!("cannot write {name}: {}", documents::describe(error)))
}

/// Empties the output file, or, to resume, reads the ids in it and cuts a last line that was not finished.
fn prepare(mut file: File, args: &TagArgs, name: &str, done: &mut HashSet<String>) -> Result<File, Stopped> {
    let failed = |error: io::Error| cannot_write(name, &error);
    let length = file.metadata().map_err(failed)?.len();
    if length > 0 && !args.resume && !args.overwrite {
        return Err(Stopped::failure(format!(
            "{name} is not empty; go on with it by `--resume` or replace it by `--overwrite`"
        )));
    }
    let mut kept = 0;
    if args.resume {
        let mut reader = BufReader::new(&mut file);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(failed)? > 0 && line.ends_with(b"\n") {
            let value: serde_json::Value = serde_json::from_slice(&line).map_err(|error| {
                Stopped::failure(format!(
                    "{name} cannot be resumed: it holds a line that is no tagged document: {error}"
                ))
            })?;
            done.extend(value["id"].as_str().map(str::to_owned));
            kept += line.len() as u64;
            line.clear();
        }
    }
    file.set_len(kept).map_err(failed)?;
    file.seek(io::SeekFrom::End(0)).map_err(failed)?;
    Ok(file)
}
