//! Adjectives, demonyms, hints, and the writing of forms.

use super::super::super::*;
use super::check;
use crate::morph::tests::{forms, of};

#[test]
fn adjectives_have_three_genders_and_a_plural() {
    for (base, expected) in [
        (
            "алматинский",
            "алматинского алматинскому алматинским алматинском алматинская алматинской алматинскую алматинское алматинские алматинских алматинскими",
        ),
        ("нижний", "нижнего нижнему нижним нижнем нижняя нижней нижнюю нижнее нижние нижних нижними"),
        ("донской", "донского донскому донским донском донская донской донскую донское донские донских донскими"),
        ("чёрный", "чёрного чёрному чёрным чёрном чёрная чёрной чёрную чёрное чёрные чёрных чёрными"),
        ("казачий", "казачьего казачьему казачьим казачьем"),
    ] {
        let found = forms(Language::Russian, NameKind::Adjective, base, &Hints::default());
        for form in expected.split(' ') {
            assert!(found.iter().any(|(text, _)| *text == spelling::fold(form)), "{base}: no {form} in {found:?}");
        }
    }
    let (paradigms, _) = expand(Language::Russian, NameKind::Adjective, "сербский", &Hints::default());
    let features =
        |text: &str| paradigms[0].forms.iter().find(|form| form.text == text).map(|form| form.features.to_string());
    assert_eq!(features("сербскую").as_deref(), Some("Case=Acc|Gender=Fem|Number=Sing"));
    assert_eq!(features("сербских").as_deref(), Some("Case=Acc,Gen,Loc|Number=Plur"));
}

#[test]
fn demonyms_have_a_plural() {
    for (base, plural) in [
        ("карагандинец", "карагандинцы карагандинцев карагандинцам карагандинцами карагандинцах"),
        ("египтянин", "египтяне египтян египтянам египтянами египтянах"),
        ("татарин", "татары татар татарам татарами татарах"),
        ("осетин", "осетины осетин осетинам осетинами осетинах"),
        ("узбек", "узбеки узбеков узбекам узбеками узбеках"),
        ("турок", "турки турок туркам турками турках"),
        ("латыш", "латыши латышей латышам латышами латышах"),
        ("еврей", "евреи евреев евреям евреями евреях"),
        ("житель", "жители жителей жителям жителями жителях"),
        ("швед", "шведы шведов шведам шведами шведах"),
        ("казашка", "казашки казашек казашкам казашками казашках"),
        ("японка", "японки японок японкам японками японках"),
        ("русский", "русские русских русским русскими русских"),
        ("грузинка", "грузинки грузинок грузинкам грузинками грузинках"),
    ] {
        let found = forms(Language::Russian, NameKind::Demonym, base, &Hints::default());
        let cases = [Case::Nom, Case::Gen, Case::Dat, Case::Ins, Case::Loc];
        for (case, form) in cases.into_iter().zip(plural.split(' ')) {
            let fits = |(text, features): &&(String, Features)| {
                text == form && features.has_case(case) && features.has_number(Number::Plur)
            };
            assert!(found.iter().any(|entry| fits(&entry)), "{base}: no {form} in {found:?}");
        }
    }
}

#[test]
fn demonyms_in_ets_have_no_stressed_endings() {
    let texts = |base: &str| -> Vec<String> {
        forms(Language::Russian, NameKind::Demonym, base, &Hints::default()).into_iter().map(|(text, _)| text).collect()
    };
    let germans = texts("немец");
    assert!(["немцем", "немцев"].iter().all(|form| germans.contains(&(*form).to_owned())), "{germans:?}");
    assert!(!["немцом", "немцов"].iter().any(|form| germans.contains(&(*form).to_owned())), "{germans:?}");
    let of_the_don = texts("донец");
    assert!(["донцом", "донцов"].iter().all(|form| of_the_don.contains(&(*form).to_owned())), "{of_the_don:?}");
}

#[test]
fn hints_have_the_last_word() {
    let hint = |hints: Hints, kind, rows: &[(&str, &str)]| check(kind, &hints, rows);
    let text = |text: &str| Some(text.to_owned());
    let place = NameKind::Toponym;
    hint(Hints { like: text("Витёк"), ..Hints::default() }, place, &[("Оленёк", "оленька оленьку = оленьком оленьке")]);
    hint(
        Hints { stem: text("гостомл"), ..Hints::default() },
        place,
        &[("Гостомль", "гостомля гостомлю = гостомлем гостомле")],
    );
    hint(
        Hints { class: text("m.soft"), ..Hints::default() },
        place,
        &[("Суздаль", "суздаля суздалю = суздалем суздале")],
    );
    hint(Hints { class: text("f.3"), ..Hints::default() }, place, &[("Суздаль", "суздали суздали = суздалью суздали")]);
    hint(Hints { plural: true, ..Hints::default() }, place, &[("Химки", "химок химкам = химками химках")]);
    hint(
        Hints { head: Some(1), ..Hints::default() },
        place,
        &[(
            "Долина Семь Ветров",
            "долины семь ветров; долине семь ветров; долину семь ветров; долиной семь ветров; долине семь ветров",
        )],
    );
    let clubs = [(
        "Футбольный клуб «Жетысу»",
        "футбольного клуба «жетысу»; футбольному клубу «жетысу»; =; футбольным клубом «жетысу»; футбольном клубе «жетысу»",
    )];
    hint(Hints { head: Some(2), ..Hints::default() }, NameKind::Organization, &clubs);
    let kingdoms =
        [("Королевство Дания", "королевства дания; королевству дания; =; королевством дания; королевстве дания")];
    hint(Hints { head: Some(1), ..Hints::default() }, place, &kingdoms);
    hint(of(Gender::Neut), place, &[("Бордо", "борда борду = бордом борде")]);
    hint(of(Gender::Masc), place, &[("Рось", "рося росю = росем росе")]);
}

#[test]
fn hints_that_mean_nothing_are_remarked() {
    let hints = Hints { class: Some("f.rar".to_owned()), ..Hints::default() };
    let (_, remarks) = expand(Language::Russian, NameKind::Toponym, "Рось", &hints);
    assert_eq!(remarks, [Remark::NoSuchClass { class: "f.rar".to_owned() }]);
    let hints = Hints { class: Some("f.ia".to_owned()), ..Hints::default() };
    let (paradigms, remarks) = expand(Language::Russian, NameKind::Toponym, "Рось", &hints);
    assert_eq!(remarks, [Remark::UnknownClass { word: "Рось".to_owned() }]);
    assert_eq!(paradigms[0].forms.len(), 1);
    let hints = Hints { indeclinable: true, ..Hints::default() };
    let (paradigms, remarks) = expand(Language::Russian, NameKind::Toponym, "Кале", &hints);
    assert_eq!((paradigms[0].forms.len(), remarks.len()), (1, 0));
}

#[test]
fn the_letters_of_the_name_are_kept() {
    let (paradigms, _) = expand(Language::Russian, NameKind::Organization, "МИД", &Hints::default());
    assert!(paradigms[0].forms.iter().any(|form| form.text == "МИДом"));
    let (paradigms, _) = expand(Language::Russian, NameKind::Toponym, "Щёлково", &Hints::default());
    assert!(paradigms[0].forms.iter().any(|form| form.text == "Щёлковом"));
    assert_eq!(paradigms[0].lemma, "Щёлково");
    assert_eq!(paradigms[0].class, "n");
}
