//! Tests of the whole room through its public function.

mod properties;
mod shared;

use super::*;

/// The forms of the full name in one case, folded.
fn forms(language: Language, kind: NameKind, name: &str, hints: &Hints) -> Vec<(String, Features)> {
    let (paradigms, _) = expand(language, kind, name, hints);
    let full = paradigms.into_iter().filter(|paradigm| paradigm.variant == Variant::Full);
    full.flat_map(|paradigm| paradigm.forms).map(|form| (spelling::fold(&form.text), form.features)).collect()
}
