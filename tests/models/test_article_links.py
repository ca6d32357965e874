"""Links between articles, topics and coauthors are unique and go with either end."""

import pytest
from sqlalchemy import Table, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Article, Person, Topic, article_coauthors, article_topics
from tests.models.rows import article, person, topic

LINKS = [(article_topics, "topic_id", Topic), (article_coauthors, "person_id", Person)]


def link(session: Session, table: Table, column: str) -> tuple[Article, Topic | Person]:
    other = topic("Grants") if column == "topic_id" else person()
    row = article()
    session.add_all([row, other])
    session.flush()
    session.execute(table.insert().values({"article_id": row.id, column: other.id}))
    return row, other


@pytest.mark.parametrize(("table", "column", "_model"), LINKS)
def test_a_link_is_made_once(session: Session, table: Table, column: str, _model: type) -> None:
    row, other = link(session, table, column)

    with pytest.raises(IntegrityError):
        session.execute(table.insert().values({"article_id": row.id, column: other.id}))


@pytest.mark.parametrize(("table", "column", "model"), LINKS)
@pytest.mark.parametrize("is_article", [True, False])
def test_a_link_goes_with_either_end(
    session: Session, table: Table, column: str, model: type[Topic | Person], is_article: bool
) -> None:
    row, other = link(session, table, column)

    session.execute(
        delete(Article).where(Article.id == row.id) if is_article else delete(model).where(model.id == other.id)
    )

    assert session.scalar(select(func.count()).select_from(table)) == 0
