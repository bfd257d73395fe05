//! Texts that somebody could craft to make tagging slow: each is made in any size.

use std::fmt::Write as _;

use super::ARTICLE;

/// What a crafted text is called, and how so many bytes of it (or a few less) are made.
pub(crate) type Crafted = (&'static str, fn(usize) -> String);

/// The crafted texts.
pub(crate) const CRAFTED: &[Crafted] = &[
    ("one listed city", |bytes| repeat("Астана ", bytes)),
    ("one listed city, a comma between", |bytes| repeat("Астана, ", bytes)),
    ("one listed city, a line each", |bytes| repeat("Астана\n", bytes)),
    ("one listed person", |bytes| repeat("Касым-Жомарт Токаев ", bytes)),
    ("one listed person, a sentence each", |bytes| repeat("Касым-Жомарт Токаев сказал. ", bytes)),
    ("one listed surname", |bytes| repeat("Токаев ", bytes)),
    ("one person whom nothing lists", |bytes| repeat("Министр Драган Петрович сказал. ", bytes)),
    ("one surname that nothing lists", |bytes| repeat("Касымов ", bytes)),
    ("one adjective of a country", |bytes| repeat("казахстанский ", bytes)),
    ("one organisation", |bytes| repeat("ТОО «Степной ветер» ", bytes)),
    ("one ministry", |bytes| repeat("Министерство энергетики ", bytes)),
    ("an organisation and its short name", |bytes| repeat("Агентство по развитию степи (АРС) и АРС. ", bytes)),
    ("different people", |bytes| numbered(bytes, |text, name| writeln!(text, "Министр Драган {name}ович сказал."))),
    ("different people of one surname", |bytes| numbered(bytes, |text, name| write!(text, "{name} Касымов сказал. "))),
    ("different people, then their surnames", |bytes| {
        let mut text = numbered(bytes / 2, |text, name| write!(text, "Ерлан {name}ов сказал. "));
        text += &numbered(bytes / 2, |text, name| write!(text, "По словам {name}ова, да. "));
        text
    }),
    ("different organisations", |bytes| numbered(bytes, |text, name| write!(text, "ТОО «{name}» растёт. "))),
    ("different organisations, then their names", |bytes| {
        let mut text = numbered(bytes / 2, |text, name| write!(text, "ТОО «{name}». "));
        text += &numbered(bytes / 2, |text, name| write!(text, "В «{name}» рады. "));
        text
    }),
    ("different short names", |bytes| {
        numbered(bytes, |text, name| write!(text, "Агентство по делам {name}а ({}). ", name.to_uppercase()))
    }),
    ("different villages", |bytes| numbered(bytes, |text, name| write!(text, "село {name}, "))),
    ("different capitalised words", |bytes| numbered(bytes, |text, name| write!(text, "{name} "))),
    ("an article in capitals", |bytes| repeat(&ARTICLE.to_uppercase(), bytes)),
    ("an article in small letters", |bytes| repeat(&ARTICLE.to_lowercase(), bytes)),
    ("an article in one line", |bytes| repeat(&ARTICLE.replace('\n', " "), bytes)),
    ("an article without spaces", |bytes| repeat(&ARTICLE.replace([' ', '\n'], ""), bytes)),
    ("an article of words joined by hyphens", |bytes| repeat(&ARTICLE.replace([' ', '\n'], "-"), bytes)),
    ("nested names", |bytes| repeat("Аба ", bytes)),
    ("words for organisations", |bytes| repeat("Министерство ", bytes)),
    ("words for organisations, small", |bytes| repeat("министерства университета банка ", bytes)),
    ("a chain of genitives", |bytes| repeat("департамента комитета министерства энергетики и ", bytes)),
    ("forms of companies", |bytes| repeat("ТОО ООО АО ", bytes)),
    ("«named after»", |bytes| repeat("имени ", bytes)),
    ("the university of", |bytes| repeat("The University of ", bytes)),
    ("and and and", |bytes| repeat("Астана и ", bytes)),
    ("Kazakh people", |bytes| repeat("Қасым-Жомарт Тоқаевтың айтуынша, Ерлан Қасымов ", bytes)),
    ("English people", |bytes| repeat("Peter Kerrigan met Yerlan Kassymov of Kazakhstan ", bytes)),
    ("initials", |bytes| repeat("А. ", bytes)),
    ("initials without spaces", |bytes| repeat("А.Б.В.", bytes)),
    ("initials and surnames", |bytes| repeat("А. Б. Касымов ", bytes)),
    ("one word of one letter", |bytes| repeat("а", bytes)),
    ("one word, a capital first", |bytes| format!("А{}", repeat("ста", bytes))),
    ("one word of names", |bytes| repeat("Астана", bytes)),
    ("one word of capitals", |bytes| repeat("АРС", bytes)),
    ("one number", |bytes| repeat("1234567890", bytes)),
    ("words of one letter", |bytes| repeat("я ", bytes)),
    ("hyphens", |bytes| repeat("-", bytes)),
    ("letters and hyphens", |bytes| repeat("А-", bytes)),
    ("names and hyphens", |bytes| repeat("Астана-", bytes)),
    ("apostrophes", |bytes| repeat("’", bytes)),
    ("letters and apostrophes", |bytes| repeat("д’", bytes)),
    ("combining marks", |bytes| repeat("\u{301}", bytes)),
    ("a letter and combining marks", |bytes| format!("А{}", repeat("\u{301}", bytes))),
    ("letters and combining marks", |bytes| repeat("А\u{301}", bytes)),
    ("soft hyphens", |bytes| repeat("\u{AD}", bytes)),
    ("a letter and soft hyphens", |bytes| format!("А{}", repeat("\u{AD}", bytes))),
    ("letters and zero-width joiners", |bytes| repeat("А\u{200D}", bytes)),
    ("opening quotes", |bytes| repeat("«", bytes)),
    ("closing quotes", |bytes| repeat("»", bytes)),
    ("straight quotes", |bytes| repeat("\"", bytes)),
    ("quotes nested", |bytes| format!("{}Астана{}", repeat("«", bytes / 2), repeat("»", bytes / 2))),
    ("quotes opened before names", |bytes| repeat("«Астана ", bytes)),
    ("quotes opened before forms of companies", |bytes| repeat("ТОО «", bytes)),
    ("straight quotes and names", |bytes| repeat("\"Астана ", bytes)),
    ("brackets", |bytes| repeat("(", bytes)),
    ("brackets opened before names", |bytes| repeat("(Астана ", bytes)),
    ("brackets opened before capitals", |bytes| repeat("Агентство (АРС ", bytes)),
    ("full stops", |bytes| repeat(".", bytes)),
    ("names and full stops", |bytes| repeat("Астана.", bytes)),
    ("commas", |bytes| repeat(",", bytes)),
    ("slashes", |bytes| repeat("/", bytes)),
    ("letters and slashes", |bytes| repeat("а/", bytes)),
    ("an address", |bytes| format!("https://{}", repeat("a.b/", bytes))),
    ("addresses", |bytes| repeat("https://akorda.kz/ru ", bytes)),
    ("e-mail addresses", |bytes| repeat("press@akorda.kz ", bytes)),
    ("handles", |bytes| repeat("@akorda ", bytes)),
    ("at signs", |bytes| repeat("@", bytes)),
    ("underscores and letters", |bytes| repeat("a_", bytes)),
    ("spaces", |bytes| repeat(" ", bytes)),
    ("line breaks", |bytes| repeat("\n", bytes)),
    ("a letter a line", |bytes| repeat("А\n", bytes)),
    ("emoji", |bytes| repeat("🇰🇿", bytes)),
    ("Chinese", |bytes| repeat("哈萨克斯坦", bytes)),
    ("Latin look-alikes", |bytes| repeat("Aстaнa ", bytes)),
    ("years", |bytes| repeat("1997 election, выборы 1997 года ", bytes)),
];

fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

/// Pieces that each have another name, which no gazetteer and no list of names has.
fn numbered(bytes: usize, write: impl Fn(&mut String, &str) -> std::fmt::Result) -> String {
    const SYLLABLES: [&str; 16] =
        ["ба", "ве", "ги", "до", "жу", "за", "ки", "ло", "му", "на", "пе", "ри", "со", "ту", "фа", "хо"];
    let mut text = String::with_capacity(bytes + 256);
    for number in 0_usize.. {
        if text.len() >= bytes {
            break;
        }
        let syllable = |place: usize| SYLLABLES[number >> (4 * place) & 15];
        let name: String = (0..5).rev().map(syllable).collect();
        let (first, rest) = name.split_at(2);
        write(&mut text, &format!("{}{rest}", first.to_uppercase())).expect("a string takes everything");
    }
    text
}
