//! Deadlines. The client keeps no clock of its own here, so that every answer is the server's.

use gaztag::pb;
use gaztag::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use gaztag::pb::stream_analyze_entities_request::Config;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request};

use crate::stream::{config, text};
use crate::support::{Folder, TestServer, analyze, document, reason};

type Patient = EntityRecognitionServiceClient<Client<HttpConnector, tonic::body::Body>>;

fn patient(server: &TestServer) -> Patient {
    let client = Client::builder(TokioExecutor::new()).http2_only(true).build_http();
    EntityRecognitionServiceClient::with_origin(client, format!("http://{}", server.address).parse().unwrap())
}

fn within<T>(message: T, timeout: &'static str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("grpc-timeout", timeout.parse().unwrap());
    request
}

#[tokio::test]
async fn a_deadline_that_has_passed_is_told() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut client = patient(&server);
    let status = client.analyze_entities(within(analyze("x", pb::AnalysisConfig::default()), "1n")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".into()));
    let batch = pb::BatchAnalyzeEntitiesRequest { documents: vec![document("x")], config: None };
    let status = client.batch_analyze_entities(within(batch, "1n")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".into()));
    let answer = client.analyze_entities(within(analyze("x", pb::AnalysisConfig::default()), "1H")).await;
    answer.unwrap();
}

#[tokio::test]
async fn a_call_is_cut_off_at_its_deadline() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (sender, receiver) = mpsc::channel::<pb::StreamAnalyzeEntitiesRequest>(4);
    // Without a first message the stream would wait for ever.
    let stream = within(ReceiverStream::new(receiver), "50m");
    let mut client = patient(&server);
    let status = match client.stream_analyze_entities(stream).await {
        Err(status) => status,
        Ok(answers) => answers.into_inner().message().await.unwrap_err(),
    };
    assert_eq!((status.code(), reason(&status)), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".into()));
    drop(sender);
}

#[tokio::test]
async fn a_stream_whose_answer_has_begun_is_cut_off_too() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (sender, receiver) = mpsc::channel(4);
    sender.send(config(Config::default())).await.unwrap();
    sender.send(text("Казахстан")).await.unwrap();
    let mut client = patient(&server);
    let answers = client.stream_analyze_entities(within(ReceiverStream::new(receiver), "2S")).await.unwrap();
    let mut answers = answers.into_inner();
    assert_eq!(answers.message().await.unwrap().unwrap().document_index, 0);
    let status = answers.message().await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED".into()));
    drop(sender);
}
