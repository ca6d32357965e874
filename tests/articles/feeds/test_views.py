"""The feeds through HTTP: what they hold, when they change, and that each keeps the rules of its format."""

import json
from datetime import timedelta

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import ArticleState, Correction, CorrectionKind
from tests.articles.feeds.feed_rules import violations
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save
from tests.settings import change_settings

KINDS = ("atom", "rss", "json")
ALL = [f"{page}/feed.{kind}" for page in ("", "/topics/t", "/authors/a", "/corrections") for kind in KINDS]
PATHS = ["/feed.atom", "/feed.rss"]

SITE = "https://news.example.org"

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


def links_in(kind: str, data: bytes) -> list[str]:
    if kind == "json":
        return [item["url"] for item in json.loads(data)["items"]]
    return [entry.link for entry in feedparser.parse(data).entries]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_site_topic_and_author_have_a_feed_of_each_kind_with_their_public_articles_alone(client: FlaskClient) -> None:
    maren, rivers = make_person("Maren Holt", slug="maren"), make_topic("Rivers", slug="rivers")
    make_article("Herons", 1, slug="herons", author=maren)
    make_article("Weirs", 2, slug="weirs", topics=[rivers])
    make_draft("Secret", author=maren, topics=[rivers])
    wanted = {"": ["herons", "weirs"], "/topics/rivers": ["weirs"], "/authors/maren": ["herons"]}

    for page, slugs in wanted.items():
        for kind in KINDS:
            response = client.get(f"{page}/feed.{kind}")
            again = client.get(f"{page}/feed.{kind}", headers={"If-None-Match": response.headers["ETag"]})

            assert links_in(kind, response.data) == [f"{SITE}/articles/{slug}" for slug in slugs], (page, kind)
            assert again.status_code == 304, (page, kind)
            assert f'href="{SITE}{page}/feed.{kind}"' in client.get(page or "/").text, (page, kind)


def test_what_has_no_page_has_no_feed(client: FlaskClient) -> None:
    make_person("Silent", slug="silent")

    for path in ("/feed.csv", "/topics/none/feed.atom", "/authors/silent/feed.json", "/authors/none/feed.rss"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_holds_only_as_many_as_the_setting_says(app: Flask, client: FlaskClient, path: str) -> None:
    change_settings(app, feed_length=2)
    for number in range(3):
        make_article(f"Story {number}", number)

    text = client.get(path).get_data(as_text=True)

    assert ("Story 0" in text, "Story 1" in text, "Story 2" in text) == (True, True, False)


@pytest.mark.parametrize("path", [*PATHS, "/sitemap.xml", "/robots.txt"])
def test_what_programs_read_is_not_sent_twice(client: FlaskClient, path: str) -> None:
    article = make_article(slug="one")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    article.headline, article.updated_at, article.slug = "Changed", NOW + timedelta(hours=1), "other"
    changed = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert changed.status_code == (304 if path == "/robots.txt" else 200)


@pytest.mark.parametrize("path", PATHS)
def test_a_withdrawal_makes_the_feed_newer(client: FlaskClient, path: str) -> None:
    article = make_article()
    make_article("Stays", 3)
    first = client.get(path).headers["Last-Modified"]
    article.withdraw(NOW + timedelta(days=1))
    db.session.commit()

    response = client.get(path, headers={"If-Modified-Since": first})

    assert response.status_code == 200
    assert client.get(path, headers={"If-Modified-Since": response.headers["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("path", ALL)
def test_a_feed_that_did_not_change_is_answered_with_304_alone(client: FlaskClient, path: str) -> None:
    article = make_article(topics=[make_topic(slug="t")], author=make_person(slug="a"))
    save(Correction(article=article, kind=CorrectionKind.CORRECTION, corrected_at=NOW))
    first = client.get(path)

    by_tag = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    older = client.get(path, headers={"If-Modified-Since": "Mon, 04 May 2026 09:29:59 GMT"})

    assert [(answer.status_code, answer.data) for answer in (by_tag, by_date)] == [(304, b"")] * 2
    assert (older.status_code, older.data) == (200, first.data)


def test_the_end_of_an_article_makes_the_feed_newer(client: FlaskClient) -> None:
    make_article("Stays", 3, updated_at=NOW - timedelta(days=3))
    end = NOW + timedelta(days=1)
    make_article("Ends", state=ArticleState.ENDED, ends_at=end, withdrawn_at=end)

    assert client.get("/feed.atom").last_modified == end
