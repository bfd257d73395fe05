//! `ServerInfoService`.

use std::sync::Arc;

use tonic::{Request, Response, Status};

use super::{Api, convert};
use crate::morph::Language;
use crate::pb;
use crate::pb::server_info_service_server::ServerInfoService;

#[derive(Debug)]
pub(super) struct Info {
    api: Arc<Api>,
}

impl Info {
    pub(super) fn new(api: Arc<Api>) -> Self {
        Self { api }
    }
}

#[tonic::async_trait]
impl ServerInfoService for Info {
    /// Answers at any time; without a revision while the gazetteers are still being loaded.
    async fn get_server_info(
        &self,
        _request: Request<pb::GetServerInfoRequest>,
    ) -> Result<Response<pb::GetServerInfoResponse>, Status> {
        let limits = &self.api.limits;
        let revision = self.api.store.current().map(|snapshot| snapshot.model.revision().to_owned());
        let server_info = pb::ServerInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: option_env!("GAZTAG_COMMIT").unwrap_or_default().to_owned(),
            start_time: Some(convert::timestamp(self.api.start_time)),
            limits: Some(pb::server_info::Limits {
                max_document_bytes: convert::int64(limits.max_document_bytes),
                max_batch_documents: convert::int32(limits.max_batch_documents),
                max_message_bytes: convert::int64(limits.max_message_bytes),
                max_in_flight: convert::int32(limits.max_in_flight),
                max_inline_entities: convert::int32(limits.max_inline_entities),
                max_excluded_texts: convert::int32(limits.max_excluded_texts),
                max_inline_aliases: convert::int32(limits.max_inline_aliases),
            }),
            encoding_types: [pb::EncodingType::Utf8, pb::EncodingType::Utf16, pb::EncodingType::Utf32]
                .map(i32::from)
                .to_vec(),
            language_codes: Language::TAGS.map(str::to_owned).to_vec(),
            revision: revision.unwrap_or_default(),
            held_revisions: self.api.store.held_revisions(),
        };
        Ok(Response::new(pb::GetServerInfoResponse { server_info: Some(server_info) }))
    }
}
