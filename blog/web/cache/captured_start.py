"""The start_response callable of WSGI (PEP 3333), and one that records what it is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from blog.web.cache.entries import Headers


class StartResponse(Protocol):
    """The start_response callable of a WSGI server."""

    def __call__(self, status: str, headers: Headers, exc_info: Any = None, /) -> Any:
        """Take status and headers."""


@dataclass
class CapturedStart:
    """A start_response that records status and headers; the status is empty until it was called."""

    status: str = ""
    headers: Headers = field(default_factory=list)

    def __call__(self, status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
        """Record status and headers; nobody uses the old way of writing, which is refused."""
        self.status, self.headers = status, headers
        return refuse_write


def refuse_write(_data: bytes) -> None:
    """Refuse to write at once, as servers for old programs let applications do.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("A body is returned, not written.")
