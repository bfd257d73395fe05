//! What the user types. What the program uses is made of it by each subcommand.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use serde::Deserialize;

use super::serve::ServeArgs;
use crate::store::GazetteerSources;

/// Finds the entities of gazetteers in Russian, Kazakh and English text.
#[derive(Clone, Debug, Parser)]
#[command(name = "gaztag", version, about, disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serve the gRPC API
    Serve(ServeArgs),
}

/// Which gazetteers to load, for every subcommand that loads some.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SourcesArgs {
    /// Folder of gazetteer files (*.tsv, *.jsonl), laid over the default ones; may be given several times
    #[arg(long, value_name = "DIR", env = "GAZTAG_GAZETTEERS", value_delimiter = ',')]
    pub gazetteers: Vec<PathBuf>,
    /// Leave out the gazetteers that the program carries
    #[arg(long, env = "GAZTAG_NO_DEFAULT_GAZETTEERS")]
    pub no_default_gazetteers: bool,
}

impl From<SourcesArgs> for GazetteerSources {
    fn from(args: SourcesArgs) -> Self {
        Self { default: !args.no_default_gazetteers, directories: args.gazetteers }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }
}
