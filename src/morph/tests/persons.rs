//! Whole person names: the ways of writing them, and gender.

use super::super::*;
use super::of;

/// Lemmas by variant.
fn lemmas(language: Language, name: &str, variant: Variant) -> Vec<String> {
    let (paradigms, _) = expand(language, NameKind::Person, name, &Hints::default());
    paradigms.into_iter().filter(|paradigm| paradigm.variant == variant).map(|paradigm| paradigm.lemma).collect()
}

/// All forms of all variants.
fn texts(language: Language, name: &str, hints: &Hints) -> Vec<String> {
    let (paradigms, _) = expand(language, NameKind::Person, name, hints);
    paradigms.into_iter().flat_map(|paradigm| paradigm.forms).map(|form| form.text).collect()
}

#[test]
fn orders_and_initials() {
    let name = "Касым-Жомарт Кемелевич Токаев";
    assert_eq!(
        lemmas(Language::Russian, name, Variant::Reordered),
        ["Токаев Касым-Жомарт Кемелевич", "Касым-Жомарт Токаев", "Токаев Касым-Жомарт"]
    );
    let initials = lemmas(Language::Russian, name, Variant::Initials);
    for expected in [
        "К. Токаев",
        "К.Токаев",
        "К.-Ж. Токаев",
        "К.-Ж.Токаев",
        "К.К. Токаев",
        "К.К.Токаев",
        "К. К. Токаев",
        "К.-Ж.К. Токаев",
        "Токаев К.",
        "Токаев К.К.",
        "Токаев К.-Ж.",
        "К.Ж. Токаев",
        "К. Ж. Токаев",
    ] {
        assert!(initials.iter().any(|lemma| lemma == expected), "no {expected} in {initials:?}");
    }
    for (language, name, expected) in [
        (Language::Russian, "Джо Байден", ["Д. Байден", "Дж. Байден"]),
        (Language::English, "Zhanibek Alimkhanuly", ["Z. Alimkhanuly", "Zh. Alimkhanuly"]),
    ] {
        let initials = lemmas(language, name, Variant::Initials);
        assert!(expected.iter().all(|expected| initials.iter().any(|lemma| lemma == expected)), "{initials:?}");
    }
    assert_eq!(lemmas(Language::Russian, name, Variant::Surname), ["Токаев"]);
    // The same person written surname first has the same variants.
    let other = "Токаев Касым-Жомарт Кемелевич";
    assert_eq!(lemmas(Language::Russian, other, Variant::Initials), initials);
}

#[test]
fn names_that_are_short_have_few_variants() {
    for name in ["Пеле", "Си Цзиньпин", "Ким Чен Ын", "К.К. Токаев"] {
        assert!(lemmas(Language::Russian, name, Variant::Reordered).is_empty(), "{name}");
    }
    assert!(lemmas(Language::Russian, "Си Цзиньпин", Variant::Initials).is_empty());
    assert!(lemmas(Language::Russian, "Пеле", Variant::Surname).is_empty());
    assert_eq!(lemmas(Language::Russian, "Урсула фон дер Ляйен", Variant::Surname), ["фон дер Ляйен"]);
    assert_eq!(lemmas(Language::English, "Ursula von der Leyen", Variant::Surname), ["von der Leyen"]);
    assert_eq!(lemmas(Language::English, "Xi Jinping", Variant::Surname), ["Xi"]);
}

#[test]
fn all_words_stand_in_the_same_case() {
    let (paradigms, remarks) = expand(Language::Russian, NameKind::Person, "Александр Вучич", &Hints::default());
    let full: Vec<&str> = paradigms[0].forms.iter().map(|form| form.text.as_str()).collect();
    assert_eq!(
        full,
        [
            "Александр Вучич",
            "Александра Вучича",
            "Александру Вучичу",
            "Александром Вучичем",
            "Александром Вучичом",
            "Александре Вучиче"
        ]
    );
    assert!(remarks.is_empty());
    assert_eq!(paradigms[0].forms[1].features.to_string(), "Case=Acc,Gen|Gender=Masc|Number=Sing");
}

#[test]
fn genders() {
    for (name, form) in [
        ("Тимур Кулибаев", "Тимуром Кулибаевым"),
        ("Дарига Назарбаева", "Дариге Назарбаевой"),
        ("Никита Михалков", "Никитой Михалковым"),
        ("Айгуль Мукей", "Айгулью Мукей"),
        ("Ангела Меркель", "Ангелу Меркель"),
        ("Дина Вучич", "Дины Вучич"),
        ("Алия Юсупова", "Алией Юсуповой"),
        ("Гейдар Алирза оглы Алиев", "Гейдара Алирза оглы Алиева"),
        ("Нурсултан Абишулы Назарбаев", "Нурсултаном Абишулы Назарбаевым"),
        ("Мария Ивановна Петренко", "Марии Ивановны Петренко"),
        ("Башар аль-Асад", "Башаром аль-Асадом"),
        ("Мохаммед бин Салман", "Мохаммеда бин Салмана"),
        ("Ли Кэцян", "Ли Кэцяна"),
        ("Пак Чон Хи", "Пак Чон Хи"),
        ("Роман Аркадьевич Абрамович", "Романа Аркадьевича Абрамовича"),
    ] {
        let forms = texts(Language::Russian, name, &Hints::default());
        assert!(forms.iter().any(|text| text == form), "{name}: no {form} in {forms:?}");
    }
}

#[test]
fn an_unknown_gender_is_remarked_and_both_are_made() {
    let (paradigms, remarks) = expand(Language::Russian, NameKind::Person, "Мишель Барнье", &Hints::default());
    assert_eq!(remarks, [Remark::GenderUnknown]);
    let has = |text| paradigms[0].forms.iter().any(|form| form.text == text);
    assert!(has("Мишеля Барнье") && has("Мишелью Барнье"));
    let (paradigms, remarks) = expand(Language::Russian, NameKind::Person, "Мишель Барнье", &of(Gender::Masc));
    assert!(remarks.is_empty());
    assert!(paradigms[0].forms.iter().all(|form| form.text != "Мишелью Барнье"));
    // Both read the same: nothing to remark.
    let (_, remarks) = expand(Language::Russian, NameKind::Person, "Сауле Нуртлеу", &Hints::default());
    assert!(remarks.is_empty());
}

#[test]
fn families() {
    let family = |language, name: &str| {
        let hints = Hints { family: true, ..Hints::default() };
        let (paradigms, _) = expand(language, NameKind::Person, name, &hints);
        let family = paradigms.into_iter().find(|paradigm| paradigm.variant == Variant::Family);
        family.map(|paradigm| paradigm.forms.into_iter().map(|form| form.text).collect::<Vec<_>>()).unwrap_or_default()
    };
    assert_eq!(
        family(Language::Russian, "Дарига Назарбаева"),
        ["Назарбаевы", "Назарбаевых", "Назарбаевым", "Назарбаевыми"]
    );
    assert!(family(Language::Russian, "Сергей Оболенский").contains(&"Оболенскими".to_owned()));
    assert!(family(Language::Russian, "Билл Клинтон").contains(&"Клинтонов".to_owned()));
    assert!(family(Language::Russian, "Тарас Шевченко").is_empty());
    assert!(family(Language::Kazakh, "Дариға Назарбаева").contains(&"Назарбаевалардың".to_owned()));
    assert_eq!(family(Language::English, "Bill Clinton"), ["Clintons", "Clintons'", "Clintons’"]);
}

#[test]
fn a_head_hint_names_the_only_word_that_declines() {
    let hints = Hints { head: Some(1), ..Hints::default() };
    let forms = texts(Language::Russian, "Эмиль Делакур", &hints);
    assert!(forms.contains(&"Эмиля Делакур".to_owned()) && forms.contains(&"Делакур Эмиля".to_owned()));
    assert!(forms.iter().all(|text| !text.contains("Делакура")));
}
