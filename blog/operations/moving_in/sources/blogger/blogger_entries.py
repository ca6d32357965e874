"""Entries of Blogger as plain values, whichever of three ways they are written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import etree

from blog.operations.moving_in.conversion.plain_words import path_of, plain
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.json_rows import read_rows
from blog.operations.moving_in.files.xml_reading import read_elements, split_name, text_of

NUMBER = re.compile(r"(?:post|page)-(\d+)$")
KIND = re.compile(r"#(post|page|comment|settings|template)$")
PARTS = frozenset({"entry"})
JSON_PATHS = ("item", "items.item")


@dataclass
class BloggerEntry:
    """One entry: a post, a page or a comment."""

    kind: str = "post"
    id: str = ""
    title: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    path: str = ""
    state: str = "live"
    """live, draft, scheduled or soft_trashed, in small letters."""
    labels: list[str] = field(default_factory=list)
    parent: str = ""
    """Of a comment: the post; in_reply_to is the comment above it."""
    in_reply_to: str = ""
    description: str = ""


def read_entries(bundle: Bundle, name: str) -> Iterator[BloggerEntry | str]:
    """Yield the entries of the file *name* in their order, and the title of the blog as a text."""
    if name.lower().endswith(".json"):
        path = next((one for one in JSON_PATHS if next(read_rows(bundle, name, one), None)), JSON_PATHS[0])
        yield from (read_row(row) for row in read_rows(bundle, name, path))
        return
    with bundle.open(name) as stream:
        for part in read_elements(stream, PARTS):
            if part.name == "entry":
                yield read_element(part.element)
            elif part.name == "title":
                yield plain(text_of(part.element))


def read_row(row: dict[str, Any]) -> BloggerEntry:
    """Return a post or page of the API."""
    author, labels = row.get("author"), row.get("labels")
    texts = {name: str(row.get(name) or "") for name in ("id", "title", "content", "published", "updated")}
    return BloggerEntry(
        kind="page" if row.get("kind") == "blogger#page" else "post",
        author=plain(str(author.get("displayName") or "")) if isinstance(author, dict) else "",
        path=path_of(str(row.get("url") or "")),
        state=str(row.get("status") or "live").lower(),
        labels=[plain(str(label)) for label in labels] if isinstance(labels, list) else [],
        **texts,
    )


def read_element(element: etree._Element) -> BloggerEntry:
    """Return an entry of a feed, as Takeout or the older export writes it."""
    entry = BloggerEntry(kind="")
    for child in element:
        if isinstance(child.tag, str):
            take_child(entry, split_name(child.tag)[1], child)
    entry.kind = entry.kind or "post"
    return entry


def take_child(entry: BloggerEntry, name: str, child: etree._Element) -> None:
    """Take in one element of an entry."""
    text = text_of(child).strip()
    if name == "category":
        take_category(entry, child.get("scheme", ""), child.get("term", ""))
    elif name == "link" and child.get("rel") == "alternate":
        entry.path = entry.path or path_of(child.get("href", ""))
    elif name == "author":
        names = [text_of(one) for one in child if split_name(str(one.tag))[1] == "name"]
        entry.author = plain(names[0]) if names else ""
    elif name == "in-reply-to":
        found = NUMBER.search(child.get("ref", ""))
        entry.parent = found[1] if found else entry.parent
    elif name == "control":
        is_draft = any(split_name(str(one.tag))[1] == "draft" and text_of(one).strip() == "yes" for one in child)
        entry.state = "draft" if is_draft else entry.state
    elif name in TEXTS:
        setattr(entry, TEXTS[name], unescape(text) if name == "filename" else text)
        if name in {"type", "status"}:
            setattr(entry, TEXTS[name], text.lower())


TEXTS = {
    "id": "id", "title": "title", "content": "content", "published": "published", "updated": "updated",
    "type": "kind", "status": "state", "filename": "path", "parent": "parent", "inReplyTo": "in_reply_to",
    "metaDescription": "description",
}  # fmt: skip


def take_category(entry: BloggerEntry, scheme: str, term: str) -> None:
    """Take in a kind, or a label."""
    kind = KIND.search(term)
    if scheme.endswith("#kind"):
        entry.kind = kind[1] if kind else "other"
    elif label := plain(term):
        entry.labels.append(label)


def number_of(id: str) -> str:
    """Return the number in the id of an entry, such as tag:blogger.com,1999:blog-1.post-2."""
    return id.rsplit("-", 1)[-1].rsplit(":", 1)[-1]
