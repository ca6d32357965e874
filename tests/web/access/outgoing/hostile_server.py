"""A server that says what it is told to, and goes on with it for as long as anybody listens."""

import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import NamedTuple


class Endless(NamedTuple):
    """What is said again and again, with a pause in seconds between."""

    piece: bytes
    pause: float = 0.0


DRIP, FLOOD, LONG_LINE = Endless(b"2", 0.02), Endless(b"220-still here\r\n" * 1000), Endless(b"2" * 2**20)
Said = bytes | Endless


@contextmanager
def serve_hostile(answers: Sequence[Said], context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run the server, which gives one of *answers* at the beginning and after each line; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=talk_to_all, args=(listening, answers, context), daemon=True).start()
        yield listening.getsockname()[1]


def talk_to_all(listening: socket.socket, answers: Sequence[Said], context: ssl.SSLContext | None) -> None:
    """Talk to everybody, one after the other."""
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with suppress(OSError), connection, encrypt(connection, context) as encrypted:
                talk(encrypted, answers)


def encrypt(connection: socket.socket, context: ssl.SSLContext | None) -> socket.socket:
    """Return *connection* with TLS, if there is a *context* for it."""
    return context.wrap_socket(connection, server_side=True) if context else connection


def talk(connection: socket.socket, answers: Sequence[Said]) -> None:
    """Give each of *answers*; %t stands for the first word of the line that was sent."""
    with connection.makefile("rb") as lines:
        tag = b""
        for answer in answers:
            while isinstance(answer, Endless):
                connection.sendall(answer.piece)
                time.sleep(answer.pause)
            connection.sendall(answer.replace(b"%t", tag))
            tag = lines.readline().partition(b" ")[0].strip()
