"""The feeds as JSON Feed (jsonfeed.org, version 1.1)."""

import json
from typing import Any

from blog.articles.feeds.feed_content import Entry, Feed
from blog.articles.feeds.feed_xml import clean, stamp

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return *feed* as a JSON Feed."""
    fields = {
        "title": clean(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.own_address("json"),
        "description": clean(feed.subtitle),
        "icon": feed.sign,
        "language": feed.language,
    }
    document = {"version": VERSION, **without_empty(fields), "items": [item(entry) for entry in feed.entries]}
    return json.dumps(document, ensure_ascii=False).encode()


def item(entry: Entry) -> dict[str, Any]:
    """Return *entry* as an item; an item must have content, so one without has its summary or its title."""
    fields: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": clean(entry.title),
        "summary": clean(entry.summary),
        "date_published": stamp(entry.published_at),
        "date_modified": stamp(entry.updated_at),
        "authors": [{"name": clean(author.name), "url": author.address} for author in entry.authors],
        "tags": [clean(topic.name) for topic in entry.topics],
        "image": entry.photo.address if entry.photo else None,
    }
    content = {"content_text": clean(entry.text or entry.summary or entry.title)}
    if entry.html is not None:
        content = {"content_html": clean(entry.html)}
    return without_empty(fields) | content


def without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Return those of *fields* that say something."""
    return {name: value for name, value in fields.items() if value}
