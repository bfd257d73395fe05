//! Names of entities that a request brings.

use std::sync::Arc;

use super::fields::{Fields, quoted};
use super::status::Reason;
use crate::gazetteer::{Flags, LetterCase, Name, Relation};
use crate::lexicon::MOST_WORDS;
use crate::pb;
use crate::text::{Words, detect_language};

/// The names of an entity.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) names: Vec<Name>,
    /// Names before those of the aliases: the display name, where it is none of them.
    pub(super) before_aliases: usize,
}

/// The aliases, and the display name where it is none of them: it is shown, and found too. What is wrong is noted, with the reason that
/// the request has for it.
pub(super) fn names(entity: &pb::Entity, path: &str, reason: Reason, fields: &mut Fields) -> Names {
    let display_name = &entity.display_name;
    let says_preferred = entity.aliases.iter().any(|alias| alias.preferred);
    let mut names = Vec::with_capacity(entity.aliases.len() + 1);
    for (index, alias) in entity.aliases.iter().enumerate() {
        let path = format!("{path}.aliases[{index}]");
        matchable(&alias.text, &format!("{path}.text"), reason, fields);
        fields.language(format!("{path}.language_code"), &alias.language_code);
        let preferred = alias.preferred || !says_preferred && alias.text == *display_name;
        names.push(name(alias, &path, preferred, reason, fields));
    }
    if names.is_empty() && display_name.is_empty() {
        fields.missing(format!("{path}.aliases"));
    }
    let is_alias = entity.aliases.iter().any(|alias| alias.text == *display_name);
    let before_aliases = usize::from(!display_name.is_empty() && !is_alias);
    if before_aliases > 0 {
        matchable(display_name, &format!("{path}.display_name"), reason, fields);
        let alias = pb::Alias { text: display_name.clone(), ..pb::Alias::default() };
        names.insert(0, name(&alias, path, true, reason, fields));
    }
    if !names.iter().any(|name| name.preferred)
        && let Some(first) = names.iter_mut().find(|name| name.relation == Relation::Name)
    {
        first.preferred = true;
    }
    Names { names, before_aliases }
}

/// A relation; a number without one is noted.
pub(super) fn relation(field: String, number: i32, fields: &mut Fields) -> Relation {
    match fields.enumeration(field, number) {
        pb::Relation::Unspecified | pb::Relation::Name => Relation::Name,
        pb::Relation::Adjective => Relation::Adjective,
        pb::Relation::Demonym => Relation::Demonym,
    }
}

fn name(alias: &pb::Alias, path: &str, preferred: bool, reason: Reason, fields: &mut Fields) -> Name {
    let language = if alias.language_code.is_empty() { detect_language(&alias.text) } else { &alias.language_code };
    let relation = relation(format!("{path}.relation"), alias.relation, fields);
    Name {
        text: alias.text.trim().to_owned(),
        language: Arc::from(language),
        relation,
        preferred: preferred && relation == Relation::Name,
        flags: flags(alias, path, reason, fields).into(),
        column: 0,
    }
}

/// What the fields and the flags of an alias say together.
fn flags(alias: &pb::Alias, path: &str, reason: Reason, fields: &mut Fields) -> Flags {
    let mut flags = Flags::parse(&alias.flags).unwrap_or_else(|message| {
        fields.wrong(reason, format!("{path}.flags"), message);
        Flags::default()
    });
    flags.letter_case = match fields.enumeration(format!("{path}.case_policy"), alias.case_policy) {
        pb::alias::CasePolicy::Unspecified => flags.letter_case,
        pb::alias::CasePolicy::Insensitive => LetterCase::Any,
        pb::alias::CasePolicy::Exact => LetterCase::Exact,
        // `upper` says the same, and more.
        pb::alias::CasePolicy::Capitalized if flags.letter_case == LetterCase::Upper => LetterCase::Upper,
        pb::alias::CasePolicy::Capitalized => LetterCase::Capitalized,
    };
    flags.context |= alias.context_required;
    flags.form |= alias.inflected == Some(false) && !flags.hints.indeclinable;
    flags
}

/// Notes a name that could never be found.
fn matchable(text: &str, path: &str, reason: Reason, fields: &mut Fields) {
    if text.is_empty() {
        fields.missing(path);
    } else if !text.chars().any(char::is_alphanumeric) {
        let description = format!("{} has no letter or digit and can never be found", quoted(text));
        fields.wrong(reason, path, description);
    } else {
        let words = Words::new(text).as_slice().len();
        fields.at_most(reason, path, words, MOST_WORDS, "words");
    }
}

#[cfg(test)]
mod tests {
    use super::super::convert;
    use super::*;
    use crate::gazetteer::GazetteerFile;

    #[test]
    fn a_name_of_too_many_words_is_told() {
        let told = |count: usize| {
            let mut fields = Fields::default();
            matchable(&"а ".repeat(count), "e[0].aliases[0].text", Reason::InvalidInlineEntity, &mut fields);
            fields.finish()
        };
        assert!(told(MOST_WORDS).is_ok());
        assert_eq!(told(MOST_WORDS + 1).expect_err("too many").reason(), Reason::InvalidInlineEntity);
    }

    #[test]
    fn names_come_back_from_their_messages() {
        let table = "id\tname:ru\tname:en\talias:ru\tadj:ru\na\tТокаев{g=m,short}\tTokayev{cap}\t\
                     Дюма{fix}|Того{upper}|США{exact}|мир{never}|земля{any}|Ли{form,context}|Турок{stem=турк,pl}\tказахский\n";
        let file = GazetteerFile::parse("people.tsv", "people.tsv", table.as_bytes());
        assert_eq!(file.diagnostics, []);
        let names_of = |entity: &pb::Entity| {
            let mut fields = Fields::default();
            let names = names(entity, "e", Reason::InvalidEntity, &mut fields);
            fields.finish().expect("nothing is wrong");
            names.names
        };
        let expected = &file.entries[0].names;
        let sent = pb::Entity {
            display_name: "Tokayev".to_owned(),
            aliases: expected.iter().map(convert::alias).collect(),
            ..pb::Entity::default()
        };
        let back: Vec<Name> = names_of(&sent)
            .into_iter()
            .zip(expected)
            .map(|(name, sent)| Name { column: sent.column, ..name })
            .collect();
        assert_eq!(back, *expected);
    }

    #[test]
    fn an_entity_has_one_preferred_name_at_least() {
        let preferred = |display_name: &str, aliases: &[&str]| {
            let alias = |text: &&str| pb::Alias { text: (*text).to_owned(), ..pb::Alias::default() };
            let aliases = aliases.iter().map(alias).collect();
            let entity = pb::Entity { display_name: display_name.to_owned(), aliases, ..pb::Entity::default() };
            let mut fields = Fields::default();
            let names = names(&entity, "e", Reason::InvalidEntity, &mut fields);
            let texts: Vec<String> =
                names.names.into_iter().filter(|name| name.preferred).map(|name| name.text).collect();
            (texts.concat(), names.before_aliases)
        };
        assert_eq!(preferred("", &["а", "б"]), ("а".to_owned(), 0));
        assert_eq!(preferred("б", &["а", "б"]), ("б".to_owned(), 0));
        assert_eq!(preferred("в", &["а", "б"]), ("в".to_owned(), 1));
        assert_eq!(preferred("в", &[]), ("в".to_owned(), 1));
    }
}
