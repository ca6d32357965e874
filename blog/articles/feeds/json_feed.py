"""Write a feed as JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any

from blog.articles.feeds.feed_content import Feed, FeedEntry
from blog.articles.feeds.feed_files import FeedFile
from blog.articles.feeds.feed_xml import format_rfc3339, strip_invalid

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return *feed* as a JSON Feed."""
    fields = {
        "title": strip_invalid(feed.title),
        "home_page_url": feed.home_address,
        "feed_url": feed.feed_address("json"),
        "description": strip_invalid(feed.subtitle),
        "icon": feed.icon_address,
        "language": feed.language,
    }
    document = {"version": VERSION, **drop_empty(fields), "items": [feed_item(entry) for entry in feed.entries]}
    return json.dumps(document, ensure_ascii=False).encode()


def feed_item(entry: FeedEntry) -> dict[str, Any]:
    """Return *entry* as an item; the format demands content, so the summary or the title stands in for it."""
    fields: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": strip_invalid(entry.title),
        "summary": strip_invalid(entry.summary),
        "date_published": format_rfc3339(entry.published_at),
        "date_modified": format_rfc3339(entry.updated_at),
        "authors": [{"name": strip_invalid(author.name), "url": author.address} for author in entry.authors],
        "language": entry.language,
        "tags": [strip_invalid(name) for name in (entry.kind, *(topic.name for topic in entry.topics)) if name],
        "attachments": [describe_attachment(file) for file in entry.files],
        "image": entry.photo.address if entry.photo else None,
    }
    content = {"content_text": strip_invalid(entry.text or entry.summary or entry.title)}
    if entry.html is not None:
        content = {"content_html": strip_invalid(entry.html)}
    return drop_empty(fields) | content


def describe_attachment(file: FeedFile) -> dict[str, Any]:
    """Return *file* as the attachment of an item."""
    fields = {"title": strip_invalid(file.title), "duration_in_seconds": file.duration_seconds}
    return {"url": file.address, "mime_type": file.media_type, "size_in_bytes": file.size_bytes, **drop_empty(fields)}


def drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Return *fields* without empty values."""
    return {name: value for name, value in fields.items() if value}
