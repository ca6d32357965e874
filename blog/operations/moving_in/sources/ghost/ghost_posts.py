"""A post of Ghost as an article."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any

from blog.operations.moving_in.conversion.plain_words import plain, read_moment
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PersonItem, PictureItem, TopicItem
from blog.operations.moving_in.sources.ghost.ghost_cards import PAYWALL
from blog.operations.moving_in.sources.ghost.ghost_html import clean_ghost_html
from blog.operations.moving_in.sources.ghost.lexical_html import lexical_html
from blog.operations.moving_in.sources.ghost.mobiledoc_html import mobiledoc_html

ORIGIN = "__GHOST_URL__"
GATE = re.compile(r"<!--\s*kg-gated-block:begin\s+nonMember:\s*false\b")
"""Begins a part that visitors without an account did not see, in Ghost 5.115 and later."""
SHARED = ("og_image", "twitter_image")
INJECTED = ("codeinjection_head", "codeinjection_foot")
"""Code that Ghost put into the page of one post."""
REASONS = {"draft": "draft", "scheduled": "scheduled", "sent": "sent by mail only"}

Row = Mapping[str, Any]


@dataclass
class GhostTables:
    """What the other tables say of people, tags and posts, by their ids."""

    site: str = ""
    title: str = ""
    people: dict[str, PersonItem] = field(default_factory=dict)
    tags: dict[str, TopicItem] = field(default_factory=dict)
    authors: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """Of each post: place and id of a person."""
    topics: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    meta: dict[str, dict[str, Any]] = field(default_factory=dict)
    losses: list[tuple[Loss, str]] = field(default_factory=list)
    """What is left out of the whole."""


def text_in(row: Row, name: str) -> str:
    """Return a text of *row*, "" where there is none."""
    value = row.get(name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def read_time(row: Row, name: str) -> datetime | None:
    """Return a time of *row*, in ISO 8601 or in milliseconds since 1970."""
    value = row.get(name)
    if isinstance(value, int | float) and 0 < value < 10**14:
        return datetime.fromtimestamp(value / 1000, UTC)
    return read_moment(text_in(row, name))


def read_ghost_post(row: Row, tables: GhostTables) -> ArticleItem:
    """Return *row* of the table of posts as an article or page."""
    losses = [Loss(LossKind.SCRIPT, name) for name in INJECTED if text_in(row, name).strip()]
    key, meta = text_in(row, "id"), tables.meta.get(text_in(row, "id"), {})
    body = read_ghost_body(row, losses)
    reason = reason_of(row, meta, body)
    tags = [tables.tags[id] for _place, id in sorted(tables.topics.get(key, [])) if id in tables.tags]
    return ArticleItem(
        key=key,
        title=plain(text_in(row, "title")),
        body=with_site(clean_ghost_html(body.replace(PAYWALL, "")), tables.site),
        original=text_in(row, "lexical") or text_in(row, "mobiledoc"),
        standfirst=plain(text_in(row, "custom_excerpt") or text_in(meta, "meta_description")),
        slug=text_in(row, "slug"),
        language=text_in(row, "locale"),
        created_at=read_time(row, "created_at"),
        published_at=read_time(row, "published_at"),
        updated_at=read_time(row, "updated_at"),
        is_public=text_in(row, "status") == "published" and not reason,
        hidden_reason=reason,
        is_page=text_in(row, "type") == "page" or str(row.get("page")) in {"1", "True"},
        authors=authors_of(row, tables),
        topics=[tag.name for tag in tags],
        lead=read_lead(row, meta, tables.site),
        shared=read_shared(meta, tables.site),
        paths=list(paths_of(row, tags)),
        canonical=with_site(text_in(row, "canonical_url"), tables.site),
        losses=losses,
    )


def read_ghost_body(row: Row, losses: list[Loss]) -> str:
    """Return the text as HTML: as Ghost made it, or made here for a draft."""
    html = text_in(row, "html")
    if html:
        return html
    if (text := text_in(row, "lexical")) and (made := lexical_html(text, losses)):
        return made
    if (text := text_in(row, "mobiledoc")) and (made := mobiledoc_html(text, losses)):
        return made
    return "".join(f"<p>{escape(line)}</p>" for line in text_in(row, "plaintext").split("\n\n") if line)


def reason_of(row: Row, meta: Row, body: str) -> str:
    """Return why readers of the old site could not all read the post; "" if they could."""
    status, visibility = text_in(row, "status"), text_in(row, "visibility") or "public"
    if status in REASONS:
        return REASONS[status]
    if str(meta.get("email_only")) in {"1", "True"}:
        return REASONS["sent"]
    if visibility != "public":
        return f"for {visibility}"
    return "a part for members" if PAYWALL in body or GATE.search(body) else ""


def authors_of(row: Row, tables: GhostTables) -> Sequence[str]:
    """Return the ids of the authors in their order."""
    found = [id for _place, id in sorted(tables.authors.get(text_in(row, "id"), []))]
    return found or ([text_in(row, "author_id")] if text_in(row, "author_id") else [])


def read_lead(row: Row, meta: Row, site: str) -> PictureItem | None:
    """Return the lead photo."""
    address = with_site(text_in(row, "feature_image") or text_in(row, "image"), site)
    alt, caption = plain(text_in(meta, "feature_image_alt")), plain(text_in(meta, "feature_image_caption"))
    return PictureItem(address, alt[:500], caption[:500]) if address else None


def read_shared(meta: Row, site: str) -> PictureItem | None:
    """Return the picture that was chosen for shared links."""
    address = next((with_site(text, site) for name in SHARED if (text := text_in(meta, name))), "")
    return PictureItem(address) if address else None


def paths_of(row: Row, tags: Sequence[TopicItem]) -> list[str]:
    """Return the addresses that the post may have had: by the usual routes, by tag, by date, as a preview."""
    slug, moment = text_in(row, "slug"), read_time(row, "published_at")
    paths = [f"/{slug}/", f"/{slug}/amp/"] if slug else []
    if slug and tags:
        paths.append(f"/{tags[0].paths[0].strip('/').rsplit('/', 1)[-1]}/{slug}/")
    if slug and moment:
        paths += [f"/{moment:%Y/%m/%d}/{slug}/", f"/{moment:%Y/%m}/{slug}/"]
    return [*paths, *([f"/p/{row['uuid']}/"] if row.get("uuid") else [])]


def with_site(text: str, site: str) -> str:
    """Return *text* with the address of the old site in place of Ghost's word for it."""
    return text.replace(ORIGIN, site.rstrip("/"))
