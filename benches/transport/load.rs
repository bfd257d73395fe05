//! The client: keeps a server busy for a while, in one of three ways of calling.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use gaztag::pb;
use gaztag::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use gaztag::pb::stream_analyze_entities_request::{Config, Request as Part};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};

/// Connections of the client.
const CONNECTIONS: usize = 2;
/// Unary calls in flight on a connection.
const CALLS: usize = 8;
/// Batches in flight on a connection, and documents of a batch.
const BATCHES: usize = 2;
const DOCUMENTS: usize = 20;
/// Documents of a stream that are unanswered.
const IN_FLIGHT: usize = 8;

/// A way of calling.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    Unary,
    Batch,
    Stream,
}

pub(crate) const MODES: [(Mode, &str); 3] = [
    (Mode::Unary, "unary, 2 x 8 in flight"),
    (Mode::Batch, "batches of 20, 2 x 2 in flight"),
    (Mode::Stream, "2 streams, 8 in flight"),
];

type Client = EntityRecognitionServiceClient<Channel>;

/// Clients of a server, a connection each.
pub(crate) async fn connect(url: &str) -> Vec<Client> {
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let endpoint = Endpoint::from_shared(url.to_owned()).expect("the server prints a URL").tcp_nodelay(true);
        let channel = endpoint.connect().await.expect("the server listens");
        clients.push(Client::new(channel).max_decoding_message_size(16 << 20));
    }
    clients
}

/// Calls until the time is over; how long each call took, and how many documents each had.
pub(crate) async fn call(
    clients: &[Client],
    mode: Mode,
    text: &str,
    config: &pb::AnalysisConfig,
    time: Duration,
) -> (Vec<Duration>, usize) {
    let until = Instant::now() + time;
    let document = pb::Document { content: text.to_owned(), ..pb::Document::default() };
    let callers = match mode {
        Mode::Unary => CALLS,
        Mode::Batch => BATCHES,
        Mode::Stream => 1,
    };
    let tasks = clients.iter().flat_map(|client| std::iter::repeat_n(client, callers)).map(|client| {
        let (client, document, config) = (client.clone(), document.clone(), config.clone());
        tokio::spawn(async move {
            match mode {
                Mode::Unary => unary(client, document, config, until).await,
                Mode::Batch => batch(client, document, config, until).await,
                Mode::Stream => stream(client, document, config, until).await,
            }
        })
    });
    let took = join_all(tasks.collect::<Vec<_>>()).await;
    let took = took.into_iter().flat_map(|caller| caller.expect("no call fails")).collect();
    (took, if matches!(mode, Mode::Batch) { DOCUMENTS } else { 1 })
}

async fn unary(
    mut client: Client,
    document: pb::Document,
    config: pb::AnalysisConfig,
    until: Instant,
) -> Vec<Duration> {
    let mut took = Vec::new();
    while Instant::now() < until {
        let request = pb::AnalyzeEntitiesRequest { document: Some(document.clone()), config: Some(config.clone()) };
        let begin = Instant::now();
        client.analyze_entities(request).await.expect("the document is answered");
        took.push(begin.elapsed());
    }
    took
}

async fn batch(
    mut client: Client,
    document: pb::Document,
    config: pb::AnalysisConfig,
    until: Instant,
) -> Vec<Duration> {
    let mut took = Vec::new();
    while Instant::now() < until {
        let documents = vec![document.clone(); DOCUMENTS];
        let request = pb::BatchAnalyzeEntitiesRequest { documents, config: Some(config.clone()) };
        let begin = Instant::now();
        client.batch_analyze_entities(request).await.expect("the batch is answered");
        took.push(begin.elapsed());
    }
    took
}

/// Sends a document for every answer, so that as many as may be are always unanswered.
async fn stream(
    mut client: Client,
    document: pb::Document,
    config: pb::AnalysisConfig,
    until: Instant,
) -> Vec<Duration> {
    let message = |part| pb::StreamAnalyzeEntitiesRequest { request: Some(part) };
    let (sender, receiver) = mpsc::channel(IN_FLIGHT + 1);
    let config = Config { analysis_config: Some(config), ..Config::default() };
    sender.send(message(Part::Config(config))).await.expect("there is room");
    let (mut sent, mut took) = (VecDeque::new(), Vec::new());
    for _ in 0..IN_FLIGHT {
        sender.send(message(Part::Document(document.clone()))).await.expect("there is room");
        sent.push_back(Instant::now());
    }
    let answers = client.stream_analyze_entities(ReceiverStream::new(receiver)).await;
    let mut answers = answers.expect("the stream is taken").into_inner();
    while answers.message().await.expect("the document is answered").is_some() {
        took.extend(sent.pop_front().map(|begin: Instant| begin.elapsed()));
        if Instant::now() >= until {
            break;
        }
        sender.send(message(Part::Document(document.clone()))).await.expect("the server reads on");
        sent.push_back(Instant::now());
    }
    took
}
