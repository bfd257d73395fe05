//! Loading gazetteers for a command.

use std::sync::Arc;

use super::args::SourcesArgs;
use super::exit::{Exit, Stopped};
use crate::gazetteer::{Diagnostic, Severity};
use crate::store::GazetteerSources;
use crate::tagger::Model;

/// The model of the gazetteers that the arguments name. Warnings are left to `gaztag gazetteer check`.
pub(super) fn load(sources: &SourcesArgs) -> Result<Arc<Model>, Stopped> {
    let (model, diagnostics) = GazetteerSources::from(sources.clone()).load();
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|problem| problem.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(Stopped { exit: Exit::Failure, lines: errors.iter().map(ToString::to_string).collect() });
    }
    Ok(Arc::new(model))
}
