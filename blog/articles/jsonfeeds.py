"""The feeds as JSON Feed (jsonfeed.org, version 1.1)."""

import json
from typing import Any

from blog.articles.feeds import Entry, Feed
from blog.articles.feedxml import clean, stamp

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return *feed* as a JSON Feed."""
    document = {
        "version": VERSION,
        "title": clean(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.own_address("json"),
        "description": clean(feed.subtitle),
        "icon": feed.sign,
        "language": feed.language,
        "items": [item(entry) for entry in feed.entries()],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def item(entry: Entry) -> dict[str, Any]:
    """Return *entry* as an item; an item must have content, so one without its HTML has its standfirst."""
    article = entry.article
    words: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": clean(article.headline),
        "summary": clean(article.standfirst),
        "date_published": stamp(entry.published_at),
        "date_modified": stamp(entry.changed_at),
        "authors": [{"name": clean(author.name), "url": entry.author_address(author)} for author in entry.authors],
        "tags": [clean(topic.name) for topic in article.topics],
    }
    if entry.html is None:
        words["content_text"] = clean(article.standfirst or article.headline)
    else:
        words["content_html"] = clean(entry.html)
    if entry.photo is not None:
        words["image"] = entry.photo.address
    return words
