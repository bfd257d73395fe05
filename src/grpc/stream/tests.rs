use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use tempfile::TempDir;

use super::*;
use crate::grpc::Limits;
use crate::grpc::status::Outcome;
use crate::store::{GazetteerSources, Store};

fn api(limits: Limits) -> (Arc<Api>, Arc<Snapshot>) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("rivers.tsv"), "id\ttype\tname:ru\n1\tRIVER\tИртыш\n").expect("written");
    let sources =
        GazetteerSources { default: false, directories: vec![folder.path().to_owned()], ..GazetteerSources::default() };
    let store = Arc::new(Store::new(sources));
    let snapshot = store.load().expect("a good file");
    (Api::new(store, limits, 2), snapshot)
}

fn call() -> Call {
    Call::of(&tonic::Request::new(()))
}

#[expect(clippy::unnecessary_wraps, reason = "a message as it is read")]
fn config(config: Config) -> Result<pb::StreamAnalyzeEntitiesRequest, Status> {
    Ok(pb::StreamAnalyzeEntitiesRequest { request: Some(Request::Config(config)) })
}

#[expect(clippy::unnecessary_wraps, reason = "a message as it is read")]
fn text(content: &str) -> Result<pb::StreamAnalyzeEntitiesRequest, Status> {
    let document = pb::Document { content: content.to_owned(), ..pb::Document::default() };
    Ok(pb::StreamAnalyzeEntitiesRequest { request: Some(Request::Document(document)) })
}

#[tokio::test]
async fn no_more_is_read_than_may_be_unanswered() {
    for unordered in [false, true] {
        let (api, snapshot) = api(Limits::default());
        let read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read);
        let settings = Config { max_in_flight: 3, unordered, ..Config::default() };
        let messages = stream::iter(std::iter::once(config(settings)).chain((0..100).map(|_| text("Иртыш"))));
        let messages = messages.inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let mut answers = Box::pin(answers(messages, api, snapshot, call()));
        let mut answered = 0;
        while let Some(answer) = answers.next().await {
            assert!(answer.is_ok());
            answered += 1;
            // The config, what is answered, and what is not yet.
            assert!(read.load(Ordering::SeqCst) <= 1 + answered + 3, "after {answered} answers");
        }
        assert_eq!(answered, 100);
    }
}

#[tokio::test]
async fn the_limit_of_the_server_is_the_largest_that_a_caller_can_ask_for() {
    let (api, _) = api(Limits { max_in_flight: 5, ..Limits::default() });
    let wanted = |max_in_flight| max_in_flight_of(max_in_flight, &api);
    assert_eq!((wanted(0), wanted(3), wanted(99)), (5, 3, 5));
}

fn max_in_flight_of(wanted: i32, api: &Api) -> usize {
    max_in_flight(&Config { max_in_flight: wanted, ..Config::default() }, api).expect("not negative")
}

#[tokio::test]
async fn what_was_read_before_the_caller_broke_off_is_answered_first() {
    let (api, snapshot) = api(Limits::default());
    let broken = Status::from(Failure::new(Reason::MalformedMessage, "broken"));
    let messages = stream::iter([config(Config::default()), text("Иртыш"), text("Обь"), Err(broken)]);
    let answers: Vec<_> = answers(messages, api, snapshot, call()).collect().await;
    assert_eq!(answers.len(), 3);
    assert!(answers[0].is_ok() && answers[1].is_ok());
    assert_eq!(Outcome::of(answers[2].as_ref().expect_err("the end")).code, "INTERNAL");
}

#[tokio::test]
async fn an_answer_that_is_too_long_fails_alone() {
    let (api, snapshot) = api(Limits { max_message_bytes: 1000, ..Limits::default() });
    let messages = stream::iter([config(Config::default()), text(&"Иртыш ".repeat(100)), text("Иртыш")]);
    let answers: Vec<_> = answers(messages, api, snapshot, call()).collect().await;
    let results: Vec<pb::DocumentResult> =
        answers.into_iter().map(|answer| answer.expect("an answer").result.expect("a result")).collect();
    assert!(results[0].error.as_ref().is_some_and(|error| error.message.contains("1000")));
    assert_eq!(results[1].mentions.len(), 1);
}

#[tokio::test]
async fn new_calls_are_refused_while_draining() {
    let (api, _) = api(Limits::default());
    api.refuse_new_calls();
    assert_eq!(api.snapshot().expect_err("refused").reason(), Reason::Draining);
}

/// What takes long with many texts of the caller's must not keep the executor busy.
#[tokio::test]
async fn names_and_excluded_texts_of_a_call_are_taken_in_the_pool() {
    let (api, snapshot) = api(Limits::default());
    let entity =
        pb::Entity { name: "1".into(), r#type: "RIVER".into(), display_name: "Обь".into(), ..Default::default() };
    let configs = [
        pb::AnalysisConfig { excluded_texts: vec!["Иртыш".into()], ..Default::default() },
        pb::AnalysisConfig { inline_entities: vec![entity], ..Default::default() },
    ];
    for config in configs {
        let options = config::options(Some(config), "config", &snapshot, &api.limits).expect("a good config");
        // The pool does nothing any more for this caller; what is done elsewhere is done all the same.
        let late = Call { deadline: Some(Instant::now()), ..call() };
        let failure = api.analysis(&late, Arc::clone(&snapshot), options).await.expect_err("it was left to the pool");
        assert_eq!(failure.reason(), Reason::DeadlineExceeded);
    }
}
