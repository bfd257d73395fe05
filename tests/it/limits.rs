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
