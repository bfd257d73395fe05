//! Words that say what kind of place the name beside them is of, by language, with all their forms.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::morph::{self, Hints, Language, NameKind};
use crate::text::Words;

/// What kind of place a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A state, of today or of the past.
    State,
    /// A town or a village.
    Settlement,
    /// A part of a country.
    Region,
    /// Anything else on the map.
    Landform,
}

impl Kind {
    /// The entity type of such a place.
    pub(super) const fn entity_type(self) -> &'static str {
        match self {
            Self::State => "COUNTRY",
            Self::Settlement => "CITY",
            Self::Region => "REGION",
            Self::Landform => "LOCATION",
        }
    }
}

/// Where the name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// Behind the word: «село Сростки».
    Behind,
    /// Before it, as an adjective that belongs to the name: «Знаменский район».
    Adjective,
    /// Before it: «Қарасай ауданы».
    Before,
    /// Before it, and the word belongs to the name: "Oxford County".
    BeforeWithWord,
}

const RUSSIAN: [(Side, Kind, &str); 3] = [
    (Side::Behind, Kind::Settlement, "село деревня посёлок станица хутор аул город городок кишлак аил"),
    (Side::Behind, Kind::Region, "провинция префектура штат графство департамент кантон уезд"),
    (
        Side::Behind,
        Kind::Landform,
        "остров полуостров река озеро гора вулкан мыс залив пролив водохранилище ущелье хребет перевал ледник урочище",
    ),
];

/// Adjectives make a name with these.
const RUSSIAN_WITH_ADJECTIVE: [(Kind, &str); 2] = [
    (Kind::Region, "район область округ край сельсовет уезд улус губерния"),
    (Kind::Landform, "залив пролив хребет полуостров заповедник"),
];

/// Stems of the words with the possessive of the third person; any ending may follow.
const KAZAKH: [(Kind, &str); 3] = [
    (Kind::Settlement, "қаласы ауылы аулы кенті селосы станциясы"),
    (Kind::Region, "ауданы провинциясы штаты префектурасы графтығы округі облысы"),
    (Kind::Landform, "өзені көлі тауы аралы шатқалы асуы жанартауы"),
];

const ENGLISH_BEFORE: [(Kind, &str); 2] = [
    (Kind::Region, "county province district prefecture township parish"),
    (Kind::Landform, "river island islands bay peninsula mountains valley"),
];

const ENGLISH_BEHIND: [(Kind, &str); 1] = [(Kind::Landform, "lake mount cape")];

const ABBREVIATIONS: [(Kind, &str); 1] = [(Kind::Settlement, "г пос дер")];

/// Endings of the words of [`KAZAKH`], cases of a possessive.
const KAZAKH_ENDINGS: [&str; 13] =
    ["", "ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі"];

/// What a word says of the name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KindWord {
    /// Where the name stands.
    pub(super) side: Side,
    /// What it names.
    pub(super) kind: Kind,
    /// The word in the base form.
    pub(super) noun: &'static str,
}

/// Which words say what kind of place the name beside them is of.
pub(super) struct Kinds {
    by_form: HashMap<String, Vec<KindWord>, ahash::RandomState>,
}

impl Kinds {
    /// The words of all languages.
    pub(super) fn get() -> &'static Self {
        static KINDS: OnceLock<Kinds> = OnceLock::new();
        KINDS.get_or_init(Self::new)
    }

    /// What a folded word says, if it is one of them.
    pub(super) fn of(&self, folded: &str) -> &[KindWord] {
        self.by_form.get(folded).map_or(&[], Vec::as_slice)
    }

    fn new() -> Self {
        let mut kinds = Self { by_form: HashMap::default() };
        let with_adjective = RUSSIAN_WITH_ADJECTIVE.map(|(kind, list)| (Side::Adjective, kind, list));
        for (side, kind, list) in RUSSIAN.into_iter().chain(with_adjective) {
            for noun in list.split_ascii_whitespace() {
                for form in &russian_forms(noun) {
                    kinds.add(form, KindWord { side, kind, noun });
                }
            }
        }
        for (kind, list) in KAZAKH {
            for noun in list.split_ascii_whitespace() {
                let word = KindWord { side: Side::Before, kind, noun };
                for ending in KAZAKH_ENDINGS {
                    kinds.add(&format!("{noun}{ending}"), word);
                }
            }
        }
        let english_before = ENGLISH_BEFORE.map(|(kind, list)| (Side::BeforeWithWord, kind, list));
        let behind = ENGLISH_BEHIND.into_iter().chain(ABBREVIATIONS).map(|(kind, list)| (Side::Behind, kind, list));
        for (side, kind, list) in english_before.into_iter().chain(behind) {
            list.split_ascii_whitespace().for_each(|noun| kinds.add(noun, KindWord { side, kind, noun }));
        }
        kinds
    }

    fn add(&mut self, form: &str, word: KindWord) {
        let of_form = self.by_form.entry(Words::new(form).whole_key()).or_default();
        if !of_form.iter().any(|other| (other.side, other.kind) == (word.side, word.kind)) {
            of_form.push(word);
        }
    }
}

fn russian_forms(word: &str) -> Vec<String> {
    let (paradigms, _) = morph::expand(Language::Russian, NameKind::Organization, word, &Hints::default());
    paradigms.into_iter().flat_map(|paradigm| paradigm.forms).map(|form| form.text).collect()
}
