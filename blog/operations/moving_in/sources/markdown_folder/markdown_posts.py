"""A Markdown file as an article."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from blog.operations.moving_in.conversion.plain_words import path_of, plain, read_moment
from blog.operations.moving_in.imported_items import ArticleItem, Loss, PictureItem, TextFormat
from blog.operations.moving_in.sources.markdown_folder.front_matter import (
    is_true,
    split_front_matter,
    time_text,
    words_of,
)
from blog.operations.moving_in.sources.markdown_folder.markdown_codes import replace_codes

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
TITLE = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*\n")
DRAFTS = frozenset({"_drafts", "drafts"})
BUNDLES = frozenset({"index", "_index"})
PLACES = frozenset({"_posts", "content", "posts", "_drafts", "drafts", "src", "pages", ""})


def read_markdown_post(name: str, text: str, site: str, zone: tzinfo) -> ArticleItem:
    """Return the file *name* with *text* as an article; it is a page where it says so."""
    values, body = split_front_matter(text)
    losses: list[Loss] = []
    dated = DATED.fullmatch(stem_of(name))
    title, body = take_title(values, body)
    day = read_moment(f"{dated[1]}-{int(dated[2]):02d}-{int(dated[3]):02d}", zone) if dated else None
    moment, is_hidden = find_time(values, zone) or day, is_draft(name, values)
    slug = str(values.get("slug") or (dated[4] if dated else stem_of(name)))
    return ArticleItem(
        key=name,
        title=title or plain(slug.replace("-", " ")),
        body=replace_codes(body, losses),
        text_format=TextFormat.MARKDOWN,
        original=text,
        standfirst=plain(first_of(values, "description", "summary", "excerpt")),
        slug=slug,
        language=first_of(values, "lang", "language"),
        created_at=moment,
        published_at=moment,
        updated_at=read_moment(time_text(values.get("lastmod") or values.get("updated") or ""), zone),
        is_public=not is_hidden,
        hidden_reason="draft" if is_hidden else "",
        is_page=first_of(values, "layout", "type") == "page" or is_true(values.get("is_page")),
        authors=words_of(values.get("authors") or values.get("author")),
        topics=words_of(values.get("categories") or values.get("category")),
        tags=words_of(values.get("tags") or values.get("topics")),
        lead=read_lead_picture(values),
        paths=list(dict.fromkeys(find_addresses(name, slug, values, site))),
        losses=losses,
    )


def take_title(values: dict[str, Any], body: str) -> tuple[str, str]:
    """Return the title, which may be the first heading of the text, and the text without it."""
    title = plain(str(values.get("title") or ""))
    found = None if title else TITLE.match(body)
    return (plain(found[1]), body[found.end() :]) if found else (title, body)


def stem_of(name: str) -> str:
    """Return what names the article in the name of its file: that of the folder for a page bundle."""
    path = PurePosixPath(name)
    return path.parent.name if path.stem in BUNDLES and path.parent.name else path.stem


def is_draft(name: str, values: dict[str, Any]) -> bool:
    """Return whether the file was not to be shown."""
    is_said = is_true(values.get("draft")) or str(values.get("published")).lower() == "false"
    is_placed = bool(DRAFTS & set(PurePosixPath(name).parts))
    return is_said or is_placed or str(values.get("status", "")).lower() in {"draft", "private"}


def first_of(values: dict[str, Any], *names: str) -> str:
    """Return the first of these values that is there."""
    return next((str(values[name]) for name in names if values.get(name)), "")


def find_time(values: dict[str, Any], zone: tzinfo) -> datetime | None:
    """Return the time of publication that the front matter names."""
    names = ("date", "published_date", "publishdate", "published_at", "published", "created")
    return next((found for name in names if (found := read_moment(time_text(values.get(name)), zone))), None)


def read_lead_picture(values: dict[str, Any]) -> PictureItem | None:
    """Return the picture of the front matter."""
    found = values.get("image") or values.get("cover") or values.get("feature_image") or values.get("featured_image")
    if isinstance(found, dict):
        alt, caption = str(found.get("alt") or ""), str(found.get("caption") or "")
        found = found.get("path") or found.get("image") or found.get("src")
        return PictureItem(str(found), alt, plain(caption)) if found else None
    return PictureItem(found.strip(), str(values.get("image_alt") or "")) if isinstance(found, str) and found else None


def find_addresses(name: str, slug: str, values: dict[str, Any], site: str) -> Iterator[str]:
    """Yield the addresses that the page had: as it says itself, by its place among the files, and its former ones."""
    for key in ("permalink", "url", "link", "alias", "aliases", "redirect_from", "redirects"):
        for address in words_of(values.get(key)):
            found = path_of(address if "://" in address else f"/{address.lstrip('/')}")
            if found and ":" not in found:
                yield found
    base = urlsplit(site).path.rstrip("/")
    folders = [
        part for part in PurePosixPath(name).parent.parts if part.lower() not in PLACES and not DATED.fullmatch(part)
    ]
    folders = folders[:-1] if PurePosixPath(name).stem in BUNDLES else folders
    yield "/".join([base, *folders, slug, ""])
    yield f"{base}/{slug}/"
    if dated := DATED.match(PurePosixPath(name).stem):
        day = f"{dated[1]}/{int(dated[2]):02d}/{int(dated[3]):02d}"
        yield f"{base}/{day}/{slug}/"
        yield f"{base}/{day}/{slug}.html"
        for category in words_of(values.get("categories") or values.get("category"))[:1]:
            yield f"{base}/{category.lower()}/{day}/{slug}.html"
