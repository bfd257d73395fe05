from __future__ import annotations

import time
from datetime import datetime, timezone

import grpc
import pytest

from fake import FakeServer, status
from gaztag import Alias, Analysis, Change, Client, Document, DocumentError, Entity, GaztagError, RetryPolicy
from gaztag._pb.v1 import common_pb2
from gaztag._pb.v1 import entity_recognition_service_pb2 as pb

TEXT = "🇰🇿 Президент Казахстана 👍🏽 𐎠 Казахстан"


def names(server: FakeServer) -> list[str]:
    return [name for name, _ in server.calls]


def test_offsets_are_those_of_str(client: Client) -> None:
    analysis = client.analyze(TEXT, language="ru", document_id="d1")
    assert [mention.text for mention in analysis.mentions] == ["Казахстана", "Казахстан"]
    for mention in analysis.mentions:
        assert analysis.text[mention.start : mention.end] == mention.text
    first = analysis.mentions[0]
    assert (first.type, first.entity, first.name) == ("COUNTRY", "countries/KZ", "Казахстан")
    assert (first.kind, first.relation, first.score, first.morph) == ("inflected", "name", 0.99, "Case=Gen")
    assert first.candidates[0].alias == "Казахстан"
    assert analysis.entities["countries/KZ"].external_ids == {"wikidata": "Q232"}
    assert (analysis.document_id, analysis.language, analysis.truncated) == ("d1", "ru", False)


def test_config_is_sent(server: FakeServer, client: Client) -> None:
    alias = Alias("Ромашка", language="ru", case_policy="capitalized", inflected=False, relation="name")
    client.analyze(
        TEXT,
        gazetteers=["countries", "gazetteers/people"],
        entity_types=["COUNTRY"],
        relations=["name", "demonym"],
        overlap="best-score",
        min_score=0.5,
        max_candidates=3,
        max_mentions=7,
        inline_entities=[Entity("x", "Ромашка", "ORGANIZATION", (alias,))],
        excluded_texts=["РК"],
        revision="r",
        coreference=False,
        explanations=True,
        generic_bodies=True,
        unlisted=False,
        entity_view="full",
    )
    config = server.calls[-1][1].config
    assert config.encoding_type == common_pb2.ENCODING_TYPE_UTF32
    assert list(config.gazetteers) == ["gazetteers/countries", "gazetteers/people"]
    assert list(config.entity_types) == ["COUNTRY"]
    assert list(config.relations) == [common_pb2.RELATION_NAME, common_pb2.RELATION_DEMONYM]
    assert config.overlap_policy == pb.AnalysisConfig.OVERLAP_POLICY_BEST_SCORE
    assert (config.min_score, config.max_candidates, config.max_mentions) == (0.5, 3, 7)
    assert config.inline_entities[0].aliases[0].case_policy == common_pb2.Alias.CASE_POLICY_CAPITALIZED
    assert config.inline_entities[0].aliases[0].HasField("inflected")
    assert (list(config.excluded_texts), config.revision) == (["РК"], "r")
    assert config.HasField("coreference_enabled")
    assert not config.coreference_enabled
    assert config.explanations_included
    assert config.generic_bodies_included
    assert config.HasField("unlisted_enabled")
    assert not config.unlisted_enabled
    assert config.entity_view == common_pb2.ENTITY_VIEW_FULL


def test_explanations_are_read(client: Client) -> None:
    plain = client.analyze(TEXT)
    assert (plain.mentions[0].explanation, plain.suppressed, plain.suppressed_count) == ((), (), 0)
    explained = client.analyze(TEXT, explanations=True)
    step = explained.mentions[0].explanation[0]
    assert (step.stage, step.source, step.score, step.entity) == ("match", "countries.tsv:2:4", 0.5, "countries/KZ")
    (dropped,) = explained.suppressed
    assert (dropped.reason, dropped.mention.text, dropped.mention.entity) == ("overlapped", "Казахстан", "countries/KZ")
    assert explained.suppressed_count == 7


def test_switches_are_left_to_the_server_when_unset(server: FakeServer, client: Client) -> None:
    client.analyze(TEXT)
    assert not server.calls[-1][1].config.HasField("coreference_enabled")
    assert not server.calls[-1][1].config.HasField("unlisted_enabled")


@pytest.mark.parametrize(
    ("config", "error", "part"),
    [
        ({"overlap": "longest"}, ValueError, "leftmost-longest"),
        ({"entity_types": "COUNTRY"}, TypeError, "sequence of strings"),
        ({"types": ["COUNTRY"]}, TypeError, "unknown keyword `types`"),
    ],
)
def test_wrong_keywords_are_told_before_a_call(
    server: FakeServer, client: Client, config: dict[str, object], error: type[Exception], part: str
) -> None:
    with pytest.raises(error, match=part):
        client.analyze(TEXT, **config)  # type: ignore[arg-type]
    assert "AnalyzeEntities" not in names(server)


def test_shifted_offsets_are_refused(server: FakeServer, client: Client) -> None:
    server.shift = 1
    with pytest.raises(GaztagError) as caught:
        client.analyze(TEXT)
    assert caught.value.reason == "OFFSET_MISMATCH"
    (result,) = client.analyze_batch([TEXT])
    assert isinstance(result, DocumentError)
    assert result.reason == "OFFSET_MISMATCH"


def test_another_encoding_is_refused(server: FakeServer, client: Client) -> None:
    server.encoding = common_pb2.ENCODING_TYPE_UTF16
    with pytest.raises(GaztagError, match="code points"):
        client.analyze("ничего")


def test_errors_carry_their_details(client: Client) -> None:
    with pytest.raises(GaztagError) as caught:
        client.analyze("FAIL")
    error = caught.value
    assert (error.code, error.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "TOLD")
    assert error.violations[0].field == "document.content"
    assert str(error) == "INVALID_ARGUMENT (TOLD): told to fail; `document.content`: told to fail"


def test_a_lone_surrogate_is_an_error_of_the_document(client: Client) -> None:
    with pytest.raises(GaztagError) as caught:
        client.analyze("ab\ud800")
    assert caught.value.reason == "INVALID_UNICODE"
    results = client.analyze_batch(["\ud800", "Казахстан"])
    assert [type(result) for result in results] == [DocumentError, Analysis]


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED])
def test_what_may_pass_is_retried(server: FakeServer, client: Client, code: grpc.StatusCode) -> None:
    server.faults.extend([status(code, "not now")] * 3)
    assert client.analyze("Казахстан").mentions
    assert names(server).count("AnalyzeEntities") == 4


@pytest.mark.parametrize("code", [grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.INTERNAL])
def test_what_stays_is_not_retried(server: FakeServer, client: Client, code: grpc.StatusCode) -> None:
    server.faults.append(status(code, "never"))
    with pytest.raises(GaztagError, match="never"):
        client.analyze("Казахстан")
    assert names(server).count("AnalyzeEntities") == 1


def test_retries_end(server: FakeServer, client: Client) -> None:
    server.faults.extend([status(grpc.StatusCode.UNAVAILABLE, "not now")] * 10)
    with pytest.raises(GaztagError, match="not now"):
        client.analyze("Казахстан")
    assert names(server).count("AnalyzeEntities") == 6


def test_the_delay_asked_for_is_kept(server: FakeServer, client: Client) -> None:
    server.faults.append(status(grpc.StatusCode.RESOURCE_EXHAUSTED, "full", retry_after=0.4))
    begun = time.monotonic()
    client.analyze("Казахстан")
    assert time.monotonic() - begun >= 0.4


def test_no_retry_beyond_the_deadline(server: FakeServer, client: Client) -> None:
    server.faults.append(status(grpc.StatusCode.RESOURCE_EXHAUSTED, "full", retry_after=30))
    begun = time.monotonic()
    with pytest.raises(GaztagError) as caught:
        client.analyze("Казахстан", timeout=1)
    assert caught.value.retry_delay == 30
    assert time.monotonic() - begun < 1


def test_an_unreachable_server_is_unavailable() -> None:
    client = Client("127.0.0.1:1", timeout=1, retry=RetryPolicy(retries=1, initial=0.01))
    with client, pytest.raises(GaztagError) as caught:
        client.server_info()
    assert caught.value.code is grpc.StatusCode.UNAVAILABLE


def test_urls_are_targets(server: FakeServer) -> None:
    with Client(f"http://{server.target}/") as client:
        assert client.server_info().version == "0.1.0"


def test_batch_is_split_by_documents(server: FakeServer, client: Client) -> None:
    server.limits.max_batch_documents = 10
    results = client.analyze_batch(Document(f"{n} Казахстан", str(n)) for n in range(25))
    assert [result.document_id for result in results] == [str(n) for n in range(25)]
    batches = [len(request.documents) for name, request in server.calls if name == "BatchAnalyzeEntities"]
    assert batches == [10, 10, 5]


def test_batch_is_split_by_bytes(server: FakeServer, client: Client) -> None:
    server.limits.max_message_bytes = 1000
    results = client.analyze_batch(["я" * 150] * 7 + ["я" * 600])
    assert [type(result) for result in results] == [Analysis] * 7 + [DocumentError]
    sizes = [request.ByteSize() for name, request in server.calls if name == "BatchAnalyzeEntities"]
    assert len(sizes) == 3
    assert max(sizes) <= 1000


def test_a_text_over_the_limit_is_not_sent(server: FakeServer, client: Client) -> None:
    server.limits.max_document_bytes = 20
    long, exact = client.analyze_batch(["я" * 11, "я" * 10])
    assert isinstance(long, DocumentError)
    assert (long.reason, long.message) == ("DOCUMENT_TOO_LARGE", "the text is 22 bytes, the limit is 20")
    assert isinstance(exact, Analysis)
    assert len(server.calls[-1][1].documents) == 1


def test_batch_is_halved_when_the_answer_is_too_large(server: FakeServer, client: Client) -> None:
    server.max_answer_documents = 2
    results = client.analyze_batch([f"Казахстан {n}" for n in range(7)])
    assert [result.text for result in results if isinstance(result, Analysis)] == [f"Казахстан {n}" for n in range(7)]


def test_batch_keeps_the_place_of_a_failed_document(client: Client) -> None:
    one, two, three = client.analyze_batch(["Казахстан", Document("FAIL", "bad"), "BUSY Казахстан"])
    assert isinstance(one, Analysis)
    assert isinstance(two, DocumentError)
    assert (two.document_id, two.code, two.reason) == ("bad", grpc.StatusCode.INVALID_ARGUMENT, "TOLD")
    assert two.violations
    # Its own error passed, so it was sent again.
    assert isinstance(three, Analysis)


def test_an_empty_batch_is_no_call(server: FakeServer, client: Client) -> None:
    assert client.analyze_batch([]) == []
    assert "BatchAnalyzeEntities" not in names(server)


def test_server_info(client: Client) -> None:
    info = client.server_info()
    assert (info.version, info.revision) == ("0.1.0", "0123456789abcdef")
    assert info.started == datetime.fromtimestamp(1_700_000_000, tz=timezone.utc)
    assert info.limits.max_batch_documents == 1000


def test_gazetteers_of_all_pages(client: Client) -> None:
    found = client.gazetteers()
    assert [(each.name, each.state) for each in found] == [
        ("gazetteers/countries", "active"),
        ("gazetteers/people", "stale"),
    ]


def test_entity(client: Client) -> None:
    entity = client.entity("countries/KZ")
    assert entity.display_name == "Казахстан"
    assert entity.aliases == (Alias("РК", case_policy="exact", inflected=False, relation="unspecified"),)
    with pytest.raises(GaztagError) as caught:
        client.entity("countries/XX")
    assert (caught.value.code, caught.value.reason) == (grpc.StatusCode.NOT_FOUND, "ENTITY_NOT_FOUND")


def test_search(server: FakeServer, client: Client) -> None:
    assert [entity.name for entity in client.search("каз*", limit=None)] == [f"x/{n}" for n in range(6)]
    assert [entity.name for entity in client.search("каз*", limit=3)] == ["x/0", "x/1", "x/2"]
    client.search(external_id="wikidata:Q232", gazetteers=["countries"], limit=1)
    request = server.calls[-1][1]
    assert (request.external_id, list(request.gazetteers)) == ("wikidata:Q232", ["gazetteers/countries"])
    with pytest.raises(TypeError):
        client.search()


def test_reload_and_rollback(server: FakeServer, client: Client) -> None:
    change = client.reload("people", expected_revision=server.revision)
    assert change == Change(server.revision, "new", added=1, updated=2, removed=3)
    _, request = server.calls[-1]
    assert (list(request.names), request.expected_revision) == (["gazetteers/people"], server.revision)
    client.reload(validate_only=True)
    _, request = server.calls[-1]
    assert (request.validate_only, list(request.names)) == (True, [])
    assert client.rollback("0" * 16) == Change(server.revision, "0" * 16)


def test_upsert_and_delete(server: FakeServer, client: Client) -> None:
    lee = Entity("people/stan-lee", "", "PERSON", (Alias("Стэн Ли", preferred=True, flags="g=m"),))
    change = client.upsert([lee])
    assert (change.added, change.diagnostics[0].code, change.diagnostics[0].severity) == (
        1,
        "UNKNOWN_GENDER",
        "warning",
    )
    _, request = server.calls[-1]
    assert (request.entities[0].aliases[0].flags, request.entities[0].aliases[0].preferred) == ("g=m", True)
    assert client.delete(["people/stan-lee"], allow_missing=True).removed == 1
    _, request = server.calls[-1]
    assert (list(request.names), request.allow_missing) == (["people/stan-lee"], True)
    with pytest.raises(TypeError):
        client.delete("people/stan-lee")
