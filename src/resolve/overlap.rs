//! Overlap policies: which of overlapping places are kept.

use std::ops::Range;

/// Which overlapping mentions are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OverlapPolicy {
    /// No two mentions overlap; leftmost first, then longest.
    #[default]
    LeftmostLongest,
    /// No mention lies inside another.
    NoSub,
    /// No overlap; the set with the highest total of score times words covered.
    BestScore,
    /// Everything that matches.
    All,
}

/// The words that a place covers and its score.
#[derive(Clone, Debug)]
pub(crate) struct Extent {
    /// The words.
    pub(crate) words: Range<usize>,
    /// The score of its best reading.
    pub(crate) score: f32,
}

/// Which places a policy keeps, in their order. `places` are by start, the longer first, each extent once.
pub(crate) fn select(places: &[Extent], policy: OverlapPolicy) -> Vec<bool> {
    match policy {
        OverlapPolicy::All => vec![true; places.len()],
        OverlapPolicy::LeftmostLongest => leftmost_longest(places),
        OverlapPolicy::NoSub => not_inside(places),
        OverlapPolicy::BestScore => best_score(places),
    }
}

fn leftmost_longest(places: &[Extent]) -> Vec<bool> {
    let mut end = 0;
    let keep = |place: &Extent| {
        let free = place.words.start >= end;
        if free {
            end = place.words.end;
        }
        free
    };
    places.iter().map(keep).collect()
}

/// Of places by start, the longer first, one lies inside another when an earlier one ends no earlier.
fn not_inside(places: &[Extent]) -> Vec<bool> {
    let mut end = 0;
    let keep = |place: &Extent| {
        let outside = place.words.end > end;
        end = end.max(place.words.end);
        outside
    };
    places.iter().map(keep).collect()
}

/// Weighted interval scheduling: the set without overlap of the highest total of score times words.
fn best_score(places: &[Extent]) -> Vec<bool> {
    let mut by_end: Vec<usize> = (0..places.len()).collect();
    by_end.sort_by_key(|index| (places[*index].words.end, places[*index].words.start));
    // best[n] is the highest total of the first n places by end; without ties in doubt, the earlier place is left out.
    let mut best = vec![0.0_f64; places.len() + 1];
    let before = |position: usize| {
        let start = places[by_end[position]].words.start;
        by_end[..position].partition_point(|index| places[*index].words.end <= start)
    };
    let gain = |position: usize| {
        let place = &places[by_end[position]];
        f64::from(place.score) * place.words.len() as f64
    };
    for position in 0..places.len() {
        best[position + 1] = best[position].max(best[before(position)] + gain(position));
    }
    let mut kept = vec![false; places.len()];
    let mut count = places.len();
    while count > 0 {
        let position = count - 1;
        let with = best[before(position)] + gain(position);
        if with >= best[position] && with >= best[count] {
            kept[by_end[position]] = true;
            count = before(position);
        } else {
            count = position;
        }
    }
    kept
}
