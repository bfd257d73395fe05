use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use crate::gazetteer::GazetteerFile;
use crate::resolve::{MatchKind, Origin};
use crate::tagger::{Candidate, Coreference, Model, OverlapPolicy, TagOptions, Tagger, Unlisted};

/// A tagger that lists two people, a city and an institute.
fn tagger(options: TagOptions) -> Tagger {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let files = [
            ("people.tsv", "id\tname:ru\ntokayev\tКасым-Жомарт Токаев{g=m}\nvucic\tАлександр Вучич{g=m,short}\n"),
            ("cities.tsv", "id\tname:ru\tprior\n1\tВладимир\t300000\n2\tАстана\t1000000\n3\tДания\t5000000\n"),
            ("organisations.tsv", "id\tname:ru\na\tИнститут Ивана Павлова\n"),
        ];
        let files: Vec<GazetteerFile> =
            files.iter().map(|(name, table)| GazetteerFile::parse(name, name, table.as_bytes())).collect();
        Arc::new(Model::build(&files).0)
    });
    Tagger::new(Arc::clone(model), options).expect("the gazetteers exist")
}

/// `lemma` of every unlisted person, in text order.
fn lemmas(text: &str, language: &str) -> Vec<String> {
    let tagger = tagger(TagOptions::default());
    let tagging = tagger.tag(text, Some(language));
    let unlisted = tagging.mentions.iter().map(|mention| &mention.candidates[0]);
    let is_person =
        |best: &&Candidate<'_>| best.origin == Origin::Unlisted && &*best.entity.entry.entity_type == "PERSON";
    unlisted.filter(is_person).map(|best| best.lemma.to_string()).collect()
}

/// `text=entity` of every mention.
fn found(options: TagOptions, text: &str) -> Vec<String> {
    let tagger = tagger(options);
    let tagging = tagger.tag(text, None);
    let show = |mention: &crate::tagger::Mention<'_>| {
        format!("{}={}", &text[mention.span.clone()], mention.candidates[0].entity.resource_name)
    };
    tagging.mentions.iter().map(show).collect()
}

fn entities(text: &str) -> Vec<String> {
    found(TagOptions::default(), text)
}

#[test]
fn russian_names_go_back_to_the_nominative() {
    for (text, lemma) in [
        ("Вчера Ивана Петрова наградили", "Иван Петров"),
        ("письмо Анне Ивановой", "Анна Иванова"),
        ("вместе с Фёдором Щеголёвым", "Фёдор Щеголёв"),
        ("о Павле Гаврилове", "Павел Гаврилов"),
        ("у Льва Лещенко", "Лев Лещенко"),
        ("Любови Казарновской вручили", "Любовь Казарновская"),
        ("роман Натальи Чайковской", "Наталья Чайковская"),
        ("Никиты Кравца", "Никита Кравец"),
        ("стихи Ильи Эренбурга", "Илья Эренбург"),
        ("встреча с Ерланом Нурлановичем Касымовым", "Ерлан Нурланович Касымов"),
        ("Касымову Ерлану Нурлановичу", "Касымов Ерлан Нурланович"),
        ("Дарьей Кузьминичной Толстой", "Дарья Кузьминична Толстая"),
        ("Михаила Салтыкова-Щедрина", "Михаил Салтыков-Щедрин"),
        ("к Анне-Марии Орловой", "Анна-Мария Орлова"),
        ("Рамиз Ахмед оглы Мамедов", "Рамиз Ахмед оглы Мамедов"),
        ("Людвига ван Бетховена слушали", "Людвиг ван Бетховен"),
        ("Джеймса «Бадди» Макгирта", "Джеймс «Бадди» Макгирт"),
        ("С. В. Михалкова спросили", "С.В. Михалков"),
        ("спросили Михалкова С.В.", "Михалков С.В."),
        ("у К.-Ж. Сидорчука", "К.-Ж. Сидорчук"),
        ("пришёл Пан Ги Мун", "Пан Ги Мун"),
        ("Шинейд О’Коннор пела", "Шинейд О’Коннор"),
    ] {
        assert_eq!(lemmas(text, "ru"), [lemma], "{text}");
    }
}

#[test]
fn kazakh_names_go_back_to_the_nominative() {
    for (text, lemma) in [
        ("Кеше Қанат Еңсебаевтың айтуынша", "Қанат Еңсебаев"),
        ("бүгін Шынар Асанқызына сыйлық берілді", "Шынар Асанқызы"),
        ("кеше Ләззат Мағзұмовадан хат келді", "Ләззат Мағзұмова"),
        ("бүгін Нұрсұлтан Әбішұлы Есімовке тапсырды", "Нұрсұлтан Әбішұлы Есімов"),
        ("кеше Кертаев Ринат Думанұлы келді", "Кертаев Ринат Думанұлы"),
        ("сонда А. Құнанбаевтың өлеңі", "А. Құнанбаев"),
    ] {
        assert_eq!(lemmas(text, "kk"), [lemma], "{text}");
    }
}

#[test]
fn english_names() {
    for (text, lemma) in [
        ("Then Mary Jane Watson left.", "Mary Jane Watson"),
        ("They met John F. Kerrigan there.", "John F. Kerrigan"),
        ("It was J. K. Rowlandson's book.", "J. K. Rowlandson"),
        ("Yesterday Peter van der Berg spoke.", "Peter van der Berg"),
        ("Then Dr. Smith agreed.", "Smith"),
    ] {
        let lemma = lemma.replace("J. K.", "J.K.");
        assert_eq!(lemmas(text, "en"), [lemma], "{text}");
    }
    for text in ["He studied at John Hopkinson University.", "The Party said so.", "On Monday the bill passed."] {
        assert_eq!(lemmas(text, "en"), [""; 0], "{text}");
    }
}

#[test]
fn the_gender_comes_from_the_words_that_agree() {
    let tagger = tagger(TagOptions::default());
    for (text, features, gender) in [
        ("награда Олега Петрова", "Case=Acc,Gen|Gender=Masc|Number=Sing", Some("male")),
        // Ивана is a woman's name too.
        ("награда Ивана Петрова", "Case=Acc,Gen,Nom|Number=Sing", None),
        ("Анна Петрова ушла", "Case=Nom|Gender=Fem|Number=Sing", Some("female")),
        ("о Наталье Петровой", "Case=Dat,Loc|Gender=Fem|Number=Sing", Some("female")),
        ("сказал А. Петренко", "", None),
    ] {
        let tagging = tagger.tag(text, Some("ru"));
        let best = &tagging.mentions[0].candidates[0];
        assert_eq!(best.features.to_string(), features, "{text}");
        let metadata = &best.entity.entry.metadata;
        assert_eq!(metadata.first().map(|(_, value)| value.as_str()), gender, "{text}");
        assert_eq!(best.kind, MatchKind::Pattern);
        assert_eq!(&*best.entity.entry.entity_type, "PERSON");
    }
}

#[test]
fn later_names_are_of_the_person_named_in_full() {
    assert_eq!(
        entities("Пришли Иван Петров и Мария Сидорчук. Петрова встретили. И. Петров и Сидорчук ушли. Мария вернулась."),
        [
            "Иван Петров=unlisted/1",
            "Мария Сидорчук=unlisted/2",
            "Петрова=unlisted/1",
            "И. Петров=unlisted/1",
            "Сидорчук=unlisted/2",
            "Мария=unlisted/2"
        ]
    );
    // A person whom only the second sentence names in full is the same one.
    assert_eq!(
        entities("Вчера И. Петров уехал. Иван Петров вернётся."),
        ["И. Петров=unlisted/1", "Иван Петров=unlisted/1"]
    );
    // Numbers follow the text, whatever was read first.
    assert_eq!(entities("К. Орлов и Иван Петров"), ["К. Орлов=unlisted/1", "Иван Петров=unlisted/2"]);
}

#[test]
fn a_surname_that_two_people_share_is_neither_ones() {
    for text in [
        "Пришли Иван Петров и Олег Петров. Петров рассказал.",
        "Пришли Иван Сидорчук и Анна Сидорчук. Сидорчук рассказала.",
        "Пришли И. Петров и О. Петров. Петров рассказал.",
        "Пришли Касым-Жомарт Токаев и Тимур Токаев. Токаев рассказал.",
    ] {
        let found = entities(text);
        let of = |mention: &String| mention.split('=').next_back().unwrap_or_default().to_owned();
        assert_eq!(found.len(), 3, "{text}: {found:?}");
        assert!(of(&found[2]) != of(&found[0]) && of(&found[2]) != of(&found[1]), "{text}: {found:?}");
    }
    // Another initial is another person.
    assert_eq!(entities("Иван Петров и О. Петров"), ["Иван Петров=unlisted/1", "О. Петров=unlisted/2"]);
}

#[test]
fn names_in_other_letters_are_of_the_person_before_them() {
    assert_eq!(
        entities("Политик Модест Сидибе (Modest Sidibe) приехал."),
        ["Модест Сидибе=unlisted/1", "Modest Sidibe=unlisted/1"]
    );
}

#[test]
fn listed_people_come_first_and_longer_names_win() {
    assert_eq!(entities("Сказал Александр Вучич."), ["Александр Вучич=people/vucic"]);
    assert_eq!(entities("Сказал Ермек Вучич."), ["Ермек Вучич=unlisted/1"]);
    assert_eq!(entities("Сказал В. Вучич."), ["В. Вучич=unlisted/1"]);
    assert_eq!(entities("Пришёл Владимир Кириллов."), ["Владимир Кириллов=unlisted/1"]);
    assert_eq!(entities("Дождь во Владимире."), ["Владимире=cities/1"]);
    assert_eq!(entities("Открыт Институт Ивана Павлова."), ["Институт Ивана Павлова=organisations/a"]);
}

#[test]
fn what_is_named_after_people_is_no_person() {
    for text in [
        "Живёт на улице Ивана Петрова.",
        "Учится в университете имени Олега Сидорчука.",
        "Театр им. А. Сидорчука открылся.",
        "Вера в победу. Роза ветров. Надежда умирает.",
        "Михайловский район и Никитинский суд.",
        "В Минсвязи сообщили. С Новым годом!",
        "А. Астана\nБ. Дания",
    ] {
        let tagging_of = lemmas(text, "ru");
        assert_eq!(tagging_of, [""; 0], "{text}");
    }
}

#[test]
fn lone_names_need_a_sign() {
    assert_eq!(entities("Об этом министр Сидоренко сказал вчера."), ["Сидоренко=unlisted/1"]);
    assert_eq!(entities("Кузница стоит. Мельник пришёл."), [""; 0]);
    assert_eq!(entities("Из списка Дания вышла."), ["Дания=cities/3"]);
}

#[test]
fn they_are_off_where_the_options_say_so() {
    let text = "Иван Петров и Касым-Жомарт Токаев. Петров рассказал.";
    let with = |unlisted, gazetteers: &[&str], coreference| {
        let gazetteers = gazetteers.iter().map(|name| (*name).to_owned()).collect();
        found(TagOptions { gazetteers, coreference, unlisted, ..TagOptions::default() }, text)
    };
    let (first, listed, second) = ("Иван Петров=unlisted/1", "Касым-Жомарт Токаев=people/tokayev", "Петров=unlisted/1");
    assert_eq!(with(Unlisted::ByGazetteers, &[], Coreference::On), [first, listed, second]);
    assert_eq!(with(Unlisted::Off, &[], Coreference::On), [listed]);
    assert_eq!(with(Unlisted::ByGazetteers, &["people"], Coreference::On), [listed]);
    assert_eq!(with(Unlisted::On, &["people"], Coreference::On), [first, listed, second]);
    assert_eq!(with(Unlisted::On, &[], Coreference::Off), [first, listed]);
    let excluded = TagOptions { excluded_texts: vec!["Иван Петров".into()], ..TagOptions::default() };
    assert_eq!(found(excluded, text), [listed, second]);
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "Иван",
            "Ивана",
            "Петров",
            "Петровой",
            "И.",
            "Кемелевич",
            "оглы",
            "фон",
            "аль-",
            "Асад",
            "«",
            "»",
            "Анна-Мария",
            "II",
            "министр",
            "сказал",
            "Ким",
            "Чен",
            "Ын",
            "Қанат",
            "Еңсебаевтың",
            "John",
            "F.",
            "O'Neil",
            "RG",
            "Smith",
            "(",
            ")",
            "младший",
            "ИВАН",
            "ПЕТРОВ",
            "Токаев",
            "Касым-Жомарт",
            "имени"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![" ", "\u{A0}", "-", ".", ". ", "’", "\n", "\u{AD}", "\u{301}", ", "])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn mentions_are_whole_words_inside_the_text(text in any_text()) {
        let tagger = tagger(TagOptions { overlap: OverlapPolicy::All, unlisted: Unlisted::On, ..TagOptions::default() });
        for language in ["ru", "kk", "en", ""] {
            let tagging = tagger.tag(&text, Some(language));
            for mention in &tagging.mentions {
                let covered = text.get(mention.span.clone()).expect("character boundaries");
                let before = text[..mention.span.start].chars().next_back();
                let is_letter = |letter: char| letter.is_ascii_alphanumeric() || ('а'..='я').contains(&letter);
                prop_assert!(!covered.is_empty() && !before.is_some_and(is_letter), "{covered:?} in {text:?}");
                let best = &mention.candidates[0];
                prop_assert!((0.0..=1.0).contains(&best.score));
                prop_assert!(!best.lemma.is_empty() && !best.entity.entry.names.is_empty());
            }
            let starts: Vec<(usize, usize)> =
                tagging.mentions.iter().map(|mention| (mention.span.start, usize::MAX - mention.span.end)).collect();
            prop_assert!(starts.is_sorted(), "{starts:?}");
        }
    }
}

#[test]
fn what_is_no_name_by_its_length_is_not_read() {
    for text in ["А-".repeat(50_000), "А. ".repeat(50_000), "А".repeat(200_000), "Анна-Мария-".repeat(20_000)]
    {
        assert_eq!(lemmas(&text, "ru"), Vec::<String>::new());
    }
}
