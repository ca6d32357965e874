"""An address for replies is one address, and nothing that could begin another header."""

import pytest

from blog.config.settings import Settings
from blog.web.site_identity.address_checks import check_mail_address
from blog.web.site_identity.declared.mail import read_sender_name
from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("desk@example.org", True),
        ("Desk <desk@example.org>", False),
        ("a@example.org, b@example.org", False),
        ("a@example.org\r\nBcc: b@example.org", False),
        ("desk", False),
    ],
)
def test_only_one_plain_address_is_taken(app: object, text: str, is_good: bool) -> None:
    assert (check_mail_address(text) is None) is is_good


@pytest.mark.parametrize(
    ("sender", "name"), [(None, ""), ("news@x.org", ""), ("Post <news@x.org>", "Post"), ("A, B <news@x.org>", "A, B")]
)
def test_the_name_of_the_sender_is_read_from_the_server(sender: str | None, name: str) -> None:
    assert read_sender_name(Settings(mail_default_sender=sender)) == name
