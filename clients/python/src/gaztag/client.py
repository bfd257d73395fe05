"""The client: one channel to one server, and a method a question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import grpc

from gaztag import _wire
from gaztag._pb.v1 import (
    entity_recognition_service_pb2,
    entity_recognition_service_pb2_grpc,
    gazetteer_service_pb2,
    gazetteer_service_pb2_grpc,
    server_info_service_pb2,
    server_info_service_pb2_grpc,
)
from gaztag._stream import DocumentStream
from gaztag.errors import GaztagError, error_from_rpc, error_from_status
from gaztag.retry import RetryPolicy
from gaztag.types import (
    Analysis,
    AnalysisConfig,
    Change,
    Document,
    DocumentError,
    Entity,
    Gazetteer,
    Limits,
    ServerInfo,
    View,
)

if TYPE_CHECKING:
    from google.protobuf.message import Message
    from typing_extensions import Unpack

_Context = TypeVar("_Context")

# A batch is one answer, so a long one is cut well below what the server would still accept.
_BATCH_BYTES = 4 << 20
# Tag and length in front of a submessage are never longer.
_FIELD_OVERHEAD = 8
_PAGE_SIZE = 1000

_CHANNEL_OPTIONS: tuple[tuple[str, Any], ...] = (
    # The server publishes its limits and names the one that was broken: let it.
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
    # A restarted server is found again within seconds; the default may take two minutes.
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.min_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 3000),
    ("grpc.primary_user_agent", "gaztag-python"),
)


class Client:
    """A connection to a gaztag server. Safe to share between threads; a context manager.

    `target` is `host:port`; `http://` and `https://` in front are understood, the latter turns TLS on. `timeout` is
    how long a call may take with all its retries, and in a stream how long the server may stay silent, in seconds.
    Calls that fail with UNAVAILABLE or RESOURCE_EXHAUSTED are made again as `retry` says.
    """

    def __init__(
        self,
        target: str,
        *,
        timeout: float = 30.0,
        credentials: grpc.ChannelCredentials | None = None,
        options: Sequence[tuple[str, Any]] = (),
        retry: RetryPolicy | None = None,
    ) -> None:
        address = target.removeprefix("http://").removeprefix("https://").rstrip("/")
        if credentials is None and target.startswith("https://"):
            credentials = grpc.ssl_channel_credentials()
        all_options = (*_CHANNEL_OPTIONS, *options)
        if credentials is None:
            self._channel = grpc.insecure_channel(address, options=all_options)
        else:
            self._channel = grpc.secure_channel(address, credentials, options=all_options)
        self._recognition = entity_recognition_service_pb2_grpc.EntityRecognitionServiceStub(self._channel)
        self._gazetteers = gazetteer_service_pb2_grpc.GazetteerServiceStub(self._channel)
        self._server_info = server_info_service_pb2_grpc.ServerInfoServiceStub(self._channel)
        self._timeout = timeout
        self._retry = retry or RetryPolicy()
        self._known_limits: Limits | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. Calls in progress are cancelled."""
        self._channel.close()

    def analyze(
        self,
        text: str,
        *,
        language: str | None = None,
        document_id: str | None = None,
        timeout: float | None = None,
        **config: Unpack[AnalysisConfig],
    ) -> Analysis:
        """Analyze one text."""
        document = Document(text, document_id or "", language or "")
        request = entity_recognition_service_pb2.AnalyzeEntitiesRequest(
            document=_wire.document_message(document), config=_wire.config_message(config)
        )
        response = self._call(self._recognition.AnalyzeEntities, request, timeout)
        analysis = _wire.read_result(response.result, document)
        if isinstance(analysis, DocumentError):
            raise GaztagError(analysis.code, analysis.message, reason=analysis.reason, violations=analysis.violations)
        return analysis

    def analyze_batch(
        self,
        documents: Iterable[str | Document],
        *,
        timeout: float | None = None,
        **config: Unpack[AnalysisConfig],
    ) -> list[Analysis | DocumentError]:
        """Analyze documents that fit in memory, in as many calls as the server's limits make necessary.

        The results are in the order of the documents. `timeout` is for one call.
        """
        settings = _wire.config_message(config)
        limits = self._limits()
        overhead = settings.ByteSize() + 2 * _FIELD_OVERHEAD
        slots = [_BatchSlot(_as_document(document), limits, overhead) for document in documents]
        for chunk in _chunks(slots, limits, overhead):
            self._analyze_chunk(chunk, settings, timeout)
        return [slot.finished() for slot in slots]

    def stream(
        self,
        documents: Iterable[str | Document],
        *,
        timeout: float | None = None,
        max_in_flight: int | None = None,
        **config: Unpack[AnalysisConfig],
    ) -> Iterator[Analysis | DocumentError]:
        """Analyze any number of documents over one stream, in bounded memory.

        The results are in the order of the documents. `documents` is read in a thread of its own, at most a window
        of unanswered ones ahead. A broken stream is opened again and the unanswered documents are sent again; a
        document that breaks it twice alone becomes a `DocumentError`.
        """
        items = ((_as_document(document), None) for document in documents)
        stream = self.stream_items(items, timeout=timeout, max_in_flight=max_in_flight, **config)
        # A document goes in with each item, so a result comes out.
        return (cast("Analysis | DocumentError", result) for result, _ in stream)

    def stream_items(
        self,
        items: Iterable[tuple[Document | None, _Context]],
        *,
        timeout: float | None = None,
        max_in_flight: int | None = None,
        **config: Unpack[AnalysisConfig],
    ) -> Iterator[tuple[Analysis | DocumentError | None, _Context]]:
        """Analyze like `stream`, with a value of the caller's own beside each document, which comes back in place.

        An item without a document is not sent; it comes back, between its neighbours, without a result.
        """
        return iter(
            DocumentStream(
                items,
                open_call=self._recognition.StreamAnalyzeEntities,
                probe=self._probe,
                config=_wire.config_message(config),
                limits=self._limits(),
                max_in_flight=max_in_flight,
                timeout=self._timeout if timeout is None else timeout,
                retry=self._retry,
            )
        )

    def server_info(self, *, timeout: float | None = None) -> ServerInfo:
        """Return what the server is and what it accepts."""
        request = server_info_service_pb2.GetServerInfoRequest()
        response = self._call(self._server_info.GetServerInfo, request, timeout)
        info = _wire.read_server_info(response.server_info)
        self._known_limits = info.limits
        return info

    def gazetteers(self, *, timeout: float | None = None) -> list[Gazetteer]:
        """Return the gazetteers the server has loaded."""
        found: list[Gazetteer] = []
        request = gazetteer_service_pb2.ListGazetteersRequest(page_size=_PAGE_SIZE)
        while True:
            page = self._call(self._gazetteers.ListGazetteers, request, timeout)
            found.extend(_wire.read_gazetteer(gazetteer) for gazetteer in page.gazetteers)
            if not page.next_page_token:
                return found
            request.page_token = page.next_page_token

    def entity(self, name: str, *, view: View = "full", timeout: float | None = None) -> Entity:
        """Return an entity by its resource name, `countries/KZ`."""
        request = gazetteer_service_pb2.GetEntityRequest(name=name, view=_wire.view_value(view))
        return _wire.read_entity(self._call(self._gazetteers.GetEntity, request, timeout).entity)

    def search(
        self,
        query: str | None = None,
        *,
        external_id: str | None = None,
        gazetteers: Sequence[str] = (),
        entity_types: Sequence[str] = (),
        view: View = "basic",
        limit: int | None = 50,
        timeout: float | None = None,
    ) -> list[Entity]:
        """Find entities by a name in any form (a prefix when it ends with `*`) or by an external id, `wikidata:Q232`.

        Returns the best `limit`, or all for `limit=None`.
        """
        if (query is None) == (external_id is None):
            raise TypeError("either `query` or `external_id`")
        request = gazetteer_service_pb2.SearchEntitiesRequest(
            gazetteers=[_wire.gazetteer_name(name) for name in gazetteers],
            entity_types=entity_types,
            view=_wire.view_value(view),
        )
        if query is not None:
            request.query = query
        if external_id is not None:
            request.external_id = external_id
        found: list[Entity] = []
        while limit is None or len(found) < limit:
            request.page_size = _PAGE_SIZE if limit is None else min(limit - len(found), _PAGE_SIZE)
            page = self._call(self._gazetteers.SearchEntities, request, timeout)
            found.extend(_wire.read_entity(entity) for entity in page.entities)
            if not page.next_page_token:
                break
            request.page_token = page.next_page_token
        return found

    def reload(
        self,
        *gazetteers: str,
        validate_only: bool = False,
        expected_revision: str | None = None,
        timeout: float | None = None,
    ) -> Change:
        """Load changed files of these gazetteers, or of all, and swap all of them in at once, or none.

        With `expected_revision` only when that is the revision in use; with `validate_only` nothing is swapped.
        """
        request = gazetteer_service_pb2.ReloadGazetteersRequest(
            names=[_wire.gazetteer_name(name) for name in gazetteers],
            validate_only=validate_only,
            expected_revision=expected_revision or "",
        )
        return _wire.read_change(self._call(self._gazetteers.ReloadGazetteers, request, timeout))

    def rollback(self, revision: str, *, expected_revision: str | None = None, timeout: float | None = None) -> Change:
        """Return to a revision of `ServerInfo.held_revisions`, until files change or a reload is asked for."""
        request = gazetteer_service_pb2.RollbackGazetteersRequest(
            revision=revision, expected_revision=expected_revision or ""
        )
        return _wire.read_change(self._call(self._gazetteers.RollbackGazetteers, request, timeout))

    def upsert(
        self,
        entities: Iterable[Entity],
        *,
        validate_only: bool = False,
        expected_revision: str | None = None,
        timeout: float | None = None,
    ) -> Change:
        """Add entities to the server's overlay, or replace those of the same name as a whole: all or none.

        Their names are `people/stan-lee`. A server without an overlay refuses. The violations of the error name every
        faulty field.
        """
        request = gazetteer_service_pb2.UpsertEntitiesRequest(
            entities=[_wire.entity_message(entity) for entity in entities],
            validate_only=validate_only,
            expected_revision=expected_revision or "",
        )
        return _wire.read_change(self._call(self._gazetteers.UpsertEntities, request, timeout))

    def delete(
        self,
        names: Iterable[str],
        *,
        allow_missing: bool = False,
        validate_only: bool = False,
        expected_revision: str | None = None,
        timeout: float | None = None,
    ) -> Change:
        """Remove entities from the server's overlay, and hide those that a file has: all or none."""
        if isinstance(names, str):
            raise TypeError("`names` takes a list of names, not one")
        request = gazetteer_service_pb2.DeleteEntitiesRequest(
            names=names,
            allow_missing=allow_missing,
            validate_only=validate_only,
            expected_revision=expected_revision or "",
        )
        return _wire.read_change(self._call(self._gazetteers.DeleteEntities, request, timeout))

    def _limits(self) -> Limits:
        """Return the limits of the server as last seen."""
        return self._known_limits or self.server_info().limits

    def _probe(self, timeout: float) -> Limits:
        """Ask the server once, without retries, whether it is there."""
        try:
            response = self._server_info.GetServerInfo(server_info_service_pb2.GetServerInfoRequest(), timeout=timeout)
        except grpc.RpcError as error:
            raise error_from_rpc(error) from error
        self._known_limits = _wire.read_server_info(response.server_info).limits
        return self._known_limits

    def _call(self, method: Callable[..., Any], request: Message, timeout: float | None) -> Any:
        """Make a call, and make it again while that may help and the deadline allows."""
        deadline = time.monotonic() + (self._timeout if timeout is None else timeout)
        for failures in count(1):
            try:
                return method(request, timeout=max(deadline - time.monotonic(), 0.0))
            except grpc.RpcError as failure:
                error = error_from_rpc(failure)
                delay = self._retry.delay(failures, error.retry_delay)
                out_of_time = time.monotonic() + delay >= deadline
                if not error.retryable or failures > self._retry.retries or out_of_time:
                    raise error from failure
            time.sleep(delay)
        raise AssertionError("`count` never ends")

    def _analyze_chunk(
        self,
        chunk: list[_BatchSlot],
        config: entity_recognition_service_pb2.AnalysisConfig,
        timeout: float | None,
    ) -> None:
        """Analyze the documents of one call, and again those whose own error may pass."""
        request = entity_recognition_service_pb2.BatchAnalyzeEntitiesRequest(config=config)
        for failures in count(1):
            del request.documents[:]
            request.documents.extend(slot.message for slot in chunk)
            try:
                response = self._call(self._recognition.BatchAnalyzeEntities, request, timeout)
            except GaztagError as error:
                # The request was within the limits, so the answer was not.
                if error.code is not grpc.StatusCode.OUT_OF_RANGE:
                    raise
                self._analyze_halves(chunk, config, timeout, error)
                return
            if len(response.results) != len(chunk):
                raise GaztagError(
                    grpc.StatusCode.INTERNAL, f"{len(response.results)} results for {len(chunk)} documents"
                )
            for slot, result in zip(chunk, response.results, strict=True):
                slot.error = None
                slot.result = _wire.read_result_or_error(result, slot.document)
                if result.HasField("error"):
                    slot.error = error_from_status(result.error)
            chunk = [slot for slot in chunk if slot.error is not None and slot.error.retryable]
            if not chunk or failures > self._retry.retries:
                return
            asked = max((slot.error.retry_delay or 0.0 for slot in chunk if slot.error), default=0.0)
            time.sleep(self._retry.delay(failures, asked))

    def _analyze_halves(
        self,
        chunk: list[_BatchSlot],
        config: entity_recognition_service_pb2.AnalysisConfig,
        timeout: float | None,
        error: GaztagError,
    ) -> None:
        """Analyze in two calls what is too much for one."""
        if len(chunk) == 1:
            chunk[0].result = DocumentError.from_error(chunk[0].document.document_id, error)
            return
        middle = len(chunk) // 2
        self._analyze_chunk(chunk[:middle], config, timeout)
        self._analyze_chunk(chunk[middle:], config, timeout)


class _BatchSlot:
    """A document of a batch and what became of it."""

    __slots__ = ("document", "error", "message", "result")

    def __init__(self, document: Document, limits: Limits, overhead: int) -> None:
        self.document = document
        self.message: Any = None
        self.error: GaztagError | None = None
        self.result: Analysis | DocumentError | None = None
        try:
            self.message = _wire.checked_message(document, limits, overhead)
        except GaztagError as error:
            self.result = DocumentError.from_error(document.document_id, error)

    def finished(self) -> Analysis | DocumentError:
        """Return the result, which every slot has at the end of a batch."""
        if self.result is None:
            raise AssertionError("a document was neither sent nor refused")
        return self.result


def _chunks(slots: list[_BatchSlot], limits: Limits, overhead: int) -> Iterator[list[_BatchSlot]]:
    """Group the documents that can be sent into calls within the limits."""
    most_documents = limits.max_batch_documents or len(slots)
    most_bytes = min(_wire.max_message_bytes(limits), _BATCH_BYTES)
    chunk: list[_BatchSlot] = []
    size = overhead
    for slot in slots:
        if slot.result is not None:
            continue
        needed = slot.message.ByteSize() + _FIELD_OVERHEAD
        if chunk and (len(chunk) == most_documents or size + needed > most_bytes):
            yield chunk
            chunk = []
            size = overhead
        chunk.append(slot)
        size += needed
    if chunk:
        yield chunk


def _as_document(document: str | Document) -> Document:
    return Document(document) if isinstance(document, str) else document
