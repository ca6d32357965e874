"""The source EasyBlog: its posts in a dump of Joomla's database."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

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
    PersonItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.easyblog.easyblog_posts import (
    EasyBlogTables,
    categories_of,
    is_left_out,
    is_topic,
    read_easyblog_post,
    tags_of,
)
from blog.operations.moving_in.sources.easyblog.post_addresses import PostAddresses
from blog.operations.moving_in.sources.easyblog.subscribed_readers import read_readers
from blog.operations.moving_in.sources.joomla.content_articles import Row, read_json
from blog.operations.moving_in.sources.joomla.joomla_people import author_key, read_person
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables, Keys, read_tables
from blog.operations.moving_in.sources.joomla.site_addresses import read_addresses, redirect_losses
from blog.operations.moving_in.sources.translation_groups import pair_translations

KEYS: Keys = {
    "easyblog_post": "id", "easyblog_post_category": "post_id", "easyblog_category": "id", "easyblog_tag": "id",
    "easyblog_post_tag": "post_id", "easyblog_users": "id", "easyblog_comment": "post_id",
    "easyblog_meta": "content_id", "easyblog_configs": "name", "easyblog_associations": "key", "easyblog_team": "id",
    "easyblog_media": "parent",
}  # fmt: skip
SIGN = re.compile(rb"easyblog_post[`\s(]", re.IGNORECASE)


class EasyBlogSource:
    """Reads EasyBlog 3.5 to 6."""

    name = "easyblog"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a dump in *bundle* has the table of posts."""
        return bool(dump_files(bundle)) and holds_text(bundle, SIGN)

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the tables hold."""
        if not dump_files(bundle):
            raise ExportRefused(_("There is no dump of a database in it."))
        tables = read_tables(bundle, KEYS, "easyblog_post")
        known = read_known(tables, options)
        survey = PostSurvey(known)
        for row in tables.all("easyblog_post"):
            survey.take(row)

        def articles() -> Iterator[ArticleItem]:
            return (read_easyblog_post(row, known) for row in tables.all("easyblog_post") if not is_left_out(row))

        groups = ((row.get("key", ""), row.get("post_id", "")) for row in tables.all("easyblog_associations"))
        return SourceContents(
            program=self.name,
            site=options.site,
            title=known.settings.get("main_title") or "EasyBlog",
            people=list(survey.people()),
            topics=list(survey.topics()),
            articles=articles,
            count=survey.count,
            losses=[*survey.losses, *tables.losses(), *redirect_losses(tables, options.site)],
            paths=known.paths.addresses.all_redirects() | known.paths.feed_paths(),
            translations=pair_translations(groups, survey.languages),
            readers=lambda: read_readers(bundle),
        )


def read_known(tables: JoomlaTables, options: ReadingOptions) -> EasyBlogTables:
    """Return what the tables say beside the posts."""
    settings: dict[str, str] = {}
    for row in tables.of("easyblog_configs", "config"):
        values = read_json(row.get("params", ""))
        settings |= {name: str(value) for name, value in values.items() if isinstance(value, str | int | bool)}
    paths = PostAddresses(read_addresses(tables, options.site, options.crawled), settings)
    known = EasyBlogTables(tables, options.site, settings, paths)
    known.categories = {row.get("id", ""): row for row in tables.all("easyblog_category")}
    known.tags = {row.get("id", ""): row for row in tables.all("easyblog_tag") if row.get("published") != "0"}
    return known


class PostSurvey:
    """What the posts have, counted once."""

    def __init__(self, known: EasyBlogTables) -> None:
        self.known = known
        self.count = 0
        self.authors: dict[str, None] = {}
        self.uses: Counter[tuple[str, bool]] = Counter()
        self.rows: dict[tuple[str, bool], dict[str, Row]] = {}
        self.languages: dict[str, str] = {}
        self.losses: list[tuple[Loss, str]] = []

    def take(self, row: Row) -> None:
        """Count one post."""
        if why := is_left_out(row):
            self.losses.append((Loss(LossKind.ITEM, f"post {why}"), plain(row.get("title", "")) or row.get("id", "")))
            return
        self.count += 1
        self.languages[row.get("id", "")] = row.get("language", "*")
        if key := author_key(row.get("created_by", ""), row.get("author_alias", "")):
            self.authors[key] = None
        categories = [(one, False) for one in categories_of(row, self.known) if is_topic(one)]
        for term, is_tag in [*categories, *((tag, True) for tag in tags_of(row.get("id", ""), self.known))]:
            if name := plain(term.get("title", "")):
                self.uses[name, is_tag] += 1
                self.rows.setdefault((name, is_tag), {})[term.get("id", "")] = term

    def people(self) -> Iterator[PersonItem]:
        """Yield the authors, with the addresses of their pages."""
        for key in self.authors:
            user, profile = self.known.tables.one("users", key), self.known.tables.one("easyblog_users", key)
            slugs = (profile.get("permalink", ""), user.get("username", ""))
            paths = self.known.paths.list_paths("blogger", key, slugs) if user else []
            words = {"name": profile.get("nickname", ""), "biography": profile.get("biography", "")}
            if person := read_person(self.known.tables, key, paths, **words):
                yield person

    def topics(self) -> Iterator[TopicItem]:
        """Yield categories and tags, those first that most posts have."""
        for (name, is_tag), count in self.uses.most_common():
            rows = self.rows[name, is_tag].values()
            view = "tags" if is_tag else "categories"
            paths = [path for row in rows for path in self.term_paths(view, row)]
            words = next((plain(row["description"]) for row in rows if row.get("description")), "")
            yield TopicItem(name, words, is_tag, count, list(dict.fromkeys(paths)))

    def term_paths(self, view: str, row: Row) -> list[str]:
        """Return the addresses of the page of a category or tag."""
        slug = unquote(row.get("alias", ""))
        return self.known.paths.list_paths(view, row.get("id", ""), [slug], row.get("language") or "*")
