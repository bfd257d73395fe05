//! Real texts: the development corpora, where they lie beside the checkout (`GAZTAG_SHARED`, else `../shared`).

use std::fs;
use std::path::PathBuf;

/// The texts of a corpus, JSON lines with `text`; `None` where it is not there.
pub(crate) fn corpus(path: &str) -> Option<Vec<String>> {
    let root = std::env::var_os("GAZTAG_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let lines = fs::read_to_string(root.join("eval").join(path)).ok()?;
    let text = |line: &str| {
        let document: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(document["text"].as_str()?.to_owned())
    };
    Some(lines.lines().filter_map(text).collect())
}
