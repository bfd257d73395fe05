//! English: possessives, plurals, hyphens.

use super::super::*;

fn texts(kind: NameKind, name: &str) -> Vec<String> {
    let (paradigms, _) = expand(Language::English, kind, name, &Hints::default());
    paradigms[0].forms.iter().map(|form| form.text.clone()).collect()
}

#[test]
fn possessives() {
    assert_eq!(texts(NameKind::Toponym, "Astana"), ["Astana", "Astana's", "Astana’s"]);
    assert_eq!(texts(NameKind::Surname, "Davis"), ["Davis", "Davis's", "Davis'", "Davis’s", "Davis’"]);
    let (paradigms, _) = expand(Language::English, NameKind::Toponym, "Astana", &Hints::default());
    assert_eq!(paradigms[0].forms[1].features.to_string(), "Case=Gen|Number=Sing");
}

#[test]
fn plurals_of_demonyms() {
    for (one, many) in [
        ("Kazakh", "Kazakhs"),
        ("Serb", "Serbs"),
        ("Englishman", "Englishmen"),
        ("German", "Germans"),
        ("Italian", "Italians"),
        ("Japanese", "Japanese"),
        ("Emirati", "Emiratis"),
        ("Turk", "Turks"),
        ("Finn", "Finns"),
        ("Abbey", "Abbeys"),
        ("Germany", "Germanies"),
        ("Welsh", "Welshes"),
    ] {
        assert!(texts(NameKind::Demonym, one).contains(&many.to_owned()), "{one}: {:?}", texts(NameKind::Demonym, one));
    }
}

#[test]
fn hyphens_and_adjectives() {
    assert!(texts(NameKind::Toponym, "Ust-Kamenogorsk").contains(&"Ust Kamenogorsk's".to_owned()));
    assert!(texts(NameKind::Organization, "Al-Qaeda").contains(&"Al Qaeda".to_owned()));
    assert!(texts(NameKind::Person, "Kassym-Jomart Tokayev").contains(&"Kassym Jomart Tokayev's".to_owned()));
    assert!(texts(NameKind::Toponym, "the United States").contains(&"United States’".to_owned()));
    assert!(!texts(NameKind::Toponym, "The Hague").contains(&"Hague".to_owned()));
    assert_eq!(texts(NameKind::Adjective, "Kazakhstani"), ["Kazakhstani"]);
}

#[test]
fn persons() {
    let (paradigms, _) = expand(Language::English, NameKind::Person, "Kassym-Jomart Tokayev", &Hints::default());
    let lemmas: Vec<&str> = paradigms.iter().map(|paradigm| paradigm.lemma.as_str()).collect();
    assert_eq!(
        lemmas,
        [
            "Kassym-Jomart Tokayev",
            "Tokayev Kassym-Jomart",
            "K.-J. Tokayev",
            "K.-J.Tokayev",
            "Tokayev K.-J.",
            "K.J. Tokayev",
            "K.J.Tokayev",
            "Tokayev K.J.",
            "K. J. Tokayev",
            "Tokayev K. J.",
            "K. Tokayev",
            "K.Tokayev",
            "Tokayev K.",
            "Tokayev"
        ]
    );
}
