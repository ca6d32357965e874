"""References to pictures from articles, search words of pictures, and pictures whose files await deletion."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.article import Article
from blog.models.picture import Picture


class PictureUse(Base):
    """One article shows one picture, or once did: then no is_ column is set."""

    __tablename__ = "picture_uses"

    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_lead: Mapped[bool] = mapped_column(default=False)
    is_in_body: Mapped[bool] = mapped_column(default=False)
    is_social: Mapped[bool] = mapped_column(default=False)
    """Shared links to the article show it."""

    picture: Mapped[Picture] = relationship()
    article: Mapped[Article] = relationship()

    @hybrid_property
    def is_present(self) -> bool:
        """Return whether the article as it is shows the picture; else only an earlier version does."""
        return bool(self.is_lead or self.is_in_body or self.is_social)

    @is_present.inplace.expression
    @classmethod
    def _is_present(cls) -> ColumnElement[bool]:
        return or_(cls.is_lead, cls.is_in_body, cls.is_social)


class PictureWord(Base):
    """One word by which a picture is found."""

    __tablename__ = "picture_words"

    word: Mapped[bytes] = mapped_column(LargeBinary(160), primary_key=True)
    """UTF-8, folded: bytes sort alike in every database, so that the beginning of a word is a range of the index."""
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True, index=True)


class DiscardedPicture(Base):
    """A picture, or a version of an attachment, is gone and its files may still stand; the worker removes them."""

    __tablename__ = "discarded_pictures"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    discarded_at: Mapped[datetime] = mapped_column(UTCDateTime)
