"""Association tables of articles: their topics, and their coauthors in order; and what stands on them."""

from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Index, Integer, Table, column, exists, table

from blog.database import Base

article_topics = Table(
    "article_topics",
    Base.metadata,
    Column("article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_article_topics_topic_id_article_id", "topic_id", "article_id"),
)

article_coauthors = Table(
    "article_coauthors",
    Base.metadata,
    Column("article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default="0"),
)

CORRECTION_ROWS = table("corrections", column("article_id"), column("kind"), column("struck_at"))
"""The corrections by name: their model knows articles, so articles cannot import it."""


def is_retracted(article_id: Any) -> ColumnElement[bool]:
    """Return whether a retraction that was not struck stands on the article with *article_id*."""
    found = CORRECTION_ROWS.c
    holds = (found.article_id == article_id, found.kind == "retraction", found.struck_at.is_(None))
    return exists().where(*holds).correlate_except(CORRECTION_ROWS)
