//! `gaztag gazetteer check`: all problems of gazetteer files at once, as a compiler tells them.

mod explain;
mod fix;
mod github;
mod levels;
mod sarif;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use self::levels::{Levels, What};
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{count, print};
use crate::gazetteer::{Diagnostic, EntryKind, GazetteerFile, Severity};
use crate::store::GazetteerSources;
use crate::tagger;

/// Checks gazetteer files.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "WHAT is a code, `warnings` or `notes`; a code beats a group, and --allow beats --deny beats --warn.

Exit codes: 0 no errors, 1 errors (also what --deny makes one, and fixes that --dry-run shows), 2 could not run, 64 wrong usage.

Examples:
  gaztag gazetteer check my                              everything that is wrong
  gaztag gazetteer check my --deny warnings              fails on warnings too, for a build
  gaztag gazetteer check my --fix --dry-run              what --fix would change
  gaztag gazetteer check --explain REDUNDANT_ALIAS       what a code means, with an example"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that the user sets or not")]
pub struct CheckArgs {
    /// Files or folders to check [default: the gazetteers that the program carries]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tell notes too: what is in order, but may be worth knowing
    #[arg(long)]
    notes: bool,
    /// Take this for an error; may be given several times
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    deny: Vec<What>,
    /// Take this for a warning; may be given several times
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    warn: Vec<What>,
    /// Do not tell this; may be given several times
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<What>,
    /// The same as --deny warnings
    #[arg(long)]
    strict: bool,
    /// Of the notes, tell which forms of names could be something else, a common word or a person's name
    #[arg(long)]
    ambiguous: bool,
    /// Mend in the files what can be mended without asking, and tell the rest
    #[arg(long, requires = "paths")]
    fix: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Explain a code, and check nothing
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line a problem: `people.tsv:12:34: error[UNKNOWN_FLAG]: ...`
    Text,
    /// A JSON object a problem, one a line
    #[value(alias = "jsonl")]
    Json,
    /// SARIF 2.1.0, which code hosts and editors show
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// A file to check.
struct Source {
    file_name: String,
    uri: String,
    content: Vec<u8>,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Stopped> {
    if let Some(code) = &args.explain {
        return explain::run(code);
    }
    let levels = Levels::new(args)?;
    if let Some(missing) = args.paths.iter().find(|path| !path.exists()) {
        return Err(Stopped::failure(format!("there is no file or folder `{}`", missing.display())));
    }
    let (mut files, unread) = read(&args.paths);
    let mut changes = 0;
    if args.fix {
        let mut sources = sources(&files)?;
        changes = fix::run(args, &levels, &mut sources)?;
        if !args.dry_run {
            files = sources.iter().map(Source::parse).collect();
        }
    }
    let mut diagnostics = unread;
    // Files that the dry run leaves as they are tell what is wrong with them now.
    diagnostics.extend(tagger::check(&files));
    levels.apply(&mut diagnostics);
    tell(args, &files, &diagnostics);
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let would_change = args.dry_run && changes > 0;
    Ok(if has_errors || would_change { Exit::Problems } else { Exit::Success })
}

fn tell(args: &CheckArgs, files: &[GazetteerFile], diagnostics: &[Diagnostic]) {
    match args.format {
        Format::Text => {
            diagnostics.iter().for_each(print);
            print(summary(args, files, diagnostics));
        }
        Format::Json => diagnostics.iter().for_each(|diagnostic| print(to_json(diagnostic))),
        Format::Sarif => print(sarif::log(diagnostics)),
        Format::Github => diagnostics.iter().for_each(|diagnostic| print(github::annotation(diagnostic))),
    }
}

/// What was read and found, in a line, and in another what helps.
fn summary(args: &CheckArgs, files: &[GazetteerFile], diagnostics: &[Diagnostic]) -> String {
    let entities = files.iter().flat_map(|file| &file.entries).filter(|entry| entry.kind == EntryKind::Entity).count();
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut found = vec![count(of(Severity::Error), "error"), count(of(Severity::Warning), "warning")];
    if of(Severity::Note) > 0 {
        found.push(count(of(Severity::Note), "note"));
    }
    let mut summary = format!("{}, {}: {}", count(files.len(), "file"), count(entities, "entity"), found.join(", "));
    let fixable = diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some()).count();
    if fixable > 0 && !args.fix && !args.paths.is_empty() {
        let _ = write!(summary, "\n--fix mends {fixable} of them");
    }
    summary
}

fn read(paths: &[PathBuf]) -> (Vec<GazetteerFile>, Vec<Diagnostic>) {
    if paths.is_empty() {
        return GazetteerSources { default: true, directories: Vec::new(), ..GazetteerSources::default() }.read();
    }
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    for path in paths {
        let (more_files, more_diagnostics) = GazetteerSources::read_path(path);
        files.extend(more_files);
        diagnostics.extend(more_diagnostics);
    }
    (files, diagnostics)
}

/// The files with their content, to be mended.
fn sources(files: &[GazetteerFile]) -> Result<Vec<Source>, Stopped> {
    let source = |file: &GazetteerFile| {
        let path = Path::new(&*file.uri);
        let content = fs::read(path).map_err(|error| Stopped::failure(format!("{}: {error}", file.uri)))?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Source { file_name, uri: file.uri.to_string(), content })
    };
    files.iter().map(source).collect()
}

impl Source {
    fn parse(&self) -> GazetteerFile {
        GazetteerFile::parse(&self.file_name, &self.uri, &self.content)
    }
}

fn to_json(diagnostic: &Diagnostic) -> serde_json::Value {
    json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "file": &*diagnostic.uri,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_column": diagnostic.end_column,
        "fixable": diagnostic.fix.is_some(),
    })
}
