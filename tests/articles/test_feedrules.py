"""Every feed keeps the rules of its format, whatever is in it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.models import Correction, CorrectionKind
from tests.articles.feedrules import violations
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_person, make_topic, save

KINDS = ("atom", "rss", "json")
PAGES = ("", "/topics/rivers", "/authors/maren", "/corrections")
HOSTILE = "]]> <b>&amp; “März” \ufffe\x0b\U0001f986 \u202e </content>"


@pytest.fixture
def newsroom(client: FlaskClient) -> FlaskClient:
    """Articles with all that a feed can tell, and with words that could break one."""
    maren, rivers = make_person(HOSTILE[:60], slug="maren", biography=HOSTILE), make_topic("R & <D>", slug="rivers")
    photo = make_photo(HOSTILE, HOSTILE, HOSTILE)
    told = make_article(HOSTILE, 1, author=maren, topics=[rivers, make_topic()], standfirst=HOSTILE, **photo)
    make_article("Plain", 2, author=maren, topics=[rivers], standfirst="", updated_at=NOW + timedelta(hours=2))
    values = {"old_wording": HOSTILE, "new_wording": "", "explanation": HOSTILE, "corrected_at": NOW}
    save(Correction(article=told, kind=CorrectionKind.RETRACTION, **values))
    return client


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", PAGES)
def test_a_feed_keeps_the_rules_of_its_format(newsroom: FlaskClient, page: str, kind: str) -> None:
    assert violations(kind, newsroom.get(f"{page}/feed.{kind}").data) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["", "/corrections"])
def test_an_empty_feed_keeps_them_too(client: FlaskClient, page: str, kind: str) -> None:
    assert violations(kind, client.get(f"{page}/feed.{kind}").data) == []


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("atom", b"updated>", b"changed>"),
        ("atom", b"2026-05-03T09:30:00Z", b"2026-05-03 09:30"),
        ("atom", b'rel="self"', b'rel="self" name="x"'),
        ("atom", b'rel="self"', b'rel="related"'),
        ("atom", b'rel="alternate"', b'rel="self"'),
        ("atom", b"name>", b"email>"),
        ("rss", b'isPermaLink="false"', b'isPermaLink="true"'),
        ("rss", b"<channel><title>IFBG News</title>", b"<channel>"),
        ("rss", b'rel="self"', b'rel="next"'),
        ("rss", b"<generator>", b'<atom:link rel="self" href="https://a.example/" /><generator>'),
        ("json", b'"feed_url": ', b'"_feed_url": '),
        ("json", b'"id": ', b'"key": '),
        ("json", b'"content_html"', b'"_content"'),
    ],
)
def test_the_rules_can_be_broken(newsroom: FlaskClient, kind: str, right: bytes, wrong: bytes) -> None:
    data = newsroom.get(f"/feed.{kind}").data

    assert violations(kind, data) == []
    assert right in data
    assert violations(kind, data.replace(right, wrong)) != []
