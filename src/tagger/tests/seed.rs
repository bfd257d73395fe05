//! The seed article, by the default gazetteers.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::gazetteer::embedded_files;
use crate::tagger::*;
use crate::text::{OffsetUnit, convert_spans};

/// The default gazetteers, built once.
fn default_tagger() -> &'static Tagger {
    static TAGGER: OnceLock<Tagger> = OnceLock::new();
    TAGGER.get_or_init(|| {
        let model = Model::build(&embedded_files()).0;
        Tagger::new(Arc::new(model), TagOptions::default()).expect("no gazetteers are chosen")
    })
}

/// A file that stands beside the checkout on the maintainers' machines; tests that need it skip where it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("GAZTAG_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(root.join(path)).filter(|file| file.exists())
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn finds_every_mention_of_the_seed_article() {
    let Some(path) = shared("seed/expected.jsonl") else {
        eprintln!("skipped: no seed article beside this checkout");
        return;
    };
    let line = std::fs::read_to_string(path).expect("the file is readable");
    let gold: serde_json::Value = serde_json::from_str(&line).expect("one JSON object");
    let text = gold["text"].as_str().expect("a text");
    let tagging = default_tagger().tag(text, None);
    let spans: Vec<Range<usize>> = tagging.mentions.iter().map(|mention| mention.span.clone()).collect();
    let spans = convert_spans(text, OffsetUnit::Utf32, &spans);
    let found: Vec<(u64, u64, &str, &str)> = tagging
        .mentions
        .iter()
        .zip(&spans)
        .map(|(mention, span)| {
            let entity = &mention.candidates[0].entity;
            (span.start as u64, span.end as u64, &*entity.entry.entity_type, &*entity.resource_name)
        })
        .collect();
    let gold: Vec<(u64, u64, &str, &str)> = gold["spans"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|span| {
            let text = |key: &str| span[key].as_str().expect("a string");
            let number = |key: &str| span[key].as_u64().expect("a number");
            (number("start"), number("end"), text("type"), text("entity"))
        })
        .collect();
    assert_eq!(found.len(), gold.len(), "{found:#?}");
    for (found, gold) in found.iter().zip(&gold) {
        // A mention whose entity the article's annotator had no id for has none in the file.
        let same_entity = gold.3.is_empty() || found.3 == gold.3;
        assert!(
            same_entity && (found.0, found.1, found.2) == (gold.0, gold.1, gold.2),
            "{found:?} instead of {gold:?}"
        );
    }
}
