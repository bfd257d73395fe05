//! Compiled gazetteers: what a server and the tools make of a file that `gaztag gazetteer build` wrote.

use std::fs;

use gaztag::pb;
use gaztag::server::Config;
use gaztag::store::GazetteerSources;

use crate::support::{Folder, TestServer, analyze};
use crate::tools::Desk;

/// A desk with its gazetteers compiled.
fn desk() -> Desk {
    let desk = Desk::new();
    let printed = desk.run_small(&["gazetteer", "build", "-o", "small.gaztag"]);
    assert!(printed.starts_with("small.gaztag: 4 rows of 2 files, "), "{printed}");
    desk
}

#[test]
fn tools_say_the_same_with_compiled_gazetteers() {
    let desk = desk();
    for arguments in [
        &["gazetteer", "lookup", "Сербией"][..],
        &["gazetteer", "lookup", "Касым*"],
        &["why", "Вчера Вучич прибыл", "--entity", "people/vucic"],
    ] {
        let with_compiled = [arguments, &["--compiled", "small.gaztag"]].concat();
        assert_eq!(desk.run_small(&with_compiled), desk.run_small(arguments), "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_used_is_told_and_the_gazetteers_are_compiled() {
    let desk = desk();
    let whole = fs::read(desk.path().join("small.gaztag")).unwrap();
    let expected = desk.run_small(&["gazetteer", "lookup", "Сербией"]);
    let mut other_build = whole.clone();
    other_build[8] = b'9';
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let faulty: [(&[u8], &str); 4] = [
        (b"id\tname:ru\n", "it holds no compiled gazetteers"),
        (&other_build, "it is of gaztag 9."),
        (&whole[..whole.len() / 2], "it is cut off or damaged"),
        (&damaged, "it is cut off or damaged"),
    ];
    for (content, reason) in faulty {
        desk.write("faulty.gaztag", content);
        let printed = desk.run_small(&["gazetteer", "lookup", "Сербией", "--compiled", "faulty.gaztag"]);
        let (warning, rest): (Vec<&str>, Vec<&str>) = printed.lines().partition(|line| line.starts_with("stderr: "));
        let told = format!("stderr: warning: faulty.gaztag: compiled gazetteers refused: {reason}");
        assert!(warning.len() == 1 && warning[0].starts_with(&told), "{warning:?}");
        assert_eq!(rest.join("\n"), expected);
    }
}

#[test]
fn an_edit_is_compiled_over_the_file() {
    let desk = desk();
    desk.write("gaz/cities.tsv", "id\tname:ru\nbelgrade\tБелград\n");
    let people = desk.read("gaz/people.tsv").replace("tokayev", "president");
    desk.write("gaz/people.tsv", people);
    let fresh = |arguments: &[&str]| desk.run_small(arguments);
    for name in ["Белградом", "Токаеву", "Сербией"] {
        let expected = fresh(&["gazetteer", "lookup", name]);
        assert_eq!(fresh(&["gazetteer", "lookup", name, "--compiled", "small.gaztag"]), expected);
    }
    assert!(fresh(&["gazetteer", "lookup", "Токаеву", "--compiled", "small.gaztag"]).contains("people/president"));
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let desk = Desk::new();
    let printed = desk.run_small(&["gazetteer", "build", "-o", "nowhere/small.gaztag"]);
    assert!(printed.contains("cannot write nowhere/small.gaztag"), "{printed}");
    assert!(printed.ends_with("exit code: 2"), "{printed}");
}

#[tokio::test]
async fn a_server_serves_compiled_gazetteers_and_loads_edits_over_them() {
    let folder = Folder::new();
    let compiled = tempfile::NamedTempFile::new().unwrap();
    let config = folder.config();
    let (files, problems) = config.sources.read();
    assert!(problems.is_empty());
    fs::write(compiled.path(), gaztag::compiled::compile(&files, config.sources.inflection)).unwrap();
    let sources = GazetteerSources { compiled: Some(compiled.path().to_owned()), ..config.sources.clone() };
    let server = TestServer::start(Config { sources, ..folder.config() }).await;
    let plain = TestServer::start(config).await;
    let ask = async |server: &TestServer, text: &str| {
        let request = analyze(text, pb::AnalysisConfig::default());
        server.recognition().await.analyze_entities(request).await.unwrap().into_inner()
    };
    let text = "Президент Казахстана Касым-Жомарт Токаев, Токаева встретили в Монголии";
    let answer = ask(&server, text).await;
    assert_eq!(answer, ask(&plain, text).await);
    folder.append("countries.tsv", "MN\tМонголия\t\t\t\t\t\t\n");
    for server in [&server, &plain] {
        server.gazetteers().await.reload_gazetteers(pb::ReloadGazetteersRequest::default()).await.unwrap();
    }
    let edited = ask(&server, text).await;
    assert_eq!(edited, ask(&plain, text).await);
    assert_eq!(edited.result.unwrap().mentions.len(), answer.result.unwrap().mentions.len() + 1);
}
