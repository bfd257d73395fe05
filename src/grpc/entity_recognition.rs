//! `EntityRecognitionService`.

use std::sync::Arc;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tonic::{Request, Response, Status, Streaming};

use super::call::Call;
use super::fields::Fields;
use super::status::{Failure, Reason};
use super::{Api, config, convert};
use crate::pb;
use crate::pb::entity_recognition_service_server::EntityRecognitionService;

/// A document up to this length is tagged where its request is read: that takes less than a few milliseconds, and handing it over
/// would cost more than it saves.
const SHORT_DOCUMENT_BYTES: usize = 64 << 10;

/// Text that one worker takes of a batch at a time, so that the workers end together and other calls come between.
const CHUNK_BYTES: usize = 256 << 10;

/// What to do about an answer that is too long.
pub(super) const FEWER: &str = "send fewer or shorter documents at a time";

#[derive(Debug)]
pub(super) struct Recognition {
    api: Arc<Api>,
}

impl Recognition {
    pub(super) fn new(api: Arc<Api>) -> Self {
        Self { api }
    }

    async fn analyze(&self, request: Request<pb::AnalyzeEntitiesRequest>) -> Result<pb::DocumentResult, Failure> {
        let call = Call::of(&request);
        let snapshot = self.api.snapshot()?;
        call.check_deadline()?;
        let pb::AnalyzeEntitiesRequest { document, config } = request.into_inner();
        let Some(document) = document else {
            return Err(Failure::missing("document"));
        };
        let snapshot = self.api.pinned(snapshot, config.as_ref())?;
        let options = config::options(config, "config", &snapshot, &self.api.limits)?;
        let analysis = self.api.analysis(&call, snapshot, options).await?;
        let is_short = document.content.len() <= SHORT_DOCUMENT_BYTES;
        // One over the limit is refused without being read.
        if is_short || document.content.len() > self.api.limits.max_document_bytes {
            return analysis.document(&document, "document", &call.tally);
        }
        let tally = Arc::clone(&call.tally);
        self.api.pool.run(&call, move |_| analysis.document(&document, "document", &tally)).await
    }

    async fn batch(
        &self,
        request: Request<pb::BatchAnalyzeEntitiesRequest>,
    ) -> Result<pb::BatchAnalyzeEntitiesResponse, Failure> {
        let call = Call::of(&request);
        let snapshot = self.api.snapshot()?;
        call.check_deadline()?;
        let pb::BatchAnalyzeEntitiesRequest { documents, config } = request.into_inner();
        let mut fields = Fields::default();
        if documents.is_empty() {
            fields.missing("documents");
        }
        let limit = self.api.limits.max_batch_documents;
        fields.at_most(Reason::TooManyDocuments, "documents", documents.len(), limit, "documents");
        fields.finish()?;
        let snapshot = self.api.pinned(snapshot, config.as_ref())?;
        let options = config::options(config, "config", &snapshot, &self.api.limits)?;
        let analysis = self.api.analysis(&call, snapshot, options).await?;

        let work = chunks(documents).into_iter().map(|chunk| {
            let (analysis, tally) = (Arc::clone(&analysis), Arc::clone(&call.tally));
            self.api.pool.run(&call, move |interest| {
                let documents = chunk.documents.iter().zip(chunk.first..);
                documents
                    .map(|(document, index)| {
                        interest.check()?;
                        Ok(analysis.document_among_others(document, &format!("documents[{index}]"), &tally))
                    })
                    .collect::<Result<Vec<_>, Failure>>()
            })
        });
        let results: Vec<Vec<_>> = stream::iter(work).buffered(self.api.pool.size()).try_collect().await?;
        let results: Vec<pb::DocumentResult> = results.into_iter().flatten().collect();
        let failed_count = convert::int32(results.iter().filter(|result| result.error.is_some()).count());
        Ok(pb::BatchAnalyzeEntitiesResponse { results, failed_count })
    }
}

#[tonic::async_trait]
impl EntityRecognitionService for Recognition {
    async fn analyze_entities(
        &self,
        request: Request<pb::AnalyzeEntitiesRequest>,
    ) -> Result<Response<pb::AnalyzeEntitiesResponse>, Status> {
        let result = self.analyze(request).await?;
        let answer = pb::AnalyzeEntitiesResponse { result: Some(result) };
        self.api.fits(&answer, FEWER)?;
        Ok(Response::new(answer))
    }

    async fn batch_analyze_entities(
        &self,
        request: Request<pb::BatchAnalyzeEntitiesRequest>,
    ) -> Result<Response<pb::BatchAnalyzeEntitiesResponse>, Status> {
        let answer = self.batch(request).await?;
        self.api.fits(&answer, FEWER)?;
        Ok(Response::new(answer))
    }

    type StreamAnalyzeEntitiesStream = super::stream::Answers;

    async fn stream_analyze_entities(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeEntitiesRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeEntitiesStream>, Status> {
        let call = Call::of(&request);
        let snapshot = self.api.snapshot()?;
        call.check_deadline()?;
        let answers = super::stream::answers(request.into_inner(), Arc::clone(&self.api), snapshot, call);
        Ok(Response::new(Box::pin(answers)))
    }
}

/// Documents of a batch that stand next to each other.
struct Chunk {
    /// Position of the first in the batch.
    first: usize,
    documents: Vec<pb::Document>,
}

/// Cuts a batch into chunks of about equal work.
fn chunks(documents: Vec<pb::Document>) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut room = 0;
    for (position, document) in documents.into_iter().enumerate() {
        let length = document.content.len();
        match chunks.last_mut() {
            Some(chunk) if length <= room => {
                room -= length;
                chunk.documents.push(document);
            }
            _ => {
                room = CHUNK_BYTES.saturating_sub(length);
                chunks.push(Chunk { first: position, documents: vec![document] });
            }
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_keep_every_document_in_order() {
        let document = |index: usize| pb::Document {
            content: "x".repeat(index * 7919 % (300 << 10)),
            document_id: index.to_string(),
            ..pb::Document::default()
        };
        let chunks = chunks((0..50).map(document).collect());
        assert!(chunks.len() > 1);
        let mut expected = 0;
        for chunk in chunks {
            assert_eq!(chunk.first, expected);
            let length: usize = chunk.documents.iter().map(|document| document.content.len()).sum();
            assert!(length <= CHUNK_BYTES || chunk.documents.len() == 1);
            for document in chunk.documents {
                assert_eq!(document.document_id, expected.to_string());
                expected += 1;
            }
        }
        assert_eq!(expected, 50);
    }
}
