//! A problem in a gazetteer file, told so that an editor can mend it: where, what, and what to do.

use std::fmt;
use std::sync::Arc;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The row, or the file, cannot be used.
    Error,
    /// Loads, but probably not what was meant.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// The stable code of a problem; the text of each is part of the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// The code as it is printed and sent: `DUPLICATE_ID`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How bad a problem of this code is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file name cannot name a gazetteer, or has an unknown extension.
    InvalidFileName = "INVALID_FILE_NAME", Error;
    /// A line is not UTF-8.
    InvalidUtf8 = "INVALID_UTF8", Error;
    /// A line of a JSON lines file is no JSON object, or a value has the wrong type.
    InvalidJson = "INVALID_JSON", Error;
    /// The table has no header line.
    MissingHeader = "MISSING_HEADER", Error;
    /// A required column is absent.
    MissingColumn = "MISSING_COLUMN", Error;
    /// The header names a column that does not exist.
    UnknownColumn = "UNKNOWN_COLUMN", Error;
    /// The header, or the JSON object, names a column twice.
    DuplicateColumn = "DUPLICATE_COLUMN", Error;
    /// A row has more cells than the header: most often a tab inside a cell.
    TooManyCells = "TOO_MANY_CELLS", Error;
    /// A control character stands in a cell.
    ControlCharacter = "CONTROL_CHARACTER", Error;
    /// A row has no id.
    MissingId = "MISSING_ID", Error;
    /// An id has characters that a resource name cannot have.
    InvalidId = "INVALID_ID", Error;
    /// Two rows of a file have the same id.
    DuplicateId = "DUPLICATE_ID", Error;
    /// A row has no type, and the file name gives none.
    MissingType = "MISSING_TYPE", Error;
    /// A type is not in `UPPER_SNAKE_CASE`.
    InvalidType = "INVALID_TYPE", Error;
    /// A row has no name in any language.
    MissingName = "MISSING_NAME", Error;
    /// A name has no letter or digit, so that it can never be found.
    UnmatchableName = "UNMATCHABLE_NAME", Error;
    /// A row has more names than can be told apart.
    TooManyNames = "TOO_MANY_NAMES", Error;
    /// A name has more words than a name can have.
    NameTooLong = "NAME_TOO_LONG", Error;
    /// A flag does not exist.
    UnknownFlag = "UNKNOWN_FLAG", Error;
    /// A flag has no value where it needs one, or a value that it cannot have.
    InvalidFlag = "INVALID_FLAG", Error;
    /// Braces of flags are not closed, or text stands behind them.
    MalformedFlags = "MALFORMED_FLAGS", Error;
    /// A number is not a number, or is negative.
    InvalidNumber = "INVALID_NUMBER", Error;
    /// A year is not a year, or `from` is after `to`.
    InvalidYear = "INVALID_YEAR", Error;
    /// `status` has an unknown value.
    InvalidStatus = "INVALID_STATUS", Error;
    /// A `-alias` hides a name that no earlier layer has, or a removed id that none has.
    NothingToHide = "NOTHING_TO_HIDE", Warning;
    /// An empty name between two `|`.
    EmptyName = "EMPTY_NAME", Warning;
    /// White space at the start or end of a cell or name, or doubled inside it.
    StrayWhitespace = "STRAY_WHITESPACE", Warning;
    /// Two names of one language of a row are the same.
    RepeatedName = "REPEATED_NAME", Warning;
    /// No inflection class fits a word of a name.
    UnknownClass = "UNKNOWN_CLASS", Warning;
    /// The gender of a person cannot be told.
    UnknownGender = "UNKNOWN_GENDER", Warning;
    /// `{class=}` names a class that the language does not have.
    NoSuchClass = "NO_SUCH_CLASS", Error;
    /// The gazetteer directory holds no gazetteer file.
    NoGazetteers = "NO_GAZETTEERS", Error;
    /// A file or directory cannot be read.
    Unreadable = "UNREADABLE", Error;
}

/// A problem in a gazetteer file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// The stable code.
    pub code: Code,
    /// What is wrong and what to do, one line without a full stop.
    pub message: String,
    /// The file, as shown to people.
    pub uri: Arc<str>,
    /// One-based line; 0 when the problem is of the file as a whole.
    pub line: u32,
    /// One-based column in code points; 0 when the problem is of the file as a whole.
    pub column: u32,
}

/// `people.tsv:12:34: error[UNKNOWN_FLAG]: unknown flag ...`, which terminals and editors turn into a link.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}", self.uri)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {severity}[{}]: {}", self.code.as_str(), self.message)
    }
}
