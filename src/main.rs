//! The command line: `gaztag serve` and the other subcommands.

use std::process::ExitCode;

fn main() -> ExitCode {
    gaztag::cli::main().into()
}
