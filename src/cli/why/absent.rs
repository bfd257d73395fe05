//! Why nothing of an entity was found at all: no form of its names stands in the text, or texts are not searched for those that do.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::spelling::Spelling;
use crate::cli::print;
use crate::cli::tagged::merge;
use crate::gazetteer::{Entry, LayerHistory, Name};
use crate::tagger::{Entity, FormInspector, FormMark, Model, surface_forms};
use crate::text::Words;

/// What is shown of many at the most.
const MOST_SHOWN: usize = 5;
/// Letters that two words must have in common at their beginning to be alike.
const FEWEST_ALIKE: usize = 4;

/// What of an entity's names is in a text in which none of them was found.
pub(super) struct Absence<'n> {
    resource_name: &'n str,
    /// Forms that stand in the text all the same.
    forms: Vec<Occurrence<'n>>,
    /// Forms of names that a layer took away.
    gone: Vec<Gone<'n>>,
    /// All names of the entity; none where a form of one stands in the text.
    names: Vec<Spelling<'n>>,
    /// Words that are like a name; none where a form of one stands in the text.
    alike: Vec<(String, Spelling<'n>)>,
}

/// Names of which a form stands in the text.
struct Occurrence<'n> {
    text: String,
    spelling: Spelling<'n>,
    is_searched: bool,
}

/// Names of which a form stands in the text, and which a layer took away.
struct Gone<'n> {
    text: String,
    spelling: Spelling<'n>,
    /// File, line and column of what took them away.
    by: Vec<String>,
}

impl<'n> Absence<'n> {
    /// Looks for the names of an entity in a text.
    pub(super) fn of(text: &str, entity: &'n Entity, model: &Model, history: &LayerHistory<'n>) -> Self {
        let words = Words::new(text);
        let inspector = FormInspector::new(model.entities().iter().map(|entity| &entity.entry));
        let entry = &*entity.entry;
        let names = || entry.names.iter().map(|name| (entry, name));
        let forms = occurrences(&words, names(), model, &inspector);
        let gone = gone(&words, entity, model, &inspector, history);
        let is_told = !(forms.is_empty() && gone.is_empty());
        let spellings = if is_told { Vec::new() } else { Spelling::of_all(names()) };
        let alike = if is_told { Vec::new() } else { alike(&words, entry) };
        Self { resource_name: &entity.resource_name, forms, gone, names: spellings, alike }
    }

    /// Says it to a person.
    pub(super) fn tell(&self) {
        for Occurrence { text, spelling, is_searched } in self.forms.iter().take(MOST_SHOWN) {
            let shown = format!("«{text}» is a form of `{}`, {}", spelling.written(), spelling.places());
            let against = if *is_searched { "which signs part in the text" } else { "which no text is searched for" };
            print(format_args!("not found: {shown}, {against}"));
            if !is_searched {
                print(format_args!("    {:12} {TAKE_NEVER_OUT}", "try"));
            }
        }
        for Gone { text, spelling, by } in &self.gone {
            let (written, places, by) = (spelling.written(), spelling.places(), by.join(", "));
            print(format_args!("not found: «{text}» is a form of `{written}`, {places}, gone by {by}"));
        }
        if self.names.is_empty() {
            return;
        }
        let shown = |spelling: &Spelling<'_>| format!("`{}` ({})", spelling.written(), spelling.columns());
        let names: Vec<String> = self.names.iter().take(MOST_SHOWN).map(shown).collect();
        let more = self.names.len().saturating_sub(MOST_SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let (name, names) = (self.resource_name, names.join(", "));
        print(format_args!("not found: no form of a name of {name} stands in the text: {names}{more}"));
        for (text, spelling) in &self.alike {
            print(format_args!("  «{text}» is like `{}`, {}", spelling.written(), spelling.places()));
            print(format_args!("    {:12} {}", "try", add_alias(text)));
        }
    }

    /// The same for a program; all of the forms and names.
    pub(super) fn to_json(&self) -> Value {
        let forms = self.forms.iter().map(|Occurrence { text, spelling, is_searched }| {
            let mut form = about(text, spelling, json!({"searched": is_searched}));
            if !is_searched {
                form["advice"] = TAKE_NEVER_OUT.into();
            }
            form
        });
        let gone = self.gone.iter().map(|Gone { text, spelling, by }| about(text, spelling, json!({"by": by})));
        let alike = self.alike.iter().map(|(text, like)| about(text, like, json!({"advice": add_alias(text)})));
        json!({
            "forms": forms.collect::<Vec<_>>(),
            "gone": gone.collect::<Vec<_>>(),
            "names": self.names.iter().map(Spelling::to_json).collect::<Vec<_>>(),
            "alike": alike.collect::<Vec<_>>(),
        })
    }
}

/// A piece of the text with the names that it is a form of or like, and more.
fn about(text: &str, spelling: &Spelling<'_>, more: Value) -> Value {
    let mut value = json!({"text": text});
    merge(&mut value, spelling.to_json());
    merge(&mut value, more);
    value
}

/// What could be written where no text is searched for a form.
const TAKE_NEVER_OUT: &str = "take `never` out of its flags, if it has it";

/// What could be written where a word is like a name.
fn add_alias(text: &str) -> String {
    format!("add `{text}` as an alias, `{text}{{form}}` where it is a form, if it names it")
}

/// Names that a layer took from an entity, of which a form stands in the text.
fn gone<'n>(
    words: &Words<'_>,
    entity: &Entity,
    model: &Model,
    inspector: &FormInspector,
    history: &LayerHistory<'n>,
) -> Vec<Gone<'n>> {
    let mut lost = history.lost_names();
    lost.retain(|lost| *lost.gazetteer == *entity.gazetteer && lost.entry.id == entity.entry.id);
    let gone = |spelling: Spelling<'n>| {
        let of_spelling = || lost.iter().filter(|lost| lost.name.text == spelling.text());
        let names = of_spelling().map(|lost| (lost.entry, lost.name));
        let text = occurrences(words, names, model, inspector).into_iter().next()?.text;
        let mut by: Vec<String> = of_spelling()
            .map(|lost| format!("{}:{}:{}", lost.by.source.uri, lost.by.source.line, lost.column))
            .collect();
        by.dedup();
        Some(Gone { text, spelling, by })
    };
    Spelling::of_all(lost.iter().map(|lost| (lost.entry, lost.name))).into_iter().filter_map(gone).collect()
}

/// Where forms of names stand in the text, each once, without regard to letter case and to whether texts are searched for them.
fn occurrences<'n>(
    words: &Words<'_>,
    names: impl Iterator<Item = (&'n Entry, &'n Name)>,
    model: &Model,
    inspector: &FormInspector,
) -> Vec<Occurrence<'n>> {
    let mut by_key: HashMap<String, Vec<(&Entry, &Name, bool)>> = HashMap::new();
    let mut most_words = 0;
    for (entry, name) in names {
        for paradigm in surface_forms(entry, name, model.inflection()).0 {
            let marks = inspector.marks(entry, name, &paradigm);
            for (form, marks) in paradigm.forms.iter().zip(marks) {
                let form = Words::new(&form.text);
                most_words = most_words.max(form.as_slice().len());
                let of_form = by_key.entry(key(&form)).or_default();
                if !of_form.iter().any(|(_, other, _)| std::ptr::eq(*other, name)) {
                    of_form.push((entry, name, !marks.contains(&FormMark::NotSearched)));
                }
            }
        }
    }
    let all = words.as_slice();
    let ranges =
        (0..all.len()).flat_map(|start| (start + 1..=(start + most_words).min(all.len())).map(move |end| start..end));
    let mut found: Vec<Occurrence<'n>> = Vec::new();
    for range in ranges {
        let text = words.text_of(&range);
        let Some(of_form) = by_key.get(&key(&Words::new(text))) else { continue };
        // Of several names with the form the first is told, in all its columns.
        let spellings = Spelling::of_all(of_form.iter().map(|(entry, name, _)| (*entry, *name)));
        let Some(spelling) = spellings.into_iter().next() else { continue };
        let is_searched = of_form.iter().any(|(_, name, is_searched)| *is_searched && name.text == spelling.text());
        if !found.iter().any(|other| other.text == text) {
            found.push(Occurrence { text: text.to_owned(), spelling, is_searched });
        }
    }
    found
}

/// The words alone: what stands between them may be the reason.
fn key(words: &Words<'_>) -> String {
    words.as_slice().iter().map(|word| words.folded(word)).collect::<Vec<_>>().join(" ")
}

/// Words of the text that begin like a word of a name, or are spelled nearly like it, the likest first.
fn alike<'e>(words: &Words<'_>, entry: &'e Entry) -> Vec<(String, Spelling<'e>)> {
    let mut found: Vec<(usize, String, Spelling<'e>)> = Vec::new();
    for word in words.as_slice() {
        let folded = words.folded(word);
        let text = &words.text()[word.span.clone()];
        if (word.length as usize) < FEWEST_ALIKE || found.iter().any(|(_, other, _)| other == text) {
            continue;
        }
        let spellings = Spelling::of_all(entry.names.iter().map(|name| (entry, name)));
        let best = spellings.into_iter().filter_map(|spelling| Some((likeness(folded, spelling.text())?, spelling)));
        if let Some((distance, spelling)) = best.min_by_key(|(distance, _)| *distance) {
            found.push((distance, text.to_owned(), spelling));
        }
    }
    found.sort_by_key(|(distance, ..)| *distance);
    found.into_iter().take(MOST_SHOWN).map(|(_, text, spelling)| (text, spelling)).collect()
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
