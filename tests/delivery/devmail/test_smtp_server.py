import smtplib
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blog.delivery.devmail.smtp_server import (
    HOST,
    MessageSaver,
    ThreadedServer,
    list_messages,
    read_message,
    save_message,
)
from tests.delivery.devmail.messages import MESSAGE


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadedServer]:
    """A server on a free port that saves what it gets."""
    server = ThreadedServer(MessageSaver(tmp_path / "mail"), 0)
    yield server
    server.stop()


def test_the_server_saves_each_message_as_a_file(tmp_path: Path, server: ThreadedServer) -> None:
    with smtplib.SMTP(HOST, server.port, timeout=5) as client:
        client.sendmail("a@example.com", ["b@example.com"], MESSAGE)

    saved = list(list_messages(tmp_path / "mail"))
    assert [one.message["Subject"] for one in saved] == ["Grüße <script>"]
    assert [path.suffix for path in (tmp_path / "mail").iterdir()] == [".eml"]


def test_two_servers_on_free_ports_do_not_meet(server: ThreadedServer, tmp_path: Path) -> None:
    other = ThreadedServer(MessageSaver(tmp_path), 0)
    other.stop()

    assert 0 < other.port != server.port > 0


def test_a_port_that_is_taken_is_an_error(server: ThreadedServer, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="address already in use"):
        ThreadedServer(MessageSaver(tmp_path), server.port)


def test_a_stopped_server_has_left_its_port_and_its_sessions(tmp_path: Path) -> None:
    server = ThreadedServer(MessageSaver(tmp_path), 0)
    with closing(socket.create_connection((HOST, server.port), timeout=5)) as session:
        session.recv(1000)
        server.stop()

    assert not server.thread.is_alive()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, server.port), timeout=5)


def test_the_newest_message_comes_first(tmp_path: Path) -> None:
    names = [save_message(tmp_path, MESSAGE).name for _ in range(3)]

    assert [one.name for one in list_messages(tmp_path)] == sorted(names, reverse=True)


@pytest.mark.parametrize("name", ["../secret.eml", "x.eml", "", "1" * 19 + "-" + "a" * 8 + ".eml\n"])
def test_only_captured_messages_can_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.eml").write_bytes(MESSAGE)

    with pytest.raises(FileNotFoundError):
        read_message(tmp_path, name)
