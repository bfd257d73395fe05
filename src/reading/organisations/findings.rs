//! Organisations that were found -> places of the text and entities of the document.

use std::ops::Range;
use std::sync::Arc;

use super::Surroundings;
use super::short::Named;
use crate::morph::Features;
use crate::reading::{self, register::Register};
use crate::resolve::{self, DocumentEntity, OF_DOCUMENT, Place, Reading, Rule, order_of};

/// Type of an organisation that no template types.
pub(super) const ORGANISATION: &str = "ORGANIZATION";

/// How sure a composed id is, and a name of an open pattern: the shares that are right in the development corpora. English capitals say where
/// a name begins and ends.
const COMPOSED_SCORE: f32 = 0.82;
const UNLISTED_SCORE: f32 = 0.77;
const UNLISTED_SCORE_ENGLISH: f32 = 0.88;

/// An organisation that stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Its words.
    pub(super) words: Range<usize>,
    /// Its base form.
    pub(super) lemma: String,
    /// Features of the form.
    pub(super) features: Features,
    /// Its type.
    pub(super) entity_type: Arc<str>,
    /// The composed id.
    pub(super) id: Option<String>,
    /// Those of the words that are a name by themselves.
    pub(super) own: Option<Range<usize>>,
    /// Ids of the templates that have the same words: a bare «МИД» is the one foreign ministry that the document names.
    pub(super) bodies: Vec<Arc<str>>,
    /// By which rule it was read.
    pub(super) rule: Rule,
}

impl Finding {
    /// One without an id.
    pub(super) fn unlisted(words: Range<usize>, lemma: String, features: Features, rule: Rule) -> Self {
        let entity_type = ORGANISATION.into();
        Self { words, lemma, features, entity_type, id: None, own: None, bodies: Vec::new(), rule }
    }
}

/// The organisations of a text.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    pub(super) fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Writes them as places, in the order of places, each entity once. Gives the short names that they introduce.
    pub(super) fn write(
        mut self,
        surroundings: Surroundings<'_>,
        places: &mut Vec<Place>,
        of_document: &mut Vec<DocumentEntity>,
    ) -> Vec<Named> {
        let mut named = Vec::new();
        if self.list.is_empty() {
            return named;
        }
        // In the order of the text, so that the first mention names the entity; of the same words the one with an id.
        self.list.sort_by_key(|finding| (order_of(&finding.words), finding.id.is_none()));
        self.list.dedup_by(|later, earlier| later.words == earlier.words);
        let composed: Vec<Finding> = self.list.iter().filter(|finding| finding.id.is_some()).cloned().collect();
        let mut register = Register::new(of_document, surroundings.language);
        // New places go behind the found ones, which are in order.
        let found = places.len();
        for finding in self.list {
            let is_composed = finding.id.is_some();
            let score = match surroundings.language {
                _ if is_composed => COMPOSED_SCORE,
                "en" => UNLISTED_SCORE_ENGLISH,
                _ => UNLISTED_SCORE,
            };
            let at = reading::position_of(&places[..found], &finding.words);
            let is_listed = at.is_some_and(|at| {
                places[at].readings.iter().any(|reading| {
                    reading.entity.0 != OF_DOCUMENT
                        && &*(surroundings.listed)(reading.entity).entry.entity_type == ORGANISATION
                })
            });
            if is_listed {
                continue;
            }
            let features = finding.features;
            let words = finding.words.clone();
            if let Some(full) = the_only_body(&finding, &composed) {
                register.named(full.id.as_deref(), &full.entity_type, &full.lemma);
                let (entity, position) = register.named(full.id.as_deref(), &full.entity_type, &finding.lemma);
                let reading = Reading::by_short_name(
                    (OF_DOCUMENT, entity),
                    position,
                    features,
                    UNLISTED_SCORE,
                    Rule::OnlyOne(words.clone().into()),
                );
                places.push(Place { span: resolve::span(surroundings.words, &words), words, readings: vec![reading] });
                continue;
            }
            let own = finding.own.clone();
            let (entity, name) = register.named(finding.id.as_deref(), &finding.entity_type, &finding.lemma);
            named.extend(own.map(|words| Named { words, entity }));
            let reading = Reading::of_document(entity, name, features, score, finding.rule);
            if let Some(at) = at {
                places[at].readings.insert(0, reading);
            } else {
                let span = resolve::span(surroundings.words, &words);
                places.push(Place { span, words, readings: vec![reading] });
            }
        }
        places.sort_by_key(|place| order_of(&place.words));
        named
    }
}

/// The one composed organisation of a document that a bare word for it can mean.
fn the_only_body<'f>(finding: &Finding, composed: &'f [Finding]) -> Option<&'f Finding> {
    let is_such =
        |id: &str| id.split('@').next().is_some_and(|template| finding.bodies.iter().any(|body| **body == *template));
    let mut fitting = composed.iter().filter(|full| full.id.as_deref().is_some_and(is_such));
    let first = fitting.next()?;
    fitting.all(|other| other.id == first.id).then_some(first)
}
