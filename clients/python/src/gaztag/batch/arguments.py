"""What the user typed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NoReturn

EXIT_DONE = 0
EXIT_SOME_FAILED = 1
EXIT_COULD_NOT_RUN = 2
EXIT_USAGE = 64
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143

_DEFAULT_SERVER = "localhost:50051"
_OVERLAPS = ("leftmost-longest", "no-sub", "best-score", "all")

_DESCRIPTION = """\
Find gazetteer entities in a corpus through a gaztag server.

IN is a .jsonl file (a JSON object a line: `text`, and optionally `id` and `lang`), a .txt file (one document), a
directory (searched for .txt and .jsonl files; the id of a .txt document is its path below the directory), or `-`
(JSON lines from standard input).

OUT gets a JSON line a document, in input order. Documents that fail go to OUT.failed.jsonl with their error, and
nothing else stops.
"""

_EPILOG = f"""\
examples:
  gaztag-batch corpus.jsonl -o mentions.jsonl --server localhost:50051
  gaztag-batch texts/ -o mentions.jsonl --types COUNTRY,PERSON --min-score 0.5
  gaztag-batch corpus.jsonl -o mentions.jsonl --resume       # go on where it was stopped
  zcat corpus.jsonl.gz | gaztag-batch - -o mentions.jsonl

exit codes:
  {EXIT_DONE}    every document is in OUT
  {EXIT_SOME_FAILED}    some documents failed: see OUT.failed.jsonl
  {EXIT_COULD_NOT_RUN}    could not run, or not to the end: no server, no input, OUT not writable
  {EXIT_USAGE}   wrong usage
  {EXIT_INTERRUPTED}  interrupted; --resume goes on ({EXIT_TERMINATED} when terminated)
"""


@dataclass(frozen=True)
class Arguments:
    """The arguments, checked as far as they can be without looking at files or the server."""

    inputs: tuple[str, ...]
    output: Path
    failed: Path
    resume: bool
    overwrite: bool
    server: str
    types: tuple[str, ...]
    gazetteers: tuple[str, ...]
    overlap: str | None
    min_score: float
    language: str
    max_in_flight: int | None
    timeout: float
    retries: int
    quiet: bool
    tls: bool
    ca_file: Path | None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Exit as sysexits.h has it: 2 is taken."""
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, f"{self.prog}: {message}\n")


def parse(argv: Sequence[str] | None) -> Arguments:
    """Read the command line, or exit with a message."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.inputs.count("-") > 1:
        parser.error("standard input can be read once only")
    output: Path = given.output
    return Arguments(
        inputs=tuple(given.inputs),
        output=output,
        failed=given.failed or output.with_name(output.name.removesuffix(".jsonl") + ".failed.jsonl"),
        resume=given.resume,
        overwrite=given.overwrite,
        server=given.server,
        types=_commas(given.types),
        gazetteers=_commas(given.gazetteers),
        overlap=given.overlap,
        min_score=given.min_score,
        language=given.language,
        max_in_flight=given.max_in_flight,
        timeout=given.timeout,
        retries=given.retries,
        quiet=given.quiet,
        tls=given.tls or given.ca_file is not None,
        ca_file=given.ca_file,
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="gaztag-batch",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("inputs", metavar="IN", nargs="+", help="a .jsonl or .txt file, a directory, or `-`")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="result, JSON lines")
    begun = parser.add_mutually_exclusive_group()
    begun.add_argument("--resume", action="store_true", help="keep OUT and skip the documents already in it")
    begun.add_argument("--overwrite", action="store_true", help="begin OUT anew")
    parser.add_argument("--failed", metavar="FILE", type=Path, help="failed documents (default: OUT.failed.jsonl)")

    server = parser.add_argument_group("server")
    server.add_argument(
        "--server",
        metavar="HOST:PORT",
        default=os.environ.get("GAZTAG_SERVER", _DEFAULT_SERVER),
        help=f"default: $GAZTAG_SERVER, else {_DEFAULT_SERVER}",
    )
    server.add_argument("--tls", action="store_true", help="connect over TLS; also by https:// in --server")
    server.add_argument("--ca-file", metavar="PEM", type=Path, help="trust these authorities only; implies --tls")
    server.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_positive_float,
        default=60.0,
        help="how long the server may be silent before the stream is opened again (default: 60)",
    )
    server.add_argument(
        "--retries",
        metavar="N",
        type=_count,
        default=8,
        help="connections that may fail in a row without an answer (default: 8, about a minute)",
    )
    server.add_argument(
        "--max-in-flight",
        metavar="N",
        type=_positive_int,
        help="documents the server may hold unanswered (default: 64, or its own limit)",
    )

    what = parser.add_argument_group("what to find")
    what.add_argument("--types", metavar="A,B", action="append", help="only mentions of these entity types")
    what.add_argument("--gazetteers", metavar="A,B", action="append", help="only these gazetteers")
    what.add_argument(
        "--overlap", choices=_OVERLAPS, help="which overlapping mentions to keep (default: leftmost-longest)"
    )
    what.add_argument("--min-score", metavar="X", type=_share, default=0.0, help="drop candidates below X, in [0, 1]")
    what.add_argument(
        "--language",
        metavar="CODE",
        default="",
        help="language of documents without `lang`: ru, kk, en (default: detected)",
    )

    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but fatal errors")
    parser.add_argument("--version", action="version", version=f"%(prog)s {metadata.version('gaztag')}")
    return parser


def _commas(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _positive_float(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"`{text}` is not above 0")
    return value


def _positive_int(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is below 1")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"`{text}` is below 0")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not in [0, 1]")
    return value
