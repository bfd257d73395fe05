//! Russian endings of people's names, backwards: from a form to the base forms that it may be of.
//!
//! The paradigm tables of `morph/ru` go forwards; this is what they say of given names, surnames and patronymics, read from the end of
//! the word. The data is the table; it knows no names.

use super::slots::{ACC, ANY, DAT, GEN, INS, LOC, NOM, Slots};

/// How a word declines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A man's name in a consonant, -й or -ь, as a noun: Иван, Андрей, Игорь, Вучич.
    Noun,
    /// The same with a vowel that comes and goes: Павел, Кравец.
    Fleeting,
    /// In -а or -я: Анна, Никита, Глоба.
    A,
    /// A woman's name in -ь: Любовь.
    Soft,
    /// A surname in -ов, -ев, -ин, -ын.
    Possessive,
    /// A surname that is an adjective: Чайковский, Толстой, Белый.
    Adjective,
    /// Does not decline.
    Still,
}

/// One way in which a form is made of its base.
#[derive(Debug)]
struct Ending {
    class: Class,
    form: &'static str,
    base: &'static str,
    slots: Slots,
}

const fn row(class: Class, form: &'static str, base: &'static str, slots: Slots) -> Ending {
    Ending { class, form, base, slots }
}

use Class::{A, Adjective, Fleeting, Noun, Possessive, Soft, Still};

/// A base and the pairs of gender and case in which it has the form.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The nominative; of surnames the masculine one.
    pub(super) text: String,
    /// How it declines.
    pub(super) class: Class,
    /// What the form may stand for.
    pub(super) slots: Slots,
}

const ENDINGS: &[Ending] = &[
    row(Noun, "", "", Slots::man(NOM)),
    row(Noun, "а", "", Slots::man(GEN | ACC)),
    row(Noun, "у", "", Slots::man(DAT)),
    row(Noun, "ом", "", Slots::man(INS)),
    row(Noun, "ем", "", Slots::man(INS)),
    row(Noun, "е", "", Slots::man(LOC)),
    row(Noun, "я", "й", Slots::man(GEN | ACC)),
    row(Noun, "ю", "й", Slots::man(DAT)),
    row(Noun, "ем", "й", Slots::man(INS)),
    row(Noun, "е", "й", Slots::man(LOC)),
    row(Noun, "ии", "ий", Slots::man(LOC)),
    row(Noun, "я", "ь", Slots::man(GEN | ACC)),
    row(Noun, "ю", "ь", Slots::man(DAT)),
    row(Noun, "ем", "ь", Slots::man(INS)),
    row(Noun, "е", "ь", Slots::man(LOC)),
    row(Fleeting, "ла", "ел", Slots::man(GEN | ACC)),
    row(Fleeting, "лу", "ел", Slots::man(DAT)),
    row(Fleeting, "лом", "ел", Slots::man(INS)),
    row(Fleeting, "ле", "ел", Slots::man(LOC)),
    row(Fleeting, "ьва", "ев", Slots::man(GEN | ACC)),
    row(Fleeting, "ьву", "ев", Slots::man(DAT)),
    row(Fleeting, "ьвом", "ев", Slots::man(INS)),
    row(Fleeting, "ьве", "ев", Slots::man(LOC)),
    row(Fleeting, "ца", "ец", Slots::man(GEN | ACC)),
    row(Fleeting, "цу", "ец", Slots::man(DAT)),
    row(Fleeting, "цом", "ец", Slots::man(INS)),
    row(Fleeting, "цем", "ец", Slots::man(INS)),
    row(Fleeting, "це", "ец", Slots::man(LOC)),
    row(Fleeting, "йца", "ец", Slots::man(GEN | ACC)),
    row(Fleeting, "йцу", "ец", Slots::man(DAT)),
    row(Fleeting, "йцем", "ец", Slots::man(INS)),
    row(Fleeting, "ка", "ок", Slots::man(GEN | ACC)),
    row(Fleeting, "ку", "ок", Slots::man(DAT)),
    row(Fleeting, "ком", "ок", Slots::man(INS)),
    row(Fleeting, "ке", "ок", Slots::man(LOC)),
    row(Fleeting, "ька", "ек", Slots::man(GEN | ACC)),
    row(Fleeting, "ьку", "ек", Slots::man(DAT)),
    row(Fleeting, "ьком", "ек", Slots::man(INS)),
    row(A, "", "", Slots::one(NOM)),
    row(A, "ы", "а", Slots::one(GEN)),
    row(A, "и", "а", Slots::one(GEN)),
    row(A, "е", "а", Slots::one(DAT | LOC)),
    row(A, "у", "а", Slots::one(ACC)),
    row(A, "ой", "а", Slots::one(INS)),
    row(A, "ою", "а", Slots::one(INS)),
    row(A, "ей", "а", Slots::one(INS)),
    row(A, "ии", "ия", Slots::one(GEN | DAT | LOC)),
    row(A, "и", "я", Slots::one(GEN)),
    row(A, "е", "я", Slots::one(DAT | LOC)),
    row(A, "ю", "я", Slots::one(ACC)),
    row(A, "ей", "я", Slots::one(INS)),
    row(A, "ею", "я", Slots::one(INS)),
    row(Soft, "ь", "ь", Slots::woman(NOM | ACC)),
    row(Soft, "и", "ь", Slots::woman(GEN | DAT | LOC)),
    row(Soft, "ью", "ь", Slots::woman(INS)),
    row(Possessive, "", "", Slots::man(NOM)),
    row(Possessive, "а", "", Slots::man(GEN | ACC).or(Slots::woman(NOM))),
    row(Possessive, "у", "", Slots::man(DAT).or(Slots::woman(ACC))),
    row(Possessive, "ым", "", Slots::man(INS).or(Slots::several(DAT))),
    row(Possessive, "ом", "", Slots::man(INS)),
    row(Possessive, "е", "", Slots::man(LOC)),
    row(Possessive, "ой", "", Slots::woman(GEN | DAT | INS | LOC)),
    row(Possessive, "ою", "", Slots::woman(INS)),
    row(Possessive, "ы", "", Slots::several(NOM)),
    row(Possessive, "ых", "", Slots::several(GEN | ACC | LOC)),
    row(Possessive, "ыми", "", Slots::several(INS)),
    row(Adjective, "ий", "ий", Slots::man(NOM)),
    row(Adjective, "ый", "ый", Slots::man(NOM)),
    row(Adjective, "ой", "ой", Slots::man(NOM)),
    row(Adjective, "ого", "ий", Slots::man(GEN | ACC)),
    row(Adjective, "ому", "ий", Slots::man(DAT)),
    row(Adjective, "им", "ий", Slots::man(INS).or(Slots::several(DAT))),
    row(Adjective, "ом", "ий", Slots::man(LOC)),
    row(Adjective, "его", "ий", Slots::man(GEN | ACC)),
    row(Adjective, "ему", "ий", Slots::man(DAT)),
    row(Adjective, "ем", "ий", Slots::man(LOC)),
    row(Adjective, "ая", "ий", Slots::woman(NOM)),
    row(Adjective, "ой", "ий", Slots::woman(GEN | DAT | INS | LOC)),
    row(Adjective, "ую", "ий", Slots::woman(ACC)),
    row(Adjective, "ие", "ий", Slots::several(NOM)),
    row(Adjective, "их", "ий", Slots::several(GEN | ACC | LOC)),
    row(Adjective, "ими", "ий", Slots::several(INS)),
    row(Adjective, "ого", "ый", Slots::man(GEN | ACC)),
    row(Adjective, "ому", "ый", Slots::man(DAT)),
    row(Adjective, "ым", "ый", Slots::man(INS)),
    row(Adjective, "ом", "ый", Slots::man(LOC)),
    row(Adjective, "ая", "ый", Slots::woman(NOM)),
    row(Adjective, "ой", "ый", Slots::woman(GEN | DAT | INS | LOC)),
    row(Adjective, "ую", "ый", Slots::woman(ACC)),
    row(Adjective, "ого", "ой", Slots::man(GEN | ACC)),
    row(Adjective, "ому", "ой", Slots::man(DAT)),
    row(Adjective, "ым", "ой", Slots::man(INS)),
    row(Adjective, "им", "ой", Slots::man(INS)),
    row(Adjective, "ом", "ой", Slots::man(LOC)),
    row(Adjective, "ая", "ой", Slots::woman(NOM)),
    row(Adjective, "ой", "ой", Slots::woman(GEN | DAT | INS | LOC)),
    row(Adjective, "ую", "ой", Slots::woman(ACC)),
];

const VOWELS: &str = "аеиоуыэюяәөұүі";

/// Calls for every base that a folded word may be a form of.
pub(super) fn bases(word: &str, mut found: impl FnMut(Base)) {
    for ending in ENDINGS {
        // Most endings differ in their last letter.
        let last = ending.form.as_bytes().last();
        if last.is_some() && last != word.as_bytes().last() {
            continue;
        }
        let Some(stem) = word.strip_suffix(ending.form) else { continue };
        if stem.len() + ending.base.len() < 4 {
            continue;
        }
        let text = format!("{stem}{}", ending.base);
        if fits(&text, ending.class) {
            found(Base { text, class: ending.class, slots: ending.slots });
        }
    }
    let is_behind_vowel = word.chars().rev().nth(1).is_some_and(|letter| VOWELS.contains(letter));
    let still = match word.chars().next_back() {
        // «Ыль», «Гульнар» of a woman; a man's declines.
        Some(last) if VOWELS.contains(last) && !"ая".contains(last) => Slots::ONE.or(Slots::several(ANY)),
        // «Гарсиа»; «Анна» declines.
        Some(last) if "ая".contains(last) && is_behind_vowel => Slots::ONE,
        Some(last) if "ая".contains(last) => return,
        Some(_) if word.ends_with("ых") || word.ends_with("их") => Slots::ONE.or(Slots::several(ANY)),
        Some(_) if is_adjective(word) => return,
        Some(_) => Slots::WOMAN,
        None => return,
    };
    found(Base { text: word.to_owned(), class: Still, slots: still });
}

/// Whether a base has the ending of a class.
fn fits(base: &str, class: Class) -> bool {
    let mut letters = base.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return false };
    match class {
        Noun => !VOWELS.contains(last) && !"ъ".contains(last) && !is_adjective(base),
        Fleeting => !VOWELS.contains(before) || "ео".contains(before),
        A => "ая".contains(last),
        Soft => last == 'ь',
        Possessive => "вн".contains(last) && is_possessive(base),
        Adjective => last == 'й' && base.chars().count() > 3,
        Still => true,
    }
}

/// Whether a word ends as an adjective does in the nominative or another common form.
fn is_adjective(word: &str) -> bool {
    word.chars().count() > 5
        && ["ский", "цкий", "ной", "ный", "вый", "ской", "цкой", "ых", "ких"].iter().any(|end| word.ends_with(end))
}

/// Whether a surname ends as most Russian ones do.
pub(super) fn is_possessive(base: &str) -> bool {
    let long_enough = base.chars().count() > 3;
    long_enough && ["ов", "ев", "ин", "ын"].iter().any(|ending| base.ends_with(ending))
}

/// Endings of surnames that hardly any other word has, in the base form.
const SHAPES: &str = "ов ев ин ын ский цкий ской цкой енко чук щук юк ян янц дзе швили ович евич ич ман берг штейн ых заде оглу \
                      ұлы қызы улы кызы оглы баев беков";

/// Whether a base form looks like a surname.
pub(super) fn is_shaped(base: &str) -> bool {
    base.chars().count() > 4 && SHAPES.split_ascii_whitespace().any(|ending| base.ends_with(ending))
}

/// Endings of patronymics, their base, and in which pairs they stand.
const PATRONYMICS: &[(&str, &str, Slots)] = &[
    ("вич", "вич", Slots::man(NOM)),
    ("вича", "вич", Slots::man(GEN | ACC)),
    ("вичу", "вич", Slots::man(DAT)),
    ("вичем", "вич", Slots::man(INS)),
    ("виче", "вич", Slots::man(LOC)),
    ("ьич", "ьич", Slots::man(NOM)),
    ("ьича", "ьич", Slots::man(GEN | ACC)),
    ("ьичу", "ьич", Slots::man(DAT)),
    ("ьичом", "ьич", Slots::man(INS)),
    ("ьиче", "ьич", Slots::man(LOC)),
    ("вна", "вна", Slots::woman(NOM)),
    ("вны", "вна", Slots::woman(GEN)),
    ("вне", "вна", Slots::woman(DAT | LOC)),
    ("вну", "вна", Slots::woman(ACC)),
    ("вной", "вна", Slots::woman(INS)),
    ("ична", "ична", Slots::woman(NOM)),
    ("ичны", "ична", Slots::woman(GEN)),
    ("ичне", "ична", Slots::woman(DAT | LOC)),
    ("ичну", "ична", Slots::woman(ACC)),
    ("ичной", "ична", Slots::woman(INS)),
    ("ьмич", "ьмич", Slots::man(NOM)),
    ("ьмича", "ьмич", Slots::man(GEN | ACC)),
    ("ьмичу", "ьмич", Slots::man(DAT)),
    ("ьмичом", "ьмич", Slots::man(INS)),
    ("китич", "китич", Slots::man(NOM)),
    ("китича", "китич", Slots::man(GEN | ACC)),
    ("китичу", "китич", Slots::man(DAT)),
    ("китичем", "китич", Slots::man(INS)),
    ("лукич", "лукич", Slots::man(NOM)),
    ("лукича", "лукич", Slots::man(GEN | ACC)),
    ("фомич", "фомич", Slots::man(NOM)),
    ("фомича", "фомич", Slots::man(GEN | ACC)),
    ("улы", "улы", Slots::MAN),
    ("ұлы", "ұлы", Slots::MAN),
    ("оглы", "оглы", Slots::MAN),
    ("кызы", "кызы", Slots::WOMAN),
    ("қызы", "қызы", Slots::WOMAN),
    ("гызы", "гызы", Slots::WOMAN),
];

/// The patronymics that a word may be.
pub(super) fn patronymics(word: &str) -> impl Iterator<Item = (String, Slots)> {
    let of = move |(form, base, slots): &(&str, &str, Slots)| {
        let stem = word.strip_suffix(form).filter(|stem| stem.chars().count() > 2 || stem.is_empty())?;
        let fits = match *base {
            "вич" | "вна" => stem.ends_with(['о', 'е']),
            _ => true,
        };
        fits.then(|| (format!("{stem}{base}"), *slots))
    };
    PATRONYMICS.iter().filter_map(of)
}

/// The nominative of a surname for a gender, from its masculine base.
pub(super) fn feminine(base: &str) -> String {
    if let Some((first, rest)) = base.split_once('-') {
        return format!("{}-{}", feminine(first), feminine(rest));
    }
    if is_possessive(base) {
        return format!("{base}а");
    }
    match base.strip_suffix("ий").or_else(|| base.strip_suffix("ый")).or_else(|| base.strip_suffix("ой")) {
        Some(stem) => format!("{stem}ая"),
        None => base.to_owned(),
    }
}
