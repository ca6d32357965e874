"""Where each article stands: what has to be known of it when it has changed, or is gone."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from blog.articles.pages.archive import month_of
from blog.database import AnySession
from blog.models import READABLE, Article, ArticleState, Person, SlugRedirect, Topic, article_coauthors, article_topics
from blog.models.article_state import PAGE_MARK
from blog.operations.static_site.files.file_manifest import FileManifest
from blog.text.language import site_language

SHOWN = (*READABLE, ArticleState.PAGE_PUBLISHED)
CHUNK = 500


class ArticleRecord(NamedTuple):
    """An article or a page, public or not."""

    is_public: bool
    """Whether readers can open it."""
    paths: list[str]
    """Its path, not encoded, and its former ones."""
    original: int
    """The article that it is a translation of, or else itself."""
    topics: list[str]
    """Slugs."""
    authors: list[str]
    """Slugs."""
    month: str
    """Path of the page of its month; "" where lists do not show it."""
    moment: str = ""
    """When it was published, which says its place in lists; "" where lists do not show it, or it is not known."""

    @property
    def is_page(self) -> bool:
        """Return whether it is a page without date."""
        return not self.paths[0].startswith("/articles/")

    def dump(self) -> str:
        """Return the record as text."""
        return json.dumps(self, ensure_ascii=False)


def load_record(text: str) -> ArticleRecord:
    """Return the record that was dumped as *text*."""
    return ArticleRecord(*json.loads(text))


def keep_all_records(session: AnySession, manifest: FileManifest) -> None:
    """Keep the records of all articles, instead of those that *manifest* had."""
    manifest.drop_records()
    every = session.scalars(select(Article.id)).all()
    for start in range(0, len(every), CHUNK):
        for id, record in read_records(session, every[start : start + CHUNK]).items():
            manifest.set_record(id, record.original, record.dump())


def read_records(session: AnySession, ids: Collection[int]) -> dict[int, ArticleRecord]:
    """Return the records of those of the articles *ids* that there are."""
    former, topics, authors = read_former(session, ids), read_topics(session, ids), read_authors(session, ids)
    columns = (Article.id, Article.slug, Article.state, Article.published_at, Article.translation_of_id, Person.slug)
    rows = select(*columns).join(Person, Person.id == Article.author_id)
    found = {}
    for id, slug, state, moment, original, author in session.execute(rows.where(Article.id.in_(ids))):
        is_listed = state == ArticleState.PUBLISHED
        month = month_of(moment, site_language().zone) if is_listed and moment is not None else None
        paths = [path_of(slug), *former[id]]
        place = f"/archive/{month.year}/{month.month}" if month else ""
        people = [author, *authors[id]] if state in SHOWN else []
        stamp = moment.isoformat() if month and moment else ""
        found[id] = ArticleRecord(state in SHOWN, paths, original or id, topics[id], people, place, stamp)
    return found


def path_of(slug: str) -> str:
    """Return the path, not encoded, of the article or page with *slug*."""
    return f"/{slug.removeprefix(PAGE_MARK)}" if slug.startswith(PAGE_MARK) else f"/articles/{slug}"


def read_former(session: AnySession, ids: Collection[int]) -> dict[int, list[str]]:
    """Return the former paths of the articles *ids*."""
    rows = select(SlugRedirect.article_id, SlugRedirect.slug).where(SlugRedirect.article_id.in_(ids))
    return gather((id, path_of(slug)) for id, slug in session.execute(rows.order_by(SlugRedirect.slug)))


def read_topics(session: AnySession, ids: Collection[int]) -> dict[int, list[str]]:
    """Return the slugs of the topics of the articles *ids*."""
    links = article_topics.c
    rows = select(links.article_id, Topic.slug).join(Topic, Topic.id == links.topic_id)
    return gather(session.execute(rows.where(links.article_id.in_(ids)).order_by(Topic.slug)))


def read_authors(session: AnySession, ids: Collection[int]) -> dict[int, list[str]]:
    """Return the slugs of the co-authors of the articles *ids*."""
    links = article_coauthors.c
    rows = select(links.article_id, Person.slug).join(Person, Person.id == links.person_id)
    return gather(session.execute(rows.where(links.article_id.in_(ids)).order_by(Person.slug)))


def gather(rows: Iterable[Any]) -> dict[int, list[str]]:
    """Return the second of each pair by the first."""
    found = defaultdict[int, list[str]](list)
    for id, text in rows:
        found[id].append(text)
    return found


def find_versions(session: AnySession, originals: Collection[int]) -> set[int]:
    """Return the articles that are versions of one of *originals*."""
    own = select(Article.id).where(Article.id.in_(originals))
    others = select(Article.id).where(Article.translation_of_id.in_(originals))
    return {*session.scalars(own), *session.scalars(others)}
