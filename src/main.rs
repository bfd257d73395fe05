//! The command line: `gaztag serve` and the other subcommands.

use std::process::ExitCode;

/// Building a model allocates millions of short texts on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gaztag::cli::main().into()
}
