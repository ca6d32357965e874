"""The pages that a change touches: what is said of them by the records of the articles before and after it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from sqlalchemy import func, select

from blog.articles.pages.archive import Month, find_adjacent_months
from blog.articles.sitemaps.sitemap_entries import PART_SIZE
from blog.database import AnySession
from blog.models import READABLE, Article, ArticleState, Correction, PictureUse, Profile, Topic
from blog.models.attachment import AttachmentUse
from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.following.articles_beside import RecordPair, slugs_beside
from blog.operations.static_site.following.change_notes import Changes
from blog.operations.static_site.pages.article_records import (
    ArticleRecord,
    find_versions,
    load_record,
    path_of,
    read_records,
)
from blog.operations.static_site.pages.search_index import PAGES_PART, part_of
from blog.text.language import site_language

OF_ARTICLES = ("articles", "article_topics", "article_coauthors", "corrections", "revisions", "slug_redirects")
FOLLOWED_TABLES = frozenset(
    {*OF_ARTICLES, "related_articles", "front_arrangements", "pictures", "attachments", "topics"}
)
"""Tables whose changes touch some pages; one of another table touches them all."""
ALWAYS = (
    *("/", "/archive/", "/topics/", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml"),
    *(f"/feed.{kind}" for kind in ("atom", "rss", "json")),
)
"""What shows something of nearly every change."""
CORRECTIONS = ("/corrections/", *(f"/corrections/feed.{kind}" for kind in ("atom", "rss", "json")))
FEEDS = ("feed.atom", "feed.rss", "feed.json", "podcast.rss")
TEXTS = (".md", ".txt")


@dataclass
class Touched:
    """What has to be looked at."""

    records: dict[int, RecordPair] = field(default_factory=dict)
    """Of each changed article."""
    paths: set[str] = field(default_factory=set)
    """Of changed articles, not encoded: their pages may appear or vanish, and pages that link to them show them."""
    lists: set[str] = field(default_factory=set)
    """Paths of lists that may appear or vanish, not encoded."""
    addresses: set[str] = field(default_factory=set)
    """Of pages whose content may have changed, encoded."""
    parts: set[int] = field(default_factory=set)
    """Parts of the index of the search."""

    def is_doubtful(self, address: str) -> bool:
        """Return whether something may have come to *address*, or gone from it."""
        return self.is_of_article(address) or not self.lists.isdisjoint(paths_in(address))

    def is_of_article(self, address: str) -> bool:
        """Return whether what links to *address* shows a changed article."""
        return not self.paths.isdisjoint(paths_in(address))


def paths_in(address: str) -> set[str]:
    """Return the paths, not encoded, of the page at *address* and of that which it belongs to."""
    path = unquote(urlsplit(address).path)
    names = path.split("/")
    stem = "/".join(names[:3]) if names[1:2] in (["articles"], ["authors"]) else "/".join(names[:4])
    return {path, stem, *(stem.removesuffix(suffix) for suffix in TEXTS)}


def find_touched(session: AnySession, manifest: FileManifest, changes: Changes) -> Touched | None:
    """Return what *changes* touch; None where it is the whole site. It is read as SiteReader.read() reads."""
    if {table for table, _, _ in changes.notes} - FOLLOWED_TABLES:
        return None
    if any(table == "topics" and event != "INSERT" for table, event, _ in changes.notes):
        return None
    if is_of_site(session, changes.rows("pictures")):
        return None
    touched = Touched()
    ids = changes.rows(*OF_ARTICLES) | users_of_files(session, changes)
    read_both(session, manifest, ids, touched)
    add_places(touched)
    add_months(session, manifest, touched)
    touched.addresses |= {page(slug) for slug in slugs_beside(session, touched.records)}
    touched.addresses |= {page(slug) for slug in slugs_of(session, changes.rows("related_articles"))}
    touched.addresses |= {f"/topics/{quote(slug)}" for slug in new_topics(session, changes)}
    if touched.records or changes.rows("topics"):
        touched.addresses |= {*ALWAYS, *([] if manifest.resolved("/team") is None else ["/team"])}
    if any(table == "corrections" for table, _, _ in changes.notes) or are_corrected(session, touched.records):
        touched.addresses |= set(CORRECTIONS)
    if any(table == "front_arrangements" for table, _, _ in changes.notes):
        touched.addresses.add("/")
    return touched


def page(slug: str) -> str:
    """Return the address of the article with *slug*."""
    return quote(path_of(slug))


def is_of_site(session: AnySession, pictures: Collection[int]) -> bool:
    """Return whether one of *pictures* is that of a topic, or the portrait of an author."""
    columns = (Topic.picture_id, Profile.picture_id)
    return any(session.scalar(select(column).where(column.in_(pictures)).limit(1)) for column in columns)


def are_corrected(session: AnySession, ids: Collection[int]) -> bool:
    """Return whether one of the articles *ids* has a correction, whose list and feeds show its headline."""
    return bool(session.scalar(select(Correction.id).where(Correction.article_id.in_(ids)).limit(1)))


def users_of_files(session: AnySession, changes: Changes) -> set[int]:
    """Return the articles that show a changed picture, or offer a changed file."""
    pictures, files = changes.rows("pictures"), changes.rows("attachments")
    shown = select(PictureUse.article_id).where(PictureUse.picture_id.in_(pictures))
    offered = select(AttachmentUse.article_id).where(AttachmentUse.attachment_id.in_(files))
    return {*session.scalars(shown), *session.scalars(offered)}


def read_both(session: AnySession, manifest: FileManifest, ids: Iterable[int], touched: Touched) -> None:
    """Read the records of the articles *ids* and of their translations, as they were and as they are."""
    known = set(ids)
    for _ in range(2):
        before = {id: load_record(text) for id, text in manifest.records(known).items()}
        after = read_records(session, known)
        originals = {record.original for record in (*before.values(), *after.values())}
        known |= manifest.versions_of(originals) | find_versions(session, originals)
    before = {id: load_record(text) for id, text in manifest.records(known).items()}
    after = read_records(session, known)
    touched.records = {id: (before.get(id), after.get(id)) for id in known if id in before or id in after}


def add_places(touched: Touched) -> None:
    """Add the pages of each record: its own, its lists with their feeds, its parts of sitemap and search."""
    for id, both in touched.records.items():
        if both[0] != both[1]:
            touched.lists |= {path for record in both if record for path in places_of_lists(record)}
        for record in filter(None, both):
            touched.paths |= set(record.paths)
            touched.addresses |= {quote(path) for path in record.paths}
            if record.is_public:
                touched.parts.add(PAGES_PART if record.is_page else part_of(id))
            if not record.is_page:
                endings = (*TEXTS, "/history")
                touched.addresses |= {quote(path) + ending for path in record.paths for ending in endings}
                touched.addresses.add(f"/sitemap-articles-{(id - 1) // PART_SIZE + 1}.xml")
                add_lists(touched, record)


def places_of_lists(record: ArticleRecord) -> set[str]:
    """Return the paths of the lists that come with their first article and go with their last."""
    return {*(f"/authors/{slug}" for slug in record.authors), record.month} - {""}


def add_lists(touched: Touched, record: ArticleRecord) -> None:
    """Add the lists of *record*."""
    lists = {*(f"/authors/{slug}" for slug in record.authors), *(f"/topics/{slug}" for slug in record.topics)}
    touched.addresses |= {quote(path) for path in lists} | ({record.month} - {""})
    touched.addresses |= {f"{quote(path)}/{feed}" for path in lists for feed in FEEDS}


def add_months(session: AnySession, manifest: FileManifest, touched: Touched) -> None:
    """Add the months beside one that appears or vanishes, since they link to each other."""
    zone = site_language().zone
    for place in {record.month for both in touched.records.values() for record in both if record} - {""}:
        year, number = map(int, place.split("/")[2:])
        month = Month(year, number, zone)
        is_listed = Article.state == ArticleState.PUBLISHED
        inside = (Article.published_at >= month.start, Article.published_at < month.end)
        count = session.scalar(select(func.count()).where(is_listed, *inside)) or 0
        if not count or manifest.find(f"{place[1:]}.html") is None:
            beside = filter(None, find_adjacent_months(session, month))
            touched.addresses |= {f"/archive/{one.year}/{one.month}" for one in beside}


def slugs_of(session: AnySession, ids: Collection[int]) -> set[str]:
    """Return the slugs of those of the articles *ids* that readers can open."""
    return set(session.scalars(select(Article.slug).where(Article.id.in_(ids), Article.state.in_(READABLE))))


def new_topics(session: AnySession, changes: Changes) -> set[str]:
    """Return the slugs of topics that were made."""
    return set(session.scalars(select(Topic.slug).where(Topic.id.in_(changes.rows("topics")))))
