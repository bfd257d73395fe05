//! Relational adjectives of place names, as proposals for an editor: `Астана` -> `астанинский`.
//!
//! Which adjective is in use no rule tells (`Прага`, «пражский»; `Малага`, «малагский»), so there are several, the likeliest first.
//! Countries hardly follow rules at all (`Франция`, «французский»): an editor writes them.

use super::agreement::of_adjective;
use super::stems;
use super::word::Kind;
use super::words::GENERIC_PLACES;
use crate::morph::endings::{ends_in, is_listed, syllables};
use crate::morph::spelling::{Token, tokens};

/// Words with these endings: what is cut off and what is put there, the likeliest first. What begins with `ск` goes through
/// [`JOINTS`]. Endings are patterns; the first line that fits decides.
type Table = [(&'static str, &'static [(&'static str, &'static str)])];

const PLACES: &Table = &[
    // Adjectives already: Жуковский, Раменское; Грозный, Отрадное.
    ("ский цкий ской цкой", &[("", "")]),
    ("ское ская ские цкое цкая цкие", &[("ое ая ие", "ий")]),
    ("Cный Cное Cная", &[("ый ое ая", "енский"), ("ый ое ая", "инский")]),
    ("Cые", &[("ые", "овский"), ("ые", "инский")]),
    // Исландия; Албания, Кения; Бельгия; Чехия, Словакия; Франция; Австрия, Сербия, Грузия.
    ("ландия ляндия", &[("ия", "ский"), ("ия", "ийский")]),
    ("лия", &[("ия", "ский"), ("ия", "ийский"), ("ия", "ьянский")]),
    ("ания ения иния ыния ония", &[("ия", "ский"), ("ия", "ийский"), ("ия", "янский")]),
    ("хия", &[("хия", "шский"), ("хия", "хийский")]),
    ("кия", &[("кия", "цкий"), ("ия", "ийский")]),
    ("гия", &[("ия", "ийский"), ("гия", "жский")]),
    ("ция", &[("ция", "тский"), ("ция", "цкий"), ("ия", "ийский")]),
    (
        "атия отия ятия утия ртия гория ария авия овия андия ардия азия асия есия узия шия опия сербия",
        &[("ия", "ский"), ("ия", "ийский"), ("ия", "инский")],
    ),
    ("ия", &[("ия", "ийский"), ("ия", "ский"), ("ия", "инский"), ("ия", "янский")]),
    ("Vя", &[("я", "йский"), ("я", "инский")]),
    ("Vи", &[("и", "йский"), ("", "йский")]),
    ("ья", &[("ья", "ский"), ("ья", "ьинский")]),
    ("ня", &[("я", "ский"), ("я", "ьский"), ("я", "инский")]),
    ("я", &[("я", "инский"), ("я", "ский"), ("я", "ьский")]),
    ("уа оа", &[("", "нский")]),
    ("иа еа", &[("а", "йский")]),
    // Прага, Калуга; Уссури.
    ("нга", &[("а", "ский"), ("а", "анский"), ("а", "инский")]),
    ("га", &[("га", "жский"), ("а", "ский"), ("а", "инский")]),
    ("Cка йка", &[("а", "инский"), ("ка", "ский"), ("а", "анский"), ("а", "ийский")]),
    ("ика", &[("а", "ский"), ("а", "анский"), ("а", "инский")]),
    ("ка", &[("а", "инский"), ("ка", "цкий"), ("а", "ский")]),
    ("ха", &[("а", "инский"), ("а", "ский"), ("ха", "шский")]),
    ("ица ца", &[("а", "кий"), ("ца", "цкий"), ("а", "инский")]),
    ("ша жа ча ща", &[("а", "инский"), ("а", "ский"), ("а", "ийский"), ("ша", "ский")]),
    // Дубна, Коломна; Москва; Караганда.
    ("бна дна рна", &[("а", "енский"), ("а", "инский"), ("а", "ский")]),
    ("мна", &[("на", "енский"), ("а", "инский")]),
    ("ква тва", &[("ва", "овский"), ("а", "инский")]),
    ("анда енда орда дара", &[("а", "инский"), ("а", "ский"), ("а", "ийский")]),
    ("ава ова ева ада ида", &[("а", "ский"), ("а", "инский")]),
    ("стана", &[("а", "инский"), ("а", "ский")]),
    ("а", &[("а", "ский"), ("а", "инский"), ("а", "анский"), ("а", "овский"), ("а", "ийский")]),
    ("ово ево ино ыно", &[("о", "ский")]),
    ("дно", &[("о", "енский"), ("о", "ский")]),
    ("ио ао ео уо", &[("о", "йский"), ("", "ский"), ("о", "ский")]),
    ("кко", &[("о", "анский")]),
    ("ко", &[("о", "ский"), ("о", "анский")]),
    ("о", &[("о", "ский"), ("", "ский"), ("о", "инский"), ("о", "анский")]),
    ("цы", &[("ы", "кий"), ("ы", "овский")]),
    ("ты лы", &[("ы", "инский"), ("ы", "ский")]),
    ("ы", &[("ы", "ский"), ("ы", "инский"), ("ы", "овский")]),
    ("Cки щи чи ши жи", &[("и", "инский"), ("и", "ский"), ("ки", "ский"), ("и", "ийский")]),
    ("иси аси оси уми оми ури ари ори уки аки", &[("и", "ский"), ("и", "ийский"), ("и", "инский")]),
    ("и", &[("", "йский"), ("и", "ский"), ("и", "инский")]),
    ("ье ие", &[("ье ие", "ский")]),
    ("ще", &[("е", "енский"), ("е", "инский")]),
    ("е", &[("е", "инский"), ("е", "ийский"), ("е", "ский"), ("", "ский")]),
    ("Vу", &[("", "ский")]),
    ("ку", &[("у", "инский"), ("", "ский")]),
    ("ру", &[("", "анский"), ("", "ский")]),
    ("у ю э", &[("", "ский"), ("у", "ский"), ("", "анский"), ("у", "инский"), ("", "йский")]),
    // Ярославль; Шэньчжэнь; Рязань, Тверь.
    ("славль", &[("ль", "ский"), ("", "ский")]),
    ("чжэнь цзинь хань чань шань Vань", &[("", "ский"), ("ь", "ский")]),
    ("Vнь Vрь мь вь", &[("ь", "ский"), ("", "ский"), ("ь", "ской")]),
    ("ь", &[("", "ский"), ("ь", "ский")]),
    ("ий", &[("", "ский"), ("й", "нский"), ("ий", "ский")]),
    ("й", &[("", "ский"), ("й", "ский")]),
    ("г", &[("", "ский")]),
    ("х", &[("", "ский"), ("х", "шский")]),
    ("ск цк", &[("", "ский"), ("", "овский")]),
    ("м", &[("", "ский"), ("", "ской"), ("", "инский")]),
    ("C", &[("", "ский"), ("", "овский"), ("", "инский"), ("", "ской")]),
];

/// What happens where a stem and `ский` meet.
const JOINTS: &Table = &[
    ("ск цк", &[("", "ий")]),
    ("ец", &[("", "кий")]),
    ("ц", &[("", "кий"), ("", "ский")]),
    ("сс", &[("с", "ский")]),
    ("лл", &[("л", "ьский")]),
    ("л", &[("", "ьский")]),
    ("", &[("", "ский")]),
];

/// The ending of the adjective in front of a noun in a compound: Нижний, Новая; `Нижне-`, `Ново-`.
const COMPOUNDS: &Table = &[
    ("северный северная северное", &[("ный ная ное", "о")]),
    ("ний няя нее ние", &[("ий яя ее ие", "е")]),
    ("ый ий ой ая ое ые ие", &[("ый ий ой ая ое ые ие", "о")]),
];

/// The masculine of an adjective in another gender or number.
const MASCULINES: &Table = &[
    ("ый ий ой", &[("", "")]),
    ("гая кая хая гое кое хое жая шая чая щая жее шее чее щее яя ее ие", &[("ая ое яя ее ие", "ий")]),
    ("ая ое ые", &[("ая ое ые", "ый")]),
];

/// Prepositions behind which a hyphened name does not matter: `Ростов-на-Дону`, «ростовский».
const PREPOSITIONS: &str = "на над под в во при";

/// The adjectives that a place name may have, in small letters, the likeliest first; none where no rule fits.
pub(in crate::morph) fn adjectives(name: &str) -> Vec<String> {
    let small = name.to_lowercase();
    let tokens = tokens(&small);
    let is_generic = |token: &Token| is_listed(&token.folded, GENERIC_PLACES);
    let is_adjective = |token: &Token| of_adjective(&token.folded).is_some();
    let adjectives: Vec<String> = match tokens.as_slice() {
        [word] => of_word(word),
        // Московская область, Чукотский автономный округ
        [adjective, between @ .., noun]
            if is_adjective(adjective) && between.iter().all(is_adjective) && is_generic(noun) =>
        {
            derive(&adjective.folded, MASCULINES).into_iter().map(|word| adjective.dress(&word)).collect()
        }
        [noun, name] if is_generic(noun) => of_word(name),
        [adjective, name] if is_adjective(adjective) => {
            let fronts: Vec<String> =
                derive(&adjective.folded, COMPOUNDS).into_iter().map(|word| adjective.dress(&word)).collect();
            fronts
                .iter()
                .flat_map(|front| of_word(name).into_iter().map(move |word| format!("{front}{word}")))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut once = Vec::new();
    for adjective in adjectives {
        if !once.contains(&adjective) {
            once.push(adjective);
        }
    }
    once
}

/// The adjectives of a name of one word.
fn of_word(token: &Token) -> Vec<String> {
    let word = token.folded.as_str();
    let parts: Vec<&str> = word.split('-').collect();
    if let [first, preposition, _] = parts.as_slice()
        && is_listed(preposition, PREPOSITIONS)
    {
        return of_part(first).into_iter().map(|form| token.dress(&form)).collect();
    }
    let (front, last) = word.rsplit_once('-').map_or(("", word), |(front, last)| (&word[..=front.len()], last));
    of_part(last).into_iter().map(|form| token.dress(&format!("{front}{form}"))).collect()
}

fn of_part(word: &str) -> Vec<String> {
    if syllables(word) == 0 {
        return Vec::new();
    }
    let mut found = derive(word, PLACES);
    // Орёл, «орловский»
    if !ends_in(word, "ец ок ек") {
        let stems = stems::oblique(word, word, Kind::Toponym).into_iter().filter(|stem| stem != word);
        found.extend(stems.map(|stem| format!("{}овский", stem.trim_end_matches('ь'))));
    }
    found
}

/// The words that a table makes of a word.
fn derive(word: &str, table: &Table) -> Vec<String> {
    let Some((_, changes)) = table.iter().find(|(endings, _)| endings.is_empty() || ends_in(word, endings)) else {
        return Vec::new();
    };
    let made = changes.iter().filter_map(|(cut, add)| {
        let stem = if cut.is_empty() { word } else { cut.split(' ').find_map(|cut| word.strip_suffix(cut))? };
        let is_joint = add.starts_with("ск") && !std::ptr::eq(table, JOINTS);
        Some(match add.strip_prefix("ский") {
            Some(_) if is_joint => derive(stem, JOINTS),
            _ => vec![format!("{stem}{add}")],
        })
    });
    made.flatten().collect()
}
