//! Fleeting vowels and other changes between the nominative and the oblique stem of words in a consonant, `ь` or `й`.

use super::word::Kind;
use crate::morph::endings::{ends_in, syllables};

/// Words whose oblique stem no rule gives.
const STEMS: &[(&str, &str)] = &[
    ("камень", "камн"),
    ("воробей", "воробь"),
    ("день", "дн"),
    ("египет", "египт"),
    ("журавель", "журавл"),
    ("козел", "козл"),
    ("котел", "котл"),
    ("лев", "льв"),
    ("лед", "льд"),
    ("ливень", "ливн"),
    ("лоб", "лб"),
    ("муравей", "муравь"),
    ("орел", "орл"),
    ("оленек", "оленьк"),
    ("остер", "остр"),
    ("павел", "павл"),
    ("пень", "пн"),
    ("петр", "петр"),
    ("рубель", "рубл"),
    ("соловей", "соловь"),
    ("турок", "турк"),
    ("угол", "угл"),
    ("узел", "узл"),
    ("хопер", "хопр"),
    ("христос", "христ"),
    ("церковь", "церкв"),
];

/// What happens to an ending in the oblique cases. `-` keeps the word as it is; the first of several is the likeliest.
struct Change {
    /// Kinds of words the change is for.
    kinds: &'static [Kind],
    /// What the word ends in, in the notation of the rules.
    words: &'static str,
    /// The letters that change.
    ending: &'static str,
    /// What they become.
    becomes: &'static str,
    /// Only words of this many letters or more.
    letters: usize,
}

const ALL: &[Kind] = &[Kind::Toponym, Kind::Noun, Kind::Given, Kind::Surname];
const THINGS: &[Kind] = &[Kind::Toponym, Kind::Noun];
const PEOPLE: &[Kind] = &[Kind::Given, Kind::Surname];
const NOUNS: &[Kind] = &[Kind::Noun];
const PLACES: &[Kind] = &[Kind::Toponym];
const GIVEN: &[Kind] = &[Kind::Given];

const fn change(kinds: &'static [Kind], words: &'static str, ending: &'static str, becomes: &'static str) -> Change {
    Change { kinds, words, ending, becomes, letters: 0 }
}

impl Change {
    const fn letters(self, letters: usize) -> Self {
        Self { letters, ..self }
    }
}

/// The changes; the first that fits decides. A change never takes the last vowel of a word.
const CHANGES: &[Change] = &[
    change(THINGS, "Vец", "ец", "йц"),
    change(PEOPLE, "Vец", "ец", "йц -"),
    change(THINGS, "лец", "ец", "ьц"),
    change(PEOPLE, "лец", "ец", "ьц -"),
    // Two consonants before it may need their vowel.
    change(ALL, "CCец", "ец", "- ц"),
    change(THINGS, "ец", "ец", "ц"),
    change(PEOPLE, "ец", "ец", "ц -"),
    change(THINGS, "чек жек шек", "ек", "к -"),
    change(NOUNS, "ок", "ок", "к -").letters(5),
    change(PLACES, "восток сток лок рок", "ок", "-"),
    change(ALL, "ок", "ок", "- к").letters(5),
    // Алибек, Ермек
    change(GIVEN, "бек мек", "ек", "-"),
    change(GIVEN, "жек шек чек щек", "ек", "- к"),
    change(GIVEN, "ек", "ек", "- ьк"),
];

/// The oblique stems of a word whose stem would be `stem` otherwise, the likeliest first.
pub(super) fn oblique(word: &str, stem: &str, kind: Kind) -> Vec<String> {
    if let Some((_, changed)) = STEMS.iter().find(|(listed, _)| *listed == word) {
        // A family may be named Орёл and keep its vowel.
        let kept = (kind == Kind::Surname && *changed != stem).then(|| stem.to_owned());
        return std::iter::once((*changed).to_owned()).chain(kept).collect();
    }
    let fits = |change: &&Change| {
        change.kinds.contains(&kind)
            && ends_in(word, change.words)
            && word.strip_suffix(change.ending).is_some_and(|root| syllables(root) > 0)
            && word.chars().count() >= change.letters
    };
    let Some(change) = CHANGES.iter().find(fits) else {
        return vec![stem.to_owned()];
    };
    let root = word.strip_suffix(change.ending).unwrap_or(word);
    let result = |becomes| {
        if becomes == "-" { stem.to_owned() } else { format!("{root}{becomes}") }
    };
    change.becomes.split_ascii_whitespace().map(result).collect()
}

/// The stem that makes `word` change as `model` does: `оленек` like `витек` -> `оленьк`.
pub(super) fn oblique_like(word: &str, model: &str, kind: Kind) -> Option<String> {
    let changed =
        [kind, Kind::Given].into_iter().flat_map(|kind| oblique(model, model, kind)).find(|stem| stem != model)?;
    let shared = model.chars().zip(changed.chars()).take_while(|(a, b)| a == b).count();
    let from: String = model.chars().skip(shared).collect();
    let to: String = changed.chars().skip(shared).collect();
    Some(format!("{}{to}", word.strip_suffix(from.as_str())?))
}
