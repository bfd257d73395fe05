//! Overload.

use gaztag::pb;
use gaztag::pb::stream_analyze_entities_request::Config;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

use crate::stream::config;
use crate::support::{Folder, LONG, TestServer, analyze, metadatum, reason};

#[tokio::test]
async fn above_the_limit_calls_are_refused_at_once() {
    let folder = Folder::new();
    let mut server_config = folder.config();
    server_config.max_concurrent_requests = 1;
    let server = TestServer::start(server_config).await;
    let (sender, receiver) = mpsc::channel(4);
    sender.send(config(Config::default())).await.unwrap();
    let answers = server.recognition().await.stream_analyze_entities(ReceiverStream::new(receiver)).await.unwrap();

    let mut client = server.recognition().await;
    let request = || analyze("Казахстан", pb::AnalysisConfig::default());
    let status = client.analyze_entities(request()).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::ResourceExhausted, "OVERLOADED".into()));
    assert_eq!(metadatum(&status, "limit"), "1");
    assert!(status.get_details_retry_info().unwrap().retry_delay.is_some());
    let mut health = HealthClient::new(server.channel().await);
    health.check(HealthCheckRequest::default()).await.expect("health answers an overloaded server");

    drop((sender, answers));
    let has_room = async {
        while let Err(status) = client.analyze_entities(request()).await {
            assert_eq!(reason(&status), "OVERLOADED");
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, has_room).await.expect("the end of the stream makes room");
}
