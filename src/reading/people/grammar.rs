//! Which sequences of units make a name.

use std::ops::Range;

use super::sense::{self, Evidence, Sense};
use super::slots::Slots;
use super::triggers;
use super::unit::{Cover, Shape, Unit};
use crate::morph::{Language, is_leading_surname};
use crate::text::{WordCase, Words};

/// What a unit is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Given,
    Patronymic,
    Surname,
    Initial,
    /// Particles, numerals and further foreign names, which stand as they are.
    Still,
}

/// A name that the grammar reads.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The units of the run.
    pub(super) units: Range<usize>,
    /// What each is.
    pub(super) roles: Vec<Role>,
    /// The pairs of gender and case that all its words share.
    pub(super) slots: Slots,
    /// What speaks for it.
    pub(super) grade: Grade,
}

/// How much speaks for a name; scores are in `score.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grade {
    /// A given name and a surname of the lists, or a patronymic.
    Full,
    /// A given name of the lists and a word that ends as surnames do.
    Shaped,
    /// A given name of the lists and a word that nothing else is known of.
    GivenAndUnknown,
    /// Initials and a surname of the lists or of the shape.
    Initials,
    /// Initials and a word that nothing else is known of.
    InitialsAndUnknown,
    /// A lone name beside a verb of saying.
    Told,
    /// A surname that an office or a title stands before.
    Titled,
    /// A lone name that the document has in full elsewhere.
    Repeated,
    /// A lone name beside a verb of saying, or of the lists in mid-sentence.
    Lone,
}

/// A run of units and the text they stand in.
pub(super) struct Run<'r, 't> {
    pub(super) words: &'r Words<'t>,
    pub(super) units: &'r [Unit],
}

impl Run<'_, '_> {
    /// The names in a run, left to right.
    pub(super) fn names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < self.units.len() {
            match self.name(at) {
                Some(name) => {
                    at = name.units.end;
                    names.push(name);
                }
                None => at += 1,
            }
        }
        names
    }

    fn name(&self, at: usize) -> Option<Name> {
        let readings = [
            self.initials_first(at),
            self.surname_with_initials(at),
            self.surname_first(at),
            self.given_first(at),
            self.leading_surname(at),
            self.with_patronymic(at),
        ];
        readings.into_iter().flatten().find(|name| self.is_whole(name))
    }

    fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    fn word(&self, at: usize) -> Option<&Unit> {
        self.unit(at).filter(|unit| unit.shape == Shape::Word)
    }

    /// «К. Токаев», «К.-Ж. Токаев», «J. K. Rowling».
    fn initials_first(&self, at: usize) -> Option<Name> {
        let initials = self.units[at..].iter().take_while(|unit| unit.shape == Shape::Initial).count();
        let is_dotted = |unit: &Unit| self.words.text()[self.last_byte(unit)..].starts_with('.');
        if initials == 0 || initials > 3 || !self.units[at..at + initials].iter().all(is_dotted) {
            return None;
        }
        let mut roles = vec![Role::Initial; initials];
        let (surname, slots, evidence) = self.surname(at + initials, Slots::ONE, &mut roles)?;
        let unit = &self.units[surname];
        if evidence <= Evidence::Common && unit.senses.is_common {
            return None;
        }
        let grade = if evidence >= Evidence::Shaped { Grade::Initials } else { Grade::InitialsAndUnknown };
        Some(Name { units: at..surname + 1, roles, slots, grade })
    }

    /// «Токаев К. К.».
    fn surname_with_initials(&self, at: usize) -> Option<Name> {
        let unit = self.word(at)?;
        if unit.language == Language::English || unit.senses.is_common || unit.cover == Cover::Other {
            return None;
        }
        let evidence = sense::evidence(&unit.senses.surname)?;
        let initials = self.units[at + 1..].iter().take_while(|unit| unit.shape == Shape::Initial).count();
        let is_before_a_name = self.word(at + 1 + initials).is_some();
        if !(1..=2).contains(&initials) || is_before_a_name || evidence < Evidence::Shaped {
            return None;
        }
        let mut roles = vec![Role::Surname];
        roles.resize(1 + initials, Role::Initial);
        let slots = sense::slots(&unit.senses.surname);
        Some(Name { units: at..at + 1 + initials, roles, slots, grade: Grade::Initials })
    }

    /// «Токаев Касым-Жомарт Кемелевич», «Токаев Касым-Жомарт».
    fn surname_first(&self, at: usize) -> Option<Name> {
        let (surname, given) = (self.word(at)?, self.word(at + 1)?);
        if surname.language == Language::English || given.senses.given.is_empty() {
            return None;
        }
        let evidence = sense::evidence(&surname.senses.surname).filter(|evidence| *evidence >= Evidence::Shaped)?;
        let known: Vec<Sense> =
            surname.senses.surname.iter().filter(|sense| sense.evidence >= Evidence::Shaped).cloned().collect();
        let patronymic = self.word(at + 2).filter(|unit| !unit.senses.patronymic.is_empty());
        let mut parts = vec![sense::slots(&known), sense::slots(&given.senses.given)];
        parts.extend(patronymic.map(|unit| sense::slots(&unit.senses.patronymic)));
        let slots = agreement(surname.language, &parts);
        if slots.is_empty() || (surname.senses.is_common && surname.capital_is_idle) {
            return None;
        }
        if patronymic.is_none() {
            // «Тимур Иван» and «сказал Петрову Иван Сидоров» are something else.
            let is_given_too = !surname.senses.given.is_empty();
            let has_surname = self.word(at + 2).is_some_and(|unit| unit.cover != Cover::Other);
            if is_given_too || has_surname || !given.senses.is_certainly_given() || surname.cover == Cover::Other {
                return None;
            }
        }
        let mut roles = vec![Role::Surname, Role::Given];
        roles.extend(patronymic.map(|_| Role::Patronymic));
        let grade = if evidence == Evidence::Listed { Grade::Full } else { Grade::Shaped };
        Some(Name { units: at..at + roles.len(), roles, slots, grade })
    }

    /// «Касым-Жомарт Кемелевич Токаев», «Урсула фон дер Ляйен», `John F. Kennedy`.
    fn given_first(&self, at: usize) -> Option<Name> {
        let first = self.word(at)?;
        if first.senses.given.is_empty() {
            return None;
        }
        let language = first.language;
        let mut parts = vec![sense::slots(&first.senses.given)];
        let mut roles = vec![Role::Given];
        let mut next = at + 1;
        if let Some(unit) = self.word(next).filter(|unit| !unit.senses.patronymic.is_empty()) {
            let patronymic = sense::slots(&unit.senses.patronymic);
            let both = agreement(language, &[parts[0], patronymic]);
            if !both.is_empty() {
                parts.push(patronymic);
                roles.push(Role::Patronymic);
                next += 1;
            }
        }
        let has_patronymic = roles.len() == 2;
        if !has_patronymic {
            // Initials and further given names, as long as another word is there for the surname.
            while roles.len() < 4 {
                let Some(unit) = self.unit(next) else { break };
                let is_initial = unit.shape == Shape::Initial && self.unit(next + 1).is_some();
                let is_given = unit.shape == Shape::Word
                    && unit.cover != Cover::Other
                    && !unit.senses.given.is_empty()
                    && sense::evidence(&unit.senses.surname)
                        < Some(Evidence::Shaped).max(sense::evidence(&unit.senses.given))
                    && self.could_be_surname(
                        next + 1,
                        agreement(language, &[parts.clone(), vec![sense::slots(&unit.senses.given)]].concat()),
                    );
                if is_initial {
                    roles.push(Role::Initial);
                } else if is_given {
                    parts.push(sense::slots(&unit.senses.given));
                    roles.push(Role::Still);
                } else {
                    break;
                }
                next += 1;
            }
        }
        let slots = agreement(language, &parts);
        if slots.is_empty() {
            return None;
        }
        let Some((surname, slots, evidence)) = self.surname(next, slots, &mut roles) else {
            return has_patronymic.then(|| Name { units: at..next, roles, slots, grade: Grade::Full });
        };
        let unit = &self.units[surname];
        let is_sure = first.senses.is_certainly_given() || has_patronymic;
        if !is_sure && (evidence < Evidence::Shaped || (first.capital_is_idle && evidence < Evidence::Listed)) {
            return None;
        }
        if unit.senses.is_common
            && evidence < Evidence::Common
            && (language == Language::English || first.capital_is_idle)
        {
            return None;
        }
        let grade = match evidence {
            _ if has_patronymic => Grade::Full,
            Evidence::Listed | Evidence::Common => Grade::Full,
            Evidence::Shaped => Grade::Shaped,
            Evidence::Unknown => Grade::GivenAndUnknown,
        };
        let mut end = surname + 1;
        // «Кэтлин Кеннеди Таунсенд», «Мануэль Мехуто Гонсалес»: two surnames, where the first is no Slavic one.
        let ends_name = evidence == Evidence::Shaped || unit.language == Language::Kazakh;
        let mut slots = slots;
        if !has_patronymic
            && !ends_name
            && let Some((second, both, _)) = self.surname(end, slots, &mut roles)
        {
            if !self.units[second].senses.is_common {
                slots = both;
                end = second + 1;
            } else {
                roles.truncate(end - at);
            }
        }
        roles.truncate(end - at);
        if self.unit(end).is_some_and(|unit| unit.shape == Shape::Numeral) {
            roles.push(Role::Still);
            end += 1;
        }
        Some(Name { units: at..end, roles, slots, grade })
    }

    /// «Си Цзиньпин», «Ким Чен Ын».
    fn leading_surname(&self, at: usize) -> Option<Name> {
        let first = self.word(at)?;
        if !is_leading_surname(self.folded(first)) || first.capital_is_idle && first.senses.is_common {
            return None;
        }
        let is_syllable = |unit: &Unit| {
            let folded = self.folded(unit);
            let letters = folded.chars().count();
            unit.shape == Shape::Word && unit.cover != Cover::Other && !unit.senses.is_common && letters <= 9
        };
        let rest = self.units[at + 1..].iter().take(2).take_while(|unit| is_syllable(unit)).count();
        if rest == 0 || (first.language == Language::English) {
            return None;
        }
        let mut roles = vec![Role::Surname];
        roles.resize(1 + rest, Role::Still);
        Some(Name { units: at..at + 1 + rest, roles, slots: Slots::ONE, grade: Grade::GivenAndUnknown })
    }

    /// A given name of no list with a patronymic: «Тугельбай Кемелевич (Токаев)».
    fn with_patronymic(&self, at: usize) -> Option<Name> {
        let (first, patronymic) = (self.word(at)?, self.word(at + 1)?);
        if patronymic.senses.patronymic.is_empty() || first.senses.is_common || first.cover == Cover::Other {
            return None;
        }
        let slots = sense::slots(&patronymic.senses.patronymic);
        let mut roles = vec![Role::Given, Role::Patronymic];
        match self.surname(at + 2, slots, &mut roles) {
            Some((surname, slots, _)) => Some(Name { units: at..surname + 1, roles, slots, grade: Grade::Shaped }),
            // Without a surname behind it a patronymic may well be a surname.
            None if first.capital_is_idle => None,
            None => Some(Name { units: at..at + 2, roles, slots, grade: Grade::Shaped }),
        }
    }

    fn could_be_surname(&self, at: usize, slots: Slots) -> bool {
        self.surname(at, slots, &mut Vec::new()).is_some()
    }

    /// A surname at `at`, with the particles before it: its position, the slots left, and what speaks for it.
    fn surname(&self, at: usize, slots: Slots, roles: &mut Vec<Role>) -> Option<(usize, Slots, Evidence)> {
        let particles = self.units.get(at..)?.iter().take_while(|unit| unit.shape == Shape::Particle).count();
        let position = at + particles;
        let unit = self.word(position)?;
        let both = agreement(unit.language, &[slots, sense::slots(&unit.senses.surname)]);
        let senses = || unit.senses.surname.iter().filter(|sense| !sense.slots.and(both).is_empty());
        let evidence = senses().map(|sense| sense.evidence).max()?;
        if both.is_empty() || (unit.cover == Cover::Other && evidence < Evidence::Shaped) {
            return None;
        }
        // The pairs of the likeliest readings alone.
        let likely =
            senses().filter(|sense| sense.evidence == evidence).fold(Slots::default(), |all, s| all.or(s.slots));
        roles.resize(roles.len() + particles, Role::Still);
        roles.push(Role::Surname);
        Some((position, both.and(likely), evidence))
    }

    /// Whether nothing around makes something else of a name.
    fn is_whole(&self, name: &Name) -> bool {
        let all = self.words.as_slice();
        let first = &self.units[name.units.start];
        let last = &self.units[name.units.end - 1];
        let language = last.language;
        if let Some(before) = first.words.start.checked_sub(1).map(|index| &all[index]) {
            let gap = self.words.gap(&all[first.words.start]);
            if matches!(gap, " " | ". ") && triggers::names_after(self.words.folded(before), language) {
                return false;
            }
        }
        if let Some(behind) = all.get(last.words.end) {
            let is_near = self.words.gap(behind) == " ";
            let is_capital = language != Language::English || behind.capitals & 1 != 0;
            if is_near && is_capital && triggers::makes_something_else(self.words.folded(behind), language) {
                return false;
            }
        }
        // In a line of capitals only what the lists know.
        let in_capitals = all[first.words.start].case == WordCase::Upper && first.shape == Shape::Word;
        !in_capitals || name.grade == Grade::Full
    }

    fn folded(&self, unit: &Unit) -> &str {
        self.words.folded(&self.words.as_slice()[unit.words.start])
    }

    fn last_byte(&self, unit: &Unit) -> usize {
        self.words.as_slice()[unit.words.end - 1].span.end
    }
}

/// The pairs that the words of a name share. In Kazakh only the last word has a case, the others stand in the nominative.
pub(super) fn agreement(language: Language, parts: &[Slots]) -> Slots {
    let Some((last, rest)) = parts.split_last() else { return Slots::default() };
    rest.iter().fold(*last, |shared, part| match language {
        Language::Kazakh => shared.and(part.nominative_genders()),
        _ => shared.and(*part),
    })
}
