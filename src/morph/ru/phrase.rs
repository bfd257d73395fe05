//! Names of several words that are noun phrases: organisations and places. Adjectives agree with a head noun, what follows the
//! head stands still. Which words decline is decided here; how a word declines is not.

mod places;

use super::agreement::{Agreement, is_ordinal, of_adjective, of_noun};
use super::classes::{self, Animacy};
use super::declension::Declension;
use super::word::{self, Kind, Override, Sort};
use super::words::{GENERIC_ORGANISATIONS, INDECLINABLE_NOUNS, NOUNS_LIKE_ADJECTIVES, PLURAL_NOUNS, SECOND_LOCATIVE};
use crate::morph::endings::{ends_in, is_listed, is_vowel};
use crate::morph::features::{Gender, Number};
use crate::morph::spelling::Token;
use crate::morph::{Hints, NameKind};

/// Words of a name that are looked at; the rest stands still.
const MAX_WORDS: usize = 16;

/// An adjective behind its noun: `Республика Сербская`.
const POSTPOSED: &str = "ский цкий ская цкая ское цкое ские цкие ный ная ное ные";
/// Endings by which the last word of a name that looks like an adjective is one: `Большая Никитская`.
const LAST_ADJECTIVE: &str = "ский цкий ская цкая ское цкое ские цкие ный ная ное ные вый вая вое вые ний няя нее той тая тое шой \
                              шая шое шие щий щая щее щие лый лая лое рый рая рое дый дая";

/// Whether a word that looks like an adjective is a noun.
fn is_noun(token: &Token) -> bool {
    is_listed(&token.folded, NOUNS_LIKE_ADJECTIVES)
}

/// What is known about the whole name.
struct Phrase<'a> {
    tokens: &'a [Token],
    is_place: bool,
    hints: &'a Hints,
    over: &'a Override,
}

/// The readings of a noun phrase: the first is the likeliest. Each has its own number.
pub(super) fn decline(tokens: &[Token], kind: NameKind, hints: &Hints, over: &Override) -> Vec<Declension> {
    let (read, rest) = tokens.split_at(tokens.len().min(MAX_WORDS));
    let phrase = Phrase { tokens: read, is_place: kind == NameKind::Toponym, hints, over };
    let mut readings = phrase.readings();
    if !rest.is_empty() {
        let rest = rest.iter().map(Token::text).collect::<Vec<_>>().join(" ");
        readings = readings.into_iter().map(|reading| reading.map(|form| format!("{form} {rest}"))).collect();
    }
    readings
}

impl Phrase<'_> {
    fn readings(&self) -> Vec<Declension> {
        let count = self.tokens.len();
        let head = self.hints.head.and_then(|head| head.checked_sub(1)).filter(|head| *head < count);
        if let Some(head) = head {
            return vec![self.headed_by_hint(head)];
        }
        match count {
            0 => Vec::new(),
            1 => self.single(),
            _ => vec![self.several(0, count)],
        }
    }

    /// The word that an editor names declines, and so do the adjectives in front of it that agree with it.
    fn headed_by_hint(&self, head: usize) -> Declension {
        let (adjectives, agreement) = self.leading_adjectives(0, head + 1);
        let agreement = agreement.filter(|_| adjectives.last().is_some_and(|last| last + 1 == head));
        let mut declined = if agreement.is_some() { self.declined_adjectives(&adjectives) } else { Vec::new() };
        let stated = self.stated().or(agreement);
        let is_name = self.is_place && !self.is_generic(head);
        let name = is_name.then(|| self.noun(head, stated, Kind::Toponym));
        let noun = (!is_name || agreement.is_some()).then(|| self.noun(head, stated, Kind::Noun));
        declined.extend(name.into_iter().chain(noun).reduce(Declension::or).map(|forms| (head, forms)));
        self.phrase(0, self.tokens.len(), head, &declined)
    }

    /// What the hints say about the head.
    fn stated(&self) -> Option<Agreement> {
        if self.hints.plural { Some(Agreement::Plural) } else { self.hints.gender.map(Agreement::Singular) }
    }

    fn kind(&self) -> Kind {
        if self.is_place { Kind::Toponym } else { Kind::Noun }
    }

    /// A name of one word.
    fn single(&self) -> Vec<Declension> {
        let token = &self.tokens[0];
        let place = self.noun(0, self.stated(), Kind::Toponym);
        if self.is_place || token.is_acronym() || !token.is_cyrillic() {
            return vec![place];
        }
        let name = place.or(self.noun(0, self.stated(), Kind::Noun));
        // Известия is a newspaper and a plural, Россия is not; the ending does not tell.
        if token.folded.ends_with("ия") && self.stated().is_none() {
            return vec![name, self.noun(0, Some(Agreement::Plural), Kind::Noun)];
        }
        vec![name]
    }

    /// The words from `from` up to `to`, which are several or the part of a longer name.
    fn several(&self, from: usize, to: usize) -> Declension {
        if to - from == 1 {
            return self.noun(from, None, self.kind());
        }
        // Kaspi банк, 31 канал, BBC News Русская служба
        let cyrillic = (from..to).find(|place| self.tokens[*place].is_cyrillic());
        if let Some(cyrillic) = cyrillic.filter(|place| *place > from && !is_ordinal(&self.tokens[from].folded)) {
            let parts = [self.phrase(from, cyrillic, from, &[]), self.several(cyrillic, to)];
            return Declension::join(&parts, " ", 1);
        }
        if let Some(joint) = self.joint_of_places(from, to) {
            return self.both_sides(from, joint, to);
        }
        let (adjectives, agreement) = self.leading_adjectives(from, to);
        let after = adjectives.last().map_or(from, |last| last + 1);
        // A quoted name in front of its noun stands still: «Хабар» агентство.
        let Some(head) = (after..to).find(|place| !self.tokens[*place].quoted) else {
            return self.phrase(from, to, after.saturating_sub(1), &self.declined_adjectives(&adjectives));
        };
        let mut declined = self.declined_adjectives(&adjectives);
        let token = &self.tokens[head];
        if let Some(own) = of_adjective(&token.folded) {
            let is_head = if is_noun(token) {
                true
            } else if head + 1 < to {
                !self.is_place && !own.allows(&self.tokens[head + 1].folded) && self.tokens[head + 1].is_cyrillic()
            } else {
                agreement == Some(own) && token.is_capitalised() && ends_in(&token.folded, LAST_ADJECTIVE)
            };
            if is_head {
                // сборная России, Большая Никитская
                declined.push((head, self.adjective(head)));
                return self.phrase(from, to, head, &declined);
            }
        }
        if adjectives.is_empty() && self.is_place && !self.is_generic(head) {
            self.bare_place(from, to)
        } else {
            self.headed(from, to, head, agreement, declined)
        }
    }

    /// The adjectives at the beginning, as far as they agree with each other and with what follows.
    fn leading_adjectives(&self, from: usize, to: usize) -> (Vec<usize>, Option<Agreement>) {
        let mut adjectives = Vec::new();
        let mut agreement: Option<Agreement> = None;
        let mut place = from;
        while place + 1 < to {
            let (token, next) = (&self.tokens[place], &self.tokens[place + 1]);
            let Some(own) = of_adjective(&token.folded).filter(|_| !token.quoted && !is_noun(token)) else {
                break;
            };
            let joined =
                next.folded == "и" && place + 2 < to && of_adjective(&self.tokens[place + 2].folded) == Some(own);
            let next_fits = next.quoted
                || joined
                || next.is_acronym()
                || !next.is_cyrillic()
                || of_adjective(&next.folded).is_some()
                || own.allows(&next.folded);
            if !next_fits || agreement.is_some_and(|agreement| agreement != own) {
                break;
            }
            agreement = Some(own);
            adjectives.push(place);
            place += if joined { 2 } else { 1 };
        }
        (adjectives, agreement)
    }

    fn declined_adjectives(&self, places: &[usize]) -> Vec<(usize, Declension)> {
        places.iter().map(|place| (*place, self.adjective(*place))).collect()
    }

    /// A phrase with a head noun: adjectives, head, and what stands behind it.
    fn headed(
        &self,
        from: usize,
        to: usize,
        head: usize,
        agreement: Option<Agreement>,
        mut declined: Vec<(usize, Declension)>,
    ) -> Declension {
        let token = &self.tokens[head];
        let has_adjectives = !declined.is_empty();
        let stated = agreement.or_else(|| self.stated());
        let is_name = self.is_place && !self.is_generic(head);
        let mut noun = self.noun(head, stated, Kind::Noun);
        if is_name {
            noun = self.noun(head, stated, Kind::Toponym).or(noun);
        }
        declined.push((head, noun));
        let own = agreement.unwrap_or_else(|| of_noun(&token.folded));
        let mut next = head + 1;
        while next < to && self.is_postposed(next, to, own) {
            declined.push((next, self.adjective(next)));
            next += 1;
        }
        if self.is_place && next + 1 < to && self.is_conjunction(next) {
            // Приморский край и Сахалин
            let parts = [self.phrase(from, next, head, &declined), self.fixed(next), self.several(next + 1, to)];
            return Declension::join(&parts, " ", 0);
        }
        let last = to - 1;
        if !self.is_place && !has_adjectives && last > head && self.is_behind_its_name(head, last) {
            // Халык банк
            return self.phrase(from, to, last, &[(last, self.noun(last, None, Kind::Noun))]);
        }
        let whole = self.phrase(from, to, head, &declined);
        if self.is_place && self.is_generic(head) && self.may_be_apposition(next, to, own) {
            // города Астана, города Астаны
            let agreeing = [self.phrase(from, next, head, &declined), self.several(next, to)];
            return whole.or(Declension::join(&agreeing, " ", 0));
        }
        if !self.is_place && !has_adjectives && head == from && to - from == 2 && self.may_be_foreign(head) {
            // Хоум Кредит, Жогорку Кенеш, Коза Ностра: any of the two words may be the one that declines.
            let last = (head + 1, self.noun(head + 1, None, Kind::Noun));
            let both = [declined[0].clone(), last.clone()];
            return whole.or(self.phrase(from, to, head + 1, &[last])).or(self.phrase(from, to, head, &both));
        }
        whole
    }

    /// Whether the word is an adjective of the noun before it (Республика Сербская) and not of one behind it (Республика Северная
    /// Осетия).
    fn is_postposed(&self, place: usize, to: usize, agreement: Agreement) -> bool {
        let word = &self.tokens[place].folded;
        let serves_the_next = || place + 1 < to && agreement.allows(&self.tokens[place + 1].folded);
        ends_in(word, POSTPOSED) && of_adjective(word) == Some(agreement) && !serves_the_next()
    }

    /// Whether the last word is the common noun of an organisation, with the name in front of it: `Халык банк`.
    fn is_behind_its_name(&self, first: usize, last: usize) -> bool {
        let is_generic = |place: usize| is_listed(&self.tokens[place].folded, GENERIC_ORGANISATIONS);
        is_generic(last) && !is_generic(first) && (first..=last).all(|place| !self.tokens[place].quoted)
    }

    /// Whether the word behind the first of a two-word name of an organisation need not be a genitive, which stands still:
    /// `Хоум Кредит`, `БТА банк`, but `МИД Ирана`, `Меджлис Туркменистана`.
    fn may_be_foreign(&self, first: usize) -> bool {
        let (first, second) = (&self.tokens[first], &self.tokens[first + 1]);
        let is_nominative = ends_in(&second.folded, "C й ь") && !ends_in(&second.folded, "ов ев ей");
        let may_be_nominative =
            ends_in(&second.folded, "а") && !ends_in(&second.folded, "стана") && !first.is_acronym();
        second.is_cyrillic()
            && !second.is_acronym()
            && !second.quoted
            && (second.is_capitalised() || first.is_acronym())
            && (is_nominative || may_be_nominative)
    }

    /// The words from `from` up to `to`; those in `declined` decline together, the others stand still.
    fn phrase(&self, from: usize, to: usize, head: usize, declined: &[(usize, Declension)]) -> Declension {
        let part = |place| {
            let found = declined.iter().find(|(declined, _)| *declined == place);
            found.map_or_else(|| self.fixed(place), |(_, declension)| declension.clone())
        };
        Declension::join(&(from..to).map(part).collect::<Vec<_>>(), " ", head.saturating_sub(from))
    }

    fn fixed(&self, place: usize) -> Declension {
        Declension::fixed(&self.tokens[place].text())
    }

    fn adjective(&self, place: usize) -> Declension {
        let word = &self.tokens[place].folded;
        let ordinal = is_ordinal(word).then(|| of_adjective(word)).flatten().and_then(|own| match own.gender() {
            Some(Gender::Masc) => classes::by_name("num.m"),
            Some(Gender::Fem) => classes::by_name("num.f"),
            _ => classes::by_name("num.n"),
        });
        self.word(place, Sort::of(Kind::Adjective), &Override { class: ordinal, ..Override::default() })
    }

    /// The word as a noun that agrees with the adjectives in front of it.
    fn noun(&self, place: usize, agreement: Option<Agreement>, kind: Kind) -> Declension {
        let token = &self.tokens[place];
        let folded = token.folded.as_str();
        if token.is_acronym() {
            return self.acronym(place);
        }
        if is_listed(folded, INDECLINABLE_NOUNS) {
            return self.fixed(place);
        }
        let plural = agreement == Some(Agreement::Plural) || agreement.is_none() && is_listed(folded, PLURAL_NOUNS);
        let sort = Sort::of(kind).plural(plural).gender(agreement.and_then(Agreement::gender));
        let over = if self.is_overridden(place) { self.over.clone() } else { Override::default() };
        let mut declension = self.word(place, sort, &over);
        if is_listed(folded.rsplit('-').next().unwrap_or(folded), SECOND_LOCATIVE) && over.is_empty() {
            // в порту, в Александровском саду
            let datives = declension.cells[2].clone();
            declension.cells[5].extend(datives);
        }
        declension
    }

    /// Whether what an editor says about the head is about this word.
    fn is_overridden(&self, place: usize) -> bool {
        let head = self.hints.head.map_or(self.tokens.len() == 1, |head| head == place + 1);
        head || (self.hints.head.is_none()
            && !self.over.is_empty()
            && self.tokens.len() > 1
            && self.likely_head() == place)
    }

    /// The head of a name of several words as it is read from the left.
    fn likely_head(&self) -> usize {
        let (adjectives, _) = self.leading_adjectives(0, self.tokens.len());
        adjectives.last().map_or(0, |last| last + 1).min(self.tokens.len() - 1)
    }

    /// An acronym stands still; one that is read as a word (`МИД`, `НЭП`) also declines.
    fn acronym(&self, place: usize) -> Declension {
        let token = &self.tokens[place];
        let still = self.fixed(place);
        let mut letters = token.folded.chars().rev();
        let ends_in_consonant = letters.next().is_some_and(|last| last.is_alphabetic() && !is_vowel(last));
        // ООН and ЮАР are read letter by letter.
        let is_spelt = ends_in(&token.folded, "VVC");
        if !ends_in_consonant || is_spelt || !letters.any(is_vowel) || token.folded.chars().count() < 3 {
            return still;
        }
        let sort = Sort::of(Kind::Toponym).gender(Some(Gender::Masc));
        let declined = self.word(place, sort, &Override::default());
        let mut both = declined.clone().or(still);
        // The bare acronym stands for every case, but its class is the one that declines it.
        both.class = declined.class;
        both
    }

    /// The word by its tables, written as in the name.
    fn word(&self, place: usize, sort: Sort, over: &Override) -> Declension {
        let token = &self.tokens[place];
        let sort = sort.animacy(Animacy::Inanimate);
        let mut declension = word::decline(&token.folded, sort, over).map(|form| token.dress(form));
        if declension.class.is_empty() && sort.plural {
            declension.features = declension.features.with_number(Number::Plur);
        }
        declension
    }
}
