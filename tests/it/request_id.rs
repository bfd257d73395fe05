//! Every call has an id.

use gaztag::pb;
use tonic::Request;

use crate::support::{Folder, TestServer, analyze};

fn request(config: pb::AnalysisConfig) -> Request<pb::AnalyzeEntitiesRequest> {
    Request::new(analyze("Казахстан", config))
}

#[tokio::test]
async fn the_callers_id_comes_back_or_a_new_one() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = server.recognition().await;
    let mut with_id = request(pb::AnalysisConfig::default());
    with_id.metadata_mut().insert("x-request-id", "abc-1".parse().unwrap());
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    with_id.metadata_mut().insert("traceparent", trace.parse().unwrap());
    let answer = client.analyze_entities(with_id).await.unwrap();
    assert_eq!(answer.metadata().get("x-request-id").unwrap(), "abc-1");
    assert_eq!(answer.metadata().get("traceparent").unwrap(), trace);

    let first = client.analyze_entities(request(pb::AnalysisConfig::default())).await.unwrap();
    let second = client.analyze_entities(request(pb::AnalysisConfig::default())).await.unwrap();
    assert_ne!(first.metadata().get("x-request-id").unwrap(), second.metadata().get("x-request-id").unwrap());
}

#[tokio::test]
async fn errors_carry_it_too() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let config = pb::AnalysisConfig { max_mentions: -1, ..Default::default() };
    let status = server.recognition().await.analyze_entities(request(config)).await.unwrap_err();
    assert!(status.metadata().get("x-request-id").is_some());
}
