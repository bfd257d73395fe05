//! What one surface form stands for where it stands.

use std::ops::Range;

use super::evidence::{Evidence, EvidenceSet};
use super::score::MatchKind;
use super::surroundings::{Surroundings, is_locative};
use super::trail::DropReason;
use super::{Layer, Reading};
use crate::gazetteer::{Entry, Name, Relation};
use crate::lexicon::{Form, PersonalNames, is_place};
use crate::matcher::Admission;
use crate::morph::Variant;
use crate::text::{Word, WordCase, Words};

/// As many people, or as great a weight, make a place or organisation one that a bare name means sooner than a person.
const WELL_KNOWN: f64 = 1_000_000.0;
/// As many people make a place one that a bare name may well mean.
const KNOWN: f64 = 500_000.0;

/// A surface form that stands in the text.
pub(super) struct Found<'t> {
    /// The words of the form.
    pub(super) range: Range<usize>,
    /// Those of them that are the name itself.
    pub(super) mention: Range<usize>,
    /// What the name itself covers.
    pub(super) text: &'t str,
}

impl Found<'_> {
    /// What a form stands for here.
    ///
    /// # Errors
    ///
    /// When the letters, or the words around, say that it is something else.
    pub(super) fn reading(
        &self,
        words: &Words<'_>,
        language: &str,
        names: &Layer<'_>,
        position: u32,
        form: &Form,
    ) -> Result<Reading, DropReason> {
        let entry = names.entry(position);
        let covered = &words.as_slice()[self.range.clone()];
        let admission = names.segment.lexicon.rule(form).admits(covered, words.has_capitals());
        if admission == Admission::Refused {
            return Err(DropReason::LetterCase);
        }
        let is_surname = matches!(form.variant, Variant::Surname | Variant::Family);
        let could_be_a_persons = is_surname || form.ambiguity.is_personal();
        if could_be_a_persons && self.is_anothers(words, names.personal_names, is_surname) {
            return Err(DropReason::OfAnotherName);
        }
        let name = &entry.names[usize::from(form.name)];
        let lemma = names.segment.lexicon.lemma(form, name);
        if lemma.ends_with('+') && !words.text()[covered[covered.len() - 1].span.end..].starts_with('+') {
            return Err(DropReason::SignMissing);
        }
        let kind = match form.variant {
            _ if is_surname && form.needs_context => MatchKind::Coreference,
            Variant::Initials => MatchKind::Abbreviated,
            _ if self.text == lemma => MatchKind::Exact,
            _ if !form.is_base => MatchKind::Inflected,
            _ => MatchKind::Normalized,
        };
        let doubts = self.doubts(words, language, entry, name, form);
        let evidence = self
            .circumstances(words, language, entry, name, kind)
            .with_if(Evidence::WithoutCapitals, admission == Admission::WithoutCapitals)
            .union(doubts);
        let is_doubtful = doubts != EvidenceSet::default();
        // An editor who asks for context is answered by a word beside the name as well: «город Сатпаев».
        let needs_context = form.needs_context
            && !(is_place(entry) && !is_surname && Surroundings::of(words, &self.mention).has_place_word());
        let entity = (names.list, position);
        Ok(Reading {
            entity,
            layer: 0,
            form: *form,
            kind,
            score: evidence.score(),
            evidence,
            is_doubtful,
            needs_context,
            rule: None,
        })
    }

    /// Evidence that every reading has.
    fn circumstances(
        &self,
        words: &Words<'_>,
        language: &str,
        entry: &Entry,
        name: &Name,
        kind: MatchKind,
    ) -> EvidenceSet {
        let covered = &words.as_slice()[self.range.clone()];
        let is_single_word = covered.len() == 1;
        let what = match &*entry.entity_type {
            "PERSON" => Evidence::Person,
            _ if is_place(entry) => Evidence::Place,
            _ => Evidence::Organization,
        };
        let in_capitals = covered.iter().all(|word| word.in_capitals_line || word.case == WordCase::Caseless);
        EvidenceSet::default()
            .with(what)
            .with_if(Evidence::SeveralWords, !is_single_word)
            .with_if(Evidence::Normalized, kind == MatchKind::Normalized)
            .with_if(Evidence::Inflected, kind == MatchKind::Inflected)
            .with_if(Evidence::Abbreviated, kind == MatchKind::Abbreviated)
            .with_if(Evidence::SurnameAlone, kind == MatchKind::Coreference)
            .with_if(Evidence::Adjective, name.relation == Relation::Adjective)
            .with_if(Evidence::Demonym, name.relation == Relation::Demonym)
            .with_if(Evidence::OtherLanguage, !language.is_empty() && &*name.language != language)
            .with_if(
                Evidence::BeginsSentence,
                is_single_word && covered[0].begins_sentence && name.relation == Relation::Name,
            )
            .with_if(Evidence::InCapitals, is_single_word && in_capitals)
    }

    /// What speaks for something else, and what speaks against that; nothing where there is no doubt.
    fn doubts(&self, words: &Words<'_>, language: &str, entry: &Entry, name: &Name, form: &Form) -> EvidenceSet {
        let word = &words.as_slice()[self.mention.start];
        let ambiguity = form.ambiguity;
        let is_other_script = self.is_in_other_script(words, language, entry, form);
        let capitals_say_nothing = word.in_capitals_line || !words.has_capitals();
        if ambiguity.is_acronym() && !is_other_script {
            // Capitals tell «US» from «us», but not where all is in capitals.
            return EvidenceSet::default().with_if(Evidence::AcronymInCapitals, capitals_say_nothing);
        }
        let surroundings = Surroundings::of(words, &self.mention);
        let is_quoted = is_place(entry) && name.relation == Relation::Name && surroundings.is_quoted();
        if ambiguity.is_none() && !is_other_script && !is_quoted {
            return EvidenceSet::default();
        }
        let capital_says_nothing = word.begins_sentence || capitals_say_nothing || word.case == WordCase::Upper;
        let is_well_known = &*entry.entity_type == "COUNTRY" || entry.weight >= WELL_KNOWN || !is_place(entry);
        let says_place = is_place(entry);
        EvidenceSet::default()
            .with_if(Evidence::OtherScript, is_other_script)
            .with_if(Evidence::Quoted, is_quoted)
            .with_if(Evidence::CommonWord, ambiguity.is_common())
            .with_if(Evidence::CommonWordBeginsSentence, ambiguity.is_common() && capital_says_nothing)
            .with_if(Evidence::CommonWordOfCountry, ambiguity.is_common() && &*entry.entity_type == "COUNTRY")
            .with_if(Evidence::PersonalName, ambiguity.is_personal())
            .with_if(Evidence::PersonalNameBeginsSentence, ambiguity.is_personal() && capital_says_nothing)
            .with_if(Evidence::WellKnown, ambiguity.is_personal() && is_well_known)
            .with_if(Evidence::Known, ambiguity.is_personal() && !is_well_known && entry.weight >= KNOWN)
            .with_if(Evidence::NameBeside, ambiguity.is_personal() && surroundings.has_name_beside())
            .with_if(Evidence::PlaceWord, says_place && surroundings.has_place_word())
            .with_if(Evidence::PlacePreposition, says_place && surroundings.has_place_preposition())
            .with_if(Evidence::Locative, says_place && is_locative(&name.language, form.features))
    }

    /// Whether one word in Latin letters in a Russian or Kazakh text is hardly the place of that name: who means London writes
    /// «Лондон», and «London» is a part of the name of something else.
    fn is_in_other_script(&self, words: &Words<'_>, language: &str, entry: &Entry, form: &Form) -> bool {
        let [word] = &words.as_slice()[self.range.clone()] else { return false };
        matches!(language, "ru" | "kk")
            && is_place(entry)
            && word.case != WordCase::Upper
            && form.variant == Variant::Full
            && words.folded(word).starts_with(|letter: char| letter.is_ascii_alphabetic())
    }

    /// Whether the words are the surname of somebody else: «В. Лукашенко» is another than «А. Лукашенко», «Андрей Вучич» another
    /// than «Александр Вучич». The person's own given names and initials are forms of their own, which are longer.
    fn is_anothers(&self, words: &Words<'_>, personal_names: &PersonalNames, is_surname: bool) -> bool {
        let all = words.as_slice();
        let first = &all[self.range.start];
        let gap = words.gap(first);
        let before = self.range.start.checked_sub(1).map(|index| &all[index]);
        let on_one_line = |word: &Word| !words.text()[word.span.end..first.span.start].contains('\n');
        let has_initial_before =
            before.is_some_and(|word| word.is_initial() && gap.starts_with('.') && on_one_line(word));
        let has_given_name_before = is_surname
            && gap == " "
            && before.is_some_and(|word| word.capitals & 1 != 0 && personal_names.is_given_name(words.folded(word)));
        has_initial_before || has_given_name_before || (is_surname && self.has_initials_behind(words))
    }

    /// Whether initials stand behind the words, and no other surname behind those: «Вучич В. И. сказал».
    fn has_initials_behind(&self, words: &Words<'_>) -> bool {
        let all = words.as_slice();
        let is_initial = |word: &Word| word.is_initial() && words.text()[word.span.end..].starts_with('.');
        let initials = all[self.range.end..].iter().take_while(|word| is_initial(word)).count();
        let follows = all.get(self.range.end).is_some_and(|word| words.gap(word) == " ");
        let behind = all.get(self.range.end + initials);
        let is_before_a_name = behind.is_some_and(|word| words.gap(word).starts_with('.') && word.capitals & 1 != 0);
        initials >= 1 && follows && !is_before_a_name
    }
}
