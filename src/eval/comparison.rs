//! Two runs over one corpus: by how much one is better, whether that is more than chance, and in which mentions.

use super::counts::Measure;
use super::view::TextView;
use super::{Alignment, Bootstrap, Interval, Occurrence, Tallies, TypedSpan};

/// A figure of both runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The scored type, or `ALL`.
    pub scored_type: &'static str,
    /// Which figure.
    pub measure: Measure,
    /// Of this run.
    pub here: f64,
    /// Of the other run.
    pub there: f64,
    /// Where the difference lies in 95 % of the samples, which both runs share.
    pub interval: Option<Interval>,
}

/// What differs between two runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The figures, by type and measure.
    pub differences: Vec<Difference>,
    /// Annotated mentions that only this run predicts.
    pub won: Vec<Occurrence>,
    /// Annotated mentions that only the other run predicts.
    pub lost: Vec<Occurrence>,
    /// False alarms that only this run gives.
    pub new_false_alarms: Vec<Occurrence>,
    /// False alarms that only the other run gives.
    pub gone_false_alarms: Vec<Occurrence>,
}

impl Difference {
    /// How much better this run is.
    pub fn value(&self) -> f64 {
        self.here - self.there
    }
}

impl Comparison {
    /// Compares two runs over the same documents with the same types.
    pub(super) fn new(
        here: (&[Alignment<'_>], &Tallies),
        there: (&[Alignment<'_>], &Tallies),
        bootstrap: &Bootstrap,
    ) -> Self {
        let mut comparison = Self { differences: differences(here.1, there.1, bootstrap), ..Self::default() };
        here.0.iter().zip(there.0).for_each(|(here, there)| comparison.add(here, there));
        comparison
    }

    fn add(&mut self, here: &Alignment<'_>, there: &Alignment<'_>) {
        let is_only = |span: &&TypedSpan, other: &Alignment<'_>| !other.scored.contains_key(span);
        let added = here.scored.keys().filter(|span| is_only(span, there)).map(|span| (span, Side::Here));
        let dropped = there.scored.keys().filter(|span| is_only(span, here)).map(|span| (span, Side::There));
        let mut changes = added.chain(dropped).peekable();
        if changes.peek().is_none() {
            return;
        }
        let view = TextView::new(&here.document.text);
        for (span, side) in changes {
            let list = match (side, here.gold.contains(span)) {
                (Side::Here, true) => &mut self.won,
                (Side::There, true) => &mut self.lost,
                (Side::Here, false) => &mut self.new_false_alarms,
                (Side::There, false) => &mut self.gone_false_alarms,
            };
            list.push(Occurrence::new(here.document, &view, span));
        }
    }
}

/// Which of two runs.
#[derive(Clone, Copy)]
enum Side {
    Here,
    There,
}

fn differences(here: &Tallies, there: &Tallies, bootstrap: &Bootstrap) -> Vec<Difference> {
    let figures = |times: &[u32]| -> Vec<Option<f64>> {
        let (here, there) = (here.sample(times), there.sample(times));
        let pairs = here.iter().zip(&there);
        let difference = |measure: Measure, (here, there): (&_, &_)| {
            // A run that predicts nothing differs from one that does; only where neither has anything to say there is no figure.
            let is_defined = measure.is_defined(here) || measure.is_defined(there);
            is_defined.then(|| measure.of(here) - measure.of(there))
        };
        pairs.flat_map(|pair| Measure::ALL.map(|measure| difference(measure, pair))).collect()
    };
    let intervals = bootstrap.intervals(here.len(), figures);
    let rows = here.names().zip(here.total().into_iter().zip(there.total()));
    let cells = rows.flat_map(|(name, pair)| Measure::ALL.map(|measure| (name, measure, pair)));
    cells
        .zip(intervals)
        .map(|((scored_type, measure, (here, there)), interval)| Difference {
            scored_type,
            measure,
            here: measure.of(&here),
            there: measure.of(&there),
            interval,
        })
        .collect()
}
