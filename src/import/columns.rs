//! Headers of spreadsheets: what a column holds, told by its name in Russian, Kazakh or English.

use crate::gazetteer::Relation;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The id.
    Id,
    /// The entity type.
    Type,
    /// Names; of a language when the header says which.
    Names {
        /// The language, where the header says it.
        language: Option<String>,
        /// How they relate to the entity.
        relation: Relation,
        /// Whether the first is the preferred name.
        preferred: bool,
    },
    /// A surname, given name or patronymic, which make a name together.
    PersonPart(PersonPart),
    /// The gender of a person.
    Gender,
    /// A country, by id or by name.
    Country,
    /// A number: `prior`.
    Prior,
    /// A year: `from`, `to`.
    Year(&'static str),
    /// An external id, by key.
    Reference(String),
    /// Free text.
    Note,
    /// Nothing that a gazetteer keeps, such as the number of the row.
    Nothing,
}

/// A part of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonPart {
    /// `Токаев`.
    Surname,
    /// `Касым-Жомарт`; the whole name where no column holds surnames.
    Given,
    /// `Кемелевич`.
    Patronymic,
}

/// Headers without a language, `;` between them, and what stands under them.
const NAMES: &str = "название;наименование;имя и фамилия;фио;ф.и.о.;ф и о;персона;организация;компания;учреждение;орган;\
    name;full name;fullname;title;label;person;organization;organisation;company;\
    атауы;атау;аты-жөні;аты жөні;т.а.ә.;тұлға;ұйым;ұйым атауы";
const ALIASES: &str = "синонимы;синоним;псевдонимы;псевдоним;варианты;вариант;другие названия;другое название;другие имена;алиасы;\
    краткое название;краткое наименование;сокращение;сокращения;сокращенное наименование;сокращенное название;аббревиатура;полное название;полное наименование;официальное название;\
    также известен как;прежние названия;прежнее название;бывшее название;\
    synonyms;synonym;aliases;alias;also known as;aka;alternative names;alternative name;alternate names;alt names;\
    short name;abbreviation;acronym;official name;other names;former names;former name;variants;\
    синонимдер;синонимдері;басқа атаулары;қысқаша атауы;толық атауы;қысқартылған атауы;бұрынғы атауы";
const PLACES: &str = "город;населенный пункт;область;регион;city;region;town;қала;облыс;аймақ;место;place;location";
const COUNTRIES: &str = "страна;государство;country;ел;мемлекет";
const IDS: &str = "id;ид;идентификатор;код;key;slug;identifier;code";
const TYPES: &str = "тип;вид;категория;класс;type;category;class;entity type;kind;түрі;санаты";
const NOTES: &str = "примечание;примечания;комментарий;комментарии;описание;должность;пост;note;notes;comment;comments;description;position;\
    occupation;ескерту;ескертпе;лауазымы;сипаттама";
const PRIORS: &str = "население;численность;численность населения;вес;population;prior;weight;халық саны;халқы";
const FROM: &str = "с;от;начало;from;start;since;бастап";
const TO: &str = "по;до;конец;to;end;until;дейін";
const GENDERS: &str = "пол;gender;sex;жынысы";
const SURNAMES: &str = "фамилия;surname;last name;lastname;family name;тегі";
const GIVEN: &str = "имя;first name;firstname;given name;аты;есімі";
const PATRONYMICS: &str = "отчество;patronymic;middle name;әкесінің аты";
const NUMBERS: &str = "№;n;no;#;№ п/п;п/п;номер;р/с";
const ADJECTIVES: &str = "прилагательное;прилагательные;adjective;adjectives";
const DEMONYMS: &str = "жители;название жителей;житель;demonym;demonyms;тұрғындары";

/// How headers say a language.
const LANGUAGES: [(&str, &str); 3] = [
    (
        "ru",
        "ru;rus;russian;рус;русский;русское;по-русски;на русском;на русском языке;русском;русский язык;орысша;орыс тілінде;орыс",
    ),
    (
        "kk",
        "kk;kz;kaz;kazakh;каз;казахский;казахское;по-казахски;на казахском;на казахском языке;казахском;казахский язык;қазақша;қазақ тілінде;қаз;қазақ",
    ),
    (
        "en",
        "en;eng;english;англ;английский;английское;по-английски;на английском;на английском языке;английском;ағылшынша;ағылшын тілінде;ағылш",
    ),
];

fn lists(list: &str, header: &str) -> bool {
    list.split(';').any(|known| known == header)
}

/// The header as it is compared.
pub(super) fn normalized(header: &str) -> String {
    let lower = header.trim().to_lowercase().replace('ё', "е");
    let spaced: String = lower
        .chars()
        .map(|letter| if matches!(letter, '_' | '(' | ')' | '[' | ']' | ':' | ',' | '/') { ' ' } else { letter })
        .collect();
    // `рус.`, but `ф.и.о.`
    let word = |word: &str| match word.strip_suffix('.') {
        Some(abbreviated) if !abbreviated.contains('.') => abbreviated.to_owned(),
        _ => word.to_owned(),
    };
    let joined = spaced.split_whitespace().map(word).collect::<Vec<_>>().join(" ");
    // `№ п/п` and the like lose their slash to the line above.
    if lower.trim() == "№ п/п" || lower.trim() == "п/п" { "№".to_owned() } else { joined }
}

impl Target {
    /// What a column of ours holds: `alias:ru`, `ref:wikidata`.
    pub fn of_column(column: &str) -> Option<Self> {
        let names = |language: &str, relation, preferred| Self::Names {
            language: Some(language.to_owned()),
            relation,
            preferred,
        };
        Some(match column.split_once(':') {
            Some(("name", language)) if !language.is_empty() => names(language, Relation::Name, true),
            Some(("alias", language)) if !language.is_empty() => names(language, Relation::Name, false),
            Some(("adj", language)) if !language.is_empty() => names(language, Relation::Adjective, false),
            Some(("dem", language)) if !language.is_empty() => names(language, Relation::Demonym, false),
            Some(("ref", key)) if !key.is_empty() => Self::Reference(key.to_owned()),
            None => match column {
                "id" => Self::Id,
                "type" => Self::Type,
                "country" => Self::Country,
                "prior" => Self::Prior,
                "from" => Self::Year("from"),
                "to" => Self::Year("to"),
                "note" => Self::Note,
                _ => return None,
            },
            Some(_) => return None,
        })
    }

    /// What a column of a spreadsheet holds, by its header; `None` when the header says nothing.
    pub fn of_header(header: &str) -> Option<Self> {
        if let Some(target) = Self::of_column(header.trim().to_lowercase().as_str()) {
            return Some(target);
        }
        let header = normalized(header);
        if let Some(target) = Self::of_words(&header, None) {
            return Some(target);
        }
        for (language, spellings) in LANGUAGES {
            if lists(spellings, &header) {
                let language = Some(language.to_owned());
                return Some(Self::Names { language, relation: Relation::Name, preferred: true });
            }
            for spelling in spellings.split(';') {
                let rest = header
                    .strip_suffix(spelling)
                    .and_then(|rest| rest.strip_suffix([' ', '-']))
                    .or_else(|| header.strip_prefix(spelling).and_then(|rest| rest.strip_prefix([' ', '-'])));
                if let Some(target) =
                    rest.and_then(|rest| Self::of_words(rest.trim().trim_end_matches(" на"), Some(language)))
                {
                    return Some(target);
                }
            }
        }
        None
    }

    fn of_words(header: &str, language: Option<&str>) -> Option<Self> {
        let names = |relation, preferred| Self::Names { language: language.map(str::to_owned), relation, preferred };
        let target = match header {
            _ if lists(NAMES, header) => names(Relation::Name, true),
            _ if lists(ALIASES, header) => names(Relation::Name, false),
            _ if lists(ADJECTIVES, header) => names(Relation::Adjective, false),
            _ if lists(DEMONYMS, header) => names(Relation::Demonym, false),
            // Of a language, they are names even beside others: `Страна (англ.)`.
            _ if language.is_some() && (lists(PLACES, header) || lists(COUNTRIES, header) || lists(GIVEN, header)) => {
                names(Relation::Name, true)
            }
            _ if language.is_some() => return None,
            _ if lists(COUNTRIES, header) => Self::Country,
            _ if lists(IDS, header) => Self::Id,
            _ if lists(TYPES, header) => Self::Type,
            _ if lists(NOTES, header) => Self::Note,
            _ if lists(PRIORS, header) => Self::Prior,
            _ if lists(FROM, header) => Self::Year("from"),
            _ if lists(TO, header) => Self::Year("to"),
            _ if lists(GENDERS, header) => Self::Gender,
            _ if lists(SURNAMES, header) => Self::PersonPart(PersonPart::Surname),
            _ if lists(GIVEN, header) => Self::PersonPart(PersonPart::Given),
            _ if lists(PATRONYMICS, header) => Self::PersonPart(PersonPart::Patronymic),
            _ if lists(NUMBERS, header) => Self::Nothing,
            "wikidata" | "wikidata id" | "qid" | "викиданные" => Self::Reference("wikidata".to_owned()),
            "geonames" | "geonameid" | "geonames id" => Self::Reference("geonames".to_owned()),
            "iso3" | "alpha-3" => Self::Reference("iso3".to_owned()),
            _ => return None,
        };
        Some(target)
    }

    /// Whether the header names places, which are the entities where no other column holds names.
    pub(super) fn is_place_header(header: &str) -> bool {
        lists(PLACES, &normalized(header))
    }

    /// The default entity type of a header that says what it names: `Страна`, `ФИО`.
    pub(super) fn type_of_header(header: &str) -> Option<&'static str> {
        match normalized(header).as_str() {
            header if lists(COUNTRIES, header) => Some("COUNTRY"),
            "город" | "city" | "town" | "қала" | "населенный пункт" => Some("CITY"),
            "область" | "регион" | "region" | "облыс" | "аймақ" => Some("REGION"),
            "место" | "place" | "location" => Some("LOCATION"),
            "фио"
            | "ф.и.о."
            | "ф и о"
            | "персона"
            | "person"
            | "имя и фамилия"
            | "аты-жөні"
            | "аты жөні"
            | "т.а.ә."
            | "тұлға" => Some("PERSON"),
            "организация"
            | "компания"
            | "учреждение"
            | "орган"
            | "organization"
            | "organisation"
            | "company"
            | "ұйым" => Some("ORGANIZATION"),
            header if lists(SURNAMES, header) => Some("PERSON"),
            _ => None,
        }
    }
}
