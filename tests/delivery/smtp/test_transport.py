import ssl
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.config.settings import Settings, settings_of
from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.smtp.events import Answered, Lost, Message, ReadyForData
from blog.delivery.smtp.pool import ConnectionPool
from blog.delivery.smtp.replies import CredentialsRefused, RelayUnavailable
from blog.delivery.smtp.transport import RelayTransport
from blog.models import DeliveryKind
from tests.relay import DROP, Relay
from tests.settings import named

MESSAGE = b"Subject: x\r\n\r\n.one dot\r\n..two dots\r\nend\r\n"
DATA = b"Subject: x\r\n\r\n..one dot\r\n...two dots\r\nend\r\n.\r\n"
SENDER, READER = "news@news.example.org", "reader@example.com"
LOGIN = {"MAIL_USERNAME": "blog", "MAIL_PASSWORD": "secret"}


@pytest.fixture
def sqlite_config(sqlite_app: Flask) -> Settings:
    return replace(settings_of(sqlite_app), mail_timeout_seconds=5, mail_connections=1)


@pytest.fixture
def tls_relay(certificate: tuple[ssl.SSLContext, Path]) -> Iterator[Relay]:
    relay = Relay(certificate=certificate[0], user=("blog", "secret")).start()
    yield relay
    relay.stop()


def transport(base: Settings, port: int, **settings: Any) -> RelayTransport:
    return RelayTransport(named(base, MAIL_PORT=port, **settings), "news.example.org")


def message(number: int = 1, data: bytes = DATA) -> Message:
    pending = PendingMessage(number, DeliveryKind.ALERT, 1, 1, "key", READER, None, False, 0)
    return Message(pending, Outgoing(SENDER, READER, data))


def send(pool: ConnectionPool, *messages: Message, seconds: float = 10) -> list[Answered | Lost]:
    """Send without a ledger: each message goes out as soon as the relay waits for it; return how each ended."""
    waiting, ends, until = list(messages), [], time.monotonic() + seconds
    while len(ends) < len(messages) and pool.relay_error is None:
        assert time.monotonic() < until, "it took too long"
        pool.open_connections(len(waiting))
        for connection in pool.connections[:]:
            if waiting and connection.can_start:
                connection.start(waiting.pop(0))
            pool.flush(connection)
        for connection, event in pool.wait(0.1):
            if isinstance(event, ReadyForData):
                connection.protocol.send_data()
            else:
                ends.append(event)
    return ends


def codes(ends: Sequence[Answered | Lost]) -> list[int | None]:
    return [end.reply.code if isinstance(end, Answered) else None for end in ends]


def send_once(sender: RelayTransport, *messages: Message) -> list[Answered | Lost]:
    pool = sender.open_pool()
    try:
        return send(pool, *messages)
    finally:
        pool.close()


def open_once(sender: RelayTransport) -> None:
    sender.connect().close()


@pytest.mark.parametrize("is_pipelining", [False, True])
def test_a_message_arrives_byte_by_byte(sqlite_config: Settings, relay: Relay, is_pipelining: bool) -> None:
    relay.is_pipelining = is_pipelining

    ends = send_once(transport(sqlite_config, relay.port), message(1), message(2))

    assert [str(end.reply) for end in ends] == ["250 2.0.0 queued"] * 2
    assert [(one.sender, one.recipient, one.content) for one in relay.accepted] == [(SENDER, READER, MESSAGE)] * 2


def test_a_large_message_arrives_whole_over_tls(
    sqlite_config: Settings, tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    body = b"Subject: x\r\n\r\n" + b"a line of the message\r\n" * 60_000
    sender = transport(sqlite_config, tls_relay.port, MAIL_USE_TLS=True, MAIL_CA_FILE=str(certificate[1]), **LOGIN)

    send_once(sender, message(1, body + b".\r\n"), message(2))

    assert [len(one.content) for one in tls_relay.accepted] == [len(body), len(MESSAGE)]


def test_a_certificate_that_nobody_vouches_for_is_refused(sqlite_config: Settings, tls_relay: Relay) -> None:
    sender = transport(sqlite_config, tls_relay.port, MAIL_USE_TLS=True)

    with pytest.raises(RelayUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
        open_once(sender)

    assert tls_relay.attempts == []


def test_a_certificate_for_another_name_is_refused(
    sqlite_config: Settings, tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    settings = {"MAIL_SERVER": "localhost", "MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1])}

    with pytest.raises(RelayUnavailable):
        open_once(transport(sqlite_config, tls_relay.port, **settings))


def test_with_the_right_certificate_and_password_mail_goes_out(
    sqlite_config: Settings, tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    settings = {"MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1]), **LOGIN}

    send_once(transport(sqlite_config, tls_relay.port, **settings), message())

    assert tls_relay.recipients == [READER]


def test_a_wrong_password_is_told_from_other_faults(
    sqlite_config: Settings, tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    login = {"MAIL_USERNAME": "blog", "MAIL_PASSWORD": "wrong"}
    settings = {"MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1]), **login}

    with pytest.raises(CredentialsRefused, match="535"):
        open_once(transport(sqlite_config, tls_relay.port, **settings))


def test_a_relay_without_tls_is_refused_when_tls_is_demanded(sqlite_config: Settings, relay: Relay) -> None:
    with pytest.raises(RelayUnavailable, match="STARTTLS"):
        open_once(transport(sqlite_config, relay.port, MAIL_USE_TLS=True))


def test_tls_from_the_first_byte_is_verified_too(
    sqlite_config: Settings, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    relay = Relay(certificate=certificate[0], is_tls_from_start=True).start()
    try:
        with pytest.raises(RelayUnavailable):
            open_once(transport(sqlite_config, relay.port, MAIL_USE_SSL=True))
        trusting = transport(sqlite_config, relay.port, MAIL_USE_SSL=True, MAIL_CA_FILE=str(certificate[1]))
        send_once(trusting, message())
    finally:
        relay.stop()

    assert relay.recipients == [READER]


def test_a_password_is_never_sent_over_an_open_network(sqlite_config: Settings, relay: Relay) -> None:
    # "127.1" is this machine too, but not by a name that counts as such.
    settings = {"MAIL_SERVER": "127.1", "MAIL_USERNAME": "blog", "MAIL_PASSWORD": "secret"}

    with pytest.raises(CredentialsRefused, match="without TLS"):
        open_once(transport(sqlite_config, relay.port, **settings))


def test_the_captured_mailbox_stands_in_on_a_development_run(sqlite_config: Settings, relay: Relay) -> None:
    captured = {"MAIL_SERVER": None, "DEVELOPMENT": True, "CAPTURED_MAIL_PORT": relay.port, "MAIL_USE_TLS": True}

    send_once(transport(sqlite_config, 1, **captured), message())

    assert relay.recipients == [READER]


def test_a_silent_relay_is_given_up(sqlite_config: Settings, relay: Relay) -> None:
    relay.delay_seconds = 0.5

    ends = send_once(
        transport(sqlite_config, relay.port, MAIL_TIMEOUT_SECONDS=0.1, MAIL_DATA_TIMEOUT_SECONDS=0.1), message()
    )

    assert [(end.reason, end.is_data_sent) for end in ends] == [("timed out", True)]


@pytest.mark.parametrize("answers", [["421 busy", "421 busy"], [DROP, DROP]])
def test_a_relay_that_ends_the_service_twice_is_unavailable(
    sqlite_config: Settings, relay: Relay, answers: list[str]
) -> None:
    relay.answer_sender(*answers)
    pool = transport(sqlite_config, relay.port).open_pool()

    ends = send(pool, message(1), message(2), message(3))
    trouble = pool.relay_error
    pool.close()

    assert isinstance(trouble, RelayUnavailable)
    assert [(end.is_data_sent, end.is_recipient_suspect) for end in ends] == [(False, False)] * 2


def test_after_the_service_ended_the_next_message_gets_a_new_connection(sqlite_config: Settings, relay: Relay) -> None:
    relay.answer_data("421 4.3.2 enough")

    ends = send_once(transport(sqlite_config, relay.port), message(1), message(2))

    assert (codes(ends), relay.connections) == ([None, 250], 2)
    assert not ends[0].is_data_sent


def test_a_used_up_connection_is_replaced(sqlite_config: Settings, relay: Relay) -> None:
    worn = transport(sqlite_config, relay.port, MAIL_MAX_EMAILS=2)

    send_once(worn, *map(message, range(5)))

    assert (len(relay.accepted), relay.connections) == (5, 3)


def test_many_messages_share_many_connections(sqlite_config: Settings, relay: Relay) -> None:
    relay.is_pipelining, relay.delay_seconds = True, 0.001

    ends = send_once(transport(sqlite_config, relay.port, MAIL_CONNECTIONS=4), *map(message, range(40)))

    assert codes(ends) == [250] * 40
    assert 1 < relay.connections <= 4
    assert {end.message.pending.id for end in ends} == set(range(40))
