//! The table of Kazakh case suffixes by the final sound of a word. It knows sounds, not names.
//!
//! In a suffix `А` stands for а or е, `Ы` for ы or і, `Ғ` for ғ or г, `Қ` for қ or к, as the harmony of the word asks.

use super::harmony::Harmony;
use crate::morph::endings::ends_in;
use crate::morph::features::Case;

/// The cases in the order of the table.
const CASES: [Case; 7] = [Case::Gen, Case::Acc, Case::Dat, Case::Loc, Case::Abl, Case::Ins, Case::LocAttr];

/// Suffixes of words of one final sound: by case, and the plural.
#[derive(Debug)]
pub(super) struct Row {
    cases: [&'static str; 7],
    plural: &'static str,
}

//                                gen    acc   dat   loc    abl    ins    loc-attr
const VOWEL: Row = row(["нЫң", "нЫ", "ҒА", "дА", "дАн", "мен", "дАҒЫ"], "лАр");
const R: Row = row(["дЫң", "дЫ", "ҒА", "дА", "дАн", "мен", "дАҒЫ"], "лАр");
const L: Row = row(["дЫң", "дЫ", "ҒА", "дА", "дАн", "мен", "дАҒЫ"], "дАр");
const NASAL: Row = row(["нЫң", "дЫ", "ҒА", "дА", "нАн", "мен", "дАҒЫ"], "дАр");
const Z: Row = row(["дЫң", "дЫ", "ҒА", "дА", "дАн", "бен", "дАҒЫ"], "дАр");
const VOICELESS: Row = row(["тЫң", "тЫ", "ҚА", "тА", "тАн", "пен", "тАҒЫ"], "тАр");
/// Words that carry the possessive of the third person: министрлігі, облысы.
const POSSESSED: Row = row(["нЫң", "н", "нА", "ндА", "нАн", "мен", "ндАҒЫ"], "лАр");
/// Words that carry the possessive of the first person: Қазақстаным.
const MY: Row = row(["нЫң", "дЫ", "А", "дА", "нАн", "мен", "дАҒЫ"], "дАр");

/// Which rows a word takes by its ending; the first line that fits decides. Several rows: writers differ.
const FINALS: &[(&str, &[&Row])] = &[
    ("ль", &[&L, &R, &VOWEL, &VOICELESS]),
    ("мь нь", &[&NASAL, &R, &VOWEL, &VOICELESS]),
    ("зь жь", &[&Z, &R, &VOWEL, &VOICELESS]),
    ("ь", &[&R, &VOWEL, &VOICELESS]),
    ("дж нж", &[&Z, &VOICELESS]),
    ("Vу Vи Vю", &[&R]),
    ("у и ю", &[&R, &VOWEL]),
    ("V", &[&VOWEL]),
    ("м н ң", &[&NASAL]),
    ("р й", &[&R]),
    ("л", &[&L]),
    ("з ж", &[&Z]),
    // б в г д are heard voiceless at the end of a word.
    ("C", &[&VOICELESS]),
];

/// Endings that lose their last letter before a suffix: Бухарест, Бухаресті.
const SIMPLIFIED: &str = "ст сс";

/// Every allomorph, which an acronym takes behind a hyphen: how its last letter is read decides, and readers differ.
const ACRONYM: [(Case, &str); 7] = [
    (Case::Gen, "дЫң тЫң нЫң"),
    (Case::Acc, "дЫ тЫ нЫ"),
    (Case::Dat, "ҒА ҚА"),
    (Case::Loc, "дА тА"),
    (Case::Abl, "дАн тАн нАн"),
    (Case::Ins, "мен бен пен"),
    (Case::LocAttr, "дАҒЫ тАҒЫ"),
];

const fn row(cases: [&'static str; 7], plural: &'static str) -> Row {
    Row { cases, plural }
}

/// The word with a suffix in the letters of a harmony.
fn with_suffix(word: &str, suffix: &str, harmony: Harmony) -> String {
    let mut text = String::with_capacity(word.len() + suffix.len());
    text.push_str(word);
    text.extend(suffix.chars().map(|letter| match (letter, harmony) {
        ('А', Harmony::Back) => 'а',
        ('А', Harmony::Front) => 'е',
        ('Ы', Harmony::Back) => 'ы',
        ('Ы', Harmony::Front) => 'і',
        ('Ғ', Harmony::Back) => 'ғ',
        ('Ғ', Harmony::Front) => 'г',
        ('Қ', Harmony::Back) => 'қ',
        ('Қ', Harmony::Front) => 'к',
        _ => letter,
    }));
    text
}

fn rows(word: &str) -> &'static [&'static Row] {
    FINALS.iter().find(|(endings, _)| ends_in(word, endings)).map_or(&[], |(_, rows)| rows)
}

/// The word in every case but the nominative.
pub(super) fn cases(word: &str, harmonies: &[Harmony]) -> Vec<(Case, String)> {
    let mut forms = Vec::new();
    for harmony in harmonies {
        for row in rows(word) {
            forms.extend(decline(word, row, *harmony));
        }
        if ends_in(word, SIMPLIFIED) {
            let shorter = word.strip_suffix(['т', 'с']).unwrap_or(word);
            forms.extend(decline(shorter, &VOICELESS, *harmony));
        }
    }
    forms
}

/// A word that carries the possessive, in every case but the nominative.
pub(super) fn possessed_cases(word: &str, harmony: Harmony) -> Vec<(Case, String)> {
    decline(word, &POSSESSED, harmony).collect()
}

fn decline(stem: &str, row: &'static Row, harmony: Harmony) -> impl Iterator<Item = (Case, String)> {
    CASES.iter().zip(row.cases).map(move |(case, suffix)| (*case, with_suffix(stem, suffix, harmony)))
}

/// The plural: -лар and its allomorphs, with the harmony of what follows.
pub(super) fn plural(word: &str, harmonies: &[Harmony]) -> Vec<(String, Harmony)> {
    let plural = |row: &&Row, harmony: &Harmony| (with_suffix(word, row.plural, *harmony), *harmony);
    let mut plurals: Vec<_> =
        harmonies.iter().flat_map(|harmony| rows(word).iter().map(move |row| plural(row, harmony))).collect();
    plurals.dedup();
    plurals
}

/// The suffix of residents and of what belongs to a place, `-лық` and its allomorphs, with the harmony of what follows.
pub(super) fn residents(word: &str, harmonies: &[Harmony]) -> Vec<(String, Harmony)> {
    onsets(word, harmonies, |row| row.plural, "ЫҚ")
}

/// «Like», `-дай` and its allomorphs.
pub(super) fn like(word: &str, harmonies: &[Harmony]) -> Vec<(String, Harmony)> {
    onsets(word, harmonies, |row| row.cases[3], "Ай")
}

/// A suffix that begins like another one of the row.
fn onsets(word: &str, harmonies: &[Harmony], model: fn(&Row) -> &'static str, rest: &str) -> Vec<(String, Harmony)> {
    let form = |row: &&Row, harmony: Harmony| {
        let onset = model(row).chars().next().map(String::from).unwrap_or_default();
        (with_suffix(word, &(onset + rest), harmony), harmony)
    };
    let mut forms: Vec<_> =
        harmonies.iter().flat_map(|harmony| rows(word).iter().map(move |row| form(row, *harmony))).collect();
    forms.dedup();
    forms
}

/// A suffix that begins with a vowel, which it loses behind a vowel: `Қазақстанымыз`, `Астанамыз`; the last п, к, қ is voiced.
pub(super) fn possessive(word: &str, suffixes: [&str; 2], harmonies: &[Harmony]) -> Vec<(String, Harmony)> {
    let [behind_vowel, behind_consonant] = suffixes;
    let voiced = [("п", "б"), ("к", "г"), ("қ", "ғ")]
        .iter()
        .find_map(|(voiceless, voiced)| word.strip_suffix(voiceless).map(|stem| format!("{stem}{voiced}")))
        // Нью-Йорк keeps its к: only a vowel before it voices it.
        .filter(|_| ends_in(word, "Vп Vк Vқ"))
        .unwrap_or_else(|| word.to_owned());
    let suffix = if ends_in(word, "V") && !ends_in(word, "у и ю") { behind_vowel } else { behind_consonant };
    harmonies.iter().map(|harmony| (with_suffix(&voiced, suffix, *harmony), *harmony)).collect()
}

/// A suffix without case in the letters of a harmony.
pub(super) fn plain(word: &str, suffix: &str, harmonies: &[Harmony]) -> Vec<(String, Harmony)> {
    harmonies.iter().map(|harmony| (with_suffix(word, suffix, *harmony), *harmony)).collect()
}

/// A word with the possessive of the first person, in every case but the nominative: `Қазақстаныма`.
pub(super) fn my_cases(word: &str, harmony: Harmony) -> Vec<(Case, String)> {
    decline(word, &MY, harmony).collect()
}

/// An acronym with the suffix of residents, a hyphen before it.
pub(super) fn acronym_residents(word: &str) -> Vec<(Case, String)> {
    let with = |suffix: &str| {
        [Harmony::Back, Harmony::Front].map(|harmony| (Case::Nom, with_suffix(word, &format!("-{suffix}"), harmony)))
    };
    ["лЫҚ", "дЫҚ", "тЫҚ"].into_iter().flat_map(with).collect()
}

/// An acronym in every case but the nominative: with a hyphen before the suffix as the rules of spelling ask, and without.
pub(super) fn acronym_cases(word: &str) -> Vec<(Case, String)> {
    let mut forms = Vec::new();
    for (case, suffixes) in ACRONYM {
        for suffix in suffixes.split_ascii_whitespace() {
            for harmony in [Harmony::Back, Harmony::Front] {
                forms.push((case, with_suffix(word, &format!("-{suffix}"), harmony)));
                forms.push((case, with_suffix(word, suffix, harmony)));
            }
        }
    }
    forms
}
