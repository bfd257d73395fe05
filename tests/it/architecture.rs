//! Invariant 8: rooms keep to what they know. Reads the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, files: &mut Vec<(String, String)>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let code = fs::read_to_string(&path).unwrap();
            files.push((name, without_comments_and_tests(&code)));
        }
    }
}

fn without_comments_and_tests(code: &str) -> String {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.fold(String::new(), |code, line| code + line + "\n")
}

/// Files whose code has one of the words and that are not allowed to.
fn offenders(words: &[&str], is_allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 30, "the sources are read");
    let is_test = |name: &str| name.ends_with("/tests.rs") || name.contains("/tests/");
    let files = files.into_iter().filter(|(name, _)| !is_allowed(name) && !is_test(name));
    let uses = |code: &str, word: &str| {
        code.match_indices(word).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        })
    };
    files.filter(|(_, code)| words.iter().any(|word| uses(code, word))).map(|(name, _)| name).collect()
}

fn is_in(name: &str, room: &str) -> bool {
    name == format!("{room}.rs") || name.starts_with(&format!("{room}/"))
}

#[test]
fn only_grpc_and_the_client_see_messages() {
    let rooms = ["grpc", "pb", "client"];
    // The health service of `tonic_health` is a service of its own, not a message of ours.
    let words = ["prost::", "prost_types", "crate::pb", "pb::{", "super::pb"];
    assert_eq!(offenders(&words, |name| rooms.iter().any(|room| is_in(name, room))), [""; 0]);
}

#[test]
fn only_one_file_names_status_codes() {
    let words =
        ["tonic::Code", "Code::Ok", "Code::Internal", "Code::InvalidArgument", "Code::Unavailable", "tonic::{Code"];
    let is_allowed = |name: &str| name == "grpc/status.rs" || is_in(name, "client");
    assert_eq!(offenders(&words, is_allowed), [""; 0]);
    let constructors = [
        "Status::internal",
        "Status::invalid_argument",
        "Status::unavailable",
        "Status::not_found",
        "Status::unimplemented",
    ];
    assert_eq!(offenders(&constructors, |name| is_in(name, "client")), [""; 0]);
}

#[test]
fn only_the_command_line_prints() {
    let words = ["println!", "print!", "eprintln!", "eprint!", "io::stdout", "io::stderr", "stdout()", "stderr()"];
    assert_eq!(offenders(&words, |name| is_in(name, "cli") || name == "main.rs"), [""; 0]);
}

#[test]
fn the_core_knows_nothing_of_the_shell() {
    let shell = ["grpc", "pb", "client", "server", "store", "cli", "main", "lib"];
    let words = [
        "crate::grpc",
        "crate::server",
        "crate::store",
        "crate::cli",
        "crate::client",
        "std::net",
        "tokio",
        "tonic",
        "tracing",
        "std::fs",
        "std::env",
    ];
    assert_eq!(offenders(&words, |name| shell.iter().any(|room| is_in(name, room))), [""; 0]);
}

/// The rooms of the core, the lowest first: each may import those before it.
const CORE: [&str; 10] =
    ["text", "morph", "gazetteer", "import", "matcher", "lexicon", "resolve", "reading", "tagger", "diff"];

#[test]
fn a_room_of_the_core_imports_only_rooms_below_it() {
    for (position, room) in CORE.iter().enumerate() {
        let above: Vec<String> = CORE[position + 1..].iter().map(|room| format!("crate::{room}")).collect();
        let words: Vec<&str> = above.iter().map(String::as_str).chain(["crate::eval"]).collect();
        assert_eq!(offenders(&words, |name| !is_in(name, room)), [""; 0], "{room}");
    }
}

#[test]
fn the_store_knows_nothing_of_the_wire() {
    let words = ["tonic", "prost", "crate::grpc", "crate::server", "tokio"];
    assert_eq!(offenders(&words, |name| !is_in(name, "store")), [""; 0]);
}

#[test]
fn main_stays_thin() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 60);
}
