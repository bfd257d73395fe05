//! `BatchAnalyzeEntities`.

use gaztag::pb;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::support::{Folder, TestServer, document, document_error, fields, found, metadatum, reason};

#[tokio::test]
async fn results_come_in_order_and_of_one_revision() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    // Of very different lengths, so that they are done out of order.
    let text = |index: usize| "Сербия ".repeat(index * 37 % 211) + "Казахстан";
    let documents =
        (0..500).map(|index| pb::Document { document_id: index.to_string(), ..document(&text(index)) }).collect();
    let request = pb::BatchAnalyzeEntitiesRequest { documents, config: None };
    let answer = server.recognition().await.batch_analyze_entities(request).await.unwrap().into_inner();
    assert_eq!((answer.results.len(), answer.failed_count), (500, 0));
    for (index, result) in answer.results.iter().enumerate() {
        assert_eq!(result.document_id, index.to_string());
        assert_eq!(result.mentions.len(), index * 37 % 211 + 1);
        assert_eq!(result.revision, answer.results[0].revision);
    }
}

#[tokio::test]
async fn a_bad_document_fails_alone() {
    let folder = Folder::new();
    let mut config = folder.config();
    config.limits.max_document_bytes = 100;
    let server = TestServer::start(config).await;
    let html = pb::Document { r#type: pb::document::Type::Html.into(), ..document("<b>Казахстан</b>") };
    let language = pb::Document { language_code: "ru_RU".into(), ..document("Казахстан") };
    let kind = pb::Document { r#type: 77, document_id: "d".into(), ..document("Казахстан") };
    let documents = vec![document("Казахстан"), document(&"я".repeat(51)), html, language, kind, document("Сербия")];
    let request = pb::BatchAnalyzeEntitiesRequest { documents, config: None };
    let answer = server.recognition().await.batch_analyze_entities(request).await.unwrap().into_inner();
    assert_eq!(answer.failed_count, 4);
    let results = answer.results;
    assert_eq!(found(&results[0]), [("Казахстан", "countries/KZ")]);
    assert_eq!(found(&results[5]), [("Сербия", "countries/RS")]);
    let errors: Vec<_> = results[1..5].iter().map(document_error).collect();
    let expected = [
        (Code::InvalidArgument, "DOCUMENT_TOO_LARGE", vec!["documents[1].content".to_owned()]),
        (Code::Unimplemented, "HTML_UNSUPPORTED", vec![]),
        (Code::InvalidArgument, "INVALID_LANGUAGE_CODE", vec!["documents[3].language_code".to_owned()]),
        (Code::InvalidArgument, "UNKNOWN_ENUM_VALUE", vec!["documents[4].type".to_owned()]),
    ];
    for (error, (code, name, paths)) in errors.iter().zip(expected) {
        assert_eq!((error.code(), reason(error), fields(error)), (code, name.to_owned(), paths));
    }
    assert_eq!((metadatum(&errors[0], "limit"), metadatum(&errors[0], "value")), ("100".into(), "102".into()));
    assert_eq!(results[4].document_id, "d");
    assert!(results[4].mentions.is_empty() && results[4].revision.is_empty(), "nothing but the id and the error");
}

#[tokio::test]
async fn a_bad_request_fails_as_a_whole() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.recognition().await;
    let status = client.batch_analyze_entities(pb::BatchAnalyzeEntitiesRequest::default()).await.unwrap_err();
    assert_eq!((reason(&status), fields(&status)), ("MISSING_FIELD".into(), vec!["documents".into()]));
    let config = pb::AnalysisConfig { min_score: -1.0, ..Default::default() };
    let request = pb::BatchAnalyzeEntitiesRequest { documents: vec![document("")], config: Some(config) };
    let status = client.batch_analyze_entities(request).await.unwrap_err();
    assert_eq!((reason(&status), fields(&status)), ("VALUE_OUT_OF_RANGE".into(), vec!["config.min_score".into()]));
}

/// The runtime of this test has one thread: if the batch were tagged on it, nobody else would be answered before its end.
#[tokio::test]
async fn a_large_batch_does_not_starve_other_calls() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let documents =
        vec![document(&("Много обычных слов подряд. ".repeat(400) + "Казахстан")); 300];
    let request = pb::BatchAnalyzeEntitiesRequest { documents, config: None };
    let mut client = server.recognition().await;
    let mut health = HealthClient::new(server.channel().await);
    let mut batch = Box::pin(client.batch_analyze_entities(request));
    let mut answered = 0;
    let answer = loop {
        tokio::select! {
            answer = &mut batch => break answer.unwrap().into_inner(),
            healthy = health.check(HealthCheckRequest::default()) => {
                healthy.unwrap();
                answered += 1;
            }
        }
    };
    assert_eq!(answer.failed_count, 0);
    assert!(answered > 10, "{answered} calls were answered beside the batch");
}
