//! How sure an unlisted person is: the share of such mentions that are right in the development corpora (`docs/READING.md`), drawn in where
//! there are few.

use super::grammar::Grade;

/// The score of a mention by what speaks for it.
const SCORES: [(Grade, f32); 12] = [
    (Grade::Full, 0.97),
    (Grade::Shaped, 0.98),
    (Grade::Initials, 0.95),
    (Grade::Repeated, 0.96),
    (Grade::GivenAndUnknown, 0.95),
    (Grade::Titled, 0.82),
    (Grade::InitialsAndUnknown, 0.92),
    (Grade::Two, 0.92),
    (Grade::Told, 0.87),
    (Grade::LoneGiven, 0.75),
    (Grade::Lone, 0.70),
    (Grade::IdleGiven, 0.65),
];

/// The score of a mention.
pub(super) fn score(grade: Grade) -> f32 {
    SCORES.iter().find(|(of, _)| *of == grade).map_or(0.5, |(_, score)| *score)
}
