"""Nothing outside is waited for longer than was said."""

import socket
from threading import Event

import pytest

from blog.web.access.outgoing.outside_network import Network


def test_a_name_server_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_more: ended.wait(20) and [])

    with pytest.raises(OSError):  # noqa: PT011
        Network().resolve("news.example", 80, 0.05)
    assert not ended.is_set()
    ended.set()
