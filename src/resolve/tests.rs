use proptest::prelude::*;

use super::*;

fn extents(list: &[(usize, usize, f32)]) -> Vec<Extent> {
    list.iter().map(|(start, end, score)| Extent { words: *start..*end, score: *score }).collect()
}

fn kept(list: &[(usize, usize, f32)], policy: OverlapPolicy) -> Vec<(usize, usize)> {
    let keep = select(&extents(list), policy);
    list.iter().zip(keep).filter(|(_, keep)| *keep).map(|((start, end, _), _)| (*start, *end)).collect()
}

#[test]
fn the_four_policies() {
    // «Университет Республики Сербской» with what lies in it, and a neighbour that overlaps its end.
    let places = [(0, 3, 0.5), (0, 1, 0.9), (1, 3, 0.9), (2, 3, 0.9), (2, 5, 0.9)];
    assert_eq!(kept(&places, OverlapPolicy::All).len(), 5);
    assert_eq!(kept(&places, OverlapPolicy::LeftmostLongest), [(0, 3)]);
    assert_eq!(kept(&places, OverlapPolicy::NoSub), [(0, 3), (2, 5)]);
    assert_eq!(kept(&places, OverlapPolicy::BestScore), [(0, 1), (2, 5)]);
}

/// Places by start and then the longer first, each extent once, as `select` is given them.
fn any_places() -> impl Strategy<Value = Vec<(usize, usize, f32)>> {
    prop::collection::btree_set((0_usize..10, 1_usize..5), 0..9).prop_flat_map(|set| {
        let count = set.len();
        (Just(set), prop::collection::vec(1_u8..=100, count)).prop_map(|(set, scores)| {
            let mut places: Vec<(usize, usize, f32)> = set
                .into_iter()
                .zip(scores)
                .map(|((start, length), score)| (start, start + length, f32::from(score) / 100.0))
                .collect();
            places.sort_by_key(|(start, end, _)| (*start, usize::MAX - *end));
            places
        })
    })
}

fn total(places: &[(usize, usize, f32)], chosen: impl Fn(usize) -> bool) -> Option<f64> {
    let chosen: Vec<&(usize, usize, f32)> =
        places.iter().enumerate().filter(|(index, _)| chosen(*index)).map(|(_, place)| place).collect();
    let apart = chosen.iter().enumerate().all(|(i, a)| chosen[..i].iter().all(|b| a.1 <= b.0 || b.1 <= a.0));
    apart.then(|| chosen.iter().map(|(start, end, score)| f64::from(*score) * (end - start) as f64).sum())
}

proptest! {
    #[test]
    fn best_score_is_the_best_of_all_subsets(places in any_places()) {
        let keep = select(&extents(&places), OverlapPolicy::BestScore);
        let ours = total(&places, |index| keep[index]).expect("no overlap");
        let best = (0_u32..1 << places.len())
            .filter_map(|subset| total(&places, |index| subset >> index & 1 == 1))
            .fold(0.0_f64, f64::max);
        prop_assert!((ours - best).abs() < 1e-6, "{ours} instead of {best}");
    }

    #[test]
    fn no_policy_but_all_keeps_one_inside_another(places in any_places()) {
        for policy in [OverlapPolicy::LeftmostLongest, OverlapPolicy::NoSub, OverlapPolicy::BestScore] {
            let kept = kept(&places, policy);
            for (i, a) in kept.iter().enumerate() {
                for (j, b) in kept.iter().enumerate() {
                    prop_assert!(i == j || !(b.0 <= a.0 && a.1 <= b.1), "{policy:?}: {a:?} inside {b:?}");
                }
            }
        }
    }

    #[test]
    fn every_dropped_place_overlaps_a_kept_one(places in any_places()) {
        for policy in [OverlapPolicy::LeftmostLongest, OverlapPolicy::NoSub, OverlapPolicy::BestScore] {
            let kept = kept(&places, policy);
            for place in &places {
                let overlaps = |other: &(usize, usize)| place.0 < other.1 && other.0 < place.1;
                prop_assert!(kept.iter().any(overlaps), "{policy:?}: nothing overlaps {place:?}");
            }
        }
    }
}
