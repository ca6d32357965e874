"""An article of com_content as an article here."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

from blog.operations.moving_in.conversion.plain_words import plain, read_moment
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PictureItem
from blog.operations.moving_in.sources.joomla.joomla_people import author_key
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables
from blog.operations.moving_in.sources.joomla.joomla_text import JOOMLA_IMAGE, clean_joomla_text
from blog.operations.moving_in.sources.joomla.site_addresses import SiteAddresses, ancestors

Row = dict[str, str]
PUBLIC_LEVELS = frozenset({"", "0", "1", "5"})
"""Public, and Guest, which those see who have no account."""
REASONS = {"0": "unpublished"}
TRASHED = "-2"
VIEWS = ("featured", "categories", "archive", "category")
MAX_WORDS = 500


@dataclass
class ContentTables:
    """What the tables say beside the articles."""

    tables: JoomlaTables
    addresses: SiteAddresses
    site: str
    categories: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    """Names of view levels by id."""


def read_article(row: Row, known: ContentTables) -> ArticleItem:
    """Return *row* of the table of articles as an article."""
    losses = list(field_losses(row, known))
    images, base = read_json(row.get("images", "")), known.addresses.base
    body, lead = read_body(row, images, base, losses), read_lead(images, known)
    category = known.categories.get(row.get("catid", ""), {})
    up = moment_in(row, "publish_up")
    reason = reason_of(row, category, known)
    author = author_key(row.get("created_by", ""), row.get("created_by_alias", ""))
    language = row.get("language", "*")
    return ArticleItem(
        key=row.get("id", ""),
        title=plain(row.get("title", "")),
        body=body,
        standfirst=plain(row.get("metadesc", "")),
        slug=row.get("alias", ""),
        language="" if language == "*" else language,
        created_at=moment_in(row, "created"),
        published_at=up or moment_in(row, "created"),
        updated_at=moment_in(row, "modified"),
        ends_at=moment_in(row, "publish_down"),
        is_public=not reason,
        hidden_reason=reason,
        authors=[author] if author else [],
        topics=[plain(category.get("title", ""))] if is_topic(category) else [],
        tags=[plain(tag.get("title", "")) for tag in tags_of(row, known)],
        lead=lead,
        paths=known.addresses.complete(paths_of(row, category, known), names_of(row)),
        original=json.dumps({name: row[name] for name in ("introtext", "fulltext", "images", "urls") if row.get(name)}),
        losses=losses,
    )


def moment_in(row: Row, name: str) -> datetime | None:
    """Return a time of *row*, which Joomla stores in UTC whatever the zone of the site; None for zeros."""
    return read_moment(row.get(name, ""))


def read_json(text: str) -> dict[str, Any]:
    """Return the values that *text* holds, none of what is no JSON."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def text_in(values: dict[str, Any], name: str) -> str:
    """Return a text of *values*."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def read_body(row: Row, images: dict[str, Any], base: str, losses: list[Loss]) -> str:
    """Return introduction, picture of the whole text, text and its three links."""
    intro, rest = row.get("introtext", ""), row.get("fulltext", "")
    picture = figure(images, "image_fulltext")
    lead, whole = text_in(images, "image_intro"), text_in(images, "image_fulltext")
    parts = [picture] if whole and lead and bare(whole) != bare(lead) else []
    text = clean_joomla_text("\n".join([*parts, intro, rest]), base, losses)
    return text + links_of(read_json(row.get("urls", "")))


def figure(images: dict[str, Any], name: str) -> str:
    """Return a picture of the article with its words."""
    words = escape(plain(text_in(images, f"{name}_caption")))
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    alt = escape(plain(text_in(images, f"{name}_alt")))
    return f'<figure><img src="{escape(bare(text_in(images, name)))}" alt="{alt}">{caption}</figure>'


def bare(address: str) -> str:
    """Return *address* without what Joomla 4 adds to it."""
    return JOOMLA_IMAGE.sub("", address).strip()


def read_lead(images: dict[str, Any], known: ContentTables) -> PictureItem | None:
    """Return the picture of the introduction, else that of the text."""
    for name in ("image_intro", "image_fulltext"):
        if address := bare(text_in(images, name)):
            whole = address if "://" in address else f"{known.site}/{address.lstrip('/')}"
            alt, caption = plain(text_in(images, f"{name}_alt")), plain(text_in(images, f"{name}_caption"))
            return PictureItem(whole, alt[:MAX_WORDS], caption[:MAX_WORDS])
    return None


def links_of(urls: dict[str, Any]) -> str:
    """Return the three links that stand beside an article, as a list."""
    found = [(text_in(urls, f"url{one}").strip(), text_in(urls, f"url{one}text")) for one in "abc"]
    shown = [f'<li><a href="{escape(url)}">{escape(words or url)}</a></li>' for url, words in found if url]
    return f"<ul>{''.join(shown)}</ul>" if shown else ""


def reason_of(row: Row, category: Row, known: ContentTables) -> str:
    """Return why not everybody could read the article; "" if everybody could."""
    if row.get("state") in REASONS:
        return REASONS[row["state"]]
    for holder in (row, category):
        level = holder.get("access", "")
        if level not in PUBLIC_LEVELS:
            return f"for {known.levels.get(level) or f'view level {level}'}"
    if category and category.get("published") not in {"1", "2", "", None}:
        return "category unpublished"
    return ""


def is_topic(category: Row) -> bool:
    """Return whether *category* says something of its articles."""
    return bool(category.get("title")) and category.get("alias", "") not in {"uncategorised", "uncategorized", "root"}


def tags_of(row: Row, known: ContentTables) -> Iterator[Row]:
    """Yield the published tags of an article."""
    for link in known.tables.of("contentitem_tag_map", row.get("id", "")):
        tag = known.tags.get(link.get("tag_id", ""))
        if tag and link.get("type_alias", "com_content.article") == "com_content.article":
            yield tag


def field_losses(row: Row, known: ContentTables) -> Iterator[Loss]:
    """Yield the further values that an article had in fields of the site's own."""
    for value in known.tables.of("fields_values", row.get("id", "")):
        field_row = known.tables.one("fields", value.get("field_id", ""))
        if field_row.get("context") == "com_content.article" and value.get("value", "").strip():
            words = f"{plain(field_row.get('title', ''))}: {plain(value['value'])}"
            yield Loss(LossKind.ITEM, words[:MAX_WORDS])


def names_of(row: Row) -> Sequence[str]:
    """Return the last parts that addresses of the article may have."""
    return [row.get("alias", ""), f"{row.get('id')}-{row.get('alias')}"]


def paths_of(row: Row, category: Row, known: ContentTables) -> Iterator[str]:
    """Yield the addresses that Joomla 2.5 to 5 give the article, by menu, by category, and without short addresses."""
    id, alias, addresses = row.get("id", ""), quote(row.get("alias", "")), known.addresses
    folder = quote(category.get("path", "") or category.get("alias", ""))
    numbered = f"{category.get('id', '')}-{folder.rsplit('/', 1)[-1]}"
    tails = [tail for tail in (alias, f"{id}-{alias}") if alias]
    above = ancestors(row.get("catid", ""), known.categories)
    menus = [path for one in above for path in addresses.menus_of("com_content", "category", one)]
    starts = [*menus, *addresses.bases("com_content", VIEWS), "component/content/article"]
    for prefix in addresses.prefixes(row.get("language", "*")):
        yield from (f"{prefix}/{path}" for path in addresses.menus_of("com_content", "article", id) if path)
        for path in dict.fromkeys(starts):
            start = f"{prefix}/{path}".rstrip("/")
            yield from (f"{start}/{tail}" for tail in tails)
            parts = dict.fromkeys((folder, folder.rsplit("/", 1)[-1], numbered) if folder else ())
            yield from (f"{start}/{part}/{tail}" for part in parts for tail in tails)
    yield f"{addresses.base}/?option=com_content&view=article&id={id}"
