//! Going through the documents of a corpus: on all cores, in order, with a bar that shows how far it is.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::documents::{Document, Input, InputDocument};
use super::exit::Stopped;

/// Documents worked on at once.
const CHUNK: usize = 256;
/// A chunk ends early when its texts have so many bytes.
const CHUNK_BYTES: usize = 16 << 20;

/// Takes what became of a document, or why it could not be read, and the bytes of input that it took.
pub(super) type Take<'a, T> = dyn FnMut(Result<T, String>, u64) -> Result<(), Stopped> + 'a;

/// Works on every document and hands the results over in the order of the documents.
pub(super) fn for_each<T: Send>(
    documents: impl Iterator<Item = Document>,
    work: impl Fn(InputDocument) -> T + Sync,
    take: &mut Take<'_, T>,
) -> Result<(), Stopped> {
    let mut documents = documents.peekable();
    while documents.peek().is_some() {
        let mut bytes = 0;
        let mut chunk = Vec::with_capacity(CHUNK);
        while let Some(document) =
            documents.next_if(|document| chunk.len() < CHUNK && (bytes < CHUNK_BYTES || document.is_err()))
        {
            bytes += document.as_ref().map_or(0, |document| document.text.len());
            chunk.push(document);
        }
        let results: Vec<(Result<T, String>, u64)> = chunk
            .into_par_iter()
            .map(|document| match document {
                Ok(document) => {
                    let input_bytes = document.input_bytes;
                    (Ok(work(document)), input_bytes)
                }
                Err(unreadable) => (Err(unreadable.message), unreadable.input_bytes),
            })
            .collect();
        for (result, input_bytes) in results {
            take(result, input_bytes)?;
        }
    }
    Ok(())
}

/// A bar on a terminal's standard error, by bytes where all lengths are known.
pub(super) fn progress_bar(inputs: &[Input]) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total: Option<u64> = inputs.iter().map(|input| input.length).sum();
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.with_style(ProgressStyle::with_template(template).expect("the template is well-formed"))
}
