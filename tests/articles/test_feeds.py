"""The feeds, as a feed reader takes them in."""

from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.feeds import make_absolute
from blog.database import db
from blog.links import Links
from tests.factories import NOW, make_article, make_person, make_topic

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
    assert (entry.id, entry.author, entry.tags[0].get("label") or entry.tags[0].term) == (
        HERE,
        "Maren Holt",
        topic.name,
    )
    assert "Back “again” — in März." in entry.content[0].value
    assert entry.published_parsed[:5] == NOW.timetuple()[:5]


@pytest.mark.parametrize("path", PATHS)
def test_characters_that_xml_cannot_hold_do_not_break_the_feed(client: FlaskClient, path: str) -> None:
    make_article("Odd \ufffe\uffff heads \x0b", text="\x01 body ]]> &amp; \U0001f986")

    root = ElementTree.fromstring(client.get(path).data)

    assert root.tag.endswith(("feed", "rss"))


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_holds_only_as_many_as_the_setting_says(app: Flask, client: FlaskClient, path: str) -> None:
    app.config["FEED_LENGTH"] = 2
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
