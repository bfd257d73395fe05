//! Files that change are live without anyone asking, whichever way they came.

use std::fs;
use std::os::unix::fs::symlink;
use std::time::Duration;

use gaztag::pb;
use gaztag::pb::gazetteer::State;
use gaztag::server::Config;
use gaztag::store::{GazetteerSources, Watch};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::support::{Folder, LONG, TestServer, analyze};

const MONGOLIA: &str = "MN\tМонголия\t\t\t\t\t\t\n";

/// A server that watches, and waits for no longer than it must.
async fn watching(folder: &Folder) -> TestServer {
    TestServer::start(Config { watch: Watch::On(Duration::from_millis(20)), ..folder.config() }).await
}

/// The gazetteer, when it is there.
async fn gazetteer(server: &TestServer, name: &str) -> Option<pb::Gazetteer> {
    let request = pb::GetGazetteerRequest { name: format!("gazetteers/{name}") };
    server.gazetteers().await.get_gazetteer(request).await.ok()?.into_inner().gazetteer
}

async fn mentions(server: &TestServer, text: &str) -> usize {
    let request = analyze(text, pb::AnalysisConfig::default());
    let answer = server.recognition().await.analyze_entities(request).await.unwrap().into_inner();
    answer.result.unwrap().mentions.len()
}

/// Asks until it is so.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, asking).await.unwrap_or_else(|_| panic!("it never came to be: {what}"));
}

#[tokio::test]
async fn a_file_that_is_saved_in_place_is_live() {
    let folder = Folder::new();
    let server = watching(&folder).await;
    folder.append("countries.tsv", MONGOLIA);
    until("Mongolia is found", async || mentions(&server, "Монголия").await == 1).await;
}

#[tokio::test]
async fn a_file_that_is_renamed_over_the_old_one_is_live() {
    let folder = Folder::new();
    let server = watching(&folder).await;
    for country in ["Монголия", "Япония"] {
        let content = fs::read_to_string(folder.file("countries.tsv")).unwrap();
        folder.write(".countries.tsv.swp", &format!("{content}{}\t{country}\t\t\t\t\t\t\n", country.len()));
        fs::rename(folder.file(".countries.tsv.swp"), folder.file("countries.tsv")).unwrap();
        until(country, async || mentions(&server, country).await == 1).await;
    }
}

#[tokio::test]
async fn files_come_and_go() {
    let folder = Folder::new();
    let server = watching(&folder).await;
    folder.write("rivers.tsv", "id\ttype\tname:ru\n1\tRIVER\tИртыш\n");
    until("the river is found", async || mentions(&server, "Иртыш").await == 1).await;
    folder.remove("rivers.tsv");
    until("the river is not found", async || mentions(&server, "Иртыш").await == 0).await;
    assert!(gazetteer(&server, "rivers").await.is_none());
}

/// Kubernetes mounts configuration as links to files in `..data`, itself a link to a folder, which it swaps.
#[tokio::test]
async fn a_link_to_a_folder_that_is_swapped_is_followed() {
    let mount = TempDir::new().unwrap();
    let at = |name: &str| mount.path().join(name);
    let version = |name: &str, river: &str| {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("rivers.tsv"), format!("id\ttype\tname:ru\n1\tRIVER\t{river}\n")).unwrap();
    };
    version("..2026_1", "Иртыш");
    symlink("..2026_1", at("..data")).unwrap();
    symlink("..data/rivers.tsv", at("rivers.tsv")).unwrap();
    let sources =
        GazetteerSources { default: false, directories: vec![mount.path().to_owned()], ..GazetteerSources::default() };
    let watch = Watch::On(Duration::from_millis(20));
    let server = TestServer::start(Config { sources, watch, workers: 2, ..Config::default() }).await;
    assert_eq!(mentions(&server, "Иртыш").await, 1);
    for (name, old, river) in [("..2026_2", "..2026_1", "Тобол"), ("..2026_3", "..2026_2", "Ишим")] {
        version(name, river);
        symlink(name, at("..data_tmp")).unwrap();
        fs::rename(at("..data_tmp"), at("..data")).unwrap();
        fs::remove_dir_all(at(old)).unwrap();
        until(river, async || mentions(&server, river).await == 1).await;
    }
}

#[tokio::test]
async fn a_folder_that_is_replaced_is_watched_on() {
    let parent = TempDir::new().unwrap();
    let at = |name: &str| parent.path().join(name);
    let version = |name: &str, river: &str| {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("rivers.tsv"), format!("id\ttype\tname:ru\n1\tRIVER\t{river}\n")).unwrap();
    };
    version("live", "Иртыш");
    let sources = GazetteerSources { default: false, directories: vec![at("live")], ..GazetteerSources::default() };
    let watch = Watch::On(Duration::from_millis(20));
    let server = TestServer::start(Config { sources, watch, workers: 2, ..Config::default() }).await;
    version("next", "Тобол");
    fs::rename(at("live"), at("old")).unwrap();
    fs::rename(at("next"), at("live")).unwrap();
    until("the other folder is live", async || mentions(&server, "Тобол").await == 1).await;
    fs::write(at("live").join("rivers.tsv"), "id\ttype\tname:ru\n1\tRIVER\tИшим\n").unwrap();
    until("a file of the other folder is live", async || mentions(&server, "Ишим").await == 1).await;
}

#[tokio::test]
async fn a_bad_file_is_told_and_leaves_the_good_one_in_use() {
    let folder = Folder::new();
    let server = watching(&folder).await;
    let good = fs::read_to_string(folder.file("people.tsv")).unwrap();
    let revision = gazetteer(&server, "people").await.unwrap().revision;
    folder.append("people.tsv", "x\tИван Иванов{oops}\tIvan Ivanov\t\n");
    let state = async || gazetteer(&server, "people").await.unwrap().state();
    until("the gazetteer is stale", async || state().await == State::Stale).await;
    let people = gazetteer(&server, "people").await.unwrap();
    assert_eq!(people.revision, revision);
    let problem = &people.diagnostics[0];
    assert_eq!((problem.code.as_str(), problem.line, problem.column), ("UNKNOWN_FLAG", 3, 15));
    assert!(problem.uri.ends_with("people.tsv") && people.last_error.is_some());
    assert_eq!(mentions(&server, "Касым-Жомарт Токаев").await, 1);
    folder.write("people.tsv", &good);
    until("it is mended", async || state().await == State::Active).await;
    assert_eq!(gazetteer(&server, "people").await.unwrap().revision, revision);
}

#[tokio::test]
async fn a_signal_reloads() {
    let folder = Folder::new();
    let server = TestServer::start(folder.config()).await;
    folder.append("countries.tsv", MONGOLIA);
    assert_eq!(mentions(&server, "Монголия").await, 0);
    server.tell_to_reload();
    until("Mongolia is found", async || mentions(&server, "Монголия").await == 1).await;
    folder.write("people.tsv", "nonsense\n");
    server.tell_to_reload();
    until("people are stale", async || gazetteer(&server, "people").await.unwrap().state() == State::Stale).await;
}
