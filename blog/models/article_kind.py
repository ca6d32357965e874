"""A kind of article, such as opinion: what its label says, and what it means for machines and the front page."""

from enum import StrEnum
from typing import Self

from sqlalchemy import Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, enum_column

MAX_KIND_NAME = 40
"""Characters of a name."""
DEFAULT_KIND = "news"
"""Key of the kind of each article that names none, such as all that were written before there were kinds."""


class SchemaType(StrEnum):
    """What structured data says that an article is. Source: schema.org/Article and its subtypes."""

    NEWS = "NewsArticle"
    REPORTAGE = "ReportageNewsArticle"
    OPINION = "OpinionNewsArticle"
    ANALYSIS = "AnalysisNewsArticle"
    BACKGROUND = "BackgroundNewsArticle"
    REVIEW = "ReviewNewsArticle"
    ASK_PUBLIC = "AskPublicNewsArticle"
    ADVERTISER = "AdvertiserContentArticle"
    SATIRE = "SatiricalArticle"
    REPORT = "Report"
    ARTICLE = "Article"


class ArticleKind(Base):
    """A kind that an article can be of."""

    __tablename__ = "article_kinds"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    """Names it in addresses and revisions; those of the kinds that every site begins with are known to the code."""
    name: Mapped[str] = mapped_column(String(MAX_KIND_NAME), default="")
    """Empty for a kind that every site begins with, whose name the language of the interface says."""
    schema_type: Mapped[SchemaType] = mapped_column(enum_column(SchemaType, length=40), default=SchemaType.NEWS)
    weight: Mapped[int] = mapped_column(default=0)
    """Hours by which an article counts as newer, or below zero as older, where the rule chooses what leads."""
    is_labelled: Mapped[bool] = mapped_column(default=True)
    """Whether readers are shown the name."""
    is_sponsored: Mapped[bool] = mapped_column(default=False)
    """Whether it is paid for: always labelled, never chosen as lead by the rule, links marked as sponsored."""
    position: Mapped[int] = mapped_column(default=0)
    """Its place in lists, from the start."""

    @classmethod
    def in_order(cls) -> Select[Self]:
        """Select all kinds in their order."""
        return select(cls).order_by(cls.position, cls.id)

    @property
    def is_default(self) -> bool:
        """Return whether this is the kind of each article that names none."""
        return self.key == DEFAULT_KIND
