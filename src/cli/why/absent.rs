//! Why nothing of an entity was found at all: no form of its names stands in the text, or texts are not searched for those that do.

use std::collections::HashMap;
use std::ops::Range;

use crate::cli::gazetteer::lookup::place;
use crate::cli::print;
use crate::gazetteer::{Entry, LayerHistory, Name};
use crate::tagger::{Entity, FormInspector, FormMark, Model, surface_forms};
use crate::text::Words;

/// What is shown of many at the most.
const MOST_SHOWN: usize = 5;
/// Letters that two words must have in common at their beginning to be alike.
const FEWEST_ALIKE: usize = 4;

/// A name of which a form stands in the text.
struct Occurrence<'n> {
    text: String,
    entry: &'n Entry,
    name: &'n Name,
    is_searched: bool,
}

/// Says what of the entity's names is in the text.
pub(super) fn tell(text: &str, entity: &Entity, model: &Model, history: &LayerHistory<'_>) {
    let words = Words::new(text);
    let inspector = FormInspector::new(model.entities().iter().map(|entity| &entity.entry));
    let entry = &*entity.entry;
    let names = entry.names.iter().map(|name| (entry, name));
    let mut is_told = false;
    for found in occurrences(&words, names, model, &inspector).iter().take(MOST_SHOWN) {
        is_told = true;
        let Occurrence { text, entry, name, is_searched } = found;
        let shown = format!("«{text}» is a form of `{name}`, {} at {}", name.column_name(), place(entry, name));
        if *is_searched {
            print(format_args!("not found: {shown}, which signs part in the text"));
        } else {
            print(format_args!("not found: {shown}, which no text is searched for"));
            print(format_args!("    {:12} take `never` out of its flags, if it has it", "try"));
        }
    }
    let lost = history.lost_names();
    let lost = lost.iter().filter(|lost| *lost.gazetteer == *entity.gazetteer && lost.entry.id == entry.id);
    for lost in lost {
        let found = occurrences(&words, [(lost.entry, lost.name)].into_iter(), model, &inspector);
        if let Some(Occurrence { text, .. }) = found.first() {
            is_told = true;
            let by = format!("{}:{}:{}", lost.by.source.uri, lost.by.source.line, lost.column);
            let (column, source) = (lost.name.column_name(), place(lost.entry, lost.name));
            print(format_args!("not found: «{text}» is a form of `{}`, {column} at {source}, gone by {by}", lost.name));
        }
    }
    if is_told {
        return;
    }
    let shown: Vec<String> = entry.names.iter().take(MOST_SHOWN).map(|name| format!("`{name}`")).collect();
    let more = entry.names.len().saturating_sub(MOST_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let name = &entity.resource_name;
    print(format_args!("not found: no form of a name of {name} stands in the text: {}{more}", shown.join(", ")));
    for (text, name) in alike(&words, entry) {
        print(format_args!("  «{text}» is like `{name}`, {} at {}", name.column_name(), place(entry, name)));
        print(format_args!(
            "    {:12} add `{text}` as an alias, `{text}{{form}}` where it is a form, if it names it",
            "try"
        ));
    }
}

/// Where forms of names stand in the text, without regard to letter case and to whether texts are searched for them.
fn occurrences<'n>(
    words: &Words<'_>,
    names: impl Iterator<Item = (&'n Entry, &'n Name)>,
    model: &Model,
    inspector: &FormInspector,
) -> Vec<Occurrence<'n>> {
    let mut by_key: HashMap<String, (&Entry, &Name, bool)> = HashMap::new();
    let mut most_words = 0;
    for (entry, name) in names {
        for paradigm in surface_forms(entry, name, model.inflection()).0 {
            let marks = inspector.marks(entry, name, &paradigm);
            for (form, marks) in paradigm.forms.iter().zip(marks) {
                let form = Words::new(&form.text);
                most_words = most_words.max(form.as_slice().len());
                by_key.entry(key(&form)).or_insert((entry, name, !marks.contains(&FormMark::NotSearched)));
            }
        }
    }
    let all = words.as_slice();
    let ranges =
        (0..all.len()).flat_map(|start| (start + 1..=(start + most_words).min(all.len())).map(move |end| start..end));
    let found = ranges.filter_map(|range: Range<usize>| {
        let text = words.text_of(&range);
        let (entry, name, is_searched) = by_key.get(&key(&Words::new(text)))?;
        Some(Occurrence { text: text.to_owned(), entry, name, is_searched: *is_searched })
    });
    found.collect()
}

/// The words alone: what stands between them may be the reason.
fn key(words: &Words<'_>) -> String {
    words.as_slice().iter().map(|word| words.folded(word)).collect::<Vec<_>>().join(" ")
}

/// Words of the text that begin like a word of a name, or are spelled nearly like it, the likest first.
fn alike<'e>(words: &Words<'_>, entry: &'e Entry) -> Vec<(String, &'e Name)> {
    let mut found: Vec<(usize, String, &Name)> = Vec::new();
    for word in words.as_slice() {
        let folded = words.folded(word);
        let text = &words.text()[word.span.clone()];
        if (word.length as usize) < FEWEST_ALIKE || found.iter().any(|(_, other, _)| other == text) {
            continue;
        }
        let best = entry.names.iter().filter_map(|name| Some((likeness(folded, &name.text)?, name)));
        if let Some((distance, name)) = best.min_by_key(|(distance, _)| *distance) {
            found.push((distance, text.to_owned(), name));
        }
    }
    found.sort_by_key(|(distance, ..)| *distance);
    found.into_iter().take(MOST_SHOWN).map(|(_, text, name)| (text, name)).collect()
}

/// How far a word is from the nearest word of a name; `None` when they are not alike.
fn likeness(folded: &str, name: &str) -> Option<usize> {
    let name = Words::new(name);
    let distance = |word: &crate::text::Word| {
        let other = name.folded(word);
        let common = folded.chars().zip(other.chars()).take_while(|(left, right)| left == right).count();
        let (length, other_length) = (folded.chars().count(), other.chars().count());
        let distance = strsim::damerau_levenshtein(folded, other);
        let begins_alike = common >= FEWEST_ALIKE && 3 * common >= 2 * other_length;
        (begins_alike || (length.min(other_length) >= FEWEST_ALIKE && distance <= other_length / 4)).then_some(distance)
    };
    name.as_slice().iter().filter_map(distance).min()
}
