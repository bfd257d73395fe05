//! Hard names that were read by eye, form by form: `hard_names.tsv`. A cell a case; `/` where several are right, `=` for the base
//! form, `-` for a case that is left out.

use super::super::spelling::fold;
use super::super::*;
use super::forms;
use super::shared::{hints, kind};

const ROWS: &str = include_str!("hard_names.tsv");

const fn cases(language: Language) -> &'static [Case] {
    match language {
        Language::Russian => &[Case::Gen, Case::Dat, Case::Acc, Case::Ins, Case::Loc],
        Language::Kazakh => &[Case::Gen, Case::Acc, Case::Dat, Case::Loc, Case::Abl, Case::Ins],
        Language::English | Language::Other => &[Case::Gen],
    }
}

#[test]
fn every_form_is_generated_in_its_case() {
    let (mut names, mut checked, mut failed) = (0, 0, Vec::new());
    for row in ROWS.lines().skip(1) {
        let [tag, kind_name, name, hint, cells] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five cells: {row}")
        };
        let language = Language::from_tag(tag);
        let found = forms(language, kind(kind_name), name, &hints(hint));
        let cells: Vec<&str> = cells.split(';').map(str::trim).collect();
        assert_eq!(cells.len(), cases(language).len(), "{name}: a cell a case");
        names += 1;
        for (case, cell) in cases(language).iter().zip(cells).filter(|(_, cell)| *cell != "-") {
            for form in cell.split('/') {
                checked += 1;
                let expected = fold(if form == "=" { name } else { form });
                if !found.iter().any(|(text, features)| *text == expected && features.has_case(*case)) {
                    failed.push(format!("{tag} {name} {case:?}: no `{form}` among {found:?}"));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
    assert!(names >= 100 && checked >= 400, "{names} names, {checked} forms");
}

/// What a native reader struck out of the expansions: the fault of a class, a name each.
#[test]
fn forms_that_no_reader_would_write_are_not_generated() {
    for (tag, kind_name, name, form) in [
        ("ru", "toponym", "Алматы", "Алмат"),
        ("ru", "toponym", "Нагасаки", "Нагасак"),
        ("ru", "toponym", "Никарагуа", "Никарагуы"),
        ("ru", "toponym", "Соединённые Штаты Америки", "Соединённых Штатов Америк"),
        ("ru", "toponym", "Юг Африки", "Юга Африк"),
        ("ru", "toponym", "Гусь-Хрустальный", "Гуси-Хрустального"),
        ("ru", "organization", "Халык банк", "Халыка банк"),
        ("ru", "organization", "ООН", "ООНа"),
        ("ru", "toponym", "ЮАР", "ЮАРа"),
        ("ru", "person", "Ермек Кошербаев", "Ермька Кошербаева"),
        ("ru", "person", "Пётр Порошенко", "Пётра Порошенко"),
        ("ru", "person", "Николя Саркози", "Николи Саркози"),
        ("ru", "person", "Ивица Дачич", "Ивицы Дачич"),
        ("ru", "person", "Анн Идальго", "Анна Идальго"),
        ("ru", "person", "Касым-Жомарт Кемелевич Токаев", "Касым-Жомартом Кемелевичом Токаевым"),
        ("kk", "toponym", "Америка Құрама Штаттары", "Америка Құрама Штаттарыға"),
        ("kk", "organization", "Біріккен Ұлттар Ұйымы", "Біріккен Ұлттар Ұйымыға"),
        ("en", "toponym", "The Hague", "Hague"),
    ] {
        let (paradigms, _) = expand(Language::from_tag(tag), kind(kind_name), name, &Hints::default());
        let texts = paradigms.iter().flat_map(|paradigm| &paradigm.forms).map(|form| form.text.as_str());
        assert!(!texts.into_iter().any(|text| text == form), "{name}: {form}");
    }
}
