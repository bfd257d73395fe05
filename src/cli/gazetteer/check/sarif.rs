//! SARIF 2.1.0, the format in which code hosts and editors read what an analysis found.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use crate::gazetteer::{Code, Diagnostic, Fix, Severity};

/// Signs that a path has and a URI reference may not; a colon would end a scheme.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The whole log.
pub(super) fn log(diagnostics: &[Diagnostic]) -> String {
    let codes: Vec<Code> =
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<BTreeSet<_>>().into_iter().collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gaztag",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("a value made of strings and numbers is written without fail")
}

const fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.summary()},
        "help": {"text": code.explanation(), "markdown": code.explanation()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(diagnostic: &Diagnostic, codes: &[Code]) -> Value {
    let artifact = json!({"uri": uri(&diagnostic.uri)});
    let mut place = json!({"artifactLocation": artifact});
    if diagnostic.line > 0 {
        place["region"] = region(diagnostic.line, diagnostic.column, diagnostic.end_column);
    }
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": level(diagnostic.severity),
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": place}],
    });
    // A deletion also takes a separator, which only the file tells.
    if let Some(Fix::Replace { columns, by }) = &diagnostic.fix {
        result["fixes"] = json!([{
            "description": {"text": "what `gaztag gazetteer check --fix` writes"},
            "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": [{
                    "deletedRegion": region(diagnostic.line, columns.start, columns.end),
                    "insertedContent": {"text": by},
                }],
            }],
        }]);
    }
    result
}

fn region(line: u32, column: u32, end_column: u32) -> Value {
    if end_column > column {
        json!({"startLine": line, "startColumn": column, "endColumn": end_column})
    } else {
        json!({"startLine": line, "startColumn": column})
    }
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    utf8_percent_encode(&path, NOT_IN_PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(uri("my gaz/a%b?.tsv"), "my%20gaz/a%25b%3F.tsv");
        assert_eq!(uri("embedded:people.tsv"), "embedded%3Apeople.tsv");
        assert_eq!(uri("люди.tsv"), "%D0%BB%D1%8E%D0%B4%D0%B8.tsv");
    }
}
