//! Loading gazetteers for a command.

use std::sync::Arc;

use super::args::SourcesArgs;
use super::complain;
use super::exit::{Exit, Stopped};
use crate::gazetteer::{self, Diagnostic, Entry, GazetteerFile, Severity};
use crate::store::GazetteerSources;
use crate::tagger::Model;

/// The model of the gazetteers that the arguments name. Warnings are left to `gaztag gazetteer check`.
pub(super) fn load(sources: &SourcesArgs) -> Result<Arc<Model>, Stopped> {
    load_with_files(sources).map(|(model, _)| Arc::new(model))
}

/// The same, and the files that it is made of.
pub(super) fn load_with_files(sources: &SourcesArgs) -> Result<(Model, Vec<GazetteerFile>), Stopped> {
    let (model, files, diagnostics) =
        GazetteerSources::from(sources.clone()).load(|message| complain(&format!("warning: {message}")));
    refuse_errors(&diagnostics)?;
    Ok((model, files))
}

/// The files that the arguments name, of which none has an error.
pub(super) fn files(sources: &SourcesArgs) -> Result<Vec<GazetteerFile>, Stopped> {
    let (files, mut diagnostics) = GazetteerSources::from(sources.clone()).read();
    diagnostics.extend(files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
    refuse_errors(&diagnostics)?;
    Ok(files)
}

/// The entries of the gazetteers that the arguments name, for commands that need not find them in a text.
pub(super) fn entries(sources: &SourcesArgs) -> Result<Vec<Arc<Entry>>, Stopped> {
    let (merged, _) = gazetteer::merge(&files(sources)?);
    Ok(merged.into_iter().flat_map(|gazetteer| gazetteer.entries).collect())
}

/// Stops with the errors among the diagnostics, if there are any.
pub(super) fn refuse_errors(diagnostics: &[Diagnostic]) -> Result<(), Stopped> {
    let errors = diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let lines: Vec<String> = errors.map(ToString::to_string).collect();
    if lines.is_empty() { Ok(()) } else { Err(Stopped { exit: Exit::Failure, lines }) }
}
