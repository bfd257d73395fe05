//! Tagging through a server, for `gaztag tag --server`.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::documents::{Document, InputDocument, UnreadableDocument};
use super::exit::Stopped;
use super::tag::WriteResult;
use super::tagged::TaggedDocument;
use crate::client::{Client, ClientError, RemoteDocument, RemoteTagging, SuppressedMentions};
use crate::tagger::{Explanations, TagOptions};

/// Documents read ahead of the server.
const READ_AHEAD: usize = 64;

/// Sends the documents over one stream and hands every result to `write`, in order, and at the end what could not be read.
pub(super) fn tag(
    url: &str,
    options: &TagOptions,
    documents: impl Iterator<Item = Document> + Send,
    write: &mut WriteResult<'_>,
) -> Result<(), Stopped> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Stopped::failure(format!("cannot start a runtime: {error}")))?;
    let explains = options.explanations != Explanations::Off;
    let failed = |error: ClientError| Stopped::failure(error.to_string());
    let mut client = runtime.block_on(Client::connect(url)).map_err(failed)?;
    let longest = runtime.block_on(client.max_document_bytes()).map_err(failed)?;
    let (send_document, to_server) = mpsc::channel(READ_AHEAD);
    let (send_unreadable, mut unreadable) = mpsc::unbounded_channel();
    let pending: Mutex<VecDeque<InputDocument>> = Mutex::default();
    let lock = || pending.lock().unwrap_or_else(PoisonError::into_inner);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for document in documents {
                match document.and_then(|document| within_limit(document, longest)) {
                    Ok(document) => {
                        let remote =
                            RemoteDocument { text: document.text.clone(), language: document.language.clone() };
                        lock().push_back(document);
                        if send_document.blocking_send(remote).is_err() {
                            return;
                        }
                    }
                    Err(error) => {
                        if send_unreadable.send(error).is_err() {
                            return;
                        }
                    }
                }
            }
        });
        let ended = runtime.block_on(async {
            let stream = client.tag(options, ReceiverStream::new(to_server)).await.map_err(failed)?;
            let mut stream = std::pin::pin!(stream);
            while let Some(answer) = stream.next().await {
                let tagged = answer.map_err(|error| {
                    Stopped::failure(format!(
                        "{error}; what was tagged so far is written, `--resume` goes on with an output file"
                    ))
                })?;
                let Some(document) = lock().pop_front() else {
                    return Err(Stopped::failure("the server answers more documents than it was sent"));
                };
                let input_bytes = document.input_bytes;
                let result = match tagged {
                    Ok(tagging) => tagged_document(document, tagging).map(|(document, suppressed)| {
                        let suppressed = Some(suppressed).filter(|_| explains);
                        TaggedDocument { suppressed, ..document }
                    }),
                    Err(error) => Err(format!("{}: {error}", document.id)),
                };
                write(result, input_bytes)?;
            }
            while let Some(error) = unreadable.recv().await {
                write(Err(error.message), error.input_bytes)?;
            }
            let unanswered = lock().len();
            if unanswered > 0 {
                return Err(Stopped::failure(format!(
                    "the server left {unanswered} documents unanswered; `--resume` goes on"
                )));
            }
            Ok(())
        });
        // The connection gives up its documents, and the reader, who may wait to hand one over, is told.
        drop(runtime);
        ended
    })
}

/// A document that the server takes; one that is longer than a whole message may be would end the stream for all others.
fn within_limit(document: InputDocument, longest: usize) -> Document {
    if document.text.len() <= longest {
        return Ok(document);
    }
    let message = format!(
        "{}: the document has {} bytes, the server takes {longest}: split it, or tag it without `--server`",
        document.id,
        document.text.len()
    );
    Err(UnreadableDocument { message, input_bytes: document.input_bytes })
}

fn tagged_document(
    document: InputDocument,
    tagging: RemoteTagging,
) -> Result<(TaggedDocument, SuppressedMentions), String> {
    let fits = |span: &Range<usize>| document.text.get(span.clone()).is_some();
    let RemoteTagging { revision, mentions, suppressed } = tagging;
    if !mentions.iter().all(|mention| fits(&mention.span) && !mention.candidates.is_empty())
        || !suppressed.told.iter().all(|suppressed| fits(&suppressed.span))
    {
        return Err(format!("{}: the server's offsets do not fit the text", document.id));
    }
    let InputDocument { id, text, .. } = document;
    Ok((TaggedDocument { id, text, revision, mentions, suppressed: None }, suppressed))
}
