//! Fields of requests: every wrong one is told, by its path.

use super::status::{Failure, REQUIRED, Reason, Violation};

/// What is wrong with the fields of a request.
#[derive(Debug, Default)]
pub(super) struct Fields {
    violations: Vec<Violation>,
}

impl Fields {
    /// Notes a wrong field. The description is one line without a full stop.
    pub(super) fn wrong(&mut self, reason: Reason, field: impl Into<String>, description: impl Into<String>) {
        let (field, description) = (field.into(), description.into());
        self.violations.push(Violation { reason, field, description, limit: None });
    }

    /// Notes that a required field is not set.
    pub(super) fn missing(&mut self, field: impl Into<String>) {
        self.wrong(Reason::MissingField, field, REQUIRED);
    }

    /// Notes it when there is more of something than the limit allows.
    pub(super) fn at_most(&mut self, reason: Reason, field: impl Into<String>, value: usize, limit: usize, unit: &str) {
        if value > limit {
            let description = format!("has {value} {unit}; the limit is {limit}");
            let limit = Some((limit as u64, value as u64));
            self.violations.push(Violation { reason, field: field.into(), description, limit });
        }
    }

    /// The count, noted when it is negative.
    pub(super) fn count(&mut self, field: impl Into<String>, value: i32) -> usize {
        usize::try_from(value).unwrap_or_else(|_| {
            self.wrong(Reason::ValueOutOfRange, field, format!("must not be negative, but is {value}"));
            0
        })
    }

    /// Notes a number outside [0, 1].
    pub(super) fn share(&mut self, field: impl Into<String>, value: f32) {
        if !(0.0..=1.0).contains(&value) {
            self.wrong(Reason::ValueOutOfRange, field, format!("must lie in [0, 1], but is {value}"));
        }
    }

    /// The value of an enum, noted when the number names none.
    pub(super) fn enumeration<E>(&mut self, field: impl Into<String>, number: i32) -> E
    where
        E: TryFrom<i32> + Default,
    {
        E::try_from(number).unwrap_or_else(|_| {
            self.wrong(Reason::UnknownEnumValue, field, format!("has no value {number}"));
            E::default()
        })
    }

    /// The gazetteer that a resource name `gazetteers/countries` names, noted when the name has another form.
    pub(super) fn gazetteer<'n>(&mut self, field: impl Into<String>, name: &'n str) -> Option<&'n str> {
        let gazetteer = name.strip_prefix("gazetteers/").filter(|id| is_identifier(id));
        if gazetteer.is_none() {
            let description = format!("must be of the form `gazetteers/countries`, but is {}", quoted(name));
            self.wrong(Reason::InvalidName, field, description);
        }
        gazetteer
    }

    /// Notes a language code that is not of the form of BCP 47. An empty one is fine.
    pub(super) fn language(&mut self, field: impl Into<String>, code: &str) {
        let mut subtags = code.split('-');
        let is_primary = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_subtag =
            |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_well_formed = subtags.next().is_some_and(is_primary) && subtags.all(is_subtag);
        if !code.is_empty() && !is_well_formed {
            let description = format!("must be a BCP-47 code such as `kk`, but is {}", quoted(code));
            self.wrong(Reason::InvalidLanguageCode, field, description);
        }
    }

    /// Fails when any field was wrong.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if self.violations.is_empty() { Ok(()) } else { Err(Failure::of_fields(&self.violations)) }
    }
}

/// Whether a part of a resource name can be one.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// A value of the caller's in a message: in backquotes, and no longer than a line.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", text[..end].escape_debug()),
        None => format!("`{}`", text.escape_debug()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(code: &str) -> bool {
        let mut fields = Fields::default();
        fields.language("language_code", code);
        fields.finish().is_ok()
    }

    #[test]
    fn language_codes_have_the_form_of_bcp_47() {
        for code in ["", "ru", "kk", "en-US", "kk-Cyrl-KZ", "sr-Latn", "x-private"] {
            assert!(accepts(code), "{code}");
        }
        for code in ["русский", "ru_RU", "-", "ru-", "1", "toolongsubtag", "ru RU"] {
            assert!(!accepts(code), "{code}");
        }
    }

    #[test]
    fn names_of_gazetteers_have_one_form() {
        let mut fields = Fields::default();
        assert_eq!(fields.gazetteer("name", "gazetteers/countries"), Some("countries"));
        for name in ["countries", "gazetteers/", "gazetteers/a/b", "gazetteers/a b", ""] {
            assert_eq!(fields.gazetteer("name", name), None, "{name}");
        }
        assert_eq!(fields.finish().expect_err("five violations").reason(), Reason::InvalidName);
    }

    #[test]
    fn long_values_are_not_told_in_full() {
        assert_eq!(quoted("abc"), "`abc`");
        assert!(quoted(&"ы".repeat(10_000)).chars().count() < 70);
    }
}
