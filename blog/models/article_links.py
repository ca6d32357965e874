"""Association tables of articles: their topics, with the place among the parts of a series, and their coauthors."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from blog.database import Base

article_topics = Table(
    "article_topics",
    Base.metadata,
    Column("article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer),
    Index("ix_article_topics_topic_id_article_id", "topic_id", "article_id"),
)

article_coauthors = Table(
    "article_coauthors",
    Base.metadata,
    Column("article_id", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default="0"),
)
