//! `gaztag gazetteer check`: a set of files with one fault each and a set of the same files mended, and what the command does with them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gaztag::gazetteer::{Code, Diagnostic, Fix, Severity, apply_fixes};
use gaztag::store::GazetteerSources;
use gaztag::tagger;
use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

/// The gazetteer files of a set, by name.
fn set(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(name);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_gazetteer =
        |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tsv" || extension == "jsonl");
    let mut files: Vec<PathBuf> = paths.filter(is_gazetteer).collect();
    files.sort();
    files
}

fn check(path: &Path) -> Vec<Diagnostic> {
    let (files, unread) = GazetteerSources::read_path(path);
    assert_eq!(unread, []);
    tagger::check(&files)
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Every fault is told by its line, column and code, and nothing else is. `INSTA_UPDATE=always` writes the table anew.
#[test]
fn every_fault_is_told_where_it_is() {
    let files = set("faulty");
    assert!(files.len() >= 60);
    let mut told = "file\tline\tcolumn\tcode\n".to_owned();
    for path in &files {
        let diagnostics = check(path);
        assert!(!diagnostics.is_empty(), "{}", name(path));
        for Diagnostic { line, column, code, .. } in diagnostics {
            writeln!(told, "{}\t{line}\t{column}\t{}", name(path), code.as_str()).unwrap();
        }
    }
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faulty.tsv");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&table, &told).unwrap();
    }
    assert_eq!(told, fs::read_to_string(table).unwrap());
    // What no file can show is left out: an unreadable folder, a file name that is none, a row of more names than fit.
    let shown: BTreeSet<&str> = told.lines().skip(1).map(|line| line.rsplit('\t').next().unwrap()).collect();
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !shown.contains(code)).collect();
    assert_eq!(missing, ["INVALID_FILE_NAME", "TOO_MANY_NAMES", "NO_GAZETTEERS", "UNREADABLE"]);
}

#[test]
fn nothing_is_said_against_files_in_order() {
    let (faulty, faultless) = (set("faulty"), set("faultless"));
    assert_eq!(
        faulty.iter().map(|path| name(path)).collect::<Vec<_>>(),
        faultless.iter().map(|path| name(path)).collect::<Vec<_>>()
    );
    for path in &faultless {
        assert_eq!(check(path), [], "{}", name(path));
    }
}

/// A fix takes away what it is for, and leaves every other line as it is.
#[test]
fn fixes_mend_what_they_are_of_and_touch_nothing_else() {
    let mut fixed = 0;
    for path in set("faulty") {
        let content = fs::read(&path).unwrap();
        let diagnostics = check(&path);
        let references: Vec<&Diagnostic> = diagnostics.iter().collect();
        let after = apply_fixes(name(&path), &content, &references);
        fixed += after.applied.len();
        let lines: BTreeSet<u32> = after.applied.iter().map(|position| diagnostics[*position].line).collect();
        let split = |content: &[u8]| content.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
        let (before, after_lines) = (split(&content), split(&after.content));
        assert_eq!(before.len(), after_lines.len(), "{}", name(&path));
        for (number, (old, new)) in (1..).zip(before.iter().zip(&after_lines)) {
            assert_eq!(old == new, !lines.contains(&number), "{}:{number}", name(&path));
            assert_eq!(old.ends_with(b"\r"), new.ends_with(b"\r"), "{}:{number}", name(&path));
        }
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join(name(&path));
        fs::write(&copy, &after.content).unwrap();
        let left: Vec<Code> = check(&copy).iter().filter(|told| told.fix.is_some()).map(|told| told.code).collect();
        assert_eq!(left, [], "{}", name(&path));
    }
    assert!(fixed > 25, "{fixed}");
}

/// The gazetteers that the program carries have nothing but notes.
#[test]
fn the_default_gazetteers_are_in_order() {
    let (files, unread) = GazetteerSources::default().read();
    let told = unread.into_iter().chain(tagger::check(&files));
    let wrong: Vec<String> = told.filter(|told| told.severity != Severity::Note).map(|told| told.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
}

/// The examples of the page of checks are what it says they are.
#[test]
fn every_example_of_the_page_has_its_problem() {
    let folder = TempDir::new().unwrap();
    for code in Code::ALL {
        let Some((_, example)) = code.explanation().split_once("```tsv\n") else { continue };
        let (example, _) = example.split_once("```").unwrap();
        let path = folder.path().join(format!("{}.tsv", code.as_str()));
        fs::write(&path, example).unwrap();
        let told: Vec<Code> = check(&path).iter().map(|told| told.code).collect();
        assert!(told.contains(code), "{}: {told:?}", code.as_str());
    }
}

#[test]
fn a_fix_names_columns_of_its_line() {
    for path in set("faulty") {
        let content = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for told in check(&path) {
            let Some(Fix::Replace { columns, .. }) = &told.fix else { continue };
            let line = content.lines().nth(told.line as usize - 1).unwrap();
            assert!(columns.start < columns.end && columns.end as usize <= line.chars().count() + 1, "{told}");
        }
    }
}

/// A folder with a small gazetteer that has faults, in which the program runs.
fn desk() -> TempDir {
    let desk = TempDir::new().unwrap();
    let table = "# Cities \r\nid\tname:ru\tname:kk\talias:ru\tcountry\r\n\
                 1\tТaраз\tТараз\tДжамбул | Джамбул|Таразом{form}\tkz\r\n2\tАктау{oops}\t\t\tKZ\r\n3\tВена\t\t\tAT\r\n";
    fs::create_dir(desk.path().join("my")).unwrap();
    fs::write(desk.path().join("my/cities.tsv"), table).unwrap();
    desk
}

fn run(desk: &TempDir, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaztag"));
    let output = command.args(["gazetteer", "check"]).args(arguments).current_dir(desk.path()).output().unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        writeln!(printed, "stderr: {line}").unwrap();
    }
    (printed, output.status.code().unwrap())
}

#[test]
fn problems_are_printed_for_people_and_for_programs() {
    let desk = desk();
    assert_snapshot!("check_text", run(&desk, &["my", "--notes"]).0);
    assert_snapshot!("check_github", run(&desk, &["my", "--format", "github"]).0);
    assert_snapshot!("check_json_lines", run(&desk, &["my", "--format", "json"]).0);
}

#[test]
fn sarif_has_what_the_standard_asks_for() {
    let (printed, exit) = run(&desk(), &["my", "--notes", "--format", "sarif"]);
    assert_eq!(exit, 1);
    let log: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!((&run["columnKind"], &run["tool"]["driver"]["name"]), (&"unicodeCodePoints".into(), &"gaztag".into()));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my/cities.tsv");
        assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
    }
    assert!(run["results"].as_array().unwrap().iter().any(|result| result["fixes"].is_array()));
}

#[test]
fn fixing_is_shown_first_and_done_once() {
    let desk = desk();
    let file = desk.path().join("my/cities.tsv");
    let before = fs::read(&file).unwrap();
    let (printed, exit) = run(&desk, &["my", "--fix", "--dry-run"]);
    assert_snapshot!("check_dry_run", printed.replace('\r', "␍"));
    assert_eq!((exit, fs::read(&file).unwrap()), (1, before));
    assert_snapshot!("check_fix", run(&desk, &["my", "--fix"]).0);
    let mended = fs::read_to_string(&file).unwrap();
    assert_snapshot!("check_fixed_file", mended.replace('\r', "␍"));
    let (again, exit) = run(&desk, &["my", "--fix"]);
    assert!(!again.contains("fixed[") && exit == 1, "{again}");
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    assert_eq!(fs::read_dir(desk.path().join("my")).unwrap().count(), 1);
}

#[test]
fn levels_decide_how_it_ends() {
    let desk = TempDir::new().unwrap();
    fs::write(desk.path().join("cities.tsv"), "id\tname:ru\tname:en\n1\tТaраз\t\n").unwrap();
    let cases: [(&[&str], i32, usize); 12] = [
        (&[], 0, 1),
        (&["--strict"], 1, 1),
        (&["--deny", "warnings"], 1, 1),
        (&["--deny", "look_alike_letter"], 1, 1),
        (&["--allow", "LOOK_ALIKE_LETTER", "--strict"], 0, 0),
        (&["--allow", "warnings"], 0, 0),
        (&["--allow", "warnings", "--deny", "LOOK_ALIKE_LETTER"], 1, 1),
        (&["--notes"], 0, 2),
        (&["--deny", "notes", "--allow", "LOOK_ALIKE_LETTER"], 1, 1),
        (&["--warn", "MISSING_LANGUAGE", "--deny", "LOOK_ALIKE_LETTER"], 1, 2),
        (&["--allow", "DUPLICATE_ID"], 64, 1),
        (&["--deny", "LOOKALIKE_LETTER"], 64, 1),
    ];
    for (arguments, expected, lines) in cases {
        let (printed, exit) = run(&desk, &[&["cities.tsv", "--format", "json"], arguments].concat());
        assert_eq!(exit, expected, "{arguments:?}: {printed}");
        assert!(exit == 64 || printed.lines().count() == lines, "{arguments:?}: {printed}");
    }
}

#[test]
fn a_code_is_explained() {
    let desk = TempDir::new().unwrap();
    assert_snapshot!("check_explain", run(&desk, &["--explain", "REDUNDANT_ALIAS"]).0);
    let (printed, exit) = run(&desk, &["--explain", "REDUNDANT"]);
    assert_eq!((exit, printed.contains("there is no code `REDUNDANT`")), (64, true), "{printed}");
}
