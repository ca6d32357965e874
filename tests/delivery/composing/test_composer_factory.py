from dataclasses import replace
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from flask import Flask

from blog.config.settings import settings_of
from blog.delivery.composing.composer import unstuff_dots
from blog.delivery.composing.composer_factory import make_composer
from blog.web.extensions import links
from tests.delivery.mail_factories import alert_for, read, write

KEY = rsa.generate_private_key(65537, 2048)


def find_record(name: bytes, timeout: int = 5) -> bytes:
    """Answer as the DNS of the sender would."""
    assert name == b"may._domainkey.news.example.org."
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


def test_the_settings_say_who_signs(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    plain_settings = settings_of(app)
    signing = replace(plain_settings, dkim_selector="may", dkim_key_file=str(file))

    signed, plain = (write(alert_for(), make_composer(one, links())).data for one in (signing, plain_settings))

    assert dkim.verify(unstuff_dots(signed), dnsfunc=find_record)
    assert b"DKIM-Signature" not in plain


@pytest.mark.parametrize(
    ("sender", "written"),
    [(None, "IFBG News <news@news.example.org>"), ("Desk <desk@example.org>", "Desk <desk@example.org>")],
)
def test_the_sender_is_the_site_unless_the_settings_name_another(app: Flask, sender: str | None, written: str) -> None:
    composer = make_composer(replace(settings_of(app), mail_default_sender=sender), links())

    assert read(write(alert_for(), composer))["From"] == written


def test_bounces_go_to_the_address_of_the_settings(app: Flask) -> None:
    composer = make_composer(replace(settings_of(app), mail_bounce_address="bounces@news.example.org"), links())

    assert write(alert_for(), composer).envelope_from.startswith("bounces+")
