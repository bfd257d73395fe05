//! Aliases that another name of the row makes already.

use std::collections::HashSet;

use super::of_name;
use crate::gazetteer::{Code, Diagnostic, Entry, Fix, Name};
use crate::lexicon::ambiguity::{Ambiguity, PersonalNames};
use crate::lexicon::compile::{SaidOfSpellings, case_policy, is_english_possessive, is_worth_finding};
use crate::lexicon::paradigms;
use crate::matcher::CaseRule;
use crate::morph::{self, Case, Hints, Paradigm, Variant};
use crate::text::Words;

/// How a text is asked for a form: its folded words, what their letters must be, what else it could be, and whether it counts by itself.
type Pattern = (String, CaseRule, Ambiguity, bool);

/// The cases of which a form is the base form of nothing.
const OBLIQUE: [Case; 5] = [Case::Gen, Case::Dat, Case::Acc, Case::Ins, Case::Loc];

/// What one name is found by.
struct Made<'e> {
    name: &'e Name,
    /// Of its base form.
    base: Pattern,
    /// Of every form of the whole name.
    whole: HashSet<Pattern>,
    /// Of those that are no base form of anything: genitives, datives.
    oblique: HashSet<Pattern>,
    /// Of every form, initials and bare surnames too.
    all: HashSet<Pattern>,
}

/// Aliases of which the base form is a form of another name of the row, in the same language and relation.
pub(super) fn redundant_aliases(people: &PersonalNames, entry: &Entry) -> Vec<Diagnostic> {
    if entry.names.iter().all(|name| name.preferred) {
        return Vec::new();
    }
    let said = SaidOfSpellings::of(entry);
    let mut made: Vec<Made<'_>> =
        entry.names.iter().filter(|name| !name.flags.never).map(|name| Made::of(people, entry, name, &said)).collect();
    let mut diagnostics = Vec::new();
    // Of two that make each other the earlier one stays.
    for position in (0..made.len()).rev() {
        let alias = &made[position];
        let is_peer = |other: &&Made<'_>| {
            other.name.language == alias.name.language
                && other.name.relation == alias.name.relation
                && !std::ptr::eq(other.name, alias.name)
        };
        let maker = made.iter().filter(is_peer).find(|other| other.whole.contains(&alias.base));
        let Some(maker) = maker.filter(|_| !alias.name.preferred) else { continue };
        let peers: Vec<&Made<'_>> = made.iter().filter(is_peer).collect();
        let is_covered = alias.all.iter().all(|pattern| peers.iter().any(|peer| peer.all.contains(pattern)));
        let can_go = is_covered && says_nothing_of_others(alias.name, entry);
        let is_same = maker.base == alias.base;
        // Told when the row was read.
        if maker.name.text == alias.name.text {
            continue;
        }
        // What has forms or a surname of its own may be a name of its own: a genitive hardly is, unless its editor says how it declines.
        let looks_misplaced = maker.oblique.contains(&alias.base) && alias.name.flags.hints == Hints::default();
        if !can_go && !looks_misplaced {
            continue;
        }
        let (text, by) = (&alias.name.text, &maker.name.text);
        let code = if is_same { Code::EquivalentAlias } else { Code::RedundantAlias };
        let message = if is_same {
            format!("`{text}` is the same to the matcher as `{by}` of this row; it can go")
        } else if can_go {
            format!("`{text}` is a form of `{by}` of this row and found already; delete it")
        } else {
            format!("`{text}` is a form of `{by}` of this row and found already; delete it, or say how it declines")
        };
        let fix = can_go.then_some(Fix::DeleteName { column: alias.name.column });
        diagnostics.push(of_name(entry, alias.name, code, message).with_fix(fix));
        made.remove(position);
    }
    diagnostics
}

/// Whether the flags of a name say nothing that holds for other names of the row.
fn says_nothing_of_others(name: &Name, entry: &Entry) -> bool {
    let others = || entry.names.iter().filter(|other| !std::ptr::eq(*other, name));
    let flags = &name.flags;
    (flags.hints.gender.is_none() || others().any(|other| other.flags.hints.gender == flags.hints.gender))
        && (!flags.hints.family || others().any(|other| other.flags.hints.family))
        && (!flags.short || others().any(|other| other.flags.short))
}

impl<'e> Made<'e> {
    fn of(people: &PersonalNames, entry: &'e Entry, name: &'e Name, said: &SaidOfSpellings<'e>) -> Self {
        let of_name = said.of_name(name);
        let policy = case_policy(entry, name, of_name.letter_case);
        let pattern = |text: &str, paradigm: Option<&Paradigm>| {
            let words = Words::new(text);
            let alone = !paradigm.map_or(said.of_name(name).context, |paradigm| said.needs_context(name, paradigm));
            let ambiguity = people.ambiguity(entry, name, &words);
            (words.whole_key(), CaseRule::new(&words, policy), ambiguity, alone)
        };
        let (mut whole, mut oblique, mut all) = (HashSet::new(), HashSet::new(), HashSet::new());
        for paradigm in
            paradigms(entry, name, morph::Options::default()).0.iter().filter(|paradigm| is_worth_finding(paradigm))
        {
            for form in paradigm.forms.iter().filter(|form| !is_english_possessive(name, form)) {
                let pattern = pattern(&form.text, Some(paradigm));
                if matches!(paradigm.variant, Variant::Full | Variant::Reordered) {
                    whole.insert(pattern.clone());
                    if OBLIQUE.iter().any(|case| form.features.has_case(*case)) && !form.features.has_case(Case::Nom) {
                        oblique.insert(pattern.clone());
                    }
                }
                all.insert(pattern);
            }
        }
        let base = pattern(&name.text, None);
        oblique.remove(&base);
        Self { name, base, whole, oblique, all }
    }
}
