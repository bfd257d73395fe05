//! Kazakh, sound by sound: genitive, accusative, dative, locative, ablative, instrumental, attributive.

use super::super::*;

const CASES: [Case; 7] = [Case::Gen, Case::Acc, Case::Dat, Case::Loc, Case::Abl, Case::Ins, Case::LocAttr];

fn check(kind: NameKind, hints: &Hints, rows: &[(&str, &str)]) {
    super::check(Language::Kazakh, kind, hints, &CASES, rows);
}

#[test]
fn places_by_final_sound() {
    check(
        NameKind::Toponym,
        &Hints::default(),
        &[
            ("Астана", "астананың астананы астанаға астанада астанадан астанамен астанадағы"),
            ("Жезді", "жездінің жездіні жездіге жездіде жездіден жездімен жездідегі"),
            ("Дегелең", "дегелеңнің дегелеңді дегелеңге дегелеңде дегелеңнен дегелеңмен дегелеңдегі"),
            (
                "Талдықорған",
                "талдықорғанның талдықорғанды талдықорғанға талдықорғанда талдықорғаннан талдықорғанмен талдықорғандағы",
            ),
            ("Көкшетау", "көкшетаудың көкшетауды көкшетауға көкшетауда көкшетаудан көкшетаумен көкшетаудағы"),
            ("Семей", "семейдің семейді семейге семейде семейден семеймен семейдегі"),
            ("Арқалық", "арқалықтың арқалықты арқалыққа арқалықта арқалықтан арқалықпен арқалықтағы"),
            ("Тараз", "тараздың таразды таразға таразда тараздан таразбен тараздағы"),
            ("Орал", "оралдың оралды оралға оралда оралдан оралмен оралдағы"),
            ("Белград", "белградтың белградты белградқа белградта белградтан белградпен белградтағы"),
            (
                "Бухарест",
                "бухаресттің/бухарестің бухарестті/бухаресті бухарестке бухарестте бухаресттен бухарестпен бухаресттегі",
            ),
            ("Сербия", "сербияның сербияны сербияға сербияда сербиядан сербиямен сербиядағы"),
            ("Баку", "бакудың/бакуның бакуды/бакуны бакуға бакуда бакудан бакумен бакудағы"),
        ],
    );
}

#[test]
fn possessed_heads() {
    check(
        NameKind::Organization,
        &Hints::default(),
        &[
            (
                "Қаржы министрлігі",
                "қаржы министрлігінің; қаржы министрлігін; қаржы министрлігіне; қаржы министрлігінде; қаржы министрлігінен; қаржы министрлігімен; қаржы министрлігіндегі",
            ),
            (
                "Аманат партиясы",
                "аманат партиясының; аманат партиясын; аманат партиясына; аманат партиясында; аманат партиясынан; аманат партиясымен; аманат партиясындағы",
            ),
            (
                "Ұлттық банк",
                "ұлттық банктің; ұлттық банкті; ұлттық банкке; ұлттық банкте; ұлттық банктен; ұлттық банкпен; ұлттық банктегі",
            ),
        ],
    );
    check(
        NameKind::Toponym,
        &Hints::default(),
        &[(
            "Жамбыл облысы",
            "жамбыл облысының; жамбыл облысын; жамбыл облысына; жамбыл облысында; жамбыл облысынан; жамбыл облысымен; жамбыл облысындағы",
        )],
    );
    let possessed = Hints { possessed: true, ..Hints::default() };
    check(
        NameKind::Organization,
        &possessed,
        &[("әкімдігі", "әкімдігінің әкімдігін әкімдігіне әкімдігінде әкімдігінен әкімдігімен әкімдігіндегі")],
    );
}

#[test]
fn persons_change_in_the_last_word_only() {
    check(
        NameKind::Person,
        &Hints::default(),
        &[
            (
                "Олжас Сүлейменов",
                "олжас сүлейменовтің; олжас сүлейменовті; олжас сүлейменовке; олжас сүлейменовте; олжас сүлейменовтен; олжас сүлейменовпен; олжас сүлейменовтегі",
            ),
            (
                "Абай Құнанбайұлы",
                "абай құнанбайұлының; абай құнанбайұлын; абай құнанбайұлына; абай құнанбайұлында; абай құнанбайұлынан; абай құнанбайұлымен; абай құнанбайұлындағы",
            ),
        ],
    );
    let (paradigms, _) = expand(Language::Kazakh, NameKind::Person, "Қасым-Жомарт Кемелұлы Тоқаев", &Hints::default());
    let has = |variant, text: &str| {
        paradigms
            .iter()
            .any(|paradigm| paradigm.variant == variant && paradigm.forms.iter().any(|form| form.text == text))
    };
    assert!(has(Variant::Reordered, "Қасым-Жомарт Тоқаевтың"));
    assert!(has(Variant::Reordered, "Тоқаев Қасым-Жомартқа"));
    assert!(has(Variant::Initials, "Қ. Тоқаевқа"));
    assert!(has(Variant::Initials, "Қ.-Ж. Тоқаевтан"));
    assert!(has(Variant::Initials, "Қ.К. Тоқаевпен"));
    assert!(has(Variant::Surname, "Тоқаевты"));
}

#[test]
fn demonyms_acronyms_and_what_stands_still() {
    let texts = |kind, name, hints: &Hints| {
        let (paradigms, _) = expand(Language::Kazakh, kind, name, hints);
        paradigms[0].forms.iter().map(|form| form.text.clone()).collect::<Vec<_>>()
    };
    let none = Hints::default();
    for form in ["өзбекстандықтар", "өзбекстандықтардың", "өзбекстандыққа"]
    {
        assert!(texts(NameKind::Demonym, "өзбекстандық", &none).contains(&form.to_owned()), "{form}");
    }
    let acronym = texts(NameKind::Organization, "БҰҰ", &none);
    // The base form; every ending with a hyphen and without.
    assert_eq!(acronym.len(), 1 + 2 * 33);
    for form in ["БҰҰ-ның", "БҰҰ-ға", "БҰҰ-да", "БҰҰ-дағы", "БҰҰның", "БҰҰда"] {
        assert!(acronym.contains(&form.to_owned()), "{form}");
    }
    // So do names in Latin letters; a number alone stands still.
    for (name, form) in
        [("SCAT", "SCAT-қа"), ("Air Astana", "Air Astana-ның"), ("Kaspi", "Kaspi-ге"), ("G20", "G20-да")]
    {
        assert!(texts(NameKind::Organization, name, &none).contains(&form.to_owned()), "{form}");
    }
    assert_eq!(texts(NameKind::Organization, "31", &none), ["31"]);
    assert_eq!(texts(NameKind::Person, "Elon Musk", &none), ["Elon Musk"]);
    assert_eq!(texts(NameKind::Adjective, "қазақстандық", &none), ["қазақстандық"]);
    let fixed = Hints { indeclinable: true, ..Hints::default() };
    assert_eq!(texts(NameKind::Toponym, "Астана", &fixed), ["Астана"]);
    let front = Hints { class: Some("front".to_owned()), ..Hints::default() };
    assert!(!texts(NameKind::Toponym, "Чили", &front).contains(&"Чилидан".to_owned()));
    assert!(texts(NameKind::Toponym, "Чили", &none).contains(&"Чилидан".to_owned()));
    let (_, remarks) =
        expand(Language::Kazakh, NameKind::Toponym, "Чили", &Hints { class: Some("m".to_owned()), ..none });
    assert_eq!(remarks, [Remark::NoSuchClass { class: "m".to_owned() }]);
}
