//! The facade: a [`Model`] built from gazetteer files, and a [`Tagger`] that finds their entities in texts.
//!
//! Everything that can fail fails when a model is built or options are taken; tagging cannot fail. No I/O, no clock. Building uses all
//! cores, tagging the caller's thread: a `Tagger` is `Send + Sync`, share it.

mod check;
mod explain;
mod model;
mod options;

#[cfg(test)]
mod explain_tests;
#[cfg(test)]
mod rebuild_tests;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

pub use self::check::check;
pub use self::explain::{DroppedMention, Explanations, MOST_DROPPED, Stage, Step};
pub use self::model::{Gazetteer, Model};
pub use self::options::{Coreference, TagOptions, Unlisted};
pub use crate::gazetteer::Entity;
pub use crate::lexicon::{FormInspector, FormMark};
pub use crate::reading::GenericBodies;
pub use crate::resolve::{DropReason, MatchKind, Origin, OverlapPolicy};

use crate::gazetteer::{Diagnostic, Entry, Name, Relation};
use crate::lexicon::{self, Compilation, Gate, Lexicon, PersonalNames, Segment};
use crate::morph::{self, Features, Paradigm, Remark};
use crate::reading::{self, Repetition, Surroundings};
use crate::resolve::{self, DocumentEntity, EntityKey, Extent, Layer, Place, Reading, Trail};
use crate::text::{Words, detect_language};

/// Every surface form of a name of an entry, and what inflection has to say of it.
pub fn surface_forms(entry: &Entry, name: &Name, inflection: morph::Options) -> (Vec<Paradigm>, Vec<Diagnostic>) {
    let (paradigms, remarks) = lexicon::paradigms(entry, name, inflection);
    (paradigms, remarks.iter().map(|remark| remark_diagnostic(entry, name, remark)).collect())
}

/// What inflection has to say of a name, as a diagnostic that names the flag that settles it.
pub fn remark_diagnostic(entry: &Entry, name: &Name, remark: &Remark) -> Diagnostic {
    lexicon::remark_diagnostic(entry, name, remark)
}

/// The options name a gazetteer that the model does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no gazetteer `{name}`")]
pub struct UnknownGazetteer {
    /// The name.
    pub name: String,
}

/// A model with options taken, ready for any number of texts.
#[derive(Debug)]
pub struct Tagger {
    model: Arc<Model>,
    options: TagOptions,
    /// Whether each of the model's gazetteers is searched, by position; empty: all are.
    searched: Vec<bool>,
    /// The names of the entities of the options.
    inline: Option<Inline>,
    /// Folded texts that are not reported.
    excluded: HashSet<String>,
}

/// The compiled names of the entities of some options.
#[derive(Debug)]
struct Inline {
    lexicon: Lexicon,
    personal_names: PersonalNames,
}

/// What was found in one text.
#[derive(Clone, Debug)]
pub struct Tagging<'m> {
    /// BCP-47 code of the language used: as given, or detected; empty when the text has no letters.
    pub language: String,
    /// The mentions, by start, the longer first.
    pub mentions: Vec<Mention<'m>>,
    /// Whether `max_mentions` cut the mentions.
    pub truncated: bool,
    /// What was found and then dropped, by start, the longer first; only where explanations are on, and of many the first
    /// [`MOST_DROPPED`].
    pub dropped: Vec<DroppedMention<'m>>,
    /// How many were dropped.
    pub dropped_count: usize,
}

/// One place in the text that names an entity.
#[derive(Clone, Debug)]
pub struct Mention<'m> {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// Possible entities, best first; never empty.
    pub candidates: Vec<Candidate<'m>>,
}

/// One entity that a mention may stand for.
#[derive(Clone, Debug)]
pub struct Candidate<'m> {
    /// The entity. One that no gazetteer lists is the document's own: it has the resource name that `origin` describes.
    pub entity: Cow<'m, Entity>,
    /// Where the entity comes from.
    pub origin: Origin,
    /// How sure the answer is, in [0, 1].
    pub score: f32,
    /// What lay between the name and the text.
    pub kind: MatchKind,
    /// Whether the name itself, an adjective or a demonym stands in the text.
    pub relation: Relation,
    /// The name that matched, as written in the gazetteer; of an entity that none lists, the lemma.
    pub alias: Cow<'m, str>,
    /// Base form of what stands in the text.
    pub lemma: Cow<'m, str>,
    /// Grammatical features of the form.
    pub features: Features,
    /// How it was decided; only where explanations are on.
    pub explanation: Vec<Step>,
}

impl Tagger {
    /// Takes options for a model.
    ///
    /// # Errors
    ///
    /// When the options name a gazetteer that the model does not have.
    pub fn new(model: Arc<Model>, options: TagOptions) -> Result<Self, UnknownGazetteer> {
        let known = model.gazetteers();
        if let Some(name) = options.gazetteers.iter().find(|name| known.iter().all(|other| *other.name != ***name)) {
            return Err(UnknownGazetteer { name: name.clone() });
        }
        let searched = if options.gazetteers.is_empty() {
            Vec::new()
        } else {
            known.iter().map(|gazetteer| options.gazetteers.iter().any(|name| **name == *gazetteer.name)).collect()
        };
        let inline = (!options.inline_entities.is_empty()).then(|| {
            let entries: Vec<&Entry> = options.inline_entities.iter().map(|entity| &*entity.entry).collect();
            let personal_names = PersonalNames::of(&entries);
            let compilation = Compilation { inflection: model.inflection(), gate: Gate::Off, ..Compilation::default() };
            Inline { lexicon: Lexicon::new(&entries, &personal_names, compilation).0, personal_names }
        });
        let excluded = options.excluded_texts.iter().map(|text| Words::new(text).whole_key()).collect();
        Ok(Self { model, options, searched, inline, excluded })
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// Finds the entities in a text. `language` is a BCP-47 code where the caller knows it; it orders candidates and chooses display
    /// names, mixed texts are fine.
    pub fn tag(&self, text: &str, language: Option<&str>) -> Tagging<'_> {
        let language = match language {
            Some(code) if !code.is_empty() => code.to_owned(),
            _ => detect_language(text).to_owned(),
        };
        let words = Words::new(text);
        let layers = self.layers();
        let mut trail = explain::trail(&self.options);
        let mut places = self.places(&words, &language, &layers, &mut trail);
        let mut of_document: Vec<DocumentEntity> = Vec::new();
        if self.options.reads_unlisted() {
            trail.watch(&mut places, |places| self.read(&words, &language, places, &mut of_document));
        }
        self.filter_readings(&words, &mut places, &mut trail);
        self.resolve_overlaps(&mut places, &mut trail);
        let mention = |place| self.mention(place, &layers, &of_document, &mut trail);
        let mut mentions: Vec<Mention<'_>> = places.iter().filter_map(mention).collect();
        let limit = self.options.max_mentions;
        let truncated = limit > 0 && mentions.len() > limit;
        if truncated {
            mentions.truncate(limit);
        }
        let mut tagging = Tagging { language, mentions, truncated, dropped: Vec::new(), dropped_count: 0 };
        if let Trail::On(dropped) = trail {
            let (words, layers, of_document, places) = (&words, &*layers, &*of_document, &*places);
            let (options, inflection) = (&self.options, self.model.inflection());
            let scene = explain::Scene { words, layers, of_document, places, options, inflection };
            explain::explain(&mut tagging, &scene, dropped);
        }
        tagging
    }

    /// Adds what no gazetteer lists.
    fn read(&self, words: &Words<'_>, language: &str, places: &mut Vec<Place>, of_document: &mut Vec<DocumentEntity>) {
        let is_person = |key| &*self.listed(key).entry.entity_type == "PERSON";
        let names_others = |name: &str| {
            let named = self.model.names().entities_named(name);
            named.iter().any(|position| !is_person((OF_MODEL, *position)))
        };
        let repetition = match self.options.coreference {
            Coreference::On => Repetition::Counted,
            Coreference::Off => Repetition::LeftOut,
        };
        let listed = reading::Listed { is_person: &is_person, names_others: &names_others, repetition };
        reading::people(words, language, &listed, places, of_document);
        let listed = |key| self.listed(key);
        let (templates, generic) = (self.model.templates(), self.options.generic_bodies);
        let surroundings = Surroundings { words, language, templates, listed: &listed, generic };
        reading::organisations(surroundings, places, of_document);
        reading::places(words, language, places, of_document);
        reading::events(words, language, &listed, places, of_document);
        reading::longer_names(words, language, &listed, places, of_document);
    }

    /// An entity of the model or of the options.
    fn listed(&self, (list, position): EntityKey) -> &Entity {
        let entities = if list == OF_MODEL { self.model.entities() } else { &self.options.inline_entities };
        &entities[position as usize]
    }

    /// Where names are looked for: the segments of the model, then the entities of the options. Readings name a layer by its position.
    fn layers(&self) -> Vec<Layer<'_>> {
        let names = self.model.names();
        let (entities, personal_names) = (self.model.entities(), names.personal_names());
        let mut layers: Vec<Layer<'_>> =
            names.iter().map(|segment| Layer { segment, list: OF_MODEL, entities, personal_names }).collect();
        layers.extend(self.inline.as_ref().map(|inline| Layer {
            segment: Segment::whole(&inline.lexicon),
            list: OF_OPTIONS,
            entities: &self.options.inline_entities,
            personal_names: &inline.personal_names,
        }));
        layers
    }

    /// What the names of the layers make of a text, but those of gazetteers that the options leave out.
    fn places(&self, words: &Words<'_>, language: &str, layers: &[Layer<'_>], trail: &mut Trail) -> Vec<Place> {
        let is_searched = |(list, position): EntityKey| {
            list != OF_MODEL || self.searched.is_empty() || self.searched[self.model.gazetteer_position(position)]
        };
        resolve::places(words, language, layers, is_searched, trail)
    }

    /// Drops what the options do not want before overlaps are resolved: excluded texts, low scores, bare surnames.
    fn filter_readings(&self, words: &Words<'_>, places: &mut Vec<Place>, trail: &mut Trail) {
        let without_surnames = self.options.coreference == Coreference::Off;
        for place in places.iter_mut() {
            place.retain(DropReason::LowScore, trail, |reading| reading.score >= self.options.min_score);
            if without_surnames {
                place.retain(DropReason::CoreferenceOff, trail, |reading| reading.kind != MatchKind::Coreference);
            }
            if !self.excluded.is_empty() && self.excluded.contains(&words.key(place.words.clone())) {
                place.retain(DropReason::Excluded, trail, |_| false);
            }
        }
        places.retain(|place| !place.readings.is_empty());
    }

    /// Keeps the places that the overlap policy allows.
    fn resolve_overlaps(&self, places: &mut Vec<Place>, trail: &mut Trail) {
        let extents: Vec<Extent> =
            places.iter().map(|place| Extent { words: place.words.clone(), score: place.readings[0].score }).collect();
        let mut kept = resolve::select(&extents, self.options.overlap).into_iter();
        places.retain(|place| {
            let is_kept = kept.next().unwrap_or(false);
            if !is_kept {
                trail.drop(DropReason::Covered, || place.all());
            }
            is_kept
        });
    }

    /// The mention of a place; `None` when none of its readings has a type and a relation that the options want.
    fn mention<'m>(
        &self,
        place: &Place,
        layers: &[Layer<'m>],
        of_document: &[DocumentEntity],
        trail: &mut Trail,
    ) -> Option<Mention<'m>> {
        let most = self.options.max_candidates.max(1);
        let mut candidates: Vec<Candidate<'m>> = Vec::new();
        for (position, reading) in place.readings.iter().enumerate() {
            if candidates.len() == most {
                trail.drop(DropReason::Outranked, || place.all().skip(position));
                break;
            }
            let found = candidate(reading, layers, of_document);
            match self.objection(&found) {
                None => candidates.push(found),
                Some(reason) => trail.drop(reason, || [(place.words.clone(), reading.clone())]),
            }
        }
        (!candidates.is_empty()).then(|| Mention { span: place.span.clone(), candidates })
    }

    /// Why a candidate is none of those that the options want.
    fn objection(&self, candidate: &Candidate<'_>) -> Option<DropReason> {
        let TagOptions { entity_types: types, relations, .. } = &self.options;
        if !(types.is_empty() || types.iter().any(|name| **name == *candidate.entity.entry.entity_type)) {
            return Some(DropReason::TypeNotAsked);
        }
        (!(relations.is_empty() || relations.contains(&candidate.relation))).then_some(DropReason::RelationNotAsked)
    }
}

/// Lists of entities, beside that of the document.
const OF_MODEL: usize = 0;
const OF_OPTIONS: usize = 1;

fn candidate<'m>(reading: &Reading, layers: &[Layer<'m>], of_document: &[DocumentEntity]) -> Candidate<'m> {
    let (list, position) = reading.entity;
    if list == resolve::OF_DOCUMENT {
        return of_document[position as usize].candidate(reading);
    }
    // A short name that the document introduces was found in no layer; its form is the name itself.
    let of_list = || layers.iter().find(|layer| layer.list == list);
    let layer = layers.get(reading.layer).or_else(of_list).expect("every list of entities has a layer");
    let (lexicon, entity) = (layer.segment.lexicon, &layer.entities[position as usize]);
    let name = &entity.entry.names[usize::from(reading.form.name)];
    Candidate {
        entity: Cow::Borrowed(entity),
        origin: Origin::Listed,
        score: reading.score,
        kind: reading.kind,
        relation: name.relation,
        alias: Cow::Borrowed(&name.text),
        lemma: Cow::Borrowed(lexicon.lemma(&reading.form, name)),
        features: reading.form.features,
        explanation: Vec::new(),
    }
}

impl DocumentEntity {
    fn candidate<'m>(&self, reading: &Reading) -> Candidate<'m> {
        let name = &self.entity.entry.names[usize::from(reading.form.name)];
        Candidate {
            entity: Cow::Owned(self.entity.clone()),
            origin: self.origin,
            score: reading.score,
            kind: reading.kind,
            relation: name.relation,
            alias: Cow::Owned(name.text.clone()),
            lemma: Cow::Owned(name.text.clone()),
            features: reading.form.features,
            explanation: Vec::new(),
        }
    }
}
