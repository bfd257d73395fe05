"""Writes the two files of a run: the results, and the documents that failed.

Both only ever grow by whole lines, so a run that was stopped in any way can be resumed. A last line that was cut
short is dropped then.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gaztag.batch.documents import Item, id_digest
from gaztag.types import Analysis

_FLUSH_SECONDS = 1.0
_BEGINNING = b'{"id":'


class OutputError(Exception):
    """An output that must not or cannot be written."""


@dataclass(frozen=True)
class Begun:
    """What an earlier run left: digests of the ids done, the bytes of whole lines, the revision of the last one."""

    done: set[bytes]
    size: int
    revision: str


NOTHING_BEGUN = Begun(set(), 0, "")


def read_begun(path: Path) -> Begun:
    """Read the results of an earlier run."""
    if not path.exists():
        return NOTHING_BEGUN
    if not path.is_file():
        raise OutputError(f"`{path}` is not a file: it cannot be resumed")
    done: set[bytes] = set()
    size = 0
    revision = ""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            fields = _result_fields(line)
            if fields is not None:
                done.add(id_digest(fields["id"]))
                revision = str(fields.get("revision", ""))
                size += len(line)
            elif not _cut_short(line):
                raise OutputError(f"`{path}` line {number} is not a result of gaztag: it cannot be resumed")
    return Begun(done, size, revision)


class Results:
    """The file of results, a line a document."""

    def __init__(self, path: Path, begun: Begun) -> None:
        self._file: BinaryIO = path.open("ab")
        if path.is_file():
            self._file.truncate(begun.size)
        self._flushed_at = time.monotonic()

    def write(self, analysis: Analysis) -> None:
        """Write a result."""
        self._file.write(result_line(analysis))
        now = time.monotonic()
        if now - self._flushed_at >= _FLUSH_SECONDS:
            self._file.flush()
            self._flushed_at = now

    def close(self) -> None:
        """Write out what is buffered and close the file."""
        self._file.close()


class Failures:
    """The side file of documents that failed.

    A resumed run reads the corpus again, and with it what failed before. What it does not come to must not be lost:
    it appends, and when it ends, `close` drops the earlier lines of the places it has settled.
    """

    def __init__(self, path: Path, *, keep: bool) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._kept_bytes = 0
        self._settled: dict[str, int] = {}
        if keep and path.is_file():
            self._kept_bytes = _whole_lines(path)
        elif path.is_file():
            path.unlink()

    def settle(self, item: Item) -> None:
        """Note that nothing more will be said of this place."""
        self._settled[item.file] = item.line or 0

    def write(self, item: Item, code: str, reason: str, message: str) -> None:
        """Write a document that failed."""
        if self._file is None:
            self._file = self._path.open("ab")
            if self._kept_bytes:
                self._file.truncate(self._kept_bytes)
        error = {"code": code, "reason": reason, "message": message}
        self._file.write(_line({"id": item.document_id, "error": error, "source": item.source}))
        self._file.flush()

    def close(self) -> None:
        """Close the file, without the lines of an earlier run that this one has answered."""
        if self._file is not None:
            self._file.close()
        if not self._kept_bytes:
            return
        compacted = self._path.with_name(self._path.name + ".tmp")
        position = 0
        with self._path.open("rb") as old, compacted.open("wb") as new:
            for line in old:
                if position >= self._kept_bytes or not self._is_settled(line):
                    new.write(line)
                position += len(line)
        os.replace(compacted, self._path)  # noqa: PTH105
        if self._path.stat().st_size == 0:
            self._path.unlink()

    def _is_settled(self, line: bytes) -> bool:
        try:
            source = str(json.loads(line)["source"])
        except (ValueError, KeyError, TypeError):
            return False
        if source in self._settled:
            return True
        file, _, number = source.rpartition(":")
        return file in self._settled and number.isdecimal() and int(number) <= self._settled[file]


def result_line(analysis: Analysis) -> bytes:
    """Return a result as `gaztag tag --format jsonl` writes it."""
    mentions = [
        {
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "type": mention.type,
            "entity": mention.entity,
            "linked": mention.linked,
            "name": mention.name,
            "lemma": mention.lemma,
            "kind": mention.kind,
            "relation": mention.relation,
            "score": round(mention.score, 3),
        }
        for mention in analysis.mentions
    ]
    return _line(
        {
            "id": analysis.document_id,
            "encoding": "utf32",
            "revision": analysis.revision,
            "mentions": mentions,
        }
    )


def _line(fields: dict[str, Any]) -> bytes:
    try:
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        # A lone surrogate, which only an escape can carry.
        return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def _result_fields(line: bytes) -> dict[str, Any] | None:
    """Return the fields of a line that is a whole result."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    if isinstance(fields, dict) and isinstance(fields.get("id"), str) and "mentions" in fields:
        return fields
    return None


def _cut_short(line: bytes) -> bool:
    """Whether a line is the beginning of a result. Only the last of a file can be."""
    return not line.endswith(b"\n") and line.startswith(_BEGINNING[: len(line)])


def _whole_lines(path: Path) -> int:
    """Return the length of a file without a last line that was cut short."""
    size = 0
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                size += len(line)
    return size
