"""The network outside: names and connections, each within a limit of time."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from time import monotonic

MAX_SECONDS = 8.0


class Network:
    """The world outside: names and connections; a page has *max_seconds* in all, redirects and its name included."""

    max_seconds = MAX_SECONDS

    def resolve(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """Return the IP addresses of *host*, or raise OSError where none is known in *seconds*."""
        found: list[str] = []
        # In a thread of its own, since the system waits for a slow name server as long as it likes.
        asking = Thread(target=look_up, args=(host, port, found), daemon=True)
        asking.start()
        asking.join(seconds)
        if not found:
            raise TimeoutError
        return found.copy()

    def connect(self, ip: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to *ip*, or raise OSError where none stands in *seconds*."""
        return socket.create_connection((ip, port), seconds)


def look_up(host: str, port: int, found: list[str]) -> None:
    """Add the IP addresses of *host* to *found*, all at once."""
    with suppress(OSError, ValueError):
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def seconds_until(ends_at: float) -> float:
    """Return the seconds that are left until *ends_at* on the monotonic clock, or raise TimeoutError."""
    left = ends_at - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
