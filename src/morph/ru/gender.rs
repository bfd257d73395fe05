//! The gender of a person, voted by the words of the name.

use super::words::{MEN, MEN_SOFT, WOMEN};
use crate::morph::endings::{ends_in, is_listed, is_vowel};
use crate::morph::features::Gender;
use crate::morph::people::{PersonName, Role};

/// Endings that tell the gender of a word.
type Votes = [(&'static str, Gender); 2];

use Gender::{Fem, Masc};

const PATRONYMICS: Votes = [("ович евич ич улы ұлы оглы", Masc), ("на кызы қызы кизи гызы", Fem)];
const SURNAMES: Votes = [("ов ев ин ын ский цкий ской", Masc), ("ова ева ина ына ская цкая", Fem)];

fn vote(word: &str, votes: &Votes) -> Option<Gender> {
    votes.iter().find(|(endings, _)| ends_in(word, endings)).map(|(_, gender)| *gender)
}

/// The gender of a person, unless the words disagree or say nothing.
pub(super) fn of(name: &PersonName<'_>) -> Option<Gender> {
    let words =
        |role| name.words.iter().filter(move |(other, _)| *other == role).map(|(_, token)| token.folded.as_str());
    if let Some(gender) = words(Role::Patronymic).find_map(|word| vote(word, &PATRONYMICS)) {
        return Some(gender);
    }
    let surname =
        words(Role::Surname).next_back().filter(|word| word.chars().count() > 4).and_then(|word| vote(word, &SURNAMES));
    // Central Asian patronymics also stand in the place of a surname.
    let surname = surname.or_else(|| {
        let last = words(Role::Surname).next_back()?;
        vote(last, &[("улы ұлы оглы", Masc), ("кызы қызы кизи гызы", Fem)])
    });
    if name.words.len() < 2 {
        return None;
    }
    let given = words(Role::Given).next();
    let listed = given.and_then(listed);
    match (listed, given.and_then(by_ending), surname) {
        // Саша, Женя
        (Some(listed), _, Some(surname)) if listed != surname => None,
        (Some(listed), ..) => Some(listed),
        (None, Some(given), Some(surname)) if given != surname => None,
        (None, given, surname) => given.or(surname),
    }
}

/// The gender of a given name in the lists.
fn listed(given: &str) -> Option<Gender> {
    let first = given.split('-').next().unwrap_or(given);
    if is_listed(first, MEN) || is_listed(first, MEN_SOFT) || ends_in(first, "улла алла") {
        Some(Masc)
    } else if is_listed(first, WOMEN) || ends_in(first, "гуль гүл") {
        Some(Fem)
    } else {
        None
    }
}

/// The gender of a given name by its ending.
fn by_ending(given: &str) -> Option<Gender> {
    let first = given.split('-').next().unwrap_or(given);
    let last = first.chars().next_back()?;
    match last {
        'а' | 'я' if first.chars().count() > 2 => Some(Fem),
        'ь' => None,
        _ if is_vowel(last) || first.chars().count() < 2 || !last.is_alphabetic() => None,
        _ => Some(Masc),
    }
}
