"""Between the messages of the contract and the types of the client. Nothing else sees both."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import grpc

from gaztag._pb.v1 import common_pb2, entity_recognition_service_pb2, gazetteer_service_pb2, server_info_service_pb2
from gaztag.errors import FieldViolation, GaztagError, error_from_status
from gaztag.types import (
    Alias,
    Analysis,
    AnalysisConfig,
    Candidate,
    Change,
    Diagnostic,
    Document,
    DocumentError,
    Entity,
    ExplanationStep,
    Gazetteer,
    Limits,
    Mention,
    ServerInfo,
    SuppressedMention,
)

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp

DOCUMENT_TOO_LARGE = "DOCUMENT_TOO_LARGE"

_DEFAULT_MESSAGE_BYTES = 4 << 20
_CONFIG_KEYWORDS = frozenset(AnalysisConfig.__annotations__)


def config_message(config: AnalysisConfig) -> entity_recognition_service_pb2.AnalysisConfig:
    """Write the keywords of a call as the contract's config. Offsets are always asked for in code points."""
    unknown = sorted(set(config) - _CONFIG_KEYWORDS)
    if unknown:
        raise TypeError(f"unknown keyword `{unknown[0]}`: known are {', '.join(sorted(_CONFIG_KEYWORDS))}")
    message = entity_recognition_service_pb2.AnalysisConfig(
        encoding_type=common_pb2.ENCODING_TYPE_UTF32,
        gazetteers=[gazetteer_name(name) for name in _strings("gazetteers", config.get("gazetteers", ()))],
        entity_types=_strings("entity_types", config.get("entity_types", ())),
        min_score=config.get("min_score", 0.0),
        max_candidates=config.get("max_candidates", 0),
        max_mentions=config.get("max_mentions", 0),
        inline_entities=[entity_message(entity) for entity in config.get("inline_entities", ())],
        excluded_texts=_strings("excluded_texts", config.get("excluded_texts", ())),
        revision=config.get("revision", ""),
    )
    relations = _strings("relations", config.get("relations", ()))
    message.relations.extend(_enum_value(common_pb2.Relation, "RELATION_", name) for name in relations)
    if "overlap" in config:
        message.overlap_policy = _enum_value(
            entity_recognition_service_pb2.AnalysisConfig.OverlapPolicy, "OVERLAP_POLICY_", config["overlap"]
        )
    if "entity_view" in config:
        message.entity_view = view_value(config["entity_view"])
    if "explanations" in config:
        message.explanations_included = config["explanations"]
    if "coreference" in config:
        message.coreference_enabled = config["coreference"]
    if "generic_bodies" in config:
        message.generic_bodies_included = config["generic_bodies"]
    if "unlisted" in config:
        message.unlisted_enabled = config["unlisted"]
    return message


def document_message(document: Document) -> common_pb2.Document:
    """Write a document. A text that no UTF-8 can carry (a lone surrogate) is the caller's error."""
    try:
        return common_pb2.Document(
            type=common_pb2.Document.TYPE_PLAIN_TEXT,
            content=document.text,
            language_code=document.language,
            document_id=document.document_id,
        )
    except UnicodeEncodeError as error:
        raise GaztagError(
            grpc.StatusCode.INVALID_ARGUMENT,
            f"not Unicode text: a lone surrogate at code point {error.start}",
            reason="INVALID_UNICODE",
        ) from error


def checked_message(document: Document, limits: Limits, overhead: int) -> common_pb2.Document:
    """Write a document that keeps the server's limits in a request with `overhead` bytes of other content.

    A text over the limit is refused here with what the server would say, and not sent.
    """
    message = document_message(document)
    size = message.ByteSize()
    if 0 < limits.max_document_bytes < size:
        text_bytes = len(document.text.encode())
        if text_bytes > limits.max_document_bytes:
            raise text_too_long(text_bytes, limits.max_document_bytes)
    if size + overhead > max_message_bytes(limits):
        raise _too_long(f"the request is {size + overhead} bytes", max_message_bytes(limits))
    return message


def max_message_bytes(limits: Limits) -> int:
    """Return the largest request, gRPC's own default for a server that names no limit."""
    return limits.max_message_bytes or _DEFAULT_MESSAGE_BYTES


def text_too_long(text_bytes: int, limit: int) -> GaztagError:
    """Return the error of a text over the server's limit."""
    return _too_long(f"the text is {text_bytes} bytes", limit)


def _too_long(what: str, limit: int) -> GaztagError:
    message = f"{what}, the limit is {limit}"
    violation = FieldViolation("document.content", message, DOCUMENT_TOO_LARGE)
    return GaztagError(grpc.StatusCode.INVALID_ARGUMENT, message, reason=DOCUMENT_TOO_LARGE, violations=(violation,))


def entity_message(entity: Entity) -> common_pb2.Entity:
    """Write an entity, to be sent inline."""
    message = common_pb2.Entity(
        name=entity.name,
        display_name=entity.display_name,
        type=entity.type,
        external_ids=entity.external_ids,
        metadata=entity.metadata,
        prior=entity.prior,
    )
    for alias in entity.aliases:
        added = message.aliases.add(
            text=alias.text,
            language_code=alias.language,
            case_policy=_enum_value(common_pb2.Alias.CasePolicy, "CASE_POLICY_", alias.case_policy),
            context_required=alias.context_required,
            relation=_enum_value(common_pb2.Relation, "RELATION_", alias.relation),
            preferred=alias.preferred,
            flags=alias.flags,
        )
        if alias.inflected is not None:
            added.inflected = alias.inflected
    return message


def gazetteer_name(name: str) -> str:
    """Return the resource name of a gazetteer that may have been named by its id alone."""
    return name if "/" in name else f"gazetteers/{name}"


def view_value(view: str) -> Any:
    """Return the number of an entity view."""
    return _enum_value(common_pb2.EntityView, "ENTITY_VIEW_", view)


def read_result(result: entity_recognition_service_pb2.DocumentResult, document: Document) -> Analysis | DocumentError:
    """Read the answer to `document`, and check its offsets against the text."""
    if result.HasField("error"):
        return DocumentError.from_error(document.document_id, error_from_status(result.error))
    if result.encoding_type != common_pb2.ENCODING_TYPE_UTF32:
        raise GaztagError(
            grpc.StatusCode.INTERNAL,
            f"offsets asked for in code points came in encoding {result.encoding_type}",
            reason="OFFSET_MISMATCH",
        )
    entities = {entity.name: read_entity(entity) for entity in result.entities}
    return Analysis(
        document_id=document.document_id,
        text=document.text,
        mentions=tuple(_read_mention(mention, document.text, entities) for mention in result.mentions),
        entities=entities,
        language=result.language_code,
        revision=result.revision,
        truncated=result.truncated,
        suppressed=tuple(_read_suppressed(dropped, document.text, entities) for dropped in result.suppressed_mentions),
        suppressed_count=result.suppressed_mention_count,
    )


def read_result_or_error(
    result: entity_recognition_service_pb2.DocumentResult, document: Document
) -> Analysis | DocumentError:
    """Read the answer to one document of many: what is wrong with it stays with this document."""
    try:
        return read_result(result, document)
    except GaztagError as error:
        return DocumentError.from_error(document.document_id, error)


def read_entity(entity: common_pb2.Entity) -> Entity:
    """Read an entity."""
    return Entity(
        name=entity.name,
        display_name=entity.display_name,
        type=entity.type,
        aliases=tuple(_read_alias(alias) for alias in entity.aliases),
        external_ids=dict(entity.external_ids),
        metadata=dict(entity.metadata),
        prior=_shortest(entity.prior),
    )


def read_gazetteer(gazetteer: gazetteer_service_pb2.Gazetteer) -> Gazetteer:
    """Read a gazetteer."""
    return Gazetteer(
        name=gazetteer.name,
        display_name=gazetteer.display_name,
        state=_enum_name(gazetteer_service_pb2.Gazetteer.State, "STATE_", gazetteer.state),
        revision=gazetteer.revision,
        activated=_read_time(gazetteer.activate_time) if gazetteer.HasField("activate_time") else None,
        entity_count=gazetteer.entity_count,
        alias_count=gazetteer.alias_count,
        memory_bytes=gazetteer.memory_bytes,
        source_uris=tuple(gazetteer.source_uris),
        diagnostics=tuple(_read_diagnostic(diagnostic) for diagnostic in gazetteer.diagnostics),
    )


def read_change(response: Any) -> Change:
    """Read what a call changed: any response with revisions, and with counts where it has them."""
    known = response.DESCRIPTOR.fields_by_name
    counts = {
        key: getattr(response, f"{key}_count") for key in ("added", "updated", "removed") if f"{key}_count" in known
    }
    diagnostics = response.diagnostics if "diagnostics" in known else ()
    return Change(
        previous_revision=response.previous_revision,
        revision=response.revision,
        diagnostics=tuple(_read_diagnostic(diagnostic) for diagnostic in diagnostics),
        **counts,
    )


def read_server_info(info: server_info_service_pb2.ServerInfo) -> ServerInfo:
    """Read what a server says of itself."""
    limits = info.limits
    return ServerInfo(
        version=info.version,
        commit=info.commit,
        started=_read_time(info.start_time) if info.HasField("start_time") else None,
        limits=Limits(
            max_document_bytes=limits.max_document_bytes,
            max_batch_documents=limits.max_batch_documents,
            max_message_bytes=limits.max_message_bytes,
            max_in_flight=limits.max_in_flight,
            max_inline_entities=limits.max_inline_entities,
            max_excluded_texts=limits.max_excluded_texts,
        ),
        languages=tuple(info.language_codes),
        revision=info.revision,
        held_revisions=tuple(info.held_revisions),
    )


def _read_mention(
    mention: entity_recognition_service_pb2.EntityMention, text: str, entities: dict[str, Entity]
) -> Mention:
    start, end = mention.text.begin_offset, mention.text.end_offset
    # Python slices forgive offsets out of range, so the range is checked too.
    if not 0 <= start < end <= len(text) or text[start:end] != mention.text.content:
        raise GaztagError(
            grpc.StatusCode.INTERNAL,
            f"the server says {mention.text.content!r} stands at {start}..{end}, the text has {text[start:end]!r}",
            reason="OFFSET_MISMATCH",
        )
    if not mention.candidates:
        raise GaztagError(grpc.StatusCode.INTERNAL, f"mention at {start}..{end} without a candidate")
    candidates = tuple(_read_candidate(candidate, entities) for candidate in mention.candidates)
    best = candidates[0]
    return Mention(
        start=start,
        end=end,
        text=mention.text.content,
        type=best.type,
        entity=best.entity,
        name=best.name,
        lemma=best.lemma,
        kind=best.kind,
        relation=best.relation,
        score=best.score,
        morph=best.morph,
        linked=best.linked,
        candidates=candidates,
        explanation=tuple(_read_step(step) for step in mention.explanation_steps),
    )


def _read_step(step: entity_recognition_service_pb2.ExplanationStep) -> ExplanationStep:
    return ExplanationStep(
        stage=step.stage,
        description=step.description,
        score=_shortest(step.score),
        source=step.source,
        entity=step.entity,
    )


def _read_suppressed(
    suppressed: entity_recognition_service_pb2.SuppressedMention, text: str, entities: dict[str, Entity]
) -> SuppressedMention:
    reason = _enum_name(entity_recognition_service_pb2.SuppressedMention.Reason, "REASON_", suppressed.reason)
    return SuppressedMention(mention=_read_mention(suppressed.mention, text, entities), reason=reason)


def _read_candidate(candidate: entity_recognition_service_pb2.Candidate, entities: dict[str, Entity]) -> Candidate:
    entity = entities.get(candidate.entity)
    return Candidate(
        entity=candidate.entity,
        name=entity.display_name if entity else "",
        type=entity.type if entity else "",
        score=_shortest(candidate.score),
        kind=_enum_name(entity_recognition_service_pb2.Candidate.MatchKind, "MATCH_KIND_", candidate.match_kind),
        alias=candidate.alias,
        lemma=candidate.lemma,
        morph=candidate.morph_features,
        relation=_enum_name(common_pb2.Relation, "RELATION_", candidate.relation),
        linked=candidate.linked,
    )


def _read_alias(alias: common_pb2.Alias) -> Alias:
    return Alias(
        text=alias.text,
        language=alias.language_code,
        case_policy=_enum_name(common_pb2.Alias.CasePolicy, "CASE_POLICY_", alias.case_policy),
        inflected=alias.inflected if alias.HasField("inflected") else None,
        context_required=alias.context_required,
        relation=_enum_name(common_pb2.Relation, "RELATION_", alias.relation),
        preferred=alias.preferred,
        flags=alias.flags,
    )


def _read_diagnostic(diagnostic: gazetteer_service_pb2.Diagnostic) -> Diagnostic:
    return Diagnostic(
        severity=_enum_name(gazetteer_service_pb2.Diagnostic.Severity, "SEVERITY_", diagnostic.severity),
        code=diagnostic.code,
        message=diagnostic.message,
        uri=diagnostic.uri,
        line=diagnostic.line,
        column=diagnostic.column,
    )


def _read_time(time: Timestamp) -> datetime:
    return time.ToDatetime(tzinfo=timezone.utc)


def _shortest(value: float) -> float:
    """Return the shortest decimal of a 32-bit float: 0.99, not 0.9900000095367432."""
    wanted = struct.pack("f", value)
    for digits in range(1, 9):
        decimal = float(f"{value:.{digits}g}")
        if struct.pack("f", decimal) == wanted:
            return decimal
    return value


def _strings(keyword: str, values: Iterable[str]) -> list[str]:
    if isinstance(values, str):
        raise TypeError(f"`{keyword}` takes a sequence of strings, not one string: [{values!r}]")
    return list(values)


def _enum_value(enum: Any, prefix: str, name: str) -> Any:
    key = prefix + name.upper().replace("-", "_")
    if key not in enum.keys():  # noqa: SIM118 - a wrapper, no mapping
        known = [known.removeprefix(prefix).lower().replace("_", "-") for known in enum.keys()]  # noqa: SIM118
        raise ValueError(f"unknown value `{name}`: known are {', '.join(known[1:])}")
    return enum.Value(key)


def _enum_name(enum: Any, prefix: str, number: int) -> Any:
    try:
        name: str = enum.Name(number)
    except ValueError:
        # A newer server may know more than these stubs.
        return str(number)
    return name.removeprefix(prefix).lower()
