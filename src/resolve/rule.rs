//! By which rule something was read that no gazetteer lists. It decides nothing: explanations tell it.

use std::ops::Range;

/// A rule. Where it goes by words of the text, it says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A person, by what speaks for the name.
    Person(&'static str),
    /// An organisation, by the words for one in its name.
    Organisation(At),
    /// An organisation that has an acronym in brackets beside it.
    BesideAcronym,
    /// A place, by the word for its kind.
    Place(At),
    /// A place that such a word tells elsewhere in the document.
    PlaceElsewhere,
    /// A part of a place, by the word for it beside the place's name.
    PartOfPlace,
    /// An event, by the word for it beside a place.
    Event(At),
    /// The one organisation of the document that bare words for organisations can mean.
    OnlyOne(At),
    /// A short name that the document introduces.
    ShortName,
}

/// Words of the text, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    start: u32,
    end: u32,
}

impl At {
    /// The words.
    pub(crate) fn words(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for At {
    fn from(words: Range<usize>) -> Self {
        Self { start: words.start as u32, end: words.end as u32 }
    }
}

/// One word.
impl From<usize> for At {
    fn from(word: usize) -> Self {
        (word..word + 1).into()
    }
}
