//! Whether mentions are linked to the right entity, where the annotators gave ids of Wikidata.

use std::collections::BTreeMap;
use std::ops::Add;

use super::counts::ratio;
use super::view::TextView;
use super::{Alignment, Bootstrap, Evidence, Interval, Occurrence, PredictedSpan, TypedSpan};

/// What became of the annotated mentions that have an id. A mention is annotated whatever its depth: an id is right or wrong of a
/// nested one too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    /// Annotated mentions of a scored type with an id.
    pub annotated: usize,
    /// Of them those that a prediction of any type has the ends of.
    pub found: usize,
    /// Of the found those that are linked to an entity with an id of Wikidata.
    pub linked: usize,
    /// Of the linked those that are linked to the annotators' entity.
    pub agreeing: usize,
    /// Of the found those that are linked to an entity without an id of Wikidata.
    pub without_id: usize,
    /// Of the found those that are linked to no entity.
    pub unlinked: usize,
}

/// A mention that is linked to another entity than the annotators'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Where.
    pub occurrence: Occurrence,
    /// The annotators' id.
    pub annotated: String,
    /// The ids of the run's entity.
    pub predicted: Vec<String>,
    /// Resource name of the run's entity.
    pub entity: String,
    /// The place of the annotators' entity among the candidates of the mention, from 1; `None` when it is not one of them.
    pub rank: Option<usize>,
}

/// How well mentions are linked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linking {
    /// The counts.
    pub counts: LinkCounts,
    /// Where the accuracy lies in 95 % of the samples.
    pub interval: Option<Interval>,
    /// The mentions that are linked to another entity.
    pub disagreements: Vec<Disagreement>,
    /// What the annotators' ids tell of entities that have none.
    pub consistency: Consistency,
}

/// Whether the mentions of one entity have one id, of entities without an id of Wikidata: which id is theirs is not known, but it is
/// one. That most of the mentions have the same says nothing of an entity with one mention, so that those do not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consistency {
    /// Mentions linked to an entity without an id that has several.
    pub mentions: usize,
    /// Of them those with the id that most mentions of their entity have.
    pub consistent: usize,
    /// The others; the annotators' id, and as the predicted one that of most mentions.
    pub deviations: Vec<Disagreement>,
}

/// What becomes of the annotated mentions with an id of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentLinks {
    counts: LinkCounts,
    disagreements: Vec<Disagreement>,
    /// Mentions linked to an entity without an id, as if they disagreed with it.
    without_id: Vec<Disagreement>,
}

impl LinkCounts {
    /// Of the mentions linked to an entity with an id, the share linked to the annotators' entity.
    pub fn accuracy(&self) -> f64 {
        ratio(self.agreeing, self.linked)
    }
}

impl DocumentLinks {
    /// The links of a document.
    pub(super) fn of(alignment: &Alignment<'_>, evidence: &Evidence<'_>) -> Self {
        let mut links = Self::default();
        let Self { counts, disagreements, without_id } = &mut links;
        let mut view = None;
        for (span, scored_type) in &alignment.annotated {
            let (Some(scored_type), Some(id)) = (*scored_type, span.wikidata()) else { continue };
            counts.annotated += 1;
            let typed = TypedSpan { start: span.start, end: span.end, scored_type };
            let same_ends = alignment.predictions.iter().filter(|other| typed.has_ends(other.start, other.end));
            // Where several predictions have the ends, the surest of them is the run's answer.
            let best = same_ends.max_by(|a, b| a.score.unwrap_or(0.0).total_cmp(&b.score.unwrap_or(0.0)));
            let Some(prediction) = best else { continue };
            counts.found += 1;
            let Some(entity) = &prediction.entity else {
                counts.unlinked += 1;
                continue;
            };
            let has_id = |other: &PredictedSpan| other.wikidata.iter().any(|other| other == id);
            let list = if prediction.wikidata.is_empty() {
                counts.without_id += 1;
                &mut *without_id
            } else {
                counts.linked += 1;
                &mut *disagreements
            };
            if has_id(prediction) {
                counts.agreeing += 1;
                continue;
            }
            let mut candidates = evidence.considered.iter().filter(|other| typed.has_ends(other.start, other.end));
            let view = view.get_or_insert_with(|| TextView::new(&alignment.document.text));
            list.push(Disagreement {
                occurrence: Occurrence::new(alignment.document, view, &typed),
                annotated: id.to_owned(),
                predicted: prediction.wikidata.clone(),
                entity: entity.clone(),
                rank: candidates.position(has_id).map(|position| position + 1),
            });
        }
        links
    }
}

impl Linking {
    /// Adds up the documents of a corpus.
    pub(super) fn new(documents: impl Iterator<Item = DocumentLinks>, bootstrap: &Bootstrap) -> Self {
        let mut counts = Vec::new();
        let (mut disagreements, mut without_id) = (Vec::new(), Vec::new());
        for document in documents {
            counts.push(document.counts);
            disagreements.extend(document.disagreements);
            without_id.extend(document.without_id);
        }
        let accuracy = |times: &[u32]| {
            let sum = |count: fn(&LinkCounts) -> usize| -> usize {
                counts.iter().zip(times).map(|(counts, times)| count(counts) * *times as usize).sum()
            };
            let (agreeing, linked) = (sum(|counts| counts.agreeing), sum(|counts| counts.linked));
            vec![(linked > 0).then(|| ratio(agreeing, linked))]
        };
        let interval = bootstrap.intervals(counts.len(), accuracy)[0];
        Self {
            counts: counts.into_iter().fold(LinkCounts::default(), LinkCounts::add),
            interval,
            disagreements,
            consistency: Consistency::of(without_id),
        }
    }
}

impl Consistency {
    fn of(mentions: Vec<Disagreement>) -> Self {
        let mut by_entity: BTreeMap<String, Vec<Disagreement>> = BTreeMap::new();
        for mention in mentions {
            by_entity.entry(mention.entity.clone()).or_default().push(mention);
        }
        let mut consistency = Self::default();
        for mentions in by_entity.into_values().filter(|mentions| mentions.len() > 1) {
            let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
            for mention in &mentions {
                *ids.entry(&mention.annotated).or_default() += 1;
            }
            let most = ids.into_iter().max_by_key(|(_, count)| *count).map(|(id, _)| id.to_owned()).unwrap_or_default();
            consistency.mentions += mentions.len();
            let deviations = mentions.into_iter().filter(|mention| mention.annotated != most);
            consistency
                .deviations
                .extend(deviations.map(|mention| Disagreement { predicted: vec![most.clone()], ..mention }));
        }
        consistency.consistent = consistency.mentions - consistency.deviations.len();
        consistency
    }
}

impl Add for LinkCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            annotated: self.annotated + other.annotated,
            found: self.found + other.found,
            linked: self.linked + other.linked,
            agreeing: self.agreeing + other.agreeing,
            without_id: self.without_id + other.without_id,
            unlinked: self.unlinked + other.unlinked,
        }
    }
}
