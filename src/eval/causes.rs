//! Why a mention was missed, and why one was found in vain.
//!
//! Only what can be told for certain of the spans, of what the search considered and of the names in the gazetteers is a cause; each
//! fault has one, the first of its list that holds.

use std::collections::BTreeMap;

use super::counts::add_up;
use super::view::TextView;
use super::{Alignment, Occurrence, PredictedSpan, TypedSpan};

/// What is known of the search in one document.
#[derive(Clone, Copy)]
pub struct Evidence<'e> {
    /// Every candidate of every mention before overlaps were resolved and the options left anything out; those of one mention in
    /// their order, best first.
    pub considered: &'e [PredictedSpan],
    /// The types of the entities that have a text as a name, in any form, each once.
    pub types_named: &'e dyn Fn(&str) -> Vec<String>,
}

/// Why an annotated mention was not predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissCause {
    /// An entity of the type is a candidate of the mention, and one of another type is the first. Detail: that type.
    OtherCandidateFirst,
    /// It was found, and a mention that overlaps it was kept instead. Detail: the type of that mention.
    OverlapLost,
    /// It was found, and the options leave it out.
    LeftOut,
    /// A prediction has its ends and another type. Detail: that type.
    OtherType,
    /// An entity of the type has the name, which did not count where it stands: its boundaries, its capitals, the words around or
    /// what else the document names spoke against it. Detail: how it stands.
    NotCounted,
    /// A prediction of its type overlaps it. Detail: how the bounds differ.
    OtherBounds,
    /// A prediction of another type overlaps it. Detail: that type.
    OverlapsOtherType,
    /// Only entities of other types have the name. Detail: these types.
    NamesOtherType,
    /// No entity has the name. Detail: how long it is.
    Unknown,
}

/// Why a prediction is not annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlarmCause {
    /// It is annotated, inside another span, and only the outermost count.
    Nested,
    /// Its ends are those of an annotated span of another type. Detail: that type.
    OtherType,
    /// It overlaps an annotated span of its type. Detail: how the bounds differ.
    OtherBounds,
    /// It overlaps an annotated span of another type. Detail: that type.
    OverlapsOtherType,
    /// Nothing is annotated there, and it is an adjective.
    Adjective,
    /// Nothing is annotated there, and it is a demonym.
    Demonym,
    /// Nothing is annotated there. Detail: the kind of match and how it stands.
    NothingThere,
}

/// Faults of one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultGroup {
    /// The cause, for people.
    pub cause: &'static str,
    /// How many, by scored type.
    pub by_type: BTreeMap<&'static str, usize>,
    /// How many by what is known beside the cause, the most frequent first; empty when there is nothing to tell.
    pub details: Vec<(String, usize)>,
    /// All of them, in the order of the corpus.
    pub occurrences: Vec<Occurrence>,
}

/// A fault with its cause.
pub(super) struct Fault {
    cause: &'static str,
    detail: String,
    occurrence: Occurrence,
}

impl MissCause {
    /// All causes, in the order in which they are looked for.
    pub const ALL: [Self; 9] = [
        Self::OtherCandidateFirst,
        Self::OverlapLost,
        Self::LeftOut,
        Self::OtherType,
        Self::NotCounted,
        Self::OtherBounds,
        Self::OverlapsOtherType,
        Self::NamesOtherType,
        Self::Unknown,
    ];

    /// The cause for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherCandidateFirst => "found, another type ranked first",
            Self::OverlapLost => "found, an overlapping mention kept instead",
            Self::LeftOut => "found, left out by the options",
            Self::OtherType => "found as another type only",
            Self::OtherBounds => "found with other bounds",
            Self::OverlapsOtherType => "overlaps a mention of another type",
            Self::NotCounted => "in the gazetteers, not counted here",
            Self::NamesOtherType => "in the gazetteers as another type only",
            Self::Unknown => "not in the gazetteers",
        }
    }

    fn of<'a>(
        alignment: &Alignment<'a>,
        evidence: &Evidence<'_>,
        types: super::TypeMap,
        view: &TextView<'_>,
        span: &TypedSpan,
    ) -> Told<'a, Self> {
        let is_of_type = |entity_type: &str| types.scored(entity_type) == Some(span.scored_type);
        let same_ends = alignment.predictions.iter().find(|other| span.has_ends(other.start, other.end));
        let overlapping: Vec<&PredictedSpan> =
            alignment.predictions.iter().filter(|other| span.overlaps(other.start, other.end)).collect();
        let was_considered = evidence
            .considered
            .iter()
            .any(|other| span.has_ends(other.start, other.end) && is_of_type(&other.entity_type));
        if was_considered {
            return match (same_ends, overlapping.first()) {
                (Some(prediction), _) => Told::of_type(Self::OtherCandidateFirst, prediction.extent()),
                (None, Some(prediction)) => Told::of_type(Self::OverlapLost, prediction.extent()),
                (None, None) => Told::alone(Self::LeftOut, String::new()),
            };
        }
        if let Some(prediction) = same_ends {
            return Told::of_type(Self::OtherType, prediction.extent());
        }
        let text = view.text(span.start, span.end);
        let named = (evidence.types_named)(text);
        if named.iter().any(|entity_type| is_of_type(entity_type)) {
            return Told::alone(Self::NotCounted, view.standing(span.start, span.end).to_owned());
        }
        if let Some(prediction) = overlapping.iter().find(|other| is_of_type(&other.entity_type)) {
            let bounds = bounds((prediction.start, prediction.end), (span.start, span.end));
            return Told { cause: Self::OtherBounds, detail: bounds.to_owned(), beside: Some(prediction.extent()) };
        }
        if let Some(prediction) = overlapping.first() {
            return Told::of_type(Self::OverlapsOtherType, prediction.extent());
        }
        if named.is_empty() {
            let is_one_word = text.split_whitespace().nth(1).is_none();
            return Told::alone(Self::Unknown, if is_one_word { "one word" } else { "several words" }.to_owned());
        }
        Told::alone(Self::NamesOtherType, named.join(", "))
    }
}

impl AlarmCause {
    /// All causes, in the order in which they are looked for.
    pub const ALL: [Self; 7] = [
        Self::Nested,
        Self::OtherType,
        Self::OtherBounds,
        Self::OverlapsOtherType,
        Self::Adjective,
        Self::Demonym,
        Self::NothingThere,
    ];

    /// The cause for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nested => "annotated inside another span",
            Self::OtherType => "annotated as another type",
            Self::OtherBounds => "annotated with other bounds",
            Self::OverlapsOtherType => "overlaps an annotated span of another type",
            Self::Adjective => "an adjective, not annotated",
            Self::Demonym => "a demonym, not annotated",
            Self::NothingThere => "not annotated",
        }
    }

    fn of<'a>(
        alignment: &Alignment<'a>,
        view: &TextView<'_>,
        span: &TypedSpan,
        prediction: &PredictedSpan,
    ) -> Told<'a, Self> {
        let overlapping = || alignment.annotated.iter().filter(|(other, _)| span.overlaps(other.start, other.end));
        let is_of_type = |scored_type: Option<&str>| scored_type == Some(span.scored_type);
        let mut same_ends = overlapping().filter(|(other, _)| span.has_ends(other.start, other.end)).peekable();
        if let Some((first, _)) = same_ends.peek() {
            let other_type = Told::of_type(Self::OtherType, first.extent());
            let is_nested = same_ends.any(|(_, scored_type)| is_of_type(*scored_type));
            return if is_nested { Told::alone(Self::Nested, String::new()) } else { other_type };
        }
        if let Some((other, _)) = overlapping().find(|(_, scored_type)| is_of_type(*scored_type)) {
            let bounds = bounds((span.start, span.end), (other.start, other.end));
            return Told { cause: Self::OtherBounds, detail: bounds.to_owned(), beside: Some(other.extent()) };
        }
        if let Some((other, _)) = overlapping().min_by_key(|(other, _)| other.end - other.start) {
            return Told::of_type(Self::OverlapsOtherType, other.extent());
        }
        match &*prediction.relation {
            "adjective" => Told::alone(Self::Adjective, String::new()),
            "demonym" => Told::alone(Self::Demonym, String::new()),
            _ => {
                let standing = view.standing(span.start, span.end);
                let kind = if prediction.kind.is_empty() { "match" } else { &prediction.kind };
                Told::alone(Self::NothingThere, format!("{kind}, {standing}"))
            }
        }
    }
}

/// Begin, end and type of a span on the other side.
pub(super) type ExtentBeside<'a> = (usize, usize, &'a str);

/// A cause with what is known beside it.
struct Told<'a, C> {
    cause: C,
    detail: String,
    /// The span on the other side that is to blame: predicted beside a miss, annotated beside a false alarm.
    beside: Option<ExtentBeside<'a>>,
}

impl<'a, C> Told<'a, C> {
    fn alone(cause: C, detail: String) -> Self {
        Self { cause, detail, beside: None }
    }

    /// A cause of which the type of the other span is the detail.
    fn of_type(cause: C, beside: ExtentBeside<'a>) -> Self {
        Self { cause, detail: beside.2.to_owned(), beside: Some(beside) }
    }
}

/// How the bounds of a prediction differ from those annotated.
fn bounds(predicted: (usize, usize), annotated: (usize, usize)) -> &'static str {
    if predicted.0 <= annotated.0 && predicted.1 >= annotated.1 {
        "predicted longer"
    } else if predicted.0 >= annotated.0 && predicted.1 <= annotated.1 {
        "predicted shorter"
    } else {
        "predicted across"
    }
}

/// The misses and the false alarms of a document, each with its cause.
pub(super) fn faults(
    alignment: &Alignment<'_>,
    evidence: &Evidence<'_>,
    types: super::TypeMap,
) -> (Vec<Fault>, Vec<Fault>) {
    let view = TextView::new(&alignment.document.text);
    let fault = |cause, detail, span, beside: Option<ExtentBeside<'_>>| {
        let beside = beside.map(|(start, end, name)| (view.text(start, end), name));
        let occurrence = Occurrence::new(alignment.document, &view, span).beside(beside);
        Fault { cause, detail, occurrence }
    };
    let misses = alignment.misses().map(|span| {
        let told = MissCause::of(alignment, evidence, types, &view, span);
        fault(told.cause.as_str(), told.detail, span, told.beside)
    });
    let false_alarms = alignment.false_alarms().map(|(span, prediction)| {
        let told = AlarmCause::of(alignment, &view, span, prediction);
        fault(told.cause.as_str(), told.detail, span, told.beside)
    });
    (misses.collect(), false_alarms.collect())
}

/// Faults by cause, the most frequent cause first.
pub(super) fn group(faults: impl IntoIterator<Item = Fault>) -> Vec<FaultGroup> {
    let mut by_cause: BTreeMap<&'static str, Vec<Fault>> = BTreeMap::new();
    for fault in faults {
        by_cause.entry(fault.cause).or_default().push(fault);
    }
    let group = |(cause, faults): (&'static str, Vec<Fault>)| {
        let mut details: BTreeMap<&str, usize> = BTreeMap::new();
        for fault in faults.iter().filter(|fault| !fault.detail.is_empty()) {
            *details.entry(&fault.detail).or_default() += 1;
        }
        let mut details: Vec<(String, usize)> =
            details.into_iter().map(|(detail, count)| (detail.to_owned(), count)).collect();
        details.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let by_type = add_up(faults.iter().map(|fault| fault.occurrence.scored_type));
        let occurrences = faults.into_iter().map(|fault| fault.occurrence).collect();
        FaultGroup { cause, by_type, details, occurrences }
    };
    let mut groups: Vec<FaultGroup> = by_cause.into_iter().map(group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.occurrences.len()));
    groups
}
