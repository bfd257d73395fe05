//! Invariant 7: nothing is cut in silence; a limit is an error that names the limit and the value.

use gaztag::pb;
use tonic::{Code, Status};

use crate::support::{Folder, TestServer, analyze, document, fields, metadatum, reason};

fn limit_and_value(status: &Status) -> (String, String) {
    (metadatum(status, "limit"), metadatum(status, "value"))
}

#[tokio::test]
async fn limits_are_published() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_in_flight = 7;
    let server = TestServer::start(config).await;
    let answer = server.info().await.get_server_info(pb::GetServerInfoRequest {}).await.unwrap().into_inner();
    let info = answer.server_info.unwrap();
    let limits = info.limits.unwrap();
    assert_eq!(limits.max_document_bytes, 1 << 20);
    assert_eq!(limits.max_batch_documents, 1000);
    assert_eq!(limits.max_message_bytes, 16 << 20);
    assert_eq!(limits.max_in_flight, 7);
    assert_eq!(limits.max_inline_entities, 1000);
    assert_eq!(limits.max_excluded_texts, 1000);
    assert_eq!(limits.max_inline_aliases, 10_000);
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(info.language_codes, ["ru", "kk", "en"]);
    assert_eq!(info.held_revisions, [info.revision]);
    assert_eq!(info.encoding_types, [1, 2, 3]);
}

#[tokio::test]
async fn a_document_has_a_largest_length() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_document_bytes = 18;
    let server = TestServer::start(config).await;
    let mut client = server.recognition().await;
    client.analyze_entities(analyze("Казахстан", pb::AnalysisConfig::default())).await.unwrap();
    let status = client.analyze_entities(analyze("Казахстан.", pb::AnalysisConfig::default())).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "DOCUMENT_TOO_LARGE".into()));
    assert_eq!(fields(&status), ["document.content"]);
    assert_eq!(limit_and_value(&status), ("18".into(), "19".into()));
    assert!(status.message().contains("18") && status.message().contains("19"), "{}", status.message());
}

#[tokio::test]
async fn lists_have_largest_lengths() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_batch_documents = 2;
    config.limits.max_inline_entities = 1;
    config.limits.max_excluded_texts = 0;
    let server = TestServer::start(config).await;
    let mut client = server.recognition().await;
    let request = pb::BatchAnalyzeEntitiesRequest { documents: vec![document(""); 3], config: None };
    let status = client.batch_analyze_entities(request).await.unwrap_err();
    assert_eq!(reason(&status), "TOO_MANY_DOCUMENTS");
    assert_eq!(limit_and_value(&status), ("2".into(), "3".into()));
    let config = pb::AnalysisConfig { inline_entities: vec![pb::Entity::default(); 2], ..Default::default() };
    let status = client.analyze_entities(analyze("", config)).await.unwrap_err();
    assert_eq!(
        (reason(&status), limit_and_value(&status)),
        ("TOO_MANY_INLINE_ENTITIES".into(), ("1".into(), "2".into()))
    );
    let config = pb::AnalysisConfig { excluded_texts: vec![String::new()], ..Default::default() };
    let status = client.analyze_entities(analyze("", config)).await.unwrap_err();
    assert_eq!(
        (reason(&status), limit_and_value(&status)),
        ("TOO_MANY_EXCLUDED_TEXTS".into(), ("0".into(), "1".into()))
    );
}

#[tokio::test]
async fn names_of_a_call_have_a_largest_number_and_length() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_inline_aliases = 3;
    config.limits.max_document_bytes = 100;
    let server = TestServer::start(config).await;
    let mut client = server.recognition().await;
    let entity = |id: &str, aliases: usize, length: usize| {
        let alias =
            |index: usize| pb::Alias { text: format!("{index}{}", "x".repeat(length - 1)), ..Default::default() };
        let aliases = (0..aliases).map(alias).collect();
        pb::Entity { name: id.into(), r#type: "CLIENT".into(), aliases, ..Default::default() }
    };
    let config =
        |inline_entities, excluded_texts| pb::AnalysisConfig { inline_entities, excluded_texts, ..Default::default() };
    let fits = config(vec![entity("1", 1, 30), entity("2", 2, 20)], vec!["x".repeat(30)]);
    client.analyze_entities(analyze("", fits)).await.unwrap();

    let many = config(vec![entity("1", 2, 2), entity("2", 2, 2)], Vec::new());
    let status = client.analyze_entities(analyze("", many)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "TOO_MANY_INLINE_ALIASES".into()));
    assert_eq!(
        (fields(&status), limit_and_value(&status)),
        (vec!["config.inline_entities".into()], ("3".into(), "4".into()))
    );

    let long = config(vec![entity("1", 1, 30), entity("2", 2, 20)], vec!["x".repeat(31)]);
    let status = client.analyze_entities(analyze("", long)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "CONFIG_TOO_LARGE".into()));
    assert_eq!((fields(&status), limit_and_value(&status)), (vec!["config".into()], ("100".into(), "101".into())));
}

#[tokio::test]
async fn every_answer_has_a_largest_length() {
    let folder = Folder::new();
    let aliases: Vec<String> = (0..100).map(|index| format!("Река Иртыш {index}")).collect();
    folder.write("rivers.tsv", &format!("id\ttype\tname:ru\talias:ru\n1\tRIVER\tИртыш\t{}\n", aliases.join("|")));
    let mut config = folder.config();
    config.limits.max_message_bytes = 1000;
    let server = TestServer::start(config).await;
    let mut client = server.gazetteers().await;
    let mut entity = async |view: pb::EntityView| {
        client.get_entity(pb::GetEntityRequest { name: "rivers/1".into(), view: view.into() }).await
    };
    entity(pb::EntityView::Basic).await.unwrap();
    let status = entity(pb::EntityView::Full).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::ResourceExhausted, "RESPONSE_TOO_LARGE".into()));
    assert!(status.message().ends_with("ask for ENTITY_VIEW_BASIC"), "{}", status.message());

    // Warnings, which load: with them an answer is too long.
    let rows: Vec<String> = (0..50).map(|index| format!("{index}\tRIVER\tБелая  Обь {index}\t\n")).collect();
    folder.write("rivers.tsv", &format!("id\ttype\tname:ru\talias:ru\n{}", rows.concat()));
    let report = client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap().into_inner();
    let rivers = report.gazetteers.iter().find(|gazetteer| gazetteer.name == "gazetteers/rivers").unwrap();
    assert_eq!((rivers.entity_count, rivers.diagnostic_count), (50, 50), "what was done is told");
    assert!(rivers.diagnostics.len() < 50);
    let get = pb::GetGazetteerRequest { name: "gazetteers/rivers".into() };
    let status = client.get_gazetteer(get).await.unwrap_err();
    assert_eq!(reason(&status), "RESPONSE_TOO_LARGE");
    let status = client.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap_err();
    assert_eq!(reason(&status), "RESPONSE_TOO_LARGE");
    assert!(status.message().ends_with("ask for a smaller page_size"), "{}", status.message());
}

#[tokio::test]
async fn a_message_has_a_largest_length_both_ways() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_message_bytes = 2000;
    let server = TestServer::start(config).await;
    let mut client = server.recognition().await;
    let status = client.analyze_entities(analyze(&"x".repeat(3000), pb::AnalysisConfig::default())).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::ResourceExhausted, "MESSAGE_TOO_LARGE".into()));
    let (limit, value) = limit_and_value(&status);
    assert_eq!(limit, "2000");
    assert!(value.parse::<usize>().unwrap() > 3000);

    let text = "Казахстан ".repeat(80);
    let status = client.analyze_entities(analyze(&text, pb::AnalysisConfig::default())).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::ResourceExhausted, "RESPONSE_TOO_LARGE".into()));
    assert_eq!(limit_and_value(&status).0, "2000");
}

#[tokio::test]
async fn a_compressed_message_is_measured_as_what_it_holds() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_message_bytes = 100_000;
    let server = TestServer::start(config).await;
    let mut client = server.recognition().await.send_compressed(tonic::codec::CompressionEncoding::Gzip);
    let bomb = analyze(&"x".repeat(10 << 20), pb::AnalysisConfig::default());
    let status = client.analyze_entities(bomb).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::ResourceExhausted, "MESSAGE_TOO_LARGE".into()));
}
