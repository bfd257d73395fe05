//! What inflection has to say of the names of a gazetteer file, as diagnostics for its editor.

use std::sync::Arc;

use super::paradigms;
use crate::gazetteer::{Code, Diagnostic, EntryKind, GazetteerFile};
use crate::morph::Remark;

/// What inflection has to say of every name of a file that is searched for, in file order.
pub(crate) fn remarks(file: &GazetteerFile) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in file.entries.iter().filter(|entry| entry.kind == EntryKind::Entity) {
        for name in entry.names.iter().filter(|name| !name.flags.never) {
            for remark in paradigms(entry, name).1 {
                let (code, message) = explain(&name.text, &remark);
                diagnostics.push(Diagnostic {
                    severity: code.severity(),
                    code,
                    message,
                    uri: Arc::clone(&entry.source.uri),
                    line: entry.source.line,
                    column: name.column,
                });
            }
        }
    }
    diagnostics
}

/// A remark on a name in the words of a diagnostic.
pub(crate) fn explain(name: &str, remark: &Remark) -> (Code, String) {
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
