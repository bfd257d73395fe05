//! Names of one word: somebody named in full elsewhere in the document, or somebody whom the words around tell to be a person.

use std::ops::Range;

use super::coreference::{Bearer, Identity, Mention, People};
use super::grammar::{Grade, Role, Run};
use super::lemma;
use super::sense::{self, Evidence, Sense};
use super::slots::{NOM, Slots};
use super::triggers;
use super::unit::{Cover, Shape, Unit};
use super::{Listed, Repetition};
use crate::morph::Language;
use crate::text::Words;

/// Adds the lone names of a document to its people. `taken` are the words of longer names, `by_surname` those that name a listed person
/// by the surname alone. Gives those of them that an unlisted person may be meant by too.
pub(super) fn add(
    words: &Words<'_>,
    runs: &[Vec<Unit>],
    taken: &[bool],
    listed: &Listed<'_>,
    by_surname: &[bool],
    people: &mut People,
) -> Vec<Range<usize>> {
    let is_listed = listed.names_others;
    let mut contested = Vec::new();
    let named_in_full = people.list.len();
    let mut left: Vec<(&Unit, Grade)> = Vec::new();
    for run in runs {
        for (position, unit) in run.iter().enumerate() {
            if unit.shape != Shape::Word || taken[unit.words.start] {
                continue;
            }
            if unit.cover == Cover::Person && by_surname[unit.words.start] {
                // The surname of a listed person, and of one whom no list has: it is nobody's in particular.
                if people.with_surname(&unit.senses.surname) != Bearer::None {
                    contested.push(unit.words.clone());
                    left.push((unit, Grade::Told));
                }
                continue;
            }
            if unit.cover != Cover::Free {
                continue;
            }
            let beside = Beside { words, run: Run { words, units: run }, position, unit, is_listed };
            if let Some((bearer, role, senses)) = beside.bearer(people) {
                if listed.repetition == Repetition::LeftOut {
                    continue;
                }
                let slots = sense::slots(&senses).and(of_gender(people.list[bearer].identity.gender));
                let mention = mention(words, unit, role, slots, Grade::Repeated);
                people.list[bearer].mentions.push(mention);
            } else if let Some(grade) = beside.shared(people).or_else(|| beside.grade()) {
                left.push((unit, grade));
            }
        }
    }
    // People whom nothing names in full, by surname.
    for (unit, grade) in left {
        let senses = &unit.senses.surname;
        let is_given = beside_is_given(unit);
        let role = if is_given { Role::Given } else { Role::Surname };
        let senses = if is_given { &unit.senses.given } else { senses };
        let slots = sense::slots(senses).and(Slots::ALL);
        let mut identity = Identity { gender: slots.gender(), ..Identity::default() };
        identity.add(role, senses, slots);
        let mention = mention(words, unit, role, slots, grade);
        let of_role = |identity: &Identity| match role {
            Role::Given => identity.given.clone(),
            _ => identity.surname.clone(),
        };
        let bases = of_role(&identity);
        let shares = |position: &usize| {
            let theirs = of_role(&people.list[*position].identity);
            *position >= named_in_full && bases.iter().any(|base| theirs.contains(base))
        };
        let same = people.bearers(bases.iter()).filter(shares).min();
        match same {
            Some(position) => people.list[position].mentions.push(mention),
            None => {
                people.push(identity, mention);
            }
        }
    }
    contested
}

/// Whether a lone word is rather a given name than a surname.
fn beside_is_given(unit: &Unit) -> bool {
    sense::evidence(&unit.senses.given) > sense::evidence(&unit.senses.surname)
        || sense::evidence(&unit.senses.given) == Some(Evidence::Listed)
}

fn of_gender(gender: Option<crate::morph::Gender>) -> Slots {
    match gender {
        Some(crate::morph::Gender::Masc) => Slots::MAN,
        Some(crate::morph::Gender::Fem) => Slots::WOMAN,
        _ => Slots::ALL,
    }
}

fn mention(words: &Words<'_>, unit: &Unit, role: Role, slots: Slots, grade: Grade) -> Mention {
    Mention {
        words: unit.words.clone(),
        takes_stop: false,
        lemma: lemma::of_unit(words, unit, role, slots, true),
        features: slots.features(),
        grade,
    }
}

/// A lone word and what stands beside it.
struct Beside<'a, 't> {
    words: &'a Words<'t>,
    run: Run<'a, 't>,
    position: usize,
    unit: &'a Unit,
    is_listed: &'a dyn Fn(&str) -> bool,
}

impl Beside<'_, '_> {
    /// Which person named in full elsewhere the word names, and by what.
    fn bearer(&self, people: &People) -> Option<(usize, Role, Vec<Sense>)> {
        let senses = &self.unit.senses;
        let is_idle_word = self.unit.capital_is_idle && senses.is_common;
        if self.unit.is_quoted || self.run.makes_something_else(self.unit) {
            return None;
        }
        if let Bearer::One(person) = people.with_surname(&senses.surname) {
            let surnames = &people.list[person].identity.surname;
            let of = senses.surname.iter().filter(|sense| surnames.contains(&sense.base)).cloned().collect::<Vec<_>>();
            if !(is_idle_word && sense::evidence(&of) < Some(Evidence::Common)) {
                return Some((person, Role::Surname, of));
            }
        }
        if let Bearer::One(person) = people.with_given(&senses.given)
            && !is_idle_word
        {
            return Some((person, Role::Given, senses.given.clone()));
        }
        None
    }

    /// A surname or given name that several people of the document bear is a name, but nobody's in particular.
    fn shared(&self, people: &People) -> Option<Grade> {
        let senses = &self.unit.senses;
        let is_word = senses.is_common && sense::evidence(&senses.surname) < Some(Evidence::Shaped);
        let is_excluded =
            (self.unit.capital_is_idle && is_word) || self.unit.is_quoted || self.run.makes_something_else(self.unit);
        (!is_excluded && people.with_surname(&senses.surname) == Bearer::Several).then_some(Grade::Told)
    }

    /// What the words around say of a word that nothing names in full.
    fn grade(&self) -> Option<Grade> {
        let senses = &self.unit.senses;
        let surname = sense::evidence(&senses.surname)?;
        let given = sense::evidence(&senses.given);
        if senses.is_common && self.unit.capital_is_idle && !self.is_called() && !self.has_title_behind() {
            return None;
        }
        let is_name = surname >= Evidence::Shaped || given == Some(Evidence::Listed);
        let language = self.unit.language;
        let before = self.run.word_before(self.unit);
        let is_thing = before.is_some_and(|word| {
            triggers::stands_before_things(word, language) || triggers::names_after(word, language)
        });
        let is_adjective = senses.is_adjectival() && self.has_noun_behind();
        let is_other = sense::slots(&senses.surname).is_plural()
            || triggers::is_never_given(self.run.folded(self.unit), language)
            || self.run.makes_something_else(self.unit)
            || triggers::is_office(self.run.folded(self.unit), language);
        if self.has_neighbour() || is_thing || is_adjective || is_other || self.unit.is_quoted {
            return None;
        }
        let is_behind_quote = self.run.is_behind_quote(self.unit);
        if before.is_some_and(|word| triggers::is_form_of_address(word, language)) && self.unit.cover == Cover::Free {
            return Some(Grade::Titled);
        }
        if self.has_title() && is_name && !is_behind_quote {
            return Some(Grade::Titled);
        }
        if self.has_deed() && is_name {
            return Some(Grade::Told);
        }
        if self.is_called() && self.has_given_nominative() || self.has_title_behind() && given.is_some() {
            return Some(Grade::Told);
        }

        if self.unit.capital_is_idle
            && given == Some(Evidence::Listed)
            && language == Language::Russian
            && !is_behind_quote
            && !self.is_listed_otherwise()
        {
            return Some(Grade::IdleGiven);
        }
        let is_sure = !self.is_listed_otherwise()
            && !self.unit.capital_is_idle
            && !senses.is_common
            && language != Language::English
            && !is_behind_quote;
        if !is_sure || senses.is_adjectival() {
            return None;
        }
        match (surname, given) {
            (_, Some(Evidence::Listed)) => Some(Grade::LoneGiven),
            (Evidence::Shaped | Evidence::Listed, _) => Some(Grade::Lone),
            _ => None,
        }
    }

    /// Whether another capitalised word stands right beside it.
    fn has_neighbour(&self) -> bool {
        let is_word = |unit: &Unit| unit.shape != Shape::Particle && !unit.capital_is_idle;
        let units = self.run.units;
        let before = self.position.checked_sub(1).map(|before| &units[before]);
        before.is_some_and(is_word) || units.get(self.position + 1).is_some_and(is_word)
    }

    /// Whether a word in small letters follows that is no verb of saying: what looks like a surname is its adjective then.
    fn has_noun_behind(&self) -> bool {
        let behind = self.words.as_slice().get(self.unit.words.end);
        behind.is_some_and(|word| {
            let is_near = self.words.gap(word) == " ";
            is_near && word.capitals & 1 == 0 && !triggers::is_deed(self.words.folded(word), self.unit.language)
        })
    }

    /// Whether the word is an address: «Рақмет, Азамат.»
    fn is_called(&self) -> bool {
        if self.unit.language != Language::Kazakh {
            return false;
        }
        let all = self.words.as_slice();
        let (start, end) = (self.unit.words.start, self.unit.words.end);
        let text = self.words.text();
        let behind = &text[all[end - 1].span.end..];
        let is_first = self.unit.capital_is_idle && behind.starts_with(", ");
        let is_last = start > 0 && self.words.gap(&all[start]) == ", " && behind.starts_with(['.', '!', '?']);
        is_first || is_last
    }

    fn has_given_nominative(&self) -> bool {
        let nominative = Slots::one(NOM);
        let folded = self.run.folded(self.unit);
        folded.chars().count() > 3
            && self
                .unit
                .senses
                .given
                .iter()
                .any(|sense| !sense.slots.and(nominative).is_empty() && sense.base == folded)
    }

    /// Whether the gazetteers know the word as something else, though they do not find it here.
    fn is_listed_otherwise(&self) -> bool {
        (self.is_listed)(self.run.folded(self.unit))
    }

    fn has_title_behind(&self) -> bool {
        let behind = self.words.as_slice().get(self.unit.words.end);
        behind.is_some_and(|word| {
            self.words.gap(word) == " " && triggers::is_title_behind(self.words.folded(word), self.unit.language)
        })
    }

    fn has_title(&self) -> bool {
        let all = self.words.as_slice();
        let mut at = self.unit.words.start;
        for _ in 0..5 {
            if at == 0 || !matches!(self.words.gap(&all[at]), " " | ". ") || all[at].begins_sentence {
                return false;
            }
            at -= 1;
            if triggers::is_title(self.words.folded(&all[at]), self.unit.language) {
                return true;
            }
        }
        false
    }

    fn has_deed(&self) -> bool {
        let all = self.words.as_slice();
        let (start, end) = (self.unit.words.start, self.unit.words.end);
        let is_deed = |at: usize| triggers::is_deed(self.words.folded(&all[at]), self.unit.language);
        let before = start > 0 && self.words.gap(&all[start]) == " " && is_deed(start - 1);
        let behind = all.get(end).is_some_and(|next| self.words.gap(next) == " ") && is_deed(end);
        before || behind
    }
}
