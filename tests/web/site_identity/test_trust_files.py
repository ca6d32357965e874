"""A file is written for the day, and not at all without what it needs."""

from datetime import UTC, datetime

from flask import Flask

from blog.config.settings import current_settings
from blog.web.site_identity.reading import resolve
from blog.web.site_identity.trust_files import write_security, write_trust
from tests.databases import on_sqlite

NOW = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)


@on_sqlite
def test_the_end_is_half_a_year_from_the_start_of_the_day(app: Flask) -> None:
    site = resolve({"security_contact": "https://example.org/report"}, current_settings())

    text = write_security(site, ("en",), NOW)

    assert text.startswith("Contact: https://example.org/report\nExpires: 2027-05-30T00:00:00Z\n")
    assert "Policy" not in text


@on_sqlite
def test_without_facts_there_is_no_file(app: Flask) -> None:
    site = resolve({}, current_settings())

    assert (write_security(site, ("en",), NOW), write_trust(site)) == ("", "")


@on_sqlite
def test_each_line_stands_once_and_in_ascii(app: Flask) -> None:
    facts = {
        "trust_belongs_to": "https://münchen.example\nhttps://xn--mnchen-3ya.example",
        "social_links": "https://x.com/ü",
        "contact_email": "desk@münchen.example",
    }

    text = write_trust(resolve(facts, current_settings()))

    assert text.splitlines() == [
        "belongto=https://xn--mnchen-3ya.example",
        "social=https://x.com/%C3%BC",
        "contact=mailto:desk@xn--mnchen-3ya.example",
    ]


@on_sqlite
def test_a_host_that_was_saved_before_it_was_refused_breaks_no_file(app: Flask) -> None:
    facts = {"trust_belongs_to": "https://ü..example", "security_contact": "https://ü..example/a"}
    site = resolve(facts, current_settings())

    assert write_trust(site).isascii()
    assert write_security(site, ("en",), NOW).isascii()
