//! How to score: which types are told apart, which of nested spans count, which are passed over.

/// Which types are told apart; others are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TypeMap {
    /// PER, LOC (countries, cities, regions and the rest), ORG.
    #[default]
    Coarse,
    /// PERSON, ORG, COUNTRY, CITY.
    Fine,
}

/// Which of nested annotated spans count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nesting {
    /// The outermost of the scored types.
    #[default]
    Outermost,
    /// All.
    All,
}

/// How to score.
#[derive(Clone, Debug, Default)]
pub struct Scoring {
    /// Which types are told apart.
    pub types: TypeMap,
    /// Which nested spans count.
    pub nesting: Nesting,
    /// Annotated spans with one of these flags are neither wanted nor punished.
    pub skipped_flags: Vec<String>,
}

impl TypeMap {
    /// The type that a type is scored as; `None` when it is ignored.
    pub fn scored(self, entity_type: &str) -> Option<&'static str> {
        match (self, entity_type) {
            (Self::Coarse, "PERSON" | "PER") => Some("PER"),
            (Self::Coarse, "COUNTRY" | "CITY" | "REGION" | "DISTRICT" | "GPE" | "LOC" | "LOCATION") => Some("LOC"),
            (Self::Coarse | Self::Fine, "ORG" | "ORGANIZATION") => Some("ORG"),
            (Self::Fine, "PERSON" | "PER") => Some("PERSON"),
            (Self::Fine, "COUNTRY") => Some("COUNTRY"),
            (Self::Fine, "CITY") => Some("CITY"),
            _ => None,
        }
    }

    /// The type that an annotated span is scored as.
    pub(super) fn scored_gold(self, span: &super::GoldSpan) -> Option<&'static str> {
        let fine = span.fine.as_deref().filter(|_| self == Self::Fine).and_then(|fine| self.scored(fine));
        fine.or_else(|| self.scored(&span.entity_type))
    }
}
