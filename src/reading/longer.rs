//! Places that are a part of a longer name, in English: "Reclaim Australia", "Vancouver South".
//!
//! Capitals mean in English what they mean in names: a word with a capital right beside a place, which is no name of its own and no title,
//! makes one name with it, and that of something else. Where it is a side of the compass the longer name is that of a place.

use std::collections::HashSet;
use std::ops::Range;

use super::register::Register;
use super::{Entities, people};
use crate::gazetteer::Entity;
use crate::morph::{Features, Language, is_listed};
use crate::resolve::{DocumentEntity, EntityKey, Evidence, OF_DOCUMENT, Place, Reading, Rule};
use crate::text::{Word, WordCase, Words};

/// Words that part a place before or behind them.
const SIDES: &str = "north south east west northeast northwest southeast southwest central centre mid";
/// Those that stand only before the name.
const PARTS: &str =
    "northern southern eastern western inner outer upper lower greater peninsular mainland metropolitan";
/// Words with a capital beside a place that make no name with it: what a state was like, when something was, whose member somebody is.
const OWN_WORDS: &str = "nazi soviet imperial fascist communist tsarist vichy ottoman modern \
    monday tuesday wednesday thursday friday saturday sunday \
    january february march april may june july august september october november december \
    republican republicans democrat democrats democratic liberal liberals conservative conservatives labour tory tories \
    mp mps mla mlas mep meps td msp prime vice deputy assistant former state federal attorney comptroller lieutenant district \
    i he she it we they the a an in on at of for to by and or but if when while after before as from with";

/// How sure a part of a place is: "Southern France".
const SCORE: f32 = 0.65;
/// As many words to both sides say whether a headline has capitals throughout.
const NEAR: usize = 8;
/// Shorter words have small letters in headlines too.
const LONG: u32 = 4;

/// Drops places that are a part of a longer name, and adds that where it is a place's.
pub(crate) fn longer_names<'m>(
    words: &Words<'_>,
    language: &str,
    listed: &dyn Fn(EntityKey) -> &'m Entity,
    places: &mut Vec<Place>,
    of_document: &mut Vec<DocumentEntity>,
) {
    if language != "en" || !words.has_capitals() {
        return;
    }
    let is_taken = super::covered(words, places);
    let is_adjective = |place: &&Place| place.readings[0].evidence.contains(Evidence::Adjective);
    let adjectives: HashSet<usize> = places.iter().filter(is_adjective).map(|place| place.words.end).collect();
    let entities = Entities { listed, of_document };
    let reader = Reader { words, is_taken: &is_taken, adjectives: &adjectives };
    let mut fresh: Vec<Range<usize>> = Vec::new();
    places.retain_mut(|place| {
        let is_listed_place = place.readings[0].entity.0 != OF_DOCUMENT && entities.is_on_map(place);
        if !is_listed_place {
            return true;
        }
        if let Some(longer) = reader.part_of_place(&place.words).filter(|longer| *longer != place.words) {
            fresh.push(longer);
            return true;
        }
        if !reader.goes_on(&place.words) {
            return true;
        }
        place.readings.retain_mut(Reading::is_within_longer_name);
        !place.readings.is_empty()
    });
    fresh.dedup();
    let mut register = Register::new(of_document, language);
    let fresh = fresh.into_iter().map(|range| {
        let (entity, name) = register.unlisted("LOCATION", words.text_of(&range));
        Place::of_words(words, range, Reading::of_document(entity, name, Features::default(), SCORE, Rule::PartOfPlace))
    });
    let fresh = fresh.collect();
    super::add(places, fresh);
}

/// A text with the words that are names by themselves.
struct Reader<'a> {
    words: &'a Words<'a>,
    is_taken: &'a [bool],
    /// Where adjectives of places end.
    adjectives: &'a HashSet<usize>,
}

impl Reader<'_> {
    /// Whether a word with a capital beside a name goes on with it.
    fn goes_on(&self, name: &Range<usize>) -> bool {
        (self.is_beside(name.start, name.start.checked_sub(1)) || self.is_beside(name.end, Some(name.end)))
            && self.has_small_letters(name)
    }

    /// Whether a word, parted from its neighbour by the gap before `right`, belongs to the neighbour's name.
    fn is_beside(&self, right: usize, index: Option<usize>) -> bool {
        let all = self.words.as_slice();
        let Some((index, word)) = index.and_then(|index| Some((index, all.get(index)?))) else { return false };
        let folded = self.words.folded(word);
        self.words.gap(&all[right]) == " "
            && !self.raw_gap(right).contains('\n')
            && word.capitals & 1 != 0
            && word.length > 1
            && !word.begins_sentence
            && !word.in_capitals_line
            && !self.is_taken[index]
            && !is_listed(folded, OWN_WORDS)
            && !people::is_title(folded, Language::English)
    }

    fn raw_gap(&self, right: usize) -> &str {
        let all = self.words.as_slice();
        let start = right.checked_sub(1).map_or(0, |before| all[before].span.end);
        &self.words.text()[start..all[right].span.start]
    }

    /// Whether the words around have small letters: in a headline with capitals throughout these mean nothing.
    fn has_small_letters(&self, name: &Range<usize>) -> bool {
        let all = self.words.as_slice();
        let near = &all[name.start.saturating_sub(NEAR)..all.len().min(name.end + NEAR)];
        near.iter().any(|word: &Word| word.case == WordCase::Lower && word.length > LONG)
    }

    /// The longer name where it is a place's: "Mid Scotland and Fife", "Dublin North-West".
    fn part_of_place(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let all = self.words.as_slice();
        let folded = |index: usize| all.get(index).map(|word| self.words.folded(word)).unwrap_or_default();
        let is_side = |index: usize| is_listed(folded(index), SIDES);
        let is_before = |index: usize| is_side(index) || is_listed(folded(index), PARTS);
        // "Peninsular Malaysia is" begins a sentence with a name all the same.
        let begins =
            |index: &usize| all[*index].begins_sentence && is_before(*index) && self.words.gap(&all[name.start]) == " ";
        let is_part = |index: &usize| begins(index) || self.is_beside(name.start, Some(*index));
        let before = name.start.checked_sub(1).filter(is_part);
        // "Iranian Azerbaijan".
        let has_adjective = self.adjectives.contains(&name.start) && self.words.gap(&all[name.start]) == " ";
        let start = match before {
            Some(index) if is_before(index) => index,
            Some(_) => return None,
            None if has_adjective => name.start - 1,
            None => name.start,
        };
        let mut end = name.end;
        if self.is_beside(end, Some(end)) {
            if !is_side(end) {
                return None;
            }
            end += 1;
            while end < all.len() && self.words.gap(&all[end]) == "-" && is_side(end) {
                end += 1;
            }
        }
        // "Oxford West and Abingdon".
        let is_capital =
            |index: usize| all.get(index).is_some_and(|word| self.words.gap(word) == " " && word.capitals & 1 != 0);
        let joins = all.get(end).is_some_and(|word| self.words.gap(word) == " " && self.words.folded(word) == "and");
        let is_longer = (start, end) != (name.start, name.end);
        if is_longer && joins && is_capital(end + 1) && !self.is_taken[end + 1] && !is_capital(end + 2) {
            end += 2;
        }
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::gazetteer::GazetteerFile;
    use crate::tagger::{Model, TagOptions, Tagger};

    #[test]
    fn a_place_is_no_part_of_a_longer_name() {
        let cities = "id\tname:en\nglasgow\tGlasgow\noxford\tOxford\n";
        let countries =
            "id\tname:en\tadj:en\nIR\tIran\tIranian\nAZ\tAzerbaijan\tAzerbaijani\nAU\tAustralia\tAustralian\n";
        let file = |name: &str, table: &str| GazetteerFile::parse(name, name, table.as_bytes());
        let files = [file("cities.tsv", cities), file("countries.tsv", countries)];
        let tagger =
            Tagger::new(Arc::new(Model::build(&files).0), TagOptions::default()).expect("no gazetteer is named");
        let found = |text: &str| -> Vec<String> {
            let mentions = tagger.tag(text, Some("en")).mentions;
            let show = |mention: &crate::tagger::Mention<'_>| {
                format!("{}={}", &text[mention.span.clone()], mention.candidates[0].entity.entry.entity_type)
            };
            mentions.iter().map(show).collect()
        };
        let cases: [(&str, &[&str]); 11] = [
            ("He was born in Glasgow after the war", &["Glasgow=CITY"]),
            ("He lost in Glasgow Pollok after the war", &[]),
            ("They founded Reclaim Australia after that", &[]),
            ("He lost in Oxford West and Abingdon again", &["Oxford West and Abingdon=LOCATION"]),
            ("He lost in South Glasgow again", &["South Glasgow=LOCATION"]),
            ("Engagements in Iranian Azerbaijan began", &["Iranian Azerbaijan=LOCATION"]),
            ("They praised Australia Prime Minister and others", &["Australia=COUNTRY"]),
            ("They came to Glasgow Monday afternoon", &["Glasgow=CITY"]),
            ("Yesterday Glasgow was quiet", &["Glasgow=CITY"]),
            ("He Left Glasgow For Good", &["Glasgow=CITY"]),
            ("Between Oxford and Abingdon there was fog", &["Oxford=CITY"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
