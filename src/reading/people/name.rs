//! A name that the grammar reads, and how much speaks for it.

use std::ops::Range;

use super::slots::Slots;

/// What a unit is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A given name.
    Given,
    /// A patronymic.
    Patronymic,
    /// A surname, or one of two.
    Surname,
    /// An initial.
    Initial,
    /// Particles, numerals, nicknames and further foreign names, which stand as they are.
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
    /// Two words that nothing is known of but that one of them looks like a name, or a title stands before.
    Two,
    /// Initials and a surname of the lists or of the shape.
    Initials,
    /// Initials and a word that nothing else is known of.
    InitialsAndUnknown,
    /// A lone name that an office or a title stands before.
    Titled,
    /// A lone name that the document has in full elsewhere.
    Repeated,
    /// A lone name beside a verb of saying.
    Told,
    /// A lone surname in mid-sentence.
    Lone,
    /// A lone given name in mid-sentence.
    LoneGiven,
    /// A lone given name that is no common word, at the start of a sentence.
    IdleGiven,
}

impl Grade {
    /// The grade in explanations.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full name",
            Self::Shaped => "given name and the ending of a surname",
            Self::GivenAndUnknown => "given name and an unknown word",
            Self::Two => "two words like a name",
            Self::Initials => "initials and a surname",
            Self::InitialsAndUnknown => "initials and an unknown word",
            Self::Titled => "title before it",
            Self::Repeated => "full name elsewhere",
            Self::Told => "verb or title beside it",
            Self::Lone => "lone surname in mid-sentence",
            Self::LoneGiven => "lone given name in mid-sentence",
            Self::IdleGiven => "lone given name at the start of a sentence",
        }
    }
}
