"""Pages without date, made as the desk makes them."""

from typing import Any

from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.writing import set_body
from blog.database import db
from blog.models import Article, ArticleState, PagePlace, PagePurpose, SitePage
from blog.models.article_state import PAGE_MARK
from tests.factories import NOW, make_person

TEXT = "The **gazelle** newsroom sits in Weir Street."


def make_page(
    title: str = "Imprint", slug: str = "", *, text: str = TEXT, is_public: bool = True, **more: Any
) -> SitePage:
    """Make a page, public unless told otherwise."""
    state = ArticleState.PAGE_PUBLISHED if is_public else ArticleState.PAGE_DRAFT
    article = Article(
        headline=title,
        slug=PAGE_MARK + (slug or title.lower().replace(" ", "-")),
        state=state,
        author=more.pop("author", None) or make_person(),
        created_at=NOW,
        updated_at=NOW,
        topics=more.pop("topics", []),
    )
    values = {"purpose": PagePurpose.GENERAL, "place": PagePlace.FOOTER, "position": 0, **more}
    page = SitePage(article=article, **values)
    db.session.add(article)
    set_body(db.session, article, text)
    db.session.add(page)
    db.session.flush()
    record_revision(db.session, article, NOW, RevisionMetadata(article.author.id))
    db.session.commit()
    return page
