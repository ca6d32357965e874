"""Translations of one article: each names the article that it was translated from, the original of the group."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class TranslationColumns:
    """What links an article to its original."""

    translation_of_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"), index=True)
    """The original, which is no translation itself; None for an original, with or without translations."""
