"""A mailbox whose server answers without end or sense."""

import ssl
import time
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from blog.database import db
from blog.delivery.bounces import imap
from blog.delivery.bounces.imap import BounceMailboxJob
from tests.factories import NOW
from tests.settings import change_settings
from tests.web.access.outgoing.hostile_server import Endless, Said, serve_hostile

GREETING, OK, CAPABILITIES = b"* OK ready\r\n", b"%t OK done\r\n", b"* CAPABILITY IMAP4rev1\r\n%t OK done\r\n"
OPENED = (GREETING, CAPABILITIES, OK, b"* 1 EXISTS\r\n%t OK done\r\n", CAPABILITIES)
FOUND = (*OPENED, b"* SEARCH 1\r\n%t OK done\r\n")
HOSTILE = {
    "greeting drips": (Endless(b"*", 0.02),),
    "greeting without end": (Endless(b"*" * 2**16),),
    "answers without end": (GREETING, Endless(b"* OK still here\r\n" * 1000)),
    "search drips": (*OPENED, Endless(b"* SEARCH\r\n", 0.02)),
    "search in a literal": (*OPENED, b"* SEARCH {3}\r\n1 2\r\n%t OK done\r\n"),
    "search of words": (*OPENED, b"* SEARCH \xff x\r\n%t OK done\r\n", OK, OK, OK),
    "message of a terabyte": (*FOUND, b"* 1 FETCH (BODY[]<0> {1000000000000}\r\n", Endless(b"x" * 2**16)),
    "message of a negative size": (*FOUND, b"* 1 FETCH (BODY[]<0> {-5}\r\nx)\r\n%t OK done\r\n", OK, OK),
    "message that drips": (*FOUND, b"* 1 FETCH (BODY[]<0> {5000}\r\n", Endless(b"x", 0.02)),
    "no message": (*FOUND, b"* 1 FETCH (FLAGS ())\r\n%t OK done\r\n", OK, OK),
    "capabilities in a literal": (*OPENED[:4], b"* CAPABILITY {4}\r\nMOVE\r\n%t OK done\r\n", OK, OK, OK),
    "no SELECT": (GREETING, CAPABILITIES, OK, b"%t NO\r\n"),
    "no IMAP": (b"HTTP/1.1 400 Bad Request\r\n\r\n",),
    "old protocol": (GREETING, b"* CAPABILITY NONE\r\n%t OK done\r\n"),
    "end in the middle": (*OPENED, b"* SEARCH 1"),
}


@pytest.mark.parametrize("answers", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_mailbox_that_answers_without_end_or_sense_is_left_and_said_in_a_line(
    app: Flask, certificate: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch, answers: tuple[Said, ...]
) -> None:
    monkeypatch.setattr(imap, "TIMEOUT_SECONDS", 0.5)
    monkeypatch.setattr(imap, "MAX_POLL_SECONDS", 0.5)
    started = time.monotonic()

    with serve_hostile(answers, certificate[0]) as port, capture_logs() as said:
        change_settings(app, bounce_imap_url=f"imaps://a:b@127.0.0.1:{port}", mail_ca_file=str(certificate[1]))
        BounceMailboxJob(app, lambda: NOW)(db.session, NOW)

    assert time.monotonic() - started < 3
    assert {line["event"] for line in said} <= {"bounce mailbox unavailable", "bounce mailbox read"}
    assert said
