"""Shows how far a run is, on a terminal only, and sums it up."""

from __future__ import annotations

import logging
import sys
import time

from tqdm import tqdm

_BAR = "{desc}{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_fmt}{postfix}]"
_BAR_WITHOUT_END = "{desc}{n_fmt} [{elapsed}, {rate_fmt}{postfix}]"
_MEGA = 1_000_000


class Progress:
    """Counts documents and bytes. `total_bytes=None`: the end is not known."""

    def __init__(self, total_bytes: int | None, *, quiet: bool) -> None:
        self.done = 0
        self.failed = 0
        self.skipped = 0
        self.skipped_bytes = 0
        self._bytes = 0
        self._started = time.monotonic()
        self._bar = tqdm(
            total=total_bytes,
            unit="B",
            unit_scale=True,
            file=sys.stderr,
            disable=quiet or not sys.stderr.isatty(),
            bar_format=_BAR_WITHOUT_END if total_bytes is None else _BAR,
        )

    def advance(self, size: int) -> None:
        """Count the bytes of something that is finished."""
        self._bytes += size
        if not self._bar.disable:
            failed = f", {self.failed} failed" if self.failed else ""
            self._bar.set_postfix_str(f"{self.documents_per_second:.0f} docs/s{failed}", refresh=False)
            self._bar.update(size)

    def skip(self, size: int) -> None:
        """Count the bytes of something an earlier run has done: they say nothing about the rate."""
        self.skipped += 1
        self.skipped_bytes += size
        if not self._bar.disable:
            self._bar.initial += size
            self._bar.update(size)

    @property
    def documents_per_second(self) -> float:
        """Return the mean rate since the start."""
        return (self.done + self.failed) / max(time.monotonic() - self._started, 0.001)

    def close(self) -> None:
        """Leave the bar on the screen as it is."""
        self._bar.close()

    def summary(self) -> str:
        """Return the run in one line."""
        parts = [f"{self.done} documents done", f"{self.failed} failed"]
        if self.skipped:
            parts.append(f"{self.skipped} skipped as done before")
        seconds = time.monotonic() - self._started
        size = f"{self._bytes / _MEGA:.1f} MB in {seconds:.1f} s"
        return f"{', '.join(parts)}; {size} ({self.documents_per_second:.0f} docs/s)"


class BarHandler(logging.Handler):
    """Prints messages above the bar."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message."""
        tqdm.write(f"gaztag-batch: {self.format(record)}", file=sys.stderr)
