//! Every reason for which something is dropped, and the steps of what is not.

use super::tests::{model, small};
use super::*;

fn explained(model: &Arc<Model>, options: TagOptions, text: &str) -> (Vec<String>, Vec<String>) {
    let options = TagOptions { explanations: Explanations::On, ..options };
    let tagger = Tagger::new(Arc::clone(model), options).expect("the gazetteers exist");
    let tagging = tagger.tag(text, None);
    let shown = |span: &Range<usize>, candidate: &Candidate<'_>| {
        format!("{}={}", &text[span.clone()], candidate.entity.resource_name)
    };
    let kept = tagging.mentions.iter().map(|mention| shown(&mention.span, &mention.candidates[0])).collect();
    assert_eq!(tagging.dropped_count, tagging.dropped.len());
    let dropped = tagging.dropped.iter().map(|dropped| {
        let last = dropped.candidate.explanation.last().expect("the reason is a step");
        format!("{} {:?}: {}", shown(&dropped.span, &dropped.candidate), dropped.reason, last.description)
    });
    (kept, dropped.collect())
}

fn dropped(options: TagOptions, text: &str) -> Vec<String> {
    explained(&small(), options, text).1
}

#[test]
fn every_reason_is_told() {
    let options = TagOptions::default;
    let only = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let cases: Vec<(TagOptions, &str, &str)> = vec![
        (
            options(),
            "Пост @astana_kz, O'Astana, Астана-плюс",
            "Астана=cities/1526273 PartialWord: «Астана» is a part of the longer word «Астана-плюс»",
        ),
        (
            options(),
            "На t.me/Astana/1 писали",
            "Astana=cities/1526273 InAddress: «Astana» is a part of the web address «t.me/Astana/1»",
        ),
        (
            options(),
            "В столице астана тихо",
            "астана=cities/1526273 LetterCase: `Астана` asks for its capitals, «астана» has not",
        ),
        (
            options(),
            "Того же и нет",
            "Того=countries/TG LetterCase: `Того{upper}` asks for a capital that is not due to the start of a sentence, «Того» has not",
        ),
        (
            options(),
            "Сказал Ермек Вучич вчера",
            "Вучич=people/vucic OfAnotherName: «Вучич» is a part of somebody else's name: «Ермек Вучич»",
        ),
        (
            options(),
            "Вучич В. И. сказал",
            "Вучич=people/vucic OfAnotherName: «Вучич» is a part of somebody else's name: «Вучич В. И»",
        ),
        (
            options(),
            "Вчера МИД сообщил",
            "МИД=organisations/mid ContextMissing: its flag `context` asks for another mention of organisations/mid, and the document has none",
        ),
        (
            options(),
            "Сказал Токаев вчера",
            "Токаев=people/tokayev ContextMissing: a bare surname asks for another mention of people/tokayev, and the document has none",
        ),
        (
            options(),
            "Касым-Жомарт Токаев, и Ермек Токаев. Токаев рассказал.",
            "Токаев=people/tokayev SharedSurname: the document names several people with the surname «Токаев»",
        ),
        (
            options(),
            "Вчера футбольный клуб Belgrade Lions уехал домой.",
            "Belgrade=cities/792680 Unlikely: more speaks against it than for it",
        ),
        (
            options(),
            "Вчера МИД Казахстана сообщил",
            "Казахстана=countries/KZ Covered: covered by «МИД Казахстана» (organisations/mid)",
        ),
        (
            TagOptions { min_score: 0.99, ..options() },
            "Прибыл в Сербию",
            "Сербию=countries/RS LowScore: 0.97 is below the least score, 0.99",
        ),
        (
            TagOptions { excluded_texts: only(&["СЕРБИЮ"]), ..options() },
            "Прибыл в Сербию",
            "Сербию=countries/RS Excluded: «Сербию» is among the texts to leave out",
        ),
        (
            TagOptions { coreference: Coreference::Off, ..options() },
            "Касым-Жомарт Токаев прибыл. Встретили Токаева.",
            "Токаева=people/tokayev CoreferenceOff: bare surnames are not asked for",
        ),
        (
            TagOptions { gazetteers: only(&["cities"]), ..options() },
            "Прибыл в Сербию",
            "Сербию=countries/RS GazetteerNotAsked: the gazetteer `countries` is not asked for",
        ),
        (
            TagOptions { entity_types: only(&["CITY"]), ..options() },
            "Прибыл в Сербию",
            "Сербию=countries/RS TypeNotAsked: the type `COUNTRY` is not asked for",
        ),
        (
            TagOptions { relations: vec![Relation::Name], ..options() },
            "Ждал сербских гостей",
            "сербских=countries/RS RelationNotAsked: the relation `adjective` is not asked for",
        ),
        (
            options(),
            "They flew to Georgia today",
            "Georgia=countries/GE Outranked: regions/US-GA is likelier here, and no more candidates are asked for",
        ),
    ];
    for (options, text, expected) in cases {
        let all = dropped(options, text);
        assert!(all.iter().any(|told| told == expected), "{text}: {expected}\ninstead of\n{}", all.join("\n"));
    }
}

#[test]
fn signs_and_generic_words_are_reasons_too() {
    let organisations = "id\tname:ru\talias:ru\nopec\tОПЕК\t\nopec-plus\tОПЕК+\t\n";
    let places = [
        ("organisations.tsv", organisations),
        ("countries.tsv", "id\tname:ru\nHK\tГонконг\n"),
        ("cities.tsv", "id\tname:ru\talias:ru\n1\tГонконг\tгород Гонконг\n"),
    ];
    let model = model(&places);
    let cases = [
        (
            "Сделка ОПЕК не изменилась",
            "ОПЕК=organisations/opec-plus SignMissing: the sign at the end of `ОПЕК+` is missing behind «ОПЕК»",
        ),
        (
            "Сделка ОПЕК+ не изменилась",
            "ОПЕК=organisations/opec PartialWord: «ОПЕК» is a part of the longer word «ОПЕК+»",
        ),
        (
            "Вчера город Гонконг жил спокойно",
            "Гонконг=countries/HK GenericWord: a generic word beside it says that it is another entity",
        ),
    ];
    for (text, expected) in cases {
        let all = explained(&model, TagOptions::default(), text).1;
        assert!(all.iter().any(|told| told == expected), "{text}: {expected}\ninstead of\n{}", all.join("\n"));
    }
}

/// The steps of the first mention.
fn steps(text: &str) -> Vec<String> {
    let tagger = Tagger::new(small(), TagOptions { explanations: Explanations::On, ..TagOptions::default() });
    let tagger = tagger.expect("no gazetteer is named");
    let tagging = tagger.tag(text, None);
    let told = |step: &Step| format!("{} {:.2} {} {}", step.stage.as_str(), step.score, step.source, step.description);
    tagging.mentions[0].candidates[0].explanation.iter().map(told).collect()
}

#[test]
fn the_steps_go_from_the_file_to_the_score() {
    assert_eq!(
        steps("Столица КАЗАХСТАНА вчера"),
        [
            "match 0.50 countries.tsv:2:4 `Казахстан`, name:ru of countries/KZ",
            "normalize 0.50  «КАЗАХСТАНА» is `Казахстана` but for letter case",
            "inflect 0.50  `Казахстана` is Case=Gen|Number=Sing of `Казахстан`, class m",
            "disambiguate 0.97  place +3.5",
            "disambiguate 0.97  inflected -0.1",
        ]
    );
    let surname = steps("Токаева встретили. Прилетел Касым-Жомарт Токаев.");
    assert_eq!(
        surname.last().map(String::as_str),
        Some("coreference 0.90  rests on «Касым-Жомарт Токаев», which names it in the same document"),
        "{surname:?}"
    );
    let covers = steps("МИД Казахстана сообщил");
    assert!(covers.iter().any(|step| step.ends_with("covers «Казахстана» (countries/KZ)")), "{covers:?}");
    let hyphen = steps("Поезд Москва-Астана");
    assert!(hyphen.iter().any(|step| step.ends_with("a hyphen parts it from «Астана», a name too")), "{hyphen:?}");
    let pattern = steps("Родился в селе Сростки осенью");
    assert_eq!(pattern.len(), 1);
    assert!(pattern[0].starts_with("pattern 0.90  no gazetteer lists `Сростки`: how the text writes it tells a "));
}

#[test]
fn nothing_is_kept_where_nobody_asks() {
    let tagger = Tagger::new(small(), TagOptions::default()).expect("no gazetteer is named");
    let tagging = tagger.tag("МИД Казахстана сообщил, Токаев, Астана-плюс", None);
    assert!(tagging.dropped.is_empty() && tagging.dropped_count == 0);
    let mut candidates = tagging.mentions.iter().flat_map(|mention| &mention.candidates);
    assert!(candidates.all(|candidate| candidate.explanation.capacity() == 0));
}

#[test]
fn explaining_changes_nothing_else() {
    for text in ["МИД Казахстана сообщил, Токаев, Астана-плюс", "Georgia, Belgrade. Токаев, Ермек Токаев", ""]
    {
        let found = |explanations| {
            let tagger = Tagger::new(small(), TagOptions { explanations, ..TagOptions::default() });
            let tagger = tagger.expect("no gazetteer is named");
            let tagging = tagger.tag(text, None);
            let shown = |mention: &Mention<'_>| {
                let best = &mention.candidates[0];
                (mention.span.clone(), best.entity.resource_name.clone(), best.score.to_bits())
            };
            tagging.mentions.iter().map(shown).collect::<Vec<_>>()
        };
        assert_eq!(found(Explanations::On), found(Explanations::Off), "{text}");
    }
}

#[test]
fn what_is_asked_of_one_entity_tells_of_it_alone_and_of_many_the_first_are_told() {
    let text = "астана казахстан ".repeat(MOST_DROPPED) + "Сербия";
    let drops = |explanations| {
        let tagger = Tagger::new(small(), TagOptions { explanations, ..TagOptions::default() });
        let tagger = tagger.expect("no gazetteer is named");
        let tagging = tagger.tag(&text, None);
        let names: HashSet<String> =
            tagging.dropped.iter().map(|dropped| dropped.candidate.entity.resource_name.clone()).collect();
        (tagging.dropped.len(), tagging.dropped_count, names.len())
    };
    assert_eq!(drops(Explanations::On), (MOST_DROPPED, 2 * MOST_DROPPED, 2));
    assert_eq!(drops(Explanations::Of("countries/KZ".to_owned())), (MOST_DROPPED, MOST_DROPPED, 1));
}

#[test]
fn what_no_gazetteer_lists_is_told_with_its_rule() {
    let rules = |text: &str| -> Vec<String> {
        let tagger = Tagger::new(small(), TagOptions { explanations: Explanations::On, ..TagOptions::default() });
        let tagger = tagger.expect("no gazetteer is named");
        let tagging = tagger.tag(text, None);
        let steps = tagging.mentions.iter().flat_map(|mention| &mention.candidates[0].explanation);
        let told = steps.filter(|step| step.stage == Stage::Pattern).map(|step| step.description.as_str());
        told.map(|told| told.rsplit_once(" (").map_or(told, |(_, rule)| rule.trim_end_matches(')')).to_owned())
            .collect()
    };
    let cases: [(&str, &[&str]); 8] = [
        ("Приехала Мария Иванова. Иванова рассказала.", &["full name", "full name elsewhere"]),
        ("Его сменил А. Иванов", &["initials and a surname"]),
        ("Выступил министр Иванов вчера", &["title before it"]),
        ("Родился в селе Сростки. Сростки стоят.", &["«селе» beside it", "told elsewhere"]),
        ("Он окончил Харбинский колледж вчера", &["the word «колледж»"]),
        ("Он работает в акимате Астаны", &["the word «акимате»"]),
        ("ТОО «Ромашка» и «Ромашка»", &["the word «ТОО»", "short name that the document introduces"]),
        ("He won the 1997 Kazakhstan general election there", &["«election» beside a place"]),
    ];
    for (text, expected) in cases {
        assert_eq!(rules(text), expected, "{text}");
    }
}
