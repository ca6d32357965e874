"""A post of EasyBlog as an article: its text in either of two ways it was written, its state, times and addresses."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from blog.operations.moving_in.conversion.plain_words import plain, read_moment
from blog.operations.moving_in.conversion.word_check import html_text
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PictureItem
from blog.operations.moving_in.sources.easyblog.composer_document import document_html
from blog.operations.moving_in.sources.easyblog.embed_codes import replace_embeds
from blog.operations.moving_in.sources.easyblog.media_addresses import find_media
from blog.operations.moving_in.sources.easyblog.post_addresses import PostAddresses, PostName
from blog.operations.moving_in.sources.joomla.content_articles import Row, read_json
from blog.operations.moving_in.sources.joomla.joomla_people import author_key
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables
from blog.operations.moving_in.sources.joomla.joomla_text import clean_joomla_text
from blog.operations.moving_in.sources.joomla.site_addresses import ancestors

REASONS = {"0": "unpublished", "2": "scheduled", "3": "draft", "4": "waiting for review"}
BLANK, TRASHED = "9", "1"
"""Of the column published: a shell that opening the editor made; of the column state: in the bin."""
SITEWIDE = frozenset({"", "easyblog.sitewide", "0"})
TEAM, TEAM_OF_ALL = "easyblog.team", "3"
MAX_WORDS = 500


@dataclass
class EasyBlogTables:
    """What the tables say beside the posts."""

    tables: JoomlaTables
    site: str
    settings: dict[str, str]
    paths: PostAddresses
    categories: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)

    def find(self, uri: str) -> str:
        """Return the address of a file."""
        return find_media(uri, self.settings, self.site)

    def list_folder(self, uri: str) -> Iterator[tuple[str, str]]:
        """Yield the pictures of a folder: address and title of each."""
        for row in self.tables.of("easyblog_media", uri.rstrip("/")):
            if row.get("type") == "image" and (address := self.find(row.get("uri", ""))):
                title = row.get("title", "")
                yield address, "" if title == row.get("filename") else title


def is_left_out(row: Row) -> str:
    """Return why a post is not taken in at all, "" of one that is."""
    return "trash" if row.get("state") == TRASHED else "blank" if row.get("published") == BLANK else ""


def read_easyblog_post(row: Row, known: EasyBlogTables) -> ArticleItem:
    """Return *row* of the table of posts as an article."""
    losses: list[Loss] = []
    id, language = row.get("id", ""), row.get("language", "*")
    meta = next((one for one in known.tables.of("easyblog_meta", id) if one.get("type") == "post"), {})
    categories = categories_of(row, known)
    created, up = read_moment(row.get("created", "")), read_moment(row.get("publish_up", ""))
    author = author_key(row.get("created_by", ""), row.get("author_alias", ""))
    reason = reason_of(row, categories, known)
    return ArticleItem(
        key=id,
        title=plain(row.get("title", "")),
        body=read_easyblog_body(row, known, losses),
        original=json.dumps({name: row[name] for name in ("document", "intro", "content", "image") if row.get(name)}),
        standfirst=plain(row.get("excerpt", "")) or plain(meta.get("description", "")),
        slug=row.get("permalink", ""),
        language="" if language == "*" else language,
        created_at=created,
        published_at=max(filter(None, (created, up)), default=None),
        updated_at=read_moment(row.get("modified", "")),
        ends_at=read_moment(row.get("publish_down", "")),
        is_public=not reason,
        hidden_reason=reason,
        authors=[author] if author else [],
        topics=[plain(one.get("title", "")) for one in categories if is_topic(one)],
        tags=[plain(tag.get("title", "")) for tag in tags_of(id, known)],
        lead=read_lead(row, known, losses),
        paths=known.paths.paths_of(name_of(row, categories, known)),
        canonical=meta.get("canonical", "") if meta.get("canonical", "").startswith("http") else "",
        losses=losses,
        comments=list(read_comments(id, known.tables)),
    )


def read_easyblog_body(row: Row, known: EasyBlogTables, losses: list[Loss]) -> str:
    """Return the text: from the composer's blocks where they can be read, else as HTML, introduction first."""
    html = "\n".join(filter(None, [row.get("intro", ""), row.get("content", "")]))
    if row.get("doctype", "").lower() == "ebd" or (row.get("document") and not html.strip()):
        found: list[Loss] = []
        composed = document_html(row.get("document", ""), known.find, found)
        if html_text(composed).strip() or "<figure" in composed or not html.strip():
            html = composed
            losses += found
    html = replace_embeds(html, known.find, known.list_folder, losses)
    return clean_joomla_text(html, known.paths.addresses.base, losses)


def reason_of(row: Row, categories: list[Row], known: EasyBlogTables) -> str:
    """Return why not everybody could read the post; "" if everybody could."""
    if (published := row.get("published", "")) != "1":
        return REASONS.get(published, f"state {published}")
    if row.get("blogpassword"):
        return "password"
    if row.get("access", "0") not in {"", "0"} or row.get("login_to_read", "0") not in {"", "0"}:
        return "for registered readers"
    if any(one.get("private", "0") not in {"", "0"} for one in categories):
        return "in a private category"
    source = row.get("source_type", "")
    if source in SITEWIDE:
        return ""
    team = known.tables.one("easyblog_team", row.get("source_id", "")) if source == TEAM else {}
    return "" if team.get("access") == TEAM_OF_ALL else f"of a group ({source})"


def categories_of(row: Row, known: EasyBlogTables) -> list[Row]:
    """Return the categories of a post, the first one first."""
    links = known.tables.of("easyblog_post_category", row.get("id", ""))
    links.sort(key=lambda link: link.get("primary") != "1")
    ids = dict.fromkeys([row.get("category_id", ""), *(link.get("category_id", "") for link in links)])
    return [known.categories[id] for id in ids if id in known.categories]


def is_topic(category: Row) -> bool:
    """Return whether *category* says something of its posts."""
    return bool(category.get("title")) and category.get("alias", "") not in {"uncategorized", "uncategorised"}


def tags_of(id: str, known: EasyBlogTables) -> Iterator[Row]:
    """Yield the tags of a post."""
    for link in known.tables.of("easyblog_post_tag", id):
        if tag := known.tags.get(link.get("tag_id", "")):
            yield tag


def read_lead(row: Row, known: EasyBlogTables, losses: list[Loss]) -> PictureItem | None:
    """Return the cover of a post, with its words from the settings of the post."""
    uri = row.get("image", "").strip()
    if not uri:
        return None
    address = known.find(uri)
    if not address:
        losses.append(Loss(LossKind.PICTURE, uri))
        return None
    settings = read_json(row.get("params", ""))
    return PictureItem(address, cover_words(settings, "alt"), cover_words(settings, "caption"))


def cover_words(settings: dict[str, Any], what: str) -> str:
    """Return the description or caption of a cover: versions of EasyBlog call the setting differently."""
    for name, value in settings.items():
        if isinstance(value, str) and what in name and ("image" in name or "cover" in name):
            return plain(value)[:MAX_WORDS]
    return ""


def name_of(row: Row, categories: list[Row], known: EasyBlogTables) -> PostName:
    """Return what the address of the post is made of."""
    first = known.categories.get(row.get("category_id", "")) or next(iter(categories), {})
    ids = ancestors(first.get("id", ""), known.categories)
    slugs = [known.categories[id].get("alias", "") for id in reversed(ids)]
    names = tuple(dict.fromkeys(filter(None, (slugs[-1] if slugs else "", "/".join(filter(None, slugs))))))
    moment = read_moment(row.get("created", ""))
    return PostName(row.get("id", ""), row.get("permalink", ""), moment, names, tuple(ids), row.get("language", "*"))


def read_comments(id: str, tables: JoomlaTables) -> Iterator[dict[str, str]]:
    """Yield the comments that are kept aside: no mail and no IP addresses; held ones say so."""
    states = {"0": "unpublished", "1": "approved", "2": "held"}
    for row in tables.of("easyblog_comment", id):
        kept = {"id": "id", "parent": "parent_id", "author": "name", "author_url": "url", "date_gmt": "created"}
        values = {name: row.get(column, "") for name, column in kept.items()}
        state = states.get(row.get("published", ""), "held")
        yield values | {"title": row.get("title", ""), "content": row.get("comment", ""), "approved": state}
