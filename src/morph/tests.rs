//! Tests of the whole room through its public function.

mod adjectives;
mod english;
mod hard_names;
mod kazakh;
mod options;
mod persons;
mod properties;
mod russian;
mod shared;

use super::*;

/// The forms of the full name, folded, with their features.
fn forms(language: Language, kind: NameKind, name: &str, hints: &Hints) -> Vec<(String, Features)> {
    let (paradigms, _) = expand(language, kind, name, hints);
    let full = paradigms.into_iter().filter(|paradigm| paradigm.variant == Variant::Full);
    full.flat_map(|paradigm| paradigm.forms).map(|form| (spelling::fold(&form.text), form.features)).collect()
}

/// Every row is a base form and its cells, one a case in the order of `cases`, separated by spaces (by `;` when they have spaces);
/// `/` where several are right, `=` for the base form.
fn check(language: Language, kind: NameKind, hints: &Hints, cases: &[Case], rows: &[(&str, &str)]) {
    for (base, row) in rows {
        let found = forms(language, kind, base, hints);
        let cells: Vec<&str> = row.split(if row.contains(';') { ';' } else { ' ' }).map(str::trim).collect();
        assert_eq!(cells.len(), cases.len(), "{base}: a cell a case");
        for (case, cell) in cases.iter().zip(cells) {
            for expected in cell.split('/') {
                let expected = spelling::fold(if expected == "=" { base } else { expected });
                let fits = found.iter().any(|(text, features)| *text == expected && features.has_case(*case));
                assert!(fits, "{base} {case:?}: no `{expected}` among {found:?}");
            }
        }
    }
}

/// Hints with a gender only.
fn of(gender: Gender) -> Hints {
    Hints { gender: Some(gender), ..Hints::default() }
}
