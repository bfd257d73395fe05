//! The analysis of one document: checked, tagged, converted. The same for a call, a batch and a stream.

use std::sync::Arc;

use super::call::Tally;
use super::config::{self, AnalysisOptions};
use super::convert;
use super::fields::Fields;
use super::limits::Limits;
use super::pool::guarded;
use super::status::{Failure, Reason};
use crate::pb;
use crate::store::Snapshot;
use crate::tagger::Tagger;
use crate::text::OffsetUnit;

/// A tagger and how its answers are written, for all documents of a call.
#[derive(Debug)]
pub(super) struct Analysis {
    tagger: Tagger,
    unit: OffsetUnit,
    view: pb::EntityView,
    limits: Limits,
}

impl Analysis {
    /// Takes the options for the gazetteers of the snapshot. Compiling many inline entities keeps a core busy.
    pub(super) fn new(snapshot: &Snapshot, options: AnalysisOptions, limits: Limits) -> Result<Self, Failure> {
        let tagger = Tagger::new(Arc::clone(&snapshot.model), options.tag)
            .map_err(|unknown| config::gazetteer_not_found(&unknown.name))?;
        Ok(Self { tagger, unit: options.unit, view: options.view, limits })
    }

    /// Analyzes one document. `path` is that of the document in the request.
    pub(super) fn document(
        &self,
        document: &pb::Document,
        path: &str,
        tally: &Tally,
    ) -> Result<pb::DocumentResult, Failure> {
        let result = self.checked(document, path).map(|()| {
            let language = Some(document.language_code.as_str()).filter(|code| !code.is_empty());
            let tagging = self.tagger.tag(&document.content, language);
            convert::document_result(document, &tagging, self.tagger.model().revision(), self.unit, self.view)
        });
        tally.add(document.content.len(), result.as_ref().map_or(0, |result| result.mentions.len()));
        result
    }

    /// Analyzes one document among others: whatever goes wrong, a panic too, is told in its result.
    pub(super) fn document_among_others(
        &self,
        document: &pb::Document,
        path: &str,
        tally: &Tally,
    ) -> pb::DocumentResult {
        guarded(|| self.document(document, path, tally)).unwrap_or_else(|failure| failed(document, failure))
    }

    fn checked(&self, document: &pb::Document, path: &str) -> Result<(), Failure> {
        check(document, path, &self.limits)
    }
}

/// The result of a document that could not be analyzed.
pub(super) fn failed(document: &pb::Document, failure: Failure) -> pb::DocumentResult {
    pb::DocumentResult {
        document_id: document.document_id.clone(),
        error: Some(failure.into_document_error()),
        ..pb::DocumentResult::default()
    }
}

fn check(document: &pb::Document, path: &str, limits: &Limits) -> Result<(), Failure> {
    let mut fields = Fields::default();
    let (length, limit) = (document.content.len(), limits.max_document_bytes);
    fields.at_most(Reason::DocumentTooLarge, format!("{path}.content"), length, limit, "bytes");
    fields.language(format!("{path}.language_code"), &document.language_code);
    let kind = fields.enumeration(format!("{path}.type"), document.r#type);
    fields.finish()?;
    match kind {
        pb::document::Type::Unspecified | pb::document::Type::PlainText => Ok(()),
        pb::document::Type::Html => Err(Failure::new(
            Reason::HtmlUnsupported,
            format!("`{path}.type`: HTML is not read yet; send the text without markup"),
        )),
    }
}
