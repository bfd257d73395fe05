//! Where a Kazakh organisation begins: the head comes last, everything before it belongs to it up to the first capital.
//!
//! «[Ауыл шаруашылығы] министрлігі», «[Алматы қаласының] әкімдігі», ««Х» ЖШС».

use super::templates::{NamedBy, Standing};
use super::units::Kind;
use super::{Made, Reader};
use crate::gazetteer::Relation;
use crate::morph::Case;
use crate::morph::is_listed;
use crate::reading::endings::ends_in;
use crate::text::WordCase;

/// At most as many words before the head.
const MOST_BEFORE: usize = 12;
/// At most as many in small letters between the head and a capital.
const MOST_SMALL: usize = 6;

/// Words that end what comes before: verbs, postpositions, pronouns.
const STOPS: &str = "туралы бойынша үшін дейін кейін бұрын деп және бұл осы ол сол енді бүгін кеше ертең қазір тағы да де та те деген \
    болған аталған өзінің біздің сіздің олардың оның мұны сондай-ақ ал бірақ себебі барлық басқа жаңа келген алған";

/// The organisation that a word makes here.
pub(super) fn read(reader: &Reader<'_>, standing: &Standing<'_>, named_by: NamedBy) -> Option<Made> {
    let head = standing.words.clone();
    let is_acronym = reader.is_acronym(head.start);
    if let Some(quoted) = reader.quoted_before(head.start).filter(|quoted| reader.has_capital(quoted.start)) {
        // ««Amanat» партиясы»: a word in small letters is no part of the name.
        if reader.units.has_organisation_in(&quoted) {
            return None;
        }
        return Some(if is_acronym {
            Made { words: quoted.start..head.end, lemma: lemma(reader, standing, quoted.start), own: Some(quoted) }
        } else {
            Made { lemma: reader.text(quoted.clone()), words: quoted.clone(), own: Some(quoted) }
        });
    }
    if named_by == NamedBy::Quotes {
        return None;
    }
    if let Some(latin) = latin_before(reader, head.start) {
        // What is listed has an id of its own.
        let is_listed = reader.units.has_organisation_in(&latin);
        return (!is_listed).then(|| Made {
            lemma: reader.text(latin.clone()),
            words: latin.clone(),
            own: Some(latin),
        });
    }
    let is_titled = head.end < reader.all().len()
        && reader.gap(head.end) == " "
        && ["басшы", "басы"].iter().any(|stem| reader.folded(head.end).starts_with(stem));
    let start = if named_by == NamedBy::Itself { None } else { start(reader, standing) };
    match start {
        Some(start) if is_generic(reader, start, head.start) => None,
        Some(start) => Some(Made { words: start..head.end, lemma: lemma(reader, standing, start), own: None }),
        None if named_by == NamedBy::Itself && !is_titled && reader.has_capital(head.start) => {
            Some(Made { words: head.clone(), lemma: lemma(reader, standing, head.start), own: None })
        }
        None => None,
    }
}

/// Whether only the capital of a sentence makes a name of several words: «Полиция департаменті хабарлады». Of such three in ten are names.
fn is_generic(reader: &Reader<'_>, start: usize, head: usize) -> bool {
    let is_name = |index: usize| reader.is_capital(index) || reader.units.starting_at(index).is_some();
    reader.all()[start].begins_sentence && !describes(reader.folded(start)) && !(start..=head).any(is_name)
}

/// Where the name begins.
fn start(reader: &Reader<'_>, standing: &Standing<'_>) -> Option<usize> {
    let head = standing.words.start;
    let mut found: Option<usize> = None;
    let mut index = head;
    let mut small = 0;
    // «аудан орталығы» is a town.
    let is_centre = &*standing.phrase.lemma == "орталығы";
    // A head without the possessive has nothing but adjectives before it: «Ұлттық банк».
    let is_plain = !standing.phrase.lemma.ends_with(['ы', 'і']);
    while index > 0 && head - index < MOST_BEFORE {
        let gap = reader.gap(index);
        let before = index - 1;
        let is_listing = gap == ", " && found.is_none() && lists(reader, index, head);
        if !(gap == " " || gap == "-" || is_listing) || reader.all()[index].begins_sentence {
            break;
        }
        // ««Пифагор» қосымша білім беру мектебі»: the name is what the quotes hold.
        if gap == " " && index < head && reader.quoted_before(index).is_some() {
            return None;
        }
        if let Some(unit) = reader.units.ending_before(index).filter(|unit| unit.kind != Kind::Other) {
            let is_out = unit.features.has_case(Case::LocAttr)
                || unit.kind == Kind::Person && reader.folded(index) != "атындағы"
                || unit.relation != Relation::Name && !reader.has_capital(unit.words.start)
                || unit.kind == Kind::Organisation && found.is_some()
                || is_centre && index == head;
            let has = |case| unit.features.has_case(case);
            let is_of_a_verb = !unit.features.is_empty() && !has(Case::Nom) && !has(Case::Gen) && !has(Case::LocAttr);
            if is_out || is_of_a_verb {
                break;
            }
            index = unit.words.start;
            found = Some(index);
            continue;
        }
        let folded = reader.folded(before);
        let joins = matches!(folded, "және" | "мен" | "бен" | "пен") && index < head;
        let is_small = !reader.has_capital(before);
        if !joins
            && (is_listed(folded, STOPS)
                || is_plain && !is_adjective(folded)
                || is_small && !is_inner(reader, before, head))
        {
            break;
        }
        if reader.has_capital(before) {
            let means_something = !reader.all()[before].begins_sentence || found.is_none() || describes(folded);
            if !means_something {
                break;
            }
            found = Some(before);
            small = 0;
        } else {
            if found.is_some() && gap != "-" {
                break;
            }
            small += 1;
            if small > MOST_SMALL || reader.all()[before].case == WordCase::Caseless {
                break;
            }
        }
        index = before;
    }
    found
}

/// Whether a word is an adjective of relation: «ұлттық».
fn is_adjective(folded: &str) -> bool {
    ["лық", "лік", "дық", "дік", "тық", "тік"].iter().any(|ending| folded.ends_with(ending))
        || matches!(folded, "бас" | "жоғары" | "жоғарғы")
}

/// Endings of cases in which a word belongs to a verb, not to a name.
const OUTER: &str = "да де та те ға ге қа ке на не ды ді ты ті ны ні дан ден тан тен нан нен мен бен пен ған ген қан кен дағы дегі тағы \
    тегі ып іп қын ғын гін сын сін";

/// Whether a word may stand inside a name: in no case, or in one that a word behind it asks for («жемқорлыққа қарсы», «халықты қорғау»).
fn is_inner(reader: &Reader<'_>, index: usize, head: usize) -> bool {
    let folded = reader.folded(index);
    if folded.chars().count() < 4
        || !ends_in(OUTER, folded)
        || matches!(folded, "атындағы" | "сауда" | "баспа" | "медиа" | "мұнай-газ" | "ғылыми")
        || folded.ends_with("ындағы") && folded.starts_with("жан")
    {
        return true;
    }
    let follows = |ending: &str| (index + 1..head).any(|index| reader.folded(index).ends_with(ending));
    follows("қарсы") || follows("ау") || follows("еу") || follows("ту") || follows("ру") || follows("у")
}

/// Words in Latin letters right before a word in small letters: «Astana LRT компаниясы».
fn latin_before(reader: &Reader<'_>, end: usize) -> Option<std::ops::Range<usize>> {
    let is_latin = |index: usize| reader.folded(index).starts_with(|letter: char| letter.is_ascii_alphabetic());
    let mut start = end;
    while start > 0 && reader.gap(start) == " " && is_latin(start - 1) && end - start < 6 {
        start -= 1;
    }
    (start < end && reader.has_capital(start)).then_some(start..end)
}

/// Whether a word that begins a sentence describes what follows: «Қазақстандық», «Алматының».
fn describes(folded: &str) -> bool {
    ["лық", "лік", "дық", "дік", "тық", "тік", "ның", "нің", "дың", "дің", "тың", "тің"]
        .iter()
        .any(|ending| folded.ends_with(ending))
}

/// Whether a comma before a word parts a line that ends with «және»: «Индустрия, сауда және интеграция министрлігі».
fn lists(reader: &Reader<'_>, index: usize, head: usize) -> bool {
    (index..head).any(|index| matches!(reader.folded(index), "және" | "мен" | "бен" | "пен"))
}

/// The base form of a name: the head in the nominative, what comes before as it stands.
pub(super) fn lemma(reader: &Reader<'_>, standing: &Standing<'_>, start: usize) -> String {
    let head = &standing.words;
    let text = reader.words.text();
    let all = reader.all();
    let span = crate::resolve::span(reader.words, &(start..head.end));
    let mut lemma = text[span.start..all[head.start].span.start].split_whitespace().collect::<Vec<_>>().join(" ");
    if start < head.start {
        lemma.push_str(if text[..all[head.start].span.start].ends_with(char::is_whitespace) { " " } else { "" });
    }
    let base = &*standing.phrase.lemma;
    if reader.has_capital(head.start) {
        let mut letters = base.chars();
        lemma.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        lemma.push_str(letters.as_str());
    } else {
        lemma.push_str(base);
    }
    lemma
}
