"""Logging in with letters outside ASCII (RFC 4616), against a real peer."""

import smtplib
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.delivery.smtp.login import VerifiedConnection, login_in_utf8
from tests.relay import Relay
from tests.settings import named
from tests.web.access.outgoing.hostile_server import DRIP, FLOOD, LONG_LINE, Endless, serve_hostile

ERRORS = (smtplib.SMTPException, OSError)
USER, PASSWORD = "redaktion", "pässwörd-密-€"


def log_in(app: Flask, relay: Relay, password: str, file: Path) -> smtplib.SMTP:
    login = {"MAIL_USERNAME": USER, "MAIL_PASSWORD": password, "MAIL_PORT": relay.port, "MAIL_USE_TLS": True}
    return VerifiedConnection(
        named(settings_of(app), **login, MAIL_CA_FILE=str(file)), "client.example"
    ).configure_host()


@pytest.fixture
def locked_relay(certificate: tuple[ssl.SSLContext, Path]) -> Iterator[Relay]:
    relay = Relay(certificate=certificate[0], user=(USER, PASSWORD)).start()
    yield relay
    relay.stop()


def test_a_password_with_any_letters_is_taken(
    sqlite_app: Flask, locked_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    with sqlite_app.app_context():
        host = log_in(sqlite_app, locked_relay, PASSWORD, certificate[1])

    assert host.noop()[0] == 250
    host.close()


def test_a_wrong_one_is_refused(
    sqlite_app: Flask, locked_relay: Relay, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    with sqlite_app.app_context(), pytest.raises(smtplib.SMTPAuthenticationError):
        log_in(sqlite_app, locked_relay, "pässwörd", certificate[1])


class Script(smtplib.SMTP):
    """Keeps what is sent, and answers as told."""

    def __init__(self, offered: str, *answers: int) -> None:
        super().__init__()
        self.esmtp_features = {"auth": offered}
        self.answers, self.sent = list(answers), list[str]()

    def docmd(self, cmd: str, args: str = "") -> tuple[int, bytes]:
        self.sent.append(f"{cmd} {args}".strip())
        return self.answers.pop(0), b"said"


def test_login_is_used_where_plain_is_not_offered() -> None:
    host = Script("LOGIN CRAM-MD5", 334, 235)

    login_in_utf8(host, "ü", "ß")

    assert host.sent == ["AUTH LOGIN w7w=", "w58="]


def test_where_neither_is_offered_it_is_said() -> None:
    with pytest.raises(smtplib.SMTPNotSupportedError):
        login_in_utf8(Script("GSSAPI"), "ü", "ß")


GREETING, FEATURES = b"220 relay.example\r\n", b"250-relay.example\r\n250 AUTH PLAIN\r\n"


@pytest.mark.parametrize("endless", [DRIP, FLOOD, LONG_LINE], ids=["drip", "flood", "long line"])
@pytest.mark.parametrize("before", [(), (GREETING,), (GREETING, FEATURES)], ids=["greeting", "EHLO", "AUTH"])
def test_a_relay_whose_reply_never_ends_is_left(sqlite_app: Flask, before: tuple[bytes, ...], endless: Endless) -> None:
    started = time.monotonic()

    with sqlite_app.app_context(), serve_hostile([*before, endless]) as port:
        login = {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b", "MAIL_PORT": port, "MAIL_TIMEOUT_SECONDS": 0.3}
        connection = VerifiedConnection(named(settings_of(sqlite_app), **login), "client.example")
        with pytest.raises(ERRORS):
            connection.configure_host()

    assert time.monotonic() - started < 2
