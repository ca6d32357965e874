"""The feeds as JSON Feed (jsonfeed.org, version 1.1)."""

import json
from typing import Any

from blog.articles.describing import card_picture
from blog.articles.feeds import Feed, changed_at, clean, make_absolute, stamp
from blog.models import Article

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return *feed* as a JSON Feed."""
    document = {
        "version": VERSION,
        "title": clean(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.own_address("json"),
        "description": clean(feed.subtitle),
        "language": feed.language,
        "items": [item(feed, article) for article in feed.articles],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def item(feed: Feed, article: Article) -> dict[str, Any]:
    """Return *article* as an item of *feed*."""
    address = feed.address(article)
    words: dict[str, Any] = {
        "id": address,
        "url": address,
        "title": clean(article.headline),
        "summary": clean(article.standfirst),
        "content_html": clean(make_absolute(article.body_html, address, feed.links)),
        "date_published": stamp(article.published_at or article.created_at),
        "date_modified": stamp(changed_at(article)),
        "authors": [
            {"name": clean(article.author.name), "url": feed.links.absolute(f"/authors/{article.author.slug}")}
        ],
        "tags": [clean(topic.name) for topic in article.topics],
    }
    if article.lead_picture is not None:
        words["image"] = card_picture(article.lead_picture, feed.links)
    return words
