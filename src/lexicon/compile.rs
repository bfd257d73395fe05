//! Compiling: the names of all entities -> the automaton and what each of its patterns stands for.
//!
//! Names are expanded entity by entity, on all cores; then what they share is numbered, and the automaton is built while the forms are
//! sorted. What comes out depends on the entries alone, not on the number of cores.

use std::collections::{HashMap, HashSet};

use ahash::RandomState;
use rayon::prelude::*;

use super::ambiguity::{Ambiguity, PersonalNames};
use super::surface::Surfaces;
use super::{
    Compilation, Form, Gate, Lexicon, MOST_WORDS, NAME_ITSELF, generic, is_place, name_kind, paradigms, remarks,
};
use crate::gazetteer::{Diagnostic, Entry, LetterCase, Name, Relation};
use crate::matcher::{CasePolicy, CaseRule, EngineKind, MatcherBuilder, PatternId, PatternText};
use crate::morph::{self, Case, Language, NameKind, Paradigm, Variant};
use crate::text::{WordCase, Words};

/// Entities that are expanded before what they share is numbered: enough to keep every core busy, few enough to bound the memory.
const BATCH: usize = 256;

/// Compiles the names of entities; gives what inflection has to say of them beside it, by entity.
pub(super) fn compile(
    entries: &[&Entry],
    personal_names: &PersonalNames,
    compilation: Compilation,
) -> (Lexicon, Vec<(u32, Diagnostic)>) {
    let mut compiler = Compiler::for_names(entries.iter().map(|entry| entry.names.len()).sum());
    let expand = |(batch, entries): (usize, &[&Entry])| -> Vec<Expanded> {
        let expand = |(index, entry): (usize, &&Entry)| {
            let entity = u32::try_from(batch * BATCH + index).expect("fewer than 2^32 entities fit in memory");
            expand_entry(entity, entry, personal_names, compilation)
        };
        entries.par_iter().enumerate().map(expand).collect()
    };
    // While one batch is expanded, the one before it is numbered.
    let mut batch_before = Vec::new();
    for batch in entries.chunks(BATCH).enumerate() {
        let add = || batch_before.into_iter().for_each(|expanded| compiler.add(expanded));
        (batch_before, ()) = rayon::join(|| expand(batch), add);
    }
    for expanded in batch_before {
        compiler.add(expanded);
    }
    compiler.finish(compilation.engine)
}

/// The names of one entity, expanded: everything that can be said without the other entities. Positions of rules and lemmas count
/// from the start of its own lists.
#[derive(Default)]
struct Expanded {
    forms: Vec<(PatternText, Form)>,
    rules: Vec<CaseRule>,
    lemmas: Vec<Box<str>>,
    keys: Vec<(Box<str>, u32)>,
    diagnostics: Vec<(u32, Diagnostic)>,
}

fn expand_entry(
    entity: u32,
    entry: &Entry,
    personal_names: &PersonalNames,
    Compilation { inflection, gate, .. }: Compilation,
) -> Expanded {
    let said = SaidOfSpellings::of(entry);
    let mut expanded = Expanded::default();
    for (index, name) in entry.names.iter().enumerate() {
        let index = u16::try_from(index).expect("a row with more names is refused when it is read");
        let words = Words::new(&name.text);
        if words.as_slice().len() > MOST_WORDS {
            expanded.diagnostics.push((entity, remarks::too_many_words(entry, name)));
            continue;
        }
        expanded.keys.push((words.whole_key().into(), entity));
        if said.of_name(name).never {
            continue;
        }
        let (paradigms, remarks) = paradigms(entry, name, inflection);
        let diagnostics = remarks.iter().map(|remark| (entity, remarks::diagnostic(entry, name, remark)));
        expanded.diagnostics.extend(diagnostics);
        let mut initials = HashSet::new();
        for paradigm in paradigms.iter().filter(|paradigm| is_worth_finding(paradigm)) {
            let base = Words::new(&paradigm.lemma);
            // `К.Токаев` is found as `К. Токаев` is.
            let is_new = paradigm.variant != Variant::Initials || initials.insert(base.whole_key());
            if !is_new {
                continue;
            }
            expanded.add_paradigm(entity, index, entry, name, &said, paradigm, &base, |word, case| match gate {
                Gate::On => personal_names.ambiguity_of_word(entry, name, word, case),
                Gate::Off => Ambiguity::default(),
            });
        }
    }
    expanded
}

impl Expanded {
    #[expect(
        clippy::too_many_arguments,
        reason = "an entity, its name and the paradigm, each with its number or what is said of it"
    )]
    fn add_paradigm(
        &mut self,
        entity: u32,
        index: u16,
        entry: &Entry,
        name: &Name,
        said: &SaidOfSpellings<'_>,
        paradigm: &Paradigm,
        base: &Words<'_>,
        ambiguity: impl Fn(&str, WordCase) -> Ambiguity,
    ) {
        let is_person = name_kind(&entry.entity_type, name.relation) == NameKind::Person;
        let of_place = is_place(entry)
            .then(|| generic::generic_word_of_place(&paradigm.lemma, |rest| said.is_name(rest)))
            .flatten()
            .filter(|_| !is_person);
        let mention_lemma = match of_place {
            Some((_, _, rest)) => rest,
            None if is_person => generic::without_titles(&paradigm.lemma),
            None => generic::without_generic_words(&paradigm.lemma),
        };
        let lemma = if mention_lemma == name.text {
            NAME_ITSELF
        } else {
            self.lemmas.push(mention_lemma.into());
            self.lemmas.len() as u32 - 1
        };
        let titles = if is_person { generic::title_words(&paradigm.lemma) } else { 0 };
        let has_quotes = generic::has_quotes(&paradigm.lemma);
        let needs_context = said.needs_context(name, paradigm);
        let surfaces = Surfaces::new(base, case_policy(entry, name, said.of_name(name).letter_case));
        let mut rule_of_base = None;
        for form in paradigm.forms.iter().filter(|form| !is_english_possessive(name, form)) {
            let Some(surface) = surfaces.read(&form.text) else { continue };
            let rule = match surface.rule {
                Some(rule) => position(&mut self.rules, rule),
                None => *rule_of_base.get_or_insert_with(|| position(&mut self.rules, surfaces.rule_of_base())),
            };
            let (words_before, words_behind) = match of_place {
                // An ending behind an apostrophe or a hyphen is a word of its own; the name's words are as many.
                Some((before, behind, _)) if surface.word_count == base.as_slice().len() => (before, behind),
                Some(_) => (0, 0),
                None if is_person => (titles, 0),
                None if has_quotes => generic::generic_words(&form.text),
                None => (0, 0),
            };
            let form = Form {
                entity,
                name: index,
                rule,
                lemma,
                features: form.features,
                variant: paradigm.variant,
                is_base: form.text == paradigm.lemma,
                ambiguity: surface
                    .pattern
                    .only_word()
                    .map_or_else(Ambiguity::default, |word| ambiguity(word, surface.case)),
                needs_context,
                words_before,
                words_behind,
            };
            let pattern = surface.pattern;
            // Many write «Эль Сальвадор», «Коста Рика».
            let spaced = (is_place(entry) && name.relation == Relation::Name).then(|| pattern.with_spaces()).flatten();
            self.forms.extend(spaced.map(|spaced| (spaced, form)));
            self.forms.push((pattern, form));
        }
    }
}

/// Position of a rule in a short list, to which it is added when it is new.
fn position(rules: &mut Vec<CaseRule>, rule: CaseRule) -> u32 {
    let known = rules.iter().position(|other| *other == rule);
    known.unwrap_or_else(|| {
        rules.push(rule);
        rules.len() - 1
    }) as u32
}

/// Puts the names of the entities together, in their order.
#[derive(Default)]
struct Compiler {
    matcher: MatcherBuilder,
    forms: Vec<(PatternId, Form)>,
    rules: HashMap<CaseRule, u32, RandomState>,
    lemmas: Vec<Box<str>>,
    keys: Vec<(Box<str>, u32)>,
    diagnostics: Vec<(u32, Diagnostic)>,
}

/// Forms of a name, about: the lists of all forms are made as long at once, for growing they would be copied again and again.
const FORMS_OF_A_NAME: usize = 10;

impl Compiler {
    /// With room for the forms of so many names.
    fn for_names(names: usize) -> Self {
        let forms = names * FORMS_OF_A_NAME;
        Self {
            matcher: MatcherBuilder::with_capacity(forms),
            forms: Vec::with_capacity(forms),
            keys: Vec::with_capacity(names),
            ..Self::default()
        }
    }

    fn add(&mut self, expanded: Expanded) {
        let number = |rule| {
            let next = self.rules.len();
            *self.rules.entry(rule).or_insert_with(|| {
                u32::try_from(next).expect("each rule is of a form of its own, and fewer than 2^32 fit in memory")
            })
        };
        let rules: Vec<u32> = expanded.rules.into_iter().map(number).collect();
        let first_lemma = self.lemmas.len() as u32;
        self.lemmas.extend(expanded.lemmas);
        for (pattern, mut form) in expanded.forms {
            form.rule = rules[form.rule as usize];
            if form.lemma != NAME_ITSELF {
                form.lemma += first_lemma;
            }
            self.forms.push((self.matcher.add(&pattern), form));
        }
        self.keys.extend(expanded.keys);
        self.diagnostics.extend(expanded.diagnostics);
    }

    fn finish(self, engine: Option<EngineKind>) -> (Lexicon, Vec<(u32, Diagnostic)>) {
        let Self { matcher, mut forms, rules, lemmas, mut keys, diagnostics } = self;
        let sort = || {
            forms.par_sort_unstable();
            // Spellings that differ in letter case or ё alone fold to one pattern; their features are one set.
            forms.dedup_by(|later, earlier| {
                let same = later.0 == earlier.0 && Form { features: earlier.1.features, ..later.1 } == earlier.1;
                if same {
                    earlier.1.features = earlier.1.features.union(later.1.features);
                }
                same
            });
            keys.par_sort_unstable();
            keys.dedup();
            forms.shrink_to_fit();
            keys.shrink_to_fit();
        };
        let (matcher, ()) = rayon::join(|| matcher.build_with(engine), sort);
        let mut rules: Vec<(CaseRule, u32)> = rules.into_iter().collect();
        rules.sort_unstable_by_key(|(_, index)| *index);
        let lexicon = Lexicon {
            starts: starts(&forms, matcher.pattern_count()),
            matcher,
            forms: forms.into_iter().map(|(_, form)| form).collect(),
            lemmas,
            rules: rules.into_iter().map(|(rule, _)| rule).collect(),
            keys,
        };
        (lexicon, diagnostics)
    }
}

/// Where the forms of each pattern begin, and after them where the last ends; `forms` are sorted by pattern.
fn starts(forms: &[(PatternId, Form)], pattern_count: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; pattern_count + 1];
    for (pattern, _) in forms {
        starts[*pattern as usize + 1] += 1;
    }
    for pattern in 0..pattern_count {
        starts[pattern + 1] += starts[pattern];
    }
    starts
}

/// Whether a surname that was told from a name is one: «хан» of «Абылай хан» and «III» of «Карл III» are none.
pub(super) fn is_worth_finding(paradigm: &Paradigm) -> bool {
    let is_surname = matches!(paradigm.variant, Variant::Surname | Variant::Family);
    !is_surname || (paradigm.lemma.starts_with(char::is_uppercase) && paradigm.lemma.contains(char::is_lowercase))
}

/// The English possessive is a word of its own, which annotators leave out of a name; the boundary lets it follow.
pub(super) fn is_english_possessive(name: &Name, form: &morph::Form) -> bool {
    Language::from_tag(&name.language) == Language::English && form.features.has_case(Case::Gen)
}

pub(super) fn case_policy(entry: &Entry, name: &Name, letter_case: LetterCase) -> CasePolicy {
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
pub(super) struct SaidOfSpellings<'e> {
    by_spelling: HashMap<(&'e str, Relation), SaidOfName, RandomState>,
    /// The bare surname stands for the person in any document.
    surname_alone: bool,
}

/// What an editor says of one spelling.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SaidOfName {
    pub(super) letter_case: LetterCase,
    pub(super) context: bool,
    pub(super) never: bool,
}

impl<'e> SaidOfSpellings<'e> {
    pub(super) fn of(entry: &'e Entry) -> Self {
        let mut by_spelling: HashMap<(&str, Relation), SaidOfName, RandomState> =
            HashMap::with_capacity_and_hasher(entry.names.len(), RandomState::default());
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

    pub(super) fn of_name(&self, name: &Name) -> SaidOfName {
        self.by_spelling.get(&(name.text.as_str(), name.relation)).copied().unwrap_or_default()
    }

    /// Whether this is a name of the entity by itself.
    fn is_name(&self, text: &str) -> bool {
        self.by_spelling.contains_key(&(text, Relation::Name))
    }

    /// Whether the forms of a paradigm count only in a document that names the entity in another way too.
    pub(super) fn needs_context(&self, name: &Name, paradigm: &Paradigm) -> bool {
        let is_surname = matches!(paradigm.variant, Variant::Surname | Variant::Family);
        self.of_name(name).context || (is_surname && !self.surname_alone)
    }
}
