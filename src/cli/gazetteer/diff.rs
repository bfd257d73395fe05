//! `gaztag gazetteer diff`: what an edit does before it is done.

mod report;
mod totals;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use self::report::{ChangeLine, Report};
use crate::cli::args::{OverlapArg, SourcesArgs};
use crate::cli::documents::{Input, InputDocument, InputFormat};
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{complain, corpus, count, model};
use crate::diff::MentionDiffer;
use crate::gazetteer::{GazetteerFile, Severity};
use crate::store::GazetteerSources;
use crate::tagger::{Model, TagOptions};

/// Compares two states of gazetteers.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  gaztag gazetteer diff old/ new/                        entries added (+), changed (~), removed (-)
  gaztag gazetteer diff old/ new/ news.jsonl             and the mentions of a corpus gained, lost, changed, each with the reason
  gaztag gazetteer diff - extra/ news/                   what a folder laid over the default gazetteers adds
  git show HEAD:people.tsv | gaztag gazetteer diff /dev/stdin people.tsv news/

OLD and NEW are laid over the gazetteers that the program carries and those of --gazetteers; `-` lays nothing over them. Of two files
both are taken for the same gazetteer, whatever their names. A mention is shown in brackets in its line.

Exit codes: 0 done, 1 with --exit-code there are differences, 2 could not run or not read a document, 64 wrong usage.")]
pub struct DiffArgs {
    /// Gazetteers as they were: a folder, a file, or `-` for none
    old: PathBuf,
    /// Gazetteers as they are: a folder, a file, or `-` for none
    new: PathBuf,
    /// Texts to compare the mentions of: `.txt`, `.jsonl` (`id`, `text`, `lang`), folders of both
    corpus: Vec<PathBuf>,
    /// Show at most so many entries, mentions and surfaces; 0: all [default: 50 in text, all in json]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 when there are differences
    #[arg(long)]
    exit_code: bool,
    /// Which overlapping mentions are kept
    #[arg(long, value_enum, default_value = "leftmost-longest")]
    overlap: OverlapArg,
    /// Leave out candidates below this score, in [0, 1]
    #[arg(long, default_value_t = 0.0, value_parser = crate::cli::tag::score)]
    min_score: f32,
    /// Language of the documents, where they do not say it [default: detected]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// No progress bar
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    sources: SourcesArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// One JSON object
    Json,
}

/// Lines of a kind that are shown in text.
const SHOWN: usize = 50;

/// Runs the command.
pub(super) fn run(args: &DiffArgs) -> Result<Exit, Stopped> {
    let inputs = Input::all(&args.corpus, InputFormat::Txt).map_err(Stopped::failure)?;
    let base = base(&args.sources)?;
    let name = shared_name(&args.old, &args.new);
    let (old, new) = (read(&args.old, name.as_deref())?, read(&args.new, name.as_deref())?);
    for problem in old.iter().flat_map(|file| &file.diagnostics).filter(|problem| problem.severity == Severity::Error) {
        complain(&format!("{problem} (the old row is left out)"));
    }
    let problems: Vec<_> = new.iter().flat_map(|file| file.diagnostics.iter().cloned()).collect();
    model::refuse_errors(&problems)?;
    let inflection = args.sources.inflection();
    let build = |over: Option<&Model>, files: &[GazetteerFile]| {
        Arc::new(Model::build_over(over, &[&base, files].concat(), inflection).0)
    };
    let old = build(None, &old);
    let new = build(Some(&old), &new);
    let options = TagOptions { overlap: args.overlap.into(), min_score: args.min_score, ..TagOptions::default() };
    let differ = MentionDiffer::new(old, new, &options).expect("the options name no gazetteer");
    let limit = match (args.limit, args.format) {
        (None, Format::Text) => SHOWN,
        (Some(0), _) | (None, Format::Json) => usize::MAX,
        (Some(limit), _) => limit,
    };
    let mut report = Report::new(&differ, limit);
    let failed = compare(args, &inputs, &differ, &mut report)?;
    match args.format {
        Format::Text => report.print_text(!inputs.is_empty()),
        Format::Json => report.print_json(!inputs.is_empty()),
    }
    if failed > 0 {
        complain(&format!("{} could not be read; see above", count(failed, "document")));
        return Ok(Exit::Failure);
    }
    Ok(if args.exit_code && report.has_differences() { Exit::Problems } else { Exit::Success })
}

/// What both states are laid over.
fn base(sources: &SourcesArgs) -> Result<Vec<GazetteerFile>, Stopped> {
    if sources.no_default_gazetteers && sources.gazetteers.is_empty() {
        return Ok(Vec::new());
    }
    model::files(sources)
}

/// The name under which two files are compared, the new one's if a gazetteer can have it; `None` where there are folders.
fn shared_name(old: &Path, new: &Path) -> Option<String> {
    if old.is_dir() || new.is_dir() {
        return None;
    }
    let names = [new, old].into_iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    names.into_iter().find(|name| GazetteerFile::is_gazetteer_file_name(name))
}

/// The files of one state.
fn read(path: &Path, shared_name: Option<&str>) -> Result<Vec<GazetteerFile>, Stopped> {
    let (files, problems) = match shared_name {
        _ if path.as_os_str() == "-" => return Ok(Vec::new()),
        Some(name) => GazetteerSources::read_file_as(path, name),
        None => GazetteerSources::read_path(path),
    };
    model::refuse_errors(&problems)?;
    Ok(files)
}

/// Compares the mentions of every document; gives the number of those that could not be read.
fn compare(
    args: &DiffArgs,
    inputs: &[Input],
    differ: &MentionDiffer,
    report: &mut Report<'_>,
) -> Result<usize, Stopped> {
    let progress = if args.quiet { indicatif::ProgressBar::hidden() } else { corpus::progress_bar(inputs) };
    let mut failed = 0;
    let documents = inputs.iter().flat_map(Input::documents);
    let work = |document: InputDocument| -> Vec<ChangeLine> {
        let language = document.language.as_deref().or(args.language.as_deref());
        let changes = differ.changes(&document.text, language);
        ChangeLine::all(&document, &changes)
    };
    corpus::for_each(documents, work, &mut |result, input_bytes| {
        progress.inc(input_bytes);
        match result {
            Ok(lines) => report.add_document(lines),
            Err(message) => {
                failed += 1;
                progress.suspend(|| complain(&message));
            }
        }
        Ok(())
    })?;
    progress.finish_and_clear();
    Ok(failed)
}
