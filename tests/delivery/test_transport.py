import smtplib
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.delivery.replies import AnswerUnknown, CredentialsRefused, RelayUnavailable, Reply
from blog.delivery.transport import RelayTransport, read_text, stuff_dots
from tests.relay import DROP, Relay

MESSAGE = b"Subject: x\r\n\r\n.one dot\r\n..two dots\r\nend\r\n"
SENDER, READER = "news@news.example.org", "reader@example.com"


@pytest.fixture
def sqlite_config(sqlite_app: Flask) -> Mapping[str, Any]:
    return {**sqlite_app.config, "MAIL_TIMEOUT_SECONDS": 5}


@pytest.fixture
def tls_relay(certificate: tuple[ssl.SSLContext, Path]) -> Iterator[Relay]:
    relay = Relay(certificate=certificate[0], user=("blog", "secret")).start()
    yield relay
    relay.stop()


def transport(config: Mapping[str, Any], port: int, **settings: Any) -> RelayTransport:
    return RelayTransport({**config, "MAIL_PORT": port, **settings}, "news.example.org")


def test_a_message_arrives_byte_by_byte(sqlite_config: Mapping[str, Any], relay: Relay) -> None:
    with transport(sqlite_config, relay.port).connect() as line:
        reply = line.send(SENDER, READER, MESSAGE)

    assert reply == Reply(250, "2.0.0 queued")
    assert [(one.sender, one.recipient, one.content) for one in relay.accepted] == [(SENDER, READER, MESSAGE)]


def test_a_certificate_that_nobody_vouches_for_is_refused(sqlite_config: Mapping[str, Any], tls_relay: Relay) -> None:
    sender = transport(sqlite_config, tls_relay.port, MAIL_USE_TLS=True)

    with pytest.raises(RelayUnavailable, match="CERTIFICATE_VERIFY_FAILED"), sender.connect():
        pass

    assert tls_relay.attempts == []


def test_a_certificate_for_another_name_is_refused(
    sqlite_config: Mapping[str, Any], tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    settings = {"MAIL_SERVER": "localhost", "MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1])}

    with pytest.raises(RelayUnavailable), transport(sqlite_config, tls_relay.port, **settings).connect():
        pass


def test_with_the_right_certificate_and_password_mail_goes_out(
    sqlite_config: Mapping[str, Any], tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    login = {"MAIL_USERNAME": "blog", "MAIL_PASSWORD": "secret"}
    settings = {"MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1]), **login}

    with transport(sqlite_config, tls_relay.port, **settings).connect() as line:
        line.send(SENDER, READER, MESSAGE)

    assert tls_relay.recipients == [READER]


def test_a_wrong_password_is_told_from_other_faults(
    sqlite_config: Mapping[str, Any], tls_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    login = {"MAIL_USERNAME": "blog", "MAIL_PASSWORD": "wrong"}
    settings = {"MAIL_USE_TLS": True, "MAIL_CA_FILE": str(certificate[1]), **login}

    with (
        pytest.raises(CredentialsRefused, match="535"),
        transport(sqlite_config, tls_relay.port, **settings).connect(),
    ):
        pass


def test_a_relay_without_tls_is_refused_when_tls_is_demanded(sqlite_config: Mapping[str, Any], relay: Relay) -> None:
    with pytest.raises(RelayUnavailable, match="STARTTLS"):
        transport(sqlite_config, relay.port, MAIL_USE_TLS=True).connect().__enter__()


def test_tls_from_the_first_byte_is_verified_too(
    sqlite_config: Mapping[str, Any], certificate: tuple[ssl.SSLContext, Path]
) -> None:
    relay = Relay(certificate=certificate[0], is_tls_from_start=True).start()
    try:
        with pytest.raises(RelayUnavailable):
            transport(sqlite_config, relay.port, MAIL_USE_SSL=True).connect().__enter__()
        trusting = transport(sqlite_config, relay.port, MAIL_USE_SSL=True, MAIL_CA_FILE=str(certificate[1]))
        with trusting.connect() as line:
            line.send(SENDER, READER, MESSAGE)
    finally:
        relay.stop()

    assert relay.recipients == [READER]


def test_a_password_is_never_sent_over_an_open_network(sqlite_config: Mapping[str, Any], relay: Relay) -> None:
    # "127.1" is this machine too, but not by a name that counts as such.
    settings = {"MAIL_SERVER": "127.1", "MAIL_USERNAME": "blog", "MAIL_PASSWORD": "secret"}

    with pytest.raises(CredentialsRefused, match="without TLS"):
        transport(sqlite_config, relay.port, **settings).connect().__enter__()


def test_the_captured_mailbox_stands_in_on_a_development_run(sqlite_config: Mapping[str, Any], relay: Relay) -> None:
    captured = {"MAIL_SERVER": None, "DEVELOPMENT": True, "CAPTURED_MAIL_PORT": relay.port, "MAIL_USE_TLS": True}

    with transport(sqlite_config, 1, **captured).connect() as line:
        line.send(SENDER, READER, MESSAGE)

    assert relay.recipients == [READER]


def test_a_silent_relay_is_given_up(sqlite_config: Mapping[str, Any], relay: Relay) -> None:
    relay.delay_seconds = 0.5

    impatient = transport(sqlite_config, relay.port, MAIL_TIMEOUT_SECONDS=0.1)
    with impatient.connect() as line, pytest.raises(AnswerUnknown, match="timed out"):
        line.send(SENDER, READER, MESSAGE)


@pytest.mark.parametrize("answers", [["421 busy", "421 busy"], [DROP, DROP]])
def test_a_relay_that_ends_the_service_twice_is_unavailable(
    sqlite_config: Mapping[str, Any], relay: Relay, answers: list[str]
) -> None:
    relay.answer_sender(*answers)

    with transport(sqlite_config, relay.port).connect() as line, pytest.raises(RelayUnavailable):
        line.send(SENDER, READER, MESSAGE)


def test_after_the_service_ended_the_next_message_gets_a_new_line(
    sqlite_config: Mapping[str, Any], relay: Relay
) -> None:
    relay.answer_data("421 4.3.2 enough")

    with transport(sqlite_config, relay.port).connect() as line:
        replies = [line.send(SENDER, READER, MESSAGE).code for _ in range(2)]

    assert (replies, relay.connections) == ([421, 250], 2)


def test_a_message_that_was_cut_before_its_end_counts_as_put_off(
    sqlite_config: Mapping[str, Any], relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(self: smtplib.SMTP, content: bytes | str) -> None:
        if b"one dot" in (content if isinstance(content, bytes) else content.encode()):
            raise BrokenPipeError("cut")
        whole(self, content)

    whole = smtplib.SMTP.send
    monkeypatch.setattr(smtplib.SMTP, "send", cut)
    with transport(sqlite_config, relay.port).connect() as line:
        reply = line.send(SENDER, READER, MESSAGE)

    assert reply == Reply(421, "connection lost while the message was sent: cut")
    assert relay.attempts == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a", b"a\r\n.\r\n"),
        (b".a\r\n.\r\n", b"..a\r\n..\r\n.\r\n"),
    ],
)
def test_dots_are_doubled_and_the_end_is_marked(message: bytes, expected: bytes) -> None:
    assert stuff_dots(message) == expected


def test_the_words_of_a_server_are_made_harmless() -> None:
    assert read_text(b"5.1.1 no\r\n\x1b[31muser\xff") == "5.1.1 no [31muser\ufffd"
    assert len(read_text("x" * 9999)) == 500
