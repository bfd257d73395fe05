//! What is generated only when it is asked for.

use super::super::*;

fn texts(kind: NameKind, name: &str, options: Options) -> Vec<String> {
    let (paradigms, _) = expand_with(Language::Kazakh, kind, name, &Hints::default(), options);
    paradigms.into_iter().flat_map(|paradigm| paradigm.forms).map(|form| form.text).collect()
}

const DERIVATIONS: Options = Options { kazakh_level: KazakhLevel::Derivations, kazakh_latin: false };
const LATIN: Options = Options { kazakh_level: KazakhLevel::Cases, kazakh_latin: true };

#[test]
fn kazakh_words_that_are_derived_from_a_name() {
    for (kind, name, forms) in [
        (
            NameKind::Toponym,
            "Қазақстан",
            "Қазақстаным Қазақстаныма Қазақстанымда Қазақстаны Қазақстанының Қазақстанын Қазақстанында \
             Қазақстандық Қазақстандыққа Қазақстандықтар Қазақстандықтардың Қазақстандай Қазақстанша Қазақстанымыз",
        ),
        (
            NameKind::Toponym,
            "Астана",
            "Астанам Астанама Астанасы Астанасына Астаналық Астаналықтар Астанадай Астанаша Астаналар",
        ),
        (NameKind::Toponym, "Семей", "Семейім Семейі Семейлік Семейліктер Семейдей Семейше"),
        (NameKind::Toponym, "Арқалық", "Арқалығым Арқалығы Арқалықтық Арқалықтай"),
        (NameKind::Toponym, "Шымкент", "Шымкентім Шымкентіне Шымкенттік Шымкенттіктер Шымкенттей"),
        (NameKind::Toponym, "АҚШ", "АҚШ-тық АҚШ-тың"),
        (NameKind::Organization, "Парламент", "Парламенттер Парламентіміз Парламенті Парламентінде Парламентше"),
        (NameKind::Demonym, "өзбекстандық", "өзбекстандығымыз өзбекстандықтар өзбекстандықша"),
    ] {
        let found = texts(kind, name, DERIVATIONS);
        let usual = texts(kind, name, Options::default());
        assert!(usual.iter().all(|text| found.contains(text)), "{name}: nothing is lost");
        for form in forms.split_ascii_whitespace() {
            assert!(found.contains(&form.to_owned()), "{name}: no {form} in {found:?}");
        }
    }
    let banks = texts(NameKind::Organization, "Ұлттық банк", DERIVATIONS);
    for form in ["Ұлттық банкі", "Ұлттық банктер", "Ұлттық банкіне"] {
        assert!(banks.contains(&form.to_owned()), "{form}");
    }
    assert!(texts(NameKind::Person, "Абай Құнанбаев", DERIVATIONS).contains(&"Абай Құнанбаевтай".to_owned()));
    assert!(!texts(NameKind::Toponym, "Қазақстан", Options::default()).contains(&"Қазақстандық".to_owned()));
}

#[test]
fn kazakh_in_latin_letters_stands_beside_cyrillic() {
    for (kind, name, forms) in [
        (NameKind::Toponym, "Қазақстан", "Qazaqstan;Qazaqstanda;Qazaqstannyñ;Qazaqstandağy;Қазақстанда"),
        (NameKind::Toponym, "Үлкен Алматы", "Ülken Almatyda"),
        (NameKind::Person, "Қасым-Жомарт Тоқаев", "Qasym-Jomart Toqaevqa;Q. Toqaevtyñ;Қ. Тоқаевтың"),
        (NameKind::Organization, "Қаржы министрлігі", "Qarjy ministrlıgınıñ"),
        (NameKind::Organization, "БҰҰ", "BŪŪ-nyñ;BŪŪ"),
    ] {
        let found = texts(kind, name, LATIN);
        for form in forms.split(';') {
            assert!(found.contains(&form.to_owned()), "{name}: no {form} in {found:?}");
        }
        let (paradigms, _) = expand_with(Language::Kazakh, kind, name, &Hints::default(), LATIN);
        assert_eq!(paradigms[0].lemma, name);
        assert_eq!(paradigms[0].forms[0].text, name);
    }
    let (paradigms, _) = expand_with(Language::Kazakh, NameKind::Toponym, "Семей", &Hints::default(), LATIN);
    let form = paradigms[0].forms.iter().find(|form| form.text == "Semeige").map(|form| form.features.to_string());
    assert_eq!(form.as_deref(), Some("Case=Dat|Number=Sing"));
}

#[test]
fn other_languages_do_not_know_the_options() {
    let all = Options { kazakh_level: KazakhLevel::Derivations, kazakh_latin: true };
    for language in [Language::Russian, Language::English, Language::Other] {
        let hints = Hints::default();
        assert_eq!(
            expand_with(language, NameKind::Toponym, "Астана", &hints, all),
            expand(language, NameKind::Toponym, "Астана", &hints)
        );
    }
}
