//! What a caller must keep to. Published by `GetServerInfo`, checked before any work.

/// Limits of requests. Nothing is cut to fit: what exceeds one is an error that names the limit and the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest document, in bytes of UTF-8. Names of inline entities and excluded texts together are no longer either.
    pub max_document_bytes: usize,
    /// Most documents in a batch.
    pub max_batch_documents: usize,
    /// Largest message accepted and sent, in bytes.
    pub max_message_bytes: usize,
    /// Most unanswered documents in a stream.
    pub max_in_flight: usize,
    /// Most entities of its own in a call.
    pub max_inline_entities: usize,
    /// Most excluded texts in a call.
    pub max_excluded_texts: usize,
    /// Most aliases of the entities of a call, together.
    pub max_inline_aliases: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_document_bytes: 1 << 20,
            max_batch_documents: 1000,
            max_message_bytes: 16 << 20,
            max_in_flight: 64,
            max_inline_entities: 1000,
            max_excluded_texts: 1000,
            max_inline_aliases: 10_000,
        }
    }
}
