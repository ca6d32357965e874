"""Related articles, and the queue of articles whose relations are to be computed."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base


class RelatedArticle(Base):
    """One article that is related to another, the most closely related at position 0."""

    __tablename__ = "related_articles"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    related_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)


class DueRelation(Base):
    """One article whose related ones are to be worked out; triggers note whatever is published or changed (0011)."""

    __tablename__ = "due_relations"
    __table_args__ = (Index("ix_due_relations_is_change_article_id", "is_change", "article_id"),)

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    is_change: Mapped[bool]
    """Whether the article itself changed, so that those related to it are due after it."""
