//! Scoring against an annotated corpus: how good a run is, how sure of that one can be, what it got wrong and why.
//!
//! The counts are those of the usual span scorers: a prediction is right when begin, end and type are those of an annotated span;
//! it overlaps when it shares a character with one of its type. Everything else is told of the same alignment of predicted with
//! annotated spans: confidence intervals, faults by cause, links, the reliability of scores, and what differs from another run.
//!
//! This room knows spans, types, ids and scores; it refuses to know how spans were found, and where documents come from. What it is
//! told of the search, to say why something was missed, is [`Evidence`].

mod alignment;
mod bootstrap;
mod causes;
mod comparison;
mod corpus;
mod counts;
mod evaluation;
mod linking;
mod occurrence;
mod prediction;
mod reliability;
mod scoring;
mod view;

#[cfg(test)]
mod tests;

pub use self::alignment::{Alignment, TypedSpan};
pub use self::bootstrap::{Bootstrap, Interval};
pub use self::causes::{AlarmCause, Evidence, FaultGroup, MissCause};
pub use self::comparison::{Comparison, Difference};
pub use self::corpus::{GoldDocument, GoldSpan};
pub use self::counts::{Counts, Measure, Quality, Tallies};
pub use self::evaluation::{Evaluation, Run, TypeScore};
pub use self::linking::{Consistency, Disagreement, LinkCounts, Linking};
pub use self::occurrence::{Example, Occurrence, most_frequent};
pub use self::prediction::{PredictedSpan, RunDocument};
pub use self::reliability::{Bin, Reliability};
pub use self::scoring::{Nesting, Scoring, TypeMap};
