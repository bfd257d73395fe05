"""A server in this process that finds one word and fails as it is told."""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from gaztag._pb.v1 import common_pb2, gazetteer_service_pb2_grpc, server_info_service_pb2
from gaztag._pb.v1 import entity_recognition_service_pb2 as pb
from gaztag._pb.v1 import entity_recognition_service_pb2_grpc as pb_grpc
from gaztag._pb.v1 import gazetteer_service_pb2 as gazetteers
from gaztag._pb.v1 import server_info_service_pb2_grpc as info_grpc

KAZAKHSTAN = common_pb2.Entity(
    name="countries/KZ", display_name="Казахстан", type="COUNTRY", external_ids={"wikidata": "Q232"}
)


def status(
    code: grpc.StatusCode,
    message: str,
    *,
    reason: str = "",
    field: str = "",
    retry_after: float | None = None,
) -> status_pb2.Status:
    details: list[Any] = []
    if reason:
        details.append(error_details_pb2.ErrorInfo(reason=reason, domain="gaztag"))
    if field:
        violation = error_details_pb2.BadRequest.FieldViolation(field=field, description=message)
        details.append(error_details_pb2.BadRequest(field_violations=[violation]))
    if retry_after is not None:
        delay = duration_pb2.Duration()
        delay.FromNanoseconds(int(retry_after * 1e9))
        details.append(error_details_pb2.RetryInfo(retry_delay=delay))
    packed = []
    for detail in details:
        wrapped = any_pb2.Any()
        wrapped.Pack(detail)
        packed.append(wrapped)
    return status_pb2.Status(code=code.value[0], message=message, details=packed)


class FakeServer(
    pb_grpc.EntityRecognitionServiceServicer,
    gazetteer_service_pb2_grpc.GazetteerServiceServicer,
    info_grpc.ServerInfoServiceServicer,
):
    """What the texts make it do.

    - `FAIL`: an error of the document
    - `BUSY`: an error of the document that passes, at the first sight of this text
    - `POISON`: breaks the stream
    - `WAIT`: does not answer before `released`
    """

    def __init__(self) -> None:
        self.port = 0
        self.limits = server_info_service_pb2.ServerInfo.Limits(
            max_document_bytes=1 << 20,
            max_batch_documents=1000,
            max_message_bytes=16 << 20,
            max_in_flight=64,
        )
        self.revision = "0123456789abcdef"
        # Statuses to fail the next unary calls or streams with, before anything else.
        self.faults: deque[status_pb2.Status] = deque()
        # After so many answers each of the next streams breaks.
        self.break_after: deque[int] = deque()
        self.break_status = status(grpc.StatusCode.UNAVAILABLE, "connection reset")
        self.encoding = common_pb2.ENCODING_TYPE_UTF32
        self.shift = 0
        self.max_answer_documents = 1 << 30
        self.calls: list[tuple[str, Any]] = []
        self.received: list[str] = []
        self.streams = 0
        self.released = threading.Event()
        self.on_answer: Callable[[int], None] | None = None
        self._answers = 0
        self._busy_seen: set[str] = set()
        self._server: grpc.Server | None = None

    def start(self) -> FakeServer:
        self._server = grpc.server(ThreadPoolExecutor(max_workers=16), options=[("grpc.so_reuseport", 0)])
        pb_grpc.add_EntityRecognitionServiceServicer_to_server(self, self._server)
        gazetteer_service_pb2_grpc.add_GazetteerServiceServicer_to_server(self, self._server)
        info_grpc.add_ServerInfoServiceServicer_to_server(self, self._server)
        self.port = self._server.add_insecure_port(f"127.0.0.1:{self.port}")
        self._server.start()
        return self

    def stop(self) -> None:
        self.released.set()
        if self._server is not None:
            self._server.stop(grace=None).wait()
            self._server = None

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    def AnalyzeEntities(self, request: Any, context: Any) -> Any:
        self._called("AnalyzeEntities", request, context)
        result = self._result(request.document)
        if result.HasField("error"):
            context.abort_with_status(rpc_status.to_status(result.error))
        if request.config.explanations_included:
            _explain(result)
        return pb.AnalyzeEntitiesResponse(result=result)

    def BatchAnalyzeEntities(self, request: Any, context: Any) -> Any:
        self._called("BatchAnalyzeEntities", request, context)
        if len(request.documents) > self.max_answer_documents:
            context.abort(grpc.StatusCode.OUT_OF_RANGE, "message too large")
        results = [self._result(document) for document in request.documents]
        return pb.BatchAnalyzeEntitiesResponse(results=results)

    def StreamAnalyzeEntities(self, requests: Iterator[Any], context: Any) -> Iterator[Any]:
        config = next(requests)
        self.streams += 1
        self._called("StreamAnalyzeEntities", config, context)
        break_after = self.break_after.popleft() if self.break_after else None
        for index, request in enumerate(requests):
            document = request.document
            self.received.append(document.document_id)
            if index == break_after or "POISON" in document.content:
                context.abort_with_status(rpc_status.to_status(self.break_status))
            if "WAIT" in document.content:
                self.released.wait(20)
            yield pb.StreamAnalyzeEntitiesResponse(result=self._result(document), document_index=index)
            self._answers += 1
            if self.on_answer is not None:
                self.on_answer(self._answers)

    def GetServerInfo(self, request: Any, context: Any) -> Any:
        self._called("GetServerInfo", request, context)
        info = server_info_service_pb2.ServerInfo(version="0.1.0", limits=self.limits, revision=self.revision)
        info.start_time.FromSeconds(1_700_000_000)
        return server_info_service_pb2.GetServerInfoResponse(server_info=info)

    def ListGazetteers(self, request: Any, context: Any) -> Any:
        self._called("ListGazetteers", request, context)
        if not request.page_token:
            first = gazetteers.Gazetteer(name="gazetteers/countries", state=gazetteers.Gazetteer.STATE_ACTIVE)
            return gazetteers.ListGazetteersResponse(gazetteers=[first], next_page_token="2")
        second = gazetteers.Gazetteer(name="gazetteers/people", state=gazetteers.Gazetteer.STATE_STALE)
        return gazetteers.ListGazetteersResponse(gazetteers=[second])

    def GetEntity(self, request: Any, context: Any) -> Any:
        self._called("GetEntity", request, context)
        if request.name != KAZAKHSTAN.name:
            problem = status(grpc.StatusCode.NOT_FOUND, f"no entity `{request.name}`", reason="ENTITY_NOT_FOUND")
            context.abort_with_status(rpc_status.to_status(problem))
        entity = common_pb2.Entity()
        entity.CopyFrom(KAZAKHSTAN)
        entity.aliases.add(text="РК", case_policy=common_pb2.Alias.CASE_POLICY_EXACT, inflected=False)
        return gazetteers.GetEntityResponse(entity=entity)

    def SearchEntities(self, request: Any, context: Any) -> Any:
        self._called("SearchEntities", request, context)
        page = int(request.page_token or 0)
        found = [common_pb2.Entity(name=f"x/{page * 2 + offset}") for offset in range(min(2, request.page_size))]
        return gazetteers.SearchEntitiesResponse(entities=found, next_page_token=str(page + 1) if page < 2 else "")

    def ReloadGazetteers(self, request: Any, context: Any) -> Any:
        self._called("ReloadGazetteers", request, context)
        return gazetteers.ReloadGazetteersResponse(
            previous_revision=self.revision, revision="new", added_count=1, updated_count=2, removed_count=3
        )

    def RollbackGazetteers(self, request: Any, context: Any) -> Any:
        self._called("RollbackGazetteers", request, context)
        return gazetteers.RollbackGazetteersResponse(previous_revision=self.revision, revision=request.revision)

    def UpsertEntities(self, request: Any, context: Any) -> Any:
        self._called("UpsertEntities", request, context)
        warning = gazetteers.Diagnostic(
            severity=gazetteers.Diagnostic.SEVERITY_WARNING, code="UNKNOWN_GENDER", uri="people.tsv", line=2, column=3
        )
        return gazetteers.UpsertEntitiesResponse(
            previous_revision=self.revision,
            revision="new",
            added_count=len(request.entities),
            diagnostics=[warning],
            diagnostic_count=1,
        )

    def DeleteEntities(self, request: Any, context: Any) -> Any:
        self._called("DeleteEntities", request, context)
        return gazetteers.DeleteEntitiesResponse(
            previous_revision=self.revision, revision="new", removed_count=len(request.names)
        )

    def _called(self, name: str, request: Any, context: Any) -> None:
        self.calls.append((name, request))
        if self.faults and name != "GetServerInfo":
            context.abort_with_status(rpc_status.to_status(self.faults.popleft()))

    def _result(self, document: Any) -> Any:
        text = document.content
        if "FAIL" in text:
            problem = status(grpc.StatusCode.INVALID_ARGUMENT, "told to fail", reason="TOLD", field="document.content")
            return pb.DocumentResult(document_id=document.document_id, error=problem)
        if "BUSY" in text and text not in self._busy_seen:
            self._busy_seen.add(text)
            problem = status(grpc.StatusCode.UNAVAILABLE, "busy", retry_after=0.01)
            return pb.DocumentResult(document_id=document.document_id, error=problem)
        result = pb.DocumentResult(
            document_id=document.document_id,
            encoding_type=self.encoding,
            language_code=document.language_code or "ru",
            revision=self.revision,
        )
        for found in re.finditer(r"Казахстана?", text):
            mention = result.mentions.add()
            mention.text.content = found.group()
            mention.text.begin_offset = found.start() + self.shift
            mention.text.end_offset = found.end() + self.shift
            inflected = pb.Candidate.MATCH_KIND_INFLECTED if found.group().endswith("а") else 1
            mention.candidates.add(
                entity="countries/KZ",
                score=0.99,
                match_kind=inflected,
                alias="Казахстан",
                lemma="Казахстан",
                morph_features="Case=Gen",
                relation=common_pb2.RELATION_NAME,
                linked=True,
            )
        if result.mentions:
            result.entities.append(KAZAKHSTAN)
        return result


def _explain(result: pb.DocumentResult) -> None:
    """Say how the first mention was decided, and that the last was dropped."""
    steps = result.mentions[0].explanation_steps
    steps.add(stage="match", source="countries.tsv:2:4", score=0.5, entity="countries/KZ")
    result.suppressed_mentions.add(
        mention=result.mentions.pop(), reason=pb.SuppressedMention.Reason.Value("REASON_OVERLAPPED")
    )
    result.suppressed_mention_count = 7


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
