//! Requests that are wrong, and what the answer says of them.

use gaztag::pb;
use tonic::{Code, Request, Status};

use crate::support::{Folder, TestServer, analyze, document, fields, metadatum, reason};

async fn refused(server: &TestServer, config: pb::AnalysisConfig) -> Status {
    server.recognition().await.analyze_entities(analyze("Казахстан", config)).await.unwrap_err()
}

#[tokio::test]
async fn a_wrong_config_is_told_by_field() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let config = pb::AnalysisConfig::default;
    let cases = [
        (pb::AnalysisConfig { min_score: 1.5, ..config() }, "VALUE_OUT_OF_RANGE", "config.min_score"),
        (pb::AnalysisConfig { min_score: f32::NAN, ..config() }, "VALUE_OUT_OF_RANGE", "config.min_score"),
        (pb::AnalysisConfig { max_candidates: -1, ..config() }, "VALUE_OUT_OF_RANGE", "config.max_candidates"),
        (pb::AnalysisConfig { max_mentions: -1, ..config() }, "VALUE_OUT_OF_RANGE", "config.max_mentions"),
        (pb::AnalysisConfig { encoding_type: 4, ..config() }, "UNKNOWN_ENUM_VALUE", "config.encoding_type"),
        (pb::AnalysisConfig { overlap_policy: -1, ..config() }, "UNKNOWN_ENUM_VALUE", "config.overlap_policy"),
        (pb::AnalysisConfig { entity_view: 3, ..config() }, "UNKNOWN_ENUM_VALUE", "config.entity_view"),
        (
            pb::AnalysisConfig { gazetteers: vec!["gazetteers/people".into(), "people".into()], ..config() },
            "INVALID_NAME",
            "config.gazetteers[1]",
        ),
    ];
    for (config, name, field) in cases {
        let status = refused(&server, config).await;
        assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, name.to_owned()));
        assert_eq!(fields(&status), [field]);
    }
}

#[tokio::test]
async fn every_wrong_field_is_told_at_once() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let config = pb::AnalysisConfig { min_score: 2.0, max_mentions: -3, encoding_type: 9, ..Default::default() };
    let status = refused(&server, config).await;
    assert_eq!(fields(&status), ["config.encoding_type", "config.min_score", "config.max_mentions"]);
    assert_eq!(metadatum(&status, "violation_count"), "3");
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let config = pb::AnalysisConfig { gazetteers: vec!["gazetteers/rivers".into()], ..Default::default() };
    let status = refused(&server, config).await;
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "GAZETTEER_NOT_FOUND".into()));
    let resource = tonic_types::StatusExt::get_details_resource_info(&status).unwrap();
    assert_eq!(resource.resource_name, "gazetteers/rivers");
}

#[tokio::test]
async fn a_revision_that_is_not_held_is_a_failed_precondition() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let status =
        refused(&server, pb::AnalysisConfig { revision: "0123456789abcdef".into(), ..Default::default() }).await;
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "REVISION_NOT_HELD".into()));
    assert!(tonic_types::StatusExt::get_details_precondition_failure(&status).is_some());
    let current = metadatum(&status, "current_revision");
    let config = pb::AnalysisConfig { revision: current.clone(), ..Default::default() };
    let answer = server.recognition().await.analyze_entities(analyze("Казахстан", config)).await.unwrap();
    assert_eq!(answer.into_inner().result.unwrap().revision, current);
}

#[tokio::test]
async fn what_is_not_done_yet_says_so() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let html = pb::Document { r#type: pb::document::Type::Html.into(), ..document("<p>") };
    let request = pb::AnalyzeEntitiesRequest { document: Some(html), config: None };
    let status = server.recognition().await.analyze_entities(request).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::Unimplemented, "HTML_UNSUPPORTED".into()));
}

#[tokio::test]
async fn a_missing_document_is_missed() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let status = server.recognition().await.analyze_entities(pb::AnalyzeEntitiesRequest::default()).await.unwrap_err();
    assert_eq!((reason(&status), fields(&status)), ("MISSING_FIELD".into(), vec!["document".into()]));
}

/// Calls a method with a message of any shape.
async fn call<M: prost::Message + Default + 'static>(server: &TestServer, path: &'static str, message: M) -> Status {
    let mut client = tonic::client::Grpc::new(server.channel().await);
    client.ready().await.unwrap();
    let codec = tonic_prost::ProstCodec::<M, pb::AnalyzeEntitiesResponse>::default();
    client.unary(Request::new(message), http::uri::PathAndQuery::from_static(path), codec).await.unwrap_err()
}

#[tokio::test]
async fn what_the_framework_refuses_has_a_reason_too() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    for path in ["/gaztag.v1.EntityRecognitionService/Nothing", "/gaztag.v9.Nothing/Nothing"] {
        let status = call(&server, path, pb::GetServerInfoRequest {}).await;
        assert_eq!((status.code(), reason(&status)), (Code::Unimplemented, "METHOD_NOT_FOUND".into()), "{path}");
    }
    // The first field of this message is a number, of the other a message.
    let wrong = pb::ListGazetteersRequest { page_size: 7, page_token: "7".into() };
    let status = call(&server, "/gaztag.v1.EntityRecognitionService/AnalyzeEntities", wrong).await;
    assert_eq!((status.code(), reason(&status)), (Code::Internal, "MALFORMED_MESSAGE".into()));
}

/// Trailers that are too long take the code and the reason with them.
#[tokio::test]
async fn long_names_of_callers_leave_the_error_readable() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let long = "я".repeat(20_000);
    let config = pb::AnalysisConfig { gazetteers: vec![format!("gazetteers/{long}")], ..Default::default() };
    let status = refused(&server, config).await;
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "GAZETTEER_NOT_FOUND".into()));
    assert!(status.message().ends_with("ListGazetteers lists them"), "{}", status.message());
    let mut client = server.gazetteers().await;
    let status =
        client.get_gazetteer(pb::GetGazetteerRequest { name: format!("gazetteers/{long}") }).await.unwrap_err();
    assert_eq!(reason(&status), "GAZETTEER_NOT_FOUND");
    let entity = pb::GetEntityRequest { name: format!("countries/{long}"), view: 0 };
    let status = client.get_entity(entity).await.unwrap_err();
    assert_eq!(reason(&status), "ENTITY_NOT_FOUND");
    assert!(metadatum(&status, "name").ends_with('…') && status.details().len() < 4096);
}
