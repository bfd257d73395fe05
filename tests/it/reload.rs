//! `ReloadGazetteers`. Invariant 6: a bad file never replaces a good model.

use std::fs;

use gaztag::pb;
use gaztag::pb::gazetteer::State;
use tonic::{Code, Status};

use crate::support::{Folder, LONG, TestServer, analyze, metadatum, reason};

async fn reload(
    server: &TestServer,
    request: pb::ReloadGazetteersRequest,
) -> Result<pb::ReloadGazetteersResponse, Status> {
    server.gazetteers().await.reload_gazetteers(request).await.map(tonic::Response::into_inner)
}

async fn reload_all(server: &TestServer) -> Result<pb::ReloadGazetteersResponse, Status> {
    reload(server, pb::ReloadGazetteersRequest::default()).await
}

async fn gazetteer(server: &TestServer, name: &str) -> pb::Gazetteer {
    let request = pb::GetGazetteerRequest { name: format!("gazetteers/{name}") };
    server.gazetteers().await.get_gazetteer(request).await.unwrap().into_inner().gazetteer.unwrap()
}

async fn mentions(server: &TestServer, text: &str) -> usize {
    let request = analyze(text, pb::AnalysisConfig::default());
    let answer = server.recognition().await.analyze_entities(request).await.unwrap().into_inner();
    answer.result.unwrap().mentions.len()
}

fn counts(response: &pb::ReloadGazetteersResponse) -> (i64, i64, i64) {
    (response.added_count, response.updated_count, response.removed_count)
}

#[tokio::test]
async fn a_reload_swaps_and_counts_what_changed() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let before = gazetteer(&server, "people").await;
    let table = fs::read_to_string(folder.file("countries.tsv")).unwrap();
    // A comment moves every row, the row of Serbia says something else, Mongolia comes.
    let table = table.replace("id\t", "# moved\nid\t").replace("Сербия\tSerbia\t", "Сербия\tSerbia\tРеспублика Сербия");
    folder.write("countries.tsv", &(table + "MN\tМонголия\t\t\t\t\t\t\n"));
    let report = reload_all(&server).await.unwrap();
    assert_eq!(counts(&report), (1, 1, 0));
    assert_ne!(report.revision, report.previous_revision);
    assert_eq!(mentions(&server, "Монголия").await, 1);
    let people = gazetteer(&server, "people").await;
    assert_eq!((&people.revision, people.activate_time), (&before.revision, before.activate_time), "untouched");
    assert_ne!(gazetteer(&server, "countries").await.activate_time, before.activate_time);

    folder.remove("people.tsv");
    let report = reload_all(&server).await.unwrap();
    assert_eq!(counts(&report), (0, 0, 1));
    assert_eq!(report.gazetteers.len(), 1);
}

#[tokio::test]
async fn nothing_changes_when_no_file_does() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let before = gazetteer(&server, "people").await;
    let report = reload_all(&server).await.unwrap();
    assert_eq!(counts(&report), (0, 0, 0));
    assert_eq!(report.revision, report.previous_revision);
    assert_eq!(gazetteer(&server, "people").await, before);
}

#[tokio::test]
async fn a_bad_file_never_replaces_a_good_model() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let good = fs::read_to_string(folder.file("people.tsv")).unwrap();
    folder.append("people.tsv", "x\tИван Иванов{oops}\tIvan Ivanov\t\n");
    // A good change beside it is not taken either: all or none.
    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    let status = reload_all(&server).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "GAZETTEERS_REFUSED".into()));
    let failure = tonic_types::StatusExt::get_details_precondition_failure(&status).unwrap();
    assert_eq!(failure.violations[0].r#type, "UNKNOWN_FLAG");
    assert!(failure.violations[0].subject.ends_with("people.tsv:3:15"), "{}", failure.violations[0].subject);
    assert_eq!(mentions(&server, "Касым-Жомарт Токаев и Монголия").await, 1);

    let people = gazetteer(&server, "people").await;
    assert_eq!((people.state(), people.entity_count), (State::Stale, 1));
    assert_eq!(people.diagnostics[0].code, "UNKNOWN_FLAG");
    assert_eq!(people.last_error.unwrap().code, Code::FailedPrecondition as i32);
    assert_eq!(gazetteer(&server, "countries").await.state(), State::Active);

    folder.write("people.tsv", &good);
    reload_all(&server).await.unwrap();
    let people = gazetteer(&server, "people").await;
    assert_eq!(people.state(), State::Active);
    assert!(people.last_error.is_none() && people.diagnostics.is_empty());
    assert_eq!(mentions(&server, "Касым-Жомарт Токаев и Монголия").await, 2);
}

#[tokio::test]
async fn a_stale_gazetteer_mends_when_its_old_file_comes_back() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let good = fs::read_to_string(folder.file("people.tsv")).unwrap();
    folder.write("people.tsv", "nonsense\n");
    reload_all(&server).await.unwrap_err();
    assert_eq!(gazetteer(&server, "people").await.state(), State::Stale);
    folder.write("people.tsv", &good);
    assert_eq!(counts(&reload_all(&server).await.unwrap()), (0, 0, 0));
    assert_eq!(gazetteer(&server, "people").await.state(), State::Active);
}

#[tokio::test]
async fn a_mended_gazetteer_is_not_stale_because_another_is() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let good = fs::read_to_string(folder.file("people.tsv")).unwrap();
    folder.write("people.tsv", "nonsense\n");
    reload_all(&server).await.unwrap_err();
    folder.write("people.tsv", &good);
    folder.write("countries.tsv", "nonsense\n");
    reload_all(&server).await.unwrap_err();
    let people = gazetteer(&server, "people").await;
    assert_eq!((people.state(), people.diagnostic_count), (State::Active, 0));
    assert_eq!(gazetteer(&server, "countries").await.state(), State::Stale);
}

#[tokio::test]
async fn of_many_problems_the_errors_are_told_first_and_all_are_counted() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    // Doubled white space is a warning, a flag that does not exist an error.
    let long = "y".repeat(5000);
    let warnings: Vec<String> = (0..300).map(|index| format!("{index}\tОльга  Орлова{index}\t\t\n")).collect();
    let errors: Vec<String> = (0..50).map(|index| format!("e{index}\tИван Иванов{{{long}}}\t\t\n")).collect();
    folder.append("people.tsv", &(warnings.concat() + &errors.concat()));
    let status = reload_all(&server).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "GAZETTEERS_REFUSED".into()));
    assert_eq!(metadatum(&status, "violation_count"), "50");
    let people = gazetteer(&server, "people").await;
    assert_eq!((people.diagnostics.len(), people.state()), (100, State::Stale));
    assert!(people.diagnostic_count >= 350, "{}", people.diagnostic_count);
    assert!(people.diagnostics[..50].iter().all(|problem| problem.code == "UNKNOWN_FLAG"));
}

#[tokio::test]
async fn a_new_gazetteer_with_errors_is_shown_as_failed() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    folder.write("rivers.tsv", "id\tname:ru\n1\tИртыш\n");
    reload_all(&server).await.unwrap_err();
    let rivers = gazetteer(&server, "rivers").await;
    assert_eq!((rivers.state(), rivers.entity_count), (State::Failed, 0));
    assert_eq!(rivers.diagnostics[0].code, "MISSING_TYPE");
    assert!(rivers.last_error.is_some() && rivers.revision.is_empty());
}

#[tokio::test]
async fn a_folder_that_vanishes_takes_nothing_with_it() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let hidden = folder.path().with_extension("hidden");
    fs::rename(folder.path(), &hidden).unwrap();
    let status = reload_all(&server).await.unwrap_err();
    fs::rename(&hidden, folder.path()).unwrap();
    assert_eq!(reason(&status), "GAZETTEERS_REFUSED");
    assert_eq!(gazetteer(&server, "countries").await.state(), State::Stale);
    assert_eq!(mentions(&server, "Казахстан").await, 1);
}

#[tokio::test]
async fn only_the_named_gazetteers_are_reloaded() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    folder.write("people.tsv", "nonsense\n");
    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    let names = |name: &str| pb::ReloadGazetteersRequest { names: vec![name.into()], ..Default::default() };
    let report = reload(&server, names("gazetteers/countries")).await.unwrap();
    assert_eq!(counts(&report), (1, 0, 0));
    assert_eq!(mentions(&server, "Касым-Жомарт Токаев и Монголия").await, 2);
    assert_eq!(reason(&reload(&server, names("gazetteers/people")).await.unwrap_err()), "GAZETTEERS_REFUSED");
    assert_eq!(reason(&reload(&server, names("gazetteers/rivers")).await.unwrap_err()), "GAZETTEER_NOT_FOUND");
    assert_eq!(reason(&reload(&server, names("rivers")).await.unwrap_err()), "INVALID_NAME");
}

#[tokio::test]
async fn a_validation_changes_nothing() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    let validate = || pb::ReloadGazetteersRequest { validate_only: true, ..Default::default() };
    let report = reload(&server, validate()).await.unwrap();
    assert_eq!(counts(&report), (1, 0, 0));
    assert_ne!(report.revision, report.previous_revision);
    assert_eq!(mentions(&server, "Монголия").await, 0);
    folder.write("people.tsv", "nonsense\n");
    assert_eq!(reason(&reload(&server, validate()).await.unwrap_err()), "GAZETTEERS_REFUSED");
    assert_eq!(gazetteer(&server, "people").await.state(), State::Active);
}

#[tokio::test]
async fn a_reload_can_depend_on_the_revision() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    let expect =
        |revision: &str| pb::ReloadGazetteersRequest { expected_revision: revision.into(), ..Default::default() };
    let status = reload(&server, expect("0000000000000000")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::FailedPrecondition, "REVISION_MISMATCH".into()));
    let current = metadatum(&status, "current_revision");
    reload(&server, expect(&current)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reload_runs_at_a_time_and_calls_go_on() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    folder.pipe("rivers.tsv");
    let mut client = server.gazetteers().await;
    let first = tokio::spawn(async move { client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await });
    let begun = async {
        while gazetteer(&server, "countries").await.state() != State::Reloading {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, begun).await.unwrap();
    let status = reload_all(&server).await.unwrap_err();
    assert_eq!((status.code(), reason(&status)), (Code::Aborted, "RELOAD_RUNNING".into()));
    assert_eq!(mentions(&server, "Казахстан").await, 1);
    folder.feed("rivers.tsv", "id\ttype\tname:ru\n1\tRIVER\tИртыш\n").await;
    let report = first.await.unwrap().unwrap().into_inner();
    assert_eq!(counts(&report), (1, 0, 0));
    assert!(report.gazetteers.iter().all(|gazetteer| gazetteer.state() == State::Active));
    assert_eq!(gazetteer(&server, "countries").await.state(), State::Active);
}
