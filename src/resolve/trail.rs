//! The trail: what was found and then dropped, kept where someone asks why.

use std::collections::HashSet;
use std::ops::Range;

use super::evidence::EvidenceSet;
use super::score::MatchKind;
use super::{EntityKey, Place, Reading};
use crate::lexicon::Form;

/// Why something that was found does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// It is a part of a longer word: «Нур» of «Нур-Султан».
    PartialWord,
    /// It stands in a web address.
    InAddress,
    /// Its letters are not those that the name asks for: «мир» is not «Мир».
    LetterCase,
    /// A sign behind the name is missing in the text: «ОПЕК» is not «ОПЕК+».
    SignMissing,
    /// It is a part of somebody else's name: «В. Лукашенко» is not «А. Лукашенко».
    OfAnotherName,
    /// It counts only in a document that names the entity in another way too, and this one does not.
    ContextMissing,
    /// It is the surname of several people whom the document names.
    SharedSurname,
    /// It could be something else, and more speaks against it than for it.
    Unlikely,
    /// A generic word beside it says that it is another entity: «город Гонконг» is not the country.
    GenericWord,
    /// A mention covers it that is longer or stands before it.
    Covered,
    /// Its score is below the least that the options ask for.
    LowScore,
    /// It is among the texts that the options exclude.
    Excluded,
    /// It is a bare surname, and the options leave those out.
    CoreferenceOff,
    /// The options leave its gazetteer out.
    GazetteerNotAsked,
    /// The options leave its entity type out.
    TypeNotAsked,
    /// The options leave out what stands in its relation to an entity.
    RelationNotAsked,
    /// Other entities are likelier here, and the options ask for no more candidates.
    Outranked,
}

impl DropReason {
    /// The reason in the output of the command line; on the wire it has the same name in capitals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PartialWord => "partial_word",
            Self::InAddress => "in_address",
            Self::LetterCase => "case_mismatch",
            Self::SignMissing => "sign_missing",
            Self::OfAnotherName => "other_name",
            Self::ContextMissing => "context_missing",
            Self::SharedSurname => "shared_surname",
            Self::Unlikely => "unlikely",
            Self::GenericWord => "generic_word",
            Self::Covered => "overlapped",
            Self::LowScore => "low_score",
            Self::Excluded => "excluded",
            Self::CoreferenceOff => "coreference_disabled",
            Self::GazetteerNotAsked => "gazetteer_not_requested",
            Self::TypeNotAsked => "type_not_requested",
            Self::RelationNotAsked => "relation_not_requested",
            Self::Outranked => "outranked",
        }
    }
}

/// A reading that was dropped.
#[derive(Clone, Debug)]
pub(crate) struct Dropped {
    /// The words that it would have covered.
    pub(crate) words: Range<usize>,
    /// The reading; one that was dropped before anything was weighed has no evidence and the score 0.
    pub(crate) reading: Reading,
    /// Why.
    pub(crate) reason: DropReason,
}

/// What was dropped on the way, where someone asks for it.
#[derive(Clone, Debug)]
pub(crate) enum Trail {
    /// Nobody does.
    Off,
    /// All of it so far.
    On(Vec<Dropped>),
}

impl Trail {
    /// Notes what was dropped at some words. `what` is not called where nobody asks.
    pub(crate) fn drop<R>(&mut self, reason: DropReason, what: impl FnOnce() -> R)
    where
        R: IntoIterator<Item = (Range<usize>, Reading)>,
    {
        if let Self::On(all) = self {
            all.extend(what().into_iter().map(|(words, reading)| Dropped { words, reading, reason }));
        }
    }

    /// Reads what no gazetteer lists, which may take places away, and notes those: they are parts of other names.
    pub(crate) fn watch(&mut self, places: &mut Vec<Place>, read: impl FnOnce(&mut Vec<Place>)) {
        let before = if let Self::On(_) = self { places.clone() } else { Vec::new() };
        read(places);
        let left: HashSet<Range<usize>> =
            if before.is_empty() { HashSet::new() } else { places.iter().map(|place| place.words.clone()).collect() };
        for place in before.iter().filter(|place| !left.contains(&place.words)) {
            self.drop(DropReason::OfAnotherName, || place.all());
        }
    }

    /// Notes a reading that does not count; for `retain`, says whether it does.
    pub(crate) fn keeps(&mut self, counts: bool, reason: DropReason, words: &Range<usize>, reading: &Reading) -> bool {
        if !counts {
            self.drop(reason, || [(words.clone(), reading.clone())]);
        }
        counts
    }
}

impl Reading {
    /// A reading of a form that was dropped before anything was weighed.
    pub(super) fn unweighed(entity: EntityKey, layer: usize, form: &Form) -> Self {
        let kind = if form.is_base { MatchKind::Exact } else { MatchKind::Inflected };
        Self {
            entity,
            layer,
            form: *form,
            kind,
            score: 0.0,
            evidence: EvidenceSet::default(),
            is_doubtful: false,
            needs_context: form.needs_context,
            rule: None,
        }
    }
}
