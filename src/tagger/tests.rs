use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::gazetteer::{GazetteerFile, embedded_files};
use crate::text::{OffsetUnit, convert_spans};

pub(super) fn model(files: &[(&str, &str)]) -> Arc<Model> {
    let files: Vec<GazetteerFile> =
        files.iter().map(|(name, table)| GazetteerFile::parse(name, name, table.as_bytes())).collect();
    for file in &files {
        assert_eq!(file.diagnostics, [], "{}", file.uri);
    }
    Arc::new(Model::build(&files).0)
}

/// A small world, for the rules; what the default gazetteers hold is tested apart.
pub(super) fn small() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let build = || {
        model(&[
            (
                "countries.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\tadj:ru\tdem:ru\tprior\n\
                 KZ\tКазахстан\tҚазақстан\tKazakhstan\tРеспублика Казахстан|РК\tказахстанский\tказахстанец\t19000000\n\
                 RS\tСербия\tСербия\tSerbia\tРеспублика Сербия\tсербский\tсерб\t7000000\n\
                 TG\tТого{upper}\tТого\tTogo\t\t\t\t8000000\n\
                 GE\tГрузия\tГрузия\tGeorgia\t\tгрузинский\t\t3700000\n",
            ),
            (
                "cities.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\tprior\n\
                 1526273\tАстана\tАстана\tAstana\tНур-Султан\t1000000\n792680\tБелград\tБелград\tBelgrade\t\t1200000\n\
                 524901\tМосква\tМәскеу\tMoscow\t\t10000000\n",
            ),
            ("regions.tsv", "id\tname:en\tprior\nUS-GA\tGeorgia\t10000000\n"),
            (
                "people.tsv",
                "id\tname:ru\tname:kk\tname:en\talias:ru\n\
                 tokayev\tКасым-Жомарт Токаев{g=m}\tҚасым-Жомарт Тоқаев\tKassym-Jomart Tokayev\tКасым-Жомарт Кемелевич Токаев{g=m}\n\
                 tokayev-y\tЕрмек Токаев{g=m}\t\t\t\n\
                 vucic\tАлександр Вучич{g=m,short}\tАлександр Вучич\tAleksandar Vučić\t\n",
            ),
            (
                "organisations.tsv",
                "id\tname:ru\tname:en\talias:ru\n\
                 mid\tМинистерство иностранных дел Казахстана\t\tМИД Казахстана|МИД{context}\n\
                 kaztelecom\tАО «Казахтелеком»\tKazakhtelecom\tКазахтелеком|«Казахтелеком» АҚ\nun\tООН\tUN\tОрганизация Объединённых Наций\n",
            ),
        ])
    };
    Arc::clone(MODEL.get_or_init(build))
}

fn tagger(options: TagOptions) -> Tagger {
    Tagger::new(small(), options).expect("the gazetteers exist")
}

/// The rules of listed names are tested by themselves; those of others in `reading/people/tests.rs`.
fn listed_only() -> TagOptions {
    TagOptions { unlisted: Unlisted::Off, ..TagOptions::default() }
}

/// `text=entity` of every mention.
fn tag_with(options: TagOptions, text: &str) -> Vec<String> {
    let tagger = tagger(options);
    let tagging = tagger.tag(text, None);
    let show = |mention: &Mention<'_>| {
        format!("{}={}", &text[mention.span.clone()], mention.candidates[0].entity.resource_name)
    };
    tagging.mentions.iter().map(show).collect()
}

fn tag(text: &str) -> Vec<String> {
    tag_with(listed_only(), text)
}

#[test]
fn finds_every_form_and_gives_the_base_form_back() {
    let tagger = tagger(listed_only());
    let text = "переговоры Президента Республики Казахстан Касым-Жомарта Токаева и сербских компаний";
    let tagging = tagger.tag(text, None);
    let seen: Vec<(&str, &str, &str, MatchKind, Relation)> = tagging
        .mentions
        .iter()
        .map(|mention| {
            let best = &mention.candidates[0];
            (&text[mention.span.clone()], &*best.entity.resource_name, &*best.lemma, best.kind, best.relation)
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("Республики Казахстан", "countries/KZ", "Республика Казахстан", MatchKind::Inflected, Relation::Name),
            ("Касым-Жомарта Токаева", "people/tokayev", "Касым-Жомарт Токаев", MatchKind::Inflected, Relation::Name),
            ("сербских", "countries/RS", "сербский", MatchKind::Inflected, Relation::Adjective),
        ]
    );
    assert_eq!(tagging.language, "ru");
    assert_eq!(tagging.mentions[0].candidates[0].features.to_string(), "Case=Gen|Number=Sing");
    assert_eq!(tagging.mentions[0].candidates[0].alias, "Республика Казахстан");
}

#[test]
fn a_place_in_latin_letters_in_a_cyrillic_text_waits_for_another_mention() {
    assert_eq!(tag("Вчера любители Belgrade Lions уехали домой."), [""; 0]);
    assert_eq!(
        tag("Вчера любители Belgrade Lions уехали в Белград."),
        ["Belgrade=cities/792680", "Белград=cities/792680"]
    );
    assert_eq!(tag("The club left Belgrade."), ["Belgrade=cities/792680"]);
}

#[test]
fn a_country_that_is_a_persons_name_too_is_found_where_it_stands_alone() {
    let countries = "id\tname:en\tprior\nJO\tJordan\t11000000\n";
    let cities = "id\tname:en\tprior\n1\tLincoln\t90000\n";
    let people = "id\tname:en\na\tJordan Lincoln\n";
    let files = [("countries.tsv", countries), ("cities.tsv", cities), ("people.tsv", people)];
    let tagger = Tagger::new(model(&files), listed_only()).expect("no gazetteer is named");
    let found = |text: &str| tagger.tag(text, None).mentions.len();
    for (text, count) in [
        ("The king of Jordan spoke.", 1),
        ("Jordan closed its border.", 1),
        ("Then Jordan Henderson scored.", 0),
        ("The speech of Lincoln was short.", 0),
        ("They stayed in Lincoln.", 1),
    ] {
        assert_eq!(found(text), count, "{text}");
    }
}

#[test]
fn titles_help_to_find_a_person_and_are_no_part_of_the_mention() {
    let people = "id\tname:ru\nnaruhito\tимператор Нарухито{g=m}\nleyen\tУрсула фон дер Ляйен{g=f,short}\n";
    let tagger = Tagger::new(model(&[("people.tsv", people)]), listed_only()).expect("no gazetteer is named");
    let text = "Приём у императора Нарухито. Приехала Урсула фон дер Ляйен.";
    let tagging = tagger.tag(text, None);
    let seen: Vec<(&str, &str)> =
        tagging.mentions.iter().map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].lemma)).collect();
    assert_eq!(seen, [("Нарухито", "Нарухито"), ("Урсула фон дер Ляйен", "Урсула фон дер Ляйен")]);
}

#[test]
fn three_languages_in_one_text() {
    assert_eq!(
        tag("В Астане. Қазақстанның астанасы. Kazakhstan’s capital, Astana"),
        ["Астане=cities/1526273", "Қазақстанның=countries/KZ", "Kazakhstan=countries/KZ", "Astana=cities/1526273"]
    );
}

#[test]
fn the_kind_tells_what_lay_between() {
    let kind = |text: &str| tagger(listed_only()).tag(text, None).mentions[0].candidates[0].kind;
    assert_eq!(kind("в Казахстан"), MatchKind::Exact);
    assert_eq!(kind("в КАЗАХСТАН"), MatchKind::Normalized);
    assert_eq!(kind("в Kaзахстан"), MatchKind::Normalized);
    assert_eq!(kind("в Казахстане"), MatchKind::Inflected);
    assert_eq!(kind("с А. Вучичем"), MatchKind::Abbreviated);
    assert_eq!(kind("by Aleksandar Vucic"), MatchKind::Normalized);
    assert_eq!(kind("с Вучичем"), MatchKind::Inflected);
}

#[test]
fn initials_in_every_spelling() {
    for text in [
        "с К. Токаевым",
        "с К.Токаевым",
        "с К.\u{A0}Токаевым",
        "с К.-Ж. Токаевым",
        "с К.-Ж.Токаевым",
        "с К.-Ж.К. Токаевым",
    ] {
        let found = tag(text);
        assert!(found.len() == 1 && found[0].ends_with("Токаевым=people/tokayev"), "{text}: {found:?}");
    }
}

#[test]
fn a_bare_surname_counts_where_the_row_or_the_document_allows_it() {
    assert_eq!(tag("Сказал Вучич."), ["Вучич=people/vucic"]);
    assert_eq!(tag("Сказал Токаев."), Vec::<String>::new());
    let text = "Касым-Жомарт Токаев прибыл. Токаева встретили.";
    assert_eq!(tag(text), ["Касым-Жомарт Токаев=people/tokayev", "Токаева=people/tokayev"]);
    let off = TagOptions { coreference: Coreference::Off, ..TagOptions::default() };
    assert_eq!(tag_with(off, text), ["Касым-Жомарт Токаев=people/tokayev"]);
    // Two people of the surname: it is nobody's.
    let both = "Касым-Жомарт Токаев, и Ермек Токаев. Токаев рассказал.";
    assert_eq!(tag(both), ["Касым-Жомарт Токаев=people/tokayev", "Ермек Токаев=people/tokayev-y"]);
}

#[test]
fn a_generic_word_before_quotes_helps_but_is_no_part_of_the_mention() {
    let model = model(&[(
        "organisations.tsv",
        "id\tname:ru\tname:kk\naikyn\tгазета «Айкын»\t«Айқын» газеті{poss3}\nhabar\tХабар{context}\tтелеканал «Хабар»\n",
    )]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<(String, MatchKind, String)> {
        let tagging = tagger.tag(text, None);
        let show = |mention: &Mention<'_>| {
            let best = &mention.candidates[0];
            (text[mention.span.clone()].to_owned(), best.kind, best.lemma.to_string())
        };
        tagging.mentions.iter().map(show).collect()
    };
    let aikyn = [("Айкын".to_owned(), MatchKind::Exact, "Айкын".to_owned())];
    assert_eq!(found("В газете «Айкын» пишут"), aikyn);
    assert_eq!(found("В газете \"Айкын\" пишут"), aikyn);
    assert_eq!(found("«Айқын» газетінде"), [("Айқын".to_owned(), MatchKind::Exact, "Айқын".to_owned())]);
    assert_eq!(found("«Айкын» пишет"), []);
    // Said in full once, the bare name counts too.
    assert_eq!(found("телеканал «Хабар», «Хабара»").len(), 2);
}

#[test]
fn a_surname_beside_a_strangers_initials_is_the_strangers() {
    assert_eq!(tag("Сказал В. Вучич."), Vec::<String>::new());
    assert_eq!(tag("Сказал В.Вучич."), Vec::<String>::new());
    assert_eq!(tag("Вучич В. И. сказал."), Vec::<String>::new());
    assert_eq!(tag("Сказал А. Вучич."), ["А. Вучич=people/vucic"]);
    assert_eq!(tag("В 1999 г. Белград бомбили."), ["Белград=cities/792680"]);
    assert_eq!(tag("Сказал Ермек Вучич."), Vec::<String>::new());
    assert_eq!(tag("Сказал Президент Вучич."), ["Вучич=people/vucic"]);
}

#[test]
fn a_place_beside_initials_stays_a_place() {
    assert_eq!(
        tag("Президент Казахстана К. Ж. Иванов прибыл в Белград"),
        ["Казахстана=countries/KZ", "Белград=cities/792680"]
    );
    assert_eq!(tag("Президент Казахстана К.-Ж. Токаев"), ["Казахстана=countries/KZ", "К.-Ж. Токаев=people/tokayev"]);
    assert_eq!(tag("А. Казахстан\nБ. Сербия"), ["Казахстан=countries/KZ", "Сербия=countries/RS"]);
    assert_eq!(tag("Г. Астана, ул. Абая"), ["Астана=cities/1526273"]);
}

#[test]
fn web_addresses_and_handles_hold_no_names() {
    for text in
        ["см. t.me/Kazakhstan", "http://www.Astana.kz/Казахстан?x=Сербия", "@Astana_official", "Kazakhstan_flag.png"]
    {
        assert_eq!(tag(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(tag("Казахстан/Сербия"), ["Казахстан=countries/KZ", "Сербия=countries/RS"]);
}

#[test]
fn words_that_are_more_often_something_else_need_more() {
    let model = model(&[("cities.tsv", "id\tname:ru\n1\tВена\n2\tВладимир\n3\tАстана\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        tagger.tag(text, None).mentions.iter().map(|mention| text[mention.span.clone()].to_owned()).collect()
    };
    assert_eq!(found("Он видел Вену и Астану"), ["Вену", "Астану"]);
    // At the start of a sentence, or in a line of capitals, a common word is a common word.
    assert_eq!(found("Вена вздулась. Астана"), ["Астана"]);
    assert_eq!(found("ВЕНА ВЗДУЛАСЬ В АСТАНЕ"), ["АСТАНЕ"]);
    // In a row with a place it is a place.
    assert_eq!(found("ВЕНА И АСТАНА"), ["ВЕНА", "АСТАНА"]);
    assert_eq!(found("Победили:\nАстана\nВена\nКто-то ещё"), ["Астана", "Вена"]);
    assert_eq!(found("Он видел Вену. Вена вздулась."), ["Вену", "Вена"]);
    assert_eq!(found("вена и астана"), ["астана"]);
}

#[test]
fn a_place_that_is_a_persons_name_needs_a_sign() {
    let model =
        model(&[("cities.tsv", "id\tname:ru\n2\tВладимир\n"), ("people.tsv", "id\tname:ru\na\tВладимир Ленин{g=m}\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        let tagging = tagger.tag(text, None);
        tagging.mentions.iter().map(|mention| mention.candidates[0].entity.resource_name.clone()).collect()
    };
    assert_eq!(found("Был во Владимире вчера"), ["cities/2"]);
    assert_eq!(found("в городе Владимир вчера"), ["cities/2"]);
    assert_eq!(found("Был Владимир Иванов"), Vec::<String>::new());
    assert_eq!(found("Пришёл Владимир вчера"), Vec::<String>::new());
    assert_eq!(found("Пришёл Владимир Ленин"), ["people/a"]);
}

#[test]
fn the_rest_of_the_document_speaks_for_a_doubtful_place() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\tname:kk\nKZ\tКазахстан\tҚазақстан\n"),
        (
            "cities.tsv",
            "id\tname:ru\tname:kk\tcountry\tprior\n1\tКонаев\tҚонаев\tKZ\t60000\n2\tАбай{context}\tАбай\tKZ\t30000\n\
             3\tВашингтон\t\tUS\t600000\n",
        ),
        (
            "people.tsv",
            "id\tname:ru\tname:kk\na\tДинмухамед Конаев{g=m}\tДінмұхамед Қонаев\nb\tДжордж Вашингтон{g=m}\t\n",
        ),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        let tagging = tagger.tag(text, None);
        tagging.mentions.iter().map(|mention| mention.candidates[0].entity.resource_name.clone()).collect()
    };
    assert_eq!(found("Мы обсуждали Конаев весь день"), [""; 0]);
    assert_eq!(found("Біз кеше Қонаевта болдық"), ["cities/1"]);
    assert_eq!(found("Біз Қонаевтағы жиынға келдік"), ["cities/1"]);
    assert_eq!(found("Ездили в Казахстан, Конаев и дальше"), ["countries/KZ", "cities/1"]);
    assert_eq!(found("Мы обсуждали город Абай"), ["cities/2"]);
    assert_eq!(found("Мы обсуждали Вашингтон весь день"), ["cities/3"]);
}

#[test]
fn a_generic_word_beside_a_place_is_no_part_of_the_mention() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\nHK\tГонконг\n"),
        ("cities.tsv", "id\tname:ru\talias:ru\n1\tГонконг{context}\tгород Гонконг\n"),
        (
            "places.tsv",
            "id\tname:ru\tname:kk\talias:ru\talias:kk\nirtysh\tИртыш\tЕртіс\tрека Иртыш\tЕртіс өзені{poss3}\nwrangel\tостров Врангеля{head=1}\t\t\t\n",
        ),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let cases = [
        ("У реки Иртыш", "Иртыш", "places/irtysh"),
        ("Біз Ертіс өзенінде болдық", "Ертіс", "places/irtysh"),
        ("На острове Врангеля", "острове Врангеля", "places/wrangel"),
        ("В городе Гонконг", "Гонконг", "cities/1"),
        ("Приехали в Гонконг", "Гонконг", "countries/HK"),
    ];
    for (text, span, entity) in cases {
        let tagging = tagger.tag(text, None);
        let seen: Vec<(&str, &str)> = tagging
            .mentions
            .iter()
            .map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].entity.resource_name))
            .collect();
        assert_eq!(seen, [(span, entity)], "{text}");
    }
}

#[test]
fn only_the_relations_that_are_asked_for_are_told() {
    let options = TagOptions { relations: vec![Relation::Name], ..TagOptions::default() };
    assert_eq!(tag_with(options, "казахстанский министр в Сербии"), ["Сербии=countries/RS"]);
    let options = TagOptions { relations: vec![Relation::Demonym, Relation::Adjective], ..TagOptions::default() };
    assert_eq!(tag_with(options, "казахстанский министр и сербы в Сербии").len(), 2);
}

#[test]
fn places_are_found_with_spaces_for_hyphens_and_with_small_words_for_kinds() {
    let model = model(&[
        ("countries.tsv", "id\tname:ru\talias:ru\nSV\tЭль-Сальвадор\t\nRU\tРоссия\tРоссийская Федерация\n"),
        ("places.tsv", "id\tname:ru\nn\tНовая Земля\n"),
    ]);
    let tagger = Tagger::new(model, TagOptions::default()).expect("no gazetteers are chosen");
    let found = |text: &str| -> Vec<String> {
        tagger.tag(text, None).mentions.iter().map(|mention| text[mention.span.clone()].to_owned()).collect()
    };
    assert_eq!(found("Был в Эль Сальвадоре и Эль-Сальвадоре"), ["Эль Сальвадоре", "Эль-Сальвадоре"]);
    assert_eq!(found("Закон Российской федерации"), ["Российской федерации"]);
    assert_eq!(found("Его новая земля. Новая земля его."), [""; 0]);
}

#[test]
fn an_acronym_that_is_a_word_needs_letters_around_it() {
    let model = model(&[("countries.tsv", "id\tname:en\talias:en\nUS\tUnited States\tUS\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let found = |text: &str| tagger.tag(text, None).mentions.len();
    assert_eq!(found("The US said so"), 1);
    assert_eq!(found("THE MAN WHO TOLD US ABOUT IT"), 0);
    assert_eq!(found("UNITED STATES AND CHINA: US SAID SO"), 2);
}

#[test]
fn a_plus_is_part_of_the_name() {
    let model = model(&[("organisations.tsv", "id\tname:ru\nopec\tОПЕК\nopec-plus\tОПЕК+\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let text = "В ОПЕК и ОПЕК+ решили";
    let tagging = tagger.tag(text, None);
    let found: Vec<(&str, &str)> = tagging
        .mentions
        .iter()
        .map(|mention| (&text[mention.span.clone()], &*mention.candidates[0].entity.resource_name))
        .collect();
    assert_eq!(found, [("ОПЕК", "organisations/opec"), ("ОПЕК+", "organisations/opec-plus")]);
}

#[test]
fn what_is_said_of_a_spelling_holds_in_every_language() {
    let model = model(&[("places.tsv", "id\tname:ru\tname:kk\na\tАрабак{context}\tАрабак\nb\tБирюк{never}\tБирюк\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    assert!(tagger.tag("в Арабак и Бирюк", None).mentions.is_empty());
}

#[test]
fn a_full_stop_of_the_name_is_taken_in() {
    let model = model(&[("countries.tsv", "id\tname:en\talias:en\nUS\tUnited States\tU.S.|US\n")]);
    let tagger = Tagger::new(model, listed_only()).expect("no gazetteers are chosen");
    let text = "In the U.S. he saw the U.S.-led US.";
    let tagging = tagger.tag(text, None);
    let found: Vec<&str> = tagging.mentions.iter().map(|mention| &text[mention.span.clone()]).collect();
    assert_eq!(found, ["U.S.", "U.S.", "US"]);
}

#[test]
fn a_name_that_needs_context_counts_beside_another_mention() {
    assert_eq!(tag("В МИД заявили."), [""; 0]);
    assert_eq!(
        tag("В МИДе заявили. Министерство иностранных дел Казахстана подтвердило."),
        ["МИДе=organisations/mid", "Министерство иностранных дел Казахстана=organisations/mid"]
    );
}

#[test]
fn capitals_matter_where_the_text_has_any() {
    assert_eq!(tag("Он сказал: «Того и гляди упадёт»"), Vec::<String>::new());
    assert_eq!(tag("Из того и этого. В Того."), ["Того=countries/TG"]);
    assert_eq!(tag("Того не ждали."), Vec::<String>::new());
    assert_eq!(tag("Он видел астану."), Vec::<String>::new());
    assert_eq!(tag("он видел астану"), ["астану=cities/1526273"]);
    assert_eq!(tag("ПРЕЗИДЕНТ СЕРБИИ В АСТАНЕ"), ["СЕРБИИ=countries/RS", "АСТАНЕ=cities/1526273"]);
    assert_eq!(tag("В ООН. Оон."), ["ООН=organisations/un"]);
}

#[test]
fn a_hyphen_parts_two_names_only() {
    assert_eq!(tag("Поезд Москва-Астана"), ["Москва=cities/524901", "Астана=cities/1526273"]);
    assert_eq!(tag("в Нур-Султане"), ["Нур-Султане=cities/1526273"]);
    assert_eq!(tag("Астана-опера, мини-Сербия"), Vec::<String>::new());
    assert_eq!(tag("экс-Сербия"), ["Сербия=countries/RS"]);
    assert_eq!(tag("a Serbia-backed plan, pro-Serbia"), ["Serbia=countries/RS", "Serbia=countries/RS"]);
    assert_eq!(tag("Касым-\nЖомарт Токаев"), ["Касым-\nЖомарт Токаев=people/tokayev"]);
    assert_eq!(tag("Казахстан-2050"), ["Казахстан=countries/KZ"]);
}

#[test]
fn quotes_of_which_one_stands_in_the_name_are_taken_in() {
    assert_eq!(tag("В АО «Казахтелеком» сообщили"), ["АО «Казахтелеком»=organisations/kaztelecom"]);
    assert_eq!(tag("В АО \"Казахтелеком\" сообщили"), ["АО \"Казахтелеком\"=organisations/kaztelecom"]);
    assert_eq!(tag("Компания «Казахтелеком»"), ["Казахтелеком=organisations/kaztelecom"]);
    assert_eq!(tag("кеше «Казахтелеком» АҚ хабарлады"), ["«Казахтелеком» АҚ=organisations/kaztelecom"]);
}

#[test]
fn several_entities_for_one_span_are_ordered_candidates() {
    let tagger = tagger(TagOptions { max_candidates: 5, ..TagOptions::default() });
    let tagging = tagger.tag("He lives in Georgia now", None);
    let candidates: Vec<&str> = tagging.mentions[0].candidates.iter().map(|c| &*c.entity.resource_name).collect();
    assert_eq!(candidates, ["regions/US-GA", "countries/GE"]);
    let scores: Vec<f32> = tagging.mentions[0].candidates.iter().map(|candidate| candidate.score).collect();
    assert!(scores[0] > scores[1] && scores.iter().sum::<f32>() <= 1.0, "{scores:?}");
}

#[test]
fn gazetteers_are_chosen_before_and_types_after_overlaps() {
    let text = "В МИД Казахстана";
    assert_eq!(tag(text), ["МИД Казахстана=organisations/mid"]);
    let countries = TagOptions { gazetteers: vec!["countries".into()], ..TagOptions::default() };
    assert_eq!(tag_with(countries, text), ["Казахстана=countries/KZ"]);
    let type_country = TagOptions { entity_types: vec!["COUNTRY".into()], ..TagOptions::default() };
    assert_eq!(tag_with(type_country, text), Vec::<String>::new());
    let unknown = TagOptions { gazetteers: vec!["planets".into()], ..TagOptions::default() };
    assert_eq!(Tagger::new(small(), unknown).expect_err("no such gazetteer").name, "planets");
}

#[test]
fn everything_nested_is_there_on_demand() {
    let all = TagOptions { overlap: OverlapPolicy::All, ..TagOptions::default() };
    assert_eq!(
        tag_with(all, "Министерство иностранных дел Казахстана"),
        ["Министерство иностранных дел Казахстана=organisations/mid", "Казахстана=countries/KZ"]
    );
}

#[test]
fn inline_entities_and_excluded_texts() {
    let file =
        GazetteerFile::parse("inline.tsv", "inline.tsv", "id\ttype\tname:ru\nx\tPRODUCT\tСтальной дракон\n".as_bytes());
    let entity =
        Entity { resource_name: "inline/x".into(), gazetteer: "inline".into(), entry: file.entries[0].clone() };
    let options = TagOptions {
        inline_entities: vec![entity],
        excluded_texts: vec!["«СЕРБИЕЙ»".into()],
        gazetteers: vec!["countries".into()],
        ..TagOptions::default()
    };
    assert_eq!(
        tag_with(options, "Казахстан с Сербией о стального дракона Сербия"),
        ["Казахстан=countries/KZ", "стального дракона=inline/x", "Сербия=countries/RS"]
    );
}

#[test]
fn a_cut_is_told() {
    let tagger = tagger(TagOptions { max_mentions: 1, ..TagOptions::default() });
    assert!(!tagger.tag("в Сербии", None).truncated);
    let tagging = tagger.tag("в Сербии и Казахстане", None);
    assert!(tagging.truncated && tagging.mentions.len() == 1);
}

#[test]
fn texts_without_words_have_no_mentions() {
    for text in ["", " ", "\u{FEFF}", "—", "🙂", "\u{301}\u{301}"] {
        assert!(tag(text).is_empty(), "{text:?}");
    }
}

#[test]
fn entities_are_found_by_form_prefix_and_external_id() {
    let model = model(&[(
        "countries.tsv",
        "id\tname:ru\tref:wikidata\tprior\nKZ\tКазахстан\tQ232\t19\nKG\tКыргызстан\tQ813\t7\nXX\tКазахская степь{never}\tQ1\t1\n",
    )]);
    let names = |entities: Vec<&Entity>| entities.iter().map(|entity| entity.resource_name.clone()).collect::<Vec<_>>();
    assert_eq!(names(model.search("казахстаном")), ["countries/KZ"]);
    assert_eq!(names(model.search("Каза*")), ["countries/KZ", "countries/XX"]);
    assert_eq!(names(model.search("казахская степь")), ["countries/XX"]);
    assert!(model.search("*").is_empty() && model.search("").is_empty());
    assert_eq!(names(model.by_external_id("wikidata", "Q813")), ["countries/KG"]);
    assert!(model.entity("countries/KZ").is_some() && model.entity("countries/ZZ").is_none());
}

#[test]
fn a_revision_is_that_of_the_content() {
    let table = "id\tname:ru\nKZ\tКазахстан\n";
    let revision = |name: &str, table: &str| model(&[(name, table)]).revision().to_owned();
    assert_eq!(revision("countries.tsv", table), revision("countries.tsv", table));
    assert_ne!(revision("countries.tsv", table), revision("countries.tsv", &table.replace("Каз", "каз")));
    assert_ne!(revision("countries.tsv", table), revision("regions.tsv", table));
}

/// The default gazetteers, built once.
fn default_tagger() -> &'static Tagger {
    static TAGGER: OnceLock<Tagger> = OnceLock::new();
    TAGGER.get_or_init(|| {
        let model = Model::build(&embedded_files()).0;
        Tagger::new(Arc::new(model), TagOptions::default()).expect("no gazetteers are chosen")
    })
}

/// A file that stands beside the checkout on the maintainers' machines; tests that need it skip where it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("GAZTAG_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(root.join(path)).filter(|file| file.exists())
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn finds_every_mention_of_the_seed_article() {
    let Some(path) = shared("seed/expected.jsonl") else {
        eprintln!("skipped: no seed article beside this checkout");
        return;
    };
    let line = std::fs::read_to_string(path).expect("the file is readable");
    let gold: serde_json::Value = serde_json::from_str(&line).expect("one JSON object");
    let text = gold["text"].as_str().expect("a text");
    let tagging = default_tagger().tag(text, None);
    let spans: Vec<Range<usize>> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
    let spans = convert_spans(text, OffsetUnit::Utf32, &spans);
    let found: Vec<(u64, u64, &str, &str)> = tagging
        .mentions
        .iter()
        .zip(&spans)
        .map(|(mention, span)| {
            let entity = &mention.candidates[0].entity;
            (span.start as u64, span.end as u64, &*entity.entry.entity_type, &*entity.resource_name)
        })
        .collect();
    let gold: Vec<(u64, u64, &str, &str)> = gold["spans"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|span| {
            let text = |key: &str| span[key].as_str().expect("a string");
            let number = |key: &str| span[key].as_u64().expect("a number");
            (number("start"), number("end"), text("type"), text("entity"))
        })
        .collect();
    assert_eq!(found.len(), gold.len(), "{found:#?}");
    for (found, gold) in found.iter().zip(&gold) {
        // A mention whose entity the article's annotator had no id for has none in the file.
        let same_entity = gold.3.is_empty() || found.3 == gold.3;
        assert!(
            same_entity && (found.0, found.1, found.2) == (gold.0, gold.1, gold.2),
            "{found:?} instead of {gold:?}"
        );
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "Казахстан",
            "Республики Сербия",
            "Токаев",
            "К.-Ж. Токаева",
            "Касым-Жомарта Токаева",
            "АО «Казахтелеком",
            "МИД",
            "ЕС",
            "Астанада",
            "Kazakhstan",
            "Georgia",
            "сербских",
            "Нур-Султан",
            "Каза\u{301}хстан",
            "Моcкве"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            " ", "\u{A0}", "-", "–", ".", ". ", "»", "«", "’s", "\n\n", "\u{AD}", "\u{301}", "🙂", "İ", "@"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_mention_is_whole_characters_in_all_units(text in any_text()) {
        let tagger = tagger(TagOptions { overlap: OverlapPolicy::All, ..TagOptions::default() });
        let tagging = tagger.tag(&text, None);
        let spans: Vec<Range<usize>> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let utf32: Vec<char> = text.chars().collect();
        let wide = convert_spans(&text, OffsetUnit::Utf16, &spans);
        let points = convert_spans(&text, OffsetUnit::Utf32, &spans);
        for ((span, wide), points) in spans.iter().zip(wide).zip(points) {
            let covered = text.get(span.clone()).expect("character boundaries");
            prop_assert_eq!(&String::from_utf16(&utf16[wide]).expect("whole characters"), covered);
            prop_assert_eq!(&utf32[points].iter().collect::<String>(), covered);
        }
    }

    #[test]
    fn mentions_do_not_overlap_by_default(text in any_text()) {
        let tagger = tagger(TagOptions::default());
        let tagging = tagger.tag(&text, None);
        for pair in tagging.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for mention in &tagging.mentions {
            prop_assert!(mention.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.score)));
        }
    }
}
