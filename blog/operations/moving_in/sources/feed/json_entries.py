"""Entries of a JSON Feed as plain values."""

from collections.abc import Iterator
from typing import Any

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.json_rows import read_rows
from blog.operations.moving_in.sources.feed.feed_entries import FeedHead, SyndicatedItem, take_file
from blog.operations.moving_in.sources.feed.feed_markup import plain_html


def read_json_feed(bundle: Bundle, name: str) -> Iterator[SyndicatedItem | FeedHead]:
    """Yield the entries of a JSON Feed, versions 1 and 1.1."""
    for row in read_rows(bundle, name, ""):
        for key, ours in (("title", "title"), ("home_page_url", "link"), ("language", "language")):
            if isinstance(row.get(key), str):
                yield FeedHead(ours, str(row[key]))
        yield from (FeedHead("author", name) for name in names_in(row)[:1])
        break
    for row in read_rows(bundle, name, "items.item"):
        yield read_json_entry(row)


def read_json_entry(row: dict[str, Any]) -> SyndicatedItem:
    """Return an item of a JSON Feed."""
    texts = {name: str(row.get(name) or "") for name in ("id", "title", "summary", "image", "language")}
    texts["image"] = texts["image"] or str(row.get("banner_image") or "")
    tags, files = row.get("tags"), row.get("attachments")
    item = SyndicatedItem(
        link=str(row.get("url") or ""),
        elsewhere=str(row.get("external_url") or ""),
        content=str(row.get("content_html") or "") or plain_html(str(row.get("content_text") or "")),
        published=str(row.get("date_published") or ""),
        updated=str(row.get("date_modified") or ""),
        authors=names_in(row),
        sounds=[],
        tags=[str(tag) for tag in tags] if isinstance(tags, list) else [],
        **texts,
    )
    for one in files if isinstance(files, list) else ():
        if isinstance(one, dict) and one.get("url"):
            take_file(item, str(one["url"]), str(one.get("mime_type") or "audio/"))
    return item


def names_in(row: dict[str, Any]) -> list[str]:
    """Return the names of the authors of an item or of the whole feed."""
    people = row.get("authors") or [row.get("author")]
    found = people if isinstance(people, list) else []
    return [str(one["name"]) for one in found if isinstance(one, dict) and one.get("name")]
