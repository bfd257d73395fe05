//! The words of a text that may be parts of names, cut into runs of neighbours.
//!
//! Most words are in small letters and are passed over at once. Words with a hyphen between them are one unit.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::sense::Senses;
use super::triggers;
use crate::morph::{Language, is_surname_particle};
use crate::text::{Joint, Word, WordCase, Words};

/// What a unit is by its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A capitalised word.
    Word,
    /// One capital letter, or the letters of one sound, and a full stop: «К.», «Дж.».
    Initial,
    /// A particle in small letters between two capitalised words: «фон», `de`.
    Particle,
    /// A Roman numeral behind a name: `II`.
    Numeral,
}

/// What a gazetteer says of a unit's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cover {
    /// Nothing.
    #[default]
    Free,
    /// It is a person, or part of one's name.
    Person,
    /// It is something else.
    Other,
}

/// One word, or several with hyphens between them, that may be a part of a name.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The words.
    pub(super) words: Range<usize>,
    /// What it is by its letters.
    pub(super) shape: Shape,
    /// What it can be in a name.
    pub(super) senses: Rc<Senses>,
    /// What the gazetteers say of it.
    pub(super) cover: Cover,
    /// The rules that it is read by.
    pub(super) language: Language,
    /// Whether its capital says nothing: at the start of a sentence, or in a line of capitals.
    pub(super) capital_is_idle: bool,
    /// Whether it is in Latin letters in a text of others.
    pub(super) is_foreign: bool,
    /// Whether it stands in quotes by itself: «Бадди».
    pub(super) is_quoted: bool,
}

/// Parts that hyphens and apostrophes join in a name at the most: «Сан-Ладзаро-ди-Савена» are four.
const MOST_PARTS: usize = 6;
/// Letters of a part of a name at the most.
const MOST_LETTERS: u32 = 64;
/// Neighbours that are read together: many more than make a name, and few enough to be compared with one another.
const MOST_UNITS: usize = 48;

/// Reads words, each spelling once a document.
pub(super) struct Reader<'w, 't> {
    words: &'w Words<'t>,
    language: Language,
    covers: &'w [Cover],
    known: HashMap<String, Rc<Senses>>,
    empty: Rc<Senses>,
}

impl<'w, 't> Reader<'w, 't> {
    pub(super) fn new(words: &'w Words<'t>, language: Language, covers: &'w [Cover]) -> Self {
        Self { words, language, covers, known: HashMap::new(), empty: Rc::default() }
    }

    /// All runs of neighbouring units, in text order.
    pub(super) fn runs(mut self) -> Vec<Vec<Unit>> {
        let mut runs: Vec<Vec<Unit>> = Vec::new();
        let mut run: Vec<Unit> = Vec::new();
        let all = self.words.as_slice();
        let mut index = 0;
        while index < all.len() {
            let is_neighbour =
                run.len() < MOST_UNITS && run.last().is_some_and(|last| self.are_neighbours(last, index));
            if !is_neighbour && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            let is_inside = run.last().is_some_and(|last| !last.senses.is_common || !last.senses.given.is_empty());
            if let Some(unit) = self.unit(index, is_inside) {
                index = unit.words.end;
                run.push(unit);
            } else {
                if !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                let joined = self.end_of_joined(index);
                index = if joined - index > MOST_PARTS { joined } else { index + 1 };
            }
        }
        if !run.is_empty() {
            runs.push(run);
        }
        self.prefer_attested(&mut runs);
        for run in &mut runs {
            let all = self.words.as_slice();
            let is_patronymic = |unit: &Unit| triggers::is_son_or_daughter(self.words.folded(&all[unit.words.start]));
            while run.last().is_some_and(|unit| unit.shape == Shape::Particle && !is_patronymic(unit)) {
                run.pop();
            }
        }
        runs
    }

    /// Prefers readings of which the document has the base form too.
    fn prefer_attested(&self, runs: &mut [Vec<Unit>]) {
        let attested: HashMap<*const Senses, Rc<Senses>> = self
            .known
            .iter()
            .filter_map(|(word, senses)| {
                let better = senses.with_attested(word, |base| self.known.contains_key(base))?;
                Some((Rc::as_ptr(senses), Rc::new(better)))
            })
            .collect();
        for unit in runs.iter_mut().flatten() {
            if let Some(better) = attested.get(&Rc::as_ptr(&unit.senses)) {
                unit.senses = Rc::clone(better);
            }
        }
    }

    /// Whether the word at `index` may go on with the name that a unit is part of.
    fn are_neighbours(&self, last: &Unit, index: usize) -> bool {
        let all = self.words.as_slice();
        let gap = &self.words.text()[all[last.words.end - 1].span.end..all[index].span.start];
        let is_latin = self.language_of(self.words.folded(&all[index])) == Language::English;
        if is_latin != (last.language == Language::English) && last.shape != Shape::Initial {
            return false;
        }
        if last.shape == Shape::Initial {
            let rest = gap.strip_prefix('.').unwrap_or(gap);
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            return !rest.contains('\n') && rest.chars().all(char::is_whitespace);
        }
        // One quote: before or behind a nickname.
        let mut others = gap.chars().filter(|character| !character.is_whitespace());
        let nickname = last.is_quoted || self.is_quoted(&(index..index + 1));
        let is_plain = others.next().is_none_or(|other| nickname && is_quote(other)) && others.next().is_none();
        !gap.is_empty() && !gap.contains('\n') && gap.contains(char::is_whitespace) && is_plain
    }

    /// Whether some words stand in quotes with nothing else.
    fn is_quoted(&self, words: &Range<usize>) -> bool {
        let all = self.words.as_slice();
        let (start, end) = (all[words.start].span.start, all[words.end - 1].span.end);
        let text = self.words.text();
        text[..start].ends_with(is_quote) && text[end..].starts_with(is_quote)
    }

    fn unit(&mut self, index: usize, is_inside: bool) -> Option<Unit> {
        let all = self.words.as_slice();
        let word = &all[index];
        if word.capitals & 1 == 0 {
            let behind = all.get(index + 1).filter(|next| next.joint == Joint::Hyphen && next.capitals & 1 != 0);
            return match behind {
                Some(_) if ARTICLES.contains(&self.words.folded(word)) && !word.in_address => {
                    self.whole(index..index + 2)
                }
                _ => self.particle(index, is_inside),
            };
        }
        if is_inside && word.case == WordCase::Capitalized && CAPITAL_PARTICLES.contains(&self.words.folded(word)) {
            let goes_on = all.get(index + 1).is_some_and(|next| self.words.gap(next) == " " && next.capitals & 1 != 0);
            if goes_on {
                return self.particle(index, is_inside);
            }
        }
        if word.in_address || matches!(word.joint, Joint::At | Joint::Underscore) {
            return None;
        }
        if let Some(unit) = self.initial(index) {
            return Some(unit);
        }
        let end = self.end_of_joined(index);
        if end - index > MOST_PARTS || word.length > MOST_LETTERS {
            return None;
        }
        let next = all.get(end);
        // «Карнеги-холл»: a part of something else.
        if next.is_some_and(|next| matches!(next.joint, Joint::Underscore | Joint::At | Joint::Hyphen)) {
            return None;
        }
        self.whole(index..end)
    }

    /// Where the words end that are joined to a word as parts of a name are.
    fn end_of_joined(&self, index: usize) -> usize {
        let joined = self.words.as_slice()[index + 1..].iter().take_while(|next| self.is_joined(next));
        index + 1 + joined.count()
    }

    /// Whether a word is joined to the one before it as parts of a name are.
    fn is_joined(&self, word: &Word) -> bool {
        match word.joint {
            Joint::Hyphen => {
                let folded = self.words.folded(word);
                let is_syllable = folded.len() <= 4 && folded.bytes().all(|byte| byte.is_ascii_lowercase());
                word.capitals & 1 != 0 || is_small_part(folded) || is_generation(folded) || is_syllable
            }
            Joint::Apostrophe => word.capitals & 1 != 0,
            _ => false,
        }
    }

    fn whole(&mut self, words: Range<usize>) -> Option<Unit> {
        let all = self.words.as_slice();
        let parts = &all[words.clone()];
        let first = &parts[0];
        let folded = self.words.folded(first);
        let is_numeral = parts.len() == 1 && first.case == WordCase::Upper && is_roman(folded);
        let has_digit = parts.iter().any(|part| self.words.folded(part).bytes().any(|byte| byte.is_ascii_digit()));
        let is_generation = parts.len() > 1 && is_generation(self.words.folded(&parts[parts.len() - 1]));
        let is_acronym = parts.iter().any(|part| part.case == WordCase::Upper && !part.in_capitals_line);
        // «В Минске»: a preposition.
        let is_letter = first.length == 1 && parts.len() == 1;
        if has_digit || is_letter || (is_acronym && !is_numeral) {
            return None;
        }
        let shape = if is_numeral { Shape::Numeral } else { Shape::Word };
        let named = words.start..words.end - usize::from(is_generation);
        let senses = if named.len() == 1 { self.senses(folded) } else { self.senses(&self.words.key(named)) };
        Some(Unit {
            shape,
            senses,
            cover: self.covers[words.clone()].iter().copied().max().unwrap_or_default(),
            language: self.language_of(folded),
            capital_is_idle: first.begins_sentence || first.in_capitals_line,
            is_quoted: self.is_quoted(&words),
            is_foreign: self.is_foreign(folded),
            words,
        })
    }

    fn initial(&self, index: usize) -> Option<Unit> {
        let all = self.words.as_slice();
        let word = &all[index];
        let folded = self.words.folded(word);
        let behind = &self.words.text()[word.span.end..];
        let is_initial =
            word.length == 1 && word.case == WordCase::Capitalized && folded.chars().all(char::is_alphabetic);
        let is_sound = word.case == WordCase::Capitalized && SOUNDS.contains(&folded);
        let is_bare = is_initial && folded.is_ascii() && behind.starts_with(' ');
        // `RG Casey`, `TY Bello`.
        let is_pair = word.case == WordCase::Upper
            && word.length == 2
            && folded.is_ascii()
            && behind.starts_with(' ')
            && !word.in_capitals_line
            && !is_roman(folded);
        let is_bare = is_bare || is_pair;
        (((is_initial || is_sound) && behind.starts_with('.')) || is_bare).then(|| Unit {
            words: index..index + 1,
            shape: Shape::Initial,
            senses: Rc::clone(&self.empty),
            cover: self.covers[index],
            language: self.language_of(folded),
            capital_is_idle: word.begins_sentence,
            is_quoted: false,
            is_foreign: self.is_foreign(folded),
        })
    }

    fn particle(&self, index: usize, is_inside: bool) -> Option<Unit> {
        if !is_inside {
            return None;
        }
        let all = self.words.as_slice();
        let folded = self.words.folded(&all[index]);
        (folded.len() <= 10 && (is_surname_particle(folded) || CAPITAL_PARTICLES.contains(&folded))).then(|| Unit {
            words: index..index + 1,
            shape: Shape::Particle,
            senses: Rc::clone(&self.empty),
            cover: Cover::Free,
            language: self.language_of(folded),
            capital_is_idle: false,
            is_quoted: false,
            is_foreign: self.is_foreign(folded),
        })
    }

    fn senses(&mut self, key: &str) -> Rc<Senses> {
        if let Some(known) = self.known.get(key) {
            return Rc::clone(known);
        }
        let senses = Senses::known(key, self.language_of(key));
        self.known.insert(key.to_owned(), Rc::clone(&senses));
        senses
    }

    fn is_foreign(&self, folded: &str) -> bool {
        matches!(self.language, Language::Russian | Language::Kazakh) && self.language_of(folded) == Language::English
    }

    /// Words in Latin letters are read as English wherever they stand.
    fn language_of(&self, folded: &str) -> Language {
        match folded.bytes().next() {
            Some(byte) if byte.is_ascii() => Language::English,
            _ if self.language == Language::Kazakh => Language::Kazakh,
            _ => Language::Russian,
        }
    }
}

/// Initials of two letters and more that stand for one sound.
const SOUNDS: [&str; 11] = ["дж", "дз", "yu", "ya", "ye", "zh", "kh", "ch", "sh", "ts", "dzh"];

/// Parts behind a hyphen that names have in small letters: «Ибн-аль-Хусейн», «Гаджи-оглы».
fn is_small_part(folded: &str) -> bool {
    ["оглы", "кызы", "заде", "бек", "хан", "ага", "бей", "паша", "аль", "эль", "ад", "ас", "ар", "al", "el"]
        .contains(&folded)
}

/// Articles of Arabic names before a hyphen: «аль-Барадеи», `el-Masri`.
const ARTICLES: [&str; 16] =
    ["аль", "эль", "ад", "ас", "ар", "аш", "ат", "аз", "әл", "ель", "al", "el", "ad", "as", "ash", "ar"];

/// Particles that texts write with a capital too: «Марин Ле Пен», `Giuseppe De Felice`.
const CAPITAL_PARTICLES: [&str; 30] = [
    "де", "ван", "ле", "эль", "аль", "бен", "бин", "ибн", "дер", "ди", "да", "ла", "фон", "дель", "дю", "дос", "абд",
    "әл", "de", "van", "le", "la", "von", "di", "da", "del", "della", "du", "dos", "al",
];

const QUOTES: &str = "«»\"“”„‹›";

fn is_quote(character: char) -> bool {
    QUOTES.contains(character)
}

/// «Буш-младший».
fn is_generation(folded: &str) -> bool {
    folded.starts_with("младш") || folded.starts_with("старш")
}

fn is_roman(folded: &str) -> bool {
    folded.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}
