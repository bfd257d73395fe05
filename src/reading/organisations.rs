//! Organisations that no gazetteer lists: made of a word for organisations and what stands beside it.
//!
//! «Министерство обороны Сербии», «акимат Астаны», «ТОО «Ромашка»», «Харбинский колледж». What the words are and which of them compose an id
//! with listed entities stands in tables (`templates`); where a name begins and ends is a matter of the language (`russian`, `kazakh`,
//! `english`). A text without any such word costs a look-up a word and nothing else.

mod acronyms;
mod compose;
mod english;
mod findings;
mod kazakh;
mod quotes;
mod russian;
mod short;
mod templates;
mod units;

#[cfg(test)]
mod tests;

use std::ops::Range;

use self::findings::{Finding, Findings};
pub(crate) use self::templates::Templates;
use self::templates::{NamedBy, Purpose, Standing};
use self::units::{Kind, Units};
use crate::gazetteer::{Entity, Relation};
use crate::morph::Language;
use crate::resolve::{DocumentEntity, EntityKey, OF_DOCUMENT, Place};
use crate::text::{Word, WordCase, Words};

/// Whether a word for organisations counts where nothing makes a name of it: «правительство», «прокуратура».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GenericBodies {
    /// It counts.
    On,
    /// It does not.
    #[default]
    Off,
}

/// What organisations are looked for in.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The text.
    pub(crate) words: &'a Words<'a>,
    /// BCP-47 code of its language.
    pub(crate) language: &'a str,
    /// The tables.
    pub(crate) templates: &'a Templates,
    /// The entity of a key that is not the document's own.
    pub(crate) listed: &'a dyn Fn(EntityKey) -> &'a Entity,
    /// Whether words for organisations count alone.
    pub(crate) generic: GenericBodies,
}

/// Adds the organisations that the document makes out of parts, and short names of organisations that it introduces.
pub(crate) fn organisations(
    surroundings: Surroundings<'_>,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    let words = surroundings.words;
    let starts: Vec<usize> = (0..words.as_slice().len())
        .filter(|index| surroundings.templates.may_begin(words.folded(&words.as_slice()[*index])))
        .collect();
    let may_introduce = words.text().contains('(');
    if starts.is_empty() && !may_introduce {
        return;
    }
    let units = Units::of(
        words,
        places,
        |reading| {
            if reading.entity.0 == OF_DOCUMENT {
                of_document[reading.entity.1 as usize].entity.entry.entity_type.clone()
            } else {
                (surroundings.listed)(reading.entity).entry.entity_type.clone()
            }
        },
        |reading| {
            if reading.entity.0 == OF_DOCUMENT {
                Relation::Name
            } else {
                (surroundings.listed)(reading.entity).entry.names[usize::from(reading.form.name)].relation
            }
        },
    );
    let mut reader = Reader { surroundings, words, units, findings: Findings::default() };
    // From the end, so that an organisation within another is known before the other is read.
    for start in starts.into_iter().rev() {
        reader.read_at(start, places, of_document);
    }
    let introduced = if may_introduce { acronyms::introduced(&mut reader, places) } else { Vec::new() };
    let findings = std::mem::take(&mut reader.findings);
    let named = findings.write(surroundings, places, of_document);
    short::refer_all(&reader, &named, places, of_document);
    acronyms::refer(&reader, &introduced, places, of_document);
}

/// Letters of Kazakh words that Russian words do not have, folded.
const KAZAKH_LETTERS: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];
/// As many words before and behind tell the language.
const NEAR: usize = 7;

/// A text being read.
struct Reader<'a> {
    surroundings: Surroundings<'a>,
    words: &'a Words<'a>,
    units: Units,
    findings: Findings,
}

/// What a word for organisations makes, with what stands beside it.
#[derive(Clone, Debug)]
struct Made {
    /// The words of the name.
    words: Range<usize>,
    /// Its base form.
    lemma: String,
    /// Those of the words that are a name by themselves: what stands in quotes, Latin letters.
    own: Option<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn all(&self) -> &'a [Word] {
        self.words.as_slice()
    }

    /// Reads the phrases of the tables that stand at a word.
    fn read_at(&mut self, start: usize, places: &[Place], of_document: &[DocumentEntity]) {
        let standing: Vec<Standing<'a>> = self.surroundings.templates.standing_at(self.words, start).collect();
        let here = self.language_at(start);
        // Names in Latin letters stand in every text; Russian and Kazakh share words, of which those of the language here are meant.
        let is_read = |language: Language| language == here || language == Language::English;
        let standing = || standing.iter().filter(|standing| is_read(standing.phrase.language));
        let mut longest: Option<Finding> = None;
        let longest_word = standing()
            .filter_map(|standing| match standing.phrase.purpose {
                Purpose::Word(named_by) => Some((standing, named_by)),
                Purpose::Template(_) => None,
            })
            .max_by_key(|(standing, named_by)| (standing.words.len(), *named_by));
        if let Some((standing, named_by)) = longest_word {
            let listed = self.units.name_around(&standing.words);
            if listed.is_none() || standing.phrase.language == Language::English {
                let made = match standing.phrase.language {
                    Language::Russian => russian::read(self, standing, named_by),
                    Language::Kazakh => kazakh::read(self, standing, named_by),
                    Language::English => english::read(self, standing, named_by),
                    Language::Other => None,
                };
                // A listed name stays as it is, but where it is the end of a longer one: «[Progressive] Conservative Party of Canada».
                let made = made.filter(|made| {
                    listed.is_none_or(|listed| made.words.start < listed.start && listed.end <= made.words.end)
                });
                longest = made.map(|made| Finding {
                    own: made.own,
                    bodies: if made.words == standing.words {
                        self.surroundings.templates.ids_of(standing.phrase)
                    } else {
                        Vec::new()
                    },
                    ..Finding::unlisted(made.words, made.lemma, standing.features, standing.rule())
                });
                if longest.is_none() && self.surroundings.generic == GenericBodies::On && named_by >= NamedBy::Place {
                    let lemma = standing.phrase.lemma.to_string();
                    let bodies = self.surroundings.templates.ids_of(standing.phrase);
                    let (words, features, rule) = (standing.words.clone(), standing.features, standing.rule());
                    longest = Some(Finding { bodies, ..Finding::unlisted(words, lemma, features, rule) });
                }
            }
        }
        let composed = standing()
            .filter_map(|standing| match standing.phrase.purpose {
                Purpose::Template(position) => compose::read(self, standing, position, places, of_document),
                Purpose::Word(_) => None,
            })
            .max_by_key(|finding| finding.words.len());
        if let Some(composed) = composed {
            // The same words under an id of their own.
            if longest.as_ref().is_some_and(|other| other.words == composed.words) {
                longest = None;
            }
            self.add(composed);
        }
        if let Some(finding) = longest {
            self.add(finding);
        }
    }

    /// Whether Russian or Kazakh is spoken around a word. A text may change from one to the other; few Kazakh phrases do without a letter
    /// that Russian has not, and a Kazakh name alone makes no Russian phrase Kazakh.
    fn language_at(&self, index: usize) -> Language {
        let is_on_line = |gap_behind: &usize| !self.raw_gap(*gap_behind).contains('\n');
        let before = (index.saturating_sub(NEAR)..index).rev().take_while(|near| is_on_line(&(near + 1)));
        let behind = (index + 1..self.all().len().min(index + NEAR)).take_while(is_on_line);
        let near = before.chain([index]).chain(behind);
        let kazakh = near.filter(|near| self.folded(*near).contains(KAZAKH_LETTERS)).count();
        let is_kazakh = if self.surroundings.language == "kk" { kazakh > 0 } else { kazakh > 1 };
        if is_kazakh { Language::Kazakh } else { Language::Russian }
    }

    fn add(&mut self, finding: Finding) {
        self.units.add(finding.words.clone(), Kind::Organisation, finding.features);
        self.findings.push(finding);
    }

    /// Whether a word has a capital that means something.
    fn is_capital(&self, index: usize) -> bool {
        let word = &self.all()[index];
        word.capitals & 1 != 0 && !word.begins_sentence && !word.in_capitals_line
    }

    /// Whether a word has a capital, be it at the start of a sentence.
    fn has_capital(&self, index: usize) -> bool {
        let word = &self.all()[index];
        word.capitals & 1 != 0 && !word.in_capitals_line
    }

    /// Whether a word is an acronym: «МИД».
    fn is_acronym(&self, index: usize) -> bool {
        let word = &self.all()[index];
        word.case == WordCase::Upper && !word.in_capitals_line
    }

    fn folded(&self, index: usize) -> &'a str {
        self.words.folded(&self.all()[index])
    }

    /// The gap before a word; a break where there is none.
    fn gap(&self, index: usize) -> &'a str {
        self.all().get(index).map_or("\n", |word| self.words.gap(word))
    }

    /// What stands between a word and the one before it, as written.
    fn raw_gap(&self, index: usize) -> &'a str {
        let all = self.all();
        match (index.checked_sub(1).map(|before| &all[before]), all.get(index)) {
            (Some(before), Some(word)) => &self.words.text()[before.span.end..word.span.start],
            (Some(before), None) => &self.words.text()[before.span.end..],
            (None, Some(word)) => &self.words.text()[..word.span.start],
            (None, None) => "",
        }
    }

    /// What some words cover, as written, with one space for white space.
    fn text(&self, words: Range<usize>) -> String {
        if words.is_empty() {
            return String::new();
        }
        let span = crate::resolve::span(self.words, &words);
        self.words.text()[span].split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
