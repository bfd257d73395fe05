//! `--explain`: what a code means, at length.

use super::levels;
use crate::cli::exit::{Exit, Stopped};
use crate::cli::print;

/// Prints the explanation of a code.
pub(super) fn run(code: &str) -> Result<Exit, Stopped> {
    let code = levels::code(code).map_err(Stopped::usage)?;
    print(format_args!("{}[{}]\n\n{}", code.severity().as_str(), code.as_str(), code.explanation()));
    Ok(Exit::Success)
}
