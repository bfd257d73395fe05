//! The lexicon: the names of entities, inflected and compiled, with what each surface form stands for.
//!
//! Here the rooms below meet: an entry's names go through `morph`, every form through `text` into the `matcher`, and what a form
//! means is kept in flat arrays beside it. This room refuses to know texts: what of all that is found counts is decided in `resolve`.

mod ambiguity;
mod check;
mod common;
mod compile;
mod generic;
mod inspect;
pub mod names;
mod remarks;
mod search;
mod segments;
mod surface;

pub(crate) use self::ambiguity::{Ambiguity, PersonalNames};
pub(crate) use self::check::check;
pub(crate) use self::common::{is_common_word, is_common_word_of};
pub use self::inspect::{FormInspector, FormMark};
pub(crate) use self::remarks::diagnostic as remark_diagnostic;
pub(crate) use self::segments::{Positions, Segment, Segments, Whole};
use crate::gazetteer::{Diagnostic, Entity, Entry, Name, Relation};
use crate::matcher::{CaseRule, EngineKind, Matcher, PatternId};
use crate::morph::{self, Features, Hints, Language, NameKind, Paradigm, Variant};
use serde::{Deserialize, Serialize};

/// What one surface form stands for: one of the names of one of the entities, in some form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Form {
    /// Position of the entity.
    pub(crate) entity: u32,
    /// Position of the name among the entity's names.
    pub(crate) name: u16,
    /// Position of the case rule.
    rule: u32,
    /// Position of the lemma, or [`NAME_ITSELF`].
    lemma: u32,
    /// Grammatical features.
    pub(crate) features: Features,
    /// How the lemma relates to the name.
    pub(crate) variant: Variant,
    /// Whether the form is the lemma itself.
    pub(crate) is_base: bool,
    /// What else it could be.
    pub(crate) ambiguity: Ambiguity,
    /// Whether it counts only in a document that names the entity in another way too.
    pub(crate) needs_context: bool,
    /// Words at its start that help to find it but are no part of the mention: «газета» of «газета «Айкын»».
    pub(crate) words_before: u8,
    /// Words at its end that are no part of the mention: «партиясы» of ««Amanat» партиясы».
    pub(crate) words_behind: u8,
}

impl Form {
    /// A form of an entity that no lexicon has; its lemma is the name itself.
    pub(crate) fn of_document(entity: u32, name: u16, features: Features) -> Self {
        Self {
            entity,
            name,
            rule: 0,
            lemma: NAME_ITSELF,
            features,
            variant: Variant::Full,
            is_base: false,
            ambiguity: Ambiguity::default(),
            needs_context: false,
            words_before: 0,
            words_behind: 0,
        }
    }
}

/// The lemma of a form is the name as the editor wrote it.
const NAME_ITSELF: u32 = u32::MAX;

/// Whether names that could be something else are looked at twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Gate {
    /// They are.
    #[default]
    On,
    /// They are not: whoever gives a name for one call wants it found.
    Off,
}

/// How names are compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compilation {
    /// What is generated of them beyond what every text needs.
    pub(crate) inflection: morph::Options,
    /// Whether names that could be something else are looked at twice.
    pub(crate) gate: Gate,
    /// What finds names of several words; where nothing is said, what their number asks for.
    pub(crate) engine: Option<EngineKind>,
}

/// Compiled names of some entities.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Lexicon {
    matcher: Matcher,
    /// Forms by pattern: those of pattern `p` are `forms[starts[p]..starts[p + 1]]`.
    forms: Vec<Form>,
    starts: Vec<u32>,
    lemmas: Vec<Box<str>>,
    rules: Vec<CaseRule>,
    /// Base forms as folded keys with their entities, sorted, for search by prefix.
    keys: Vec<(Box<str>, u32)>,
}

impl Lexicon {
    /// Compiles the names of entities; a form's `entity` is the position in their order. Gives what inflection has to say of the
    /// names beside it, by entity. `personal_names` are those of all people that the names stand beside.
    pub(crate) fn new(
        entries: &[&Entry],
        personal_names: &PersonalNames,
        compilation: Compilation,
    ) -> (Self, Vec<(u32, Diagnostic)>) {
        compile::compile(entries, personal_names, compilation)
    }

    /// Whether every number in it is of something that is there: what comes from a file is looked at before it is used.
    pub(crate) fn is_sound(&self, entities: &[Entity]) -> bool {
        let is_form = |form: &Form| {
            let entity = entities.get(form.entity as usize);
            entity.is_some_and(|entity| usize::from(form.name) < entity.entry.names.len())
                && (form.rule as usize) < self.rules.len()
                && (form.lemma == NAME_ITSELF || (form.lemma as usize) < self.lemmas.len())
        };
        self.matcher.is_sound()
            && self.starts.len() == self.matcher.pattern_count() + 1
            && self.starts.is_sorted()
            && self.starts.last().is_some_and(|end| *end as usize == self.forms.len())
            && self.forms.iter().all(is_form)
            && self.keys.iter().all(|(_, entity)| (*entity as usize) < entities.len())
    }

    /// The matcher of all surface forms.
    pub(crate) fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// What a surface form stands for.
    pub(crate) fn forms(&self, pattern: PatternId) -> &[Form] {
        let pattern = pattern as usize;
        &self.forms[self.starts[pattern] as usize..self.starts[pattern + 1] as usize]
    }

    /// The case rule of a form.
    pub(crate) fn rule(&self, form: &Form) -> &CaseRule {
        &self.rules[form.rule as usize]
    }

    /// The base form of what a form writes.
    pub(crate) fn lemma<'a>(&'a self, form: &Form, name: &'a Name) -> &'a str {
        match form.lemma {
            NAME_ITSELF => &name.text,
            index => &self.lemmas[index as usize],
        }
    }

    /// Calls for every pair of a surface form and what it stands for, with the positions of the entity and of its name.
    pub(crate) fn count_forms(&self, mut count: impl FnMut(u32, u16)) {
        self.forms.iter().for_each(|form| count(form.entity, form.name));
    }

    /// Memory in bytes, to a few per cent.
    pub(crate) fn memory_bytes(&self) -> usize {
        let texts = self.lemmas.iter().map(|text| text.len()).sum::<usize>()
            + self.keys.iter().map(|(key, _)| key.len() + size_of::<(Box<str>, u32)>()).sum::<usize>();
        self.matcher.memory_bytes()
            + self.forms.capacity() * size_of::<Form>()
            + self.starts.capacity() * size_of::<u32>()
            + self.lemmas.capacity() * size_of::<Box<str>>()
            + texts
    }
}

/// Words of one name: more make no name, and the places where long names nest grow with their length.
pub(crate) const MOST_WORDS: usize = 32;

/// The paradigms of one name of an entry, and what an editor should know about them.
pub(crate) fn paradigms(entry: &Entry, name: &Name, options: morph::Options) -> (Vec<Paradigm>, Vec<morph::Remark>) {
    if name.flags.form {
        return (vec![Paradigm::uninflected(&name.text)], Vec::new());
    }
    let kind = name_kind(&entry.entity_type, name.relation);
    let mut hints = name.flags.hints.clone();
    if kind == NameKind::Person {
        // What one name of a person says of the person holds for all names.
        let of_any = |tell: fn(&Hints) -> bool| entry.names.iter().any(|other| tell(&other.flags.hints));
        hints.gender = hints.gender.or_else(|| entry.names.iter().find_map(|other| other.flags.hints.gender));
        hints.family |= of_any(|other| other.family);
    }
    morph::expand_with(Language::from_tag(&name.language), kind, &name.text, &hints, options)
}

/// What a name names, as far as inflection cares.
pub(crate) fn name_kind(entity_type: &str, relation: Relation) -> NameKind {
    match (relation, entity_type) {
        (Relation::Adjective, _) => NameKind::Adjective,
        (Relation::Demonym, _) => NameKind::Demonym,
        (Relation::Name, "PERSON") => NameKind::Person,
        (Relation::Name, "COUNTRY" | "CITY" | "REGION" | "LOCATION") => NameKind::Toponym,
        (Relation::Name, _) => NameKind::Organization,
    }
}

/// Whether an entity is a place: what its names are to inflection.
pub(crate) fn is_place(entry: &Entry) -> bool {
    name_kind(&entry.entity_type, Relation::Name) == NameKind::Toponym
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::gazetteer::{GazetteerFile, LetterCase};
    use crate::morph::Case;
    use crate::text::Words;

    fn compiled(entries: &[Arc<Entry>]) -> Lexicon {
        let entries: Vec<&Entry> = entries.iter().map(|entry| &**entry).collect();
        Lexicon::new(&entries, &PersonalNames::of(&entries), Compilation::default()).0
    }

    fn lexicon(table: &str) -> (Lexicon, Vec<Arc<Entry>>) {
        let file = GazetteerFile::parse("people.tsv", "people.tsv", table.as_bytes());
        assert_eq!(file.diagnostics, []);
        (compiled(&file.entries), file.entries)
    }

    fn found(lexicon: &Lexicon, text: &str) -> Vec<(String, Vec<u32>)> {
        let words = Words::new(text);
        let mut found = Vec::new();
        lexicon.matcher().find(&words, |pattern, range| {
            let mut entities: Vec<u32> = lexicon.forms(pattern).iter().map(|form| form.entity).collect();
            entities.dedup();
            found.push((words.text_of(&range).to_owned(), entities));
        });
        found.sort();
        found
    }

    #[test]
    fn one_pattern_lists_every_entity_that_it_stands_for() {
        let (lexicon, _) = lexicon("id\tname:en\na\tJohn Smith\nb\tMary Smith\n");
        assert_eq!(
            found(&lexicon, "John Smith"),
            [("John Smith".to_owned(), vec![0]), ("Smith".to_owned(), vec![0, 1])]
        );
    }

    #[test]
    fn a_gender_of_one_name_holds_for_the_others() {
        let (_, entries) = lexicon("id\tname:ru\tname:en\na\tМишель Барнье{g=m}\tMichel Barnier\n");
        let (paradigms, remarks) = paradigms(&entries[0], &entries[0].names[0], morph::Options::default());
        assert!(paradigms[0].forms[0].features.is_empty() || paradigms[0].forms[0].features.has_case(Case::Nom));
        assert_eq!(remarks, []);
    }

    #[test]
    fn every_pattern_of_capitals_has_a_rule_of_its_own() {
        let (_, entries) = lexicon("id\tname:en\na\tx{form}\n");
        let spelled = |capitals: u32| {
            let letters = ('a'..='q').enumerate();
            letters.map(|(index, c)| if capitals >> index & 1 != 0 { c.to_ascii_uppercase() } else { c }).collect()
        };
        let entry = |capitals: u32| {
            let mut entry = Entry::clone(&entries[0]);
            entry.names[0].text = spelled(capitals);
            Arc::make_mut(&mut entry.names[0].flags).letter_case = LetterCase::Exact;
            Arc::new(entry)
        };
        let count = usize::from(u16::MAX) + 2;
        let many: Vec<Arc<Entry>> = (0..=u32::from(u16::MAX) + 1).map(entry).collect();
        let lexicon = compiled(&many);
        assert_eq!(lexicon.rules.len(), count);
    }
}
