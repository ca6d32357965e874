from collections.abc import Iterator

import pytest

from tests.web.access.outgoing.elsewhere import Elsewhere, serve_elsewhere


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """The world outside."""
    with serve_elsewhere() as network:
        yield network
