from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator

import grpc
import pytest

from conftest import QUICK
from fake import FakeServer, status, wait_until
from gaztag import Analysis, Client, Document, DocumentError, GaztagError


def corpus(size: int, **special: str) -> list[Document]:
    """Documents `d0`, `d1`, ...; those named in `special` have another text."""
    return [Document(special.get(f"d{n}", f"{n} Казахстан"), f"d{n}") for n in range(size)]


def ids(results: list[Analysis | DocumentError]) -> list[str]:
    return [result.document_id for result in results]


def failed(results: list[Analysis | DocumentError]) -> list[str]:
    return [result.document_id for result in results if isinstance(result, DocumentError)]


def test_results_are_in_order(server: FakeServer, client: Client) -> None:
    results = list(client.stream(corpus(500)))
    assert ids(results) == [f"d{n}" for n in range(500)]
    assert not failed(results)
    assert server.streams == 1


def test_texts_are_documents(client: Client) -> None:
    (result,) = client.stream(["Казахстан"])
    assert isinstance(result, Analysis)
    assert result.mentions[0].entity == "countries/KZ"


def test_an_empty_stream_is_not_opened(server: FakeServer, client: Client) -> None:
    assert list(client.stream([])) == []
    assert server.streams == 0


def test_document_errors_stand_in_their_place(client: Client) -> None:
    results = list(client.stream(corpus(20, d3="FAIL", d7="\ud800")))
    assert ids(results) == [f"d{n}" for n in range(20)]
    assert failed(results) == ["d3", "d7"]


def test_a_document_whose_error_may_pass_is_sent_again(server: FakeServer, client: Client) -> None:
    results = list(client.stream(corpus(20, d3="BUSY 3", d4="BUSY 4", d19="BUSY 19")))
    assert ids(results) == [f"d{n}" for n in range(20)]
    assert not failed(results)
    assert server.received.count("d19") == 2


def test_config_and_in_flight_are_sent_first(server: FakeServer, client: Client) -> None:
    list(client.stream(corpus(1), entity_types=["COUNTRY"], max_in_flight=5))
    config = next(request.config for name, request in server.calls if name == "StreamAnalyzeEntities")
    assert config.max_in_flight == 5
    assert list(config.analysis_config.entity_types) == ["COUNTRY"]


def test_a_broken_stream_goes_on(server: FakeServer, client: Client) -> None:
    server.break_after.extend([10, 0, 3, 40])
    results = list(client.stream(corpus(200)))
    assert ids(results) == [f"d{n}" for n in range(200)]
    assert not failed(results)
    assert server.streams == 5


@pytest.mark.parametrize(
    "code",
    [
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.OUT_OF_RANGE,
        grpc.StatusCode.UNKNOWN,
    ],
)
def test_a_document_that_breaks_the_stream_is_given_up(
    server: FakeServer, client: Client, code: grpc.StatusCode
) -> None:
    server.break_status = status(code, "ouch")
    results = list(client.stream(corpus(50, d0="POISON", d20="POISON", d49="POISON")))
    assert ids(results) == [f"d{n}" for n in range(50)]
    assert failed(results) == ["d0", "d20", "d49"]
    error = results[20]
    assert isinstance(error, DocumentError)
    assert (error.code, error.reason) == (code, "STREAM_BROKEN")
    # Once in company, twice alone, or, when the company was at fault, twice alone.
    assert all(server.received.count(name) <= 3 for name in ("d0", "d20", "d49"))


def test_many_poisonous_documents_end_the_stream(server: FakeServer, client: Client) -> None:
    with pytest.raises(GaztagError, match="connection reset"):
        list(client.stream([Document("POISON", f"p{n}") for n in range(100)]))
    assert len(set(server.received)) > 5


def test_overload_is_not_the_fault_of_a_document(server: FakeServer, client: Client) -> None:
    full = status(grpc.StatusCode.UNAVAILABLE, "draining", retry_after=0.02)
    server.faults.extend([full] * 4)
    results = list(client.stream(corpus(1)))
    assert not failed(results)
    assert server.streams == 5


def test_a_refused_config_is_raised_at_once(server: FakeServer, client: Client) -> None:
    server.faults.append(status(grpc.StatusCode.INVALID_ARGUMENT, "no such type", reason="BAD"))
    with pytest.raises(GaztagError) as caught:
        list(client.stream(corpus(5)))
    assert caught.value.reason == "BAD"
    assert server.streams == 1


def test_retries_end_when_the_server_stays_away(server: FakeServer, client: Client) -> None:
    stream = client.stream(corpus(500))
    assert next(stream).document_id == "d0"
    server.stop()
    with pytest.raises(GaztagError) as caught:
        list(stream)
    assert caught.value.code is grpc.StatusCode.UNAVAILABLE


def test_a_restarted_server_is_found_again(server: FakeServer) -> None:
    def restart() -> None:
        server.stop()
        time.sleep(0.3)
        server.start()

    stopper = threading.Thread(target=restart)
    server.on_answer = lambda answers: stopper.start() if answers == 20 else None
    with Client(server.target, timeout=5) as client:
        results = list(client.stream(corpus(300)))
    stopper.join()
    assert ids(results) == [f"d{n}" for n in range(300)]
    assert not failed(results)
    assert server.streams > 1


def test_a_silent_server_is_left(server: FakeServer) -> None:
    with Client(server.target, timeout=0.3, retry=QUICK) as client:
        results = list(client.stream(corpus(5, d2="WAIT")))
    assert ids(results) == [f"d{n}" for n in range(5)]
    assert failed(results) == ["d2"]
    error = results[2]
    assert isinstance(error, DocumentError)
    assert error.code is grpc.StatusCode.DEADLINE_EXCEEDED


def test_a_slow_consumer_is_no_silent_server(server: FakeServer) -> None:
    with Client(server.target, timeout=0.2, retry=QUICK) as client:
        for number, _ in enumerate(client.stream(corpus(200), max_in_flight=4)):
            if number % 50 == 0:
                time.sleep(0.4)
    assert server.streams == 1


def test_results_do_not_wait_for_the_next_document(client: Client) -> None:
    answered = threading.Event()

    def live() -> Iterator[str]:
        yield "Казахстан"
        # The next document exists only when the answer to the first has come.
        assert answered.wait(5)
        yield "Казахстан"

    results = []
    for result in client.stream(live()):
        results.append(result)
        answered.set()
    assert [type(result) for result in results] == [Analysis, Analysis]


def test_the_window_is_bounded(server: FakeServer, client: Client) -> None:
    pulled = 0

    def endless() -> Iterator[str]:
        nonlocal pulled
        while True:
            pulled += 1
            yield "WAIT" if pulled == 1 else "Казахстан"

    stream = client.stream(endless(), max_in_flight=8)
    results: list[Analysis | DocumentError] = []
    puller = threading.Thread(target=lambda: results.append(next(stream)))
    puller.start()
    wait_until(lambda: pulled > 8)
    time.sleep(0.2)
    assert pulled <= 8 * 2 + 1
    server.released.set()
    puller.join(5)
    assert results


def test_leaving_early_stops_everything(server: FakeServer, client: Client) -> None:
    before = set(threading.enumerate())
    stream = client.stream(corpus(10_000))
    next(stream)
    del stream
    gc.collect()

    def ours() -> list[threading.Thread]:
        return [each for each in threading.enumerate() if each not in before and each.name.startswith("gaztag-")]

    wait_until(lambda: not ours())
    assert len(server.received) < 1000


def test_what_the_documents_raise_is_raised_in_order(client: Client) -> None:
    def broken() -> Iterator[str]:
        yield "Казахстан"
        raise LookupError("no more")

    stream = client.stream(broken())
    assert isinstance(next(stream), Analysis)
    with pytest.raises(LookupError, match="no more"):
        next(stream)
