"""An old address leads to one article, and goes with it."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from blog.models import Article, SlugRedirect
from tests.models.rows import NOW, article


def test_an_old_address_leads_to_its_article_until_that_is_deleted(session: Session) -> None:
    row = article(slug="new")
    session.add(SlugRedirect(slug="old", article=row, created_at=NOW))
    session.flush()

    found = session.get(SlugRedirect, "old")
    assert found is not None
    assert found.article.slug == "new"

    session.execute(delete(Article))
    session.expire_all()
    assert session.get(SlugRedirect, "old") is None
