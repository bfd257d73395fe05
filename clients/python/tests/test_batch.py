from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import grpc
import pytest

from fake import FakeServer, status, wait_until
from gaztag.batch import main, run
from gaztag.batch.arguments import parse
from gaztag.batch.documents import find_sources, read_sources
from gaztag.types import Limits

NO_LIMITS = Limits(0, 0, 0, 0, 0, 0)


class Batch:
    """A folder to run in, and the script run in it."""

    def __init__(self, folder: Path, server: FakeServer) -> None:
        self.folder = folder
        self.server = server
        self.out = folder / "out.jsonl"
        self.failed_file = folder / "out.failed.jsonl"

    def write(self, name: str, content: bytes | str | list[dict[str, Any]]) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "".join(json.dumps(fields, ensure_ascii=False) + "\n" for fields in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *arguments: str | Path) -> int:
        return main([*map(str, arguments), "-o", str(self.out), "--server", self.server.target])

    def command(self, *arguments: str | Path) -> list[str]:
        program = [sys.executable, "-c", "import sys; from gaztag.batch import main; sys.exit(main())"]
        return [*program, *map(str, arguments), "-o", str(self.out), "--server", self.server.target]

    @property
    def done(self) -> list[str]:
        return [fields["id"] for fields in self.results]

    @property
    def results(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.read_bytes().splitlines()]

    @property
    def failures(self) -> list[dict[str, Any]]:
        if not self.failed_file.exists():
            return []
        return [json.loads(line) for line in self.failed_file.read_bytes().splitlines()]

    @property
    def reasons(self) -> dict[str, str]:
        """Where it failed, by its last part, and why."""
        return {Path(failure["source"]).name: failure["error"]["reason"] for failure in self.failures}


@pytest.fixture
def batch(tmp_path: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> Batch:
    monkeypatch.setattr(run, "_RETRY_INITIAL", 0.01)
    return Batch(tmp_path, server)


def corpus(size: int) -> list[dict[str, Any]]:
    return [{"id": f"d{n}", "text": f"{n} Казахстан"} for n in range(size)]


def test_output_is_that_of_tag(batch: Batch) -> None:
    text = "👍🏽 Президент Казахстана"
    assert batch.run(batch.write("in.jsonl", [{"id": "ключ", "text": text, "lang": "ru", "other": 1}])) == 0
    assert batch.out.read_text(encoding="utf-8") == (
        '{"id":"ключ","encoding":"utf32","revision":"0123456789abcdef","mentions":[{"start":13,"end":23,'
        '"text":"Казахстана","type":"COUNTRY","entity":"countries/KZ","linked":true,"name":"Казахстан","lemma":"Казахстан",'
        '"kind":"inflected","relation":"name","score":0.99}]}\n'
    )
    assert not batch.failed_file.exists()


def test_results_are_in_input_order(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch.run(batch.write("in.jsonl", corpus(300))) == 0
    assert batch.done == [f"d{n}" for n in range(300)]
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gaztag-batch: 300 documents done, 0 failed; 0.0 MB in ")


def test_everything_that_fails_is_written_and_stops_nothing(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        b'{"id": "ok1", "text": "a"}',
        b"{not json}",
        b'{"id": "bytes", "text": "\xff\xfe"}',
        b'{"id": "none"}',
        b'{"id": "null", "text": null}',
        b'["list"]',
        b'{"id": {}, "text": "a"}',
        b'{"id": "lang", "text": "a", "lang": 7}',
        b'{"id": "ok1", "text": "b"}',
        b'{"id": "told", "text": "FAIL"}',
        b'{"id": "lone", "text": "\\ud800"}',
        b'{"id": "lone\\ud800", "text": "a"}',
        b'{"id": "long", "text": "' + b"a" * 2_000_000 + b'"}',
        b'{"id": "line", "text": "' + b"a" * 8_000_000 + b'"}',
        b"[" * 100_000,
        b'{"id": "poison", "text": "POISON"}',
        b"",
        b'{"id": "ok2", "text": "a"}',
    ]
    assert batch.run(batch.write("in.jsonl", b"\n".join(lines))) == 1
    assert batch.done == ["ok1", "ok2"]
    assert batch.reasons == {
        "in.jsonl:2": "INVALID_JSON",
        "in.jsonl:3": "INVALID_UTF8",
        "in.jsonl:4": "MISSING_TEXT",
        "in.jsonl:5": "MISSING_TEXT",
        "in.jsonl:6": "INVALID_JSON",
        "in.jsonl:7": "INVALID_ID",
        "in.jsonl:8": "INVALID_LANGUAGE",
        "in.jsonl:9": "DUPLICATE_ID",
        "in.jsonl:10": "TOLD",
        "in.jsonl:11": "INVALID_UNICODE",
        "in.jsonl:12": "INVALID_UNICODE",
        "in.jsonl:13": "DOCUMENT_TOO_LARGE",
        "in.jsonl:14": "DOCUMENT_TOO_LARGE",
        "in.jsonl:15": "INVALID_JSON",
        "in.jsonl:16": "STREAM_BROKEN",
    }
    told = next(failure for failure in batch.failures if failure["id"] == "told")
    assert told["error"] == {"code": "INVALID_ARGUMENT", "reason": "TOLD", "message": "told to fail"}
    assert set(told) == {"id", "error", "source"}
    summary = capsys.readouterr().err.splitlines()[-1]
    assert "2 documents done, 15 failed" in summary
    assert str(batch.failed_file) in summary


def test_crlf_bom_and_a_last_line_without_an_end(batch: Batch) -> None:
    content = b'\xef\xbb\xbf{"id":"a","text":"x\\r\\ny"}\r\n\r\n{"id":"b","text":"y"}'
    assert batch.run(batch.write("in.jsonl", content)) == 0
    assert batch.done == ["a", "b"]


def test_missing_and_numeric_ids(batch: Batch) -> None:
    path = batch.write("in.jsonl", '{"text":"a"}\n{"id":7,"text":"a"}\n')
    assert batch.run(path) == 0
    assert batch.done == [f"{path.as_posix()}:1", "7"]


def test_a_directory(batch: Batch) -> None:
    batch.write(
        "corpus/б/1.txt", b"\xef\xbb\xbf\r\n\xd0\x9a\xd0\xb0\xd0\xb7\xd0\xb0\xd1\x85\xd1\x81\xd1\x82\xd0\xb0\xd0\xbd"
    )
    batch.write("corpus/a.TXT", "Казахстан")
    batch.write("corpus/lines.jsonl", [{"id": "l", "text": "a"}, {"text": "a"}])
    batch.write("corpus/latin.txt", b"caf\xe9")
    batch.write("corpus/notes.md", "Казахстан")
    assert batch.run(batch.folder / "corpus") == 1
    assert batch.done == ["a.TXT", "l", "lines.jsonl:2", "б/1.txt"]
    # The mark at the beginning is no text; the line end is.
    assert batch.results[-1]["mentions"][0]["start"] == 2
    assert batch.reasons == {"latin.txt": "INVALID_UTF8"}
    assert batch.failures[0]["id"] == "latin.txt"


def test_the_output_is_no_input(batch: Batch) -> None:
    batch.write("a.txt", "Казахстан")
    for _ in range(2):
        assert batch.run(batch.folder, "--overwrite") == 0
        assert batch.done == ["a.txt"]


def test_a_text_over_the_limit_is_not_read(batch: Batch) -> None:
    batch.server.limits.max_document_bytes = 10
    batch.write("corpus/1.txt", "a" * 11)
    batch.write("corpus/2.txt", b"\xef\xbb\xbf" + b"a" * 10)
    assert batch.run(batch.folder / "corpus") == 1
    assert batch.done == ["2.txt"]
    assert batch.failures[0]["error"]["message"] == "the text is 11 bytes, the limit is 10"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_an_unreadable_file_stops_nothing(batch: Batch) -> None:
    batch.write("corpus/1.txt", "a").chmod(0)
    batch.write("corpus/2.txt", "a")
    assert batch.run(batch.folder / "corpus") == 1
    assert (batch.done, batch.reasons) == (["2.txt"], {"1.txt": "UNREADABLE"})


def test_a_file_that_goes_away_stops_nothing(batch: Batch) -> None:
    first = batch.write("1.jsonl", corpus(3))
    second = batch.write("2.txt", "a")
    sources = find_sources([str(first), str(second)], [])
    second.unlink()
    items = list(read_sources(sources, "", NO_LIMITS))
    assert [item.rejection.reason if item.rejection else "" for item in items] == ["", "", "", "UNREADABLE"]


def test_standard_input(batch: Batch) -> None:
    lines = '{"id":"a","text":"Казахстан"}\n{"text":"b"}\n'
    finished = subprocess.run(batch.command("-"), input=lines.encode(), capture_output=True, timeout=30, check=False)
    assert finished.returncode == 0, finished.stderr
    assert batch.done == ["a", "stdin:2"]


def test_options_reach_the_server(batch: Batch) -> None:
    path = batch.write("in.jsonl", [{"id": "a", "text": "a"}, {"id": "b", "text": "b", "lang": "kk"}])
    options = ["--types", "COUNTRY,PERSON", "--types", "CITY", "--gazetteers", "countries", "--overlap", "no-sub"]
    options += ["--min-score", "0.5", "--language", "en", "--max-in-flight", "3"]
    assert batch.run(path, *options) == 0
    config = next(request.config for name, request in batch.server.calls if name == "StreamAnalyzeEntities")
    analysis = config.analysis_config
    assert list(analysis.entity_types) == ["COUNTRY", "PERSON", "CITY"]
    assert list(analysis.gazetteers) == ["gazetteers/countries"]
    assert (analysis.overlap_policy, analysis.min_score, config.max_in_flight) == (2, 0.5, 3)


def test_an_output_that_exists_is_not_touched(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch.out.write_text("precious")
    assert batch.run(batch.write("in.jsonl", corpus(1))) == 2
    assert batch.out.read_text() == "precious"
    message = capsys.readouterr().err
    assert "--resume" in message
    assert "--overwrite" in message


def test_resume_goes_on_after_half_a_line(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    path = batch.write("in.jsonl", corpus(50))
    assert batch.run(path) == 0
    whole = batch.out.read_bytes()
    for cut in (0, 1, 5, len(whole) // 2, len(whole) - 1, len(whole)):
        batch.out.write_bytes(whole[:cut])
        batch.server.received.clear()
        assert batch.run(path, "--resume") == 0
        assert batch.out.read_bytes() == whole
        lines = whole[:cut].count(b"\n")
        assert batch.server.received == [f"d{n}" for n in range(lines, 50)]
    assert "50 skipped" in capsys.readouterr().err


def test_resume_without_an_output_begins(batch: Batch) -> None:
    assert batch.run(batch.write("in.jsonl", corpus(2)), "--resume") == 0
    assert batch.done == ["d0", "d1"]


@pytest.mark.parametrize("content", ['{"id":"d0","mentions":[]}\n{"x":1}\n', "a novel\n", "a novel"])
def test_resume_refuses_what_is_no_result(batch: Batch, content: str) -> None:
    batch.out.write_text(content)
    assert batch.run(batch.write("in.jsonl", corpus(2)), "--resume") == 2
    assert batch.out.read_text() == content


def test_resume_tries_failed_documents_again(batch: Batch) -> None:
    def lines(text: str) -> list[dict[str, Any]]:
        return [{"id": "a", "text": "x"}, {"id": "b", "text": text}, {"id": "a", "text": "y"}]

    assert batch.run(batch.write("in.jsonl", lines("FAIL"))) == 1
    assert batch.reasons == {"in.jsonl:2": "TOLD", "in.jsonl:3": "DUPLICATE_ID"}
    assert batch.run(batch.write("in.jsonl", lines("well")), "--resume") == 1
    assert batch.done == ["a", "b"]
    assert batch.reasons == {"in.jsonl:3": "DUPLICATE_ID"}
    assert len(batch.failures) == 1


def test_resume_keeps_failures_of_other_inputs(batch: Batch) -> None:
    first = batch.write("1.jsonl", [{"id": "a", "text": "FAIL"}])
    second = batch.write("2.jsonl", [{"id": "b", "text": "FAIL"}, {"id": "c", "text": "x"}])
    assert batch.run(first) == 1
    assert batch.run(second, "--resume") == 1
    assert batch.reasons == {"1.jsonl:1": "TOLD", "2.jsonl:1": "TOLD"}
    batch.write("1.jsonl", [{"id": "a", "text": "x"}])
    batch.write("2.jsonl", [{"id": "b", "text": "x"}, {"id": "c", "text": "x"}])
    assert batch.run(first, second, "--resume") == 0
    assert not batch.failed_file.exists()
    assert sorted(batch.done) == ["a", "b", "c"]


def test_a_new_run_begins_the_side_file_anew(batch: Batch) -> None:
    assert batch.run(batch.write("in.jsonl", [{"id": "a", "text": "FAIL"}])) == 1
    assert batch.out.read_bytes() == b""
    assert batch.run(batch.write("in.jsonl", [{"id": "a", "text": "x"}])) == 0
    assert not batch.failed_file.exists()


def test_resume_tells_of_another_revision(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    path = batch.write("in.jsonl", corpus(2))
    assert batch.run(path) == 0
    batch.server.revision = "fedcba9876543210"
    assert batch.run(path, "--resume") == 0
    assert "0123456789abcdef, the server now has fedcba9876543210" in capsys.readouterr().err


def test_a_broken_stream_loses_nothing(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch.server.break_after.extend([50, 0, 7])
    assert batch.run(batch.write("in.jsonl", corpus(200))) == 0
    assert batch.done == [f"d{n}" for n in range(200)]
    assert "connection reset" in capsys.readouterr().err


def test_a_server_that_goes_away_leaves_a_resumable_output(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    path = batch.write("in.jsonl", corpus(1000))
    server = batch.server
    server.break_after.append(100)
    server.on_answer = lambda answers: server.faults.extend([server.break_status] * 50) if answers == 100 else None
    assert batch.run(path, "--retries", "2") == 2
    assert batch.done == [f"d{n}" for n in range(100)]
    assert "--resume goes on" in capsys.readouterr().err
    server.faults.clear()
    assert batch.run(path, "--resume") == 0
    assert batch.done == [f"d{n}" for n in range(1000)]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
@pytest.mark.parametrize("piped", [False, True])
def test_a_signal_leaves_a_resumable_output(batch: Batch, number: int, code: int, piped: bool) -> None:
    lines = corpus(400)
    lines[300]["text"] = "WAIT"
    path = batch.write("in.jsonl", lines)
    process = subprocess.Popen(batch.command("-" if piped else path), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    if piped:
        process.stdin.write(path.read_bytes())
        process.stdin.flush()
    wait_until(lambda: len(batch.server.received) > 300)
    time.sleep(0.2)
    process.send_signal(number)
    process.wait(10)
    assert process.stderr is not None
    message = process.stderr.read().decode()
    process.stdin.close()
    process.stderr.close()
    assert process.returncode == code, message
    assert "Traceback" not in message
    if code > 0:
        assert "interrupted: 300 documents done" in message
        assert len(batch.done) == 300
    batch.server.released.set()
    assert batch.run(path, "--resume") == 0
    assert batch.done == [f"d{n}" for n in range(400)]


def test_what_is_not_sent_passes_through_a_small_window(batch: Batch) -> None:
    path = batch.write("in.jsonl", '{"id":"d0","text":"a"}\n' + "\n" * 20_000 + '{"id":"d1","text":"a"}\n')
    assert batch.run(path, "--max-in-flight", "8") == 0
    assert batch.done == ["d0", "d1"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["missing.jsonl"], "does not exist"),
        (["in.csv"], "neither a .jsonl nor a .txt"),
        (["empty"], "no .txt or .jsonl file"),
        (["out.jsonl"], "both input and output"),
        (["in.jsonl", "--failed", "out.jsonl"], "both --output and --failed"),
        (["in.jsonl", "--ca-file", "missing.pem"], "missing.pem"),
        (["in.jsonl", "-o", "missing/out.jsonl"], "not a directory"),
    ],
)
def test_what_cannot_run(
    batch: Batch,
    arguments: list[str],
    part: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(batch.folder)
    batch.write("in.csv", "")
    batch.write("in.jsonl", corpus(1))
    batch.write("out.jsonl", "")
    (batch.folder / "empty").mkdir()
    assert main(["-o", str(batch.out), "--server", batch.server.target, *arguments]) == 2
    assert part in capsys.readouterr().err
    assert batch.server.streams == 0


def test_no_server(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch.server.stop()
    assert batch.run(batch.write("in.jsonl", corpus(1)), "--retries", "1") == 2
    assert "UNAVAILABLE" in capsys.readouterr().err
    assert not batch.out.exists()


def test_a_refused_config(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch.server.faults.append(status(grpc.StatusCode.NOT_FOUND, "no gazetteer `x`"))
    assert batch.run(batch.write("in.jsonl", corpus(1)), "--gazetteers", "x") == 2
    assert "no gazetteer `x`" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["in.jsonl"],
        ["in.jsonl", "-o", "out.jsonl", "--resume", "--overwrite"],
        ["in.jsonl", "-o", "out.jsonl", "--min-score", "2"],
        ["in.jsonl", "-o", "out.jsonl", "--min-score", "x"],
        ["in.jsonl", "-o", "out.jsonl", "--max-in-flight", "0"],
        ["in.jsonl", "-o", "out.jsonl", "--overlap", "x"],
        ["in.jsonl", "-o", "out.jsonl", "--unknown"],
        ["-", "-", "-o", "out.jsonl"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(arguments)
    assert caught.value.code == 64
    assert "usage: gaztag-batch" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "part"), [("--help", "exit codes:"), ("--version", "gaztag-batch 0.1.0")])
def test_help_and_version(option: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse([option])
    assert caught.value.code == 0
    assert part in capsys.readouterr().out


def test_the_server_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAZTAG_SERVER", "elsewhere:1")
    assert parse(["in.jsonl", "-o", "out"]).server == "elsewhere:1"
    monkeypatch.delenv("GAZTAG_SERVER")
    assert parse(["in.jsonl", "-o", "out"]).server == "localhost:50051"
    assert parse(["in.jsonl", "-o", "a/out"]).failed == Path("a/out.failed.jsonl")


def test_quiet(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch.server.break_after.append(0)
    assert batch.run(batch.write("in.jsonl", corpus(1)), "--quiet") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_bar_on_a_terminal(batch: Batch) -> None:
    import fcntl  # noqa: PLC0415 - not on every system
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    path = batch.write("in.jsonl", corpus(200))
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    with subprocess.Popen(batch.command(path), stderr=slave) as process:
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 4096):
                shown += part
        except OSError:
            pass  # how the other end of a terminal closes
        assert process.wait(30) == 0
    os.close(master)
    text = shown.decode()
    assert "100%|" in text
    assert "docs/s" in text
    assert "200 documents done" in text
