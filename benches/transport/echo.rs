//! A bare server of the same contract: it reads a request and answers what it was given when it was started.

use std::sync::Arc;

use futures_util::{Stream, StreamExt as _};
use gaztag::pb;
use gaztag::pb::entity_recognition_service_server::{EntityRecognitionService, EntityRecognitionServiceServer};
use gaztag::pb::stream_analyze_entities_request::Request as Part;
use tokio::net::TcpListener;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming};

/// The answers to a document: of listed names, and of all.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    pub(crate) listed: pb::DocumentResult,
    pub(crate) all: pb::DocumentResult,
}

impl Answers {
    fn to(&self, config: Option<&pb::AnalysisConfig>) -> &pb::DocumentResult {
        let is_listed_only = config.is_some_and(|config| config.unlisted_enabled == Some(false));
        if is_listed_only { &self.listed } else { &self.all }
    }
}

/// Serves on a free port, which it prints, until it is killed.
pub(crate) async fn serve(answers: Answers) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
    println!("listening on http://{}", listener.local_addr().expect("it is bound"));
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    let service = EntityRecognitionServiceServer::new(Echo(Arc::new(answers)))
        .max_decoding_message_size(16 << 20)
        .max_encoding_message_size(16 << 20);
    Server::builder().add_service(service).serve_with_incoming(incoming).await.expect("the transport works");
}

struct Echo(Arc<Answers>);

type StreamAnswer = Result<pb::StreamAnalyzeEntitiesResponse, Status>;

#[tonic::async_trait]
impl EntityRecognitionService for Echo {
    async fn analyze_entities(
        &self,
        request: Request<pb::AnalyzeEntitiesRequest>,
    ) -> Result<Response<pb::AnalyzeEntitiesResponse>, Status> {
        let result = self.0.to(request.get_ref().config.as_ref()).clone();
        Ok(Response::new(pb::AnalyzeEntitiesResponse { result: Some(result) }))
    }

    async fn batch_analyze_entities(
        &self,
        request: Request<pb::BatchAnalyzeEntitiesRequest>,
    ) -> Result<Response<pb::BatchAnalyzeEntitiesResponse>, Status> {
        let answer = self.0.to(request.get_ref().config.as_ref());
        let results = vec![answer.clone(); request.get_ref().documents.len()];
        Ok(Response::new(pb::BatchAnalyzeEntitiesResponse { results, failed_count: 0 }))
    }

    type StreamAnalyzeEntitiesStream = std::pin::Pin<Box<dyn Stream<Item = StreamAnswer> + Send>>;

    async fn stream_analyze_entities(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeEntitiesRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeEntitiesStream>, Status> {
        let mut requests = request.into_inner();
        let config = match requests.message().await?.and_then(|first| first.request) {
            Some(Part::Config(config)) => config.analysis_config,
            _ => return Err(Status::invalid_argument("the first message has no config")),
        };
        let result = self.0.to(config.as_ref()).clone();
        let answers = requests.enumerate().map(move |(index, request)| {
            request?;
            let document_index = i64::try_from(index).unwrap_or(i64::MAX);
            Ok(pb::StreamAnalyzeEntitiesResponse { result: Some(result.clone()), document_index })
        });
        Ok(Response::new(Box::pin(answers)))
    }
}
