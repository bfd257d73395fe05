"""Analyzing without end over a stream that may break.

Documents are pulled from the caller by a thread of ours (the feeder) into a bounded window. Each connection (an
attempt) has gRPC's own thread, which takes the next document to send, and a reader, which files the answers. The
caller's thread hands out the results in order and decides what follows a break. All share one lock.

After a break it is not known which of the unanswered documents broke the stream, if any did. They are suspects: each
is sent again alone, with nothing else unanswered. One that breaks the stream twice alone is given up.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import grpc

from gaztag import _wire
from gaztag._pb.v1 import entity_recognition_service_pb2 as pb
from gaztag.errors import GaztagError, error_from_rpc, error_from_status
from gaztag.retry import RetryPolicy
from gaztag.types import Analysis, Document, DocumentError, Limits

_Context = TypeVar("_Context")

logger = logging.getLogger("gaztag")

# Unanswered documents the server is allowed to hold, where the caller does not say: more would only cost memory.
_DEFAULT_IN_FLIGHT = 64
# The window also holds answers that wait for an earlier one, so it is wider than what the server may hold.
_WINDOW_FACTOR = 2
_WINDOW_BYTES = 32 << 20
_REQUEST_OVERHEAD = 16
# How often a document may break the stream alone.
_BREAKS_ALONE = 2
# So many documents given up in a row without an answer between them say that it is not the documents.
_GIVEN_UP_IN_A_ROW = 10
_PROBE_TIMEOUT = 10.0
_GOODBYE_TIMEOUT = 1.0
# A wait without an end cannot be interrupted on every system.
_WAIT_TICK = 1.0

# No second connection mends these.
_FATAL = frozenset(
    {
        grpc.StatusCode.UNAUTHENTICATED,
        grpc.StatusCode.PERMISSION_DENIED,
        grpc.StatusCode.UNIMPLEMENTED,
        grpc.StatusCode.FAILED_PRECONDITION,
        grpc.StatusCode.NOT_FOUND,
    }
)
# Of a probe, and of a stream that never answered: the request itself is refused.
_FATAL_AT_FIRST = _FATAL | {grpc.StatusCode.INVALID_ARGUMENT}


class _Slot(Generic[_Context]):
    """A place in the window: a document on its way, or an item that only passes through."""

    __slots__ = (
        "answer",
        "breaks_alone",
        "context",
        "document",
        "done",
        "failure",
        "message",
        "not_before",
        "size",
        "suspect",
        "tries",
    )

    def __init__(self, document: Document | None, context: _Context) -> None:
        self.document = document
        self.context = context
        self.message: Any = None
        self.size = 0
        self.answer: pb.DocumentResult | None = None
        self.failure: GaztagError | None = None
        self.done = document is None
        self.suspect = False
        self.breaks_alone = 0
        self.tries = 0
        self.not_before = 0.0

    def finish(self, *, answer: pb.DocumentResult | None = None, failure: GaztagError | None = None) -> None:
        self.answer = answer
        self.failure = failure
        self.message = None
        self.done = True

    def result(self) -> Analysis | DocumentError | None:
        if self.document is None:
            return None
        if self.failure is not None:
            return DocumentError.from_error(self.document.document_id, self.failure)
        if self.answer is None:
            raise AssertionError("a finished document has an answer or a failure")
        return _wire.read_result_or_error(self.answer, self.document)


class _Attempt(Generic[_Context]):
    """One connection: what was sent over it and not answered, by position."""

    def __init__(self) -> None:
        self.call: Any = None
        self.sent = 0
        self.in_flight: dict[int, _Slot[_Context]] = {}
        self.active_at = time.monotonic()
        self.over = False
        self.error: GaztagError | None = None

    def end(self, error: GaztagError | None) -> None:
        """Note why the connection ended, if this is the first to know."""
        if not self.over:
            self.over = True
            self.error = error


class DocumentStream(Generic[_Context]):
    """Results of `items` in order, over as many connections as it takes. Can be iterated once."""

    def __init__(
        self,
        items: Iterable[tuple[Document | None, _Context]],
        *,
        open_call: Callable[[Iterator[Any]], Any],
        probe: Callable[[float], Limits],
        config: pb.AnalysisConfig,
        limits: Limits,
        max_in_flight: int | None,
        timeout: float,
        retry: RetryPolicy,
    ) -> None:
        self._items = items
        self._open_call = open_call
        self._probe = probe
        self._config = config
        self._limits = limits
        self._timeout = timeout
        self._retry = retry
        self._in_flight_limit = max_in_flight or _DEFAULT_IN_FLIGHT
        if limits.max_in_flight > 0:
            self._in_flight_limit = min(self._in_flight_limit, limits.max_in_flight)

        # Everything below is shared by the threads and guarded by one lock. The conditions are what each of them waits
        # for: the feeder for room, gRPC's thread for something to send, the caller for a result or a break.
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._sendable = threading.Condition(self._lock)
        self._news = threading.Condition(self._lock)
        self._window: deque[_Slot[_Context]] = deque()
        self._window_bytes = 0
        self._unsent: deque[_Slot[_Context]] = deque()
        self._input_done = False
        self._input_error: BaseException | None = None
        self._closed = False
        # Since the last answer, over all connections.
        self._failures = 0
        self._given_up = 0
        self._ever_answered = False

    def __iter__(self) -> Iterator[tuple[Analysis | DocumentError | None, _Context]]:
        threading.Thread(target=self._feed, name="gaztag-feeder", daemon=True).start()
        attempt: _Attempt[_Context] | None = None
        try:
            while True:
                with self._lock:
                    finished = self._take()
                    if not finished:
                        if not self._window and self._input_done:
                            break
                        broken = attempt is None or attempt.over
                        if not broken or not self._to_do(attempt):
                            self._wait(attempt)
                            continue
                if finished:
                    for slot in finished:
                        yield slot.result(), slot.context
                else:
                    if attempt is not None:
                        self._after_break(attempt)
                    attempt = self._connect(again=attempt is not None)
            self._say_goodbye(attempt)
            if self._input_error is not None:
                raise self._input_error
        finally:
            with self._lock:
                self._closed = True
                self._room.notify_all()
                self._sendable.notify_all()
            if attempt is not None:
                attempt.call.cancel()

    # The caller's thread.

    def _take(self) -> list[_Slot[_Context]]:
        """Take what is finished at the beginning of the window out of it."""
        finished = []
        while self._window and self._window[0].done:
            slot = self._window.popleft()
            self._window_bytes -= slot.size
            finished.append(slot)
        # Waking the feeder for every document would cost more than the document.
        if finished and self._window_bytes <= _WINDOW_BYTES // 2 and len(self._window) <= self._in_flight_limit:
            self._room.notify_all()
        return finished

    def _to_do(self, attempt: _Attempt[_Context] | None) -> bool:
        return bool(self._unsent) or (attempt is not None and bool(attempt.in_flight))

    def _wait(self, attempt: _Attempt[_Context] | None) -> None:
        """Wait for something to change, or find that the server has been silent for too long."""
        patience = _WAIT_TICK
        if attempt is not None and not attempt.over and attempt.in_flight:
            left = attempt.active_at + self._timeout - time.monotonic()
            if left <= 0:
                message = f"no answer for {self._timeout:g} s"
                attempt.end(GaztagError(grpc.StatusCode.DEADLINE_EXCEEDED, message))
                return
            patience = min(left, patience)
        self._news.wait(patience)

    def _after_break(self, attempt: _Attempt[_Context]) -> None:
        """Put the unanswered documents back, decide whether to go on, and pause."""
        attempt.call.cancel()
        error = attempt.error or GaztagError(
            grpc.StatusCode.UNAVAILABLE, "the server ended the stream before the last answer"
        )
        with self._lock:
            unanswered = [slot for _, slot in sorted(attempt.in_flight.items())]
            attempt.in_flight.clear()
            self._unsent.extendleft(reversed(unanswered))
            if error.code in (_FATAL if self._ever_answered else _FATAL_AT_FIRST):
                raise error
            overload = error.code is grpc.StatusCode.RESOURCE_EXHAUSTED or error.retry_delay is not None
            alone = len(unanswered) == 1 and unanswered[0].suspect and not overload
            for slot in unanswered:
                slot.suspect = slot.suspect or not overload
            if alone:
                self._blame(unanswered[0], error)
        self._pause(error, len(unanswered), counted=not alone)

    def _blame(self, slot: _Slot[_Context], error: GaztagError) -> None:
        """Count a break against the document that was alone in the stream."""
        slot.breaks_alone += 1
        if slot.breaks_alone < _BREAKS_ALONE:
            return
        self._given_up += 1
        if self._given_up > _GIVEN_UP_IN_A_ROW:
            raise error
        self._unsent.remove(slot)
        slot.finish(
            failure=GaztagError(
                error.code,
                f"the stream broke {slot.breaks_alone} times with this document alone in it: {error.message}",
                reason=error.reason or "STREAM_BROKEN",
            )
        )

    def _pause(self, error: GaztagError, unanswered: int, *, counted: bool) -> None:
        """Wait before the next connection, or give up after too many failures in a row.

        A break that was counted against a document is not `counted` here too.
        """
        if counted:
            self._failures += 1
            if self._failures > self._retry.retries:
                raise error
        delay = self._retry.delay(max(self._failures, 1), error.retry_delay)
        logger.warning("%s; %d documents unanswered, again in %.1f s", error, unanswered, delay)
        time.sleep(delay)

    def _connect(self, *, again: bool) -> _Attempt[_Context]:
        """Open a stream. After a break, first wait until the server answers anything at all.

        So a break soon after is a break of the stream, not of a server that is away.
        """
        while again:
            try:
                self._limits = self._probe(min(self._timeout, _PROBE_TIMEOUT))
                break
            except GaztagError as error:
                if error.code in _FATAL_AT_FIRST:
                    raise
                self._pause(error, len(self._unsent), counted=True)
        attempt: _Attempt[_Context] = _Attempt()
        attempt.call = self._open_call(self._requests(attempt))
        threading.Thread(target=self._read, args=(attempt,), name="gaztag-reader", daemon=True).start()
        return attempt

    def _say_goodbye(self, attempt: _Attempt[_Context] | None) -> None:
        """Let the server end the stream, so that it does not count a finished one as cancelled."""
        if attempt is not None:
            with self._lock:
                self._news.wait_for(lambda: attempt.over, _GOODBYE_TIMEOUT)

    # The feeder's thread.

    def _feed(self) -> None:
        """Pull the caller's items into the window. What the caller raises is raised to the caller, in order."""
        try:
            for document, context in self._items:
                slot = self._slot(document, context)
                with self._lock:
                    while not self._closed and not self._has_room(slot.size):
                        self._room.wait()
                    if self._closed:
                        return
                    self._window.append(slot)
                    self._window_bytes += slot.size
                    if not slot.done:
                        self._unsent.append(slot)
                        self._sendable.notify_all()
                    if slot.done or len(self._unsent) == 1:
                        # The first document is what the caller opens the stream for.
                        self._news.notify_all()
        except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the caller's thread
            self._input_error = error
        finally:
            with self._lock:
                self._input_done = True
                self._sendable.notify_all()
                self._news.notify_all()

    def _slot(self, document: Document | None, context: _Context) -> _Slot[_Context]:
        slot = _Slot(document, context)
        if document is not None:
            try:
                slot.message = _wire.checked_message(document, self._limits, _REQUEST_OVERHEAD)
                slot.size = slot.message.ByteSize()
            except GaztagError as error:
                slot.size = len(document.text)
                slot.finish(failure=error)
        return slot

    def _has_room(self, needed: int) -> bool:
        if not self._window:
            return True
        few = len(self._window) < self._in_flight_limit * _WINDOW_FACTOR
        return few and self._window_bytes + needed <= _WINDOW_BYTES

    # gRPC's thread of a connection.

    def _requests(self, attempt: _Attempt[_Context]) -> Iterator[pb.StreamAnalyzeEntitiesRequest]:
        yield pb.StreamAnalyzeEntitiesRequest(
            config=pb.StreamAnalyzeEntitiesRequest.Config(
                analysis_config=self._config, max_in_flight=self._in_flight_limit
            )
        )
        while True:
            with self._lock:
                slot = self._next_to_send(attempt)
                if slot is None:
                    return
                request = pb.StreamAnalyzeEntitiesRequest(document=slot.message)
            yield request

    def _next_to_send(self, attempt: _Attempt[_Context]) -> _Slot[_Context] | None:
        """Wait for a document to send. None: there will be no more over this connection."""
        while not attempt.over and not self._closed:
            patience = None
            if self._unsent:
                slot = self._unsent[0]
                now = time.monotonic()
                if slot.not_before > now:
                    patience = slot.not_before - now
                elif self._may_join(slot, attempt):
                    self._unsent.popleft()
                    if not attempt.in_flight:
                        attempt.active_at = now
                    attempt.in_flight[attempt.sent] = slot
                    attempt.sent += 1
                    return slot
            elif self._input_done and not attempt.in_flight:
                return None
            self._sendable.wait(patience)
        return None

    @staticmethod
    def _may_join(slot: _Slot[_Context], attempt: _Attempt[_Context]) -> bool:
        """Whether a document may be sent beside those in flight: a suspect is always alone."""
        if not attempt.in_flight:
            return True
        # One of those in flight speaks for all: a suspect would be the only one.
        return not slot.suspect and not next(iter(attempt.in_flight.values())).suspect

    # The reader's thread of a connection.

    def _read(self, attempt: _Attempt[_Context]) -> None:
        error: GaztagError | None = None
        try:
            for response in attempt.call:
                with self._lock:
                    self._answered(attempt, response)
        except grpc.RpcError as failure:
            error = error_from_rpc(failure)
        except GaztagError as failure:
            error = failure
        finally:
            with self._lock:
                attempt.end(error)
                self._sendable.notify_all()
                self._news.notify_all()

    def _answered(self, attempt: _Attempt[_Context], response: pb.StreamAnalyzeEntitiesResponse) -> None:
        """File an answer. A document whose own error may pass is sent again, later."""
        if attempt.over:
            return
        slot = attempt.in_flight.pop(response.document_index, None)
        if slot is None:
            index = response.document_index
            raise GaztagError(grpc.StatusCode.INTERNAL, f"an answer to document {index}, which is not open")
        attempt.active_at = time.monotonic()
        self._failures = self._given_up = 0
        self._ever_answered = True
        if response.result.HasField("error"):
            error = error_from_status(response.result.error)
            if error.retryable and slot.tries < self._retry.retries:
                slot.tries += 1
                slot.not_before = time.monotonic() + self._retry.delay(slot.tries, error.retry_delay)
                self._unsent.appendleft(slot)
                self._sendable.notify_all()
                return
        slot.finish(answer=response.result)
        if not attempt.in_flight:
            # What waited for this one to be out of the way, or the end.
            self._sendable.notify_all()
        if slot is self._window[0]:
            self._news.notify_all()
