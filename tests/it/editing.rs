//! What editors are shown before and after an edit, word for word: `gazetteer diff`, `expand` of a file, `lookup` with layers, `import`.

use insta::assert_snapshot;

use crate::tools::Desk;

const OLD: &str = "id\tname:ru\talias:ru\tprior\n\
    1\tТараз\tДжамбул|Аулие-Ата{fix}\t300000\n\
    2\tВена\t\t1900000\n\
    3\tРудный\t\t100000\n";
const NEW: &str = "id\tname:ru\talias:ru\tprior\n\
    1\tТараз\tДжамбул|Мирзоян\t320000\n\
    2\tВена{never}\t\t1900000\n\
    4\tАрал\t\t30000\n";
const NEWS: &str = "Из Тараза, бывшего Аулие-Ата и Мирзояна, в Вену.\n\n\
    Как сообщает корреспондент, отправленный редакцией на место событий, поезд вчера прибыл в Арал из Рудного почти без опоздания.\n";

#[test]
fn diff_shows_entries_and_mentions() {
    let desk = Desk::new();
    desk.write("old/cities.tsv", OLD);
    desk.write("new/cities.tsv", NEW);
    desk.write("news/a.txt", NEWS);
    desk.write("news/b.jsonl", "{\"id\": \"x\", \"text\": \"😀 в\\nАрал\"}\n");
    let diff =
        |arguments: &[&str]| desk.run(&[&["gazetteer", "diff"], arguments, &["--no-default-gazetteers"]].concat());
    assert_snapshot!("diff_entries", diff(&["old", "new"]));
    assert_snapshot!("diff_mentions", diff(&["old", "new", "news"]));
    assert_snapshot!("diff_limit", diff(&["old", "new", "news", "--limit", "1", "--exit-code"]));
    assert_snapshot!("diff_json", diff(&["old", "new", "news/b.jsonl", "--format", "json"]));
    assert_snapshot!("diff_same", diff(&["old", "old", "news", "--exit-code"]));
    // Over another layer, from nothing, and two files whose names differ.
    assert_snapshot!("diff_over_a_layer", diff(&["-", "new", "--gazetteers", "old"]));
    desk.write("old.tsv", OLD);
    assert_snapshot!("diff_files", diff(&["old.tsv", "new/cities.tsv", "--limit", "1"]));
    desk.write("bad/cities.tsv", "id\tname:ru\n1\tТараз{x}\n2\tВена\n");
    assert_snapshot!("diff_from_bad", diff(&["bad", "new", "--limit", "1"]));
    assert_snapshot!("diff_to_bad", diff(&["old", "bad"]));
    desk.write("news/c.jsonl", "{oops\n");
    assert_snapshot!("diff_unreadable", diff(&["old", "old", "news"]));
}

#[test]
fn expand_reads_a_file() {
    let desk = Desk::new();
    let table = "id\tname:ru\tname:en\n\
        a\tИван Дюма{g=m}\tIvan Dumas\nb\tМишель Барнье\t\nc\tРоман Рось{class=f.rar}\t\nd\tИван Ли{x}\t\n";
    desk.write("my/people.tsv", table);
    desk.write("my/cities.tsv", "id\tname:ru\tname:en\n1\tВена\tNice\n2\tРоман{fix}\tRoman{never}\n");
    let expand = |arguments: &[&str]| {
        desk.run(&[&["gazetteer", "expand"], arguments, &["--no-default-gazetteers", "--gazetteers", "my"]].concat())
    };
    // A folder with an error is told and not used.
    assert_snapshot!("expand_file_beside_errors", expand(&["my/people.tsv"]));
    desk.write("my/people.tsv", table.replace("{x}", ""));
    assert_snapshot!("expand_file_people", expand(&["my/people.tsv"]));
    assert_snapshot!("expand_file_cities", expand(&["my/cities.tsv"]));
    assert_snapshot!("expand_file_json", expand(&["my/cities.tsv", "--json"]));
    assert_snapshot!("expand_no_file", expand(&["our/cities.tsv", "cities.tsv"]));
    let language = ["--language", "ru", "--type"];
    assert_snapshot!("expand_unknown_class", expand(&[&language[..], &["city", "Рось{class=m.rar}"]].concat()));
    assert_snapshot!("expand_two_genders", expand(&[&language[..], &["person", "Мишель Барнье"]].concat()));
    assert_snapshot!("expand_hint", expand(&[&language[..], &["city", "--hint", "class=m.soft", "Рось"]].concat()));
}

/// Three layers of one gazetteer: the second hides, the third replaces.
fn layers(desk: &Desk) {
    desk.write("base/cities.tsv", "id\tname:ru\tname:kk\talias:ru\tprior\n1\tТараз\tТараз\tДжамбул|Мирзоян\t300000\n2\tВена\t\t\t1900000\n3\tАрал\tАрал\t\t\n");
    desk.write(
        "over/cities.tsv",
        "id\tname:ru\talias:ru\tstatus\n1\t\t-Мирзоян\t\n2\t\t\tremoved\n4\tРудный\tТараз\t\n",
    );
    desk.write("top/cities.tsv", "id\tname:ru\talias:ru\n3\tАральск\t\n");
    desk.write("top/people.tsv", "id\tname:ru\na\tИван Тараз{g=m}\n");
}

const LAYERS: [&str; 7] =
    ["--no-default-gazetteers", "--gazetteers", "base", "--gazetteers", "over", "--gazetteers", "top"];

#[test]
fn lookup_tells_layers_and_forms() {
    let desk = Desk::new();
    layers(&desk);
    let lookup = |arguments: &[&str]| desk.run(&[&["gazetteer", "lookup"], arguments, &LAYERS[..]].concat());
    assert_snapshot!("lookup_replaced_entity", lookup(&["cities/3"]));
    assert_snapshot!("lookup_hidden_entity", lookup(&["cities/2", "Вену"]));
    assert_snapshot!("lookup_hidden_name", lookup(&["Мирзояна", "Арала"]));
    assert_snapshot!("lookup_surface", lookup(&["Таразом"]));
    assert_snapshot!("lookup_layers_json", lookup(&["--json", "Тараза", "Вена", "cities/2"]));
}

#[test]
fn layers_add_replace_and_hide_in_texts() {
    let desk = Desk::new();
    layers(&desk);
    desk.write("n.txt", "Были в Таразе, в Джамбуле, в Мирзояне, в Арале, в Аральске и в Рудном.\n");
    let tag = ["tag", "n.txt", "--format", "text", "--color", "never"];
    let shown = |count: usize| desk.run(&[&tag[..], &LAYERS[..count]].concat());
    assert_snapshot!("layers_one", shown(3));
    assert_snapshot!("layers_two", shown(5));
    assert_snapshot!("layers_three", shown(7));
}

#[test]
fn stats_count_by_file_and_language() {
    let desk = Desk::new();
    layers(&desk);
    let printed = desk.run(&[&["gazetteer", "stats", "--json"], &LAYERS[..]].concat());
    let mut stats: serde_json::Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    // Memory depends on the versions of the crates below.
    stats["gazetteers"] = serde_json::Value::Null;
    for file in stats["files"].as_array_mut().unwrap() {
        for language in file["languages"].as_array_mut().unwrap() {
            assert!(language["memory_bytes"].as_u64().unwrap() > 0);
            language["memory_bytes"] = serde_json::Value::Null;
        }
    }
    assert_snapshot!("stats_json", serde_json::to_string_pretty(&stats).unwrap());
}

#[test]
fn a_spreadsheet_is_imported() {
    let desk = Desk::new();
    let sheet = "№;ФИО;Name;Синонимы;Страна;Пол;Должность;С\r\n\
        1;Токаев Касым-Жомарт Кемелевич;Kassym-Jomart Tokayev;\"КЖТ;Тоқаев\";Казахстан;м;\"президент\nРК\";12.06.2019\r\n\
        2;Анна Ким;;-Аня;Атлантида;ж;;вчера\r\n\
        3;;;;;;никто;\r\n\
        4;Анна Ким;;Анюта;;;;\r\n";
    let import = |arguments: &[&str]| desk.run(&[&["gazetteer", "import"], arguments].concat());
    desk.write("people.csv", sheet);
    assert_snapshot!("import_people", import(&["people.csv", "--into", "people.tsv"]));
    // The table loads, and its names are found.
    assert!(import(&["people.csv", "--into", "people.tsv", "-o", "out/people.tsv"]).ends_with("exit code: 2"));
    desk.write("out/keep", "");
    import(&["people.csv", "--into", "people.tsv", "-o", "out/people.tsv"]);
    assert_snapshot!("import_checked", desk.run(&["gazetteer", "check", "out/people.tsv"]));
    assert_snapshot!("import_not_over", import(&["people.csv", "--into", "people.tsv", "-o", "out/people.tsv"]));
    let again = import(&["people.csv", "--into", "people.tsv", "-o", "out/people.tsv", "--overwrite"]);
    assert!(again.ends_with("exit code: 1"), "a row has no name: {again}");
    // Ids of a file that is there are not given again.
    assert_snapshot!("import_beside", import(&["people.csv", "--into", "out/people.tsv"]));

    let utf16: Vec<u8> = "\u{FEFF}Страна\tSynonyms\nЧад\tChad\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.write("utf16.csv", utf16);
    assert_snapshot!("import_utf16", import(&["utf16.csv"]));
    // «Чад» in windows-1251.
    desk.write("cp1251.csv", b"Name,Colour\n\xD7\xE0\xE4,red\n");
    assert_snapshot!("import_cp1251", import(&["cp1251.csv", "--type", "COUNTRY", "--column", "note=2"]));
    assert_snapshot!("import_no_names", import(&["cp1251.csv", "--column", "note=Name"]));
    assert_snapshot!("import_no_such_column", import(&["cp1251.csv", "--column", "name:ru=Title"]));
    assert_snapshot!("import_usage", import(&["cp1251.csv", "--into", "people.jsonl"]));
}

#[test]
fn patterns_are_imported() {
    let desk = Desk::new();
    let patterns = r#"{"label": "ORG", "pattern": "Kazatomprom", "id": "kap"}
{"label": "ORG", "pattern": [{"LOWER": "казатомпром"}], "id": "kap"}
{"label": "GPE", "pattern": [{"TEXT": "Нур"}, {"TEXT": "-"}, {"TEXT": "Султан"}]}
{"label": "ORG", "pattern": [{"LEMMA": "банк"}]}
{"label": "ORG"}
"#;
    desk.write("patterns.jsonl", patterns);
    assert_snapshot!("import_patterns", desk.run(&["gazetteer", "import", "patterns.jsonl", "--into", "spacy.tsv"]));
}
