//! Which sequences of units make a name.

pub(super) use super::name::{Grade, Name, Role};
use super::sense::{self, Evidence, Sense};
use super::slots::Slots;
use super::triggers;
use super::unit::{Cover, Shape, Unit};
use crate::morph::{Language, is_leading_surname};
use crate::text::Words;

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
                    if self.is_whole(&name) {
                        names.push(name);
                    }
                }
                None => at += 1,
            }
        }
        names
    }

    fn name(&self, at: usize) -> Option<Name> {
        let readings: [fn(&Self, usize) -> Option<Name>; 7] = [
            Self::initials_first,
            Self::surname_with_initials,
            Self::leading_surname,
            Self::surname_first,
            Self::given_first,
            Self::with_patronymic,
            Self::two,
        ];
        readings.iter().find_map(|read| read(self, at))
    }

    /// A unit of the run.
    pub(super) fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    /// A unit that may be a word of a name.
    pub(super) fn word(&self, at: usize) -> Option<&Unit> {
        self.unit(at).filter(|unit| unit.shape == Shape::Word && !unit.is_quoted)
    }

    /// «К. Токаев», «К.-Ж. Токаев», «J. K. Rowling».
    fn initials_first(&self, at: usize) -> Option<Name> {
        let initials = self.units[at..].iter().take_while(|unit| unit.shape == Shape::Initial).count();
        let is_dotted = |unit: &Unit| self.words.text()[self.last_byte(unit)..].starts_with('.');
        if initials == 0 || initials > 3 {
            return None;
        }
        let is_dotted = self.units[at..at + initials].iter().all(is_dotted);
        let is_pair = initials == 1 && self.folded(&self.units[at]).len() == 2;
        let mut roles = vec![Role::Initial; initials];
        let (surname, slots, evidence) = self.surname(at + initials, Slots::ONE, &mut roles)?;
        let unit = &self.units[surname];
        let is_something_else = evidence < Evidence::Shaped && unit.cover == Cover::Other;
        if is_something_else
            || (evidence <= Evidence::Common && unit.senses.is_common)
            || !(is_dotted || (is_pair && evidence == Evidence::Listed))
        {
            return None;
        }
        let grade = if evidence >= Evidence::Shaped { Grade::Initials } else { Grade::InitialsAndUnknown };
        Some(Name { units: at..surname + 1, roles, slots, grade })
    }

    /// «Токаев К. К.».
    fn surname_with_initials(&self, at: usize) -> Option<Name> {
        let unit = self.word(at)?;
        if unit.language == Language::English || unit.cover == Cover::Other {
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
        let slots = sense::slots(&strongest(&unit.senses.surname));
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
        let patronymic = self.patronymic(at + 2);
        let mut parts = vec![sense::slots(&known), sense::slots(&given.senses.given)];
        parts.extend(patronymic.as_ref().map(|(slots, _)| *slots));
        let slots = agreement(surname.language, &parts);
        if slots.is_empty() || (surname.senses.is_common && surname.capital_is_idle) || surname.cover == Cover::Other {
            return None;
        }
        // «внучка Шаймиева Камиля»: the granddaughter of one, who is another.
        let is_another = self.word_before(surname).is_some_and(|word| triggers::is_kin(word, surname.language));
        if patronymic.is_none() {
            // «Тимур Иван» and «сказал Петрову Иван Сидоров» are something else.
            let is_given_too = !surname.senses.given.is_empty();
            let has_surname = self.word(at + 2).is_some_and(|unit| unit.cover != Cover::Other);
            let is_sure = given.senses.is_certainly_given() && !surname.senses.is_adjectival();
            if is_given_too || has_surname || !is_sure || given.cover == Cover::Other {
                return None;
            }
        }
        if is_another {
            return None;
        }
        let mut roles = vec![Role::Surname, Role::Given];
        roles.extend(patronymic.map(|(_, roles)| roles).into_iter().flatten());
        let grade = if evidence == Evidence::Listed { Grade::Full } else { Grade::Shaped };
        Some(Name { units: at..at + roles.len(), roles, slots, grade })
    }

    /// «Касым-Жомарт Кемелевич Токаев», «Урсула фон дер Ляйен», `John F. Kennedy`.
    fn given_first(&self, at: usize) -> Option<Name> {
        let first = self.word(at)?;
        let language = first.language;
        if first.senses.given.is_empty() || triggers::is_never_given(self.folded(first), language) {
            return None;
        }
        if self.is_title_of_next(first) {
            return None;
        }
        // «клуба Челси Фрэнк Лэмпард».
        if first.cover == Cover::Other && self.begins_name(at + 1) {
            return None;
        }
        let mut parts = vec![sense::slots(&first.senses.given)];
        let mut roles = vec![Role::Given];
        let mut next = at + 1;
        if let Some((patronymic, of_patronymic)) = self.patronymic(next) {
            let both = agreement(language, &[parts[0], patronymic]);
            if !both.is_empty() {
                parts.push(patronymic);
                next += of_patronymic.len();
                roles.extend(of_patronymic);
            }
        }
        let has_patronymic = roles.len() > 1;
        while !has_patronymic && roles.len() < 4 {
            let Some(unit) = self.unit(next) else { break };
            if !self.is_middle(unit, next, language, &parts) {
                break;
            }
            if unit.shape == Shape::Word && !unit.is_quoted {
                parts.push(sense::slots(&unit.senses.given));
            }
            roles.push(if unit.shape == Shape::Initial { Role::Initial } else { Role::Still });
            next += 1;
        }
        let slots = agreement(language, &parts);
        if slots.is_empty() {
            return None;
        }
        if let Some(numeral) = self.unit(next).filter(|unit| unit.shape == Shape::Numeral && roles.len() == 1) {
            let is_alone = at == 0 || self.word(at - 1).is_none();
            let is_king = is_alone && first.senses.is_certainly_given() && numeral.language == Language::English;
            return is_king.then(|| Name {
                units: at..next + 1,
                roles: vec![Role::Given, Role::Still],
                slots,
                grade: Grade::Full,
            });
        }
        let Some((surname, slots, evidence)) = self.surname(next, slots, &mut roles) else {
            return has_patronymic.then_some(Name { units: at..next, roles, slots, grade: Grade::Full });
        };
        if !has_patronymic && !self.is_sure(first, &self.units[surname], evidence) {
            return None;
        }
        let unit = &self.units[surname];
        let grade = match evidence {
            _ if has_patronymic => Grade::Full,
            Evidence::Listed | Evidence::Common => Grade::Full,
            Evidence::Shaped => Grade::Shaped,
            Evidence::Unknown | Evidence::Attested => Grade::GivenAndUnknown,
        };
        let (mut end, mut slots) = (surname + 1, slots);
        // «Кэтлин Кеннеди Таунсенд», «Мануэль Мехуто Гонсалес»: two surnames, where the first is no Slavic one.
        let ends_name = evidence == Evidence::Shaped || unit.language == Language::Kazakh || has_patronymic;
        if !ends_name
            && let Some((second, both, second_evidence)) = self.surname(end, slots, &mut roles)
            && (!self.units[second].senses.is_common
                || language == Language::Russian
                || second_evidence >= Evidence::Common)
            && self.units[second].cover != Cover::Other
            && !self.begins_name(second)
        {
            (slots, end) = (both, second + 1);
        }
        roles.truncate(end - at);
        if self.unit(end).is_some_and(|unit| unit.shape == Shape::Numeral) {
            roles.push(Role::Still);
            end += 1;
        }
        Some(Name { units: at..end, roles, slots, grade })
    }

    /// Whether a unit is an initial, a nickname in quotes or a further given name, and another word is there for the surname.
    fn is_middle(&self, unit: &Unit, at: usize, language: Language, parts: &[Slots]) -> bool {
        if unit.shape == Shape::Initial && self.folded(unit).len() == 2 && unit.language == Language::English {
            return false;
        }
        if unit.shape == Shape::Initial || (unit.shape == Shape::Word && unit.is_quoted) {
            return self.word(at + 1).is_some();
        }
        let rather_given =
            sense::evidence(&unit.senses.surname) < sense::evidence(&unit.senses.given).max(Some(Evidence::Shaped));
        let with_it = agreement(language, &[parts, &[sense::slots(&unit.senses.given)]].concat());
        unit.shape == Shape::Word
            && unit.cover != Cover::Other
            && !unit.senses.given.is_empty()
            && rather_given
            && self
                .surname(at + 1, with_it, &mut Vec::new())
                .is_some_and(|(next, _, evidence)| evidence > Evidence::Common || !self.units[next].senses.is_common)
    }

    /// «Си Цзиньпин», «Ким Чен Ын», «Кима Чен Ира».
    fn leading_surname(&self, at: usize) -> Option<Name> {
        let first = self.word(at)?;
        let leads = is_leading_surname(self.folded(first))
            || first
                .senses
                .surname
                .iter()
                .any(|sense| sense.base.chars().count() > 2 && is_leading_surname(&sense.base));
        if !leads || first.language == Language::English {
            return None;
        }
        let is_syllable = |unit: &Unit| {
            let letters = self.folded(unit).chars().count();
            let is_local = sense::evidence(&unit.senses.surname) == Some(Evidence::Shaped) && letters > 5;
            let is_name = unit.senses.is_certainly_given() && letters > 4 && unit.language == Language::Kazakh;
            unit.shape == Shape::Word
                && !unit.is_quoted
                && unit.cover != Cover::Other
                && !(unit.senses.is_common && letters > 3)
                && letters <= 9
                && !is_local
                && !is_name
        };
        let is_short = |unit: &&Unit| self.folded(unit).chars().count() <= 5;
        let rest: Vec<&Unit> = self.units[at + 1..].iter().take(2).take_while(|unit| is_syllable(unit)).collect();
        let count = match rest[..] {
            [] => return None,
            [one, two] if is_short(&one) && is_short(&two) => 2,
            _ => 1,
        };
        let mut roles = vec![Role::Surname];
        roles.resize(1 + count, Role::Still);
        Some(Name { units: at..at + 1 + count, roles, slots: Slots::ONE, grade: Grade::GivenAndUnknown })
    }

    /// A patronymic at `at`: the pairs in which it stands, and the roles of its one or two words.
    fn patronymic(&self, at: usize) -> Option<(Slots, Vec<Role>)> {
        let unit = self.word(at)?;
        let son = self.unit(at + 1).filter(|next| triggers::is_son_or_daughter(self.folded(next)));
        if let Some(son) = son {
            let slots = if triggers::is_daughter(self.folded(son)) { Slots::WOMAN } else { Slots::MAN };
            return Some((slots, vec![Role::Still, Role::Still]));
        }
        (!unit.senses.patronymic.is_empty()).then(|| (sense::slots(&unit.senses.patronymic), vec![Role::Patronymic]))
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
            None => Some(Name { units: at..at + 2, roles, slots, grade: Grade::Shaped }),
        }
    }

    /// A given name of no list and a surname: «Айнадин Молдабеков», or two words behind a title.
    fn two(&self, at: usize) -> Option<Name> {
        let first = self.word(at)?;
        let is_free = first.cover != Cover::Other && !first.senses.is_common && !first.senses.is_adjectival();
        let is_office = triggers::is_office(self.folded(first), first.language);
        if self.is_title_of_next(first)
            || !is_free
            || is_office
            || first.is_foreign
            || self.begins_name(at + 1)
            || triggers::is_never_given(self.folded(first), first.language)
        {
            return None;
        }
        let given = sense::slots(&first.senses.surname);
        let mut roles = vec![Role::Given];
        let (surname, slots, evidence) = self.surname(at + 1, given, &mut roles)?;
        let unit = &self.units[surname];
        if unit.senses.is_common && evidence < Evidence::Shaped || unit.cover == Cover::Other {
            return None;
        }
        let is_other_given = unit.senses.is_certainly_given() && evidence < Evidence::Listed;
        let before = self.word_before(first);
        let is_thing = before.is_some_and(|word| {
            triggers::stands_before_things(word, first.language)
                || triggers::is_kin(word, first.language) && evidence < Evidence::Shaped
        });
        let is_kins = before.is_some_and(|word| triggers::is_kin(word, first.language))
            && sense::evidence(&first.senses.surname) >= Some(Evidence::Shaped);
        if is_other_given && unit.language == Language::Russian
            || is_thing && first.language != Language::English
            || is_kins
        {
            return None;
        }
        let is_quoted = self.is_behind_quote(first);
        let has_title = self.word_before(first).is_some_and(|word| triggers::is_title(word, first.language));
        let (mut end, mut slots) = (surname + 1, slots);
        if evidence != Evidence::Shaped
            && let Some((second, both, _)) = self.surname(end, slots, &mut roles)
            && !self.units[second].senses.is_common
            && self.units[second].cover != Cover::Other
            && !self.begins_name(second)
        {
            (slots, end) = (both, second + 1);
        }
        roles.truncate(end - at);
        let is_named = match unit.language {
            Language::English => {
                let is_first = at == 0 || self.units[at - 1].cover == Cover::Other;
                evidence == Evidence::Listed && !unit.senses.is_common && !first.capital_is_idle && is_first
            }
            _ => evidence >= Evidence::Shaped && !unit.senses.is_adjectival(),
        };
        let is_lone_pair = end == self.units.len() && at == 0;
        let is_bare = is_lone_pair && unit.language != Language::English;
        (!is_quoted && (has_title || is_named || is_bare)).then_some(Name {
            units: at..end,
            roles,
            slots,
            grade: Grade::Two,
        })
    }

    /// A surname at `at`, with the particles before it: its position, the slots left, and what speaks for it.
    fn surname(&self, at: usize, slots: Slots, roles: &mut Vec<Role>) -> Option<(usize, Slots, Evidence)> {
        let particles = self.units.get(at..)?.iter().take_while(|unit| unit.shape == Shape::Particle).count();
        let position = at + particles;
        let unit = self.word(position)?;
        let both = agreement(unit.language, &[slots, sense::slots(&unit.senses.surname)]);
        let senses = || unit.senses.surname.iter().filter(|sense| !sense.slots.and(both).is_empty());
        let evidence = senses().map(|sense| sense.evidence).max()?;
        // The pairs of the likeliest readings alone.
        let likely =
            senses().filter(|sense| sense.evidence == evidence).fold(Slots::default(), |all, s| all.or(s.slots));
        roles.resize(roles.len() + particles, Role::Still);
        roles.push(Role::Surname);
        Some((position, both.and(likely), evidence))
    }
}

/// The readings of the strongest evidence.
fn strongest(senses: &[Sense]) -> Vec<Sense> {
    let evidence = sense::evidence(senses);
    senses.iter().filter(|sense| Some(sense.evidence) == evidence).cloned().collect()
}

/// The pairs that the words of a name share. In Kazakh only the last word has a case, the others stand in the nominative.
pub(super) fn agreement(language: Language, parts: &[Slots]) -> Slots {
    let Some((last, rest)) = parts.split_last() else { return Slots::default() };
    rest.iter().fold(*last, |shared, part| match language {
        Language::Kazakh => shared.and(part.nominative_genders()),
        _ => shared.and(*part),
    })
}
