//! A server of a test's own, small gazetteers for it, and what an error says.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gaztag::pb;
use gaztag::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use gaztag::pb::gazetteer_service_client::GazetteerServiceClient;
use gaztag::pb::server_info_service_client::ServerInfoServiceClient;
use gaztag::server::{self, Config, Ending, Ready, ServeError, Signals};
use gaztag::store::{GazetteerSources, Watch};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tonic::Status;
use tonic::transport::{Channel, Endpoint};
use tonic_types::StatusExt as _;

/// Far more than anything takes; a test that waits longer hangs.
pub(crate) const LONG: Duration = Duration::from_secs(60);

const COUNTRIES: &str = "id\tname:ru\tname:kk\tname:en\talias:ru\tadj:ru\tref:wikidata\tprior
KZ\tКазахстан\tҚазақстан\tKazakhstan\tРеспублика Казахстан\tказахстанский\tQ232\t19000000
RS\tСербия\tСербия\tSerbia\t\tсербский\tQ403\t6600000
";

const PEOPLE: &str = "id\tname:ru\tname:en\tcountry
kassym-jomart-tokayev\tКасым-Жомарт Токаев{g=m,short}\tKassym-Jomart Tokayev\tKZ
";

/// A folder with the two small gazetteers `countries` and `people`.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        folder.write("countries.tsv", COUNTRIES);
        folder.write("people.tsv", PEOPLE);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.file(name), content).unwrap();
    }

    pub(crate) fn append(&self, name: &str, rows: &str) {
        let content = fs::read_to_string(self.file(name)).unwrap();
        self.write(name, &(content + rows));
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.file(name)).unwrap();
    }

    /// Puts a pipe in the place of a file: whoever reads it waits for [`Folder::feed`].
    pub(crate) fn pipe(&self, name: &str) {
        let _ = fs::remove_file(self.file(name));
        let status = std::process::Command::new("mkfifo").arg(self.file(name)).status().unwrap();
        assert!(status.success());
    }

    /// Gives the reader of a pipe its content.
    pub(crate) async fn feed(&self, name: &str, content: &str) {
        let (path, content) = (self.file(name), content.to_owned());
        tokio::task::spawn_blocking(move || fs::write(path, content).unwrap()).await.unwrap();
    }

    /// The configuration of a server of these gazetteers alone, which does not look after them by itself.
    pub(crate) fn config(&self) -> Config {
        let sources = GazetteerSources {
            default: false,
            directories: vec![self.path().to_owned()],
            ..GazetteerSources::default()
        };
        Config { sources, workers: 2, watch: Watch::Off, ..Config::default() }
    }
}

/// A running server.
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    ready: Option<oneshot::Receiver<Ready>>,
    reload: mpsc::Sender<()>,
    drain: Option<oneshot::Sender<()>>,
    abort: Option<oneshot::Sender<()>>,
    ended: JoinHandle<Result<Ending, ServeError>>,
}

impl TestServer {
    /// A server that is loading, or has loaded.
    pub(crate) async fn launch(config: Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell_ready, ready) = oneshot::channel();
        let (reload, reloaded) = mpsc::channel(1);
        let (drain, drained) = oneshot::channel::<()>();
        let (abort, aborted) = oneshot::channel::<()>();
        let wait = |receiver: oneshot::Receiver<()>| async move {
            if receiver.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let signals = Signals { reload: reloaded, drain: Box::pin(wait(drained)), abort: Box::pin(wait(aborted)) };
        let on_ready = |ready: &Ready| {
            let _ = tell_ready.send(ready.clone());
        };
        let ended = tokio::spawn(server::run(config, listener, signals, on_ready));
        Self { address, ready: Some(ready), reload, drain: Some(drain), abort: Some(abort), ended }
    }

    /// A server that has loaded.
    pub(crate) async fn start(config: Config) -> Self {
        let mut server = Self::launch(config).await;
        server.until_ready().await;
        server
    }

    pub(crate) async fn until_ready(&mut self) -> Ready {
        timeout(LONG, self.ready.take().unwrap()).await.unwrap().unwrap()
    }

    /// What `SIGHUP` does.
    pub(crate) fn tell_to_reload(&self) {
        self.reload.try_send(()).unwrap();
    }

    pub(crate) fn drain(&mut self) {
        self.drain.take().unwrap().send(()).unwrap();
    }

    pub(crate) fn abort(&mut self) {
        self.abort.take().unwrap().send(()).unwrap();
    }

    pub(crate) async fn ended(self) -> Result<Ending, ServeError> {
        timeout(LONG, self.ended).await.unwrap().unwrap()
    }

    pub(crate) async fn channel(&self) -> Channel {
        Endpoint::try_from(format!("http://{}", self.address)).unwrap().connect().await.unwrap()
    }

    pub(crate) async fn recognition(&self) -> EntityRecognitionServiceClient<Channel> {
        EntityRecognitionServiceClient::new(self.channel().await).max_decoding_message_size(64 << 20)
    }

    pub(crate) async fn gazetteers(&self) -> GazetteerServiceClient<Channel> {
        GazetteerServiceClient::new(self.channel().await)
    }

    pub(crate) async fn info(&self) -> ServerInfoServiceClient<Channel> {
        ServerInfoServiceClient::new(self.channel().await)
    }
}

/// A document with this text.
pub(crate) fn document(content: &str) -> pb::Document {
    pb::Document { content: content.to_owned(), ..pb::Document::default() }
}

/// A request to analyze this text.
pub(crate) fn analyze(content: &str, config: pb::AnalysisConfig) -> pb::AnalyzeEntitiesRequest {
    pb::AnalyzeEntitiesRequest { document: Some(document(content)), config: Some(config) }
}

/// The texts of the mentions and their best entities.
pub(crate) fn found(result: &pb::DocumentResult) -> Vec<(&str, &str)> {
    let best = |mention: &pb::EntityMention| mention.candidates.first().map(|candidate| candidate.entity.clone());
    assert!(result.mentions.iter().all(|mention| best(mention).is_some()));
    let mentions = result.mentions.iter();
    mentions
        .map(|mention| (mention.text.as_ref().unwrap().content.as_str(), mention.candidates[0].entity.as_str()))
        .collect()
}

/// The reason of an error, whose domain must be ours.
pub(crate) fn reason(status: &Status) -> String {
    let info = status.get_details_error_info().unwrap_or_else(|| panic!("no error info: {status:?}"));
    assert_eq!(info.domain, "gaztag");
    info.reason
}

/// A metadatum of the reason of an error.
pub(crate) fn metadatum(status: &Status, key: &str) -> String {
    status.get_details_error_info().unwrap().metadata[key].clone()
}

/// The wrong fields that an error names.
pub(crate) fn fields(status: &Status) -> Vec<String> {
    let violations = status.get_details_bad_request().map(|request| request.field_violations).unwrap_or_default();
    violations.into_iter().map(|violation| violation.field).collect()
}

/// The error of a document as the error of a call.
pub(crate) fn document_error(result: &pb::DocumentResult) -> Status {
    use prost::Message as _;
    let error = result.error.as_ref().expect("an error");
    Status::with_details(error.code.into(), error.message.clone(), error.encode_to_vec().into())
}
