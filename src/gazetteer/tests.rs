use super::*;

fn read(content: &str) -> (Vec<Arc<Entry>>, Vec<String>) {
    let file = GazetteerFile::parse("people.tsv", "people.tsv", content.as_bytes());
    (file.entries, file.diagnostics.iter().map(ToString::to_string).collect())
}

#[test]
fn reads_a_table() {
    let table = "\u{FEFF}# People\n\nid\tname:ru\talias:ru\tcountry\tprior\tref:wikidata\tfrom\r\n\
                 a-b\tКасым-Жомарт Токаев{g=m,short}\tКасым-Жомарт Кемелевич Токаев{g=m}|Токаев К.{form}\tKZ\t1e8\tQ1\t2019\r\n";
    let (entries, diagnostics) = read(table);
    assert_eq!(diagnostics, Vec::<String>::new());
    let [entry] = &entries[..] else { panic!("one entry, not {entries:?}") };
    assert_eq!(entry.id, "a-b");
    assert_eq!(&*entry.entity_type, "PERSON");
    assert_eq!(entry.source.line, 4);
    assert_eq!(entry.display_name("kk"), "Касым-Жомарт Токаев");
    assert_eq!(entry.external_ids, [("wikidata".to_owned(), "Q1".to_owned())]);
    assert_eq!(entry.metadata, [("country".to_owned(), "KZ".to_owned()), ("from".to_owned(), "2019".to_owned())]);
    let names: Vec<(&str, bool, u32)> =
        entry.names.iter().map(|name| (&*name.text, name.preferred, name.column)).collect();
    assert_eq!(
        names,
        [("Касым-Жомарт Токаев", true, 5), ("Касым-Жомарт Кемелевич Токаев", false, 36), ("Токаев К.", false, 71)]
    );
    assert!(entry.names[0].flags.short && entry.names[2].flags.form);
    assert!((entry.prior() - 0.8).abs() < 0.001);
}

/// Every fault is told with its place and what to do, and takes away its own row only.
#[test]
fn tells_what_is_wrong_and_where() {
    let cases = [
        ("", "people.tsv:1:1: error[MISSING_HEADER]"),
        ("name:ru\nТокаев\n", "people.tsv:1:1: error[MISSING_COLUMN]: the header has no column `id`"),
        ("id\tprior\na\t1\n", "people.tsv:1:1: error[MISSING_COLUMN]: the header has no column of names"),
        (
            "id\tname:ru\tcontry\n",
            "people.tsv:1:12: error[UNKNOWN_COLUMN]: unknown column `contry`; did you mean `country`?",
        ),
        ("id\tname:ru\tname:ru\n", "people.tsv:1:12: error[DUPLICATE_COLUMN]"),
        ("id\tname:ru\na\tБ\tВ\n", "people.tsv:2:5: error[TOO_MANY_CELLS]"),
        ("id\tname:ru\n\tБ\n", "people.tsv:2:1: error[MISSING_ID]"),
        ("id\tname:ru\nа\tБ\n", "people.tsv:2:1: error[INVALID_ID]"),
        ("id\tname:ru\na\tБ\nb\tВ\na\tГ\n", "people.tsv:4:1: error[DUPLICATE_ID]: id `a` stands in line 2 already"),
        ("id\tname:ru\na\n", "people.tsv:2:1: error[MISSING_NAME]"),
        ("id\tname:ru\na\t—\n", "people.tsv:2:3: error[UNMATCHABLE_NAME]"),
        ("id\tname:ru\na\tДюма{fx}\n", "people.tsv:2:8: error[UNKNOWN_FLAG]: unknown flag `fx`; did you mean `fix`?"),
        ("id\tname:ru\na\tДюма{g=q}\n", "people.tsv:2:8: error[INVALID_FLAG]"),
        ("id\tname:ru\na\tДюма{fix\n", "people.tsv:2:7: error[MALFORMED_FLAGS]"),
        ("id\tname:ru\tprior\na\tБ\t-1\n", "people.tsv:2:5: error[INVALID_NUMBER]"),
        (
            "id\tname:ru\tfrom\tto\na\tБ\t2020\t2019\n",
            "people.tsv:2:5: error[INVALID_YEAR]: `from` 2020 is after `to` 2019",
        ),
        ("id\tname:ru\tto\na\tБ\tlater\n", "people.tsv:2:5: error[INVALID_YEAR]"),
        ("id\tname:ru\tstatus\na\tБ\tgone\n", "people.tsv:2:5: error[INVALID_STATUS]"),
        ("id\tname:ru\ttype\na\tБ\tPerson\n", "people.tsv:2:5: error[INVALID_TYPE]"),
        ("id\tname:ru\na\tБ\u{7}\n", "people.tsv:2:4: error[CONTROL_CHARACTER]"),
        ("id\tname:ru\na\t Б\n", "people.tsv:2:3: warning[STRAY_WHITESPACE]"),
        ("id\tname:ru\talias:ru\na\tБ\tВ||Г\n", "people.tsv:2:7: warning[EMPTY_NAME]"),
        ("id\tname:ru\talias:ru\na\tБ\tБ\n", "people.tsv:2:5: warning[REPEATED_NAME]"),
    ];
    for (table, expected) in cases {
        let (_, diagnostics) = read(table);
        assert!(diagnostics.first().is_some_and(|first| first.starts_with(expected)), "{expected}: {diagnostics:#?}");
    }
}

#[test]
fn all_problems_are_told_at_once_and_good_rows_stay() {
    let (entries, diagnostics) = read("id\tname:ru\na\tБ{x}\nb\tВ\nc\t\nb\tГ\n");
    assert_eq!(diagnostics.len(), 3);
    assert_eq!(entries.iter().map(|entry| &*entry.id).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn a_line_that_is_not_utf8_is_told_by_its_column() {
    let file = GazetteerFile::parse("people.tsv", "p", b"id\tname:ru\na\t\xD0\x91\xD0\nb\t\xD0\x92\n");
    assert_eq!(
        file.diagnostics[0].to_string(),
        "p:2:4: error[INVALID_UTF8]: byte 0xD0 is not UTF-8; save the file in UTF-8"
    );
    assert_eq!(file.entries.len(), 1);
}

#[test]
fn a_file_of_another_kind_is_refused() {
    for name in ["people.csv", "people", "лица.tsv", ".tsv"] {
        let file = GazetteerFile::parse(name, name, b"id\tname:ru\n");
        assert_eq!(file.diagnostics[0].code, Code::InvalidFileName, "{name}");
    }
    let file = GazetteerFile::parse("products.tsv", "products.tsv", "id\tname:ru\nа1\tБ\na\tБ\n".as_bytes());
    assert_eq!(file.diagnostics.last().map(|last| last.code), Some(Code::MissingType));
}

#[test]
fn json_lines_mean_the_same_as_a_table() {
    let table = "id\tname:ru\talias:ru\tprior\na\tБ{fix}\tВ|Г\t5\n";
    let lines = "{\"id\": \"a\", \"name:ru\": \"Б{fix}\", \"alias:ru\": [\"В\", \"Г\"], \"prior\": 5}\n";
    let file = GazetteerFile::parse("people.jsonl", "people.jsonl", lines.as_bytes());
    assert_eq!(file.diagnostics, []);
    let without_places = |mut entry: Arc<Entry>| {
        let without = Arc::make_mut(&mut entry);
        without.source = Source { uri: "".into(), line: 0 };
        without.names.iter_mut().for_each(|name| name.column = 0);
        entry
    };
    assert_eq!(without_places(file.entries[0].clone()), without_places(read(table).0[0].clone()));
}

#[test]
fn json_that_is_wrong_is_told_by_line() {
    let cases = [
        ("[1]", "p:1:1: error[INVALID_JSON]: not a JSON object"),
        ("{\"id\": 1,}", "p:1:10: error[INVALID_JSON]"),
        (
            "{\"id\": \"a\", \"nam:ru\": \"Б\"}",
            "p:1:13: error[UNKNOWN_COLUMN]: unknown column `nam:ru`; did you mean `name:ru`?",
        ),
        (
            "{\"note\": \"id\", \"id\": \"a\", \"id\": \"b\"}",
            "p:1:16: error[DUPLICATE_COLUMN]: key `id` stands in the object twice",
        ),
        ("{\"id\": \"a\", \"name:ru\": 5}", "p:1:13: error[INVALID_JSON]: `name:ru` takes a string or a list"),
        (
            "{\"id\": \"a\", \"name:ru\": \"Б\", \"prior\": [1]}",
            "p:1:29: error[INVALID_JSON]: `prior` takes a string or a number",
        ),
    ];
    for (line, expected) in cases {
        let file = GazetteerFile::parse("people.jsonl", "p", line.as_bytes());
        let first = file.diagnostics.first().map(ToString::to_string).unwrap_or_default();
        assert!(first.starts_with(expected), "{line}: {first}");
    }
}

#[test]
fn layers_add_replace_and_hide() {
    let base = "id\tname:ru\talias:ru\na\tАлеф\tБет|Гимел\nb\tБета\t\nc\tВав\t\n";
    let over =
        "id\tname:ru\talias:ru\tstatus\na\t\t-Бет|-Зет\t\nb\tБетта\t\t\nc\t\t\tremoved\nd\tДалет\t\t\nx\t\t-Хет\t\n";
    let files = [
        GazetteerFile::parse("people.tsv", "base", base.as_bytes()),
        GazetteerFile::parse("people.tsv", "over", over.as_bytes()),
        GazetteerFile::parse("cities.tsv", "cities", "id\tname:ru\n1\tКиров\n".as_bytes()),
    ];
    assert!(files.iter().all(|file| !file.has_errors()), "{files:#?}");
    let (merged, diagnostics) = merge(&files);
    let shown: Vec<(String, Vec<String>)> = merged
        .iter()
        .flat_map(|gazetteer| {
            gazetteer.entries.iter().map(|entry| (format!("{}/{}", gazetteer.gazetteer, entry.id), entry))
        })
        .map(|(name, entry)| (name, entry.names.iter().map(|name| name.text.clone()).collect()))
        .collect();
    let expected = [
        ("cities/1", vec!["Киров"]),
        ("people/a", vec!["Алеф", "Гимел"]),
        ("people/b", vec!["Бетта"]),
        ("people/d", vec!["Далет"]),
    ];
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(name, names)| (name.to_owned(), names.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(shown, expected);
    let told: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "over:2:9: warning[NOTHING_TO_HIDE]: `a` has no name `Зет` in `ru`",
            "over:6:1: warning[NOTHING_TO_HIDE]: no earlier layer has an entity `x`"
        ]
    );
}

#[test]
fn the_default_gazetteers_have_no_fault() {
    let files = embedded_files();
    let diagnostics: Vec<&Diagnostic> = files.iter().flat_map(|file| &file.diagnostics).collect();
    assert!(diagnostics.is_empty(), "{}", diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}
