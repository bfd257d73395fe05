//! `gaztag gazetteer`: editors' tools.

mod build;
mod check;
mod diff;
mod expand;
mod import;
pub(in crate::cli) mod lookup;
mod stats;
mod suggest;

use clap::Subcommand;

use super::exit::{Exit, Stopped};

/// Tools for editors of gazetteers.
#[derive(Clone, Debug, Subcommand)]
pub enum GazetteerCommand {
    /// Compile gazetteers into one file, which a server loads in a fraction of the time
    Build(build::BuildArgs),
    /// Tell everything that is wrong in gazetteer files, by line and column
    Check(check::CheckArgs),
    /// Count entities, names and surface forms
    Stats(stats::StatsArgs),
    /// Find entities by a name in any form, a beginning (`Каз*`), a resource name or an external id
    Lookup(lookup::LookupArgs),
    /// Show what an edit changes, in entries and in what is found in a corpus
    Diff(diff::DiffArgs),
    /// Print every surface form of a name, with its grammatical features
    Expand(expand::ExpandArgs),
    /// Make a gazetteer of a spreadsheet (CSV) or of spaCy's `EntityRuler` patterns
    Import(import::ImportArgs),
    /// Propose Russian adjectives of place names
    Suggest(suggest::SuggestArgs),
}

/// Runs the command.
pub(super) fn run(command: &GazetteerCommand) -> Result<Exit, Stopped> {
    match command {
        GazetteerCommand::Build(args) => build::run(args),
        GazetteerCommand::Check(args) => check::run(args),
        GazetteerCommand::Stats(args) => stats::run(args),
        GazetteerCommand::Lookup(args) => lookup::run(args),
        GazetteerCommand::Diff(args) => diff::run(args),
        GazetteerCommand::Expand(args) => expand::run(args),
        GazetteerCommand::Import(args) => import::run(args),
        GazetteerCommand::Suggest(args) => suggest::run(args),
    }
}
