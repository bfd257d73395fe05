//! Evidence: what speaks for and against a reading, each with a name and a weight, and the score that it comes to.
//!
//! Weights are log-odds and are added: the score of a reading is the logistic function of their sum, the probability that the place
//! names the entity. `docs/READING.md` says how they were measured.

/// One thing that speaks for or against a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Evidence {
    /// The name of a place stands in the text.
    Place,
    /// The name of a person does.
    Person,
    /// The name of something else does.
    Organization,
    /// It is in more than one word.
    SeveralWords,
    /// Letter case, spelling or signs differ from the name.
    Normalized,
    /// It is in an inflected form.
    Inflected,
    /// Given names are initials.
    Abbreviated,
    /// It is a surname alone.
    SurnameAlone,
    /// It is an adjective made of the name.
    Adjective,
    /// It is a word for the people of the place.
    Demonym,
    /// The name is of another language than the text.
    OtherLanguage,
    /// A name in Latin letters stands in a text in Cyrillic ones.
    OtherScript,
    /// A capital that the start of a sentence asks for says nothing of one word.
    BeginsSentence,
    /// Capitals in a line of capitals say nothing of one word.
    InCapitals,
    /// The text has no capitals.
    WithoutCapitals,
    /// The form is also a common word.
    CommonWord,
    /// The form is also a common word, and begins a sentence.
    CommonWordBeginsSentence,
    /// The form is also a common word, and the name of a country.
    CommonWordOfCountry,
    /// The form is also a given name or surname.
    PersonalName,
    /// The form is also a given name or surname, and begins a sentence.
    PersonalNameBeginsSentence,
    /// It is an acronym that is also a word, and capitals say nothing here.
    AcronymInCapitals,
    /// What could be a person's name is that of a country, or of a place or organisation of great weight.
    WellKnown,
    /// What could be a person's name is that of a place of some weight.
    Known,
    /// What could be a person's name has another name beside it: «Владимир Иванов».
    NameBeside,
    /// A word before or behind says that it is a place: «город Владимир», «Семей қаласы».
    PlaceWord,
    /// A preposition stands before it that places have: «во Владимире», "from Paris".
    PlacePreposition,
    /// It is in the Kazakh locative: «Семейде».
    Locative,
    /// It stands in a row with another place: «Ташкент, Ош и Сатпаев».
    AmongPlaces,
    /// The document names the country of the place, or another place of it.
    SameCountry,
    /// The document names the entity in a way that leaves no doubt.
    NamedElsewhere,
    /// A place stands alone in quotes, as names of brands and works do: «Сарыарқа».
    Quoted,
    /// A word with a capital beside it makes a longer name of it: "Reclaim Australia".
    LongerName,
    /// An English text names the place.
    EnglishPlace,
    /// An English text names the organisation.
    EnglishOrganization,
    /// A Kazakh text names the place.
    KazakhPlace,
    /// A Kazakh text names the place without an ending, so that it may belong to the word behind it.
    KazakhPlaceBare,
    /// A Kazakh text names the place before a word with a capital: «Қазақстан Президенті».
    KazakhPlaceBeforeCapital,
    /// A Kazakh text names the organisation.
    KazakhOrganization,
}

impl Evidence {
    /// All evidence, in the order of the enumeration, with its name for people and its weight.
    const TABLE: [(Self, &'static str, f32); 38] = [
        (Self::Place, "place", 3.5),
        (Self::Person, "person", 3.5),
        (Self::Organization, "organization", 2.5),
        (Self::SeveralWords, "several words", 0.7),
        (Self::Normalized, "normalized", -0.3),
        (Self::Inflected, "inflected", -0.1),
        (Self::Abbreviated, "abbreviated", -0.8),
        (Self::SurnameAlone, "surname alone", -0.8),
        (Self::Adjective, "adjective", -0.5),
        (Self::Demonym, "demonym", -0.5),
        (Self::OtherLanguage, "name of another language", -0.2),
        (Self::OtherScript, "name in another script", -4.5),
        (Self::BeginsSentence, "begins a sentence", -0.5),
        (Self::InCapitals, "in a line of capitals", -0.8),
        (Self::WithoutCapitals, "text without capitals", -2.0),
        (Self::CommonWord, "also a common word", -1.3),
        (Self::CommonWordBeginsSentence, "also a common word, begins a sentence", -3.0),
        (Self::CommonWordOfCountry, "also a common word, name of a country", 1.8),
        (Self::PersonalName, "also a personal name", -4.6),
        (Self::PersonalNameBeginsSentence, "also a personal name, begins a sentence", -1.5),
        (Self::AcronymInCapitals, "also a word in a line of capitals", -4.0),
        (Self::WellKnown, "well known", 3.8),
        (Self::Known, "known", 1.5),
        (Self::NameBeside, "beside another name", -3.5),
        (Self::PlaceWord, "beside a word for places", 4.5),
        (Self::PlacePreposition, "behind a preposition of places", 2.5),
        (Self::Locative, "locative", 2.5),
        (Self::AmongPlaces, "among places", 3.0),
        (Self::SameCountry, "its country is named", 1.0),
        (Self::NamedElsewhere, "named elsewhere", 5.0),
        (Self::Quoted, "alone in quotes", -6.0),
        (Self::LongerName, "part of a longer name", -12.0),
        (Self::EnglishPlace, "place in an English text", -1.7),
        (Self::EnglishOrganization, "organization in an English text", -0.7),
        (Self::KazakhPlace, "place in a Kazakh text", -1.2),
        (Self::KazakhPlaceBare, "place without an ending in a Kazakh text", -0.5),
        (Self::KazakhPlaceBeforeCapital, "place before a capital in a Kazakh text", -1.0),
        (Self::KazakhOrganization, "organization in a Kazakh text", -1.5),
    ];

    /// What it is, for people to read.
    pub(crate) const fn as_str(self) -> &'static str {
        Self::TABLE[self as usize].1
    }

    /// What it adds to the log-odds of a reading.
    pub(crate) const fn weight(self) -> f32 {
        Self::TABLE[self as usize].2
    }
}

/// The evidence of a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct EvidenceSet(u64);

impl EvidenceSet {
    /// The set with this evidence.
    #[must_use]
    pub(crate) const fn with(self, evidence: Evidence) -> Self {
        Self(self.0 | 1 << evidence as u8)
    }

    /// The set with this evidence where it holds.
    #[must_use]
    pub(crate) fn with_if(self, evidence: Evidence, holds: bool) -> Self {
        if holds { self.with(evidence) } else { self }
    }

    /// The evidence of both sets.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the evidence is there.
    pub(crate) const fn contains(self, evidence: Evidence) -> bool {
        self.0 >> evidence as u8 & 1 != 0
    }

    /// The evidence, in the order of [`Evidence`].
    pub(crate) fn iter(self) -> impl Iterator<Item = Evidence> {
        Evidence::TABLE.into_iter().map(|(evidence, ..)| evidence).filter(move |evidence| self.contains(*evidence))
    }

    /// The probability that it comes to, in (0, 1).
    pub(crate) fn score(self) -> f32 {
        let mut log_odds = 0.0;
        let mut rest = self.0;
        while rest != 0 {
            log_odds += Evidence::TABLE[rest.trailing_zeros() as usize].2;
            rest &= rest - 1;
        }
        1.0 / (1.0 + f32::exp(-log_odds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enumeration() {
        for (position, (evidence, ..)) in Evidence::TABLE.iter().enumerate() {
            assert_eq!(*evidence as usize, position);
        }
    }

    #[test]
    fn a_set_holds_what_it_was_given_and_adds_it_up() {
        let set = EvidenceSet::default().with(Evidence::Place).with(Evidence::NamedElsewhere);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Evidence::Place, Evidence::NamedElsewhere]);
        let log_odds = f32::ln(set.score() / (1.0 - set.score()));
        let sum = Evidence::Place.weight() + Evidence::NamedElsewhere.weight();
        assert!((log_odds - sum).abs() < 1e-2, "{log_odds} instead of {sum}");
        assert!((EvidenceSet::default().score() - 0.5).abs() < 1e-6);
    }
}
