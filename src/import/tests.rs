use super::*;

fn row(line: u32, cells: &[&str]) -> Row {
    Row { line, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn options(file_name: &str) -> ImportOptions {
    let countries = [("казахстан".to_owned(), "KZ".to_owned())].into();
    ImportOptions { file_name: file_name.to_owned(), separators: vec![';'], countries, ..ImportOptions::default() }
}

/// The table and the notes of an import, the header in line 1.
fn import(file_name: &str, rows: &[&[&str]]) -> (String, Vec<String>) {
    let rows: Vec<Row> = (1..).zip(rows).map(|(line, cells)| row(line, cells)).collect();
    let imported = import_table(&rows[0], &rows[1..], &options(file_name)).expect("a column holds names");
    (imported.tsv.clone(), told(&imported))
}

fn told(imported: &Imported) -> Vec<String> {
    let tell = |note: &Note| format!("{}:{} {}: {}", note.line, note.column, note.effect.as_str(), note.message);
    imported.notes.iter().map(tell).collect()
}

#[test]
fn headers_of_three_languages_are_known() {
    for header in [
        "Название",
        "ФИО",
        "Атауы",
        "Name",
        " Title ",
        "name:ru",
        "Название (рус.)",
        "name_kk",
        "Қазақша атауы",
        "English name",
    ] {
        let target = Target::of_header(header);
        assert!(matches!(target, Some(Target::Names { preferred: true, .. })), "{header}: {target:?}");
    }
    for header in ["Синонимы", "Synonyms", "Другие названия", "alias:kk", "Aliases (en)"] {
        let target = Target::of_header(header);
        assert!(matches!(target, Some(Target::Names { preferred: false, .. })), "{header}: {target:?}");
    }
    assert_eq!(Target::of_header("Страна"), Some(Target::Country));
    assert_eq!(Target::of_header("№ п/п"), Some(Target::Nothing));
    assert_eq!(Target::of_header("Цвет"), None);
}

#[test]
fn a_spreadsheet_of_people_becomes_a_table() {
    let (tsv, notes) = import(
        "people.tsv",
        &[
            &["№", "ФИО", "Name", "Синонимы", "Страна", "Пол", "Должность", "С", "Цвет"],
            &[
                "1",
                "Токаев Касым-Жомарт Кемелевич",
                "Kassym-Jomart Tokayev",
                "КЖТ; Тоқаев",
                "Казахстан",
                "М",
                "президент\nРК",
                "12.06.2019",
                "x",
            ],
            &["2", "Анна Ким", "", "Анна Ким;-Аня", "Атлантида", "ж", "", "вчера", ""],
            &["3", "", "", "", "", "", "никто", "", ""],
            &["4", "Анна Ким", "", "Анюта", "", "", "", "", ""],
        ],
    );
    assert_eq!(
        tsv,
        "id\tname:ru\tname:en\talias:ru\talias:kk\tcountry\tfrom\tnote\n\
         kassym-jomart-tokayev\tКасым-Жомарт Токаев{g=m}\tKassym-Jomart Tokayev\tКасым-Жомарт Кемелевич Токаев|КЖТ\tТоқаев\tKZ\t2019\tпрезидент РК\n\
         anna-kim\tАнна Ким{g=f}\t\tАня|Анюта\t\t\t\t\n"
    );
    assert_eq!(
        notes,
        [
            "1:9 dropped: column `Цвет` is none that is known; `--column note=9` keeps it",
            "2:2 changed: `Токаев Касым-Жомарт Кемелевич` is written `Касым-Жомарт Токаев`, with the patronymic as an alias",
            "2:7 changed: inside the cell line breaks and tabs are written as spaces",
            "2:8 changed: `12.06.2019` is written as the year 2019",
            "3:4 dropped: `Анна Ким` stands in the row already",
            "3:4 changed: `-Аня` is written without the minus, which would hide the name in a layer below",
            "3:5 dropped: no country is known as `Атлантида`",
            "3:8 dropped: `вчера` is no year",
            "4:0 dropped: the row has no name",
            "5:0 merged: the same entity as line 3, `anna-kim`: alias:ru `Анюта`",
        ]
    );
}

#[test]
fn parts_of_a_name_are_put_together() {
    let (tsv, _) = import("vip.tsv", &[&["Фамилия", "Имя", "Отчество"], &["Ким", "Анна", "Петровна"]]);
    assert_eq!(tsv, "id\ttype\tname:ru\talias:ru\nanna-kim\tPERSON\tАнна Ким\tАнна Петровна Ким\n");
}

#[test]
fn a_column_of_countries_holds_the_names_where_no_other_does() {
    let (tsv, _) = import("my.tsv", &[&["Страна", "Население", "Synonyms"], &["Чад", "17 000 000", "Chad"]]);
    assert_eq!(tsv, "id\ttype\tname:ru\talias:en\tprior\nchad\tCOUNTRY\tЧад\tChad\t17000000\n");
}

#[test]
fn equal_names_that_are_at_odds_stay_two() {
    let (tsv, notes) =
        import("cities.tsv", &[&["Название", "country"], &["Тараз", "KZ"], &["Тараз", "RU"], &["Тараз", "KZ"]]);
    assert_eq!(tsv, "id\tname:ru\tcountry\ntaraz\tТараз\tKZ\ntaraz-ru\tТараз\tRU\n");
    assert_eq!(notes.len(), 2, "{notes:?}");
}

#[test]
fn what_the_reader_would_refuse_is_dropped_with_its_reason() {
    let (tsv, notes) = import("rivers.tsv", &[&["Название"], &["Волга"]]);
    assert_eq!(tsv, "");
    assert!(notes[0].starts_with("2:0 dropped: MISSING_TYPE"), "{notes:?}");
}

#[test]
fn columns_can_be_named() {
    let rows = [row(1, &["A", "B"]), row(2, &["x y", "Волга"])];
    let mut options = ImportOptions { entity_type: Some("RIVER".into()), ..options("rivers.tsv") };
    options.columns = vec![("id".into(), "1".into()), ("name:ru".into(), "b".into())];
    let imported = import_table(&rows[0], &rows[1..], &options).expect("columns exist");
    assert_eq!(imported.tsv, "id\ttype\tname:ru\nx-y\tRIVER\tВолга\n");
    options.columns[1].1 = "C".into();
    let error = import_table(&rows[0], &rows[1..], &options).expect_err("no such column");
    assert_eq!(error, "there is no column `C`; there are `A`, `B`");
}

#[test]
fn patterns_of_words_become_names() {
    let lines = r#"{"label": "ORG", "pattern": "Apple", "id": "apple"}
{"label": "ORG", "pattern": [{"LOWER": "apple"}, {"LOWER": "inc"}, {"ORTH": "."}], "id": "apple"}
{"label": "GPE", "pattern": [{"TEXT": "Нур"}, {"TEXT": "-"}, {"TEXT": "Султан"}]}
{"label": "ORG", "pattern": [{"LEMMA": "банк"}]}
{"label": "ORG", "pattern": [{"LOWER": "a", "OP": "?"}]}
oops
"#;
    let imported = import_patterns(lines, &options("spacy.tsv"));
    assert_eq!(
        imported.tsv,
        "id\ttype\tname:ru\tname:en\talias:en\napple\tORGANIZATION\t\tApple\tapple inc.\nnur-sultan\tLOCATION\tНур-Султан\t\t\n"
    );
    assert_eq!((imported.entities, imported.dropped_rows), (2, 3));
    let notes = told(&imported);
    assert_eq!(notes[0], "2:0 merged: the same entity as line 1, `apple`: alias:en `apple inc.`");
    assert_eq!(
        notes[1],
        "4:0 dropped: token 1 asks for `LEMMA`: \"банк\"; only words (`LOWER`, `TEXT`, `ORTH`) make a name"
    );
}
