//! Flags: what an editor says of a name in braces behind it, `Дюма{fix}`.

use std::fmt;

use crate::morph::{Gender, Hints};
use serde::{Deserialize, Serialize};

/// How the case of letters decides whether a name is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LetterCase {
    /// By the kind of name: see `docs/GAZETTEERS.md`.
    #[default]
    ByKind,
    /// Any case, `{any}`.
    Any,
    /// A capital that is not just the start of a sentence, `{upper}`.
    Upper,
    /// The first letter is a capital, also at the start of a sentence, `{cap}`.
    Capitalized,
    /// Exactly as written, `{exact}`.
    Exact,
}

/// What an editor says of one name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that an editor sets or not")]
pub struct Flags {
    /// What the inflection rules cannot know.
    pub hints: Hints,
    /// How letter case decides.
    pub letter_case: LetterCase,
    /// Counts only when the document names the entity in another way too.
    pub context: bool,
    /// Never searched for in texts.
    pub never: bool,
    /// A surface form: found as written, never inflected.
    pub form: bool,
    /// The bare surname stands for the person in any document.
    pub short: bool,
}

impl Flags {
    /// Reads flags as they stand in braces: `g=m,short`. An empty text is no flags.
    ///
    /// # Errors
    ///
    /// What is wrong with the first that is, one line without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut flags = Self::default();
        if text.contains(['{', '}']) {
            return Err("flags are written here without braces: `g=m,short`".to_owned());
        }
        if text.trim().is_empty() {
            return Ok(flags);
        }
        for flag in text.split(',') {
            apply(&mut flags, flag.trim(), 0).map_err(|error| error.to_string())?;
        }
        Ok(flags)
    }

    /// The flags as an editor writes them, in the order of `docs/GAZETTEERS.md`: `g=m`, `short`.
    pub fn written(&self) -> Vec<String> {
        let hints = &self.hints;
        let gender = match hints.gender {
            Some(Gender::Masc) => "g=m",
            Some(Gender::Fem) => "g=f",
            Some(Gender::Neut) | None => "",
        };
        let letter_case = match self.letter_case {
            LetterCase::Any => "any",
            LetterCase::Upper => "upper",
            LetterCase::Exact => "exact",
            LetterCase::Capitalized => "cap",
            LetterCase::ByKind => "",
        };
        let set = |is_set: bool, flag: &'static str| if is_set { flag } else { "" };
        let with_value = |key: &str, value: &Option<String>| match value {
            Some(value) => format!("{key}={value}"),
            None => String::new(),
        };
        let mut written = vec![
            set(hints.indeclinable, "fix").to_owned(),
            gender.to_owned(),
            set(hints.plural, "pl").to_owned(),
            with_value("stem", &hints.stem),
            with_value("like", &hints.like),
            with_value("class", &hints.class),
            with_value("head", &hints.head.map(|head| head.to_string())),
            set(hints.possessed, "poss3").to_owned(),
            set(self.form, "form").to_owned(),
            set(self.short, "short").to_owned(),
            set(hints.family, "family").to_owned(),
            letter_case.to_owned(),
            set(self.context, "context").to_owned(),
            set(self.never, "never").to_owned(),
        ];
        written.retain(|flag| !flag.is_empty());
        written
    }

    /// The flags as they stand behind a name, `{g=m,short}`; nothing when there are none.
    pub fn in_braces(&self) -> String {
        let written = self.written();
        if written.is_empty() { String::new() } else { format!("{{{}}}", written.join(",")) }
    }

    /// Splits a name as an editor writes it, `Дюма{fix}`, into the name and its flags; `None` when what stands in braces is no flags.
    pub fn split(name: &str) -> Option<(&str, Self)> {
        parse(name).ok().map(|(text, flags)| (text.trim_end(), flags))
    }
}

/// The flags as they stand in braces, and as [`Flags::parse`] reads them.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written().join(","))
    }
}

/// What an editor does about it, one line without a full stop.
impl fmt::Display for FlagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { flag, nearest: Some(nearest), .. } => {
                write!(f, "unknown flag `{flag}`; did you mean `{nearest}`?")
            }
            Self::Unknown { flag, nearest: None, .. } => {
                write!(f, "unknown flag `{flag}`; docs/GAZETTEERS.md lists the flags")
            }
            Self::Value { message, .. } => f.write_str(message),
            Self::Malformed { .. } => {
                f.write_str("flags stand in one pair of braces at the end of the name: `Дюма{fix}`")
            }
        }
    }
}

/// Why the flags behind a name cannot be read, with the offset in code points from the start of the name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FlagError {
    /// The flag does not exist.
    Unknown { flag: String, nearest: Option<&'static str>, offset: usize },
    /// The value is missing, superfluous or wrong.
    Value { message: String, offset: usize },
    /// The braces are not closed, or text stands behind them.
    Malformed { offset: usize },
}

/// Every flag, for messages.
const FLAGS: [&str; 17] = [
    "any", "cap", "class=", "context", "exact", "family", "fix", "form", "g=f", "g=m", "head=", "like=", "never", "pl",
    "poss3", "short", "stem=",
];

/// Splits `Дюма{fix}` into the name and its flags.
pub(super) fn parse(text: &str) -> Result<(&str, Flags), FlagError> {
    let Some(brace) = text.find(['{', '}']) else { return Ok((text, Flags::default())) };
    let name = &text[..brace];
    let offset = name.chars().count();
    let inside = text[brace..]
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|inside| !inside.contains(['{', '}']))
        .ok_or(FlagError::Malformed { offset })?;
    let mut flags = Flags::default();
    let mut offset = offset + 1;
    for flag in inside.split(',') {
        apply(&mut flags, flag.trim(), offset)?;
        offset += flag.chars().count() + 1;
    }
    Ok((name, flags))
}

/// A flag as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    /// The flag without spaces around it: `head=2`.
    pub(super) text: &'a str,
    /// Offset of its first character from the start of the name, in code points.
    pub(super) offset: usize,
}

impl<'a> Written<'a> {
    /// The flag without its value: `head`.
    pub(super) fn key(&self) -> &'a str {
        self.text.split('=').next().unwrap_or(self.text)
    }

    /// Offset behind its last character.
    pub(super) fn end(&self) -> usize {
        self.offset + self.text.chars().count()
    }
}

/// The flags behind a name in the order in which they are written; the name is one that [`parse`] reads.
pub(super) fn written(text: &str) -> Vec<Written<'_>> {
    let Some((name, inside)) = text.split_once('{') else { return Vec::new() };
    let mut offset = name.chars().count() + 1;
    let mut flags = Vec::new();
    for flag in inside.trim_end_matches('}').split(',') {
        let before = flag.chars().take_while(|character| character.is_whitespace()).count();
        flags.push(Written { text: flag.trim(), offset: offset + before });
        offset += flag.chars().count() + 1;
    }
    flags
}

fn apply(flags: &mut Flags, flag: &str, offset: usize) -> Result<(), FlagError> {
    let (key, value) = match flag.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (flag, None),
    };
    let hints = &mut flags.hints;
    match (key, value) {
        ("any", None) => flags.letter_case = LetterCase::Any,
        ("upper", None) => flags.letter_case = LetterCase::Upper,
        ("exact", None) => flags.letter_case = LetterCase::Exact,
        ("cap", None) => flags.letter_case = LetterCase::Capitalized,
        ("context", None) => flags.context = true,
        ("never", None) => flags.never = true,
        ("form", None) => flags.form = true,
        ("short", None) => flags.short = true,
        ("family", None) => hints.family = true,
        ("fix", None) => hints.indeclinable = true,
        ("pl", None) => hints.plural = true,
        ("poss3", None) => hints.possessed = true,
        ("g", Some("m")) => hints.gender = Some(Gender::Masc),
        ("g", Some("f")) => hints.gender = Some(Gender::Fem),
        ("stem", Some(stem)) if !stem.is_empty() => hints.stem = Some(stem.to_owned()),
        ("like", Some(word)) if !word.is_empty() => hints.like = Some(word.to_owned()),
        ("class", Some(class)) if !class.is_empty() => hints.class = Some(class.to_owned()),
        ("head", Some(number)) => match number.parse() {
            Ok(head) if head > 0 => hints.head = Some(head),
            _ => return Err(value_error(offset, format!("`head` takes the number of a word, from 1, not `{number}`"))),
        },
        ("g", _) => return Err(value_error(offset, "`g` takes `m` or `f`: `{g=f}`".to_owned())),
        ("head" | "stem" | "like" | "class", _) => {
            return Err(value_error(offset, format!("`{key}` takes a value: `{{{key}=...}}`")));
        }
        (_, Some(_)) if FLAGS.contains(&key) || key == "upper" => {
            return Err(value_error(offset, format!("`{key}` takes no value")));
        }
        _ => return Err(FlagError::Unknown { flag: flag.to_owned(), nearest: nearest(flag), offset }),
    }
    Ok(())
}

fn value_error(offset: usize, message: String) -> FlagError {
    FlagError::Value { message, offset }
}

fn nearest(flag: &str) -> Option<&'static str> {
    super::row::nearest(flag, FLAGS.into_iter().chain(["upper"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_braces_has_no_flags() {
        assert_eq!(parse("Сербия").expect("plain"), ("Сербия", Flags::default()));
    }

    #[test]
    fn reads_several_flags() {
        let (name, flags) = parse("Касым-Жомарт Токаев{g=m, short}").expect("well-formed");
        assert_eq!(name, "Касым-Жомарт Токаев");
        assert_eq!(flags.hints.gender, Some(Gender::Masc));
        assert!(flags.short);
    }

    #[test]
    fn flags_are_written_as_they_are_read() {
        let all = "fix,g=f,pl,stem=а,like=б,class=f.ia,head=2,poss3,form,short,family,exact,context,never";
        for text in ["", "any", "upper", "cap", "g=m,short", all] {
            assert_eq!(Flags::parse(text).expect("well-formed").to_string(), text);
            let braces = if text.is_empty() { String::new() } else { format!("{{{text}}}") };
            assert_eq!(Flags::split(&format!("а{braces}")).expect("well-formed").1.to_string(), text);
        }
        assert!(Flags::parse("{g=m}").is_err() && Flags::parse("g=m,").is_err());
        assert_eq!(Flags::split("а{b"), None);
    }

    #[test]
    fn an_unknown_flag_names_the_nearest() {
        let error = parse("Того{uper}").expect_err("no such flag");
        assert_eq!(error, FlagError::Unknown { flag: "uper".into(), nearest: Some("upper"), offset: 5 });
    }

    #[test]
    fn values_are_checked() {
        for text in ["а{g=x}", "а{head=0}", "а{head=}", "а{stem=}", "а{fix=1}", "а{g}"] {
            assert!(matches!(parse(text), Err(FlagError::Value { offset: 2, .. })), "{text}");
        }
    }

    #[test]
    fn braces_must_close_at_the_end() {
        for text in ["а{fix", "а}fix{", "а{fix} б", "а{fix}{pl}", "а}"] {
            assert_eq!(parse(text), Err(FlagError::Malformed { offset: 1 }), "{text}");
        }
    }
}
