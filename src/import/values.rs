//! Values of cells: cleaned, cut apart, and brought into the form that a gazetteer keeps.

/// A cell without control characters and with single spaces, and whether a line break or a tab was in it.
pub(super) fn clean(cell: &str) -> (String, bool) {
    let has_breaks = cell.trim().contains(['\n', '\r', '\t']);
    let spaced: String =
        cell.chars().map(|letter| if letter.is_control() || letter == '\u{FEFF}' { ' ' } else { letter }).collect();
    (spaced.split_whitespace().collect::<Vec<_>>().join(" "), has_breaks)
}

/// The values of a cell of names: cut at the separators, at `|` and at line breaks, without empty ones.
pub(super) fn list(cell: &str, separators: &[char]) -> Vec<String> {
    let is_separator = |letter: char| matches!(letter, '|' | '\n' | '\r') || separators.contains(&letter);
    cell.split(is_separator).map(|value| clean(value).0).filter(|value| !value.is_empty()).collect()
}

/// The language that the letters of a name tell: Latin ones English, Kazakh ones Kazakh, else Russian.
pub(super) fn language_of(name: &str) -> &'static str {
    const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
    let latin = name.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = name.chars().filter(|letter| ('\u{400}'..='\u{52F}').contains(letter)).count();
    match () {
        () if name.chars().any(|letter| KAZAKH.contains(letter)) => "kk",
        () if latin > cyrillic => "en",
        () => "ru",
    }
}

/// What people and other taggers call the types of entities.
const TYPES: [(&str, &str); 6] = [
    ("COUNTRY", "страна;государство;country;ел;мемлекет"),
    ("CITY", "город;city;town;қала"),
    ("REGION", "регион;область;край;region;state;province;облыс;аймақ"),
    ("LOCATION", "место;локация;place;location;loc;gpe;жер"),
    ("PERSON", "персона;человек;лицо;физлицо;person;people;per;адам;тұлға"),
    ("ORGANIZATION", "организация;компания;орган;юрлицо;organization;organisation;company;org;ұйым"),
];

/// The entity type that a cell names, in `UPPER_SNAKE_CASE`.
pub(super) fn entity_type(cell: &str) -> String {
    let lower = cell.to_lowercase();
    let known = TYPES.iter().find(|(_, spellings)| spellings.split(';').any(|spelling| spelling == lower));
    known.map_or_else(|| super::slug(cell).to_uppercase().replace('-', "_"), |(name, _)| (*name).to_owned())
}

/// A number that people wrote: `19 644 100`, `1,234,567`, `1,5`.
pub(super) fn number(cell: &str) -> Option<String> {
    let mut digits: String = cell.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').collect();
    let mut groups = digits.split(',').skip(1).peekable();
    let is_grouped =
        groups.peek().is_some() && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    digits = if is_grouped { digits.replace(',', "") } else { digits.replacen(',', ".", 1) };
    let number: f64 = digits.parse().ok()?;
    (number.is_finite() && number >= 0.0).then(|| number.to_string())
}

/// The year in a cell: `2019`, `12.06.2019`, `2019 г.`; `None` when there is none, or more than one.
pub(super) fn year(cell: &str) -> Option<String> {
    let mut years = cell.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year = years.next()?;
    years.next().is_none().then(|| year.to_owned())
}

/// The flag of a gender that a cell names.
pub(super) fn gender(cell: &str) -> Option<&'static str> {
    match cell.to_lowercase().trim_end_matches('.') {
        "м" | "муж" | "мужской" | "мужчина" | "m" | "male" | "man" | "ер" | "еркек" => {
            Some("g=m")
        }
        "ж" | "жен" | "женский" | "женщина" | "f" | "female" | "woman" | "әйел" => Some("g=f"),
        _ => None,
    }
}

/// A person's name as a gazetteer keeps it, and with the patronymic.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PersonName {
    /// `Касым-Жомарт Токаев`.
    pub(super) name: String,
    /// `Касым-Жомарт Кемелевич Токаев`.
    pub(super) with_patronymic: Option<String>,
}

/// The name in the order of a gazetteer when it is written in another, `Токаев Касым-Жомарт Кемелевич`, or has a patronymic.
pub(super) fn person(name: &str) -> Option<PersonName> {
    const PATRONYMICS: [&str; 10] = ["ович", "евич", "ьич", "мич", "овна", "евна", "ична", "ұлы", "қызы", "оглы"];
    const SURNAMES: [&str; 11] = ["ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ский", "ская"];
    let words: Vec<&str> = name.split(' ').collect();
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.to_lowercase().ends_with(ending));
    let in_order = |surname: &str, given: &str, patronymic: Option<&str>| PersonName {
        name: format!("{given} {surname}"),
        with_patronymic: patronymic.map(|patronymic| format!("{given} {patronymic} {surname}")),
    };
    match words[..] {
        [surname, given, patronymic] if ends(patronymic, &PATRONYMICS) && !ends(given, &PATRONYMICS) => {
            Some(in_order(surname, given, Some(patronymic)))
        }
        [given, patronymic, surname] if ends(patronymic, &PATRONYMICS) => {
            Some(in_order(surname, given, Some(patronymic)))
        }
        [surname, given] if ends(surname, &SURNAMES) && !ends(given, &SURNAMES) => Some(in_order(surname, given, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_years_are_read_as_people_write_them() {
        for (cell, expected) in
            [("19 644 100", "19644100"), ("1\u{a0}500", "1500"), ("1,234,567", "1234567"), ("1,5", "1.5"), ("7", "7")]
        {
            assert_eq!(number(cell).as_deref(), Some(expected), "{cell}");
        }
        assert_eq!((number("много"), number("-1"), number("")), (None, None, None));
        for (cell, expected) in
            [("2019", Some("2019")), ("12.06.2019 г.", Some("2019")), ("2019–2020", None), ("н.в.", None)]
        {
            assert_eq!(year(cell).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn a_person_is_brought_into_order() {
        let order = |name: &str| person(name).map(|person| (person.name, person.with_patronymic.unwrap_or_default()));
        let expected = |name: &str, full: &str| Some((name.to_owned(), full.to_owned()));
        assert_eq!(
            order("Токаев Касым-Жомарт Кемелевич"),
            expected("Касым-Жомарт Токаев", "Касым-Жомарт Кемелевич Токаев")
        );
        assert_eq!(order("Анна Петровна Ким"), expected("Анна Ким", "Анна Петровна Ким"));
        assert_eq!(order("Иванов Пётр"), expected("Пётр Иванов", ""));
        assert_eq!((order("Пётр Иванов"), order("Ким Чен Ын"), order("Пеле")), (None, None, None));
    }

    #[test]
    fn types_are_told_by_their_names() {
        assert_eq!(["Город", "PER", "тип самолёта"].map(entity_type), ["CITY", "PERSON", "TIP_SAMOLYOTA"]);
    }
}
