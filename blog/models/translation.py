"""Translations of one article: each names the article that it was translated from, the original of the group."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, column_property, declared_attr, mapped_column

from blog.models.standing_corrections import is_retracted


class TranslationColumns:
    """What links an article to its original, and what it has from it."""

    translation_of_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"), index=True)
    """The original, which is no translation itself; None for an original, with or without translations."""

    @declared_attr
    def is_retracted(cls: Any) -> Mapped[bool]:  # noqa: N805
        """Return whether a retraction stands on the article or its original; read when it is asked for."""
        return column_property(is_retracted(cls.id, cls.translation_of_id), deferred=True)
