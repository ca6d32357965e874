"""Only addresses that work are taken, and none that could begin another line or tag."""

import pytest

from blog.web.site_identity import address_checks as checks
from tests.databases import on_sqlite

HOSTS_OF_NOBODY = ("a..b", ".example.org", "a" * 64 + ".org", "\u2100.org", "ä..org", "[::1", "example.org:x")
"""Some that Python's IDNA cannot encode, as headers need them."""


@on_sqlite
@pytest.mark.parametrize(
    ("check", "text", "is_good"),
    [
        (checks.check_page_address, "/ethics", True),
        (checks.check_page_address, "https://example.org/ethics?x=1", True),
        (checks.check_page_address, "//evil.example.org", False),
        (checks.check_page_address, "ethics", False),
        (checks.check_page_address, "javascript:alert(1)", False),
        (checks.check_page_address, 'https://x.org/"><script>', False),
        *((checks.check_page_address, f"https://{host}/ethics", False) for host in HOSTS_OF_NOBODY),
        *((checks.check_site_list, f"https://{host}", False) for host in HOSTS_OF_NOBODY),
        *((checks.check_contact, f"https://{host}/", False) for host in HOSTS_OF_NOBODY),
        (checks.check_site_list, "https://a.example.org\nhttp://b.example.org/", True),
        (checks.check_site_list, "https://a.example.org\nmember=evil", False),
        (checks.check_contact, "security@example.org", True),
        (checks.check_contact, "https://example.org/report", True),
        (checks.check_contact, "http://example.org/report", False),
        (checks.check_contact, "a@example.org\nExpires: now", False),
        (checks.check_phone, "+41 44 123 45 67", True),
        (checks.check_contact, "security@münchen.example.org", True),
        (checks.check_mail_address, "desk@münchen.example.org", True),
        (checks.check_mail_address, "desk@localhost", False),
        (checks.check_mail_address, "-@-", False),
        (checks.check_mail_address, ".desk@example.org", False),
        (checks.check_mail_address, "desk@example..org", False),
        (checks.check_phone, "(030) 12 34-0", True),
        (checks.check_phone, "call us", False),
    ],
)
def test_only_addresses_are_taken(app: object, check: object, text: str, is_good: bool) -> None:
    assert (check(text) is None) is is_good


def test_an_address_of_mail_becomes_one_that_programs_follow() -> None:
    assert checks.to_uri("a@example.org") == "mailto:a@example.org"
    assert checks.to_uri("https://example.org/") == "https://example.org/"
    assert checks.to_uri("a@münchen.example") == "mailto:a@xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("０４４ １２３ ４５ ６７", "044 123 45 67"),
        ("٠٤٤ ١٢٣٤٥", "044 12345"),
        ("+49‑30–1234", "+49-30-1234"),
        ("tel:+41\u00a044\u200e 1234", "+41 44 1234"),
    ],
)
def test_a_number_is_written_as_it_is_dialled(typed: str, number: str) -> None:
    assert checks.tidy_phone(typed) == number
