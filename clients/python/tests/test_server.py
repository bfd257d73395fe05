"""Against the real server: set GAZTAG_BIN to the path of the binary `gaztag`."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import grpc
import pytest

from gaztag import Alias, Analysis, Client, Document, DocumentError, Entity, GaztagError
from gaztag.batch import main

BINARY = os.environ.get("GAZTAG_BIN")
READY_SECONDS = 120.0

pytestmark = pytest.mark.skipif(not BINARY, reason="GAZTAG_BIN is not set: no real server to test against")

SEED = (
    "переговоры Президента Республики Казахстан Касым-Жомарта Токаева и Президента Республики Сербия Александра Вучича"
)
SEED_ENTITIES = ["countries/KZ", "people/kassym-jomart-tokayev", "countries/RS", "people/aleksandar-vucic"]


class Server:
    """The binary, serving on a port of its choice or on a given one."""

    def __init__(self, port: int = 0, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [str(BINARY), "serve", "--listen", f"127.0.0.1:{port}", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        assert self._process.stdout is not None
        self._ports: queue.Queue[int | None] = queue.Queue()
        self._output: list[str] = []
        threading.Thread(target=self._drain, args=(self._process.stdout,), daemon=True).start()
        try:
            found = self._ports.get(timeout=READY_SECONDS)
        except queue.Empty:
            found = None
        if found is None:
            self.stop()
            pytest.fail(f"`{BINARY} serve` was not ready:\n{''.join(self._output)}")
        self.port = found
        self.target = f"127.0.0.1:{found}"

    def _drain(self, output: IO[str]) -> None:
        for line in output:
            self._output.append(line)
            ready = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
            if ready:
                self._ports.put(int(ready.group(1)))
        self._ports.put(None)

    def stop(self, *, kill: bool = False) -> None:
        if kill:
            self._process.kill()
        else:
            self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(30)


@pytest.fixture(scope="module")
def real() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def client(real: Server) -> Iterator[Client]:
    with Client(real.target) as client:
        yield client


def check(analysis: Analysis | DocumentError) -> Analysis:
    assert isinstance(analysis, Analysis), analysis
    for mention in analysis.mentions:
        assert analysis.text[mention.start : mention.end] == mention.text
        assert mention.name
        assert mention.type
        assert 0 < mention.score <= 1
    return analysis


def test_the_seed_sentence(client: Client) -> None:
    analysis = check(client.analyze(SEED))
    assert [mention.entity for mention in analysis.mentions] == SEED_ENTITIES
    kazakhstan = analysis.mentions[0]
    assert (kazakhstan.text, kazakhstan.lemma) == ("Республики Казахстан", "Республика Казахстан")
    assert (kazakhstan.kind, kazakhstan.relation, kazakhstan.type) == ("inflected", "name", "COUNTRY")
    assert analysis.language == "ru"
    assert analysis.revision == client.server_info().revision


@pytest.mark.parametrize("prefix", ["👍🏽", "🇰🇿🇷🇸 ", "𐎠𐎡 ", "e\u0301 й ", "\ufeff", "\x00 ", "👩‍👩‍👧‍👦\r\n"])
def test_offsets_after_any_unicode(client: Client, prefix: str) -> None:
    for text in (prefix + " " + SEED, SEED.replace(" ", f" {prefix} ", 1), f"{SEED} {prefix}"):
        analysis = check(client.analyze(text))
        assert [mention.entity for mention in analysis.mentions] == SEED_ENTITIES


def test_an_inline_entity(client: Client) -> None:
    entity = Entity("romashka", "Ромашка", "ORGANIZATION", (Alias("Ромашка", language="ru"),))
    analysis = check(client.analyze("Сотрудники Ромашки", inline_entities=[entity], entity_types=["ORGANIZATION"]))
    assert [(mention.entity, mention.text) for mention in analysis.mentions] == [("inline/romashka", "Ромашки")]


def test_types_are_filtered(client: Client) -> None:
    analysis = check(client.analyze(SEED, entity_types=["PERSON"]))
    assert {mention.type for mention in analysis.mentions} == {"PERSON"}


def test_batch_beyond_the_limit_of_documents(client: Client) -> None:
    count = client.server_info().limits.max_batch_documents + 1
    results = client.analyze_batch(Document("Казахстан", str(n)) for n in range(count))
    assert [result.document_id for result in results] == [str(n) for n in range(count)]
    assert all(check(result).mentions for result in results)


def test_a_text_over_the_limit(client: Client) -> None:
    limit = client.server_info().limits.max_document_bytes
    (ours,) = client.analyze_batch(["я" * (limit // 2 + 1)])
    assert isinstance(ours, DocumentError)
    with pytest.raises(GaztagError) as caught:
        client.analyze("я" * (limit // 2 + 1))
    # What the client says without asking is what the server says.
    assert (caught.value.code, caught.value.reason) == (ours.code, ours.reason)
    assert [each.field for each in caught.value.violations] == [each.field for each in ours.violations]


def test_refusals(client: Client) -> None:
    with pytest.raises(GaztagError) as caught:
        client.analyze(SEED, min_score=2.0)
    assert caught.value.code is grpc.StatusCode.INVALID_ARGUMENT
    assert caught.value.reason
    assert "min_score" in caught.value.violations[0].field
    with pytest.raises(GaztagError) as caught:
        client.analyze(SEED, revision="0000000000000000")
    assert caught.value.code is grpc.StatusCode.FAILED_PRECONDITION


def test_a_refused_config_ends_a_stream(client: Client) -> None:
    with pytest.raises(GaztagError) as caught:
        list(client.stream([SEED], min_score=2.0))
    assert caught.value.code is grpc.StatusCode.INVALID_ARGUMENT


def test_gazetteers_entities_and_search(client: Client) -> None:
    gazetteers = {each.name: each for each in client.gazetteers()}
    assert gazetteers["gazetteers/countries"].state == "active"
    assert gazetteers["gazetteers/countries"].entity_count > 100
    assert client.entity("countries/KZ").aliases
    assert "countries/KZ" in [entity.name for entity in client.search("Казахстана")]
    with pytest.raises(GaztagError) as caught:
        client.entity("countries/NOWHERE")
    assert caught.value.code is grpc.StatusCode.NOT_FOUND


def test_stream(client: Client) -> None:
    documents = [Document(f"{n} {SEED}", str(n)) for n in range(2000)]
    results = list(client.stream(documents))
    assert [result.document_id for result in results] == [str(n) for n in range(2000)]
    for result in results:
        assert [mention.entity for mention in check(result).mentions] == SEED_ENTITIES


def test_batch_script(real: Server, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "seed.txt").write_text("👍🏽 " + SEED, encoding="utf-8")
    (corpus / "bad.jsonl").write_bytes(b'{"id":"x"}\n{"id":"y","text":"' + "Токаев".encode() + b'"}\n\xff\n')
    out = tmp_path / "out.jsonl"
    assert main([str(corpus), "-o", str(out), "--server", f"http://{real.target}"]) == 1
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["y", "seed.txt"]
    mention = lines[1]["mentions"][0]
    keys = ["start", "end", "text", "type", "entity", "linked", "name", "lemma", "kind", "relation", "score"]
    assert list(mention) == keys
    assert (mention["start"], mention["text"], mention["name"]) == (25, "Республики Казахстан", "Казахстан")
    failures = (tmp_path / "out.failed.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["error"]["reason"] for line in failures] == ["MISSING_TEXT", "INVALID_UTF8"]


def test_batch_script_says_what_tag_says(real: Server, tmp_path: Path) -> None:
    corpus = tmp_path / "in.jsonl"
    texts = [SEED, "👍🏽 Казахстан", "", "казахстанский посол", "Астана and London", "Қазақстанда"]
    lines = [json.dumps({"id": f"d{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(texts) if text]
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ours, theirs = tmp_path / "ours.jsonl", tmp_path / "theirs.jsonl"
    assert main([str(corpus), "-o", str(ours), "--server", real.target]) == 0
    tag = [str(BINARY), "tag", str(corpus), "--encoding", "utf32", "--format", "jsonl", "--output", str(theirs)]
    subprocess.run(tag, check=True, timeout=READY_SECONDS, stdin=subprocess.DEVNULL)
    assert ours.read_text(encoding="utf-8").splitlines() == theirs.read_text(encoding="utf-8").splitlines()


def test_a_killed_server_is_found_again() -> None:
    server = Server()
    successors: list[Server] = []

    def restart() -> None:
        server.stop(kill=True)
        successors.append(Server(server.port))

    restarting = threading.Thread(target=restart)
    results = []
    try:
        with Client(server.target) as client:
            for number, result in enumerate(client.stream(f"{n} {SEED}" for n in range(3000))):
                if number == 500:
                    restarting.start()
                results.append(check(result))
        restarting.join()
    finally:
        server.stop()
        for successor in successors:
            successor.stop()
    assert [result.text for result in results] == [f"{n} {SEED}" for n in range(3000)]


def test_entities_come_and_go_without_a_file(tmp_path: Path) -> None:
    server = Server(0, "--overlay", str(tmp_path))
    try:
        with Client(server.target) as client:
            lee = Entity("people/test-stan-lee", "Стэн Тестов", "PERSON", (Alias("Стэн Тестов", "ru", flags="g=m"),))
            change = client.upsert([lee])
            assert (change.added, change.revision) == (1, client.server_info().revision)
            assert client.upsert([lee]).revision == change.revision
            [mention] = client.analyze("о Стэне Тестове").mentions
            assert mention.entity == lee.name
            assert client.analyze("о Стэне Тестове", revision=change.previous_revision, unlisted=False).mentions == ()
            client.rollback(change.previous_revision)
            assert client.analyze("о Стэне Тестове", unlisted=False).mentions == ()
            client.rollback(change.revision)
            assert client.delete([lee.name]).removed == 1
            assert client.reload().revision == change.previous_revision
            with pytest.raises(GaztagError) as failed:
                client.upsert([Entity("people/x", aliases=(Alias("Иван", flags="oops"),))])
            assert [violation.field for violation in failed.value.violations] == ["entities[0].aliases[0].flags"]
    finally:
        server.stop()
