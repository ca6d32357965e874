"""The beginning of a page without date: its row, its text and its first revision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.slugs import add_with_free_slug, make_slug
from blog.authoring.drafts.writing import Manuscript, apply_manuscript
from blog.database import AnySession
from blog.models import Article, ArticleState, PagePlace, PagePurpose, Person, SitePage
from blog.models.article_state import PAGE_MARK

FALLBACK = "page"
"""Stands in an address in place of a title without a letter, and after one that the program needs itself."""


@dataclass(frozen=True)
class PageStart:
    """What a page begins with; an empty *slug* means one made from the title."""

    title: str
    text: str = ""
    slug: str = ""
    purpose: PagePurpose = PagePurpose.GENERAL
    place: PagePlace = PagePlace.FOOTER
    template: str = ""


def begin_page(
    session: AnySession, author: Person, start: PageStart, now: datetime, *, is_reserved: Callable[[str], bool]
) -> SitePage:
    """Add a page of *author*, which readers do not see, after all others, and return it; the caller commits.

    A slug that is taken gets a number; one that *is_reserved* names gets a word.
    """
    article = Article(author=author, state=ArticleState.PAGE_DRAFT, created_at=now, updated_at=now, topics=[])
    apply_manuscript(session, article, Manuscript(headline=start.title, body=start.text))
    made = make_slug(start.slug or start.title, FALLBACK)
    add_with_free_slug(session, article, PAGE_MARK + (f"{made}-{FALLBACK}" if is_reserved(made) else made))
    last = session.scalar(select(func.max(SitePage.position)))
    page = SitePage(
        article=article,
        purpose=start.purpose,
        place=start.place,
        position=0 if last is None else last + 1,
        template=start.template,
    )
    session.add(page)
    session.flush()
    record_revision(session, article, now, RevisionMetadata(author.id))
    return page
