"""The feeds, as a feed reader takes them in."""

import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

from blog.articles.feeds import feed_content
from blog.articles.feeds.feed_content import make_absolute
from blog.authoring.drafts.slugs import change_slug
from blog.database import db
from blog.models import article_coauthors
from blog.web.addresses.links import Links
from tests.articles.feeds.feed_rules import violations
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_person, make_topic

KINDS = ("atom", "rss", "json")
PATHS = ["/feed.atom", "/feed.rss"]
LINKS = Links("https://news.example.org", "secret")
HERE = "https://news.example.org/articles/one"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", PATHS)
def test_a_feed_reader_accepts_the_feed(client: FlaskClient, path: str) -> None:
    author, topic = make_person("Maren Holt"), make_topic("Rivers & lakes")
    make_article("Herons & <reeds>", slug="one", author=author, topics=[topic], text="Back “again” — in März.")
    make_article("Older", 2, slug="two")

    feed = feedparser.parse(client.get(path).data)

    entry = feed.entries[0]
    assert not feed.bozo
    assert feed.feed.title == "IFBG News"
    assert [each.link for each in feed.entries] == [HERE, "https://news.example.org/articles/two"]
    assert (entry.author, entry.tags[0].get("label") or entry.tags[0].term) == ("Maren Holt", topic.name)
    assert "Back “again” — in März." in entry.content[0].value
    assert entry.published_parsed[:5] == NOW.timetuple()[:5]


@pytest.mark.parametrize("path", PATHS)
def test_characters_that_xml_cannot_hold_do_not_break_the_feed(client: FlaskClient, path: str) -> None:
    make_article("Odd \ufffe\uffff heads \x0b", text="\x01 body ]]> &amp; \U0001f986")

    root = ElementTree.fromstring(client.get(path).data)

    assert root.tag.endswith(("feed", "rss"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_keeps_its_name_when_the_address_changes(client: FlaskClient, kind: str) -> None:
    article = make_article(slug="one")
    before = parse(client, kind)
    change_slug(db.session, article, "two", NOW)
    after = parse(client, kind)

    assert before["id"] == after["id"] == f"tag:news.example.org,2026-05-04:article-{article.id}"
    assert (before["link"], after["link"]) == (HERE, "https://news.example.org/articles/two")


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_the_whole_article_with_all_authors_and_its_photo(client: FlaskClient, kind: str) -> None:
    article = make_article(slug="one", author=make_person("Maren Holt"), text="The whole text.", **make_photo())
    values = {"article_id": article.id, "person_id": make_person("Jo Abel").id}
    db.session.execute(article_coauthors.insert().values(**values))

    entry = parse(client, kind)

    for words in ("The whole text.", "What the board decided", "Heron at dawn Ada Lind", 'alt="A heron"'):
        assert words in entry["html"]
    assert entry["authors"] == ["Maren Holt", "Jo Abel"]
    assert entry["photo"] == f"https://news.example.org/media/{'a' * 32}/1200.jpg"


@pytest.mark.parametrize("kind", KINDS)
def test_what_would_make_a_feed_too_large_comes_with_its_summary(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(feed_content, "MAX_CHARACTERS", 2000)
    make_article("Long", 1, text="x" * 3000)
    make_article("Short", 2, text="y" * 100)

    text = client.get(f"/feed.{kind}").text

    assert ("Long" in text, "x" * 3000 in text, "y" * 100 in text) == (True, False, True)
    assert violations(kind, text.encode()) == []


def parse(client: FlaskClient, kind: str) -> dict[str, Any]:
    """Return what a reader takes from the newest entry of the feed of the site."""
    data = client.get(f"/feed.{kind}").data
    if kind == "json":
        item = json.loads(data)["items"][0]
        authors = [author["name"] for author in item["authors"]]
        return {
            **item,
            "link": item["url"],
            "html": item["content_html"],
            "authors": authors,
            "photo": item.get("image"),
        }
    entry = feedparser.parse(data).entries[0]
    return {
        "id": entry.id,
        "link": entry.link,
        "html": ElementTree.fromstring(data).findtext(".//{*}content[@type='html']")
        or ElementTree.fromstring(data).findtext(".//{*}encoded"),
        "authors": [author.name for author in entry.authors],
        "photo": entry.media_content[0]["url"] if "media_content" in entry else None,
    }


def test_an_empty_newsroom_has_a_valid_feed(client: FlaskClient) -> None:
    for path in PATHS:
        assert client.get(path).status_code == 200
        ElementTree.fromstring(client.get(path).data)


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="/articles/two">', '<a href="https://news.example.org/articles/two">'),
        ('<a href="#note-1">', f'<a href="{HERE}#note-1">'),
        ('<a href="//other.example">', '<a href="//other.example">'),
        ('<a href="https://other.example/a, b">', '<a href="https://other.example/a, b">'),
        ('<img alt="a > b" src="/media/k/1.jpg">', '<img alt="a > b" src="https://news.example.org/media/k/1.jpg">'),
        (
            '<source srcset="/media/k/4.jpg 4w, /media/k/8.jpg 8w">',
            '<source srcset="https://news.example.org/media/k/4.jpg 4w, https://news.example.org/media/k/8.jpg 8w">',
        ),
        ('<p>Write href="/x" there</p>', '<p>Write href="/x" there</p>'),
    ],
)
def test_local_addresses_become_absolute_and_nothing_else_changes(html: str, absolute: str) -> None:
    assert make_absolute(html, HERE, LINKS) == absolute
