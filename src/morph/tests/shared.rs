//! The shared test cases (base form, case, expected form, source), where the machine has them.

use std::path::PathBuf;

use super::super::spelling::fold;
use super::super::*;
use super::forms;

/// Places, how a case that is about their residents begins, and the base form of those.
const DERIVED: [(&str, &str, &str); 1] = [("Қазақстан", "қазақстандық", "қазақстандық")];

/// The folder with the cases: `$GAZTAG_SHARED`, or `shared` beside the package.
fn cases() -> Option<String> {
    let root = std::env::var_os("GAZTAG_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    std::fs::read_to_string(root.join("eval/morphology-cases.tsv")).ok()
}

pub(super) fn kind(kind: &str) -> NameKind {
    match kind {
        "toponym" | "country" | "city" | "region" | "location" => NameKind::Toponym,
        "person" => NameKind::Person,
        "given" => NameKind::Given,
        "surname" => NameKind::Surname,
        "patronymic" => NameKind::Patronymic,
        "adjective" => NameKind::Adjective,
        "demonym" => NameKind::Demonym,
        _ => NameKind::Organization,
    }
}

pub(super) fn hints(hint: &str) -> Hints {
    Hints {
        gender: match hint {
            "m" => Some(Gender::Masc),
            "f" => Some(Gender::Fem),
            _ => None,
        },
        plural: hint == "pl",
        indeclinable: hint == "fix",
        possessed: hint == "poss3",
        ..Hints::default()
    }
}

/// The features that a label of the case column asks for; any of the alternatives will do.
fn fits(label: &str, features: Features) -> bool {
    label.split('/').any(|label| {
        label.split('.').all(|part| match part {
            "nom" => features.has_case(Case::Nom),
            "gen" => features.has_case(Case::Gen),
            "dat" => features.has_case(Case::Dat),
            "acc" => features.has_case(Case::Acc),
            "ins" => features.has_case(Case::Ins),
            "loc" => features.has_case(Case::Loc),
            "abl" => features.has_case(Case::Abl),
            "locattr" => features.has_case(Case::LocAttr),
            "sg" => features.has_number(Number::Sing),
            "pl" => features.has_number(Number::Plur),
            _ => true,
        })
    })
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn every_shared_case_is_generated_in_its_case() {
    let Some(cases) = cases() else {
        eprintln!("skipped: no shared cases here; set GAZTAG_SHARED");
        return;
    };
    let mut passed = 0;
    let mut failed = Vec::new();
    for line in cases.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [tag, type_name, base, hint, case, expected, ..] = cells.as_slice() else {
            panic!("too few cells: {line}")
        };
        // The second level of Kazakh derivation is a word of its own, with a base form of its own.
        let resident = DERIVED.iter().find(|(place, stem, _)| place == base && fold(expected).starts_with(stem));
        let (base, type_name) = resident.map_or((*base, *type_name), |(_, _, resident)| (*resident, "demonym"));
        let found = forms(Language::from_tag(tag), kind(type_name), base, &hints(hint));
        let expected = fold(expected);
        let right: Vec<_> = found.iter().filter(|(text, _)| *text == expected).collect();
        if right.iter().any(|(_, features)| features.is_empty() || fits(case, *features)) {
            passed += 1;
        } else {
            failed.push(format!("{tag} {type_name} {base} {hint} {case} {expected}: {right:?} of {found:?}"));
        }
    }
    eprintln!("{passed} shared cases passed, {} failed", failed.len());
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}
