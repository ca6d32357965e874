"""Relations have places, and go with either article."""

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from blog.models import Article, DueRelation, RelatedArticle
from tests.models.rows import article


@pytest.mark.parametrize("place", [0, 1])
def test_a_relation_goes_with_either_article(session: Session, place: int) -> None:
    rows = [article(), article()]
    session.add_all(rows)
    session.flush()
    session.add(RelatedArticle(article_id=rows[0].id, position=0, related_id=rows[1].id))
    session.add(DueRelation(article_id=rows[place].id, is_change=True))
    session.flush()

    session.execute(delete(Article).where(Article.id == rows[place].id))

    assert session.scalar(select(func.count()).select_from(RelatedArticle)) == 0
    assert session.scalar(select(func.count()).select_from(DueRelation)) == 0
