//! `StreamAnalyzeEntities`: one answer a document, and no more unanswered ones than agreed.
//!
//! The gazetteers are taken when the stream begins: a reload in its midst changes nothing, so that a stream never mixes revisions.
//! The answers are pulled: nothing is read from the caller unless it reads too, and HTTP/2 slows it down.

use std::pin::Pin;
use std::sync::Arc;

use async_stream::try_stream;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesOrdered, FuturesUnordered, Stream, StreamExt as _};
use tokio::time::Instant;
use tonic::Status;

use super::analysis::{self, Analysis};
use super::call::Call;
use super::entity_recognition::FEWER;
use super::fields::Fields;
use super::status::{self, Failure, Reason};
use super::{Api, config};
use crate::pb;
use crate::pb::stream_analyze_entities_request::{Config, Request};
use crate::store::Snapshot;

/// The answers of a stream.
pub(super) type Answers = Pin<Box<dyn Stream<Item = Result<pb::StreamAnalyzeEntitiesResponse, Status>> + Send>>;

/// What happens next in a stream.
enum Event {
    Read(Option<Result<pb::StreamAnalyzeEntitiesRequest, Status>>),
    Answered(Result<pb::StreamAnalyzeEntitiesResponse, Failure>),
    DeadlinePassed,
}

/// Answers the documents of a stream.
pub(super) fn answers<I>(
    mut inbound: I,
    api: Arc<Api>,
    snapshot: Arc<Snapshot>,
    call: Call,
) -> impl Stream<Item = Result<pb::StreamAnalyzeEntitiesResponse, Status>> + Send
where
    I: Stream<Item = Result<pb::StreamAnalyzeEntitiesRequest, Status>> + Send + Unpin + 'static,
{
    try_stream! {
        let mut deadline = Box::pin(passed(call.deadline));
        let first = tokio::select! {
            first = inbound.next() => Ok(first),
            () = &mut deadline => Err(Failure::deadline_exceeded()),
        };
        let Some(first) = first? else { return };
        let first = first.map_err(|status| status::explain(status, api.limits.max_message_bytes))?;
        let settings = settings(first)?;
        let max_in_flight = max_in_flight(&settings, &api)?;
        let snapshot = api.pinned(snapshot, settings.analysis_config.as_ref())?;
        let options = config::options(settings.analysis_config, "config.analysis_config", &snapshot, &api.limits)?;
        let analysis = api.analysis(&call, snapshot, options).await?;

        let mut in_flight = InFlight::new(settings.unordered);
        let mut is_open = true;
        // What ends the stream once everything that was read is answered.
        let mut ending: Option<Status> = None;
        let mut index = 0;
        while is_open || in_flight.len() > 0 {
            let event = tokio::select! {
                biased;
                () = &mut deadline => Event::DeadlinePassed,
                Some(answer) = in_flight.next(), if in_flight.len() > 0 => Event::Answered(answer),
                read = inbound.next(), if is_open && in_flight.len() < max_in_flight => Event::Read(read),
            };
            match event {
                Event::Answered(answer) => yield answer?,
                Event::Read(Some(message)) => match message.map(document) {
                    Ok(Ok(document)) => {
                        in_flight.push(answer(Arc::clone(&api), Arc::clone(&analysis), call.clone(), document, index));
                        index += 1;
                    }
                    Ok(Err(failure)) => {
                        is_open = false;
                        ending = Some(failure.into());
                    }
                    Err(status) => {
                        is_open = false;
                        ending = Some(status::explain(status, api.limits.max_message_bytes));
                    }
                },
                Event::Read(None) => is_open = false,
                Event::DeadlinePassed => Err(Failure::deadline_exceeded())?,
            }
        }
        if let Some(status) = ending {
            Err(status)?;
        }
    }
}

/// The settings in the first message.
fn settings(message: pb::StreamAnalyzeEntitiesRequest) -> Result<Config, Failure> {
    match message.request {
        Some(Request::Config(config)) => Ok(config),
        _ => Err(Failure::new(Reason::ConfigExpected, "the first message of the stream must hold `config`")),
    }
}

/// The document in a later message.
fn document(message: pb::StreamAnalyzeEntitiesRequest) -> Result<pb::Document, Failure> {
    match message.request {
        Some(Request::Document(document)) => Ok(document),
        Some(Request::Config(_)) => {
            Err(Failure::new(Reason::ConfigRepeated, "only the first message of the stream may hold `config`"))
        }
        None => Err(Failure::missing("document")),
    }
}

fn max_in_flight(settings: &Config, api: &Api) -> Result<usize, Failure> {
    let mut fields = Fields::default();
    let wanted = fields.count("config.max_in_flight", settings.max_in_flight);
    fields.finish()?;
    let limit = api.limits.max_in_flight;
    Ok(if wanted == 0 { limit } else { wanted.min(limit) })
}

/// The answer to one document. Fails only when the whole stream has to end.
async fn answer(
    api: Arc<Api>,
    analysis: Arc<Analysis>,
    call: Call,
    document: pb::Document,
    index: i64,
) -> Result<pb::StreamAnalyzeEntitiesResponse, Failure> {
    let pool = api.pool.clone();
    let tally = Arc::clone(&call.tally);
    let work = move |_: &_| {
        let result = analysis.document_among_others(&document, "document", &tally);
        let answer = pb::StreamAnalyzeEntitiesResponse { result: Some(result), document_index: index };
        Ok(match api.fits(&answer, FEWER) {
            Ok(()) => answer,
            Err(failure) => pb::StreamAnalyzeEntitiesResponse {
                result: Some(analysis::failed(&document, failure)),
                document_index: index,
            },
        })
    };
    pool.run(&call, work).await
}

/// Ends when the deadline passes; never without one.
async fn passed(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

type Work = BoxFuture<'static, Result<pb::StreamAnalyzeEntitiesResponse, Failure>>;

/// Documents that were read and are not answered yet.
enum InFlight {
    Ordered(FuturesOrdered<Work>),
    Unordered(FuturesUnordered<Work>),
}

impl InFlight {
    fn new(unordered: bool) -> Self {
        if unordered { Self::Unordered(FuturesUnordered::new()) } else { Self::Ordered(FuturesOrdered::new()) }
    }

    fn push(
        &mut self,
        work: impl Future<Output = Result<pb::StreamAnalyzeEntitiesResponse, Failure>> + Send + 'static,
    ) {
        match self {
            Self::Ordered(works) => works.push_back(Box::pin(work)),
            Self::Unordered(works) => works.push(Box::pin(work)),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Ordered(works) => works.len(),
            Self::Unordered(works) => works.len(),
        }
    }

    async fn next(&mut self) -> Option<Result<pb::StreamAnalyzeEntitiesResponse, Failure>> {
        match self {
            Self::Ordered(works) => works.next().await,
            Self::Unordered(works) => works.next().await,
        }
    }
}

#[cfg(test)]
mod tests;
