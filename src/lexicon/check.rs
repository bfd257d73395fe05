//! What can be said against names once they are inflected: which are of no use, which mean too much.
//!
//! Loading does not need it and does not wait for it: this is for whoever edits gazetteers.

mod redundant;
mod shared;

use rayon::prelude::*;

use self::redundant::redundant_aliases;
use self::shared::shared_names;
use super::ambiguity::PersonalNames;
use super::common::is_common_word;
use crate::gazetteer::{Code, Diagnostic, Entity, Entry, LetterCase, Name, Relation};
use crate::morph;
use crate::text::{WordCase, Words};

/// What can be said against the names of entities, in no particular order.
pub(crate) fn check(entities: &[Entity]) -> Vec<Diagnostic> {
    let entries: Vec<&Entry> = entities.iter().map(|entity| &*entity.entry).collect();
    let people = PersonalNames::of(&entries);
    let of_entry = |entry: &&Entry| {
        let mut diagnostics = unreachable_names(entry);
        diagnostics.extend(redundant_aliases(&people, entry));
        for name in entry.names.iter().filter(|name| !name.flags.context && !name.flags.never) {
            diagnostics.extend(common_word(entry, name).or_else(|| ambiguous_name(&people, entry, name)));
        }
        diagnostics
    };
    let mut diagnostics = shared_names(entities);
    diagnostics.extend(entries.par_iter().map(of_entry).collect::<Vec<_>>().into_iter().flatten());
    diagnostics
}

/// A diagnostic of a name.
fn of_name(entry: &Entry, name: &Name, code: Code, message: String) -> Diagnostic {
    let end = name.column + name.text.chars().count() as u32;
    Diagnostic::new(code, &entry.source.uri, entry.source.line, name.column, message).until(end)
}

/// Names that no text can have found.
fn unreachable_names(entry: &Entry) -> Vec<Diagnostic> {
    if let Some(first) = entry.names.first()
        && entry.names.iter().all(|name| name.flags.context)
    {
        let message = "every name of the entity has `context`, so that each waits for another and none is ever found; take the flag \
                       from one";
        return vec![of_name(entry, first, Code::UnreachableName, message.to_owned())];
    }
    let has_break = |name: &&Name| {
        let words = Words::new(&name.text);
        words.as_slice().iter().skip(1).any(|word| words.gap(word).contains('\n'))
    };
    let unreachable = entry.names.iter().filter(|name| !name.flags.never).filter(has_break);
    unreachable
        .map(|name| {
            let message = format!(
                "`{}` has more signs between two of its words than a name can have, and is never found; leave them out",
                name.text
            );
            of_name(entry, name, Code::UnreachableName, message)
        })
        .collect()
}

/// A name in small letters that is a common word: nothing tells the one from the other.
fn common_word(entry: &Entry, name: &Name) -> Option<Diagnostic> {
    let words = Words::new(&name.text);
    let [word] = words.as_slice() else { return None };
    let is_unsettled = name.relation == Relation::Name && name.flags.letter_case == LetterCase::ByKind;
    (is_unsettled && word.case == WordCase::Lower && is_common_word(words.folded(word))).then(|| {
        let message = format!(
            "`{}` is a common word, and a name in small letters is found wherever it stands; write it with a capital, or say `{{context}}`",
            name.text
        );
        of_name(entry, name, Code::CommonWordAlias, message)
    })
}

/// A name of which forms could be something else, and count by where they stand.
fn ambiguous_name(people: &PersonalNames, entry: &Entry, name: &Name) -> Option<Diagnostic> {
    let (mut common_words, mut personal_names) = (Vec::new(), Vec::new());
    for form in
        super::paradigms(entry, name, morph::Options::default()).0.into_iter().flat_map(|paradigm| paradigm.forms)
    {
        let ambiguity = people.ambiguity(entry, name, &Words::new(&form.text));
        if ambiguity.is_common() {
            common_words.push(form.text.clone());
        }
        if ambiguity.is_personal() {
            personal_names.push(form.text);
        }
    }
    let lists = [(common_words, "common words"), (personal_names, "forms of people's names")];
    let said: Vec<String> = lists
        .iter()
        .filter(|(forms, _)| !forms.is_empty())
        .map(|(forms, what)| format!("{what}: {}", forms.join(", ")))
        .collect();
    (!said.is_empty()).then(|| {
        let message = format!(
            "`{}` counts by where it stands; {}; `{{any}}`, `{{upper}}` or `{{context}}` settles it",
            name.text,
            said.join("; ")
        );
        of_name(entry, name, Code::AmbiguousName, message)
    })
}
