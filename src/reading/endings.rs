//! Russian endings: which words may be adjectives of a case, and which may stand in the genitive. Tables, the longest endings first.

use crate::morph::{Case, Features, is_listed};

/// Whether a word begins with one of a list.
pub(super) fn begins_with(list: &str, word: &str) -> bool {
    list.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether a word ends with one of a list.
pub(super) fn ends_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|ending| word.ends_with(ending))
}

/// Endings of adjectives, the cases they may stand for, and the vowel class: what is cut off to give another gender.
const ADJECTIVES: &[(&str, &[Case])] = &[
    ("ыми", &[Case::Ins]),
    ("ими", &[Case::Ins]),
    ("ого", &[Case::Gen, Case::Acc]),
    ("его", &[Case::Gen, Case::Acc]),
    ("ому", &[Case::Dat]),
    ("ему", &[Case::Dat]),
    ("ый", &[Case::Nom, Case::Acc]),
    ("ий", &[Case::Nom, Case::Acc]),
    ("ой", &[Case::Nom, Case::Acc, Case::Gen, Case::Dat, Case::Ins, Case::Loc]),
    ("ей", &[Case::Gen, Case::Dat, Case::Ins, Case::Loc]),
    ("ая", &[Case::Nom]),
    ("яя", &[Case::Nom]),
    ("ое", &[Case::Nom, Case::Acc]),
    ("ее", &[Case::Nom, Case::Acc]),
    ("ые", &[Case::Nom, Case::Acc]),
    ("ие", &[Case::Nom, Case::Acc]),
    ("ую", &[Case::Acc]),
    ("юю", &[Case::Acc]),
    ("ых", &[Case::Gen, Case::Loc, Case::Acc]),
    ("их", &[Case::Gen, Case::Loc, Case::Acc]),
    ("ым", &[Case::Ins, Case::Dat]),
    ("им", &[Case::Ins, Case::Dat]),
    ("ом", &[Case::Loc]),
    ("ем", &[Case::Loc]),
];

/// Words that end like adjectives and say nothing of what a thing is.
const NO_ADJECTIVES: &str = "этой этого этому этом этим этих своего своей своему своем своих нашего нашей нашему нашем наших вашего вашей их его \
    который которой которого которым которых такой такого такая такое другой другого другие других каждый каждого каждой \
    самой самого самый всей всего всех той того тому том";

/// The cases of an adjective, when a word may be one.
pub(super) fn adjective_cases(folded: &str) -> Option<&'static [Case]> {
    if is_listed(folded, NO_ADJECTIVES) || folded.chars().count() < 5 {
        return None;
    }
    ADJECTIVES.iter().find(|(ending, _)| folded.ends_with(ending)).map(|(_, cases)| *cases)
}

/// Whether an adjective of these cases may stand before a form with these features.
pub(super) fn agrees(cases: &[Case], features: Features) -> bool {
    features.is_empty() || cases.iter().any(|case| features.has_case(*case))
}

/// Words for the kind of an institution, which begin its name also at the start of a sentence, where a capital says nothing.
const INSTITUTIONAL: &str = "федеральн государственн национальн международн всемирн мировой европейск верховн центральн конституционн генеральн \
    всероссийск республиканск арбитражн народн общественн следственн военн межпарламентск верхн нижн святейш высш \
    антимонопольн счётн счетн";

/// Whether an adjective begins the name of an institution.
pub(super) fn is_institutional(folded: &str) -> bool {
    begins_with(INSTITUTIONAL, folded)
}

/// How adjectives begin that say nothing of what a thing is but of when, where and how good it is.
const PASSING: &str = "нов стар бывш нынешн прошл будущ крупн известн данн местн перв втор трет последн следующ собственн различн отдельн \
    некотор ведущ весь всё крупнейш больш мал хорош лучш главн сво так эт мног один одн друг остальн специальн \
    соответствующ вышеназванн указанн прежн официальн столичн зарубежн иностранн отечественн знаменит престижн совместн \
    сам независим частн родн популярн созданн основанн молод сильн влиятельн действующ правящ оппозиционн современн \
    единственн любим";

/// Whether an adjective in small letters says what a thing is: «духовное», «философский», not «бывшее», «крупнейший», «включающий».
pub(super) fn is_relational(folded: &str) -> bool {
    let ending = ADJECTIVES.iter().find(|(ending, _)| folded.ends_with(ending));
    let stem = ending.map_or(folded, |(ending, _)| &folded[..folded.len() - ending.len()]);
    ends_in("ск н", stem) && !stem.ends_with("нн") && !begins_with(PASSING, folded)
}

/// How words in the genitive end.
const GENITIVE: &str =
    "сульман стиан ждан ссиян стран стьян ого его ых их ой ей ий ов ев а я ы и ств наук дел лиц ний войск";

/// Short or frequent words that end so and are no nouns in the genitive.
const NO_GENITIVE: &str = "уверены намерены готовы согласны должны обязаны недовольны довольны против а и я на за из-за для или ни ли бы вы мы ты \
    они она кто когда тогда всегда иногда никогда куда туда сюда откуда вчера завтра сегодня сначала снова опять однако \
    пока хотя если почти после весьма два три оба обе эти все свои наши ваши мои эта та сама сами была были стала стали \
    могла могли будучи сей чей своей нашей этой той всей этого того своего нашего которого которой которых которые который \
    их его таких других своих наших этих тех всех самой самого такой другой каждой более однажды якобы дабы чтобы";

/// Nouns in the genitive that end like a verb in the past.
const NO_VERBS: &str = "торговли земли отрасли связи капитала персонала материала материалов футбола баскетбола волейбола гандбола металла \
    дела промысла стола села тела журнала канала квартала филиала потенциала ремесла правила генерала интеграла кавказа \
    урала школа";

/// Whether a word may be a noun or an adjective in the genitive.
pub(super) fn may_be_genitive(folded: &str) -> bool {
    if is_listed(folded, NO_GENITIVE) || folded.chars().count() < 3 {
        return false;
    }
    let is_verb = ["ла", "ли", "ло", "ся", "сь", "ая", "яя", "ти", "чи"].iter().any(|ending| folded.ends_with(ending))
        && !is_listed(folded, NO_VERBS)
        && !["сти", "ости", "ати"].iter().any(|ending| folded.ends_with(ending));
    !is_verb && ends_in(GENITIVE, folded)
}

/// How words behind a preposition end, whatever its case.
const OBLIQUE: &str = "ому ему ым им ам ям ой ей у ю е и ами ями ом ем ых их ах ях";

/// Whether a word may be a noun or an adjective behind a preposition.
pub(super) fn may_be_oblique(folded: &str) -> bool {
    folded.chars().count() >= 3
        && !is_listed(folded, NO_GENITIVE)
        && (may_be_genitive(folded) || ends_in(OBLIQUE, folded))
}

/// The gender that the base form of a noun shows by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// «комитет».
    Masculine,
    /// «комиссия».
    Feminine,
    /// «министерство».
    Neuter,
    /// «силы».
    Plural,
}

/// The gender of a noun by its ending.
pub(super) fn shape(lemma: &str) -> Shape {
    let lemma = lemma.split('{').next().unwrap_or(lemma).to_lowercase();
    match lemma.chars().next_back() {
        Some('а' | 'я' | 'ь') => Shape::Feminine,
        Some('о' | 'е') => Shape::Neuter,
        Some('ы' | 'и') => Shape::Plural,
        _ => Shape::Masculine,
    }
}

/// The ending of a number in figures that agrees with a noun of this shape: «2-я».
pub(super) const fn ordinal(shape: Shape) -> &'static str {
    match shape {
        Shape::Masculine => "й",
        Shape::Feminine => "я",
        Shape::Neuter | Shape::Plural => "е",
    }
}

/// The nominative of an adjective that agrees with a noun of this shape; the word itself when it is no adjective.
pub(super) fn nominative(word: &str, shape: Shape) -> String {
    let Some((ending, _)) = ADJECTIVES.iter().find(|(ending, _)| word.to_lowercase().ends_with(ending)) else {
        return word.to_owned();
    };
    let stem = &word[..word.len() - ending.len()];
    let last = stem.chars().next_back().unwrap_or('н');
    let is_velar = "кгх".contains(last);
    let is_sibilant = "жшчщ".contains(last);
    let is_soft = !is_velar
        && !is_sibilant
        && ["его", "ему", "ий", "ей", "яя", "ее", "ие", "юю", "их", "им", "ими", "ем"].contains(ending);
    let nominative = match shape {
        Shape::Masculine if *ending == "ой" && word.to_lowercase().ends_with("ой") && !is_velar => "ый",
        Shape::Masculine if is_velar || is_sibilant || is_soft => "ий",
        Shape::Masculine => "ый",
        Shape::Feminine if is_soft => "яя",
        Shape::Feminine => "ая",
        Shape::Neuter if is_soft || is_sibilant => "ее",
        Shape::Neuter => "ое",
        Shape::Plural if is_velar || is_sibilant || is_soft => "ие",
        Shape::Plural => "ые",
    };
    format!("{stem}{nominative}")
}
