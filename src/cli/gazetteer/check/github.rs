//! Annotations of GitHub Actions: `::error file=people.tsv,line=2,col=3::...`.

use std::fmt::Write as _;

use crate::gazetteer::{Diagnostic, Severity};

/// The command that annotates the place of a diagnostic.
pub(super) fn annotation(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let Diagnostic { line, column, end_column, .. } = diagnostic;
    let mut place = format!("file={}", property(&diagnostic.uri));
    if *line > 0 {
        let _ = write!(place, ",line={line},col={column}");
    }
    if end_column > column {
        // Theirs is the last column, ours the one behind it.
        let _ = write!(place, ",endLine={line},endColumn={}", end_column - 1);
    }
    let title = diagnostic.code.as_str();
    format!("::{command} {place},title={title}::{}", data(&diagnostic.message))
}

/// Text behind the second `::`, in which a line break ends the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which a comma or a colon ends.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Code;

    #[test]
    fn what_has_a_meaning_for_the_reader_is_escaped() {
        let diagnostic = Diagnostic::new(Code::UnknownFlag, &"a,b:c.tsv".into(), 2, 3, "100% of\nit".to_owned());
        assert_eq!(
            annotation(&diagnostic.clone().until(6)),
            "::error file=a%2Cb%3Ac.tsv,line=2,col=3,endLine=2,endColumn=5,title=UNKNOWN_FLAG::100%25 of%0Ait"
        );
        let of_file = Diagnostic { line: 0, column: 0, end_column: 0, ..diagnostic };
        assert_eq!(annotation(&of_file), "::error file=a%2Cb%3Ac.tsv,title=UNKNOWN_FLAG::100%25 of%0Ait");
    }
}
