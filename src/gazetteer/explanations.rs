//! What each code means, at length: the sections of `docs/CHECKS.md`, which the program carries.

use super::Code;

const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CHECKS.md"));

impl Code {
    /// What is wrong, why it matters, an example and what to do, in Markdown.
    pub fn explanation(self) -> &'static str {
        section(self.as_str()).unwrap_or_default()
    }
}

/// The text below the heading of this name.
fn section(name: &str) -> Option<&'static str> {
    let heading = PAGE.match_indices("\n### ").find(|(at, mark)| {
        let line = PAGE[at + mark.len()..].lines().next();
        line.is_some_and(|line| line == name)
    });
    let text = &PAGE[heading?.0 + "\n### ".len() + name.len()..];
    let end = text.find("\n## ").into_iter().chain(text.find("\n### ")).min().unwrap_or(text.len());
    Some(text[..end].trim())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_explained_and_no_other() {
        let headings: BTreeSet<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(headings, codes);
        for code in Code::ALL {
            assert!(code.explanation().len() > 100, "{}", code.as_str());
        }
    }

    #[test]
    fn the_page_of_errors_lists_every_code_and_no_other() {
        let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ERRORS.md"));
        let (_, codes) = page.split_once("\n## Problems of gazetteer files").expect("the section is there");
        let rows: BTreeSet<(String, String)> = codes
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|row| {
                let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).skip(1);
                (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
            })
            .collect();
        let known = Code::ALL.iter().map(|code| (code.as_str().to_owned(), code.severity().as_str().to_owned()));
        assert_eq!(rows, known.collect());
    }
}
