"""A Markdown file as an article."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from babel.localedata import locale_identifiers

from blog.operations.moving_in.conversion.plain_words import path_of, plain, read_moment
from blog.operations.moving_in.imported_items import ArticleItem, Loss, PictureItem, TextFormat
from blog.operations.moving_in.sources.markdown_folder.front_matter import (
    is_true,
    split_front_matter,
    time_text,
    words_of,
)
from blog.operations.moving_in.sources.markdown_folder.markdown_codes import replace_codes
from blog.operations.moving_in.sources.markdown_folder.site_config import SiteConfig, expand_pattern
from blog.operations.moving_in.sources.markdown_folder.text_places import TextPlaces

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
TITLE = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*\n")
DRAFTS = frozenset({"_drafts", "drafts"})
BUNDLES = frozenset({"index", "_index"})
PLACES = frozenset({"_posts", "content", "_drafts", "drafts", "src", "pages", "_pages", ""})
JEKYLL = frozenset({"_posts", "_drafts"})
NO_CONFIG = SiteConfig()
LANGUAGES = frozenset(one for one in locale_identifiers() if len(one) == 2)
PUBLISHED = ("date", "published_date", "publishdate", "published_at", "published", "created")
CHANGED = ("lastmod", "updated", "last_modified_at", "updated_at", "modified", "updateddate")
LEADS = ("image", "cover", "feature_image", "featured_image", "featuredimage", "images", "heroimage", "hero_image",
         "header", "banner", "thumbnail")  # fmt: skip
SHARED = ("social_image", "og_image", "twitter_image", "meta_image")


def read_markdown_post(
    name: str, text: str, site: str, zone: tzinfo, config: SiteConfig = NO_CONFIG, places: TextPlaces | None = None
) -> ArticleItem:
    """Return the file *name* with *text* as an article; it is a page where it says so.

    Links to other files are read by *places*, once the addresses of all are known.
    """
    places = places or TextPlaces(())
    values, body = split_front_matter(text)
    (title, body), losses = take_title(values, body), list[Loss]()
    slug, moment = slug_of_file(name, values), time_of_file(name, values, zone)
    reason, topics = hidden_reason_of(name, values, moment), read_words(name, values, "categories", "category")
    body = replace_codes(body, losses, partial(places.find, beside=name), partial(places.rewrite, name=name))
    return ArticleItem(
        key=name,
        title=title or plain(slug.replace("-", " ")),
        body=body,
        text_format=TextFormat.HTML if name.lower().endswith((".html", ".htm")) else TextFormat.MARKDOWN,
        original=text,
        standfirst=plain(first_of(values, "description", "summary", "excerpt")),
        slug=slug,
        language=first_of(values, "lang", "language") or language_of(name),
        created_at=moment,
        published_at=moment,
        updated_at=find_time(values, zone, CHANGED),
        ends_at=find_time(values, zone, ("expirydate", "unpublishdate")),
        is_public=not reason,
        hidden_reason=reason,
        is_page=is_page(name, values, moment),
        authors=words_of(values.get("authors") or values.get("author")),
        topics=topics,
        tags=read_words(name, values, "tags", "topics"),
        lead=read_picture(values, LEADS, "image_alt"),
        shared=read_picture(values, SHARED, "social_image_alt"),
        paths=list(dict.fromkeys(find_addresses(name, slug, values, site, topics, moment, config))),
        losses=losses,
    )


def slug_of_file(name: str, values: dict[str, Any]) -> str:
    """Return the part of the address that is the article's own."""
    dated = DATED.fullmatch(stem_of(name))
    return str(values.get("slug") or (dated[4] if dated else stem_of(name)))


def time_of_file(name: str, values: dict[str, Any], zone: tzinfo) -> datetime | None:
    """Return the time of publication: that of the front matter, else the day in the name."""
    dated = DATED.fullmatch(stem_of(name))
    day = f"{dated[1]}-{int(dated[2]):02d}-{int(dated[3]):02d}" if dated else ""
    return find_time(values, zone) or read_moment(day, zone)


def read_words(name: str, values: dict[str, Any], *keys: str) -> list[str]:
    """Return the words of the first of *keys*, the one whose words Jekyll parts by spaces, or of another."""
    by_space = bool(JEKYLL & set(PurePosixPath(name).parts)) and keys[0] in values
    return words_of(next((values[key] for key in keys if values.get(key)), None), by_space=by_space)


def take_title(values: dict[str, Any], body: str) -> tuple[str, str]:
    """Return the title, which may be the first heading of the text, and the text without it."""
    title = plain(str(values.get("title") or ""))
    found = None if title else TITLE.match(body)
    return (plain(found[1]), body[found.end() :]) if found else (title, body)


def stem_of(name: str) -> str:
    """Return what names the article in the name of its file: that of the folder for a page bundle."""
    path = PurePosixPath(name)
    stem = path.stem.removesuffix(f".{language_of(name)}") if language_of(name) else path.stem
    return path.parent.name if stem in BUNDLES and path.parent.name else stem


def language_of(name: str) -> str:
    """Return the language that the name of a file ends with, such as index.de.md; "" of others."""
    found = re.fullmatch(r".+\.([a-z]{2})", PurePosixPath(name).stem)
    return found[1] if found and found[1] in LANGUAGES else ""


def is_draft(name: str, values: dict[str, Any]) -> bool:
    """Return whether the file was not to be shown."""
    is_said = is_true(values.get("draft")) or str(values.get("published")).lower() == "false"
    is_placed = bool(DRAFTS & set(PurePosixPath(name).parts))
    return (
        is_said
        or is_placed
        or is_true(values.get("private"))
        or str(values.get("status", "")).lower() in {"draft", "private"}
    )


def hidden_reason_of(name: str, values: dict[str, Any], moment: datetime | None) -> str:
    """Return why the file is a draft here; "" of one that was to be shown."""
    if is_draft(name, values):
        return "draft"
    said = next(
        (text for key in PUBLISHED if not is_true(values.get(key)) and (text := time_text(values.get(key)))), ""
    )
    return f"date not read: {said[:60]}" if said and moment is None else ""


def is_page(name: str, values: dict[str, Any], moment: datetime | None) -> bool:
    """Return whether the file is a page: it says so, or stands where Hugo and Jekyll keep pages, and has no date."""
    if first_of(values, "layout", "type") == "page" or is_true(values.get("is_page")):
        return True
    return moment is None and bool(values.get("title")) and PurePosixPath(name).parent.name in {"content", "_pages"}


def first_of(values: dict[str, Any], *names: str) -> str:
    """Return the first of these values that is there."""
    return next((str(values[name]) for name in names if values.get(name)), "")


def find_time(values: dict[str, Any], zone: tzinfo, names: Sequence[str] = PUBLISHED) -> datetime | None:
    """Return the first time of these names that the front matter has: that of publication."""
    return next((found for name in names if (found := read_moment(time_text(values.get(name)), zone))), None)


def read_picture(values: dict[str, Any], names: Sequence[str], alt_name: str) -> PictureItem | None:
    """Return the first picture of these *names* that the front matter has."""
    found = next((values[name] for name in names if values.get(name)), None)
    found = found[0] if isinstance(found, list) and found else found
    if isinstance(found, dict):
        alt, caption = str(found.get("alt") or ""), str(found.get("caption") or "")
        found = next(
            (found[name] for name in ("path", "image", "src", "url", "overlay_image", "teaser") if found.get(name)),
            None,
        )
        return PictureItem(str(found), alt, plain(caption)) if found else None
    return PictureItem(found.strip(), str(values.get(alt_name) or "")) if isinstance(found, str) and found else None


def find_addresses(
    name: str,
    slug: str,
    values: dict[str, Any],
    site: str,
    topics: Sequence[str],
    moment: datetime | None,
    config: SiteConfig,
) -> Iterator[str]:
    """Yield the addresses that the page had: as it says itself, by its place among the files, and its former ones."""
    base, is_post = urlsplit(site).path.rstrip("/"), bool(DATED.match(PurePosixPath(name).stem))
    for key in ("permalink", "url", "link"):
        for pattern in words_of(values.get(key)):
            yield from said_address(pattern, slug, moment, topics)
    folders = [part for part in PurePosixPath(name).parent.parts if not DATED.fullmatch(part)]
    folders = folders[:-1] if stem_is_bundle(name) else folders
    below = folders[folders.index("content") + 1 :] if "content" in folders else folders
    below = [part for part in below if part.lower() not in PLACES]
    pattern = config.sections.get(below[0] if below else "", "") or (config.pattern if is_post else "")
    if pattern and (made := expand_pattern(pattern, slug, moment, topics, "/".join(below))):
        yield base + made
    yield "/".join([base, *below, slug, ""])
    yield "/".join([base, *(part for part in below if part.lower() != "posts"), slug, ""])
    yield f"{base}/{slug}/"
    for key in ("alias", "aliases", "redirect_from", "redirects"):
        for address in words_of(values.get(key)):
            yield from said_address(address, slug, moment, topics)
    if dated := DATED.match(PurePosixPath(name).stem):
        day = f"{dated[1]}/{int(dated[2]):02d}/{int(dated[3]):02d}"
        yield f"{base}/{day}/{slug}/"
        yield f"{base}/{day}/{slug}.html"
        if topics:
            yield f"{base}{expand_pattern('date', slug, moment, topics)}"
            yield f"{base}{expand_pattern('date', slug, moment, topics[:1])}"


def said_address(said: str, slug: str, moment: datetime | None, topics: Sequence[str]) -> Iterator[str]:
    """Yield the address that front matter says, whose parts may be placeholders."""
    if "://" not in said and ":" in said:
        said = expand_pattern(said, slug, moment, topics)
    found = path_of(said if "://" in said else f"/{said.lstrip('/')}")
    if found and ":" not in found:
        yield found


def stem_is_bundle(name: str) -> bool:
    """Return whether the folder of a file names the article, not the file itself."""
    return PurePosixPath(name).stem.partition(".")[0] in BUNDLES
