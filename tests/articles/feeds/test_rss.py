"""RSS 2.0 by its specification, from a feed that needs no database."""

import re
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree.ElementTree import Element, fromstring

import pytest

from blog.articles.feeds.feed_content import EntryAuthor, Feed, FeedEntry
from blog.articles.feeds.feed_xml import ATOM, CONTENT, CREATOR
from blog.articles.feeds.rss import write_rss
from blog.articles.pages.lead_photo import CardPicture
from blog.web.addresses.links import Links
from tests.factories import NOW

LINKS = Links("https://news.example.org", "secret")


def channel(*entries: FeedEntry, subtitle: str = "") -> Element:
    return fromstring(write_rss(Feed("News", subtitle, "en", LINKS, entries, "/topics/rivers")))[0]


def entry(**more: object) -> FeedEntry:
    values = {"id": "tag:x,2026:1", "address": "https://news.example.org/articles/one", "title": "One"}
    return FeedEntry(**{**values, "published_at": NOW, "updated_at": NOW, **more})


def test_the_channel_names_its_page_and_itself() -> None:
    found = channel(entry())

    assert found.findtext("link") == "https://news.example.org/topics/rivers"
    assert found.find(f"{{{ATOM}}}link").get("href") == "https://news.example.org/topics/rivers/feed.rss"
    assert parsedate_to_datetime(found.findtext("lastBuildDate")) == NOW


@pytest.mark.parametrize(("subtitle", "description"), [("Of rivers", "Of rivers"), ("", "News")])
def test_the_channel_is_never_without_description(subtitle: str, description: str) -> None:
    assert channel(subtitle=subtitle).findtext("description") == description


@pytest.mark.parametrize(
    ("id", "is_link"), [("tag:x,2026:1", "false"), ("https://news.example.org/articles/one", "true")]
)
def test_only_an_id_that_is_the_address_is_a_permanent_link(id: str, is_link: str) -> None:
    assert channel(entry(id=id)).find("item/guid").get("isPermaLink") == is_link


def test_each_author_is_a_creator_and_the_full_text_is_encoded() -> None:
    names = [EntryAuthor(name, "https://news.example.org/authors/x") for name in ("Maren Holt", "Jo Abel")]

    item = channel(entry(authors=names, html="<p>a & b</p>")).find("item")

    assert [creator.text for creator in item.findall(f"{{{CREATOR}}}creator")] == ["Maren Holt", "Jo Abel"]
    assert item.findtext(f"{{{CONTENT}}}encoded") == "<p>a & b</p>"


def test_an_entry_without_html_is_described_by_its_text() -> None:
    item = channel(entry(text="It was Monday.")).find("item")

    assert item.findtext("description") == "It was Monday."
    assert item.find(f"{{{CONTENT}}}encoded") is None


def test_the_description_stands_before_the_photo_whose_description_some_readers_take_for_it() -> None:
    photo = CardPicture("https://news.example.org/media/a/1200.jpg", 1200, 800, "A heron")

    found = channel(entry(summary="In short.", html="<p>Long.</p>", photo=photo)).find("item")

    assert [element.text for element in found.iter() if element.tag.endswith("description")] == ["In short.", "A heron"]


def test_without_words_there_is_no_empty_description() -> None:
    assert channel(entry(html="<hr>")).find("item/description") is None


@pytest.mark.parametrize(
    "title", ["Use of <script> here", "The <b>bold</b> one", "Fish &amp; chips", "A < B", "Q&A", "&#x27;", "<!-- x -->"]
)
def test_no_reader_that_takes_a_title_for_html_loses_words(title: str) -> None:
    found = channel(entry(title=title)).findtext("item/title")

    assert title in {found, unescape(found)}
    assert not re.search(r"<[a-zA-Z/!?]", found)
    assert unescape(re.sub(r"<[^>]*>", "", found)) == title
