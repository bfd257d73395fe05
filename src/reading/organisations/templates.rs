//! The tables that tell what an organisation's name is made of -> phrases by their first word.
//!
//! `templates/organisations.tsv` has a row a template, `templates/organisation-words.tsv` a row a word. Every form of every phrase is
//! made when the tables are read, so that reading a text looks words up and knows no grammar of them.

mod pattern;
mod table;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub(crate) use self::pattern::{Role, Slot};
use crate::gazetteer::Diagnostic;
use crate::morph::{self, Features, Hints, Language, NameKind};
use crate::resolve::Rule;
use crate::text::{WordCase, Words};

/// What makes a name of a word for organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum NamedBy {
    /// Quotes or Latin letters behind it: «ТОО «Ромашка»».
    Quotes,
    /// In English what a preposition joins to it alone: "Veterans for Peace".
    Behind,
    /// Capital letters too: «Центр стратегических исследований».
    Capital,
    /// In English the capitals behind it, of a word of another language: "Parti Québécois".
    Front,
    /// A place, a person or an organisation beside it too: «правительство Сербии».
    Place,
    /// Its own capital letter alone too: «Госсовет».
    Itself,
}

/// A template: an organisation composed of listed entities.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// First part of the composed id.
    pub(crate) id: Arc<str>,
    /// Type of the organisation.
    pub(crate) entity_type: Arc<str>,
    /// What stands before the phrase, in the order of the text.
    pub(crate) before: Vec<Slot>,
    /// What stands behind it.
    pub(crate) behind: Vec<Slot>,
}

/// What a phrase of the tables is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The words of the template at this position.
    Template(usize),
    /// A word for organisations.
    Word(NamedBy),
}

/// A phrase of the tables in its base form.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// The base form.
    pub(crate) lemma: Box<str>,
    /// Its language.
    pub(crate) language: Language,
    /// What it is for.
    pub(crate) purpose: Purpose,
}

/// A form of a phrase behind its first word.
#[derive(Clone, Debug)]
struct PhraseForm {
    phrase: u32,
    /// The gaps and folded words behind the first.
    rest: Box<[(Box<str>, Box<str>)]>,
    features: Features,
    /// Whether the phrase is written in capitals: «МИД» is no «мид».
    is_acronym: bool,
}

/// A phrase that stands in a text.
#[derive(Clone, Debug)]
pub(crate) struct Standing<'t> {
    /// The phrase.
    pub(crate) phrase: &'t Phrase,
    /// The words that it covers.
    pub(crate) words: Range<usize>,
    /// Features of the form.
    pub(crate) features: Features,
}

impl Standing<'_> {
    /// The rule by which an organisation is read here.
    pub(super) fn rule(&self) -> Rule {
        Rule::Organisation(self.words.clone().into())
    }
}

/// The tables, compiled.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    composing: Vec<Template>,
    phrases: Vec<Phrase>,
    forms: HashMap<Box<str>, Vec<PhraseForm>, ahash::RandomState>,
}

impl Templates {
    /// The tables that the binary carries. They are compiled once.
    pub(crate) fn embedded() -> &'static Self {
        static TEMPLATES: OnceLock<Templates> = OnceLock::new();
        TEMPLATES.get_or_init(|| Self::embedded_with_diagnostics().0)
    }

    /// The tables that the binary carries, and what is wrong with them.
    pub(crate) fn embedded_with_diagnostics() -> (Self, Vec<Diagnostic>) {
        Self::parse(
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/organisations.tsv")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/organisation-words.tsv")),
        )
    }

    /// Reads both tables. Faulty rows are left out and told.
    pub(crate) fn parse(templates: &str, words: &str) -> (Self, Vec<Diagnostic>) {
        let (template_rows, mut diagnostics) = table::templates("templates/organisations.tsv", templates);
        let (word_rows, more) = table::words("templates/organisation-words.tsv", words);
        diagnostics.extend(more);
        let mut all = Self::default();
        for row in template_rows {
            let template = Template {
                id: row.id,
                entity_type: row.entity_type,
                before: row.pattern.before,
                behind: row.pattern.behind,
            };
            all.composing.push(template);
            let purpose = Purpose::Template(all.composing.len() - 1);
            all.add(row.language, &row.pattern.words, &row.pattern.hints, purpose);
        }
        for row in word_rows {
            all.add(row.language, &row.text, &row.hints, Purpose::Word(row.named_by));
        }
        (all, diagnostics)
    }

    /// The template at a position.
    pub(crate) fn template(&self, position: usize) -> &Template {
        &self.composing[position]
    }

    /// The ids of the templates that have the words of a phrase.
    pub(crate) fn ids_of(&self, phrase: &Phrase) -> Vec<Arc<str>> {
        let same = |other: &&Phrase| other.language == phrase.language && other.lemma == phrase.lemma;
        let ids = self.phrases.iter().filter(same).filter_map(|other| match other.purpose {
            Purpose::Template(position) => Some(Arc::clone(&self.composing[position].id)),
            Purpose::Word(_) => None,
        });
        ids.collect()
    }

    /// Whether some phrase begins with this folded word.
    pub(crate) fn may_begin(&self, folded: &str) -> bool {
        self.forms.contains_key(folded)
    }

    /// The phrases that stand at a word, the longest of words for organisations last.
    pub(crate) fn standing_at<'t>(&'t self, words: &'t Words<'_>, start: usize) -> impl Iterator<Item = Standing<'t>> {
        let all = words.as_slice();
        let first = &all[start];
        let forms = self.forms.get(words.folded(first)).map(Vec::as_slice).unwrap_or_default();
        forms.iter().filter_map(move |form| {
            let end = start + 1 + form.rest.len();
            let behind = all.get(start + 1..end)?;
            let fits = behind
                .iter()
                .zip(&form.rest)
                .all(|(word, (gap, folded))| words.gap(word) == &**gap && words.folded(word) == &**folded);
            let is_written_so =
                !form.is_acronym || matches!(first.case, WordCase::Upper | WordCase::Mixed) && !first.in_capitals_line;
            let phrase = &self.phrases[form.phrase as usize];
            (fits && is_written_so).then_some(Standing { phrase, words: start..end, features: form.features })
        })
    }

    fn add(&mut self, language: Language, text: &str, hints: &Hints, purpose: Purpose) {
        let position = self.phrases.len() as u32;
        self.phrases.push(Phrase { lemma: text.into(), language, purpose });
        let mut hints = hints.clone();
        // The last word of a Kazakh name belongs to what stands before it: `министрлігі`.
        hints.possessed |= language == Language::Kazakh && text.ends_with(['ы', 'і']);
        // Among names some in -о stand still («Гродно»); these words do not.
        if language == Language::Russian && hints.class.is_none() && text.split(' ').any(|word| word.ends_with("ство"))
        {
            hints.class = Some("n".to_owned());
        }
        let (paradigms, _) = morph::expand(language, NameKind::Organization, text, &hints);
        let is_acronym = text.chars().count() > 1 && text.split(' ').all(|word| word.chars().all(char::is_uppercase));
        for form in paradigms.iter().flat_map(|paradigm| &paradigm.forms) {
            let words = Words::new(&form.text);
            let Some((first, behind)) = words.as_slice().split_first() else { continue };
            let rest = behind.iter().map(|word| (words.gap(word).into(), words.folded(word).into())).collect();
            let forms = self.forms.entry(words.folded(first).into()).or_default();
            // An English possessive is a word of its own, which is no part of a name.
            if language == Language::English && form.features.has_case(morph::Case::Gen) {
                continue;
            }
            let new = PhraseForm { phrase: position, rest, features: form.features, is_acronym };
            match forms.iter_mut().find(|other| other.phrase == position && other.rest == new.rest) {
                Some(other) => other.features = other.features.union(new.features),
                None => forms.push(new),
            }
        }
    }
}
