//! How sure an unlisted person is. The numbers order mentions by what speaks for them; they are not yet calibrated probabilities.

use super::grammar::Grade;

/// The score of a mention by what speaks for it.
const SCORES: [(Grade, f32); 12] = [
    (Grade::Full, 0.95),
    (Grade::Shaped, 0.93),
    (Grade::Initials, 0.92),
    (Grade::Repeated, 0.90),
    (Grade::GivenAndUnknown, 0.85),
    (Grade::Titled, 0.82),
    (Grade::InitialsAndUnknown, 0.80),
    (Grade::Two, 0.78),
    (Grade::Told, 0.75),
    (Grade::LoneGiven, 0.72),
    (Grade::Lone, 0.70),
    (Grade::IdleGiven, 0.65),
];

/// The score of a mention.
pub(super) fn score(grade: Grade) -> f32 {
    SCORES.iter().find(|(of, _)| *of == grade).map_or(0.5, |(_, score)| *score)
}
