//! How far a figure would move had other documents been annotated: the bootstrap over documents.
//!
//! A sample draws as many documents as there are, with replacement; the middle 95 % of a figure over many samples is its interval.
//! Documents are drawn and not mentions, because mentions of one document stand or fall together. All figures, and those of two runs
//! that are compared, are taken of the same samples, so that a difference has an interval of its own, which is narrower than those
//! of its two sides would suggest.

use rayon::prelude::*;

/// Samples of documents, the same ones for the same seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many samples; 0: no intervals.
    pub samples: usize,
    /// What the samples are drawn from.
    pub seed: u64,
}

/// Where a figure lies in 95 % of the samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// What of the samples lies below an interval, and above it.
const TAIL: f64 = 0.025;

impl Default for Bootstrap {
    fn default() -> Self {
        Self { samples: 1000, seed: 1 }
    }
}

impl Bootstrap {
    /// The interval of each of some figures. `figures` computes them of a sample, given how many times it has each document; `None`
    /// is a figure of which that sample says nothing. A figure that no sample has gets no interval.
    pub fn intervals(
        &self,
        documents: usize,
        figures: impl Fn(&[u32]) -> Vec<Option<f64>> + Sync,
    ) -> Vec<Option<Interval>> {
        let count = figures(&vec![1; documents]).len();
        if documents == 0 {
            return vec![None; count];
        }
        // Each sample has a generator of its own, so that they are the same however many cores draw them.
        let of_samples: Vec<Vec<Option<f64>>> =
            (0..self.samples as u64).into_par_iter().map(|sample| figures(&self.draw(sample, documents))).collect();
        (0..count).map(|figure| Interval::of(of_samples.iter().filter_map(|sample| sample[figure]).collect())).collect()
    }

    /// How many times a sample has each document.
    fn draw(&self, sample: u64, documents: usize) -> Vec<u32> {
        let mut generator = SplitMix64(self.seed);
        generator = SplitMix64(generator.next() ^ sample.wrapping_mul(SplitMix64::STEP));
        let mut times = vec![0; documents];
        (0..documents).for_each(|_| times[generator.below(documents)] += 1);
        times
    }
}

impl Interval {
    /// The middle 95 % of some values; `None` of no values.
    fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        #[expect(clippy::cast_sign_loss, reason = "a share of a length is not negative")]
        let at = |share: f64| values[(share * last as f64).round() as usize];
        Some(Self { low: at(TAIL), high: at(1.0 - TAIL) })
    }

    /// Whether 0 lies outside, so that a difference is more than chance.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): a counter, well mixed. It is
/// written out here because the same samples must come of the same seed in every version.
struct SplitMix64(u64);

impl SplitMix64 {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; the bias of the multiplication is one in 2^64 / limit.
    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut generator = SplitMix64(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| generator.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn a_sample_has_as_many_documents_as_there_are() {
        let bootstrap = Bootstrap::default();
        let sizes = (0..50).map(|sample| bootstrap.draw(sample, 37).iter().sum::<u32>());
        assert!(sizes.into_iter().all(|size| size == 37));
        assert_ne!(bootstrap.draw(0, 37), bootstrap.draw(1, 37));
        assert_ne!(bootstrap.draw(0, 37), Bootstrap { seed: 2, ..bootstrap }.draw(0, 37));
    }

    #[test]
    fn the_interval_of_a_share_is_that_of_the_binomial() {
        // 400 documents, a quarter of them right: the standard error is sqrt(.25 * .75 / 400) = .0217.
        let right = |times: &[u32]| times.iter().step_by(4).sum::<u32>();
        let share = |times: &[u32]| vec![Some(f64::from(right(times)) / 400.0), Some(7.0), None];
        let intervals = Bootstrap { samples: 4000, seed: 5 }.intervals(400, share);
        let interval = intervals[0].expect("every sample has it");
        assert!((interval.low - (0.25 - 1.96 * 0.0217)).abs() < 0.004, "{interval:?}");
        assert!((interval.high - (0.25 + 1.96 * 0.0217)).abs() < 0.004, "{interval:?}");
        assert_eq!(intervals[1], Some(Interval { low: 7.0, high: 7.0 }));
        assert_eq!(intervals[2], None);
    }

    #[test]
    fn no_samples_and_no_documents_give_no_intervals() {
        let figure = |_: &[u32]| vec![Some(1.0)];
        assert_eq!(Bootstrap { samples: 0, seed: 1 }.intervals(3, figure), [None]);
        assert_eq!(Bootstrap::default().intervals(0, figure), [None]);
    }
}
