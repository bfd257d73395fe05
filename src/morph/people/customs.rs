//! Which word of a whole name is what: the naming customs of a language, as data, and the reading of a name by them.

use std::collections::HashSet;
use std::sync::LazyLock;

use ahash::RandomState;

use super::lists::{CYRILLIC_EAST_ASIAN, CYRILLIC_PARTICLES, LATIN_EAST_ASIAN, LATIN_PARTICLES};
use super::{PersonName, Role};
use crate::morph::endings::{ends_in, is_listed};
use crate::morph::spelling::Token;

/// How a language marks the parts of a name. Endings are patterns.
#[derive(Debug)]
pub(in crate::morph) struct Customs {
    /// Endings of patronymics.
    patronymics: &'static str,
    /// Patronymic words that stand behind the father's name: `Гейдар оглы`.
    son_or_daughter: &'static str,
    /// Words that belong to the surname behind them and do not decline.
    particles: &'static str,
    /// Surnames that stand first.
    leading_surnames: &'static str,
    /// Endings of surnames that show that the first word is no leading surname.
    local_surnames: &'static str,
}

/// Russian.
pub(in crate::morph) const RUSSIAN: Customs = Customs {
    patronymics: "ович евич ильич мич овна евна ична улы ұлы кызы қызы кизи гызы оглы",
    son_or_daughter: "^улы ^ұлы ^кызы ^қызы ^кизи ^гызы ^оглы",
    particles: CYRILLIC_PARTICLES,
    leading_surnames: CYRILLIC_EAST_ASIAN,
    local_surnames: "ов ев Cин ский енко",
};

/// Kazakh.
pub(in crate::morph) const KAZAKH: Customs = Customs {
    patronymics: "ұлы қызы улы кызы ович евич овна евна ична",
    son_or_daughter: "^ұлы ^қызы ^улы ^кызы ^оғлы",
    ..RUSSIAN
};

/// English.
pub(in crate::morph) const ENGLISH: Customs = Customs {
    patronymics: "ovich evich ovna evna uly qyzy kyzy ogly",
    son_or_daughter: "^uly ^qyzy ^kyzy ^ogly",
    particles: LATIN_PARTICLES,
    leading_surnames: LATIN_EAST_ASIAN,
    local_surnames: "ov ev ova eva skiy sky",
};

impl Customs {
    /// The roles of the words of a name, of which there is at least one.
    pub(in crate::morph) fn read<'a>(&self, tokens: &'a [Token]) -> PersonName<'a> {
        let count = tokens.len();
        let word = |place: usize| tokens[place].folded.as_str();
        let mut roles = vec![Role::Given; count];
        let patronymic = (1..count).find(|place| count > 2 && ends_in(word(*place), self.patronymics));
        let leads = patronymic.is_none() && self.surname_leads(tokens);
        let surname = if let Some(patronymic) = patronymic {
            let is_two_words = ends_in(word(patronymic), self.son_or_daughter) && patronymic > 1;
            let from = if is_two_words { patronymic - 1 } else { patronymic };
            roles[from..=patronymic].fill(Role::Patronymic);
            // Токаев Касым-Жомарт Кемелевич
            if patronymic + 1 == count { 0..1 } else { patronymic + 1..count }
        } else if leads {
            0..1
        } else {
            let last = count.saturating_sub(1);
            let particle = (1..last).find(|place| is_listed(word(*place), self.particles));
            particle.unwrap_or(last)..count
        };
        roles[surname.clone()].fill(if leads { Role::LeadingSurname } else { Role::Surname });
        if leads && count > 2 {
            // Ким Чен Ын: of three words only the last declines.
            roles[1..count - 1].fill(Role::Still);
        }
        for (place, role) in roles.iter_mut().enumerate() {
            let is_name = matches!(role, Role::Given | Role::Surname);
            if is_name && place + 1 < count && is_listed(word(place), self.particles) {
                *role = Role::Still;
            }
        }
        PersonName { words: roles.into_iter().zip(tokens).collect(), surname }
    }

    /// Whether the surname stands first as in Chinese. `Ким Петров` and `Ли Харви` are not such names.
    fn surname_leads(&self, tokens: &[Token]) -> bool {
        let [first, rest @ ..] = tokens else { return false };
        let is_local = |last: &Token| {
            first.folded == "ли"
                || last.folded.chars().count() > 4 && ends_in(&last.folded, self.local_surnames) && !is_pinyin(last)
        };
        is_listed(&first.folded, self.leading_surnames)
            && match rest {
                [last] => !is_local(last),
                [_, _] => true,
                _ => false,
            }
    }
}

/// Whether a word belongs to the surname behind it, in any of the languages.
pub(in crate::morph) fn is_particle(word: &str) -> bool {
    is_listed(word, CYRILLIC_PARTICLES) || is_listed(word, LATIN_PARTICLES)
}

/// Whether a word is a surname that stands first, in Cyrillic or Latin letters.
pub(in crate::morph) fn is_leading_surname(word: &str) -> bool {
    static SURNAMES: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
        [CYRILLIC_EAST_ASIAN, LATIN_EAST_ASIAN].into_iter().flat_map(str::split_ascii_whitespace).collect()
    });
    SURNAMES.contains(word)
}

/// Whether a word that ends as a Russian surname reads as Chinese syllables: `Цзиньпин`.
fn is_pinyin(token: &Token) -> bool {
    ["цз", "чж", "нь", "сяо", "ай", "юй"].iter().any(|cluster| token.folded.contains(cluster))
}
