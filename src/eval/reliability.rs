//! Whether scores are probabilities: of predictions with a score of .9 nine in ten should be right.

use super::Alignment;

/// How many bins scores are put into.
const BINS: usize = 10;

/// Predictions whose scores lie in one tenth of [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many predictions.
    pub count: usize,
    /// How many of them are right: ends and type are those of an annotated span.
    pub right: usize,
    /// The sum of their scores.
    pub score_sum: f64,
}

/// Scores against what came true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    /// The tenths of [0, 1], the lowest first; each has its lower end and not its upper, the last has both.
    pub bins: [Bin; BINS],
    squared_errors: f64,
}

impl Bin {
    /// The mean of the scores.
    pub fn mean_score(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.score_sum / self.count as f64 }
    }

    /// The share that is right.
    pub fn share_right(&self) -> f64 {
        super::counts::ratio(self.right, self.count)
    }
}

impl Reliability {
    /// Of all scored predictions that say how sure they are, of one type or, without one, of all.
    pub fn of(alignments: &[Alignment<'_>], scored_type: Option<&str>) -> Self {
        let mut reliability = Self::default();
        let all = alignments
            .iter()
            .flat_map(|alignment| alignment.scored.iter().map(move |(span, prediction)| (alignment, span, prediction)));
        for (alignment, span, prediction) in all {
            if let Some(score) = prediction.score
                && scored_type.is_none_or(|name| name == span.scored_type)
            {
                let truth = if alignment.gold.contains(span) { Truth::Right } else { Truth::Wrong };
                reliability.add(score, truth);
            }
        }
        reliability
    }

    fn add(&mut self, score: f64, truth: Truth) {
        let score = score.clamp(0.0, 1.0);
        #[expect(clippy::cast_sign_loss, reason = "a score is not negative")]
        let bin = &mut self.bins[((score * BINS as f64) as usize).min(BINS - 1)];
        let outcome = if truth == Truth::Right { 1.0 } else { 0.0 };
        bin.count += 1;
        bin.right += usize::from(truth == Truth::Right);
        bin.score_sum += score;
        self.squared_errors += (score - outcome) * (score - outcome);
    }

    /// Predictions in all bins.
    pub fn count(&self) -> usize {
        self.bins.iter().map(|bin| bin.count).sum()
    }

    /// Expected calibration error: how far the mean score of a bin is from its share of right predictions, over all predictions.
    pub fn calibration_error(&self) -> f64 {
        let gap = |bin: &Bin| bin.count as f64 * (bin.mean_score() - bin.share_right()).abs();
        self.per_prediction(self.bins.iter().map(gap).sum())
    }

    /// Brier score: the mean squared distance of a score from 1 where the prediction is right, from 0 where it is wrong. It punishes
    /// scores that say the same of everything too.
    pub fn brier_score(&self) -> f64 {
        self.per_prediction(self.squared_errors)
    }

    fn per_prediction(&self, sum: f64) -> f64 {
        if self.count() == 0 { 0.0 } else { sum / self.count() as f64 }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Right,
    Wrong,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reliability(predictions: &[(f64, Truth)]) -> Reliability {
        let mut reliability = Reliability::default();
        for (score, truth) in predictions {
            reliability.add(*score, *truth);
        }
        reliability
    }

    #[test]
    fn a_bin_has_its_lower_end_and_the_last_one_both() {
        let found = reliability(&[(0.0, Truth::Wrong), (0.1, Truth::Wrong), (0.9, Truth::Right), (1.0, Truth::Right)]);
        let counts: Vec<usize> = found.bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert!((found.bins[9].mean_score() - 0.95).abs() < 1e-9);
    }

    #[test]
    fn the_calibration_error_weighs_bins_by_their_predictions() {
        // Three at .8 of which two are right: off by .8 - 2/3. One at .3 that is right: off by .7.
        let found = reliability(&[(0.8, Truth::Right), (0.8, Truth::Right), (0.8, Truth::Wrong), (0.3, Truth::Right)]);
        let expected = (3.0 * (0.8 - 2.0 / 3.0) + 0.7) / 4.0;
        assert!((found.calibration_error() - expected).abs() < 1e-9);
        assert!((found.brier_score() - (0.04 + 0.04 + 0.64 + 0.49) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn of_nothing_nothing_is_wrong() {
        assert!(Reliability::default().calibration_error().abs() < 1e-9);
    }
}
