//! Kazakh case suffixes of people's names, backwards.

use super::russian::{Base, Class};
use super::slots::{ABL, ACC, Cases, DAT, GEN, INS, LOC, NOM, Slots};

/// Suffixes of a plain word by case; which one follows which sound is looked at apart.
const SUFFIXES: &[(&str, Cases)] = &[
    ("ның", GEN),
    ("нің", GEN),
    ("дың", GEN),
    ("дің", GEN),
    ("тың", GEN),
    ("тің", GEN),
    ("ны", ACC),
    ("ні", ACC),
    ("ды", ACC),
    ("ді", ACC),
    ("ты", ACC),
    ("ті", ACC),
    ("ға", DAT),
    ("ге", DAT),
    ("қа", DAT),
    ("ке", DAT),
    ("да", LOC),
    ("де", LOC),
    ("та", LOC),
    ("те", LOC),
    ("дан", ABL),
    ("ден", ABL),
    ("тан", ABL),
    ("тен", ABL),
    ("нан", ABL),
    ("нен", ABL),
    ("мен", INS),
    ("бен", INS),
    ("пен", INS),
    ("нікі", GEN),
    ("дікі", GEN),
    ("тікі", GEN),
    ("дағы", LOC),
    ("дегі", LOC),
    ("тағы", LOC),
    ("тегі", LOC),
];

/// Suffixes behind a possessive: Құнанбайұлына.
const POSSESSED: &[(&str, Cases)] =
    &[("ның", GEN), ("нің", GEN), ("н", ACC), ("на", DAT), ("не", DAT), ("нда", LOC), ("нан", ABL), ("мен", INS)];

/// Endings of patronymics.
const PATRONYMICS: [&str; 6] = ["ұлы", "қызы", "улы", "кызы", "ович", "евич"];
const FEMININE: [&str; 4] = ["овна", "евна", "қызы", "кызы"];

/// Calls for every base that a folded word may be a form of.
pub(super) fn bases(word: &str, mut found: impl FnMut(Base)) {
    let mut give = |text: &str, cases: Cases| {
        let slots = match text {
            _ if text.ends_with("ова") || text.ends_with("ева") || text.ends_with("ина") => {
                Slots::woman(cases)
            }
            _ if text.ends_with("ская") || text.ends_with("ая") => Slots::woman(cases),
            _ if is_possessive(text) || text.ends_with("ский") => Slots::man(cases),
            _ => Slots::one(cases),
        };
        // Surnames are told apart by their masculine base: «Мағзұмова» is of «мағзұмов».
        let masculine = text.strip_suffix('а').filter(|base| is_possessive(base)).map(str::to_owned);
        let masculine = masculine.or_else(|| text.strip_suffix("ская").map(|stem| format!("{stem}ский")));
        if let Some(masculine) = masculine {
            found(Base { text: masculine, class: Class::Possessive, slots });
        }
        found(Base { text: text.to_owned(), class: Class::Still, slots: Slots::one(cases) });
    };
    give(word, NOM);
    for (suffix, cases) in SUFFIXES {
        let stem = word.strip_suffix(suffix).filter(|stem| stem.chars().count() > 2);
        if let Some(stem) = stem.filter(|stem| follows(stem, suffix)) {
            give(stem, *cases);
        }
    }
}

fn is_possessive(base: &str) -> bool {
    super::russian::is_possessive(base)
}

/// Whether a suffix can follow the last sound of a stem.
fn follows(stem: &str, suffix: &str) -> bool {
    let Some(last) = stem.chars().next_back() else { return false };
    let is_vowel = "аәеиоөуұүыіэюя".contains(last);
    let is_voiceless = "бвгдкқпстфхһцчшщ".contains(last);
    match suffix.chars().next() {
        Some('н') if suffix.starts_with("нан") || suffix.starts_with("нен") => "мнң".contains(last),
        Some('н') => is_vowel || "мнң".contains(last),
        Some('д') => !(is_voiceless || is_vowel && matches!(suffix, "ды" | "ді" | "дың" | "дің" | "дікі")),
        Some('т' | 'қ' | 'к' | 'п') => is_voiceless,
        Some('ғ' | 'г') => !is_voiceless,
        Some('б') => "зж".contains(last),
        Some('м') => !is_voiceless && !"зж".contains(last),
        _ => true,
    }
}

/// The patronymics that a word may be.
pub(super) fn patronymics(word: &str, mut found: impl FnMut(&str, Slots)) {
    let mut give = |text: &str, cases: Cases| {
        if text.chars().count() > 5 && PATRONYMICS.iter().chain(&FEMININE).any(|ending| text.ends_with(ending)) {
            let is_woman = FEMININE.iter().any(|ending| text.ends_with(ending));
            found(text, if is_woman { Slots::woman(cases) } else { Slots::man(cases) });
        }
    };
    give(word, NOM);
    for (suffix, cases) in POSSESSED.iter().chain(SUFFIXES) {
        if let Some(stem) = word.strip_suffix(suffix) {
            give(stem, *cases);
        }
    }
}
