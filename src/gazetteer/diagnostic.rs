//! A problem in a gazetteer file, told so that an editor can mend it: where, what, and what to do.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The row, or the file, cannot be used.
    Error,
    /// Loads, but probably not what was meant.
    Warning,
    /// Loads and is in order; an editor may want to know it. Only a check tells notes, loading does not.
    Note,
}

impl Severity {
    /// The severity as it is printed: `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// The stable code of a problem; the text of each is part of the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it is printed and sent: `DUPLICATE_ID`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How bad a problem of this code is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What it is, in a sentence.
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii(),)* }
            }

            /// The code that is printed so, in any case of letters.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
            }
        }
    };
}

codes! {
    /// The file name cannot name a gazetteer, or has an unknown extension.
    InvalidFileName = "INVALID_FILE_NAME", Error;
    /// A line, or the file, is not UTF-8.
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
    /// A space other than the ordinary one, such as a no-break space, stands in a cell.
    UnusualSpace = "UNUSUAL_SPACE", Warning;
    /// An invisible character, such as a soft hyphen, stands in a name.
    InvisibleCharacter = "INVISIBLE_CHARACTER", Warning;
    /// A letter of another alphabet that looks the same stands in a word: a Latin `a` in a Cyrillic word.
    LookAlikeLetter = "LOOK_ALIKE_LETTER", Warning;
    /// A word mixes Latin and Cyrillic letters, and the foreign ones do not look like letters of the other alphabet.
    MixedScript = "MIXED_SCRIPT", Warning;
    /// A name is written in an alphabet, or with letters, that its language does not have.
    WrongScript = "WRONG_SCRIPT", Warning;
    /// Text that was read in the wrong encoding once: `�`, `ÐÐ»Ð¼Ð°`.
    GarbledText = "GARBLED_TEXT", Warning;
    /// A column has a language code that is not one, though it looks like it: `name:kz`.
    UnknownLanguage = "UNKNOWN_LANGUAGE", Warning;
    /// A flag changes nothing where it stands.
    FlagWithoutEffect = "FLAG_WITHOUT_EFFECT", Warning;
    /// Two flags of a name say opposite things.
    ConflictingFlags = "CONFLICTING_FLAGS", Warning;
    /// A name stands twice in a row, with different flags.
    ConflictingName = "CONFLICTING_NAME", Warning;
    /// An alias is a grammatical form of another name of the row, which makes it already.
    RedundantAlias = "REDUNDANT_ALIAS", Warning;
    /// An alias is the same to the matcher as another name of the row: they differ in capitals, `ё`, diacritics or dashes.
    EquivalentAlias = "EQUIVALENT_ALIAS", Note;
    /// A name can never be found.
    UnreachableName = "UNREACHABLE_NAME", Warning;
    /// The country of a row is not in `countries`.
    UnknownCountry = "UNKNOWN_COUNTRY", Warning;
    /// A name in small letters is a common word, so that every such word of a text is found.
    CommonWordAlias = "COMMON_WORD_ALIAS", Warning;
    /// A name belongs to several entities, and nothing says which of them is meant.
    AmbiguousAlias = "AMBIGUOUS_ALIAS", Warning;
    /// A name belongs to several entities, of which weight or context decides.
    SharedAlias = "SHARED_ALIAS", Note;
    /// Forms of a name are common words or people's names, and count by where they stand.
    AmbiguousName = "AMBIGUOUS_NAME", Note;
    /// An entity has no name in a language of which the file has a column.
    MissingLanguage = "MISSING_LANGUAGE", Note;
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// One-based column behind the last character of what is wrong; `column` when only its beginning is known.
    pub end_column: u32,
    /// An edit that mends it and changes nothing else.
    pub fix: Option<Fix>,
}

/// An edit of the line that a diagnostic is of, safe to make without asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fix {
    /// Puts other text in the place of what stands in the columns.
    Replace {
        /// One-based columns in code points.
        columns: Range<u32>,
        /// The text.
        by: String,
    },
    /// Takes the name that begins at the column out of its cell, with the `|` or the comma beside it.
    DeleteName {
        /// One-based column in code points.
        column: u32,
    },
}

impl Diagnostic {
    /// A diagnostic of the severity of its code, of which only the beginning is known and that has no fix.
    pub fn new(code: Code, uri: &Arc<str>, line: u32, column: u32, message: String) -> Self {
        let uri = Arc::clone(uri);
        Self { severity: code.severity(), code, message, uri, line, column, end_column: column, fix: None }
    }

    /// The same up to a column, which is not part of it.
    #[must_use]
    pub fn until(mut self, end_column: u32) -> Self {
        self.end_column = end_column;
        self
    }

    /// The same with an edit that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }
}

/// `people.tsv:12:34: error[UNKNOWN_FLAG]: unknown flag ...`, which terminals and editors turn into a link.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.uri)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}[{}]: {}", self.severity.as_str(), self.code.as_str(), self.message)
    }
}
