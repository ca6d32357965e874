"""Passkeys are bound to the base address of the site."""

import pytest

from blog.accounts.factors.relying_party import RelyingParty
from blog.web.addresses.links import Links


@pytest.mark.parametrize(
    ("address", "id", "origin", "is_possible"),
    [
        ("https://news.example.org", "news.example.org", "https://news.example.org", True),
        ("https://NEWS.example.org:8443", "news.example.org", "https://news.example.org:8443", True),
        ("http://localhost:8000", "localhost", "http://localhost:8000", True),
        ("http://127.0.0.1:8000", "127.0.0.1", "http://127.0.0.1:8000", False),
        ("https://[2001:db8::1]", "2001:db8::1", "https://[2001:db8::1]", False),
        ("http://news.example.org", "news.example.org", "http://news.example.org", False),
    ],
)
def test_id_and_origin_stand_on_the_base_address(address: str, id: str, origin: str, is_possible: bool) -> None:
    party = RelyingParty.of_site(Links(address, "secret"), "Tea")

    assert (party.id, party.origin, party.can_have_passkeys) == (id, origin, is_possible)
