from __future__ import annotations

from collections.abc import Iterator

import pytest

from fake import FakeServer
from gaztag import Client, RetryPolicy

QUICK = RetryPolicy(retries=5, initial=0.01, maximum=0.05)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer().start()
    yield fake
    fake.stop()


@pytest.fixture
def client(server: FakeServer) -> Iterator[Client]:
    with Client(server.target, timeout=10, retry=QUICK) as client:
        yield client
