//! The program itself: what `gaztag serve` prints, logs, and how it ends.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use gaztag::pb;
use gaztag::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use gaztag::pb::gazetteer::State;
use gaztag::pb::gazetteer_service_client::GazetteerServiceClient;
use serde_json::Value;
use tonic::Request;
use tonic::transport::Channel;

use crate::support::{Folder, analyze};

fn gaztag(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaztag"));
    command.args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GAZTAG_")) {
        command.env_remove(name);
    }
    command
}

fn output(arguments: &[&str]) -> (Output, String) {
    let output = gaztag(arguments).output().unwrap();
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    (output, errors)
}

/// A serving program, and the lines that it printed when it was ready.
pub(crate) fn serve(folder: &Folder, arguments: &[&str]) -> (Child, [String; 3]) {
    let folder = folder.path().to_str().unwrap();
    let mut all = vec!["serve", "--listen", "127.0.0.1:0", "--no-default-gazetteers", "--gazetteers", folder];
    // A test that wants files watched says so.
    if !arguments.contains(&"--watch") {
        all.push("--no-watch");
    }
    all.extend(arguments);
    let mut child = gaztag(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let lines = std::array::from_fn(|_| lines.next().unwrap().unwrap());
    (child, lines)
}

pub(crate) fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status().unwrap();
    assert!(status.success());
}

#[tokio::test]
async fn serving_prints_where_and_how_to_call_and_logs_every_request() {
    let folder = Folder::new();
    let (mut child, [address, summary, call]) = serve(&folder, &["--log-format", "json"]);
    let url = address.strip_prefix("listening on ").unwrap().to_owned();
    assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with(":0"), "{address}");
    assert!(summary.starts_with("revision ") && summary.contains(", 3 entities, "), "{summary}");
    assert!(summary.contains(" surface forms, loaded in ") && summary.ends_with(" ms"), "{summary}");
    assert!(call.starts_with("npx --yes @bufbuild/buf curl ") && call.contains(&url), "{call}");

    let mut client = EntityRecognitionServiceClient::connect(url).await.unwrap();
    let mut request = Request::new(analyze("Казахстан и Сербия", pb::AnalysisConfig::default()));
    request.metadata_mut().insert("x-request-id", "my-id".parse().unwrap());
    client.analyze_entities(request).await.unwrap();
    let wrong = pb::AnalysisConfig { min_score: 7.0, ..Default::default() };
    client.analyze_entities(analyze("", wrong)).await.unwrap_err();
    drop(client);

    signal(&child, "TERM");
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<&Value> = events.iter().filter(|event| event["message"] == "request").collect();
    assert_eq!(requests.len(), 2, "one event a request:\n{log}");
    let [good, bad] = requests[..] else { unreachable!() };
    assert_eq!(good["method"], "gaztag.v1.EntityRecognitionService/AnalyzeEntities");
    assert_eq!((&good["code"], &bad["code"]), (&"OK".into(), &"INVALID_ARGUMENT".into()));
    assert_eq!((&good["documents"], &good["bytes"], &good["mentions"]), (&1.into(), &34.into(), &2.into()));
    assert!(good["latency_ms"].is_number());
    assert_eq!(good["span"]["request_id"], "my-id");
    assert!(good["span"]["peer"].as_str().unwrap().starts_with("127.0.0.1:"));
    assert!(bad["error"].as_str().unwrap().contains("min_score"));
}

#[test]
fn a_port_in_use_is_told_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (output, errors) = output(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors.contains(&format!("cannot listen on {address}: address already in use; ")), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
}

#[test]
fn gazetteers_with_errors_are_told_a_line_each() {
    let folder = Folder::new();
    folder.append("people.tsv", "x\tИван{oops}\tIvan\t\ny\t\t\t\n");
    let path = folder.path().to_str().unwrap();
    let (output, errors) = output(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--no-default-gazetteers",
        "--gazetteers",
        path,
        "--log-level",
        "error",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 2, "{errors}");
    assert!(lines[0].contains(&format!("{path}/people.tsv:3:8: error[UNKNOWN_FLAG]: ")), "{errors}");
    assert!(output.stdout.is_empty());
}

#[test]
fn what_makes_no_sense_exits_64() {
    let folder = Folder::new();
    folder.write("gaztag.toml", "max-in-flight = 5\nmax-in-fligt = 6\n");
    let file = folder.file("gaztag.toml");
    let file = file.to_str().unwrap();
    for (arguments, told) in [
        (&["nonsense"][..], "nonsense"),
        (&[], "Usage"),
        (&["serve", "--nonsense"], "--nonsense"),
        (&["serve", "--max-in-flight", "0"], "`max-in-flight`"),
        (&["serve", "--log-level", "loud=very"], "loud=very"),
        (&["serve", "--config", "/no/such/file.toml"], "/no/such/file.toml"),
        (&["serve", "--config", file], "`max-in-fligt`"),
    ] {
        let (output, errors) = output(arguments);
        assert_eq!(output.status.code(), Some(64), "{arguments:?}: {errors}");
        assert!(errors.contains(told), "{arguments:?}: {errors}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for flag in ["--help", "--version"] {
        let (output, errors) = output(&[flag]);
        assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""));
        assert!(!output.stdout.is_empty());
    }
}

#[tokio::test]
async fn a_reload_is_logged_when_it_changes_something_whoever_waits_for_it() {
    let folder = Folder::new();
    let (mut child, [address, ..]) = serve(&folder, &["--log-format", "json"]);
    let url = address.strip_prefix("listening on ").unwrap().to_owned();
    let mut client = GazetteerServiceClient::connect(url).await.unwrap();
    client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap();
    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    let validate = pb::ReloadGazetteersRequest { validate_only: true, ..Default::default() };
    client.reload_gazetteers(validate).await.unwrap();

    // The caller is gone before the reload has read its last file.
    folder.pipe("rivers.tsv");
    let mut leaving = client.clone();
    let reload = tokio::spawn(async move { leaving.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await });
    let countries = pb::GetGazetteerRequest { name: "gazetteers/countries".into() };
    let state = async |client: &mut GazetteerServiceClient<Channel>| {
        client.get_gazetteer(countries.clone()).await.unwrap().into_inner().gazetteer.unwrap().state()
    };
    while state(&mut client).await != State::Reloading {}
    reload.abort();
    assert!(reload.await.unwrap_err().is_cancelled());
    folder.feed("rivers.tsv", "id\ttype\tname:ru\n1\tRIVER\tИртыш\n").await;
    while state(&mut client).await == State::Reloading {}

    // More errors than are logged one by one.
    folder.remove("rivers.tsv");
    folder.write("rivers.tsv", &format!("id\ttype\tname:ru\n{}", "\tRIVER\tОбь\n".repeat(30)));
    client.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap_err();
    drop(client);

    signal(&child, "TERM");
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |message: &str| -> Vec<&Value> { events.iter().filter(|event| event["message"] == message).collect() };
    let [reloaded] = of("gazetteers reloaded")[..] else { panic!("one reload changed something:\n{log}") };
    assert_eq!(reloaded["added"], 2, "{reloaded}");
    assert!(reloaded["span"]["request_id"].is_string(), "{reloaded}");
    assert_eq!(of("gazetteer file refused").len(), 10);
    assert_eq!(of("gazetteers refused")[0]["errors"], 30);
}

#[tokio::test]
async fn a_saved_file_and_a_signal_reload_and_the_log_says_which() {
    let folder = Folder::new();
    for (arguments, trigger) in [(&["--watch", "--watch-debounce-ms", "20"][..], "watch"), (&[], "signal")] {
        let arguments: Vec<&str> = ["--log-format", "json", "--log-level", "gaztag::store=info"]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        let (mut child, [address, ..]) = serve(&folder, &arguments);
        let url = address.strip_prefix("listening on ").unwrap().to_owned();
        let mut client = GazetteerServiceClient::connect(url).await.unwrap();
        let mut revision = async || {
            let answer = client.list_gazetteers(pb::ListGazetteersRequest::default()).await.unwrap();
            answer.into_inner().revision
        };
        let before = revision().await;
        folder.append("countries.tsv", &format!("M{}\tМонголия\t\t\t\t\t\t\n", trigger.len()));
        if trigger == "signal" {
            signal(&child, "HUP");
        }
        while revision().await == before {}
        drop(client);
        signal(&child, "TERM");
        let mut log = String::new();
        child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        child.wait().unwrap();
        let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let reloaded = events.iter().find(|event| event["message"] == "gazetteers reloaded").unwrap();
        assert_eq!(reloaded["trigger"], trigger);
    }
}
