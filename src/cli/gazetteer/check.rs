//! `gaztag gazetteer check`: all problems of gazetteer files at once.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::exit::{Exit, Stopped};
use crate::cli::{count, print};
use crate::gazetteer::{Diagnostic, EntryKind, GazetteerFile, Severity};
use crate::store::GazetteerSources;
use crate::tagger::{AmbiguousName, Model};

/// Checks gazetteer files.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 could not run, 64 wrong usage."
)]
pub struct CheckArgs {
    /// Files or folders to check [default: the gazetteers that the program carries]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Exit with 1 on warnings too
    #[arg(long)]
    strict: bool,
    /// List too which forms of names could be something else, a common word or a person's name
    #[arg(long)]
    ambiguous: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// A line a problem: `people.tsv:12:34: error[UNKNOWN_FLAG]: ...`
    Text,
    /// A JSON object a problem
    Jsonl,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Stopped> {
    if let Some(missing) = args.paths.iter().find(|path| !path.exists()) {
        return Err(Stopped::failure(format!("there is no file or folder `{}`", missing.display())));
    }
    let (files, mut diagnostics) = read(&args.paths);
    for file in &files {
        diagnostics.extend(file.diagnostics.iter().cloned());
    }
    let (model, more) = Model::build(&files);
    diagnostics.extend(more);
    diagnostics.sort_by(|a, b| (&a.uri, a.line, a.column).cmp(&(&b.uri, b.line, b.column)));
    for diagnostic in &diagnostics {
        match args.format {
            Format::Text => print(format_args!("{diagnostic}")),
            Format::Jsonl => print(format_args!("{}", to_json(diagnostic))),
        }
    }
    if args.ambiguous {
        model.ambiguous_names().iter().for_each(|name| show(name, args.format));
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    if matches!(args.format, Format::Text) {
        let entities =
            files.iter().flat_map(|file| &file.entries).filter(|entry| entry.kind == EntryKind::Entity).count();
        let counts = [(files.len(), "file"), (entities, "entity"), (errors, "error"), (warnings, "warning")];
        let [files, entities, errors, warnings] = counts.map(|(number, thing)| count(number, thing));
        print(format_args!("{files}, {entities}: {errors}, {warnings}"));
    }
    let problems = errors > 0 || (args.strict && warnings > 0);
    Ok(if problems { Exit::Problems } else { Exit::Success })
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

/// Prints what a name could be, where it stands, and what an editor can say.
fn show(name: &AmbiguousName, format: Format) {
    let AmbiguousName { source, column, name, common_words, personal_names } = name;
    match format {
        Format::Jsonl => print(json!({
            "severity": "note",
            "code": "AMBIGUOUS_NAME",
            "name": name,
            "common_words": common_words,
            "personal_names": personal_names,
            "file": &*source.uri,
            "line": source.line,
            "column": column,
        })),
        Format::Text => {
            let mut parts = Vec::new();
            for (forms, what) in [(common_words, "common words"), (personal_names, "forms of people's names")] {
                if !forms.is_empty() {
                    parts.push(format!("{what}: {}", forms.join(", ")));
                }
            }
            print(format_args!(
                "{}:{}:{column}: note[AMBIGUOUS_NAME]: `{name}` counts by where it stands; {}; `{{any}}`, `{{upper}}` or \
                 `{{context}}` settles it",
                source.uri,
                source.line,
                parts.join("; ")
            ));
        }
    }
}

fn to_json(diagnostic: &Diagnostic) -> serde_json::Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    json!({
        "severity": severity,
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "file": &*diagnostic.uri,
        "line": diagnostic.line,
        "column": diagnostic.column,
    })
}
