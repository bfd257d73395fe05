//! The words of a text that may be parts of names, cut into runs of neighbours.
//!
//! Most words are in small letters and are passed over at once. Words with a hyphen between them are one unit.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::sense::Senses;
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
}

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
            let is_neighbour = run.last().is_some_and(|last| self.are_neighbours(last, index));
            if !is_neighbour && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            match self.unit(index, !run.is_empty()) {
                Some(unit) => {
                    index = unit.words.end;
                    run.push(unit);
                }
                None => {
                    if !run.is_empty() {
                        runs.push(std::mem::take(&mut run));
                    }
                    index += 1;
                }
            }
        }
        if !run.is_empty() {
            runs.push(run);
        }
        for run in &mut runs {
            while run.last().is_some_and(|unit| unit.shape == Shape::Particle) {
                run.pop();
            }
        }
        runs
    }

    /// Whether the word at `index` may go on with the name that a unit is part of.
    fn are_neighbours(&self, last: &Unit, index: usize) -> bool {
        let all = self.words.as_slice();
        let gap = &self.words.text()[all[last.words.end - 1].span.end..all[index].span.start];
        match last.shape {
            Shape::Initial => {
                let rest = gap.strip_prefix('.').unwrap_or(gap);
                let rest = rest.strip_prefix('-').unwrap_or(rest);
                !rest.contains('\n') && rest.chars().all(char::is_whitespace)
            }
            _ => !gap.is_empty() && !gap.contains('\n') && gap.chars().all(char::is_whitespace),
        }
    }

    fn unit(&mut self, index: usize, is_inside: bool) -> Option<Unit> {
        let all = self.words.as_slice();
        let word = &all[index];
        if word.capitals & 1 == 0 {
            return self.particle(index, is_inside);
        }
        if word.in_address || matches!(word.joint, Joint::At | Joint::Underscore) {
            return None;
        }
        if let Some(unit) = self.initial(index) {
            return Some(unit);
        }
        let mut end = index + 1;
        while all.get(end).is_some_and(|next| self.is_joined(next)) {
            end += 1;
        }
        let next = all.get(end);
        if next.is_some_and(|next| matches!(next.joint, Joint::Underscore | Joint::At)) {
            return None;
        }
        self.whole(index..end)
    }

    /// Whether a word is joined to the one before it as parts of a name are.
    fn is_joined(&self, word: &Word) -> bool {
        match word.joint {
            Joint::Hyphen => word.capitals & 1 != 0 || is_small_part(self.words.folded(word)),
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
        let is_acronym = parts.iter().any(|part| part.case == WordCase::Upper && !part.in_capitals_line);
        if has_digit || (is_acronym && !is_numeral) {
            return None;
        }
        let shape = if is_numeral { Shape::Numeral } else { Shape::Word };
        let senses = if parts.len() == 1 { self.senses(folded) } else { self.senses(&self.words.key(words.clone())) };
        Some(Unit {
            shape,
            senses,
            cover: self.covers[words.clone()].iter().copied().max().unwrap_or_default(),
            language: self.language_of(folded),
            capital_is_idle: first.begins_sentence || first.in_capitals_line,
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
        (((is_initial || is_sound) && behind.starts_with('.')) || is_bare).then(|| Unit {
            words: index..index + 1,
            shape: Shape::Initial,
            senses: Rc::clone(&self.empty),
            cover: self.covers[index],
            language: self.language_of(folded),
            capital_is_idle: word.begins_sentence,
        })
    }

    fn particle(&self, index: usize, is_inside: bool) -> Option<Unit> {
        if !is_inside {
            return None;
        }
        let all = self.words.as_slice();
        let folded = self.words.folded(&all[index]);
        (folded.len() <= 10 && is_surname_particle(folded)).then(|| Unit {
            words: index..index + 1,
            shape: Shape::Particle,
            senses: Rc::clone(&self.empty),
            cover: Cover::Free,
            language: self.language_of(folded),
            capital_is_idle: false,
        })
    }

    fn senses(&mut self, key: &str) -> Rc<Senses> {
        if let Some(known) = self.known.get(key) {
            return Rc::clone(known);
        }
        let senses = Rc::new(Senses::of(key, self.language_of(key)));
        self.known.insert(key.to_owned(), Rc::clone(&senses));
        senses
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

fn is_roman(folded: &str) -> bool {
    folded.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}
