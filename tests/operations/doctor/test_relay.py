"""Conversations with a real SMTP peer."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.operations.doctor.findings import Diagnosis
from blog.operations.doctor.relay import check_extensions, check_relay
from blog.web.clock import read_clock
from tests.operations.doctor.fakes import severities
from tests.relay import DROP, Relay
from tests.settings import named

USER = ("news", "a secret of the relay")
Talk = Callable[..., list[Diagnosis]]


@pytest.fixture
def make_relay() -> Iterator[Callable[..., Relay]]:
    started: list[Relay] = []

    def make(**options: Any) -> Relay:
        started.append(Relay(**options).start())
        return started[-1]

    yield make
    for relay in started:
        relay.stop()


@pytest.fixture
def run_dialogue(sqlite_app: Flask, certificate: tuple[ssl.SSLContext, Path]) -> Talk:
    """Talk to a relay, trusting the certificate of the tests."""

    def do(port: int, now: datetime | None = None, **settings: Any) -> list[Diagnosis]:
        trusting = replace(settings_of(sqlite_app), mail_ca_file=str(certificate[1]), mail_timeout_seconds=5)
        changed = named(trusting, MAIL_PORT=port, **settings)
        with sqlite_app.app_context():
            return list(check_relay(changed, now or read_clock()))

    return do


def words_of(findings: list[Diagnosis]) -> str:
    return " ".join(finding.message for finding in findings)


def test_a_relay_in_order_is_said_to_be(
    run_dialogue: Talk, make_relay: Callable[..., Relay], certificate: tuple[ssl.SSLContext, Path]
) -> None:
    relay = make_relay(certificate=certificate[0], user=USER)

    findings = run_dialogue(relay.port, MAIL_USE_TLS=True, MAIL_USERNAME=USER[0], MAIL_PASSWORD=USER[1])

    found = dict(severities(findings))
    assert {subject: found[subject] for subject in ("relay", "sign-in", "envelope")} == {
        "relay": "ok",
        "sign-in": "ok",
        "envelope": "ok",
    }
    assert found["tls"] == "warn"  # The certificate of the tests holds for two days.
    assert "1 more days" in words_of(findings)
    assert relay.attempts == []


def test_tls_from_the_first_byte_is_checked_too(
    run_dialogue: Talk, make_relay: Callable[..., Relay], certificate: tuple[ssl.SSLContext, Path]
) -> None:
    relay = make_relay(certificate=certificate[0], is_tls_from_start=True)

    findings = run_dialogue(relay.port, read_clock() - timedelta(days=30), MAIL_USE_TLS=False, MAIL_USE_SSL=True)

    assert ("tls", "ok") in severities(findings)
    assert "31 more days" in words_of(findings)


@pytest.mark.parametrize("is_tls_from_start", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_wrong(
    run_dialogue: Talk,
    make_relay: Callable[..., Relay],
    certificate: tuple[ssl.SSLContext, Path],
    is_tls_from_start: bool,
) -> None:
    relay = make_relay(certificate=certificate[0], is_tls_from_start=is_tls_from_start)
    how = {"MAIL_USE_TLS": not is_tls_from_start, "MAIL_USE_SSL": is_tls_from_start}

    findings = run_dialogue(relay.port, MAIL_CA_FILE=None, **how)

    assert severities(findings)[-1] == ("tls", "WRONG")
    assert "BLOG_MAIL_CA_FILE" in words_of(findings)


def test_a_relay_without_starttls_is_wrong(run_dialogue: Talk, relay: Relay) -> None:
    findings = run_dialogue(relay.port, MAIL_USE_TLS=True)

    assert severities(findings) == [("relay", "ok"), ("tls", "WRONG")]


def test_a_wrong_password_is_told_and_not_shown(
    run_dialogue: Talk, make_relay: Callable[..., Relay], certificate: tuple[ssl.SSLContext, Path]
) -> None:
    relay = make_relay(certificate=certificate[0], user=USER)

    findings = run_dialogue(relay.port, MAIL_USE_TLS=True, MAIL_USERNAME="news", MAIL_PASSWORD="a wrong secret")

    assert ("sign-in", "WRONG") in severities(findings)
    assert "535" in words_of(findings)
    assert "secret" not in words_of(findings)


def test_a_relay_that_takes_no_password_is_told(run_dialogue: Talk, relay: Relay) -> None:
    findings = run_dialogue(relay.port, MAIL_USERNAME="news", MAIL_PASSWORD="a secret")

    assert ("sign-in", "WRONG") in severities(findings)


def test_a_password_is_not_sent_in_the_clear_to_another_machine(run_dialogue: Talk, relay: Relay) -> None:
    elsewhere = "127.1"  # It leads here, and nothing says so.

    findings = run_dialogue(relay.port, MAIL_SERVER=elsewhere, MAIL_USERNAME="news", MAIL_PASSWORD="a secret")

    assert severities(findings)[1:3] == [("tls", "WRONG"), ("sign-in", "WRONG")]
    assert "BLOG_MAIL_USE_TLS=1" in words_of(findings)


def test_a_refused_sender_is_told_with_the_relays_words(run_dialogue: Talk, relay: Relay) -> None:
    relay.answer_sender("550 5.7.1 not your domain")

    findings = run_dialogue(relay.port)

    assert severities(findings)[-1] == ("envelope", "WRONG")
    assert "news@news.example.org (550 5.7.1 not your domain)" in findings[-1].message


def test_a_relay_that_hangs_up_is_told(run_dialogue: Talk, relay: Relay) -> None:
    relay.answer_sender("421 too busy")

    findings = run_dialogue(relay.port)

    assert severities(findings)[-1][1] == "WRONG"


def test_a_relay_that_is_lost_is_told(run_dialogue: Talk, relay: Relay) -> None:
    relay.answer_sender(DROP)

    findings = run_dialogue(relay.port)

    assert severities(findings)[-1] == ("relay", "WRONG")
    assert "broke off" in findings[-1].message


@pytest.mark.parametrize(
    ("features", "found"),
    [
        ({"pipelining": "", "size": "10240000"}, [("speed", "ok")]),
        ({"pipelining": "", "size": "0"}, [("speed", "ok")]),
        ({"size": "20000"}, [("speed", "warn"), ("size", "warn")]),
        ({"size": ""}, [("speed", "warn")]),
    ],
)
def test_what_the_relay_announces_is_judged(features: dict[str, str], found: list[tuple[str, str]]) -> None:
    host = smtplib.SMTP()
    host.esmtp_features = features

    assert severities(list(check_extensions(host))) == found


def test_a_relay_that_is_down_is_told(run_dialogue: Talk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        findings = run_dialogue(taken.getsockname()[1])

    assert severities(findings) == [("relay", "WRONG")]
    assert "refused" in findings[0].message


def test_without_a_relay_nothing_is_asked(run_dialogue: Talk) -> None:
    assert run_dialogue(1, MAIL_SERVER=None) == []
