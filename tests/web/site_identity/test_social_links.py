"""Links to the site elsewhere: what is taken, what is refused, and how each is called."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import SiteSetting
from blog.web.site_identity.social_links import SocialLink, check_social_links, read_social_links
from tests.databases import on_sqlite


@pytest.mark.parametrize(
    ("line", "label", "url"),
    [
        ("https://mastodon.social/@ifbg", "Mastodon", "https://mastodon.social/@ifbg"),
        ("@news@example.social", "@news@example.social", "https://example.social/@news"),
        ("Our photos https://www.instagram.com/ifbg/", "Our photos", "https://www.instagram.com/ifbg/"),
        ("https://www.youtube.com/@ifbg", "YouTube", "https://www.youtube.com/@ifbg"),
        ("https://ifbg.example/канал", "ifbg.example", "https://ifbg.example/канал"),
        ("https://www.münchen.example/a", "münchen.example", "https://www.xn--mnchen-3ya.example/a"),
        ("@news@münchen.example", "@news@münchen.example", "https://xn--mnchen-3ya.example/@news"),
        ("＠news@example.social", "@news@example.social", "https://example.social/@news"),
        ("\u200f@news@example.social\u200e", "@news@example.social", "https://example.social/@news"),
        ("Mastodon: <https://example.social/@news>", "Mastodon", "https://example.social/@news"),
    ],
)
def test_each_line_is_a_link_with_a_name(line: str, label: str, url: str) -> None:
    assert read_social_links(f"\n  {line} \r\n") == (SocialLink(label, url),)


@on_sqlite
@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)", "http://example.org/", "https://", "https://localhost/", "@news", "Mastodon",
        "https://user:pass@example.org/", "https://exa mple", "https://[::1]/", "//example.org", "https://a.org:99/x",
    ],
)  # fmt: skip
def test_what_is_no_such_address_is_refused_by_name(app: Flask, line: str) -> None:
    with app.test_request_context():
        assert line[:60] in (check_social_links(f"https://bsky.app/profile/x\n{line}") or "")
    assert read_social_links(line) == ()


def test_a_page_that_is_named_twice_stands_once() -> None:
    text = "We https://bsky.app/a\nhttps://x.com/a\nhttps://bsky.app/a"

    assert [link.label for link in read_social_links(text)] == ["We", "X"]


@on_sqlite
def test_more_than_twelve_are_refused(app: Flask) -> None:
    with app.test_request_context():
        assert check_social_links("https://bsky.app/a\n" * 12) is None
        assert check_social_links("https://bsky.app/a\n" * 13) == "Twelve links are the most."


def test_they_stand_in_the_footer_with_rel_me_and_in_what_machines_read(app: Flask, client: FlaskClient) -> None:
    SiteSetting.write(db.session, "social_links", '@news@example.social\n<b>"Bluesky" https://bsky.app/profile/ifbg')
    db.session.commit()

    footer = client.get("/").text.partition("<footer")[2]
    assert '<a href="https://example.social/@news" rel="me noopener" dir="auto">@news@example.social</a>' in footer
    assert (
        '<a href="https://bsky.app/profile/ifbg" rel="me noopener" dir="auto">&lt;b&gt;&#34;Bluesky&#34;</a>' in footer
    )
    assert '"sameAs": ["https://example.social/@news", "https://bsky.app/profile/ifbg"]' in client.get("/").text
