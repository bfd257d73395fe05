//! Kazakh: only the last word of a name changes. Dispatch by the kind of a name, and the editor's hints.
//!
//! `kk/suffixes.rs` is the table of suffixes by final sound, `kk/derived.rs` what is derived from a name and declines in its turn,
//! `kk/harmony.rs` the vowel harmony, `kk/latin.rs` the Latin alphabet.

mod derived;
mod harmony;
mod latin;
mod suffixes;

use self::derived::Derived;
use self::harmony::Harmony;
use super::endings::ends_in;
use super::features::{Case, Features, Number};
use super::paradigm::Collector;
use super::people::Role;
use super::people::customs::KAZAKH;
use super::spelling::{Token, fold, tokens};
use super::{Hints, NameKind, Options, Paradigm, Remark, Variant};

/// Last words that carry the possessive of the third person, with or without the word before them: Құнанбайұлы.
const ALWAYS_POSSESSED: &str = "ұлы қызы";
/// Last words of longer names that may be a possessive (министрлігі, облысы) or not (Қарағанды).
const MAY_BE_POSSESSED: &str = "ы і";
/// Those that hardly are anything else.
const HARDLY_ELSE: &str = "сы сі ғы гі лары лері тары тері дары дері ^ауданы ^ауылы ^аралы ^банкі ^институты ^кеңесі ^комитеті ^көлі ^одағы \
                            ^соты ^теңізі ^театры ^ұйымы ^университеті ^штаты ^қоры ^өзені ^өлкесі";

/// Names of classes for the flag `class=`.
const CLASSES: [&str; 3] = ["back", "front", "possessed"];

/// All paradigms of a Kazakh name.
pub(super) fn expand(kind: NameKind, name: &str, hints: &Hints, options: Options) -> (Vec<Paradigm>, Vec<Remark>) {
    let tokens = tokens(name);
    if tokens.is_empty() {
        return (vec![Paradigm::uninflected(name)], Vec::new());
    }
    let unknown = hints.class.iter().filter(|class| !CLASSES.contains(&class.as_str()));
    let remarks = unknown.map(|class| Remark::NoSuchClass { class: class.clone() }).collect();
    let is_phrase = tokens.len() > 1;
    let derived = derived::of_name(kind, is_phrase, options.kazakh_level);
    let word = Word { kind, hints, derived, is_phrase };
    let mut paradigms = if kind == NameKind::Person { person(&tokens, &word) } else { vec![phrase(&tokens, &word)] };
    if hints.family && matches!(kind, NameKind::Person | NameKind::Surname) {
        paradigms.extend(family(&tokens, &word));
    }
    if options.kazakh_latin {
        paradigms = paradigms.into_iter().map(latin::with_latin_forms).collect();
    }
    (paradigms, remarks)
}

/// A name of which the last word changes, or the one that a hint names.
fn phrase(tokens: &[Token], word: &Word<'_>) -> Paradigm {
    let text = |tokens: &[Token]| tokens.iter().map(Token::text).collect::<Vec<_>>().join(" ");
    let mut collector = Collector::new(text(tokens), Variant::Full);
    let head = word.hints.head.and_then(|head| head.checked_sub(1)).filter(|head| *head < tokens.len());
    let head = head.unwrap_or(tokens.len() - 1);
    let front = tokens[..head].iter().fold(String::new(), |front, token| front + &token.text() + " ");
    let back = tokens[head + 1..].iter().fold(String::new(), |back, token| back + " " + &token.text());
    word.collect(&mut collector, &tokens[head], &front, &back);
    collector.finish()
}

/// The ways of writing a person's name.
fn person(tokens: &[Token], word: &Word<'_>) -> Vec<Paradigm> {
    let layouts = KAZAKH.read(tokens).layouts();
    let paradigm = |layout: &super::people::Layout<'_>| {
        let mut collector = Collector::new(layout.text.clone(), layout.variant);
        let last = layout.pieces.last().and_then(|piece| piece.word);
        if let Some((_, token)) = last.filter(|(role, token)| *role != Role::Still && !token.is_initials()) {
            let front = layout.text.strip_suffix(token.text().as_str()).unwrap_or_default();
            let is_head = word.hints.head.is_none_or(|head| head == token.index + 1);
            if is_head {
                word.collect(&mut collector, token, front, "");
            }
        }
        collector.finish()
    };
    layouts.iter().map(paradigm).collect()
}

/// The plural of the surname: Назарбаевтар.
fn family(tokens: &[Token], word: &Word<'_>) -> Option<Paradigm> {
    let name = KAZAKH.read(tokens);
    let (_, surname) = name.words.get(name.surname.clone())?.last()?;
    if !surname.is_cyrillic() || word.hints.indeclinable {
        return None;
    }
    let plurals = suffixes::plural(&surname.folded, &word.harmonies(surname));
    let (nominative, _) = plurals.first()?;
    let mut collector = Collector::new(surname.dress(nominative), Variant::Family);
    for (plural, harmony) in &plurals {
        collector.add(surname.dress(plural), Features::case(Case::Nom).with_number(Number::Plur));
        add(&mut collector, suffixes::cases(plural, &[*harmony]), Number::Plur, |form| surname.dress(form));
    }
    Some(collector.finish())
}

/// What decides the forms of the word that changes.
struct Word<'a> {
    kind: NameKind,
    hints: &'a Hints,
    /// What is derived from the word.
    derived: &'static [Derived],
    /// Whether it is the head of a longer name.
    is_phrase: bool,
}

impl Word<'_> {
    /// Adds the forms of `token`, with the rest of the name around them.
    fn collect(&self, collector: &mut Collector, token: &Token, front: &str, back: &str) {
        let is_brand = !token.is_cyrillic() && self.kind == NameKind::Organization && token.has_letter();
        if self.hints.indeclinable || self.kind == NameKind::Adjective || !(token.is_cyrillic() || is_brand) {
            return;
        }
        let dress = |form: &str| {
            let mut text = String::with_capacity(front.len() + form.len() + back.len() + 8);
            text.push_str(front);
            token.dress_into(form, &mut text);
            text.push_str(back);
            text
        };
        collector.add(dress(&token.folded), Features::case(Case::Nom).with_number(Number::Sing));
        if token.is_acronym() || is_brand {
            collector.class("acronym");
            let derives_residents = self.derived.contains(&Derived::Resident);
            if derives_residents {
                add(collector, suffixes::acronym_residents(&token.folded), Number::Sing, dress);
            }
            return add(collector, suffixes::acronym_cases(&token.folded), Number::Sing, dress);
        }
        let stem = self.hints.stem.as_deref().map_or_else(|| token.folded.clone(), fold);
        let harmonies = self.harmonies(token);
        let (plain, possessed) = self.possession(&token.folded);
        if possessed {
            collector.class("possessed");
            let own = if ends_in(&token.folded, "ы") { Harmony::Back } else { Harmony::Front };
            add(collector, suffixes::possessed_cases(&token.folded, own), Number::Sing, dress);
        }
        if !plain {
            return;
        }
        collector.class(match harmonies.as_slice() {
            [Harmony::Back] => "back",
            [Harmony::Front] => "front",
            _ => "open",
        });
        add(collector, suffixes::cases(&stem, &harmonies), Number::Sing, dress);
        // One harmony will do for what is rare.
        let likeliest = harmonies.get(..1).unwrap_or_default();
        for derived in self.derived {
            for form in derived.forms(&stem, likeliest) {
                if let Some(nominative) = &form.nominative {
                    collector.add(dress(nominative), Features::case(Case::Nom).with_number(form.number));
                }
                add(collector, form.cases, form.number, dress);
            }
        }
    }

    /// Whether the word declines as a plain noun, and whether as a possessed one.
    fn possession(&self, word: &str) -> (bool, bool) {
        if self.hints.possessed || self.hints.class.as_deref() == Some("possessed") {
            return (false, true);
        }
        let is_noun_phrase = self.is_phrase && matches!(self.kind, NameKind::Organization | NameKind::Toponym);
        match word {
            _ if ends_in(word, ALWAYS_POSSESSED) => (true, true),
            _ if is_noun_phrase && ends_in(word, HARDLY_ELSE) => (false, true),
            _ if is_noun_phrase && ends_in(word, MAY_BE_POSSESSED) => (true, true),
            _ => (true, false),
        }
    }

    /// The harmonies of the word, or those that a hint asks for.
    fn harmonies(&self, token: &Token) -> Vec<Harmony> {
        match (self.hints.class.as_deref(), &self.hints.like) {
            (Some("back"), _) => vec![Harmony::Back],
            (Some("front"), _) => vec![Harmony::Front],
            (_, Some(model)) => harmony::of(&fold(model)),
            _ => harmony::of(&token.folded),
        }
    }
}

fn add(collector: &mut Collector, forms: Vec<(Case, String)>, number: Number, dress: impl Fn(&str) -> String) {
    for (case, form) in forms {
        collector.add(dress(&form), Features::case(case).with_number(number));
    }
}
