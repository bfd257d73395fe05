//! Flags that change nothing where they stand, or contradict one another.

use super::flags::{Written, written};
use super::value::Value;
use super::{Code, Fix, Relation};
use crate::morph::Language;

/// What decides whether a flag can change anything.
pub(super) struct Circumstances<'a> {
    /// The name with its flags, as it is written.
    pub(super) value: Value<'a>,
    /// BCP-47 tag of its language.
    pub(super) language: &'a str,
    /// How it relates to the entity.
    pub(super) relation: Relation,
}

/// What is wrong with a flag.
pub(super) struct FlagFault {
    pub(super) code: Code,
    pub(super) column: u32,
    pub(super) end_column: u32,
    pub(super) message: String,
    pub(super) fix: Option<Fix>,
}

/// Flags that say how a name is inflected.
const INFLECTION: [&str; 7] = ["fix", "pl", "stem", "like", "class", "head", "poss3"];
/// Flags that say which letters must be capitals: the last one counts.
const LETTER_CASE: [&str; 3] = ["any", "upper", "exact"];
/// What is of no use to a name that does not decline.
const OF_DECLENSION: [&str; 5] = ["stem", "like", "class", "head", "poss3"];

impl Circumstances<'_> {
    /// What is wrong with the flags of the name of an entity of this type.
    pub(super) fn faults(&self, entity_type: &str) -> Vec<FlagFault> {
        let flags = written(self.value.text);
        let mut faults = Vec::new();
        for (position, flag) in flags.iter().enumerate() {
            let (before, after) = (&flags[..position], &flags[position + 1..]);
            let opposite = before.iter().find(|other| {
                let both = |keys: &[&str]| keys.contains(&flag.key()) && keys.contains(&other.key());
                other.text != flag.text
                    && (both(&LETTER_CASE) || (flag.key() == other.key() && flag.text.contains('=')))
            });
            if let Some(opposite) = opposite {
                let message =
                    format!("`{}` contradicts `{}`, and the last one counts; leave one", flag.text, opposite.text);
                faults.push(self.fault(Code::ConflictingFlags, *flag, message, None));
            } else if let Some((reason, is_safe)) = self.why_without_effect(*flag, before, after, entity_type) {
                let fix = is_safe.then(|| self.without(position, &flags));
                let message = format!("`{}` changes nothing: {reason}", flag.text);
                faults.push(self.fault(Code::FlagWithoutEffect, *flag, message, fix));
            }
        }
        faults
    }

    /// Why a flag changes nothing, and whether it can go without being asked; `None` when it changes something.
    fn why_without_effect(
        &self,
        flag: Written<'_>,
        before: &[Written<'_>],
        after: &[Written<'_>],
        entity_type: &str,
    ) -> Option<(String, bool)> {
        let has = |key: &str| before.iter().chain(after).any(|other| other.key() == key);
        let language = Language::from_tag(self.language);
        let is_person = entity_type == "PERSON" && self.relation == Relation::Name;
        let key = flag.key();
        let is_inflection = INFLECTION.contains(&key);
        let words = || self.value.text.split('{').next().unwrap_or_default().split_whitespace().count();
        let superfluous = |reason: &str| Some((reason.to_owned(), true));
        if before.iter().any(|other| other.text == flag.text) {
            return superfluous("it stands twice; delete one");
        }
        if has("never") && (is_inflection || LETTER_CASE.contains(&key) || matches!(key, "form" | "context")) {
            return superfluous("a name with `never` is not searched for; delete it");
        }
        if has("form") && is_inflection {
            return superfluous("a name with `form` is not inflected; delete it");
        }
        if has("fix") && OF_DECLENSION.contains(&key) {
            return superfluous("a name with `fix` does not decline; delete one of the two");
        }
        match key {
            _ if is_inflection && language == Language::Other => {
                superfluous("there are no rules of inflection for the language; delete it")
            }
            "poss3" if language != Language::Kazakh => superfluous("only Kazakh names carry the possessive; delete it"),
            "stem" | "like" | "head" if language == Language::English => {
                superfluous("English names decline at their end by adding to it; delete it")
            }
            "g" if !is_person && language != Language::Russian => {
                superfluous("only Russian names and people have a gender; delete it")
            }
            "short" | "family" if entity_type != "PERSON" => superfluous("only people have surnames; delete it"),
            "head" => {
                let number: usize = flag.text.split_once('=')?.1.parse().ok()?;
                match words() {
                    1 if number == 1 => superfluous("the name has one word, which is its head; delete it"),
                    count if number > count => {
                        let words = if count == 1 { "word" } else { "words" };
                        Some((format!("the name has {count} {words}; count from 1"), false))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn fault(&self, code: Code, flag: Written<'_>, message: String, fix: Option<Fix>) -> FlagFault {
        let (column, end_column) = (self.value.at(flag.offset), self.value.at(flag.end()));
        FlagFault { code, column, end_column, message, fix }
    }

    /// The edit that takes one of the flags away, with the comma or the braces that it leaves alone.
    fn without(&self, position: usize, flags: &[Written<'_>]) -> Fix {
        let flag = flags[position];
        let (from, to) = match (flags.get(position + 1), position.checked_sub(1).map(|before| flags[before])) {
            (_, Some(before)) => (before.end(), flag.end()),
            (Some(after), None) => (flag.offset, after.offset),
            (None, None) => {
                let length = self.value.text.trim_end().chars().count();
                (self.value.text.chars().take_while(|character| *character != '{').count(), length)
            }
        };
        Fix::Replace { columns: self.value.at(from)..self.value.at(to), by: String::new() }
    }
}
