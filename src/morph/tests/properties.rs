//! What holds for any input at all.

use proptest::prelude::*;

use super::super::*;

const LANGUAGES: [Language; 4] = [Language::Russian, Language::Kazakh, Language::English, Language::Other];
const KINDS: [NameKind; 8] = [
    NameKind::Toponym,
    NameKind::Person,
    NameKind::Organization,
    NameKind::Adjective,
    NameKind::Demonym,
    NameKind::Given,
    NameKind::Surname,
    NameKind::Patronymic,
];

const ALL: Options = Options { kazakh_level: KazakhLevel::Derivations, kazakh_latin: true };

fn hints() -> impl Strategy<Value = Hints> {
    let gender = prop::option::of(prop::sample::select(vec![Gender::Masc, Gender::Fem, Gender::Neut]));
    let word = || prop::option::of("[а-яёьъй-]{0,6}|\\PC{0,4}");
    let class = prop::option::of(prop::sample::select(vec!["m.soft", "f.3", "adj.m", "pl.n", "нет"]));
    let flags = (any::<bool>(), prop::bool::weighted(0.1), any::<bool>(), any::<bool>());
    (gender, word(), word(), class, prop::option::of(0_usize..5), flags).prop_map(
        |(gender, stem, like, class, head, (plural, indeclinable, possessed, family))| Hints {
            gender,
            plural,
            indeclinable,
            stem,
            like,
            class: class.map(str::to_owned),
            head,
            possessed,
            family,
        },
    )
}

fn check(name: &str, hints: &Hints) {
    for language in LANGUAGES {
        for kind in KINDS {
            for options in [Options::default(), ALL] {
                check_paradigms(language, kind, name, hints, options);
            }
        }
    }
    assert!(suggest_adjectives(name).len() < 64);
}

fn check_paradigms(language: Language, kind: NameKind, name: &str, hints: &Hints, options: Options) {
    let (paradigms, _) = expand_with(language, kind, name, hints, options);
    assert!(!paradigms.is_empty() && paradigms.len() <= 32, "{language:?} {kind:?} {name}: {}", paradigms.len());
    for paradigm in &paradigms {
        assert_eq!(paradigm.forms[0].text, paradigm.lemma);
        assert!(paradigm.forms.len() <= 256);
        let mut texts: Vec<_> = paradigm.forms.iter().map(|form| &form.text).collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), paradigm.forms.len(), "{language:?} {kind:?} {name}: a text twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_string_expands(name in "\\PC{0,40}", hints in hints()) {
        check(&name, &hints);
    }

    #[test]
    fn anything_like_a_name_expands(name in "([«(]?[А-ЯЁӘҚа-яёьъйәіұқ.-]{1,9}[»,.]? ?){0,8}", hints in hints()) {
        check(&name, &hints);
    }
}

#[test]
fn odd_names_expand() {
    let long = "город ".repeat(5_000);
    let hyphens = "а-".repeat(5_000);
    for name in [
        "", " ", "-", "—", "«»", "« »", ".", "ь", "ъ", "Ъ Ъ", "й", "ий", "ец", "ок", "ИЙ", "1-й", "-й", "и и и", "а-",
        &long, &hyphens,
    ] {
        check(name, &Hints::default());
        check(name, &Hints { head: Some(1), family: true, possessed: true, plural: true, ..Hints::default() });
    }
}
