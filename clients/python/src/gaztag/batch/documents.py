"""Reads the corpus: files and lines in, documents out, and a reason for each that is none.

Nothing in a file stops the reading. Only inputs that are not there do, before anything is read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from gaztag import _wire
from gaztag.types import Document, Limits

_BOM = b"\xef\xbb\xbf"
_SUFFIXES = (".jsonl", ".txt")
# JSON may spend six bytes (`\u0041`) on a text of one.
_JSON_EXPANSION = 6
_JSON_OTHER_KEYS = 1 << 20
# For a server that names no limit.
_MAX_DOCUMENT_BYTES = 16 << 20
_CHUNK = 1 << 20


class InputError(Exception):
    """An input that cannot be read at all."""


@dataclass(frozen=True)
class Source:
    """A file of the corpus. `name` stands in the side file, and, of a text file, is the document's id."""

    path: Path | None
    name: str
    size: int

    @property
    def lines(self) -> bool:
        """Whether the file holds a document a line."""
        return self.path is None or self.path.suffix.lower() == ".jsonl"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why something in the corpus is no document. `code` is the name of a gRPC status code."""

    reason: str
    message: str
    code: str = "INVALID_ARGUMENT"


@dataclass(slots=True)
class Item:
    """A place in the corpus: a document to send, one to skip, or what is wrong there."""

    file: str
    line: int | None
    size: int
    document_id: str | None = None
    document: Document | None = None
    rejection: Rejection | None = None

    @property
    def source(self) -> str:
        """Return where it stands, for a person to find."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


def find_sources(inputs: Iterable[str], outputs: Iterable[Path]) -> list[Source]:
    """Return the files of the corpus. The files that will be written are never among them."""
    written = {path.resolve() for path in outputs}
    sources: list[Source] = []
    for name in inputs:
        if name == "-":
            sources.append(Source(None, "stdin", 0))
            continue
        path = Path(name)
        if path.is_dir():
            sources.extend(_search(path, written))
        elif not path.exists():
            raise InputError(f"`{name}` does not exist")
        elif path.suffix.lower() not in _SUFFIXES:
            raise InputError(f"`{name}` is neither a .jsonl nor a .txt file nor a directory")
        elif path.resolve() in written:
            raise InputError(f"`{name}` is both input and output")
        else:
            sources.append(Source(path, _printable(path.as_posix()), path.stat().st_size))
    return sources


def read_sources(sources: Iterable[Source], language: str, limits: Limits) -> Iterator[Item]:
    """Read the corpus in order, one document at a time."""
    max_bytes = limits.max_document_bytes or _MAX_DOCUMENT_BYTES
    for source in sources:
        try:
            with _opened(source) as file:
                if source.lines:
                    yield from _read_lines(source, file, language, max_bytes)
                else:
                    yield _read_text(source, file, language, max_bytes)
        except OSError as error:
            if source.path is None:
                raise
            rejection = Rejection("UNREADABLE", error.strerror or str(error), "UNKNOWN")
            yield Item(source.name, None, 0, rejection=rejection)


class Selection:
    """Decides what is sent: not what is already `done`, and no id twice."""

    def __init__(self, items: Iterable[Item], done: set[bytes]) -> None:
        self._items = items
        self._done = done
        self._seen: set[bytes] = set()

    def __iter__(self) -> Iterator[tuple[Document | None, Item]]:
        for item in self._items:
            if item.document is not None:
                digest = id_digest(item.document.document_id)
                if digest in self._seen:
                    item.document = None
                    item.rejection = Rejection(
                        "DUPLICATE_ID", f"a document before has the id `{item.document_id}` too", "ALREADY_EXISTS"
                    )
                elif digest in self._done:
                    item.document = None
                self._seen.add(digest)
            document = item.document
            # The window holds the item until it is written; the text is held by the document already.
            item.document = None
            yield document, item


def id_digest(document_id: str) -> bytes:
    """Return what is remembered of an id: 16 bytes, however long the id."""
    return blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _search(root: Path, written: set[Path]) -> list[Source]:
    def refuse(error: OSError) -> None:
        raise InputError(f"`{error.filename}`: {error.strerror}")

    found = []
    for folder, _, names in os.walk(root, onerror=refuse):
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in _SUFFIXES and path.is_file() and path.resolve() not in written:
                found.append(Source(path, _printable(path.relative_to(root).as_posix()), path.stat().st_size))
    if not found:
        raise InputError(f"no .txt or .jsonl file in `{root}`")
    return sorted(found, key=lambda source: source.name)


def _printable(name: str) -> str:
    """Return a file name as text, though it may be any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if source.path is None:
        # A reader of our own: the one of `sys.stdin` aborts the interpreter when it is exited during a read.
        with open(sys.stdin.fileno(), "rb", closefd=False) as file:
            yield file
    else:
        with source.path.open("rb") as file:
            yield file


def _read_text(source: Source, file: BinaryIO, language: str, max_bytes: int) -> Item:
    content = file.read(max_bytes + len(_BOM) + 1)
    item = Item(source.name, None, source.size, document_id=source.name)
    content = content.removeprefix(_BOM)
    if len(content) > max_bytes:
        item.rejection = _text_too_long(max(source.size, len(content)), max_bytes)
        return item
    text = _decoded(content)
    if isinstance(text, Rejection):
        item.rejection = text
    else:
        item.document = Document(text, source.name, language)
    return item


def _read_lines(source: Source, file: BinaryIO, language: str, max_bytes: int) -> Iterator[Item]:
    max_line = max_bytes * _JSON_EXPANSION + _JSON_OTHER_KEYS
    number = 0
    while line := file.readline(max_line + 1):
        number += 1
        item = Item(source.name, number, len(line))
        if len(line) > max_line and not line.endswith(b"\n"):
            item.size += _skip_line(file)
            item.rejection = _text_too_long(item.size, max_bytes)
            yield item
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            _read_line(line, item, language)
        # An empty line comes through as nothing, so that its bytes count.
        yield item


def _skip_line(file: BinaryIO) -> int:
    skipped = 0
    while rest := file.readline(_CHUNK):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped


def _read_line(line: bytes, item: Item, language: str) -> None:
    """Read a JSON line into its item."""
    text = _decoded(line)
    if isinstance(text, Rejection):
        item.rejection = text
        return
    try:
        fields: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        item.rejection = Rejection("INVALID_JSON", str(error))
        return
    if not isinstance(fields, dict):
        item.rejection = Rejection("INVALID_JSON", "not a JSON object")
        return
    document_id = fields.get("id")
    if document_id is None:
        document_id = item.source
    elif isinstance(document_id, int) and not isinstance(document_id, bool):
        document_id = str(document_id)
    if not isinstance(document_id, str):
        item.rejection = Rejection("INVALID_ID", "`id` is neither a string nor a whole number")
        return
    item.document_id = document_id
    content = fields.get("text")
    if not isinstance(content, str):
        what = "not a string" if "text" in fields else "missing"
        item.rejection = Rejection("MISSING_TEXT", f"`text` is {what}")
        return
    line_language = fields.get("lang") or language
    if not isinstance(line_language, str):
        item.rejection = Rejection("INVALID_LANGUAGE", "`lang` is not a string")
        return
    item.document = Document(content, document_id, line_language)


def _decoded(content: bytes) -> str | Rejection:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        return Rejection("INVALID_UTF8", f"byte 0x{byte:02x} at {error.start} is not UTF-8: {error.reason}")


def _text_too_long(size: int, limit: int) -> Rejection:
    error = _wire.text_too_long(size, limit)
    return Rejection(error.reason, error.message, error.code.name)
