//! What the user types. What the program uses is made of it by each subcommand.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use serde::Deserialize;

use super::eval::EvalArgs;
use super::gazetteer::GazetteerCommand;
use super::serve::ServeArgs;
use super::tag::TagArgs;
use super::why::WhyArgs;
use crate::gazetteer::Relation;
use crate::morph::{self, KazakhLevel};
use crate::store::GazetteerSources;
use crate::tagger::OverlapPolicy;
use crate::text::OffsetUnit;

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
    /// Tag files, in this process or through a server
    Tag(TagArgs),
    /// Say why an entity is found in a text, or why not
    Why(WhyArgs),
    /// Check gazetteers and look into them
    Gazetteer {
        /// What to do.
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// Score the tagger against an annotated corpus
    Eval(EvalArgs),
}

/// A unit of offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum OffsetUnitArg {
    /// Bytes: Go, Rust, C++
    Utf8,
    /// UTF-16 code units: Java, JavaScript, C#
    Utf16,
    /// Code points: Python
    Utf32,
}

impl From<OffsetUnitArg> for OffsetUnit {
    fn from(arg: OffsetUnitArg) -> Self {
        match arg {
            OffsetUnitArg::Utf8 => Self::Utf8,
            OffsetUnitArg::Utf16 => Self::Utf16,
            OffsetUnitArg::Utf32 => Self::Utf32,
        }
    }
}

/// Which overlapping mentions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum OverlapArg {
    /// No two overlap; leftmost first, then longest
    LeftmostLongest,
    /// None lies inside another
    NoSub,
    /// No two overlap; the set with the highest score
    BestScore,
    /// All that match
    All,
}

impl From<OverlapArg> for OverlapPolicy {
    fn from(arg: OverlapArg) -> Self {
        match arg {
            OverlapArg::LeftmostLongest => Self::LeftmostLongest,
            OverlapArg::NoSub => Self::NoSub,
            OverlapArg::BestScore => Self::BestScore,
            OverlapArg::All => Self::All,
        }
    }
}

/// How a name relates to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum RelationArg {
    /// The entity's own name
    Name,
    /// A relational adjective: «казахстанский»
    Adjective,
    /// A person from there: «казахстанец»
    Demonym,
}

impl From<RelationArg> for Relation {
    fn from(arg: RelationArg) -> Self {
        match arg {
            RelationArg::Name => Self::Name,
            RelationArg::Adjective => Self::Adjective,
            RelationArg::Demonym => Self::Demonym,
        }
    }
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
    /// Kazakh: find what is derived from a name too, plural, possessives, `-лық`
    #[arg(long, env = "GAZTAG_KAZAKH_DERIVATIONS")]
    pub kazakh_derivations: bool,
    /// Kazakh: find names in the Latin alphabet of 2021 too
    #[arg(long, env = "GAZTAG_KAZAKH_LATIN")]
    pub kazakh_latin: bool,
    /// File that `gaztag gazetteer build` wrote: gazetteers that are the same in it are not compiled anew
    #[arg(long, value_name = "FILE", env = "GAZTAG_COMPILED")]
    pub compiled: Option<PathBuf>,
}

impl SourcesArgs {
    /// What is generated of the names beyond what every text needs.
    pub(super) fn inflection(&self) -> morph::Options {
        let kazakh_level = if self.kazakh_derivations { KazakhLevel::Derivations } else { KazakhLevel::Cases };
        morph::Options { kazakh_level, kazakh_latin: self.kazakh_latin }
    }
}

impl From<SourcesArgs> for GazetteerSources {
    fn from(args: SourcesArgs) -> Self {
        let inflection = args.inflection();
        Self { default: !args.no_default_gazetteers, directories: args.gazetteers, inflection, compiled: args.compiled }
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
