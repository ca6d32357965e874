"""A page without date, such as About or Imprint: where it is linked from, and what it is for."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import ForeignKey, Row, Select, String, case, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import AnySession, Base, enum_column
from blog.models.article import Article
from blog.models.article_state import PAGE_MARK, ArticleState


class PagePlace(StrEnum):
    """Where the link to a page stands on every page of the site."""

    MASTHEAD = "masthead"
    FOOTER = "footer"
    NOWHERE = "nowhere"


class PagePurpose(StrEnum):
    """What a page is for, where the program has to know."""

    GENERAL = "general"
    ABOUT = "about"
    CONTACT = "contact"
    IMPRINT = "imprint"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


class PageLink(NamedTuple):
    """A link to a public page."""

    slug: str
    title: str
    place: PagePlace
    purpose: PagePurpose
    language: str
    """BCP 47 tag; "" means the language of the site's articles."""

    @property
    def path(self) -> str:
        """Return the path of the page, quoted."""
        return f"/{quote(self.slug)}"


class SitePage(Base):
    """What a page has besides its text, which is a row of articles in one of the states of pages."""

    __tablename__ = "site_pages"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[PagePurpose] = mapped_column(enum_column(PagePurpose), default=PagePurpose.GENERAL)
    place: Mapped[PagePlace] = mapped_column(enum_column(PagePlace), default=PagePlace.FOOTER)
    position: Mapped[int] = mapped_column(default=0)
    """Its place in the order of all pages, from 0."""
    template: Mapped[str] = mapped_column(String(40), default="")
    """Name of the template from which its text was begun; "" for none."""

    article: Mapped[Article] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def in_order(cls) -> Select["SitePage"]:
        """Select all pages, as their order says."""
        return select(cls).order_by(cls.position, cls.article_id)

    @classmethod
    def published(cls) -> Select["SitePage"]:
        """Select the pages that readers can open, as their order says."""
        return cls.in_order().join(cls.article).where(Article.state == ArticleState.PAGE_PUBLISHED)


LINKED = (
    select(Article.slug, Article.headline, SitePage.place, SitePage.purpose, Article.language)
    .join(SitePage, SitePage.article_id == Article.id)
    .where(Article.state == ArticleState.PAGE_PUBLISHED)
)


def list_page_links(session: AnySession) -> Sequence[PageLink]:
    """Return a link to each public page, as their order says."""
    rows = session.execute(LINKED.order_by(SitePage.position, SitePage.article_id))
    return tuple(to_link(row) for row in rows)


def find_page_link(session: AnySession, purpose: PagePurpose, language: str = "") -> PageLink | None:
    """Return the link to the first public page for *purpose*, one in *language* (a BCP 47 tag) before others; or None.

    This is how a mail or a form finds the imprint and the privacy page.
    """
    in_language_first = case((Article.language == language, 0), else_=1)
    found = LINKED.where(SitePage.purpose == purpose)
    row = session.execute(found.order_by(in_language_first, SitePage.position, SitePage.article_id).limit(1)).first()
    return to_link(row) if row else None


def to_link(row: Row[str, str, PagePlace, PagePurpose, str]) -> PageLink:
    """Return *row* of LINKED as a link."""
    return PageLink(row.slug.removeprefix(PAGE_MARK), row.headline, row.place, row.purpose, row.language)
