//! What inflection has to say of a name, as a diagnostic for its editor.

use super::MOST_WORDS;
use crate::gazetteer::{Code, Diagnostic, Entry, Name};
use crate::morph::Remark;

/// A remark on a name of an entry as a diagnostic.
pub(crate) fn diagnostic(entry: &Entry, name: &Name, remark: &Remark) -> Diagnostic {
    let (code, message) = explain(&name.text, remark);
    Diagnostic::new(code, &entry.source.uri, entry.source.line, name.column, message)
}

/// Says that a name is too long to be searched for.
pub(super) fn too_many_words(entry: &Entry, name: &Name) -> Diagnostic {
    let message = format!("a name has at most {MOST_WORDS} words, this one has more; shorten it");
    Diagnostic::new(Code::NameTooLong, &entry.source.uri, entry.source.line, name.column, message)
}

/// A remark on a name in the words of a diagnostic.
fn explain(name: &str, remark: &Remark) -> (Code, String) {
    match remark {
        Remark::UnknownClass { word } => {
            let message = format!(
                "no class declines `{word}` of `{name}`: say `{{fix}}`, or `{{like=WORD}}` with a word that does"
            );
            (Code::UnknownClass, message)
        }
        Remark::GenderUnknown => (
            Code::UnknownGender,
            format!("the gender of `{name}` cannot be told, both are found: say `{{g=m}}` or `{{g=f}}`"),
        ),
        Remark::NoSuchClass { class } => (
            Code::NoSuchClass,
            format!("there is no class `{class}` in this language; docs/MORPHOLOGY.md lists the classes"),
        ),
    }
}
