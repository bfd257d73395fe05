//! Who of the people of a document a name is: names that share a surname and do not contradict each other are of one person.

use std::collections::HashMap;
use std::ops::Range;

use super::grammar::{Grade, Role};
use super::sense::Sense;
use super::slots::Slots;
use crate::morph::{Features, Gender};

/// A part of a name: the base forms that it may have, the likeliest first.
pub(super) type Bases = Vec<String>;

/// What a name says of its bearer.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// The given name.
    pub(super) given: Bases,
    /// The first letter of the given name.
    pub(super) initial: Option<char>,
    /// The patronymic.
    pub(super) patronymic: Bases,
    /// The surname.
    pub(super) surname: Bases,
    /// The gender.
    pub(super) gender: Option<Gender>,
}

/// A name in the text, as it goes to the answer.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The words.
    pub(super) words: Range<usize>,
    /// Whether a full stop behind the last word is part of it.
    pub(super) takes_stop: bool,
    /// The nominative.
    pub(super) lemma: String,
    /// The grammatical features.
    pub(super) features: Features,
    /// What speaks for it.
    pub(super) grade: Grade,
}

/// A person of the document.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// All that its names say.
    pub(super) identity: Identity,
    /// Its names in the text.
    pub(super) mentions: Vec<Mention>,
}

/// The people of a document.
#[derive(Debug, Default)]
pub(super) struct People {
    /// In the order in which they were found.
    pub(super) list: Vec<Person>,
    /// Who may bear a name, by every base form of every part. Some do not any more: later names have told their parts more exactly.
    by_base: HashMap<String, Vec<usize>, ahash::RandomState>,
}

/// People of one document who are told apart by a name that all of them bear. Of more a bare name is nobody's anyway, and comparing
/// each with all others would take long.
const MOST_BEARERS: usize = 256;

/// What a lone name may be of the people of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Nobody's.
    None,
    /// This one's.
    One(usize),
    /// Of several.
    Several,
}

impl Identity {
    /// Adds what a word with a role says.
    pub(super) fn add(&mut self, role: Role, senses: &[Sense], slots: Slots) {
        let fitting = || senses.iter().filter(|sense| !sense.slots.and(slots).is_empty());
        let strongest = fitting().map(|sense| sense.evidence).max();
        let bases: Bases =
            fitting().filter(|sense| Some(sense.evidence) == strongest).map(|sense| sense.base.clone()).collect();
        match role {
            Role::Given => self.given = bases,
            Role::Patronymic => self.patronymic = bases,
            Role::Surname => self.surname.extend(bases),
            Role::Initial | Role::Still => {}
        }
    }

    fn initial(&self) -> Option<char> {
        self.initial.or_else(|| self.given.first().and_then(|given| given.chars().next()))
    }

    /// Whether two names may be of one person, who has a surname in common.
    fn agrees(&self, other: &Self) -> bool {
        let share = |a: &Bases, b: &Bases| a.iter().any(|base| b.contains(base));
        let agree = |a: &Bases, b: &Bases| a.is_empty() || b.is_empty() || share(a, b);
        let same_initial = match (self.initial(), other.initial()) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let same_gender = self.gender.is_none() || other.gender.is_none() || self.gender == other.gender;
        let has_given = |identity: &Self| !identity.given.is_empty() || identity.initial.is_some();
        let surnames = match (self.surname.is_empty(), other.surname.is_empty()) {
            (false, false) => share(&self.surname, &other.surname),
            // «Нурсултан Абишевич» is «Нурсултан Абишевич Назарбаев».
            _ => share(&self.patronymic, &other.patronymic),
        };
        surnames
            && agree(&self.given, &other.given)
            && same_initial
            && same_gender
            && agree(&self.patronymic, &other.patronymic)
            && (has_given(self) && has_given(other))
    }

    fn merge(&mut self, other: Self) {
        let narrow = |mine: &mut Bases, theirs: Bases| {
            if mine.iter().any(|base| theirs.contains(base)) {
                mine.retain(|base| theirs.contains(base));
            } else if mine.is_empty() {
                *mine = theirs;
            }
        };
        narrow(&mut self.given, other.given);
        narrow(&mut self.patronymic, other.patronymic);
        narrow(&mut self.surname, other.surname);
        self.initial = self.initial.or(other.initial);
        self.gender = self.gender.or(other.gender);
    }
}

impl People {
    /// Adds a name to the one person whom it may name, or as a person of its own.
    /// Gives its position.
    pub(super) fn add(&mut self, identity: Identity, mention: Mention) -> usize {
        let bases = identity.surname.iter().chain(&identity.patronymic);
        let Bearer::One(only) = self.bearer(bases, |person| person.agrees(&identity)) else {
            return self.push(identity, mention);
        };
        self.list[only].identity.merge(identity);
        self.list[only].mentions.push(mention);
        self.index(only);
        only
    }

    /// Adds a person of its own; gives its position.
    pub(super) fn push(&mut self, identity: Identity, mention: Mention) -> usize {
        let position = self.list.len();
        self.list.push(Person { identity, mentions: vec![mention] });
        self.index(position);
        position
    }

    fn index(&mut self, position: usize) {
        let Identity { given, patronymic, surname, .. } = &self.list[position].identity;
        for base in given.iter().chain(patronymic).chain(surname) {
            let bearers = self.by_base.entry(base.clone()).or_default();
            if bearers.len() < MOST_BEARERS && !bearers.contains(&position) {
                bearers.push(position);
            }
        }
    }

    /// Who may bear names with these base forms.
    pub(super) fn bearers<'p, 'b: 'p>(
        &'p self,
        bases: impl Iterator<Item = &'b String> + 'p,
    ) -> impl Iterator<Item = usize> + 'p {
        bases.filter_map(|base| self.by_base.get(base)).flatten().copied()
    }

    /// Whose surname a lone word is.
    pub(super) fn with_surname(&self, senses: &[Sense]) -> Bearer {
        self.bearer(senses.iter().map(|sense| &sense.base), |identity| {
            senses.iter().any(|sense| identity.surname.contains(&sense.base) && fits(identity, sense))
        })
    }

    /// Whose given name a lone word is.
    pub(super) fn with_given(&self, senses: &[Sense]) -> Bearer {
        self.bearer(senses.iter().map(|sense| &sense.base), |identity| {
            senses.iter().any(|sense| identity.given.contains(&sense.base) && fits(identity, sense))
        })
    }

    /// Who of those that may bear names with these base forms does.
    fn bearer<'b>(&self, bases: impl Iterator<Item = &'b String>, bears: impl Fn(&Identity) -> bool) -> Bearer {
        let mut found = Bearer::None;
        for position in self.bearers(bases) {
            if found != Bearer::One(position) && bears(&self.list[position].identity) {
                if found != Bearer::None {
                    return Bearer::Several;
                }
                found = Bearer::One(position);
            }
        }
        found
    }
}

/// Whether a person of the gender may be meant by a word read so.
fn fits(identity: &Identity, sense: &Sense) -> bool {
    match identity.gender {
        Some(Gender::Masc) => !sense.slots.and(Slots::MAN).is_empty(),
        Some(Gender::Fem) => !sense.slots.and(Slots::WOMAN).is_empty(),
        _ => true,
    }
}
