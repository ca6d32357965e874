import re
from email import message_from_bytes

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask

from blog.delivery.composing.composer import unstuff_dots
from blog.delivery.composing.dkim import Signer, canonical_body, canonical_header
from tests.delivery import mail_factories
from tests.delivery.mail_factories import EVERY_KIND, alert_for, write
from tests.factories import make_article

KEY = rsa.generate_private_key(65537, 2048)
COVERED = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted"]
LIST = ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"]


def sign(row: object) -> bytes:
    composer = mail_factories.make_composer(signer=Signer("news.example.org", "may", KEY))
    return unstuff_dots(write(row, composer).data)


def find_record(name: bytes, timeout: int = 5) -> bytes:
    """Answer as the DNS of the sender would."""
    assert name == b"may._domainkey.news.example.org."
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


@pytest.mark.parametrize("make", EVERY_KIND)
def test_a_receiver_can_verify_every_kind_of_message(app: Flask, make: object) -> None:
    data = sign(make())

    assert dkim.verify(data, dnsfunc=find_record)


@pytest.mark.parametrize("words", ["two  spaces\there", ".dot", "Größe =20 = \u2009thin", "x" * 1500, "a\tb " * 60])
def test_no_text_breaks_the_signature(app: Flask, words: str) -> None:
    row = alert_for(make_article(words[:190], standfirst=words), name=f"Jörg {words[:80]}")

    assert dkim.verify(sign(row), dnsfunc=find_record)


def test_the_signature_covers_what_a_receiver_looks_at(app: Flask) -> None:
    signature = message_from_bytes(sign(alert_for()))["DKIM-Signature"]
    values = dict(re.findall(r"(\w+)=([^;]*)", re.sub(r"\s", "", signature)))

    assert sorted(values["h"].split(":")) == sorted([*COVERED, *LIST, "From"])
    assert {name: values[name] for name in "vacds"} == {
        "v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": "news.example.org", "s": "may",
    }  # fmt: skip
    assert max(len(line) for line in signature.splitlines()) <= 100


def change_body(data: bytes) -> bytes:
    return data.replace(b"subscriptions/", b"subscriptionz/", 1)


def change_header(name: bytes) -> object:
    return lambda data: re.sub(rb"(?m)^(%s: .)" % name, rb"\1x", data, count=1)


@pytest.mark.parametrize(
    "change",
    [
        *(change_header(name.encode()) for name in [*COVERED, *LIST]),
        change_body,
        lambda data: b"From: Other <other@evil.example>\r\n" + data,
        lambda data: data.replace(b"\r\nTo:", b"\r\nFrom: Other <other@evil.example>\r\nTo:"),
    ],
)
def test_whatever_is_changed_on_the_way_is_found_out(app: Flask, change: object) -> None:
    data = sign(alert_for(name="Ann"))

    changed = change(data)

    assert changed != data
    assert not dkim.verify(changed, dnsfunc=find_record)


def test_the_canonical_forms_are_those_of_the_standard() -> None:
    """The examples of RFC 6376 3.4.5."""
    lines = [canonical_header("A: X"), canonical_header("B : Y\t\r\n\tZ  ")]

    assert b"".join(lines) == b"a:X\r\nb:Y Z\r\n"
    assert canonical_body(b" C \r\nD \t E\r\n") == b" C\r\nD E\r\n"
