//! What belongs to a Russian organisation behind its head: nouns in the genitive, phrases with a preposition, names.

use std::ops::Range;

use super::super::Reader;
use super::super::templates::NamedBy;
use super::super::units::{Kind, Unit};
use crate::gazetteer::Relation;
use crate::morph::Case;
use crate::morph::is_listed;
use crate::reading::endings::{adjective_cases, may_be_genitive, may_be_oblique};
use crate::text::{Joint, WordCase};

/// Prepositions that go on in a name: «по делам молодёжи», «против пыток».
const PREPOSITIONS: &str = "по против при за";
/// Nouns before which «в» goes on in a name: «в сфере образования».
const FIELDS: &str = "сфере области защиту поддержку";
/// At most as many words behind the head.
const MOST_BEHIND: usize = 16;

/// What stands behind the head.
pub(super) struct Tail {
    /// Where the name ends when it has something of its own behind the head.
    pub(super) proper_end: Option<usize>,
    /// Where it ends when something before makes it a name.
    pub(super) end: usize,
}

/// A head, as far as it decides what may stand behind it.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// The first word behind it.
    pub(super) end: usize,
    pub(super) named_by: NamedBy,
    pub(super) manner: Manner,
    /// Who a person behind the head is.
    pub(super) person: Person,
}

/// How a head takes what stands behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It says by itself what it is about: «Минфин».
    Closed,
    /// It is a name by itself, or by what stands before it.
    Proper,
    /// It waits for something that makes a name of it.
    Common,
}

/// Who a person behind a head is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    /// The one whose organisation it is: «фонд Иванова».
    Owner,
    /// The one who bears the title before the head: «глава фонда Иванов».
    Official,
}

/// What was last on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Head,
    Noun,
    Preposition,
    Name,
}

/// Whether a way goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    End,
}

/// A way behind a head, word by word.
struct Walk<'r, 'a> {
    reader: &'r Reader<'a>,
    head: Head,
    index: usize,
    last: Last,
    tail: Tail,
}

/// What belongs to a name behind its head.
pub(super) fn behind(reader: &Reader<'_>, head: Head) -> Tail {
    let tail = Tail { proper_end: None, end: head.end };
    let mut walk = Walk { reader, head, index: head.end, last: Last::Head, tail };
    while walk.index < reader.all().len() && walk.index < head.end + MOST_BEHIND && walk.step() == Way::On {}
    walk.tail
}

impl Walk<'_, '_> {
    /// Takes the next words in; or finds that the name has ended.
    fn step(&mut self) -> Way {
        let reader = self.reader;
        if let Some(quoted) = reader.quoted_at(self.index) {
            return self.quoted(&quoted);
        }
        let raw_gap = reader.raw_gap(self.index);
        if raw_gap.contains(['»', '”', '“', '„', '"', '«']) || reader.all()[self.index].begins_sentence {
            return Way::End;
        }
        match reader.gap(self.index) {
            " " if raw_gap.trim().is_empty() => self.word(),
            "-" => self.second_part(),
            ", " if self.last == Last::Noun && is_enumeration(reader, self.index) => self.take_joint(),
            _ => Way::End,
        }
    }

    fn quoted(&mut self, quoted: &Range<usize>) -> Way {
        let is_apart = self.reader.raw_gap(quoted.start).trim().chars().count() > 1;
        let waits =
            self.head.manner == Manner::Common && self.last == Last::Head && self.head.named_by < NamedBy::Place;
        if self.head.manner == Manner::Closed || self.last == Last::Preposition || waits || is_apart {
            return Way::End;
        }
        self.take_name(quoted.end)
    }

    /// The second part of a word with a hyphen.
    fn second_part(&mut self) -> Way {
        self.index += 1;
        match self.last {
            Last::Name => (self.tail.proper_end, self.tail.end) = (Some(self.index), self.index),
            Last::Noun => self.tail.end = self.index,
            Last::Head | Last::Preposition => {}
        }
        Way::On
    }

    fn word(&mut self) -> Way {
        let reader = self.reader;
        let folded = reader.folded(self.index);
        if matches!(folded, "имени" | "им") {
            let Some(end) = person_behind(reader, self.index + 1) else { return Way::End };
            return self.take_name(end);
        }
        let unit = reader.units.starting_at(self.index);
        if let Some(unit) = unit.filter(|unit| unit.relation == Relation::Name && unit.kind != Kind::Other) {
            if self.fits_unit(unit) {
                return self.take_name(unit.words.end);
            }
            if unit.kind != Kind::Organisation || reader.has_capital(self.index) {
                return Way::End;
            }
        }
        if is_listed(folded, PREPOSITIONS) && self.last != Last::Preposition {
            let waits = folded == "за" && self.last == Last::Head && self.head.manner == Manner::Common;
            return if !waits && goes_on(reader, self.index + 1) { self.take_preposition() } else { Way::End };
        }
        if folded == "в" && self.last != Last::Preposition {
            return self.place_or_field();
        }
        if folded == "и" && self.last == Last::Noun {
            // «образования и науки».
            return if is_noun_in_line(reader, self.index + 1) { self.take_joint() } else { Way::End };
        }
        if self.head.manner == Manner::Closed && self.last != Last::Preposition {
            return Way::End;
        }
        if reader.has_capital(self.index) { self.capital(folded) } else { self.small(folded) }
    }

    /// Whether a unit is in a case, and of a kind, that belongs here.
    fn fits_unit(&self, unit: &Unit) -> bool {
        let is_acronym = unit.words.len() == 1 && self.reader.is_acronym(self.index);
        if self.head.manner == Manner::Closed {
            return unit.kind == Kind::Place && (self.last == Last::Preposition || has_case(unit, Case::Gen));
        }
        if unit.kind == Kind::Person {
            let has_owner = self.head.named_by >= NamedBy::Place || self.head.manner == Manner::Proper;
            return has_owner
                && self.last == Last::Head
                && self.head.person == Person::Owner
                && has_case(unit, Case::Gen);
        }
        self.last == Last::Preposition || is_acronym || has_case(unit, Case::Gen)
    }

    /// «посольство [в Токио]», «совет [в сфере образования]».
    fn place_or_field(&mut self) -> Way {
        let next = self.index + 1;
        let place =
            self.reader.units.starting_at(next).filter(|unit| unit.kind == Kind::Place && has_case(unit, Case::Loc));
        if let Some(unit) = place.filter(|_| self.last == Last::Head && stands_in_a_place(self.reader, self.head.end)) {
            return self.take_name(unit.words.end);
        }
        let is_field = next < self.reader.all().len() && is_listed(self.reader.folded(next), FIELDS);
        if is_field { self.take_preposition() } else { Way::End }
    }

    /// A word with a capital that nothing lists.
    fn capital(&mut self, folded: &str) -> Way {
        let reader = self.reader;
        // «Союз ТМА-12» is numbered like a ship, not named by another organisation.
        let next = reader.all().get(self.index + 1);
        let is_numbered = next.is_some_and(|next| next.joint == Joint::Hyphen && next.case == WordCase::Caseless);
        let is_acronym = reader.is_acronym(self.index) && reader.all()[self.index].length <= 6;
        let fits = is_acronym || may_be_genitive(folded) || self.last == Last::Preposition && may_be_oblique(folded);
        let is_adjective = !is_acronym && adjective_cases(folded).is_some();
        // Behind a noun it is the name of a person, with whom another phrase begins.
        let is_a_persons =
            !is_acronym && !is_adjective && (self.last == Last::Noun || self.head.person == Person::Official);
        let is_second_name = self.last == Last::Name && !is_acronym;
        let waits = self.head.manner == Manner::Common && self.head.named_by < NamedBy::Place;
        if !fits || is_numbered || is_a_persons || is_second_name || waits {
            return Way::End;
        }
        // An adjective needs its noun: «Химкинского леса».
        let noun = self.index + 1;
        let has_noun = is_adjective && is_noun_in_line(reader, noun);
        self.take_name(if has_noun { noun + 1 } else { noun });
        if !is_acronym {
            self.last = Last::Noun;
        }
        Way::On
    }

    /// A word in small letters.
    fn small(&mut self, folded: &str) -> Way {
        let fits = match self.last {
            Last::Preposition => may_be_oblique(folded),
            Last::Head | Last::Noun => {
                may_be_genitive(folded)
                    || is_after_preposition(self.reader, self.head.end, self.index) && may_be_oblique(folded)
            }
            Last::Name => false,
        };
        if !fits || self.reader.all()[self.index].case == WordCase::Caseless {
            return Way::End;
        }
        self.index += 1;
        self.tail.end = self.index;
        self.last = Last::Noun;
        Way::On
    }

    fn take_name(&mut self, end: usize) -> Way {
        self.index = end;
        (self.tail.proper_end, self.tail.end, self.last) = (Some(end), end, Last::Name);
        Way::On
    }

    /// A comma, or «и», between nouns.
    fn take_joint(&mut self) -> Way {
        self.index += 1;
        Way::On
    }

    fn take_preposition(&mut self) -> Way {
        self.index += 1;
        self.last = Last::Preposition;
        Way::On
    }
}

/// Whether the words between a head and here have a preposition, behind which adjectives stand in its case.
fn is_after_preposition(reader: &Reader<'_>, from: usize, index: usize) -> bool {
    (from..index)
        .rev()
        .take(2)
        .any(|index| is_listed(reader.folded(index), PREPOSITIONS) || reader.folded(index) == "в")
}

/// Embassies and their like stand in a place: «посольство России в Японии».
fn stands_in_a_place(reader: &Reader<'_>, from: usize) -> bool {
    let folded = reader.folded(from - 1);
    ["посольств", "консульств", "генконсульств", "представительств", "постпредств", "суд"]
        .iter()
        .any(|stem| folded.starts_with(stem))
}

/// Whether what follows a preposition may go on in the name.
fn goes_on(reader: &Reader<'_>, index: usize) -> bool {
    index < reader.all().len()
        && reader.gap(index) == " "
        && (reader.units.starting_at(index).is_some()
            || may_be_oblique(reader.folded(index))
            || reader.has_capital(index))
}

/// Whether a word goes on in a line of nouns in the genitive.
fn is_noun_in_line(reader: &Reader<'_>, index: usize) -> bool {
    index < reader.all().len()
        && reader.gap(index) == " "
        && !reader.has_capital(index)
        && may_be_oblique(reader.folded(index))
}

/// Whether a comma parts nouns in a line that ends with «и»: «связи, информационных технологий и массовых коммуникаций».
fn is_enumeration(reader: &Reader<'_>, index: usize) -> bool {
    let last = reader.all().len().min(index + 6);
    for position in index..last {
        let gap = reader.gap(position);
        if position > index && gap != " " && gap != ", " || reader.has_capital(position) {
            return false;
        }
        if reader.folded(position) == "и" {
            return position > index && is_noun_in_line(reader, position + 1);
        }
        if !may_be_oblique(reader.folded(position)) {
            return false;
        }
    }
    false
}

/// The end of a person's name behind «имени».
fn person_behind(reader: &Reader<'_>, start: usize) -> Option<usize> {
    if let Some(unit) = reader.units.starting_at(start).filter(|unit| unit.kind == Kind::Person) {
        return Some(unit.words.end);
    }
    let mut end = start;
    while end < reader.all().len() && end < start + 5 {
        let word = &reader.all()[end];
        let is_behind_initial = end > start && reader.all()[end - 1].is_initial();
        let follows = match reader.gap(end) {
            " " | "-" => true,
            ". " | "." => is_behind_initial,
            _ => false,
        };
        let is_particle = crate::morph::is_surname_particle(reader.folded(end)) && word.case == WordCase::Lower;
        if !follows || !(reader.has_capital(end) || is_particle) {
            break;
        }
        end += 1;
    }
    (end > start).then_some(end)
}

fn has_case(unit: &Unit, case: Case) -> bool {
    unit.features.is_empty() || unit.features.has_case(case)
}
