use std::sync::{Arc, OnceLock};

use super::*;
use crate::gazetteer::GazetteerFile;
use crate::tagger::{Coreference, MatchKind, Model, Origin, OverlapPolicy, TagOptions, Tagger};

/// A small world of places; what the default gazetteers hold is tested apart.
fn model() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let build = || {
        let files = [
            (
                "countries.tsv",
                "id\tname:ru\tname:kk\tname:en\tadj:ru\tadj:en\n\
                 KZ\tКазахстан\tҚазақстан\tKazakhstan\tказахстанский\tKazakh\n\
                 RS\tСербия\tСербия\tSerbia\tсербский\tSerbian\nJP\tЯпония\tЖапония\tJapan\tяпонский\tJapanese\n\
                 US\tСША\tАҚШ\tUSA\tамериканский\tAmerican\n",
            ),
            (
                "cities.tsv",
                "id\tname:ru\tname:kk\tname:en\tadj:ru\n\
                 1526273\tАстана\tАстана\tAstana\tастанинский\n1526384\tАлматы\tАлматы\tAlmaty\tалматинский\n\
                 524901\tМосква\tМәскеу\tMoscow\tмосковский\n",
            ),
            ("people.tsv", "id\tname:ru\nivanov\tИван Иванов{g=m}\n"),
            (
                "organisations.tsv",
                "id\tname:ru\tname:kk\tname:en\nmid\tМинистерство иностранных дел Казахстана\t\tMinistry of Foreign Affairs of Kazakhstan\n\
                 google\tGoogle\tGoogle\tGoogle\nafm\tАФМ\t\t\n",
            ),
        ];
        let files: Vec<GazetteerFile> =
            files.iter().map(|(name, table)| GazetteerFile::parse(name, name, table.as_bytes())).collect();
        for file in &files {
            assert_eq!(file.diagnostics, [], "{}", file.uri);
        }
        Arc::new(Model::build(&files).0)
    };
    Arc::clone(MODEL.get_or_init(build))
}

fn tagger(options: TagOptions) -> Tagger {
    Tagger::new(model(), options).expect("no gazetteer is named")
}

/// The organisations of a text as `text=lemma=entity`; places and people are left out.
fn found_with(options: TagOptions, text: &str) -> Vec<String> {
    let tagger = tagger(options);
    let tagging = tagger.tag(text, None);
    let organisations =
        tagging.mentions.iter().filter(|mention| &*mention.candidates[0].entity.entry.entity_type == "ORGANIZATION");
    organisations
        .map(|mention| {
            let best = &mention.candidates[0];
            let entity = &best.entity.resource_name;
            let entity = if best.origin == Origin::Unlisted { "-" } else { entity };
            format!("{}={}={entity}", &text[mention.span.clone()], best.lemma)
        })
        .collect()
}

fn found(text: &str) -> Vec<String> {
    found_with(TagOptions::default(), text)
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn the_tables_have_no_fault() {
    let (templates, diagnostics) = Templates::embedded_with_diagnostics();
    assert_eq!(diagnostics, []);
    assert!(templates.may_begin("министерством"));
}

#[test]
fn a_template_composes_an_id_in_every_form_and_language() {
    check(&[
        ("Он приехал в акимат Астаны.", &["акимат Астаны=акимат Астаны=akimat@cities/1526273"]),
        ("Об этом сообщили в акимате Алматы.", &["акимате Алматы=акимат Алматы=akimat@cities/1526384"]),
        ("Совещание в алматинском акимате.", &["алматинском акимате=алматинский акимат=akimat@cities/1526384"]),
        ("В Посольстве Сербии прошёл приём.", &["Посольстве Сербии=Посольство Сербии=embassy@countries/RS"]),
        (
            "Заявление Министерства обороны Сербии.",
            &["Министерства обороны Сербии=Министерство обороны Сербии=ministry-of-defence@countries/RS"],
        ),
        ("Сказали в МИДе Японии.", &["МИДе Японии=МИД Японии=ministry-of-foreign-affairs@countries/JP"]),
        (
            "По словам японского МИДа, это так.",
            &["японского МИДа=японский МИД=ministry-of-foreign-affairs@countries/JP"],
        ),
        ("Сот Алматы әкімдігінің шешімін өзгертті.", &["Алматы әкімдігінің=Алматы әкімдігі=akimat@cities/1526384"]),
        (
            "Бұл туралы Сербия Қорғаныс министрлігінде айтылды.",
            &["Сербия Қорғаныс министрлігінде=Сербия Қорғаныс министрлігі=ministry-of-defence@countries/RS"],
        ),
        (
            "The talks were held at the Ministry of Defence of Serbia.",
            &["Ministry of Defence of Serbia=Ministry of Defence of Serbia=ministry-of-defence@countries/RS"],
        ),
        ("The Almaty City Council met.", &["Almaty City Council=Almaty City Council=city-council@cities/1526384"]),
    ]);
}

#[test]
fn a_listed_organisation_wins_over_the_same_words_composed() {
    check(&[(
        "В Министерстве иностранных дел Казахстана сказали.",
        &["Министерстве иностранных дел Казахстана=Министерство иностранных дел Казахстана=organisations/mid"],
    )]);
}

#[test]
fn equal_composed_ids_are_one_entity_and_nested_places_are_kept() {
    let all = TagOptions { overlap: OverlapPolicy::All, ..TagOptions::default() };
    let tagger = tagger(all);
    let text = "Посольство Сербии открыто. Закон о посольстве Сербии.";
    let tagging = tagger.tag(text, None);
    let seen: Vec<&str> = tagging.mentions.iter().map(|mention| &*mention.candidates[0].entity.resource_name).collect();
    assert_eq!(seen, ["embassy@countries/RS", "countries/RS", "embassy@countries/RS", "countries/RS"]);
    assert_eq!(tagging.mentions[0].candidates[0].features.to_string(), "Case=Acc,Nom|Number=Sing");
    assert_eq!(tagging.mentions[0].candidates[0].kind, MatchKind::Pattern);
}

#[test]
fn russian_names_end_where_their_words_end() {
    check(&[
        (
            "Он окончил Харбинский военно-инженерный колледж.",
            &["Харбинский военно-инженерный колледж=Харбинский военно-инженерный колледж=-"],
        ),
        (
            "Учился в Иркутском техническом университете до войны.",
            &["Иркутском техническом университете=Иркутский технический университет=-"],
        ),
        (
            "Сотрудники Центра стратегических исследований уверены.",
            &["Центра стратегических исследований=Центр стратегических исследований=-"],
        ),
        ("Создано Управление по борьбе с коррупцией.", &["Управление по борьбе=Управление по борьбе=-"]),
        (
            "Доклад Комитета по правам человека был принят.",
            &["Комитета по правам человека=Комитет по правам человека=-"],
        ),
        (
            "Открыт Сербско-турецкий деловой совет.",
            &["Сербско-турецкий деловой совет=Сербско-турецкий деловой совет=-"],
        ),
        ("Это Институт имени П. Петрова. Он закрыт.", &["Институт имени П. Петрова=Институт имени П. Петрова=-"]),
        (
            "Это решил Институт имени Петра Петрова вчера.",
            &["Институт имени Петра Петрова=Институт имени Петра Петрова=-"],
        ),
        ("Части 2-й армии США наступали.", &["2-й армии США=2-я армия США=-"]),
        (
            "Он возглавил духовное управление мусульман Сербии.",
            &["духовное управление мусульман Сербии=духовное управление мусульман Сербии=-"],
        ),
        ("Так сказал глава Минфина Иван Иванов.", &["Минфина=Минфин=-"]),
        ("Правительство приняло закон. Министерство молчит.", &[]),
        (
            "Правительство Москвы приняло закон.",
            &["Правительство Москвы=Правительство Москвы=government@cities/524901"],
        ),
        ("В школе и университете начались занятия.", &[]),
        ("Работа компании и завода остановилась.", &[]),
    ]);
}

#[test]
fn a_name_in_quotes_is_what_the_quotes_hold_unless_a_form_stands_before() {
    check(&[
        ("Владелец ТОО «Ромашка» доволен.", &["ТОО «Ромашка»=ТОО «Ромашка»=-"]),
        ("Об этом пишет газета «Утро».", &["Утро=Утро=-"]),
        ("Он вступил в партию «Зелёный мост».", &["Зелёный мост=Зелёный мост=-"]),
        ("Иск к компании Acme Robotics отклонён.", &["Acme Robotics=Acme Robotics=-"]),
        ("Иск к компании Google отклонён.", &["Google=Google=organisations/google"]),
        ("Прошёл показ фильма «Утро».", &[]),
        ("«Жайық» ЖШС директоры келді.", &["«Жайық» ЖШС=«Жайық» ЖШС=-"]),
        ("Ол «Жайық» партиясына өтті.", &["Жайық=Жайық=-"]),
    ]);
}

#[test]
fn kazakh_names_begin_with_their_first_capital() {
    check(&[
        (
            "Бүгін Ауыл шаруашылығы министрлігі хабарлады.",
            &["Ауыл шаруашылығы министрлігі=Ауыл шаруашылығы министрлігі=-"],
        ),
        ("Мұны Орталық сайлау комиссиясына тапсырды.", &["Орталық сайлау комиссиясына=Орталық сайлау комиссиясы=-"]),
        ("Ол Ұлттық банктің төрағасы болды.", &["Ұлттық банктің=Ұлттық банк=-"]),
        ("Жаңа мектептің комиссиясы келді.", &[]),
    ]);
}

#[test]
fn a_text_may_change_from_one_language_to_another() {
    let text = "Бұл туралы Ауыл шаруашылығы министрлігі хабарлады, деп жазды басылым.\n\nОб этом рассказали в Посольстве Сербии.";
    assert_eq!(
        found(text),
        [
            "Ауыл шаруашылығы министрлігі=Ауыл шаруашылығы министрлігі=-",
            "Посольстве Сербии=Посольство Сербии=embassy@countries/RS"
        ]
    );
}

#[test]
fn english_names_are_runs_of_capitals() {
    check(&[
        (
            "He joined the Social Democratic and Labour Party in 1970.",
            &["Social Democratic and Labour Party=Social Democratic and Labour Party=-"],
        ),
        (
            "She studied at the University of Southern Hills.",
            &["University of Southern Hills=University of Southern Hills=-"],
        ),
        (
            "The Green Party and the National Party lost.",
            &["Green Party=Green Party=-", "National Party=National Party=-"],
        ),
        ("Their party and its committee met.", &[]),
    ]);
}

#[test]
fn and_joins_words_of_a_name_and_not_two_names() {
    check(&[
        (
            "He left the Freedom Party and Civic Union in 1970.",
            &["Freedom Party=Freedom Party=-", "Civic Union=Civic Union=-"],
        ),
        (
            "They met the Agrarian Party of Serbia and Civilian Power.",
            &["Agrarian Party of Serbia=Agrarian Party of Serbia=-"],
        ),
        (
            "It was the Party of Socialists and Democrats then.",
            &["Party of Socialists and Democrats=Party of Socialists and Democrats=-"],
        ),
        (
            "They met the Academy of Arts and Sciences, the National Guard and others.",
            &["Academy of Arts and Sciences=Academy of Arts and Sciences=-", "National Guard=National Guard=-"],
        ),
    ]);
}

#[test]
fn english_names_go_on_behind_the_head_in_several_ways() {
    let one = |text: &str, name: &str| assert_eq!(found(text), [format!("{name}={name}=-")], "{text}");
    one("They joined Veterans for Peace in 1970.", "Veterans for Peace");
    one("It was the National Commission Against Drunk Driving then.", "National Commission Against Drunk Driving");
    one("She led the Communist Party USA for years.", "Communist Party USA");
    one("He joined the Parti des Réformes et des Libertés in 1970.", "Parti des Réformes et des Libertés");
    one("They thanked the John M. Olin Foundation then.", "John M. Olin Foundation");
    one("A Co-operative Federation grew.", "Co-operative Federation");
    one("He joined the Liberal International then.", "Liberal International");
    one("In 1970 he left Labour for good.", "Labour");
    for text in [
        "The veterans came.",
        "Old Veterans came.",
        "The Oslo International Film Festival began.",
        "A Labour Day parade.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn an_english_acronym_behind_an_organisation_is_its_own() {
    let names = found("The Popular Front of Serbia (KKX) met. Later KKX won.");
    assert_eq!(names[1..], ["KKX=KKX=-", "KKX=KKX=-"]);
    assert_eq!(found("He was a Member of Parliament (MP) then.").len(), 0);
}

#[test]
fn a_kazakh_capital_of_a_sentence_makes_no_name_of_several_words() {
    check(&[
        ("Төтенше жағдайлар департаменті хабарлады.", &[]),
        (
            "Бұл туралы Төтенше жағдайлар департаменті хабарлады.",
            &["Төтенше жағдайлар департаменті=Төтенше жағдайлар департаменті=-"],
        ),
    ]);
}

#[test]
fn an_acronym_in_brackets_holds_for_the_rest_of_the_document() {
    let text = "Агентство по финансовому мониторингу (АФМ) сообщило. Ранее в АФМ молчали, но АФМом довольны.";
    let name = "Агентство по финансовому мониторингу";
    assert_eq!(
        found(text),
        [format!("{name}={name}=-"), "АФМ=АФМ=-".to_owned(), "АФМ=АФМ=-".to_owned(), "АФМом=АФМ=-".to_owned()]
    );
    let tagger = tagger(TagOptions::default());
    let tagging = tagger.tag(text, None);
    let same = |mention: &crate::tagger::Mention<'_>| mention.candidates[0].entity.resource_name.clone();
    assert!(tagging.mentions.iter().all(|mention| same(mention) == same(&tagging.mentions[0])));
    assert_eq!(tagging.mentions[2].candidates[0].kind, MatchKind::Coreference);
    // Elsewhere it is what the gazetteer says.
    assert_eq!(found("В АФМ молчали."), ["АФМ=АФМ=organisations/afm"]);
    let off = TagOptions { coreference: Coreference::Off, ..TagOptions::default() };
    assert_eq!(found_with(off, text), [format!("{name}={name}=-")]);
}

#[test]
fn acronyms_are_introduced_in_several_ways() {
    for text in [
        "Комитет защиты природы (далее — КЗП) решил. КЗП прав.",
        "КЗП (Комитет защиты природы) решил. КЗП прав.",
        "Решил Комитет защиты природы. КЗП прав. КЗП молчит.",
    ] {
        let acronyms = found(text).iter().filter(|mention| mention.starts_with("КЗП=")).count();
        assert_eq!(acronyms, 2, "{text}");
    }
    assert_eq!(found("Комитет защиты природы (ДРУ) решил. ДРУ прав.").len(), 1, "the letters do not fit");
}

#[test]
fn a_name_in_quotes_counts_alone_once_it_is_introduced() {
    let text = "Партия «Зелёный мост» победила. В «Зелёном мосте» довольны, но «Синий мост» спорит.";
    assert_eq!(found(text), ["Зелёный мост=Зелёный мост=-", "Зелёном мосте=Зелёный мост=-"]);
    let text = "Иск к компании Acme отклонён. Акции Acme выросли.";
    assert_eq!(found(text), ["Acme=Acme=-", "Acme=Acme=-"]);
}

#[test]
fn a_bare_word_for_a_body_is_the_one_that_the_document_names() {
    assert_eq!(
        found("В Министерстве иностранных дел Сербии молчат. МИД Сербии и МИД вообще не спешат."),
        [
            "Министерстве иностранных дел Сербии=Министерство иностранных дел Сербии=ministry-of-foreign-affairs@countries/RS",
            "МИД Сербии=МИД Сербии=ministry-of-foreign-affairs@countries/RS",
            "МИД=МИД=ministry-of-foreign-affairs@countries/RS",
        ]
    );
    let two = found("МИД Сербии и МИД Японии спорят. МИД недоволен.");
    assert_eq!(two[2], "МИД=МИД=-", "which of two nothing says");
}

#[test]
fn generic_bodies_count_when_they_are_asked_for() {
    let text = "Правительство приняло закон, прокуратура молчит.";
    assert_eq!(found(text), [""; 0]);
    let on = TagOptions { generic_bodies: GenericBodies::On, ..TagOptions::default() };
    assert_eq!(found_with(on, text), ["Правительство=правительство=-", "прокуратура=прокуратура=-"]);
}

#[test]
fn faulty_rows_are_told_with_their_place() {
    let header = "id\ttype\tlanguage\tpattern\n";
    let cases = [
        ("а\tORGANIZATION\tru\tакимат {CITY}", "INVALID_ID", 1),
        ("a\tOrg\tru\tакимат {CITY}", "INVALID_TYPE", 3),
        ("a\tORG\tде\tакимат {CITY}", "UNKNOWN_LANGUAGE", 7),
        ("a\tORG\tru\tакимат {CITY", "MALFORMED_FLAGS", 17),
        ("a\tORG\tru\tакимат", "MALFORMED_FLAGS", 10),
        ("a\tORG\tru\t{CITY}", "MALFORMED_FLAGS", 10),
        ("a\tORG\tru\tакимат {city of}", "MALFORMED_FLAGS", 17),
        ("a\tORG\tru\tакимат {CITY:gen}", "MALFORMED_FLAGS", 17),
    ];
    for (row, code, column) in cases {
        let (_, diagnostics) = Templates::parse(&format!("{header}{row}\n"), "language\tnamed by\tword\n");
        let told: Vec<(&str, u32, u32)> = diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.code.as_str(), diagnostic.line, diagnostic.column))
            .collect();
        assert_eq!(told, [(code, 2, column)], "{row}");
    }
}
