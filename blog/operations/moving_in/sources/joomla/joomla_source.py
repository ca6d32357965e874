"""The source Joomla: articles of com_content in a dump of its database."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import plain
from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.sql_files import dump_files, holds_text
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    ExportRefused,
    Loss,
    LossKind,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.joomla.content_articles import (
    TRASHED,
    VIEWS,
    ContentTables,
    Row,
    is_topic,
    read_article,
    tags_of,
)
from blog.operations.moving_in.sources.joomla.joomla_people import author_key, read_person
from blog.operations.moving_in.sources.joomla.joomla_tables import Keys, read_tables
from blog.operations.moving_in.sources.joomla.site_addresses import read_addresses, redirect_losses
from blog.operations.moving_in.sources.translation_groups import pair_translations

KEYS: Keys = {
    "content": "id", "categories": "id", "tags": "id", "contentitem_tag_map": "content_item_id", "fields": "id",
    "fields_values": "item_id",
}  # fmt: skip
SIGN = re.compile(rb"(?:INTO|TABLE)\s(?:[^;(]{0,60}[`_. ])?(?:#__|\w{1,40}_)content[`\s(]", re.IGNORECASE)
GROUPS = "com_content.item"


class JoomlaSource:
    """Reads com_content of Joomla 2.5 to 5."""

    name = "joomla"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a dump in *bundle* has the table of articles."""
        return bool(dump_files(bundle)) and holds_text(bundle, SIGN)

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the tables hold."""
        if not dump_files(bundle):
            raise ExportRefused(_("There is no dump of a database in it."))
        tables = read_tables(bundle, KEYS, "content")
        addresses = read_addresses(tables, options.site, options.crawled)
        known = ContentTables(tables, addresses, options.site)
        known.categories = {row.get("id", ""): row for row in tables.all("categories")}
        known.tags = {row.get("id", ""): row for row in tables.all("tags") if row.get("published") == "1"}
        known.levels = {row.get("id", ""): row.get("title", "") for row in tables.all("viewlevels")}
        survey = ContentSurvey(known)
        for row in tables.all("content"):
            survey.take(row)

        def articles() -> Iterator[ArticleItem]:
            return (read_article(row, known) for row in tables.all("content") if row.get("state") != TRASHED)

        groups = ((row.get("key", ""), row.get("id", "")) for row in tables.all("associations") if is_article(row))
        return SourceContents(
            program=self.name,
            site=options.site,
            title="Joomla",
            people=[person for key in survey.authors if (person := read_person(tables, key))],
            topics=list(survey.topics()),
            articles=articles,
            count=survey.count,
            losses=[*survey.losses, *tables.losses(), *redirect_losses(tables, options.site)],
            paths=addresses.all_redirects() | {f"{addresses.base}/?format=feed": "/feed.rss"},
            translations=pair_translations(groups, survey.languages),
        )


def is_article(row: Row) -> bool:
    """Return whether an association is one of articles."""
    return row.get("context") == GROUPS


class ContentSurvey:
    """What the articles have, counted once."""

    def __init__(self, known: ContentTables) -> None:
        self.known = known
        self.count = 0
        self.authors: dict[str, None] = {}
        self.uses: Counter[tuple[str, bool]] = Counter()
        self.rows: dict[tuple[str, bool], list[Row]] = {}
        self.languages: dict[str, str] = {}
        self.losses: list[tuple[Loss, str]] = []

    def take(self, row: Row) -> None:
        """Count one article."""
        if row.get("state") == TRASHED:
            self.losses.append((Loss(LossKind.ITEM, "article trash"), plain(row.get("title", "")) or row.get("id", "")))
            return
        self.count += 1
        self.languages[row.get("id", "")] = row.get("language", "*")
        if key := author_key(row.get("created_by", ""), row.get("created_by_alias", "")):
            self.authors[key] = None
        category = self.known.categories.get(row.get("catid", ""), {})
        for term, is_tag in [(category, False), *((tag, True) for tag in tags_of(row, self.known))]:
            name = plain(term.get("title", ""))
            if name and (is_tag or is_topic(term)):
                self.uses[name, is_tag] += 1
                known = self.rows.setdefault((name, is_tag), [])
                known += [] if term in known else [term]

    def topics(self) -> Iterator[TopicItem]:
        """Yield categories and tags, those first that most articles have."""
        for (name, is_tag), count in self.uses.most_common():
            rows = self.rows[name, is_tag]
            paths = [path for row in rows for path in self.term_paths(row, is_tag=is_tag)]
            yield TopicItem(name, plain(rows[0].get("description", "")), is_tag, count, list(dict.fromkeys(paths)))

    def term_paths(self, row: Row, *, is_tag: bool) -> Iterator[str]:
        """Yield the addresses of the page of a category or tag."""
        id, addresses = row.get("id", ""), self.known.addresses
        alias, path = quote(row.get("alias", "")), quote(row.get("path", "") or row.get("alias", ""))
        option, view = ("com_tags", "tag") if is_tag else ("com_content", "category")
        for prefix in addresses.prefixes(row.get("language", "*")):
            yield from (f"{prefix}/{menu}" for menu in addresses.menus_of(option, view, id) if menu)
            if is_tag:
                yield from (f"{prefix}/component/tags/tag/{tail}" for tail in (alias, f"{id}-{alias}"))
                continue
            for menu in addresses.bases("com_content", VIEWS):
                start = f"{prefix}/{menu}".rstrip("/")
                yield from (f"{start}/{tail}" for tail in (path, f"{id}-{alias}"))
            yield from (f"{prefix}/component/content/category/{tail}" for tail in (path, f"{id}-{alias}"))
        yield f"{addresses.base}/?option={option}&view={view}&id={id}"
