import smtplib
import socket
import time
from collections.abc import Iterator

import pytest

from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.smtp.connection import SmtpConnection
from blog.delivery.smtp.events import Answered, Lost, Message
from blog.delivery.smtp.reply_parser import SessionAborted
from blog.models import DeliveryKind

GO = b"250 ok\r\n250 ok\r\n354 go\r\n"


@pytest.fixture
def pair() -> Iterator[tuple[SmtpConnection, socket.socket]]:
    """A connection for two messages, and the relay's end of it."""
    smtp = smtplib.SMTP()
    smtp.sock, relay = socket.socketpair()
    smtp.esmtp_features, smtp.does_esmtp = {"pipelining": ""}, True
    connection = SmtpConnection(smtp, messages_left=2, timeout=60)
    yield connection, relay
    connection.sock.close()
    relay.close()


def message(number: int = 1, data: bytes = b"body\r\n.\r\n") -> Message:
    pending = PendingMessage(number, DeliveryKind.ALERT, 1, 1, "key", "r@y", None, False, 0)
    return Message(pending, Outgoing("n@x", "r@y", data))


def test_a_closed_socket_is_no_connection() -> None:
    with pytest.raises(SessionAborted):
        SmtpConnection(smtplib.SMTP(), messages_left=1, timeout=1)


def test_it_is_used_up_after_its_share_and_not_before_the_last_answer(
    pair: tuple[SmtpConnection, socket.socket],
) -> None:
    connection, relay = pair
    states = []

    for number in (1, 2):
        connection.start(message(number))
        connection.flush()
        states.append(connection.is_used_up)
        relay.sendall(b"250 ok\r\n550 no\r\n503 no\r\n250 reset\r\n")
        connection.receive()
        connection.flush()

    assert states == [False, False]
    assert (connection.is_used_up, connection.can_start) == (True, False)


def test_what_the_socket_does_not_take_at_once_is_sent_later(pair: tuple[SmtpConnection, socket.socket]) -> None:
    connection, relay = pair
    data = b"x" * 5_000_000 + b"\r\n.\r\n"
    connection.start(message(1, data))
    connection.flush()
    relay.sendall(GO)
    connection.receive()
    connection.protocol.send_data()
    received = len(relay.recv(65536))

    connection.flush()
    is_left = connection.has_data_to_send
    while connection.has_data_to_send:
        received += len(relay.recv(1_000_000))
        connection.flush()
    relay.setblocking(False)
    received += len(relay.recv(6_000_000))

    assert is_left
    assert received <= len(b"MAIL FROM:<n@x>\r\nRCPT TO:<r@y>\r\nDATA\r\n") + len(data)


def test_when_the_relay_closes_the_message_is_lost(pair: tuple[SmtpConnection, socket.socket]) -> None:
    connection, relay = pair
    connection.start(message())
    connection.flush()
    relay.close()

    connection.receive()

    events = connection.take_events()
    assert [(type(event), connection.is_open) for event in events] == [(Lost, False)]
    assert connection.take_events() == []


def test_only_a_relay_that_owes_a_reply_times_out(pair: tuple[SmtpConnection, socket.socket]) -> None:
    connection, _ = pair
    later = time.monotonic() + 61

    connection.check_timeout(later)
    is_open_when_idle = connection.is_open
    connection.start(message())
    connection.check_timeout(later)

    assert (is_open_when_idle, connection.close_reason) == (True, "timed out")


def test_each_reply_restarts_the_timer(pair: tuple[SmtpConnection, socket.socket]) -> None:
    connection, relay = pair
    connection.start(message())
    connection.deadline = 0
    relay.sendall(b"250 ok\r\n550 no\r\n503 no\r\n")

    connection.receive()

    assert connection.deadline > time.monotonic()
    assert [type(event) for event in connection.take_events()] == [Answered]


def test_the_answer_to_a_whole_message_may_take_longer_until_the_worker_hurries(
    pair: tuple[SmtpConnection, socket.socket],
) -> None:
    connection, relay = pair
    connection.data_timeout = 600
    connection.start(message())
    connection.flush()
    relay.sendall(GO)
    connection.receive()
    connection.protocol.send_data()
    connection.flush()

    connection.check_timeout(time.monotonic() + 599)
    is_open_for_long = connection.is_open
    connection.hurry()
    connection.check_timeout(time.monotonic() + 61)

    assert (is_open_for_long, connection.close_reason) == (True, "timed out")


def test_a_message_that_was_not_sent_whole_may_not_take_longer(pair: tuple[SmtpConnection, socket.socket]) -> None:
    connection, relay = pair
    connection.data_timeout = 600
    connection.start(message(1, b"x" * 5_000_000 + b"\r\n.\r\n"))
    connection.flush()
    relay.sendall(GO)
    connection.receive()
    connection.protocol.send_data()
    connection.flush()

    connection.check_timeout(time.monotonic() + 61)

    assert not connection.is_open
