//! `AnalyzeEntities`.

use gaztag::pb;

use crate::support::{Folder, TestServer, analyze, found};

const TEXT: &str =
    "😀 Президент Казахстана Касым-Жомарт Токаев прибыл в Сербию. Токаева встретили казахстанские дипломаты.";

async fn result(server: &TestServer, text: &str, config: pb::AnalysisConfig) -> pb::DocumentResult {
    let answer = server.recognition().await.analyze_entities(analyze(text, config)).await.unwrap();
    answer.into_inner().result.unwrap()
}

#[tokio::test]
async fn finds_entities_in_every_form() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let result = result(&server, TEXT, pb::AnalysisConfig::default()).await;
    let tokayev = "people/kassym-jomart-tokayev";
    let expected = [
        ("Казахстана", "countries/KZ"),
        ("Касым-Жомарт Токаев", tokayev),
        ("Сербию", "countries/RS"),
        ("Токаева", tokayev),
        ("казахстанские", "countries/KZ"),
    ];
    assert_eq!(found(&result), expected);
    let relations: Vec<pb::Relation> = result.mentions.iter().map(|mention| mention.candidates[0].relation()).collect();
    assert_eq!(relations[0], pb::Relation::Name);
    assert_eq!(relations[4], pb::Relation::Adjective);
    assert_eq!(result.mentions[2].candidates[0].lemma, "Сербия");
    assert_eq!(result.mentions[2].candidates[0].match_kind(), pb::candidate::MatchKind::Inflected);
    assert_eq!(result.mentions[2].candidates[0].morph_features, "Case=Acc|Number=Sing");
    let entities: Vec<&str> = result.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(entities, ["countries/KZ", tokayev, "countries/RS"], "each once, in the order of the mentions");
    assert!(!result.truncated && result.error.is_none() && !result.revision.is_empty());
}

#[tokio::test]
async fn offsets_cover_the_text_in_every_unit() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let utf16: Vec<u16> = TEXT.encode_utf16().collect();
    let points: Vec<char> = TEXT.chars().collect();
    for (asked, echoed) in [
        (pb::EncodingType::Unspecified, pb::EncodingType::Utf32),
        (pb::EncodingType::Utf8, pb::EncodingType::Utf8),
        (pb::EncodingType::Utf16, pb::EncodingType::Utf16),
        (pb::EncodingType::Utf32, pb::EncodingType::Utf32),
    ] {
        let config = pb::AnalysisConfig { encoding_type: asked.into(), ..Default::default() };
        let result = result(&server, TEXT, config).await;
        assert_eq!(result.encoding_type(), echoed);
        assert_eq!(result.mentions.len(), 5);
        for mention in &result.mentions {
            let span = mention.text.as_ref().unwrap();
            let range = usize::try_from(span.begin_offset).unwrap()..usize::try_from(span.end_offset).unwrap();
            let covered = match echoed {
                pb::EncodingType::Utf8 => TEXT[range].to_owned(),
                pb::EncodingType::Utf16 => String::from_utf16(&utf16[range]).unwrap(),
                _ => points[range].iter().collect(),
            };
            assert_eq!(covered, span.content);
        }
    }
}

#[tokio::test]
async fn the_config_decides_what_is_found() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let texts = async |config: pb::AnalysisConfig| -> Vec<String> {
        let result = result(&server, TEXT, config).await;
        found(&result).into_iter().map(|(text, _)| text.to_owned()).collect()
    };
    let config = pb::AnalysisConfig::default;
    let countries = ["Казахстана", "Сербию", "казахстанские"];
    assert_eq!(
        texts(pb::AnalysisConfig { gazetteers: vec!["gazetteers/countries".into()], ..config() }).await,
        countries
    );
    assert_eq!(texts(pb::AnalysisConfig { entity_types: vec!["COUNTRY".into()], ..config() }).await, countries);
    assert!(texts(pb::AnalysisConfig { entity_types: vec!["CITY".into()], ..config() }).await.is_empty());
    let without = texts(pb::AnalysisConfig { excluded_texts: vec!["КАЗАХСТАНА".into()], ..config() }).await;
    assert!(!without.contains(&"Казахстана".to_owned()) && without.contains(&"Сербию".to_owned()));
    assert!(texts(pb::AnalysisConfig { min_score: 1.0, ..config() }).await.len() < 5);
    let cut = result(&server, TEXT, pb::AnalysisConfig { max_mentions: 2, ..config() }).await;
    assert!(cut.truncated);
    assert_eq!(cut.mentions.len(), 2);
}

#[tokio::test]
async fn entities_are_called_by_their_names_in_the_language_of_the_document() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let display_name = async |text: &str| {
        let result = result(&server, text, pb::AnalysisConfig::default()).await;
        (result.language_code.clone(), result.entities[0].display_name.clone())
    };
    assert_eq!(display_name("Столица Казахстана").await, ("ru".into(), "Казахстан".into()));
    assert_eq!(display_name("The capital of Kazakhstan").await, ("en".into(), "Kazakhstan".into()));
    assert_eq!(display_name("Қазақстанның халқы").await, ("kk".into(), "Қазақстан".into()));
}

#[tokio::test]
async fn the_view_decides_how_much_of_an_entity_comes() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let entity = async |view: pb::EntityView| {
        let config = pb::AnalysisConfig { entity_view: view.into(), ..Default::default() };
        result(&server, "Касым-Жомарт Токаев, Казахстан", config).await.entities
    };
    let basic = entity(pb::EntityView::Unspecified).await;
    assert_eq!(basic, entity(pb::EntityView::Basic).await);
    assert!(basic.iter().all(|entity| entity.aliases.is_empty() && entity.metadata.is_empty()));
    assert_eq!(basic[1].external_ids["wikidata"], "Q232");
    let full = entity(pb::EntityView::Full).await;
    assert_eq!(full[0].metadata["country"], "KZ");
    assert!(full[1].prior > 0.7);
    let names: Vec<(&str, pb::Relation)> =
        full[1].aliases.iter().map(|alias| (alias.text.as_str(), alias.relation())).collect();
    assert!(names.contains(&("Республика Казахстан", pb::Relation::Name)));
    assert!(names.contains(&("казахстанский", pb::Relation::Adjective)));
}

#[tokio::test]
async fn a_text_without_anything_is_answered_too() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    for text in ["", " ", "\0", "12345", "ничего такого"] {
        let result = result(&server, text, pb::AnalysisConfig::default()).await;
        assert!(result.mentions.is_empty() && result.error.is_none(), "{text:?}");
    }
}

#[tokio::test]
async fn a_long_document_is_tagged_off_the_executor_with_the_same_result() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let text = "Казахстан и Сербия. ".repeat(10_000);
    let result = result(&server, &text, pb::AnalysisConfig::default()).await;
    assert_eq!(result.mentions.len(), 20_000);
    assert_eq!(result.entities.len(), 2);
}

#[tokio::test]
async fn the_id_of_a_document_comes_back() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut request = analyze("Казахстан", pb::AnalysisConfig::default());
    request.document.as_mut().unwrap().document_id = "статья №1".into();
    let answer = server.recognition().await.analyze_entities(request).await.unwrap().into_inner();
    assert_eq!(answer.result.unwrap().document_id, "статья №1");
}

#[tokio::test]
async fn answers_are_compressed_when_asked_and_the_server_is_told_to() {
    use gaztag::server::{Compression, Config};
    use tonic::codec::CompressionEncoding::{Gzip, Zstd};
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.recognition().await.send_compressed(Gzip).accept_compressed(Gzip);
    let answer = client.analyze_entities(analyze(TEXT, pb::AnalysisConfig::default())).await.unwrap();
    assert!(answer.metadata().get("grpc-encoding").is_none(), "not unless the server is told to");

    let server = TestServer::start(Config { compression: Compression::On, ..folder.config() }).await;
    for encoding in [Gzip, Zstd] {
        let mut client = server.recognition().await.send_compressed(encoding).accept_compressed(encoding);
        let answer = client.analyze_entities(analyze(TEXT, pb::AnalysisConfig::default())).await.unwrap();
        assert_eq!(answer.metadata().get("grpc-encoding").unwrap(), if encoding == Gzip { "gzip" } else { "zstd" });
        assert_eq!(answer.into_inner().result.unwrap().mentions.len(), 5);
    }
}

#[tokio::test]
async fn people_whom_no_gazetteer_lists_are_found_unless_they_are_not_wanted() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let text = "Касым-Жомарт Токаев принял Олега Петрова. Петров прибыл в Казахстан.";
    let config = pb::AnalysisConfig::default;
    let of = async |config: pb::AnalysisConfig| result(&server, text, config).await;
    let everyone = of(pb::AnalysisConfig { entity_view: pb::EntityView::Full.into(), ..config() }).await;
    let listed = [("Касым-Жомарт Токаев", "people/kassym-jomart-tokayev"), ("Казахстан", "countries/KZ")];
    let unlisted = [("Олега Петрова", "unlisted/1"), ("Петров", "unlisted/1")];
    assert_eq!(found(&everyone), [listed[0], unlisted[0], unlisted[1], listed[1]]);
    let best = &everyone.mentions[1].candidates[0];
    assert_eq!((best.lemma.as_str(), best.match_kind()), ("Олег Петров", pb::candidate::MatchKind::Pattern));
    assert_eq!(best.morph_features, "Case=Acc,Gen|Gender=Masc|Number=Sing");
    assert!(!best.linked && everyone.mentions[0].candidates[0].linked);
    let entity = everyone.entities.iter().find(|entity| entity.name == "unlisted/1").unwrap();
    assert_eq!((entity.r#type.as_str(), entity.display_name.as_str()), ("PERSON", "Олег Петров"));
    assert_eq!(entity.metadata.get("gender").map(String::as_str), Some("male"));
    let names: Vec<&str> = entity.aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!(names, ["Олег Петров", "Петров"]);

    let off = of(pb::AnalysisConfig { unlisted_enabled: Some(false), ..config() }).await;
    assert_eq!(found(&off), listed);
    // Who names gazetteers wants what they list, unless the call says otherwise.
    let gazetteers = || vec!["gazetteers/people".to_owned()];
    let people = of(pb::AnalysisConfig { gazetteers: gazetteers(), ..config() }).await;
    assert_eq!(found(&people), listed[..1]);
    let asked = of(pb::AnalysisConfig { gazetteers: gazetteers(), unlisted_enabled: Some(true), ..config() }).await;
    assert_eq!(found(&asked), [listed[0], unlisted[0], unlisted[1]]);
}
