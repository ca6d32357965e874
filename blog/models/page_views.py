"""How often pages were viewed on each day, and from which sites readers came; nothing in them is about a person."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Index, String, and_, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import AnySession, Base, add_counts, enum_column
from blog.models.article import Article
from blog.models.article_state import PAGE_STATES, ArticleState

MAX_HOSTS_A_DAY = 500
"""So many sites are told apart on one day; readers from any further one are counted together."""
MAX_HOST_LENGTH = 100
NO_HOST, OWN_HOST, OTHER_HOSTS = "", "own", "others"
"""In place of a host name: no site named, a page of this site, and a site that is not told apart."""


class PageKind(StrEnum):
    """What a counted address shows."""

    ARTICLE = "article"
    """An article, or a page without date, which is a row of the same table."""
    FRONT = "front"
    TOPIC = "topic"
    AUTHOR = "author"
    FEED = "feed"
    """Any feed: it is programs that fetch it, so it is no page view."""


class ViewedPage(NamedTuple):
    """A page that is counted: its kind, and the id of the row that it shows, 0 for none."""

    kind: PageKind
    id: int = 0


class PageViews(Base):
    """How often one page was viewed on one day."""

    __tablename__ = "page_views"
    __table_args__ = (Index("ix_page_views_kind_page_id_day", "kind", "page_id", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    """In the zone of the site."""
    kind: Mapped[PageKind] = mapped_column(enum_column(PageKind), primary_key=True)
    page_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Of the article, topic or author, which may be gone; 0 for none."""
    views: Mapped[int]


class Referrals(Base):
    """How many page views of one day began at a link on one site."""

    __tablename__ = "referrals"

    day: Mapped[date] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(MAX_HOST_LENGTH), primary_key=True)
    """Host name in small letters, without "www."; or one of NO_HOST, OWN_HOST and OTHER_HOSTS."""
    views: Mapped[int]


def add_views(session: AnySession, day: date, views: Mapping[ViewedPage, int]) -> None:
    """Add *views* to those of *day*, in one statement. The caller commits."""
    # All processes write in the same order, so that on Postgres none waits for another that waits for it.
    rows = [{"day": day, "kind": page.kind, "page_id": page.id, "views": views[page]} for page in sorted(views)]
    add_counts(session, PageViews, rows, "views")


def add_referrals(session: AnySession, day: date, hosts: Mapping[str, int]) -> None:
    """Add *hosts* to those of *day*; those beyond MAX_HOSTS_A_DAY become OTHER_HOSTS. The caller commits."""
    known = set(session.scalars(select(Referrals.host).where(Referrals.day == day)))
    room = max(0, MAX_HOSTS_A_DAY - len(known))
    new = [host for host, _ in Counter(hosts).most_common() if host not in known]
    kept = known | set(new[:room]) | {NO_HOST, OWN_HOST}
    counted = Counter[str]()
    for host, views in hosts.items():
        counted[host if host in kept else OTHER_HOSTS] += views
    rows = [{"day": day, "host": host, "views": counted[host]} for host in sorted(counted)]
    add_counts(session, Referrals, rows, "views")


def is_between(first: date, last: date) -> ColumnElement[bool]:
    """Return whether a row of page_views lies between two days, both included."""
    return PageViews.day.between(first, last)


def sum_by_day(session: AnySession, first: date, last: date, page: ViewedPage | None = None) -> dict[date, int]:
    """Return the views of each day that has any, between *first* and *last*: of all pages, or of *page* alone."""
    chosen = PageViews.kind != PageKind.FEED if page is None else is_of(page)
    days = select(PageViews.day, func.sum(PageViews.views)).where(is_between(first, last), chosen)
    return {day: int(views) for day, views in session.execute(days.group_by(PageViews.day))}


def is_of(page: ViewedPage) -> ColumnElement[bool]:
    """Return whether a row of page_views is about *page*."""
    return and_(PageViews.kind == page.kind, PageViews.page_id == page.id)


def sum_of_page(session: AnySession, page: ViewedPage) -> int:
    """Return how often *page* was viewed since counting began, as far as the counts are kept."""
    return int(session.scalar(select(func.sum(PageViews.views)).where(is_of(page))) or 0)


def sum_by_kind(session: AnySession, first: date, last: date) -> dict[PageKind, int]:
    """Return the views of each kind of page between two days."""
    kinds = select(PageViews.kind, func.sum(PageViews.views)).where(is_between(first, last))
    return {kind: int(views) for kind, views in session.execute(kinds.group_by(PageViews.kind))}


class MostViewed(NamedTuple):
    """An article or page without date, and how often it was viewed."""

    id: int
    headline: str
    state: ArticleState
    views: int

    @property
    def is_article(self) -> bool:
        """Return whether it is an article, and no page without date."""
        return self.state not in PAGE_STATES


def list_most_viewed(session: AnySession, first: date, last: date, limit: int) -> list[MostViewed]:
    """Return the articles and pages that were viewed most between two days, the most first; none that is deleted."""
    views = func.sum(PageViews.views)
    counted = select(PageViews.page_id, views.label("views")).where(
        is_between(first, last), PageViews.kind == PageKind.ARTICLE
    )
    sums = counted.group_by(PageViews.page_id).subquery()
    found = select(Article.id, Article.headline, Article.state, sums.c.views).join(sums, sums.c.page_id == Article.id)
    there = found.where(Article.state != ArticleState.DELETED).order_by(sums.c.views.desc(), Article.id.desc())
    return [MostViewed(row.id, row.headline, row.state, int(row.views)) for row in session.execute(there.limit(limit))]


def list_hosts(session: AnySession, first: date, last: date) -> dict[str, int]:
    """Return the views that began at each site between two days, the most first."""
    views = func.sum(Referrals.views)
    hosts = select(Referrals.host, views).where(Referrals.day.between(first, last)).group_by(Referrals.host)
    return {host: int(number) for host, number in session.execute(hosts.order_by(views.desc(), Referrals.host))}


def delete_oldest_day(session: AnySession, before: date) -> bool:
    """Delete the counts of the oldest day, if it is *before* that one; return whether there was one to delete.

    The caller commits.
    """
    found = False
    for model in (PageViews, Referrals):
        oldest = session.scalar(select(func.min(model.day)))
        if oldest is not None and oldest < before:
            session.execute(delete(model).where(model.day == oldest))
            found = True
    return found
