//! Explanations: the steps that led to a candidate, and what was found and then dropped, for whoever asks.
//!
//! It tells afterwards what was decided, from what the readings and the trail keep; it decides nothing.

mod objection;
mod steps;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::{Candidate, Mention, TagOptions, Tagging, candidate};
use crate::gazetteer::{Entity, Entry, Name};
use crate::lexicon::{self, Lexicon};
use crate::morph::{self, Paradigm};
use crate::resolve::{self, DocumentEntity, DropReason, Dropped, EntityKey, Layer, Place, Reading, Trail};
use crate::text::Words;

/// Whether a tagging explains itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Explanations {
    /// It does not: nothing is kept for it.
    #[default]
    Off,
    /// Every candidate has its steps, and what was dropped is told.
    On,
    /// The same, but of what was dropped that alone which is a mention of the entity of this resource name.
    Of(String),
}

/// A stage of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The name as its editor wrote it.
    Match,
    /// What folding took no notice of.
    Normalize,
    /// Which form of the name it is.
    Inflect,
    /// What stands right beside it.
    Boundary,
    /// What its name asks of any text: letter case, signs, that it is nobody else's.
    Gate,
    /// What speaks for and against it.
    Disambiguate,
    /// Which other mention it rests on.
    Coreference,
    /// What no gazetteer lists, told by how the text writes it.
    Pattern,
    /// What it covers, or what covers it.
    Overlap,
    /// What the caller asked for.
    Options,
}

impl Stage {
    /// The stage in the output of the command line and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Normalize => "normalize",
            Self::Inflect => "inflect",
            Self::Boundary => "boundary",
            Self::Gate => "gate",
            Self::Disambiguate => "disambiguate",
            Self::Coreference => "coreference",
            Self::Pattern => "pattern",
            Self::Overlap => "overlap",
            Self::Options => "options",
        }
    }
}

/// One step of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// What happened, for a person to read: one line without a full stop.
    pub description: String,
    /// The score after the step; before anything was weighed one half.
    pub score: f32,
    /// Where what it rests on is written, `countries.tsv:17:4`; empty where that is no gazetteer.
    pub source: String,
}

/// A mention that was found and then dropped.
#[derive(Clone, Debug)]
pub struct DroppedMention<'m> {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What it would have been. Its last step says what was against it; its score is 0 where nothing was weighed.
    pub candidate: Candidate<'m>,
    /// Why it was dropped.
    pub reason: DropReason,
}

/// Mentions told as dropped in one document at the most.
pub const MOST_DROPPED: usize = 1_000;

/// The trail that the options ask for.
pub(super) fn trail(options: &TagOptions) -> Trail {
    if options.explanations == Explanations::Off { Trail::Off } else { Trail::On(Vec::new()) }
}

/// What a tagging is explained by.
pub(super) struct Scene<'a, 'm> {
    pub(super) words: &'a Words<'a>,
    pub(super) layers: &'a [Layer<'m>],
    pub(super) of_document: &'a [DocumentEntity],
    /// The places that are left.
    pub(super) places: &'a [Place],
    pub(super) options: &'a TagOptions,
    pub(super) inflection: morph::Options,
}

/// Adds to a tagging the steps of its candidates and what was dropped.
pub(super) fn explain<'m>(tagging: &mut Tagging<'m>, scene: &Scene<'_, 'm>, dropped: Vec<Dropped>) {
    let mut explainer = Explainer { scene, anchors: anchors(scene, &dropped), paradigms: HashMap::new() };
    let mut dropped = explainer.by_place(dropped);
    let mut places = scene.places.iter();
    for Mention { span, candidates } in &mut tagging.mentions {
        let Some(place) = places.find(|place| place.span == *span) else { break };
        for candidate in candidates {
            let is_its = |reading: &&Reading| scene.entity(reading).resource_name == candidate.entity.resource_name;
            if let Some(reading) = place.readings.iter().find(is_its) {
                candidate.explanation = explainer.steps(&place.words, reading);
                candidate.explanation.extend(explainer.covered(place, reading.score, &dropped));
            }
        }
    }
    dropped.retain(|dropped| explainer.is_asked_for(dropped));
    tagging.dropped_count = dropped.len();
    let told = dropped.iter().take(MOST_DROPPED).map(|dropped| explainer.dropped_mention(dropped));
    tagging.dropped = told.collect();
}

/// Where the document names each entity in a way that needs no other mention, the surest first place of each.
fn anchors(scene: &Scene<'_, '_>, dropped: &[Dropped]) -> HashMap<EntityKey, Range<usize>> {
    // What was dropped later than context was looked at has been context for others.
    let was_context = |dropped: &&Dropped| {
        !matches!(dropped.reason, DropReason::Unlikely | DropReason::ContextMissing | DropReason::GazetteerNotAsked)
            && dropped.reading.score > 0.0
    };
    let kept = scene.places.iter().flat_map(|place| place.readings.iter().map(|reading| (&place.words, reading)));
    let later = dropped.iter().filter(was_context).map(|dropped| (&dropped.words, &dropped.reading));
    let mut anchors: Vec<(&Range<usize>, &Reading)> =
        kept.chain(later).filter(|(_, reading)| !reading.needs_context).collect();
    anchors.sort_by_key(|(words, reading)| (reading.is_doubtful, words.start));
    let mut first = HashMap::new();
    for (words, reading) in anchors {
        first.entry(reading.entity).or_insert_with(|| words.clone());
    }
    first
}

/// Tells of one reading after another.
struct Explainer<'a, 'm> {
    scene: &'a Scene<'a, 'm>,
    anchors: HashMap<EntityKey, Range<usize>>,
    /// Names are inflected anew, as compiled ones keep no classes; each once.
    paradigms: HashMap<(EntityKey, u16), Vec<Paradigm>>,
}

impl<'m> Scene<'_, 'm> {
    fn entity(&self, reading: &Reading) -> &Entity {
        let (list, position) = reading.entity;
        if list == resolve::OF_DOCUMENT {
            return &self.of_document[position as usize].entity;
        }
        // All layers of a list have the same entities.
        let layer = self.layers.iter().find(|layer| layer.list == list).expect("every list of entities has a layer");
        &layer.entities[position as usize]
    }

    /// The lexicon that a reading is from; the document's own have none.
    fn lexicon(&self, reading: &Reading) -> Option<&'m Lexicon> {
        self.layers.get(reading.layer).map(|layer| layer.segment.lexicon)
    }

    /// What some words cover, as written.
    fn text(&self, words: &Range<usize>) -> &str {
        &self.words.text()[resolve::span(self.words, words)]
    }
}

impl<'m> Explainer<'_, 'm> {
    /// What was dropped, by place: of several reasons against one entity at one place the last, and nothing of what a mention of the
    /// entity covers after all.
    fn by_place(&self, dropped: Vec<Dropped>) -> Vec<Dropped> {
        let mut kept: HashMap<EntityKey, Vec<&Range<usize>>> = HashMap::new();
        for place in self.scene.places {
            for reading in &place.readings {
                kept.entry(reading.entity).or_default().push(&place.words);
            }
        }
        let is_within =
            |inner: &Range<usize>, outer: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        let counts_there = |dropped: &Dropped| {
            let mut places = kept.get(&dropped.reading.entity).into_iter().flatten();
            !is_of_finished_answer(dropped.reason) && places.any(|place| is_within(&dropped.words, place))
        };
        let key = |Dropped { words, reading, .. }: &Dropped| (words.start, usize::MAX - words.end, reading.entity);
        let told = dropped.into_iter().filter(|dropped| !counts_there(dropped));
        let by_place: BTreeMap<_, Dropped> = told.map(|dropped| (key(&dropped), dropped)).collect();
        by_place.into_values().collect()
    }

    /// Whether someone asks for it.
    fn is_asked_for(&self, dropped: &Dropped) -> bool {
        match &self.scene.options.explanations {
            Explanations::Of(name) => self.scene.entity(&dropped.reading).resource_name == *name,
            Explanations::On | Explanations::Off => true,
        }
    }

    fn dropped_mention(&mut self, dropped: &Dropped) -> DroppedMention<'m> {
        let Dropped { words, reading, reason } = dropped;
        let mut candidate = candidate(reading, self.scene.layers, self.scene.of_document);
        candidate.explanation = self.steps(words, reading);
        let score = candidate.explanation.last().map_or(0.0, |step| step.score);
        candidate.explanation.push(objection::step(self, dropped, score));
        DroppedMention { span: resolve::span(self.scene.words, words), candidate, reason: *reason }
    }

    /// The paradigms of the name of a listed reading.
    fn paradigms(&mut self, reading: &Reading, entry: &Entry, name: &Name) -> &[Paradigm] {
        let inflection = self.scene.inflection;
        let expand = || lexicon::paradigms(entry, name, inflection).0;
        self.paradigms.entry((reading.entity, reading.form.name)).or_insert_with(expand)
    }
}

/// Whether what is dropped for a reason keeps its place among those that are left.
const fn is_of_finished_answer(reason: DropReason) -> bool {
    matches!(reason, DropReason::TypeNotAsked | DropReason::RelationNotAsked | DropReason::Outranked)
}
