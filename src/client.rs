//! A client of the service, for the command line: documents in, tagged documents out over one stream.
//!
//! It knows the wire types so that the command line need not.

use std::collections::HashMap;
use std::ops::Range;

use futures_util::{Stream, StreamExt as _};
use tonic::transport::{Channel, Endpoint};

use crate::pb;
use crate::pb::entity_recognition_service_client::EntityRecognitionServiceClient;
use crate::pb::server_info_service_client::ServerInfoServiceClient;
use crate::tagger::{Coreference, Explanations, GenericBodies, OverlapPolicy, TagOptions, Unlisted};

/// A connection to a server.
#[derive(Clone, Debug)]
pub struct Client {
    info: ServerInfoServiceClient<Channel>,
    service: EntityRecognitionServiceClient<Channel>,
}

/// A document to send.
#[derive(Clone, Debug)]
pub struct RemoteDocument {
    /// The text.
    pub text: String,
    /// BCP-47 code of its language, where it is known.
    pub language: Option<String>,
}

/// What the server found in a document.
#[derive(Clone, Debug)]
pub struct RemoteTagging {
    /// Gazetteer revision.
    pub revision: String,
    /// The mentions, by start, the longer first.
    pub mentions: Vec<TaggedMention>,
    /// What was found and then dropped.
    pub suppressed: SuppressedMentions,
}

/// What was found and then dropped; nothing where nobody asked.
#[derive(Clone, Debug, Default)]
pub struct SuppressedMentions {
    /// The first of them, by start.
    pub told: Vec<SuppressedMention>,
    /// How many there were.
    pub count: usize,
}

/// A mention that was found and then dropped.
#[derive(Clone, Debug)]
pub struct SuppressedMention {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What it would have been.
    pub candidate: TaggedCandidate,
    /// Why it was dropped, as `DropReason::as_str` writes it.
    pub reason: String,
}

/// A mention with nothing borrowed: as a server tells it, and as the command line shows it wherever it was found.
#[derive(Clone, Debug)]
pub struct TaggedMention {
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// Possible entities, best first.
    pub candidates: Vec<TaggedCandidate>,
}

/// What a mention may stand for.
#[derive(Clone, Debug)]
pub struct TaggedCandidate {
    /// Entity type.
    pub entity_type: String,
    /// Resource name.
    pub entity: String,
    /// Preferred name.
    pub name: String,
    /// Base form of what stands in the text.
    pub lemma: String,
    /// How it matched, as `MatchKind::as_str` writes it.
    pub kind: String,
    /// How the name relates to the entity, as `Relation::as_str` writes it.
    pub relation: String,
    /// How sure.
    pub score: f32,
    /// Whether the entity means the same in every document.
    pub linked: bool,
    /// How it was decided; nothing where nobody asked.
    pub explanation: Vec<TaggedStep>,
}

/// One step of a decision.
#[derive(Clone, Debug)]
pub struct TaggedStep {
    /// The stage, as `Stage::as_str` writes it.
    pub stage: String,
    /// What happened, for a person to read.
    pub description: String,
    /// The score after it.
    pub score: f32,
    /// Where the name is written; empty in most steps.
    pub source: String,
}

/// Why a call failed. The text says what the server said.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ClientError {
    /// The URL makes no sense.
    #[error("`{url}` is no URL of a server; write `http://HOST:PORT`")]
    Url {
        /// What was given.
        url: String,
    },
    /// There is no connection.
    #[error("cannot reach the server at {url}: {reason}; is it running? `gaztag serve` starts one")]
    Unreachable {
        /// The URL.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// The server refused the call or the document, or ended the stream.
    #[error("the server says: {message}")]
    Call {
        /// The server's message.
        message: String,
    },
    /// The answer is not what the contract says.
    #[error("the server's answer makes no sense: {0}")]
    Answer(String),
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    ///
    /// When the URL makes no sense or nobody listens there.
    pub async fn connect(url: &str) -> Result<Self, ClientError> {
        let with_scheme = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let endpoint = Endpoint::from_shared(with_scheme).map_err(|_| ClientError::Url { url: url.to_owned() })?;
        let channel = endpoint.connect().await.map_err(|error| {
            let mut source: &dyn std::error::Error = &error;
            while let Some(inner) = source.source() {
                source = inner;
            }
            ClientError::Unreachable { url: url.to_owned(), reason: source.to_string() }
        })?;
        let info = ServerInfoServiceClient::new(channel.clone());
        let service = EntityRecognitionServiceClient::new(channel).max_decoding_message_size(usize::MAX);
        Ok(Self { info, service })
    }

    /// The longest document that the server takes, in bytes of UTF-8.
    ///
    /// # Errors
    ///
    /// When the server does not answer, or publishes no limit.
    pub async fn max_document_bytes(&mut self) -> Result<usize, ClientError> {
        let answer = self.info.get_server_info(pb::GetServerInfoRequest {}).await;
        let info = answer.map_err(|status| call_error(&status))?.into_inner().server_info;
        info.and_then(|info| usize::try_from(info.limits?.max_document_bytes).ok())
            .ok_or_else(|| ClientError::Answer("it publishes no limits".to_owned()))
    }

    /// Tags documents over one stream: a result for each, in order. The outer error ends the stream, the inner one is the
    /// document's.
    ///
    /// # Errors
    ///
    /// When the server refuses the stream.
    pub async fn tag(
        mut self,
        options: &TagOptions,
        documents: impl Stream<Item = RemoteDocument> + Send + 'static,
    ) -> Result<impl Stream<Item = Result<Result<RemoteTagging, ClientError>, ClientError>>, ClientError> {
        let config = pb::stream_analyze_entities_request::Config {
            analysis_config: Some(analysis_config(options)),
            ..Default::default()
        };
        let message = |request| pb::StreamAnalyzeEntitiesRequest { request: Some(request) };
        let first = message(pb::stream_analyze_entities_request::Request::Config(config));
        let rest = documents.map(move |document| {
            message(pb::stream_analyze_entities_request::Request::Document(pb::Document {
                content: document.text,
                language_code: document.language.unwrap_or_default(),
                ..Default::default()
            }))
        });
        let requests = futures_util::stream::iter([first]).chain(rest);
        let answers = self.service.stream_analyze_entities(requests).await.map_err(|status| call_error(&status))?;
        Ok(answers.into_inner().map(|answer| {
            let answer = answer.map_err(|status| call_error(&status))?;
            let result = answer.result.ok_or_else(|| ClientError::Answer("a response without a result".to_owned()))?;
            match result.error {
                Some(status) => Ok(Err(ClientError::Call { message: status.message })),
                None => tagging(&result).map(Ok),
            }
        }))
    }
}

fn call_error(status: &tonic::Status) -> ClientError {
    ClientError::Call { message: status.message().to_owned() }
}

fn analysis_config(options: &TagOptions) -> pb::AnalysisConfig {
    use pb::analysis_config::OverlapPolicy as Wire;
    let overlap = match options.overlap {
        OverlapPolicy::LeftmostLongest => Wire::LeftmostLongest,
        OverlapPolicy::NoSub => Wire::NoSub,
        OverlapPolicy::BestScore => Wire::BestScore,
        OverlapPolicy::All => Wire::All,
    };
    pb::AnalysisConfig {
        encoding_type: pb::EncodingType::Utf8.into(),
        gazetteers: options.gazetteers.iter().map(|name| format!("gazetteers/{name}")).collect(),
        entity_types: options.entity_types.clone(),
        relations: options.relations.iter().map(|relation| pb::Relation::from(*relation).into()).collect(),
        overlap_policy: overlap.into(),
        min_score: options.min_score,
        max_candidates: i32::try_from(options.max_candidates).unwrap_or(i32::MAX),
        coreference_enabled: Some(options.coreference == Coreference::On),
        explanations_included: options.explanations != Explanations::Off,
        generic_bodies_included: options.generic_bodies == GenericBodies::On,
        unlisted_enabled: match options.unlisted {
            Unlisted::ByGazetteers => None,
            Unlisted::On => Some(true),
            Unlisted::Off => Some(false),
        },
        ..Default::default()
    }
}

fn tagging(result: &pb::DocumentResult) -> Result<RemoteTagging, ClientError> {
    let entities: HashMap<&str, &pb::Entity> =
        result.entities.iter().map(|entity| (entity.name.as_str(), entity)).collect();
    let mentions = result.mentions.iter().map(|mention| tagged_mention(mention, &entities));
    let suppressed = result.suppressed_mentions.iter().map(|suppressed| {
        let mention = suppressed.mention.as_ref();
        let mention =
            mention.ok_or_else(|| ClientError::Answer("a suppressed mention without a mention".to_owned()))?;
        let TaggedMention { span, candidates } = tagged_mention(mention, &entities)?;
        let candidate = candidates.into_iter().next();
        let candidate = candidate.ok_or_else(|| ClientError::Answer("a mention without a candidate".to_owned()))?;
        Ok(SuppressedMention { span, candidate, reason: without_prefix(suppressed.reason().as_str_name(), "REASON_") })
    });
    Ok(RemoteTagging {
        revision: result.revision.clone(),
        mentions: mentions.collect::<Result<_, _>>()?,
        suppressed: SuppressedMentions {
            told: suppressed.collect::<Result<_, ClientError>>()?,
            count: usize::try_from(result.suppressed_mention_count).unwrap_or_default(),
        },
    })
}

fn tagged_mention(
    mention: &pb::EntityMention,
    entities: &HashMap<&str, &pb::Entity>,
) -> Result<TaggedMention, ClientError> {
    let span = mention.text.as_ref().ok_or_else(|| ClientError::Answer("a mention without a span".to_owned()))?;
    let offset = |offset: i32| usize::try_from(offset).map_err(|_| ClientError::Answer(format!("the offset {offset}")));
    let candidates: Result<Vec<TaggedCandidate>, ClientError> =
        mention.candidates.iter().map(|candidate| tagged_candidate(candidate, mention, entities)).collect();
    Ok(TaggedMention { span: offset(span.begin_offset)?..offset(span.end_offset)?, candidates: candidates? })
}

/// The value of an enumeration as the command line writes it.
fn without_prefix(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix).unwrap_or(name).to_ascii_lowercase()
}

fn tagged_candidate(
    candidate: &pb::Candidate,
    mention: &pb::EntityMention,
    entities: &HashMap<&str, &pb::Entity>,
) -> Result<TaggedCandidate, ClientError> {
    let entity = entities
        .get(candidate.entity.as_str())
        .ok_or_else(|| ClientError::Answer(format!("no entity `{}` beside the mention", candidate.entity)))?;
    let steps = mention.explanation_steps.iter().filter(|step| step.entity == candidate.entity);
    let step = |step: &pb::ExplanationStep| TaggedStep {
        stage: step.stage.clone(),
        description: step.description.clone(),
        score: step.score,
        source: step.source.clone(),
    };
    Ok(TaggedCandidate {
        entity_type: entity.r#type.clone(),
        entity: candidate.entity.clone(),
        name: entity.display_name.clone(),
        lemma: candidate.lemma.clone(),
        kind: without_prefix(candidate.match_kind().as_str_name(), "MATCH_KIND_"),
        relation: without_prefix(candidate.relation().as_str_name(), "RELATION_"),
        score: candidate.score,
        explanation: steps.map(step).collect(),
        linked: candidate.linked,
    })
}
