use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::gazetteer::Code;

const RIVERS: &str = "id\ttype\tname:ru\n1\tRIVER\tИртыш\n2\tRIVER\tОбь\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

fn store(folders: &[&Path]) -> Store {
    let directories = folders.iter().map(|folder| (*folder).to_owned()).collect();
    Store::new(GazetteerSources { default: false, directories, ..GazetteerSources::default() })
}

#[test]
fn files_are_read_by_name_and_folders_in_order() {
    let lower = folder(&[("b.tsv", RIVERS), ("a.jsonl", ""), (".hidden.tsv", "x"), ("readme.md", "x")]);
    fs::create_dir(lower.path().join("folder.tsv")).expect("a folder that looks like a file");
    let upper = folder(&[("b.tsv", "id\ttype\tname:ru\tstatus\n1\t\t\tremoved\n")]);
    let sources = GazetteerSources {
        default: false,
        directories: vec![lower.path().to_owned(), upper.path().to_owned()],
        ..GazetteerSources::default()
    };
    let (files, diagnostics) = sources.read();
    assert_eq!(diagnostics, []);
    let names: Vec<&str> = files.iter().map(|file| &*file.gazetteer).collect();
    assert_eq!(names, ["a", "b", "b"]);
    let (model, _, diagnostics) = sources.load(|message| panic!("{message}"));
    assert_eq!(diagnostics, []);
    assert_eq!(model.entities().len(), 1);
}

#[test]
fn a_folder_that_cannot_be_read_or_is_empty_is_an_error() {
    let empty = folder(&[]);
    let sources = |path: &Path| GazetteerSources {
        default: false,
        directories: vec![path.to_owned()],
        ..GazetteerSources::default()
    };
    let code = |path: &Path| sources(path).read().1[0].code;
    assert_eq!(code(empty.path()), Code::NoGazetteers);
    assert_eq!(code(&empty.path().join("nowhere")), Code::Unreadable);
    let none = GazetteerSources { default: false, directories: Vec::new(), ..GazetteerSources::default() };
    assert_eq!(none.read().1[0].code, Code::NoGazetteers);
}

#[test]
fn nothing_is_in_use_before_the_first_load() {
    let folder = folder(&[("rivers.tsv", RIVERS)]);
    let store = store(&[folder.path()]);
    assert!(store.current().is_none() && store.gazetteers().is_empty());
    assert!(matches!(store.reload(&ReloadRequest::default()), Err(ReloadError::NotLoaded)));
    store.load().expect("good files");
    assert_eq!(store.gazetteers()[0].state, State::Active);
}

#[test]
fn a_snapshot_outlives_a_reload() {
    let folder = folder(&[("rivers.tsv", RIVERS)]);
    let store = store(&[folder.path()]);
    let before = store.load().expect("good files");
    fs::write(folder.path().join("rivers.tsv"), "id\ttype\tname:ru\n2\tRIVER\tОбь\n").expect("written");
    let report = store.reload(&ReloadRequest::default()).expect("good files");
    assert_eq!(report.changes, Changes { added: 0, updated: 0, removed: 1 });
    assert_eq!(before.model.entities().len(), 2);
    assert!(!store.current().expect("loaded").holds(before.model.revision()));
}

#[test]
fn a_reload_of_one_gazetteer_keeps_the_layers_of_the_others() {
    let lower = folder(&[("lakes.tsv", "id\ttype\tname:ru\n1\tLAKE\tБалхаш\n"), ("rivers.tsv", RIVERS)]);
    let upper = folder(&[("rivers.tsv", "id\ttype\tname:ru\tstatus\n1\t\t\tremoved\n")]);
    let store = store(&[lower.path(), upper.path()]);
    store.load().expect("good files");
    fs::write(lower.path().join("lakes.tsv"), "id\ttype\tname:ru\n1\tLAKE\tАлаколь\n").expect("written");
    fs::remove_file(upper.path().join("rivers.tsv")).expect("removed");
    fs::write(upper.path().join("other.tsv"), "nonsense").expect("written");
    let request = ReloadRequest { gazetteers: vec!["lakes".to_owned()], ..ReloadRequest::default() };
    let report = store.reload(&request).expect("the other files are none of its business");
    assert_eq!(report.changes, Changes { added: 0, updated: 1, removed: 0 });
    let names: Vec<String> = {
        let snapshot = store.current().expect("loaded");
        snapshot.model.entities().iter().map(|entity| entity.resource_name.clone()).collect()
    };
    assert_eq!(names, ["lakes/1", "rivers/2"]);
}

#[test]
fn a_panic_in_a_reload_does_not_block_the_next() {
    let folder = folder(&[("rivers.tsv", RIVERS)]);
    let store = store(&[folder.path()]);
    store.load().expect("good files");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _asked = reload::Asked::begin(&store).expect("nobody else");
        let _turn = store.turn();
        assert!(matches!(store.reload(&ReloadRequest::default()), Err(ReloadError::AlreadyRunning)));
        panic!("broken on purpose");
    }));
    assert!(panicked.is_err());
    store.reload(&ReloadRequest::default()).expect("free again");
}
