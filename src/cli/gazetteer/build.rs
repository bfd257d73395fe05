//! `gaztag gazetteer build`: gazetteers compiled into one file.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{BinaryBytes, ProgressBar};

use crate::cli::args::SourcesArgs;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::{model, print};
use crate::compiled;
use crate::store::replace_file;

/// Compiles gazetteers.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  gaztag gazetteer build -o gazetteers.gaztag    the gazetteers that the program carries
  gaztag serve --compiled gazetteers.gaztag      serves them in a moment; a file that was edited since is compiled over them

The file is of this build of the program. A server that cannot use it says why and compiles the gazetteers itself.")]
pub struct BuildArgs {
    /// File to write; what it held before is replaced when all is done
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    sources: SourcesArgs,
}

/// Runs the command.
pub(super) fn run(args: &BuildArgs) -> Result<Exit, Stopped> {
    let begin = Instant::now();
    let progress = if io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    progress.enable_steady_tick(Duration::from_millis(100));
    progress.set_message("reading");
    let files = model::files(&args.sources)?;
    progress.set_message("compiling names");
    let bytes = compiled::compile(&files, args.sources.inflection());
    progress.set_message("writing");
    write(&args.output, &bytes)
        .map_err(|error| Stopped::failure(format!("cannot write {}: {error}", args.output.display())))?;
    progress.finish_and_clear();
    let entities: usize = files.iter().map(|file| file.entries.len()).sum();
    print(format_args!(
        "{}: {} rows of {} files, {}, in {} ms",
        args.output.display(),
        entities,
        files.len(),
        BinaryBytes(bytes.len() as u64),
        begin.elapsed().as_millis()
    ));
    Ok(Exit::Success)
}

/// Writes a file as a whole, or leaves it as it was.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    // What is replaced must be there.
    match File::create_new(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => replace_file(path, content),
    }
}
