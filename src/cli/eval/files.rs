//! The files of `gaztag eval`: the corpus, the predictions of another run, the predictions of this one.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::documents::describe;
use crate::cli::exit::Stopped;
use crate::eval::{GoldDocument, PredictedSpan, RunDocument};

/// The predictions of another run.
pub(super) struct OtherRun {
    /// The file, as messages call it.
    pub(super) name: String,
    /// By document of the corpus.
    pub(super) predictions: Vec<Vec<PredictedSpan>>,
    /// Documents of the corpus that the file does not have.
    pub(super) missing: usize,
}

/// The documents of a corpus.
pub(super) fn read_gold(path: &Path) -> Result<Vec<GoldDocument>, Stopped> {
    let documents: Vec<(String, GoldDocument)> = read_lines(path, "an annotated document")?;
    let checked = documents.into_iter().map(|(place, document)| match document.fault() {
        Some(fault) => Err(Stopped::failure(format!("{place}: {fault}"))),
        None => Ok(document),
    });
    checked.collect()
}

/// What a file predicts for the documents of a corpus. It may have others besides.
pub(super) fn read_run(path: &Path, gold: &[GoldDocument]) -> Result<OtherRun, Stopped> {
    let name = path.display().to_string();
    let lines: Vec<(String, RunDocument)> = read_lines(path, "a document with predictions")?;
    let mut documents: HashMap<String, (String, RunDocument)> = HashMap::with_capacity(lines.len());
    for (place, document) in lines {
        let id = document.id();
        if let Some((before, _)) = documents.insert(id.clone(), (place.clone(), document)) {
            return Err(Stopped::failure(format!("{place}: the document `{id}` stands in {before} already")));
        }
    }
    let mut missing = 0;
    let mut predictions = Vec::with_capacity(gold.len());
    for document in gold {
        let Some((place, run)) = documents.remove(&document.id) else {
            missing += 1;
            predictions.push(Vec::new());
            continue;
        };
        let spans = run.into_spans(&document.text);
        predictions.push(spans.map_err(|fault| Stopped::failure(format!("{place}: {fault}")))?);
    }
    if missing == gold.len() && !gold.is_empty() {
        return Err(Stopped::failure(format!("`{name}` has no document of the corpus; documents are matched by `id`")));
    }
    Ok(OtherRun { name, predictions, missing })
}

/// Writes what a run predicted, a document a line.
pub(super) fn write_predictions(
    path: &Path,
    gold: &[GoldDocument],
    predictions: &[Vec<PredictedSpan>],
) -> Result<(), Stopped> {
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        for (document, predicted) in gold.iter().zip(predictions) {
            let spans: Vec<Value> = predicted.iter().map(span_to_json).collect();
            writeln!(out, "{}", json!({"id": document.id, "lang": document.language, "spans": spans}))?;
        }
        out.flush()
    };
    write().map_err(|error| Stopped::failure(format!("cannot write `{}`: {}", path.display(), describe(&error))))
}

fn span_to_json(span: &PredictedSpan) -> Value {
    let mut value = json!({
        "start": span.start,
        "end": span.end,
        "type": span.entity_type,
        "adj": span.relation == "adjective",
        "score": span.score,
        "entity": span.entity,
        "kind": span.kind,
        "relation": span.relation,
    });
    if !span.wikidata.is_empty() {
        value["wikidata"] = json!(span.wikidata);
    }
    value
}

/// The lines of a JSON lines file, each with its place.
fn read_lines<T: DeserializeOwned>(path: &Path, what: &str) -> Result<Vec<(String, T)>, Stopped> {
    let name = path.display();
    let content = std::fs::read_to_string(path)
        .map_err(|error| Stopped::failure(format!("cannot read `{name}`: {}", describe(&error))))?;
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let place = format!("{name}:{}", index + 1);
            match serde_json::from_str(line) {
                Ok(read) => Ok((place, read)),
                Err(error) => Err(Stopped::failure(format!("{place}: not {what}: {error}"))),
            }
        })
        .collect()
}
