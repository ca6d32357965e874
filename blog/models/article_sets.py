"""Whether the article of another row is in a selection of articles."""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal

from blog.models.article import Article


def is_among(articles: Select[Any], article_id: Any) -> ColumnElement[bool]:
    """Return the condition that the article with the key *article_id*, a column of another table, is in *articles*.

    It is asked of each row that is left, by the key of the article; IN would
    first collect the keys of all articles that a person may see.
    """
    asked = articles.with_only_columns(literal(1)).order_by(None).where(Article.id == article_id)
    return asked.correlate_except(Article).exists()
