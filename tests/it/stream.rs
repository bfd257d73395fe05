//! `StreamAnalyzeEntities`.

use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

use gaztag::pb;
use gaztag::pb::stream_analyze_entities_request::{Config, Request};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};

use crate::support::{Folder, LONG, TestServer, document, document_error, found, reason};

pub(crate) fn config(config: Config) -> pb::StreamAnalyzeEntitiesRequest {
    pb::StreamAnalyzeEntitiesRequest { request: Some(Request::Config(config)) }
}

pub(crate) fn text(content: &str) -> pb::StreamAnalyzeEntitiesRequest {
    pb::StreamAnalyzeEntitiesRequest { request: Some(Request::Document(document(content))) }
}

/// Opens a stream: the sender of its further messages, of which so many may wait to be sent, and the answers.
async fn open(
    server: &TestServer,
    waiting: usize,
    settings: Config,
) -> (mpsc::Sender<pb::StreamAnalyzeEntitiesRequest>, Streaming<pb::StreamAnalyzeEntitiesResponse>) {
    let (sender, receiver) = mpsc::channel(waiting);
    sender.send(config(settings)).await.unwrap();
    let mut client = server.recognition().await;
    let answers = client.stream_analyze_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    (sender, answers)
}

/// Sends the messages, and gives the answers and how the stream ended.
async fn exchange(
    server: &TestServer,
    messages: Vec<pb::StreamAnalyzeEntitiesRequest>,
) -> (Vec<pb::StreamAnalyzeEntitiesResponse>, Result<(), Status>) {
    let mut client = server.recognition().await;
    let answers = match client.stream_analyze_entities(tokio_stream::iter(messages)).await {
        Ok(answers) => answers.into_inner(),
        Err(status) => return (Vec::new(), Err(status)),
    };
    let mut answers = pin!(answers);
    let mut got = Vec::new();
    while let Some(answer) = answers.next().await {
        match answer {
            Ok(answer) => got.push(answer),
            Err(status) => return (got, Err(status)),
        }
    }
    (got, Ok(()))
}

#[tokio::test]
async fn every_document_gets_one_answer_in_order() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let texts = (0..300).map(|index| text(&"Сербия ".repeat(index * 37 % 211)));
    let messages = std::iter::once(config(Config::default())).chain(texts).collect();
    let (answers, ended) = exchange(&server, messages).await;
    ended.unwrap();
    assert_eq!(answers.len(), 300);
    for (answer, index) in answers.iter().zip(0..) {
        assert_eq!(answer.document_index, index);
        assert_eq!(answer.result.as_ref().unwrap().mentions.len(), usize::try_from(index * 37 % 211).unwrap());
    }
}

#[tokio::test]
async fn unordered_answers_are_all_there() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let texts = (0..300).map(|index| text(&"Сербия ".repeat(index * 37 % 211)));
    let settings = Config { unordered: true, max_in_flight: 8, ..Config::default() };
    let (answers, ended) = exchange(&server, std::iter::once(config(settings)).chain(texts).collect()).await;
    ended.unwrap();
    let indexes: BTreeSet<i64> = answers.iter().map(|answer| answer.document_index).collect();
    assert_eq!(indexes, (0..300).collect());
    for answer in &answers {
        let expected = usize::try_from(answer.document_index * 37 % 211).unwrap();
        assert_eq!(answer.result.as_ref().unwrap().mentions.len(), expected);
    }
}

#[tokio::test]
async fn answers_come_while_the_stream_is_open() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (sender, mut answers) = open(&server, 4, Config::default()).await;
    for content in ["Казахстан", "Сербия"] {
        sender.send(text(content)).await.unwrap();
        let result = answers.message().await.unwrap().unwrap().result.unwrap();
        assert_eq!(found(&result)[0].0, content);
    }
    drop(sender);
    assert!(answers.message().await.unwrap().is_none());
}

#[tokio::test]
async fn a_bad_document_fails_alone() {
    let folder = Folder::new();
    let mut server_config = folder.config();
    server_config.limits.max_document_bytes = 20;
    let server = TestServer::start(server_config).await;
    let long = "Казахстан и Сербия";
    let (answers, ended) =
        exchange(&server, vec![config(Config::default()), text("Казахстан"), text(long), text("Сербия")]).await;
    ended.unwrap();
    let error = document_error(answers[1].result.as_ref().unwrap());
    assert_eq!((error.code(), reason(&error)), (Code::InvalidArgument, "DOCUMENT_TOO_LARGE".into()));
    assert_eq!(found(answers[2].result.as_ref().unwrap()), [("Сербия", "countries/RS")]);
}

#[tokio::test]
async fn the_config_comes_first_and_once() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (answers, ended) = exchange(&server, vec![text("Казахстан")]).await;
    assert!(answers.is_empty());
    assert_eq!(reason(&ended.unwrap_err()), "CONFIG_EXPECTED");

    let again = vec![config(Config::default()), text("Казахстан"), config(Config::default()), text("Сербия")];
    let (answers, ended) = exchange(&server, again).await;
    assert_eq!(answers.len(), 1, "what came before is answered");
    assert_eq!(reason(&ended.unwrap_err()), "CONFIG_REPEATED");

    let empty = vec![config(Config::default()), pb::StreamAnalyzeEntitiesRequest::default()];
    assert_eq!(reason(&exchange(&server, empty).await.1.unwrap_err()), "MISSING_FIELD");

    let negative = Config { max_in_flight: -1, ..Config::default() };
    assert_eq!(reason(&exchange(&server, vec![config(negative)]).await.1.unwrap_err()), "VALUE_OUT_OF_RANGE");

    let (answers, ended) = exchange(&server, Vec::new()).await;
    assert!(answers.is_empty() && ended.is_ok(), "a stream of nothing is answered with nothing");
}

#[tokio::test]
async fn a_stream_keeps_its_revision_over_a_reload() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (sender, mut answers) = open(&server, 4, Config::default()).await;
    sender.send(text("Казахстан, Монголия")).await.unwrap();
    let before = answers.message().await.unwrap().unwrap().result.unwrap();

    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    let reloaded = server.gazetteers().await.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap();
    assert_ne!(reloaded.into_inner().revision, before.revision);

    sender.send(text("Казахстан, Монголия")).await.unwrap();
    let after = answers.message().await.unwrap().unwrap().result.unwrap();
    assert_eq!(after, before);
    let (fresh, _) = exchange(&server, vec![config(Config::default()), text("Казахстан, Монголия")]).await;
    assert_eq!(fresh[0].result.as_ref().unwrap().mentions.len(), 2);
}

/// A caller that does not read is slowed down until it cannot send, and loses nothing.
#[tokio::test]
async fn a_caller_that_does_not_read_cannot_go_on_sending() {
    const DOCUMENTS: i64 = 300;
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let (sender, mut answers) = open(&server, 1, Config { max_in_flight: 4, ..Config::default() }).await;
    // Each answer is larger than what the connection holds of answers that nobody reads.
    let document = text(&"Казахстан ".repeat(3000));
    let mut sent = 0;
    while sent < DOCUMENTS && timeout(Duration::from_secs(1), sender.send(document.clone())).await.is_ok() {
        sent += 1;
    }
    assert!(sent < DOCUMENTS / 2, "{sent} documents were taken from a caller that reads no answer");
    let rest = tokio::spawn(async move {
        for _ in sent..DOCUMENTS {
            sender.send(document.clone()).await.unwrap();
        }
    });
    for index in 0..DOCUMENTS {
        assert_eq!(answers.message().await.unwrap().unwrap().document_index, index);
    }
    assert!(answers.message().await.unwrap().is_none());
    rest.await.unwrap();
}

/// A stream that nobody reads holds no place in the pool, be it the only one.
#[tokio::test]
async fn a_stream_that_is_not_read_holds_no_other_call_up() {
    let folder = Folder::new();
    let server = TestServer::start(gaztag::server::Config { workers: 1, ..folder.config() }).await;
    let (sender, answers) = open(&server, 1, Config::default()).await;
    // Each answer is larger than what the connection holds of answers that nobody reads.
    let document = text(&"Казахстан ".repeat(3000));
    while timeout(Duration::from_secs(1), sender.send(document.clone())).await.is_ok() {}

    let mut other = server.gazetteers().await;
    let request = pb::SearchEntitiesRequest {
        key: Some(pb::search_entities_request::Key::Query("Казахстан".into())),
        ..Default::default()
    };
    let found = timeout(LONG, other.search_entities(request)).await.expect("a place is free").unwrap();
    assert_eq!(found.into_inner().entities.len(), 1);
    drop(answers);
}
