//! What one word can be in a name: a given name, a patronymic, a surname, and of which base form.

use super::kazakh;
use super::russian::{self, Base, Class};
use super::slots::Slots;
use crate::lexicon::is_common_word_of;
use crate::lexicon::names::{Bearers, GivenName, Languages, Names, Surname};
use crate::morph::Language;

/// What speaks for a sense of a word, the strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// A capital and nothing else.
    Unknown,
    /// The document has the base form elsewhere.
    Attested,
    /// The lists have it, and it is a common word too.
    Common,
    /// It ends as such names do.
    Shaped,
    /// The lists have it.
    Listed,
}

impl Evidence {
    /// What the ending of a surname that is a common word too says.
    fn of_shape(base: &str, class: Class, language: Language) -> Self {
        if is_shaped(base, class, language) { Self::Shaped } else { Self::Common }
    }
}

/// One reading of a word.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    /// The base form, folded; of surnames the masculine one.
    pub(super) base: String,
    /// In which genders and cases the word stands then.
    pub(super) slots: Slots,
    /// What speaks for it.
    pub(super) evidence: Evidence,
    /// How the base declines.
    pub(super) class: Class,
}

impl Sense {
    /// Brings the first half of a double surname into the base form too: «Салтыкова-Щедрина» is of «Салтыков-Щедрин».
    fn decline_first_half(&mut self, language: Language) {
        let Some((first, rest)) = self.base.split_once('-') else { return };
        if language != Language::Russian || self.slots == Slots::ONE {
            return;
        }
        let mut base = None;
        russian::bases(first, |half| {
            let is_surname = half.class != Class::Still && is_shaped(&half.text, half.class, language);
            if is_surname && !half.slots.and(self.slots).is_empty() {
                base.get_or_insert(half.text);
            }
        });
        if let Some(base) = base {
            self.base = format!("{base}-{rest}");
        }
    }
}

/// All readings of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Senses {
    /// As a given name; only of the lists.
    pub(super) given: Vec<Sense>,
    /// As a patronymic.
    pub(super) patronymic: Vec<Sense>,
    /// As a surname, the likeliest first. Every word may be one.
    pub(super) surname: Vec<Sense>,
    /// Whether the form is a common word.
    pub(super) is_common: bool,
}

/// The pairs of gender and case of some readings.
pub(super) fn slots(senses: &[Sense]) -> Slots {
    senses.iter().fold(Slots::default(), |all, sense| all.or(sense.slots))
}

/// The strongest evidence among some readings.
pub(super) fn evidence(senses: &[Sense]) -> Option<Evidence> {
    senses.iter().map(|sense| sense.evidence).max()
}

/// The strongest reading that can stand in one of the slots.
pub(super) fn best(senses: &[Sense], slots: Slots) -> Option<&Sense> {
    let fitting = senses.iter().filter(|sense| !sense.slots.and(slots).is_empty());
    fitting.reduce(|best, sense| if sense.evidence > best.evidence { sense } else { best })
}

impl Senses {
    /// The readings of a folded word, with the hyphens inside it.
    pub(super) fn of(word: &str, language: Language) -> Self {
        let mut senses = Self { is_common: is_common_word_of(language, word), ..Self::default() };
        let mut looks = Looks::default();
        match language {
            Language::Russian => {
                russian::bases(word, |base| senses.add(base, language, &mut looks));
                for (base, slots) in russian::patronymics(word) {
                    senses.patronymic.push(Sense { base, slots, evidence: Evidence::Shaped, class: Class::Still });
                }
            }
            Language::Kazakh => {
                kazakh::bases(word, |base| senses.add(base, language, &mut looks));
                kazakh::patronymics(word, |base, slots| {
                    let base = base.to_owned();
                    senses.patronymic.push(Sense { base, slots, evidence: Evidence::Shaped, class: Class::Still });
                });
            }
            Language::English | Language::Other => {
                senses.add(
                    Base { text: word.to_owned(), class: Class::Still, slots: Slots::ONE },
                    language,
                    &mut looks,
                );
            }
        }
        senses.add_double_given(word, language);
        senses.surname.iter_mut().for_each(|sense| sense.decline_first_half(language));
        // Of readings of equal evidence the one that is written as it stands comes first.
        senses.surname.sort_by_key(|sense| (std::cmp::Reverse(sense.evidence), sense.base != word));
        senses
    }

    /// Adds the readings of a given name of two, of which the lists have each: «Анне-Марии».
    fn add_double_given(&mut self, word: &str, language: Language) {
        let Some((first, second)) = word.split_once('-').filter(|_| self.given.is_empty()) else { return };
        let (first, second) = (Self::of(first, language).given, Self::of(second, language).given);
        for one in &first {
            for other in &second {
                let slots = match language {
                    Language::Kazakh => one.slots.nominative_genders().and(other.slots),
                    _ => one.slots.and(other.slots),
                };
                if !slots.is_empty() {
                    let base = format!("{}-{}", one.base, other.base);
                    let evidence = one.evidence.min(other.evidence);
                    self.given.push(Sense { base, slots, evidence, class: other.class });
                }
            }
        }
    }

    /// These, with readings of which the document has the base form elsewhere before those of which nothing is known; `None` when
    /// there is no such reading.
    pub(super) fn with_attested(&self, word: &str, is_in_text: impl Fn(&str) -> bool) -> Option<Self> {
        let is_attested =
            |sense: &Sense| sense.evidence == Evidence::Unknown && sense.base != word && is_in_text(&sense.base);
        self.surname.iter().any(is_attested).then(|| {
            let mut senses = self.clone();
            for sense in senses.surname.iter_mut().filter(|sense| is_attested(sense)) {
                sense.evidence = Evidence::Attested;
            }
            senses
        })
    }

    fn add(&mut self, base: Base, language: Language, looks: &mut Looks) {
        let Base { text, class, slots } = base;
        let (given, surname) = looks.find(&text);
        let evidence = |common: Languages| if common.contains(language) { Evidence::Common } else { Evidence::Listed };
        if !matches!(class, Class::Possessive | Class::Adjective)
            && let Some(given) = given
        {
            let bearers = match given.gender {
                Bearers::Men => Slots::MAN,
                Bearers::Women => Slots::WOMAN,
                Bearers::Both => Slots::ONE,
            };
            let slots = slots.and(bearers);
            if !slots.is_empty() {
                let evidence = evidence(given.common);
                self.given.push(Sense { base: text.clone(), slots, evidence, class });
            }
        }
        let evidence = match surname {
            Some(surname) => evidence(surname.common).max(Evidence::of_shape(&text, class, language)),
            None if is_shaped(&text, class, language) => Evidence::Shaped,
            None => Evidence::Unknown,
        };
        // What declines as an adjective and is none of the lists is an adjective.
        let is_possible = evidence > Evidence::Unknown || !matches!(class, Class::Adjective | Class::Fleeting);
        if is_possible {
            self.surname.push(Sense { base: text, slots, evidence, class });
        }
    }

    /// Whether the lists have it as a given name that is no common word.
    pub(super) fn is_certainly_given(&self) -> bool {
        evidence(&self.given) == Some(Evidence::Listed)
    }

    /// Whether it can be nothing but a surname that declines as an adjective, or an adjective: «Михайловский».
    pub(super) fn is_adjectival(&self) -> bool {
        let strongest = evidence(&self.surname);
        self.surname
            .iter()
            .filter(|sense| Some(sense.evidence) == strongest)
            .all(|sense| sense.class == Class::Adjective)
    }
}

/// What the lists say of the bases of one word: several classes have the same one.
#[derive(Default)]
struct Looks(Vec<(String, Look)>);

type Look = (Option<GivenName>, Option<Surname>);

impl Looks {
    fn find(&mut self, base: &str) -> Look {
        if let Some((_, look)) = self.0.iter().find(|(known, _)| known == base) {
            return *look;
        }
        let look = Names::embedded().find(base);
        self.0.push((base.to_owned(), look));
        look
    }
}

/// Endings of surnames in Latin letters.
const LATIN_SHAPES: &str =
    "ov ev ova eva ski sky skaya enko chuk yan ian dze shvili ovich berg stein sson ssen uly qyzy";

fn is_shaped(base: &str, class: Class, language: Language) -> bool {
    match language {
        Language::English | Language::Other => {
            base.len() > 4 && LATIN_SHAPES.split_ascii_whitespace().any(|ending| base.ends_with(ending))
        }
        Language::Russian => match class {
            Class::A => false,
            Class::Still => base.ends_with(['о', 'и', 'е', 'у', 'ы']) && russian::is_shaped(base),
            _ => russian::is_shaped(base),
        },
        Language::Kazakh => russian::is_shaped(base),
    }
}
