//! What the tools print, word for word: `gazetteer` and `tag` on a small gazetteer of their own.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use tempfile::TempDir;

const PEOPLE: &str = "id\tname:ru\tname:en\talias:ru\tcountry\tref:wikidata\n\
    vucic\tАлександр Вучич{g=m,short}\tAleksandar Vučić\t\tRS\tQ1\n\
    tokayev\tКасым-Жомарт Токаев{g=m}\tKassym-Jomart Tokayev\tКасым-Жомарт Кемелевич Токаев{g=m}\tKZ\t\n";
const COUNTRIES: &str = "id\tname:ru\tname:kk\tname:en\talias:ru\tadj:ru\tprior\tnote\n\
    RS\tСербия\tСербия\tSerbia\tРеспублика Сербия\tсербский\t6600000\tin the Balkans\n\
    KZ\tКазахстан\tҚазақстан\tKazakhstan\tРК\tказахстанский\t20000000\t\n";

/// A folder in which the program runs, so that what it prints names no path of the machine.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.write("gaz/people.tsv", PEOPLE);
        desk.write("gaz/countries.tsv", COUNTRIES);
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// What a command line prints, and its exit code.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        self.run_with_input(arguments, "")
    }

    /// The same with the small gazetteer alone.
    pub(crate) fn run_small(&self, arguments: &[&str]) -> String {
        self.run(&[arguments, &["--no-default-gazetteers", "--gazetteers", "gaz"]].concat())
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gaztag"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GAZTAG_")) {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(self.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let mut printed = String::from_utf8(output.stdout).unwrap();
        for line in String::from_utf8(output.stderr).unwrap().lines() {
            printed.extend(["stderr: ", line, "\n"]);
        }
        format!("{printed}exit code: {}", output.status.code().unwrap())
    }
}

#[test]
fn check_tells_every_problem() {
    let desk = Desk::new();
    desk.write(
        "bad/people.tsv",
        "id\tname:ru\talias:ru\na\tСтэн Ли{uper}\t\nb\tБрюс Ли{g=m}\t Брюс|\na\tДжеки Чан{g=m}\nc\tАли Мур\t\n",
    );
    desk.write("bad/planets.jsonl", "{\"id\": \"mars\", \"name:ru\": \"Марс\"}\n{\"id\": 7}\n");
    assert_snapshot!("check_bad", desk.run(&["gazetteer", "check", "bad"]));
    assert_snapshot!("check_good", desk.run(&["gazetteer", "check", "gaz"]));
    desk.write(
        "cities/cities.tsv",
        "id\tname:ru\tname:en\n1\tВена\tVienna\n2\tТараз\tTaraz\n3\tЧад{context}\tChad{upper}\n",
    );
    assert_snapshot!("check_ambiguous", desk.run(&["gazetteer", "check", "--ambiguous", "cities"]));
    assert_snapshot!("check_json", desk.run(&["gazetteer", "check", "bad/planets.jsonl", "--format", "jsonl"]));
    assert_snapshot!("check_strict", desk.run(&["gazetteer", "check", "--strict", "bad/planets.jsonl", "none"]));
}

#[test]
fn stats_count() {
    let printed = Desk::new().run_small(&["gazetteer", "stats"]);
    // Memory depends on the versions of the crates below.
    let without_memory: Vec<String> = printed
        .lines()
        .map(|line| match line.find(" KiB").or_else(|| line.find(" B ")) {
            Some(at) => {
                let unit_end = line[at + 1..].find(' ').map_or(line.len(), |end| at + 1 + end);
                let number_start =
                    line[..at].trim_end_matches(|c: char| c == '.' || c.is_ascii_digit()).trim_end().len();
                format!("{}  …{}", &line[..number_start], &line[unit_end..])
            }
            None => line.to_owned(),
        })
        .collect();
    assert_snapshot!("stats", without_memory.join("\n"));
}

#[test]
fn lookup_finds_by_form_beginning_name_and_id() {
    let desk = Desk::new();
    assert_snapshot!(
        "lookup",
        desk.run_small(&["gazetteer", "lookup", "Сербией", "Каз*", "wikidata:Q1", "people/tokayev", "Ромашка"])
    );
    assert_snapshot!("lookup_json", desk.run_small(&["gazetteer", "lookup", "--json", "countries/RS"]));
}

#[test]
fn expand_shows_every_form() {
    let desk = Desk::new();
    assert_snapshot!("expand_entity", desk.run_small(&["gazetteer", "expand", "countries/RS", "people/nobody"]));
    let name = ["gazetteer", "expand", "--language", "kk", "--type", "city", "--json", "Тараз"];
    assert_snapshot!("expand_name", desk.run(&name));
    let more = ["gazetteer", "expand", "--language", "kk", "--type", "city", "--kazakh-latin", "--json", "Тараз"];
    assert_snapshot!("expand_latin", desk.run(&more));
    let lines = "ru\ttoponym\tАстана\t\nru\tsurname\tТокаев\tm\nkk\torganisation\tҚаржы министрлігі\tposs3\nen\tdemonym\tSerb\t\nru\tship\tАврора\t\n";
    assert_snapshot!("expand_stdin", desk.run_with_input(&["gazetteer", "expand", "--stdin"], lines));
}

#[test]
fn suggest_proposes_adjectives() {
    let desk = Desk::new();
    desk.write("gaz/cities.tsv", "id\tname:ru\tadj:ru\n1\tПрага\t\n2\tРига\tрижский\n");
    assert_snapshot!("suggest", desk.run(&["gazetteer", "suggest", "Прага", "Караганда"]));
    assert_snapshot!("suggest_missing", desk.run_small(&["gazetteer", "suggest", "--missing", "cities"]));
}

#[test]
fn tag_prints_lines_text_and_pages() {
    let desk = Desk::new();
    desk.write("news/a.txt", "\u{feff}Президент Сербии А. Вучич 🙂 встретил сербских гостей.\n");
    desk.write(
        "news/b/c.jsonl",
        b"{\"id\": \"1\", \"text\": \"\xd0\xb2 \xd0\x9a\xd0\xb0\xd0\xb7\xd0\xb0\xd1\x85\xd1\x81\xd1\x82\xd0\xb0\xd0\xbd\xd0\xb5\"}\n{oops\n{\"text\": \"\xff\"}\n{\"id\": 2}\n",
    );
    assert_snapshot!("tag_jsonl", desk.run_small(&["tag", "news", "--encoding", "utf16"]));
    assert_snapshot!("tag_text", desk.run_small(&["tag", "news/a.txt", "--format", "text", "--color", "never"]));
    assert_snapshot!("tag_html", desk.run_small(&["tag", "news/a.txt", "--format", "html"]));
    assert_snapshot!("tag_all", desk.run_small(&["tag", "news/a.txt", "--overlap", "all", "--types", "COUNTRY,CITY"]));
    assert_snapshot!("tag_unknown_gazetteer", desk.run_small(&["tag", "news/a.txt", "--only", "planets"]));
    assert_snapshot!("tag_missing_file", desk.run_small(&["tag", "nowhere.txt"]));
    assert_snapshot!("tag_usage", desk.run_small(&["tag", "news/a.txt", "--min-score", "7"]));
}

#[test]
fn tagging_goes_on_where_it_was_stopped() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"id\": \"1\", \"text\": \"Сербия\"}\n{\"id\": \"2\", \"text\": \"РК\"}\n");
    let whole = ["tag", "in.jsonl", "--output", "out.jsonl"];
    assert!(desk.run_small(&whole).ends_with("exit code: 0"));
    let expected = desk.read("out.jsonl");
    assert_eq!(expected.lines().count(), 2);
    assert_snapshot!("tag_not_over_an_output", desk.run_small(&whole));
    // Cut in the middle of the second line.
    let first_line = expected.find('\n').unwrap();
    desk.write("out.jsonl", &expected[..first_line + 20]);
    assert!(desk.run_small(&[&whole[..], &["--resume"]].concat()).ends_with("exit code: 0"));
    assert_eq!(desk.read("out.jsonl"), expected);
    assert!(desk.run_small(&[&whole[..], &["--overwrite"]].concat()).ends_with("exit code: 0"));
    assert_eq!(desk.read("out.jsonl"), expected);
}
