//! The lexicon: the names of entities, inflected and compiled, with what each surface form stands for.
//!
//! Here the rooms below meet: an entry's names go through `morph`, every form through `text` into the `matcher`, and what a form
//! means is kept in flat arrays beside it. This room refuses to know texts: what of all that is found counts is decided in `resolve`.

mod ambiguity;
mod check;
mod common;
mod generic;
mod remarks;
mod search;

use std::collections::{HashMap, HashSet};

pub(crate) use self::ambiguity::Ambiguity;
use self::ambiguity::PersonalNames;
pub(crate) use self::check::check;
pub(crate) use self::remarks::explain;
use crate::gazetteer::{Diagnostic, Entry, LetterCase, Name, Relation};
use crate::matcher::{CasePolicy, CaseRule, Matcher, MatcherBuilder, PatternId};
use crate::morph::{self, Case, Features, Hints, Language, NameKind, Paradigm, Variant};
use crate::text::Words;

/// What one surface form stands for: one of the names of one of the entities, in some form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// Compiled names of some entities.
#[derive(Debug)]
pub(crate) struct Lexicon {
    matcher: Matcher,
    /// Forms by pattern: those of pattern `p` are `forms[starts[p]..starts[p + 1]]`.
    forms: Vec<Form>,
    starts: Vec<u32>,
    lemmas: Vec<Box<str>>,
    rules: Vec<CaseRule>,
    /// Base forms as folded keys with their entities, sorted, for search by prefix.
    keys: Vec<(Box<str>, u32)>,
    /// Given names of the people among the entities, in all forms, folded.
    given_names: HashSet<String>,
}

impl Lexicon {
    /// Compiles the names of entities; a form's `entity` is the position in their order. Gives what inflection has to say of the
    /// names beside it.
    pub(crate) fn new<'e>(entries: impl IntoIterator<Item = &'e Entry> + Clone, gate: Gate) -> (Self, Vec<Diagnostic>) {
        let personal_names = PersonalNames::of(entries.clone());
        let mut compiler = Compiler { personal_names, gate, ..Compiler::default() };
        for (index, entry) in entries.into_iter().enumerate() {
            compiler.add_entry(u32::try_from(index).expect("fewer than 2^32 entities fit in memory"), entry);
        }
        compiler.finish()
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

    /// Whether a folded word is a given name of one of the people, in any form.
    pub(crate) fn is_given_name(&self, folded: &str) -> bool {
        self.given_names.contains(folded)
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

    /// Number of pairs of a surface form and what it stands for, by entity.
    pub(crate) fn count_forms(&self, mut count: impl FnMut(u32)) {
        self.forms.iter().for_each(|form| count(form.entity));
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

/// Collects forms.
#[derive(Default)]
struct Compiler {
    matcher: MatcherBuilder,
    personal_names: PersonalNames,
    gate: Gate,
    forms: Vec<(PatternId, Form)>,
    lemmas: Vec<Box<str>>,
    rules: HashMap<CaseRule, u32>,
    keys: Vec<(Box<str>, u32)>,
    diagnostics: Vec<Diagnostic>,
}

impl Compiler {
    fn add_entry(&mut self, entity: u32, entry: &Entry) {
        let said = SaidOfSpellings::of(entry);
        for (index, name) in entry.names.iter().enumerate() {
            let index = u16::try_from(index).expect("a row with more names is refused when it is read");
            let words = Words::new(&name.text);
            if words.as_slice().len() > MOST_WORDS {
                self.diagnostics.push(remarks::too_many_words(entry, name));
                continue;
            }
            self.keys.push((words.key(0..words.as_slice().len()).into(), entity));
            if said.of_name(name).never {
                continue;
            }
            let (paradigms, remarks) = paradigms(entry, name);
            self.diagnostics.extend(remarks.iter().map(|remark| remarks::diagnostic(entry, name, remark)));
            for paradigm in paradigms.iter().filter(|paradigm| is_worth_finding(paradigm)) {
                self.add_paradigm(entity, index, entry, name, &said, paradigm);
            }
        }
    }

    fn add_paradigm(
        &mut self,
        entity: u32,
        index: u16,
        entry: &Entry,
        name: &Name,
        said: &SaidOfSpellings<'_>,
        paradigm: &Paradigm,
    ) {
        let mention_lemma = generic::without_generic_words(&paradigm.lemma);
        let lemma = if mention_lemma == name.text {
            NAME_ITSELF
        } else {
            self.lemmas.push(mention_lemma.into());
            self.lemmas.len() as u32 - 1
        };
        let said_of_name = said.of_name(name);
        let policy = case_policy(entry, name, said_of_name.letter_case);
        let is_surname = matches!(paradigm.variant, Variant::Surname | Variant::Family);
        let needs_context = said_of_name.context || (is_surname && !said.surname_alone);
        let is_english = Language::from_tag(&name.language) == Language::English;
        for form in &paradigm.forms {
            // The English possessive is a word of its own, which annotators leave out of a name; the boundary lets it follow.
            if is_english && form.features.has_case(Case::Gen) {
                continue;
            }
            let words = Words::new(&form.text);
            let Some(pattern) = self.matcher.add(&words) else { continue };
            let next = self.rules.len();
            let rule = *self.rules.entry(CaseRule::new(&words, policy)).or_insert_with(|| {
                u32::try_from(next).expect("each rule is of a form of its own, and fewer than 2^32 fit in memory")
            });
            let (words_before, words_behind) = generic::generic_words(&form.text);
            let form = Form {
                entity,
                name: index,
                rule,
                lemma,
                features: form.features,
                variant: paradigm.variant,
                is_base: form.text == paradigm.lemma,
                ambiguity: match self.gate {
                    Gate::On => self.personal_names.ambiguity(entry, name, &words),
                    Gate::Off => Ambiguity::default(),
                },
                needs_context,
                words_before,
                words_behind,
            };
            self.forms.push((pattern, form));
        }
    }

    fn finish(mut self) -> (Lexicon, Vec<Diagnostic>) {
        self.forms.sort_unstable();
        // Spellings that differ in letter case or ё alone fold to one pattern; their features are one set.
        self.forms.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0 && Form { features: earlier.1.features, ..later.1 } == earlier.1;
            if same {
                earlier.1.features = earlier.1.features.union(later.1.features);
            }
            same
        });
        self.keys.sort_unstable();
        self.keys.dedup();
        let matcher = self.matcher.build();
        let mut starts = Vec::with_capacity(matcher.pattern_count() + 1);
        for pattern in 0..=matcher.pattern_count() {
            starts.push(self.forms.partition_point(|(of, _)| (*of as usize) < pattern) as u32);
        }
        let mut rules: Vec<(CaseRule, u32)> = self.rules.into_iter().collect();
        rules.sort_unstable_by_key(|(_, index)| *index);
        let lexicon = Lexicon {
            matcher,
            forms: self.forms.into_iter().map(|(_, form)| form).collect(),
            starts,
            lemmas: self.lemmas,
            rules: rules.into_iter().map(|(rule, _)| rule).collect(),
            keys: self.keys,
            given_names: self.personal_names.into_given_names(),
        };
        (lexicon, self.diagnostics)
    }
}

/// The paradigms of one name of an entry, and what an editor should know about them.
pub(crate) fn paradigms(entry: &Entry, name: &Name) -> (Vec<Paradigm>, Vec<morph::Remark>) {
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
    morph::expand(Language::from_tag(&name.language), kind, &name.text, &hints)
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

/// Whether a surname that was told from a name is one: «хан» of «Абылай хан» and «III» of «Карл III» are none.
fn is_worth_finding(paradigm: &Paradigm) -> bool {
    let is_surname = matches!(paradigm.variant, Variant::Surname | Variant::Family);
    !is_surname || (paradigm.lemma.starts_with(char::is_uppercase) && paradigm.lemma.contains(char::is_lowercase))
}

fn case_policy(entry: &Entry, name: &Name, letter_case: LetterCase) -> CasePolicy {
    match letter_case {
        LetterCase::Any => CasePolicy::Any,
        LetterCase::Upper => CasePolicy::Upper,
        LetterCase::Capitalized => CasePolicy::Capitalized,
        LetterCase::Exact => CasePolicy::Exact,
        LetterCase::ByKind => match name_kind(&entry.entity_type, name.relation) {
            NameKind::Person => CasePolicy::Person,
            NameKind::Toponym => CasePolicy::Place,
            _ => CasePolicy::Other,
        },
    }
}

/// What an editor says of the spellings of an entry. What is said of one in one language holds in the others: `Того{upper}` is Kazakh
/// too.
struct SaidOfSpellings<'e> {
    by_spelling: HashMap<(&'e str, Relation), SaidOfName>,
    /// The bare surname stands for the person in any document.
    surname_alone: bool,
}

/// What an editor says of one spelling.
#[derive(Clone, Copy, Debug, Default)]
struct SaidOfName {
    letter_case: LetterCase,
    context: bool,
    never: bool,
}

impl<'e> SaidOfSpellings<'e> {
    fn of(entry: &'e Entry) -> Self {
        let mut by_spelling: HashMap<(&str, Relation), SaidOfName> = HashMap::with_capacity(entry.names.len());
        for name in &entry.names {
            let said = by_spelling.entry((&name.text, name.relation)).or_default();
            if said.letter_case == LetterCase::ByKind {
                said.letter_case = name.flags.letter_case;
            }
            said.context |= name.flags.context;
            said.never |= name.flags.never;
        }
        Self { by_spelling, surname_alone: entry.names.iter().any(|name| name.flags.short) }
    }

    fn of_name(&self, name: &Name) -> SaidOfName {
        self.by_spelling.get(&(name.text.as_str(), name.relation)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::GazetteerFile;

    fn lexicon(table: &str) -> (Lexicon, Vec<Entry>) {
        let file = GazetteerFile::parse("people.tsv", "people.tsv", table.as_bytes());
        assert_eq!(file.diagnostics, []);
        (Lexicon::new(&file.entries, Gate::On).0, file.entries)
    }

    fn found(lexicon: &Lexicon, text: &str) -> Vec<(String, Vec<u32>)> {
        let words = Words::new(text);
        let mut found = Vec::new();
        lexicon.matcher().find(&words, |pattern, range| {
            let span = words.as_slice()[range.start].span.start..words.as_slice()[range.end - 1].span.end;
            let mut entities: Vec<u32> = lexicon.forms(pattern).iter().map(|form| form.entity).collect();
            entities.dedup();
            found.push((text[span].to_owned(), entities));
        });
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
        let (paradigms, remarks) = paradigms(&entries[0], &entries[0].names[0]);
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
            let mut entry = entries[0].clone();
            entry.names[0].text = spelled(capitals);
            entry.names[0].flags.letter_case = LetterCase::Exact;
            entry
        };
        let count = usize::from(u16::MAX) + 2;
        let many: Vec<Entry> = (0..=u32::from(u16::MAX) + 1).map(entry).collect();
        let (lexicon, _) = Lexicon::new(&many, Gate::On);
        assert_eq!(lexicon.rules.len(), count);
    }
}
