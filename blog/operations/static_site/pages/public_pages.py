"""Addresses of the public pages, and where the pages behind the first of each list begin."""

from collections.abc import Iterator
from urllib.parse import quote

from sqlalchemy import Select, select

from blog.articles.lists.staff import list_team
from blog.articles.pages.archive import count_months, parse_month, select_month
from blog.articles.pages.article_queries import IS_READABLE, find_author, find_topic, select_by_author, select_by_topic
from blog.articles.pages.pagination import EPOCH, Cursor
from blog.articles.pages.translated_versions import in_one_language
from blog.config.settings import current_settings
from blog.database import AnySession
from blog.models import Article, Correction, Person, SitePage, Topic, select_authors
from blog.text.language import site_language

ALWAYS = ("/", "/archive/", "/topics/", "/corrections/")
MACHINES = (
    *(f"{place}feed.{kind}" for place in ("/", "/corrections/") for kind in ("atom", "rss", "json")),
    *("/sitemap.xml", "/robots.txt", "/trust.txt", "/site.webmanifest", "/favicon.ico"),
    *(f"/.well-known/{name}" for name in ("trust.txt", "security.txt", "tdmrep.json")),
)
"""What programs ask for, though no page may link to it."""


def list_pages(session: AnySession) -> Iterator[str]:
    """Yield the address of every public page that there is for sure; the others are found by their links."""
    yield from ALWAYS
    if list_team(session):
        yield "/team"
    for page in session.scalars(SitePage.published()):
        yield f"/{quote(page.article.address_slug)}"
    yield from (f"/topics/{quote(slug)}" for slug in session.scalars(select(Topic.slug).order_by(Topic.slug)))
    authors = select_authors().with_only_columns(Person.slug).order_by(None)
    yield from (f"/authors/{quote(slug)}" for slug in session.scalars(authors))
    for found in count_months(session, site_language().zone):
        yield f"/archive/{found.month.year}/{found.month.month}"
    articles = select(Article.slug).where(IS_READABLE).order_by(Article.id)
    yield from (f"/articles/{quote(slug)}" for slug in session.scalars(articles))


def older_cursors(session: AnySession, endpoint: str, values: dict[str, object]) -> list[str]:
    """Return the cursors of the older pages of a list, the oldest page first; none where one page shows it all.

    Pages are counted from the oldest, so that what is published newly does not
    move what is on them. The first page of the list overlaps with the newest of them.
    """
    length = current_settings().articles_per_page
    positions = list_positions(session, endpoint, values)
    if len(positions) <= length:
        return []
    last = -(-(len(positions) - length) // length)
    return [positions[number * length] for number in range(1, last + 1)]


def list_positions(session: AnySession, endpoint: str, values: dict[str, object]) -> list[str]:
    """Return the cursor of each entry of a list, the oldest first."""
    if endpoint == "articles.corrections":
        moments = select(Correction.corrected_at, Correction.id).order_by(Correction.corrected_at, Correction.id)
        return [Cursor(moment, id).token for moment, id in session.execute(moments)]
    statement = select_list(session, endpoint, values)
    if statement is None:
        return []
    rows = session.execute(in_one_language(statement).with_only_columns(Article.published_at, Article.id)).all()
    return [Cursor(moment or EPOCH, id).token for moment, id in reversed(rows)]


def select_list(session: AnySession, endpoint: str, values: dict[str, object]) -> Select[Article] | None:
    """Select the articles of the list that *endpoint* shows, newest first; None where it is no list with pages."""
    slug = str(values.get("slug", ""))
    if endpoint == "articles.topic":
        topic = find_topic(session, slug)
        return None if topic is None or topic.is_series else select_by_topic(topic)
    if endpoint == "articles.author":
        author = find_author(session, slug)
        return None if author is None else select_by_author(author)
    if endpoint == "articles.archive_month":
        month = parse_month(int(str(values["year"])), int(str(values["month"])), site_language().zone)
        return None if month is None else select_month(month)
    return None
