"""How long to wait before a call is made again."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential back-off with jitter, in seconds.

    `retries` is how often one call is made again, and in a stream how many connections in a row may fail without a
    single answer. A delay the server asks for is kept even above `maximum`.
    """

    retries: int = 4
    initial: float = 0.25
    multiplier: float = 2.0
    maximum: float = 30.0

    def delay(self, failures: int, asked: float | None = None) -> float:
        """Return the pause after `failures` failures in a row (from 1), at least the one the server `asked` for."""
        # 64 doublings overflow no float and exceed any maximum.
        backoff = min(self.maximum, self.initial * self.multiplier ** min(failures - 1, 64))
        backoff *= random.uniform(0.5, 1.0)
        if asked is None:
            return backoff
        # Never earlier than asked, and not everybody at once.
        return max(backoff, asked * random.uniform(1.0, 1.1))
