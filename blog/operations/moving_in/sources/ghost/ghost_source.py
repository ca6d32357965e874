"""The source Ghost: the JSON of its export, alone or in a zip or folder with content/images."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import plain
from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.json_rows import read_rows
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    ExportRefused,
    Loss,
    LossKind,
    PersonItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.ghost.ghost_posts import SHARED, GhostTables, read_ghost_post, text_in

FRAMES = ("db.item.data", "data")
BARE = '{"data":{"'
"""Begins an export without a head."""
NAMED = {"newsletters": "newsletter", "products": "tier", "snippets": "snippet"}
"""Tables of what cannot be had here, and what a row of each is."""


class GhostSource:
    """Reads the export of Ghost 1 to 6."""

    name = "ghost"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a file of *bundle* begins as the export does."""
        return find_export(bundle) is not None

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the tables hold."""
        name = find_export(bundle)
        if name is None:
            raise ExportRefused(_("There is no export of Ghost in it."))
        frame = next((one for one in FRAMES if next(read_rows(bundle, name, f"{one}.posts.item"), None)), FRAMES[0])
        tables = GhostTables(site=options.site)
        for table in (*NAMED, "settings", "users", "tags", "posts_authors", "posts_tags", "posts_meta"):
            for row in read_rows(bundle, name, f"{frame}.{table}.item"):
                take_row(tables, table, row)
        count, uses = 0, Counter[str]()
        for row in read_rows(bundle, name, f"{frame}.posts.item"):
            count += 1
            uses.update(id for _place, id in tables.topics.get(text_in(row, "id"), []))
        topics = [
            TopicItem(tag.name, tag.description, uses=uses[id], paths=tag.paths) for id, tag in tables.tags.items()
        ]

        def articles() -> Iterator[ArticleItem]:
            for row in read_rows(bundle, name, f"{frame}.posts.item"):
                yield read_ghost_post(row, tables)

        return SourceContents(
            program=self.name,
            site=tables.site,
            title=tables.title,
            people=list(tables.people.values()),
            topics=sorted(topics, key=lambda topic: (-topic.uses, topic.name)),
            articles=articles,
            count=count,
            losses=tables.losses,
            paths={"/rss/": "/feed.rss"},
        )


def find_export(bundle: Bundle) -> str | None:
    """Return the name of the JSON file that is the export, None if there is none."""
    for name in bundle.names:
        if name.lower().endswith(".json"):
            text = "".join(read_beginning(bundle, name, 400).split())
            if text.startswith(('{"db":', '{"meta":{"exported_on"')) or (
                text.startswith(BARE) and has_posts(bundle, name)
            ):
                return name
    return None


def has_posts(bundle: Bundle, name: str) -> bool:
    """Return whether the JSON file *name* has a table of posts, since other programs write data of that frame, too."""
    try:
        row = next(read_rows(bundle, name, "data.posts.item"), {})
    except ExportRefused:
        return False
    return {"title", "slug"} <= row.keys()


def take_row(tables: GhostTables, table: str, row: dict[str, Any]) -> None:
    """Take in one row of a table."""
    id, slug, post = text_in(row, "id"), text_in(row, "slug"), text_in(row, "post_id")
    place = row.get("sort_order")
    order = place if isinstance(place, int) else 0
    if table == "users":
        name = plain(text_in(row, "name")) or slug
        tables.people[id] = PersonItem(
            id, name, text_in(row, "email"), plain(text_in(row, "bio")), [f"/author/{slug}/"]
        )
    elif table == "tags" and text_in(row, "visibility") != "internal" and not text_in(row, "name").startswith("#"):
        paths = [f"/tag/{slug}/", f"/tag/{slug}/rss/"]
        tables.tags[id] = TopicItem(plain(text_in(row, "name")), plain(text_in(row, "description")), paths=paths)
    elif table == "posts_authors":
        tables.authors[post].append((order, text_in(row, "author_id")))
    elif table == "posts_tags":
        tables.topics[post].append((order, text_in(row, "tag_id")))
    elif table == "posts_meta":
        kept = ("feature_image_alt", "feature_image_caption", "meta_description", "email_only", *SHARED)
        tables.meta[post] = {name: row[name] for name in kept if row.get(name)}
    elif table == "settings":
        take_setting(tables, text_in(row, "key"), text_in(row, "value"))
    elif table in NAMED and text_in(row, "type") != "free" and text_in(row, "slug") != "default-newsletter":
        tables.losses.append((Loss(LossKind.ITEM, NAMED[table]), plain(text_in(row, "name"))))


def take_setting(tables: GhostTables, key: str, value: str) -> None:
    """Take in a setting: the title; of menus and code of the whole site that they are left out."""
    if key == "title":
        tables.title = plain(value)
    elif key in {"codeinjection_head", "codeinjection_foot", "ghost_head", "ghost_foot"} and value.strip():
        tables.losses.append((Loss(LossKind.SCRIPT, key), tables.site or "/"))
    elif key in {"navigation", "secondary_navigation"}:
        with suppress(ValueError, RecursionError):
            entries = json.loads(value)
            found = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
            tables.losses += [(Loss(LossKind.ITEM, "menu entry"), plain(str(one.get("label") or ""))) for one in found]
