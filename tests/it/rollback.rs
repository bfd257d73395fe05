//! Revisions that are held: to go back to, and to pin calls to.

use gaztag::pb;
use gaztag::pb::stream_analyze_entities_request::Config as StreamConfig;
use gaztag::server::Config;
use tonic::{Code, Status};

use crate::stream::{config, text};
use crate::support::{Folder, TestServer, analyze, document, metadatum, reason};

const COUNTRIES: [&str; 4] = ["Монголия", "Япония", "Индия", "Кения"];

/// Adds a country by a reload, and gives the revision after it.
async fn add(server: &TestServer, folder: &Folder, country: &str) -> String {
    let id = COUNTRIES.iter().position(|other| *other == country).unwrap();
    folder.append("countries.tsv", &format!("C{id}\t{country}\t\t\t\t\t\t\n"));
    reload(server).await
}

async fn reload(server: &TestServer) -> String {
    let answer = server.gazetteers().await.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await;
    answer.unwrap().into_inner().revision
}

async fn rollback(server: &TestServer, revision: &str) -> Result<pb::RollbackGazetteersResponse, Status> {
    let request = pb::RollbackGazetteersRequest { revision: revision.to_owned(), ..Default::default() };
    server.gazetteers().await.rollback_gazetteers(request).await.map(tonic::Response::into_inner)
}

async fn held(server: &TestServer) -> Vec<String> {
    let info = server.info().await.get_server_info(pb::GetServerInfoRequest {}).await.unwrap().into_inner();
    info.server_info.unwrap().held_revisions
}

/// The answer to a text of all countries: its revision, and how many are found.
async fn found(server: &TestServer, revision: &str) -> Result<(String, usize), Status> {
    let config = pb::AnalysisConfig { revision: revision.to_owned(), ..Default::default() };
    let request = analyze(&COUNTRIES.join(", "), config);
    let result = server.recognition().await.analyze_entities(request).await?.into_inner().result.unwrap();
    Ok((result.revision, result.mentions.len()))
}

#[tokio::test]
async fn a_revision_that_is_held_comes_back() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let before = held(&server).await[0].clone();
    let after = add(&server, &folder, COUNTRIES[0]).await;
    assert_eq!(held(&server).await, [after.clone(), before.clone()]);
    let answer = rollback(&server, &before).await.unwrap();
    assert_eq!((&answer.revision, &answer.previous_revision), (&before, &after));
    assert_eq!(found(&server, "").await.unwrap(), (before.clone(), 0));
    assert_eq!(held(&server).await, [before.clone(), after.clone()]);
    // And there again, by going forth and by reading the files, which are still those of the later revision.
    rollback(&server, &after).await.unwrap();
    assert_eq!(found(&server, "").await.unwrap(), (after.clone(), 1));
    rollback(&server, &before).await.unwrap();
    assert_eq!(reload(&server).await, after);
    assert_eq!(held(&server).await, [after, before]);
}

#[tokio::test]
async fn as_many_revisions_are_held_as_the_server_is_told() {
    let folder = Folder::new();
    let server = TestServer::start(Config { keep_revisions: 2, ..folder.config() }).await;
    let first = held(&server).await[0].clone();
    let mut last = Vec::new();
    for country in COUNTRIES {
        last.insert(0, add(&server, &folder, country).await);
        assert!(held(&server).await.len() <= 2);
    }
    assert_eq!(held(&server).await, last[..2]);
    let status = rollback(&server, &first).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "REVISION_NOT_HELD".into()));
    assert_eq!(metadatum(&status, "held_revisions"), last[..2].join(","));
    assert!(status.message().contains(&format!("`{}`", last[1])), "{}", status.message());
    assert_eq!(reason(&rollback(&server, "").await.unwrap_err()), "MISSING_FIELD");
    assert_eq!(found(&server, "").await.unwrap(), (last[0].clone(), 4));
}

#[tokio::test]
async fn a_call_can_be_pinned_to_a_revision() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let mut revisions = held(&server).await;
    for country in &COUNTRIES[..2] {
        revisions.push(add(&server, &folder, country).await);
    }
    for (count, revision) in revisions.iter().enumerate() {
        assert_eq!(found(&server, revision).await.unwrap(), (revision.clone(), count));
        let pinned = || Some(pb::AnalysisConfig { revision: revision.clone(), ..Default::default() });
        let documents = COUNTRIES.map(document).to_vec();
        let request = pb::BatchAnalyzeEntitiesRequest { documents, config: pinned() };
        let answer = server.recognition().await.batch_analyze_entities(request).await.unwrap().into_inner();
        assert!(answer.results.iter().all(|result| result.revision == *revision));
        assert_eq!(answer.results.iter().map(|result| result.mentions.len()).sum::<usize>(), count);
        let messages = [config(StreamConfig { analysis_config: pinned(), ..Default::default() }), text(COUNTRIES[1])];
        let mut client = server.recognition().await;
        let mut answers = client.stream_analyze_entities(tokio_stream::iter(messages)).await.unwrap().into_inner();
        assert_eq!(answers.message().await.unwrap().unwrap().result.unwrap().revision, *revision);
    }
    let status = found(&server, "0123456789abcdef").await.unwrap_err();
    assert_eq!(reason(&status), "REVISION_NOT_HELD");
    let told = metadatum(&status, "held_revisions");
    assert_eq!(told.split(',').rev().collect::<Vec<_>>(), revisions);
}

#[tokio::test]
async fn a_rollback_can_depend_on_the_revision() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let before = held(&server).await[0].clone();
    let after = add(&server, &folder, COUNTRIES[0]).await;
    let rollback = async |expected: &str| {
        let request =
            pb::RollbackGazetteersRequest { revision: before.clone(), expected_revision: expected.to_owned() };
        server.gazetteers().await.rollback_gazetteers(request).await
    };
    assert_eq!(reason(&rollback(&before).await.unwrap_err()), "REVISION_MISMATCH");
    assert_eq!(rollback(&after).await.unwrap().into_inner().revision, before);
}
