//! `--fix`: what can be mended without asking, written to the files or shown as a difference.

use std::path::Path;

use similar::TextDiff;

use super::levels::Levels;
use super::{CheckArgs, Format, Source};
use crate::cli::exit::Stopped;
use crate::cli::{complain, print};
use crate::gazetteer::{Diagnostic, apply_fixes};
use crate::store;
use crate::tagger;

/// A fix may make room for another; so often at most. Each time takes one of two that stand side by side, so that it ends far earlier.
const MOST_PASSES: usize = 100;

/// Mends the files, and gives the number of fixes. `sources` are afterwards what they are when mended.
pub(super) fn run(args: &CheckArgs, levels: &Levels<'_>, sources: &mut [Source]) -> Result<usize, Stopped> {
    let before: Vec<Vec<u8>> = sources.iter().map(|source| source.content.clone()).collect();
    let mut fixed = Vec::new();
    for _ in 0..MOST_PASSES {
        let made = pass(levels, sources);
        if made.is_empty() {
            break;
        }
        fixed.extend(made);
    }
    for (source, before) in sources.iter().zip(&before).filter(|(source, before)| source.content != **before) {
        if args.dry_run {
            show(args, source, before);
            continue;
        }
        let path = Path::new(&source.uri);
        store::replace_file(path, &source.content)
            .map_err(|error| Stopped::failure(format!("{}: cannot write: {error}", source.uri)))?;
    }
    let said = if args.dry_run { "would fix" } else { "fixed" };
    for diagnostic in &fixed {
        let Diagnostic { uri, line, column, code, message, .. } = diagnostic;
        say(args, &format!("{uri}:{line}:{column}: {said}[{}]: {message}", code.as_str()));
    }
    Ok(fixed.len())
}

/// Makes the fixes that do not touch one another.
fn pass(levels: &Levels<'_>, sources: &mut [Source]) -> Vec<Diagnostic> {
    let files: Vec<_> = sources.iter().map(Source::parse).collect();
    let mut diagnostics = tagger::check(&files);
    levels.apply(&mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.fix.is_some());
    let mut made = Vec::new();
    for source in sources {
        let of_file: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| *diagnostic.uri == source.uri).collect();
        if of_file.is_empty() {
            continue;
        }
        let fixed = apply_fixes(&source.file_name, &source.content, &of_file);
        made.extend(fixed.applied.iter().map(|position| of_file[*position].clone()));
        source.content = fixed.content;
    }
    made
}

/// Prints the difference that the fixes make to a file.
fn show(args: &CheckArgs, source: &Source, before: &[u8]) {
    let [before, after] = [before, &source.content].map(|content| String::from_utf8_lossy(content));
    let difference = TextDiff::from_lines(&before, &after);
    let difference = difference.unified_diff().context_radius(0).header(&source.uri, &source.uri).to_string();
    say(args, difference.trim_end_matches('\n'));
}

/// Tells what was done; beside an answer that a program reads, on the standard error output.
fn say(args: &CheckArgs, line: &str) {
    if args.format == Format::Text { print(line) } else { complain(line) }
}
