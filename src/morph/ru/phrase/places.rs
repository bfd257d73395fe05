//! Places of several words: generic nouns and the names behind them, two places in one name, names with no head.

use super::Phrase;
use crate::morph::endings::{ends_in, is_listed};
use crate::morph::ru::agreement::Agreement;
use crate::morph::ru::classes;
use crate::morph::ru::declension::Declension;
use crate::morph::ru::word::{Kind, Override, Sort};
use crate::morph::ru::words::GENERIC_PLACES;

/// Words that join two names, both of which decline.
const CONJUNCTIONS: [&str; 2] = ["и", "-"];

impl Phrase<'_> {
    /// Whether the word is a common noun for places.
    pub(super) fn is_generic(&self, place: usize) -> bool {
        is_listed(&self.tokens[place].folded, GENERIC_PLACES)
    }

    /// Whether the word joins two names, both of which decline.
    pub(super) fn is_conjunction(&self, place: usize) -> bool {
        CONJUNCTIONS.contains(&self.tokens[place].folded.as_str())
    }

    /// The conjunction between two places that both have their generic noun: `остров Херд и острова Макдональд`.
    pub(super) fn joint_of_places(&self, from: usize, to: usize) -> Option<usize> {
        let mut joints = from + 1..to.saturating_sub(1);
        joints.find(|place| {
            self.is_place && self.is_generic(from) && self.is_conjunction(*place) && self.is_generic(place + 1)
        })
    }

    /// Two names and the conjunction between them.
    pub(super) fn both_sides(&self, from: usize, joint: usize, to: usize) -> Declension {
        let parts = [self.several(from, joint), self.fixed(joint), self.several(joint + 1, to)];
        Declension::join(&parts, " ", 0)
    }

    /// Whether the words behind a generic noun may be the name of the place itself and not a genitive (`остров Святой Елены`): one
    /// word, or adjectives and a noun.
    pub(super) fn may_be_apposition(&self, from: usize, to: usize, head: Agreement) -> bool {
        // Соединённые Штаты Америки, Юг Африки, but город Сочи.
        let genitives = if head == Agreement::Plural { "ы и" } else { "ы ии рики" };
        match &self.tokens[from..to] {
            [] => false,
            [name] => !name.quoted && !ends_in(&name.folded, genitives),
            [first, ..] => {
                let (adjectives, _) = self.leading_adjectives(from, to);
                !first.quoted && (!adjectives.is_empty() || self.is_generic(from))
            }
        }
    }

    /// A place of several words with no adjective and no generic head: `Коста Рика`, `Сан Марино`, `Сергиев Посад`.
    pub(super) fn bare_place(&self, from: usize, to: usize) -> Declension {
        if let Some(joint) = (from + 1..to.saturating_sub(1)).find(|place| self.is_conjunction(*place)) {
            return self.both_sides(from, joint, to);
        }
        let noun = |place| (place, self.noun(place, None, Kind::Toponym));
        let last = to - 1;
        let only_last = self.phrase(from, to, last, &[noun(last)]);
        let only_first = self.phrase(from, to, from, &[noun(from)]);
        if to - from > 2 {
            return only_last.or(only_first);
        }
        let possessive = match self.tokens[from].folded.as_str() {
            word if ends_in(word, "ов ев ин ын") => Some("poss.m.place"),
            word if ends_in(word, "ова ева ина") => Some("poss.f"),
            word if ends_in(word, "ово ево ино") => Some("poss.n"),
            word if ends_in(word, "овы евы ины") => Some("poss.pl"),
            _ => None,
        };
        let first = noun(from);
        let both = self.phrase(from, to, last, &[first, noun(last)]);
        let all = only_last.or(only_first).or(both);
        match possessive {
            None => all,
            Some(name) => {
                let over = Override { class: classes::by_name(name), ..Override::default() };
                let first = (from, self.word(from, Sort::of(Kind::Adjective), &over));
                all.or(self.phrase(from, to, last, &[first, noun(last)]))
            }
        }
    }
}
