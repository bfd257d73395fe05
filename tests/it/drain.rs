//! The orderly end.

use std::time::Duration;

use gaztag::pb;
use gaztag::pb::stream_analyze_entities_request::Config;
use gaztag::server::Ending;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Streaming};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::stream::{config, text};
use crate::support::{Folder, LONG, TestServer, analyze};

type Open = (mpsc::Sender<pb::StreamAnalyzeEntitiesRequest>, Streaming<pb::StreamAnalyzeEntitiesResponse>);

/// A stream in progress.
async fn open(server: &TestServer) -> Open {
    let (sender, receiver) = mpsc::channel(4);
    sender.send(config(Config::default())).await.unwrap();
    let answers = server.recognition().await.stream_analyze_entities(ReceiverStream::new(receiver)).await.unwrap();
    (sender, answers.into_inner())
}

#[tokio::test]
async fn calls_in_progress_are_finished_and_new_ones_refused() {
    let folder = Folder::new();
    let mut server = TestServer::start(folder.config()).await;
    let mut other = server.recognition().await;
    other.analyze_entities(analyze("Казахстан", pb::AnalysisConfig::default())).await.unwrap();
    let (sender, mut answers) = open(&server).await;
    server.drain();
    let closed = async {
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, closed).await.expect("the port is closed");
    let refused = other.analyze_entities(analyze("Казахстан", pb::AnalysisConfig::default())).await.unwrap_err();
    // The client says CANCELLED when its connection closes under a call that it has not sent yet.
    assert!(matches!(refused.code(), Code::Unavailable | Code::Cancelled), "{refused:?}");

    sender.send(text("Казахстан")).await.unwrap();
    assert_eq!(answers.message().await.unwrap().unwrap().result.unwrap().mentions.len(), 1);
    drop(sender);
    assert!(answers.message().await.unwrap().is_none());
    assert_eq!(server.ended().await.unwrap(), Ending::Drained);
}

#[tokio::test]
async fn a_health_watch_holds_nobody_up() {
    let folder = Folder::new();
    let mut server_config = folder.config();
    server_config.grace = LONG * 2;
    let mut server = TestServer::start(server_config).await;
    let mut health = HealthClient::new(server.channel().await);
    let watch = health.watch(HealthCheckRequest::default()).await.unwrap();
    server.drain();
    assert_eq!(server.ended().await.unwrap(), Ending::Drained);
    drop(watch);
}

#[tokio::test]
async fn the_time_of_grace_ends() {
    let folder = Folder::new();
    let mut server_config = folder.config();
    server_config.grace = Duration::from_millis(10);
    let mut server = TestServer::start(server_config).await;
    let stream = open(&server).await;
    server.drain();
    assert_eq!(server.ended().await.unwrap(), Ending::GraceExpired);
    drop(stream);
}

#[tokio::test]
async fn the_second_signal_ends_at_once() {
    let folder = Folder::new();
    let mut server_config = folder.config();
    server_config.grace = LONG * 2;
    let mut server = TestServer::start(server_config).await;
    let stream = open(&server).await;
    server.drain();
    server.abort();
    assert_eq!(server.ended().await.unwrap(), Ending::Aborted);
    drop(stream);
}
