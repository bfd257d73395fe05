//! Whole person names, for every language: the parts of a name and the ways in which texts put them together.
//!
//! It knows orders and initials; what a patronymic or a particle looks like is data of a language (`people/customs.rs`). It refuses to
//! know how a word declines.

pub(super) mod customs;
mod lists;

use super::Variant;
use super::spelling::Token;

/// Longest name, in words, of which anything but the name itself is made.
const MAX_WORDS: usize = 6;

/// A part of a whole name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A given name, or its initial.
    Given,
    /// A patronymic.
    Patronymic,
    /// A word of the surname.
    Surname,
    /// A surname that stands first, in Chinese, Korean or Vietnamese order.
    LeadingSurname,
    /// Particles, and what else never declines.
    Still,
}

/// A name with the role of every word.
#[derive(Clone, Debug)]
pub(super) struct PersonName<'a> {
    /// The words in the order of the name.
    pub(super) words: Vec<(Role, &'a Token)>,
    /// Where the surname is in `words`.
    pub(super) surname: std::ops::Range<usize>,
}

/// One word of a layout.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    /// Text that stands before the word without a space: initials, or all there is when there is no word.
    pub(super) before: String,
    /// The word.
    pub(super) word: Option<(Role, &'a Token)>,
}

/// One way of writing the name.
#[derive(Clone, Debug)]
pub(super) struct Layout<'a> {
    /// What it is to the name.
    pub(super) variant: Variant,
    /// Its words, a space between them.
    pub(super) pieces: Vec<Piece<'a>>,
    /// The name in its base form.
    pub(super) text: String,
}

impl<'a> PersonName<'a> {
    /// The words of one role.
    fn of(&self, role: Role) -> Vec<(Role, &'a Token)> {
        self.words.iter().filter(|(other, _)| *other == role).copied().collect()
    }

    /// Every way of writing the name, as it is given first.
    pub(super) fn layouts(&self) -> Vec<Layout<'a>> {
        let mut layouts = vec![Layout::new(Variant::Full, words(&self.words))];
        if self.words.len() < 2 || self.words.len() > MAX_WORDS {
            return layouts;
        }
        let surname = &self.words[self.surname.clone()];
        let leads = surname.iter().any(|(role, _)| *role == Role::LeadingSurname);
        if !leads {
            self.reorder(surname, &mut layouts);
            self.abbreviate(surname, &mut layouts);
        }
        layouts.push(Layout::new(Variant::Surname, words(surname)));
        let mut different: Vec<Layout<'a>> = Vec::with_capacity(layouts.len());
        for layout in layouts {
            if different.iter().all(|known| known.text != layout.text) {
                different.push(layout);
            }
        }
        different
    }

    /// `Given Surname`, `Surname Given`, `Surname Given Patronymic`, `Given Patronymic Surname`.
    fn reorder(&self, surname: &[(Role, &'a Token)], layouts: &mut Vec<Layout<'a>>) {
        let given = self.of(Role::Given);
        let patronymic = self.of(Role::Patronymic);
        if given.is_empty() || given.iter().any(|(_, token)| token.is_initials()) {
            return;
        }
        let whole: Vec<_> = given.iter().chain(&patronymic).copied().collect();
        for order in [[&whole[..], surname], [surname, &whole[..]], [&given[..], surname], [surname, &given[..]]] {
            layouts.push(Layout::new(Variant::Reordered, words(&order.concat())));
        }
    }

    /// The surname with initials before or behind it.
    fn abbreviate(&self, surname: &[(Role, &'a Token)], layouts: &mut Vec<Layout<'a>>) {
        let Some(initials) = self.initials() else { return };
        for (spaced, glued) in initials {
            let own_word = Piece { before: spaced.clone(), word: None };
            let surname = words(surname);
            let mut in_front = surname.clone();
            if let Some(first) = in_front.first_mut() {
                first.before.clone_from(&glued);
            }
            layouts.push(Layout::new(Variant::Initials, [std::slice::from_ref(&own_word), &surname[..]].concat()));
            if spaced == glued {
                layouts.push(Layout::new(Variant::Initials, in_front));
            }
            layouts.push(Layout::new(Variant::Initials, [&surname[..], std::slice::from_ref(&own_word)].concat()));
        }
    }

    /// Initials of the given name alone, and with the patronymic or the second given name: as separate words, and without spaces.
    fn initials(&self) -> Option<Vec<(String, String)>> {
        let names: Vec<_> = [Role::Given, Role::Patronymic].into_iter().flat_map(|role| self.of(role)).collect();
        let (first, rest) = names.split_first()?;
        let second = rest.first().map(|(_, token)| initial(token, Hyphens::First, Letters::One));
        let mut initials = Vec::new();
        for (hyphens, letters) in
            [(Hyphens::Each, Letters::One), (Hyphens::First, Letters::One), (Hyphens::First, Letters::OneSound)]
        {
            let first = initial(first.1, hyphens, letters)?;
            initials.push((first.clone(), first.clone()));
            if hyphens == Hyphens::Each && first.contains(".-") {
                // К.Ж. and К. Ж. of Касым-Жомарт
                let glued = first.replace(".-", ".");
                initials.push((glued.clone(), glued.clone()));
                initials.push((first.replace(".-", ". "), glued));
            }
            if let Some(second) = &second {
                let second = second.as_deref()?;
                let glued = format!("{first}{second}");
                initials.push((glued.clone(), glued.clone()));
                initials.push((format!("{first} {second}"), glued));
            }
        }
        Some(initials)
    }
}

impl<'a> Layout<'a> {
    fn new(variant: Variant, pieces: Vec<Piece<'a>>) -> Self {
        let mut text = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(&piece.before);
            if let Some((_, token)) = piece.word {
                token.write_text(&mut text);
            }
        }
        Self { variant, pieces, text }
    }
}

fn words<'a>(words: &[(Role, &'a Token)]) -> Vec<Piece<'a>> {
    words.iter().map(|word| Piece { before: String::new(), word: Some(*word) }).collect()
}

/// Which parts of a hyphened name give an initial.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hyphens {
    /// `К.-Ж.` of Касым-Жомарт.
    Each,
    /// `К.`
    First,
}

/// How many letters an initial has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// The first one.
    One,
    /// Those that stand for one sound: `Дж.` of Джо, `Yu.` of Yuri.
    OneSound,
}

/// Beginnings of names whose letters stand for one sound, as the writers of initials keep them together.
const ONE_SOUND: [&str; 10] = ["Дж", "Yu", "Ya", "Ye", "Zh", "Kh", "Ch", "Sh", "Ts", "Dzh"];

/// The initials of a name; nothing of a word that does not begin with a capital letter.
fn initial(token: &Token, hyphens: Hyphens, letters: Letters) -> Option<String> {
    if token.is_initials() {
        return Some(token.body.clone());
    }
    let parts =
        token.body.split(['-', '\u{2010}', '\u{2011}']).take(if hyphens == Hyphens::Each { usize::MAX } else { 1 });
    let of_part = |part: &str| {
        let sound = ONE_SOUND.iter().filter(|_| letters == Letters::OneSound).find(|sound| part.starts_with(**sound));
        let first = part.chars().next().filter(|letter| letter.is_uppercase())?;
        Some(sound.map_or_else(|| format!("{first}."), |sound| format!("{sound}.")))
    };
    let initials: Vec<String> = parts.filter_map(of_part).collect();
    (!initials.is_empty()).then(|| initials.join("-"))
}
