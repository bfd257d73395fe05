//! Which problems are told, and as what: `--deny`, `--warn`, `--allow`, `--notes`.

use super::CheckArgs;
use crate::cli::exit::Stopped;
use crate::gazetteer::{Code, Diagnostic, Severity};

/// A code, or all of a severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// One code.
    Code(Code),
    /// `warnings`, `notes`.
    All(Severity),
}

impl std::str::FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "warnings" => Ok(Self::All(Severity::Warning)),
            "notes" => Ok(Self::All(Severity::Note)),
            _ => code(text).map(Self::Code),
        }
    }
}

/// The code of this name, or why there is none.
pub(super) fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| {
        let near = |code: &&Code| strsim::damerau_levenshtein(&text.to_uppercase(), code.as_str());
        let nearest = Code::ALL.iter().min_by_key(near).filter(|code| near(code) <= 4);
        nearest.map_or_else(
            || format!("there is no code `{text}`; docs/ERRORS.md lists them"),
            |nearest| format!("there is no code `{text}`; did you mean `{}`?", nearest.as_str()),
        )
    })
}

/// How bad each code is for this run.
pub(super) struct Levels<'a> {
    args: &'a CheckArgs,
}

impl<'a> Levels<'a> {
    /// The levels that the user asks for.
    pub(super) fn new(args: &'a CheckArgs) -> Result<Self, Stopped> {
        let is_error = |what: &&What| matches!(what, What::Code(code) if code.severity() == Severity::Error);
        if let Some(What::Code(code)) = args.allow.iter().chain(&args.warn).find(is_error) {
            let message =
                format!("`{}` is an error: what has it is not loaded, so it cannot be let through", code.as_str());
            return Err(Stopped::usage(message));
        }
        Ok(Self { args })
    }

    /// Gives every diagnostic its severity, and takes away those that are not told.
    pub(super) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            let severity = self.severity(diagnostic);
            diagnostic.severity = severity.unwrap_or(diagnostic.severity);
            severity.is_some()
        });
    }

    /// How bad a diagnostic is; `None` when it is not told.
    fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        let severity = diagnostic.severity;
        let args = self.args;
        // What is said of a code comes before what is said of many.
        for what in [What::Code(diagnostic.code), What::All(severity)] {
            if args.allow.contains(&what) {
                return None;
            }
            if args.deny.contains(&what) || (args.strict && what == What::All(Severity::Warning)) {
                return Some(Severity::Error);
            }
            if args.warn.contains(&what) {
                return Some(Severity::Warning);
            }
        }
        let is_asked_for = args.notes || (args.ambiguous && diagnostic.code == Code::AmbiguousName);
        (severity != Severity::Note || is_asked_for).then_some(severity)
    }
}
