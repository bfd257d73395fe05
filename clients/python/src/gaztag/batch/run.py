"""Runs a batch: opens what was named, drives the stream, files what comes back, and says how it ended."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from types import FrameType
from typing import Any, cast

import grpc

from gaztag.batch import arguments
from gaztag.batch.arguments import Arguments
from gaztag.batch.documents import InputError, Item, Selection, Source, find_sources, read_sources
from gaztag.batch.output import NOTHING_BEGUN, Begun, Failures, OutputError, Results, read_begun
from gaztag.batch.progress import BarHandler, Progress
from gaztag.client import Client
from gaztag.errors import GaztagError
from gaztag.retry import RetryPolicy
from gaztag.types import Analysis, AnalysisConfig, DocumentError, Overlap

logger = logging.getLogger("gaztag.batch")

# A wrong address should be told soon. A server that goes away later is waited for longer.
_FIRST_CONTACT_TIMEOUT = 10.0
_RETRY_INITIAL = 0.5


class _Terminated(BaseException):
    """The process was asked to end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `gaztag-batch` and return its exit code."""
    # What the library reports of a connection reaches the user as a GaztagError.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    given = arguments.parse(argv)
    with _messages(quiet=given.quiet), _termination():
        try:
            return _run(given)
        except KeyboardInterrupt:
            return arguments.EXIT_INTERRUPTED
        except _Terminated:
            return arguments.EXIT_TERMINATED
        except (InputError, OutputError) as error:
            logger.error("%s", error)
        except GaztagError as error:
            logger.error("server `%s`: %s", given.server, error)
        except OSError as error:
            logger.error("%s", error)
        return arguments.EXIT_COULD_NOT_RUN


def _run(given: Arguments) -> int:
    sources = find_sources(given.inputs, (given.output, given.failed))
    begun = _begun(given)
    retry = RetryPolicy(retries=given.retries, initial=_RETRY_INITIAL)
    with Client(given.server, timeout=given.timeout, credentials=_credentials(given), retry=retry) as client:
        info = client.server_info(timeout=min(given.timeout, _FIRST_CONTACT_TIMEOUT))
        if begun.revision not in ("", info.revision):
            logger.warning(
                "`%s` was begun with gazetteer revision %s, the server now has %s",
                given.output,
                begun.revision,
                info.revision,
            )
        items = read_sources(sources, given.language, info.limits)
        stream = client.stream_items(Selection(items, begun.done), max_in_flight=given.max_in_flight, **_config(given))
        progress = Progress(_total_bytes(sources), quiet=given.quiet)
        with (
            closing(Results(given.output, begun)) as results,
            closing(Failures(given.failed, keep=given.resume)) as failures,
            _summary(progress, given),
        ):
            for result, item in stream:
                _file(result, item, results, failures, progress)
    return arguments.EXIT_SOME_FAILED if progress.failed else arguments.EXIT_DONE


def _file(
    result: Analysis | DocumentError | None,
    item: Item,
    results: Results,
    failures: Failures,
    progress: Progress,
) -> None:
    """Write what became of one place of the corpus."""
    if isinstance(result, Analysis):
        if result.truncated:
            logger.warning("%s: the server cut the mentions of `%s`", item.source, item.document_id)
        results.write(result)
        progress.done += 1
        progress.advance(item.size)
    elif isinstance(result, DocumentError):
        failures.write(item, result.code.name, result.reason, result.message)
        progress.failed += 1
        progress.advance(item.size)
    elif item.rejection is not None:
        failures.write(item, item.rejection.code, item.rejection.reason, item.rejection.message)
        progress.failed += 1
        progress.advance(item.size)
    elif item.document_id is not None:
        progress.skip(item.size)
    else:
        progress.advance(item.size)
    failures.settle(item)


def _begun(given: Arguments) -> Begun:
    """Return what is to be kept of OUT, or refuse to lose it."""
    path = given.output
    if given.failed.resolve() == path.resolve():
        raise OutputError(f"`{path}` cannot be both --output and --failed")
    if not path.parent.is_dir():
        raise OutputError(f"`{path.parent}` is not a directory")
    if given.resume:
        return read_begun(path)
    if path.is_file() and path.stat().st_size > 0 and not given.overwrite:
        raise OutputError(f"`{path}` exists: --resume skips the documents already in it, --overwrite begins it anew")
    return NOTHING_BEGUN


def _credentials(given: Arguments) -> grpc.ChannelCredentials | None:
    if not given.tls:
        return None
    return grpc.ssl_channel_credentials(given.ca_file.read_bytes() if given.ca_file else None)


def _config(given: Arguments) -> AnalysisConfig:
    config = AnalysisConfig(entity_types=given.types, gazetteers=given.gazetteers, min_score=given.min_score)
    if given.overlap is not None:
        config["overlap"] = cast("Overlap", given.overlap)
    return config


def _total_bytes(sources: Sequence[Source]) -> int | None:
    """Return the size of the corpus, unless some of it comes from a pipe."""
    if any(source.path is None or not source.path.is_file() for source in sources):
        return None
    return sum(source.size for source in sources)


@contextmanager
def _summary(progress: Progress, given: Arguments) -> Iterator[None]:
    """Say at the end, whatever the end, what was done, and how to go on."""
    try:
        yield
    except BaseException as error:
        progress.close()
        end = "interrupted" if isinstance(error, KeyboardInterrupt | _Terminated) else "stopped"
        logger.warning("%s: %s; --resume goes on", end, progress.summary())
        raise
    progress.close()
    where = f"; failures in `{given.failed}`" if progress.failed else ""
    logger.info("%s%s", progress.summary(), where)


@contextmanager
def _messages(*, quiet: bool) -> Iterator[None]:
    """Show the messages of the client and of the script."""
    root = logging.getLogger("gaztag")
    handler = BarHandler()
    before = root.level, root.propagate
    root.addHandler(handler)
    root.setLevel(logging.ERROR if quiet else logging.INFO)
    root.propagate = False
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.level, root.propagate = before


@contextmanager
def _termination() -> Iterator[None]:
    """End as orderly on SIGTERM as on Ctrl-C."""

    def terminate(_signal: int, _frame: FrameType | None) -> None:
        raise _Terminated

    before: Any = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
