//! How a command ends.

use std::process::ExitCode;

/// The exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and all is well.
    Success = 0,
    /// Done, and there are problems.
    Problems = 1,
    /// Could not be done.
    Failure = 2,
    /// What the user typed, or a configuration file, makes no sense.
    Usage = 64,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A command stopped before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// How the process ends.
    pub exit: Exit,
    /// Why, for the person at the terminal; a line each.
    pub lines: Vec<String>,
}

impl Stopped {
    /// Could not be done, for this reason.
    pub fn failure(line: impl Into<String>) -> Self {
        Self { exit: Exit::Failure, lines: vec![line.into()] }
    }

    /// Makes no sense, for this reason.
    pub fn usage(line: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, lines: vec![line.into()] }
    }
}
