//! The command line: what the user typed -> what the library does, and how it ends.
//!
//! The one room that prints. Answers go to the standard output, the log and errors to the standard error output.

mod args;
mod corpus;
mod documents;
mod eval;
mod exit;
mod explain;
mod gazetteer;
mod model;
mod remote;
mod render;
mod serve;
mod tag;
mod tagged;
mod telemetry;
mod why;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write as _};

use clap::Parser as _;
use clap::error::ErrorKind;

pub use self::args::{Args, Command, SourcesArgs};
pub use self::exit::{Exit, Stopped};
pub use self::serve::ServeArgs;
pub use self::telemetry::LogFormat;

/// Runs the command line of this process.
pub fn main() -> Exit {
    run(std::env::args_os())
}

/// Runs a command line, the name of the program first.
pub fn run(command_line: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::try_parse_from(command_line) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Success,
                _ => Exit::Usage,
            };
        }
    };
    let ended = match args.command {
        Command::Serve(args) => serve::run(args),
        Command::Tag(args) => tag::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Gazetteer { command } => gazetteer::run(&command),
        Command::Eval(args) => eval::run(&args),
    };
    ended.unwrap_or_else(|stopped| {
        for line in stopped.lines {
            complain(&line);
        }
        stopped.exit
    })
}

/// Prints a line of the answer. A reader that went away, such as `head`, is no error.
fn print(line: impl Display) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// A number of things: `1 error`, `2 errors`.
fn count(number: usize, thing: &str) -> String {
    match (number, thing.strip_suffix('y')) {
        (1, _) => format!("1 {thing}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {thing}s"),
    }
}

/// Prints a line for the person at the terminal.
fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
