//! The table of Russian declension classes: ending strings by case. It knows endings, not which word has which.

use super::declension::Declension;
use crate::morph::endings::{is_consonant, is_vowel};
use crate::morph::features::{Features, Number};

/// Whether a word names a living being, which decides its accusative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Animacy {
    /// The accusative is the genitive.
    Animate,
    /// The accusative is the nominative.
    Inanimate,
    /// Not known: both.
    Either,
}

/// A declension class. Cells are nominative, genitive, dative, accusative, instrumental, locative:
///
/// | in a cell | means |
/// |---|---|
/// | `/` | either |
/// | `*` | accusative: the genitive when animate, the nominative when not |
/// | `=`, `=ю` | the nominative as it stands, the nominative and `ю` |
/// | `~` | the bare stem, with a vowel between its last two consonants where it needs one (`сербк` -> `сербок`) |
/// | other | stem and ending |
///
/// The stem is the word without the first of its nominative endings that fits.
#[derive(Debug)]
pub(super) struct Class {
    /// Name, as in the flag `class=` and in `docs/MORPHOLOGY.md`.
    pub(super) name: &'static str,
    number: Number,
    cells: [&'static str; 6],
}

const fn sg(name: &'static str, cells: [&'static str; 6]) -> Class {
    Class { name, number: Number::Sing, cells }
}

const fn pl(name: &'static str, cells: [&'static str; 6]) -> Class {
    Class { name, number: Number::Plur, cells }
}

/// All classes.
pub(super) const CLASSES: &[Class] = &[
    // Masculine nouns: Казахстан; Вучич, Череповец; Кемелевич; Ярославль; Китай; Маврикий.
    sg("m", ["", "а", "у", "*", "ом", "е"]),
    sg("m.sib", ["", "а", "у", "*", "ем/ом", "е"]),
    sg("m.sib.em", ["", "а", "у", "*", "ем", "е"]),
    sg("m.soft", ["ь", "я", "ю", "*", "ем", "е"]),
    sg("m.j", ["й", "я", "ю", "*", "ем", "е"]),
    sg("m.ij", ["ий", "ия", "ию", "*", "ием", "ии/ие"]),
    // Feminine nouns: Астана; Прага; Польша; Ницца; Корея; Сербия; Казань.
    sg("f", ["а", "ы", "е", "у", "ой", "е"]),
    sg("f.vel", ["а", "и", "е", "у", "ой", "е"]),
    sg("f.sib", ["а", "и", "е", "у", "ей/ой", "е"]),
    sg("f.ts", ["а", "ы", "е", "у", "ей/ой", "е"]),
    sg("f.soft", ["я", "и", "е", "ю", "ей", "е"]),
    sg("f.ia", ["ия", "ии", "ии", "ию", "ией", "ии"]),
    sg("f.3", ["ь", "и", "и", "=", "=ю", "и"]),
    // Neuter nouns: Кемерово; Городище; Приморье; Закавказие.
    sg("n", ["о", "а", "у", "=", "ом", "е"]),
    sg("n.e", ["е", "а", "у", "=", "ем", "е"]),
    sg("n.je", ["е", "я", "ю", "=", "ем", "е"]),
    sg("n.ie", ["ие", "ия", "ию", "=", "ием", "ии"]),
    // Plural nouns: Афины, Штаты; Бельцы; Химки; Мытищи; Ессентуки has pl.vel too; Альпы; Ливни; Филиппины.
    pl("pl.y", ["ы", "~/ов", "ам", "*", "ами", "ах"]),
    pl("pl.ts", ["ы/и", "~/ов/ев", "ам", "*", "ами", "ах"]),
    pl("pl.vel", ["и", "~/ов", "ам", "*", "ами", "ах"]),
    pl("pl.sib", ["и", "~/ей", "ам", "*", "ами", "ах"]),
    pl("pl.soft", ["и", "ей/ь", "ям", "*", "ями", "ях"]),
    pl("pl.n", ["и", "ей/ь/~/~ь", "ям", "*", "ями", "ях"]),
    pl("pl.j", ["и", "й/ев", "ям", "*", "ями", "ях"]),
    pl("pl.ji", ["йи", "й/йев", "йям", "*", "йями", "йях"]),
    pl("pl.ia", ["ии", "ий", "иям", "*", "иями", "иях"]),
    pl("pl.ija", ["ия", "ий", "иям", "*", "иями", "иях"]),
    pl("pl.a", ["а", "~/ов", "ам", "*", "ами", "ах"]),
    pl("pl.ja", ["я", "ей/й/ев", "ям", "*", "ями", "ях"]),
    // Plurals of people: россияне; болгары; казахстанцы; сербы, поляки; грузины; москвичи; евреи; россиянки.
    pl("pl.ane", ["е", "", "ам", "*", "ами", "ах"]),
    pl("pl.ary", ["ы", "", "ам", "*", "ами", "ах"]),
    pl("pl.tsy", ["ы", "ев", "ам", "*", "ами", "ах"]),
    pl("pl.ov", ["ы/и", "ов", "ам", "*", "ами", "ах"]),
    pl("pl.in", ["ы", "/ов", "ам", "*", "ами", "ах"]),
    pl("pl.ej", ["и", "ей", "ам", "*", "ами", "ах"]),
    pl("pl.ei", ["и", "ев", "ям", "*", "ями", "ях"]),
    pl("pl.f", ["ы/и", "~", "ам", "*", "ами", "ах"]),
    // Adjectives: грозный, большой (ой); казахстанский; нижний; казачий. The same for feminine, neuter, plural.
    sg("adj.m", ["ый/ой", "ого", "ому", "*", "ым", "ом"]),
    sg("adj.m.vel", ["ий/ой", "ого", "ому", "*", "им", "ом"]),
    sg("adj.m.soft", ["ий", "его", "ему", "*", "им", "ем"]),
    sg("adj.m.poss", ["ий", "ьего", "ьему", "*", "ьим", "ьем"]),
    sg("adj.f", ["ая", "ой", "ой", "ую", "ой", "ой"]),
    sg("adj.f.soft", ["яя", "ей", "ей", "юю", "ей", "ей"]),
    sg("adj.f.sib", ["ая", "ей", "ей", "ую", "ей", "ей"]),
    sg("adj.n", ["ое", "ого", "ому", "=", "ым", "ом"]),
    sg("adj.n.vel", ["ое", "ого", "ому", "=", "им", "ом"]),
    sg("adj.n.soft", ["ее", "его", "ему", "=", "им", "ем"]),
    sg("adj.n.poss", ["ье", "ьего", "ьему", "=", "ьим", "ьем"]),
    pl("adj.pl", ["ые", "ых", "ым", "*", "ыми", "ых"]),
    pl("adj.pl.vel", ["ие", "их", "им", "*", "ими", "их"]),
    // Possessive adjectives, which most Russian surnames are: Токаев; Чаплин; Назарбаева; Токаевы; Сергиев Посад; Баренцево море.
    sg("poss.m", ["", "а", "у", "*", "ым", "е"]),
    sg("poss.m.in", ["", "а", "у", "*", "ым/ом", "е"]),
    sg("poss.m.place", ["", "а", "у", "*", "ым", "ом"]),
    sg("poss.n", ["о", "а", "у", "=", "ым", "ом"]),
    sg("poss.f", ["а", "ой", "ой", "у", "ой", "ой"]),
    pl("poss.pl", ["ы", "ых", "ым", "*", "ыми", "ых"]),
    // Ordinals in figures: 75-й, 2-я, 1-е.
    sg("num.m", ["ый/ий/й", "го", "му", "*", "м", "м"]),
    sg("num.f", ["ая/я", "й", "й", "ю", "й", "й"]),
    sg("num.n", ["ое/е", "го", "му", "=", "м", "м"]),
];

/// The class of a name.
pub(super) fn by_name(name: &str) -> Option<&'static Class> {
    CLASSES.iter().find(|class| class.name == name)
}

impl Class {
    /// The part of the word that stands before the nominative ending, when the word has one.
    pub(super) fn stem<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.cells[0].split('/').find_map(|ending| word.strip_suffix(ending))
    }

    /// Whether the nominative ends in a consonant, `ь` or `й`: such words may lose a vowel of the stem in the other cases.
    pub(super) fn may_lose_vowel(&self) -> bool {
        matches!(self.cells[0], "" | "ь" | "й")
    }

    /// The word in all cases, its oblique stem given.
    pub(super) fn decline(&'static self, word: &str, stem: &str, animacy: Animacy) -> Declension {
        let forms = |cell: &str| {
            let mut forms = Vec::with_capacity(1);
            cell.split('/').for_each(|ending| attach(word, stem, ending, &mut forms));
            forms
        };
        let genitive = || forms(self.cells[1]);
        let cells = std::array::from_fn(|case| match (self.cells[case], animacy) {
            _ if case == 0 => vec![word.to_owned()],
            ("*", Animacy::Animate) => genitive(),
            ("*", Animacy::Inanimate) => vec![word.to_owned()],
            ("*", Animacy::Either) => genitive().into_iter().chain([word.to_owned()]).collect(),
            (cell, _) => forms(cell),
        });
        Declension { class: self.name, features: Features::default().with_number(self.number), cells }
    }
}

/// Appends the forms of one alternative of a cell.
fn attach(word: &str, stem: &str, ending: &str, forms: &mut Vec<String>) {
    if let Some(more) = ending.strip_prefix('=') {
        forms.push([word, more].concat());
    } else if let Some(more) = ending.strip_prefix('~') {
        forms.extend(bare_stems(stem).into_iter().map(|bare| bare + more));
    } else {
        forms.push([stem, ending].concat());
    }
}

/// The stem with no ending: `сербк` -> `сербок`, `казашк` -> `казашек`, `копейк` -> `копеек`; also as it is, where both are heard.
fn bare_stems(stem: &str) -> Vec<String> {
    let mut letters = stem.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else {
        return vec![stem.to_owned()];
    };
    if !"кнлрцвм".contains(last) || is_vowel(before) {
        return vec![stem.to_owned()];
    }
    let start: String = stem.chars().take(stem.chars().count() - 2).collect();
    match (before, last) {
        ('ь' | 'й', _) => vec![format!("{start}е{last}")],
        ('ж' | 'ш' | 'ч' | 'щ', 'к') => vec![format!("{start}{before}ек")],
        ('с', 'к') => vec![format!("{start}сок"), stem.to_owned()],
        (_, 'к') => vec![format!("{start}{before}ок")],
        _ if is_consonant(before) => vec![format!("{start}{before}е{last}"), stem.to_owned()],
        _ => vec![stem.to_owned()],
    }
}
