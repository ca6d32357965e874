"""Pending version: a draft that waits to replace the text of an article that readers see."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, String
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column


class PendingVersionColumns:
    """What an article has besides if it is the pending version of another one, its *pending_for*."""

    pending_for_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True, unique=True
    )
    base_content: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    """The content of the public article on which the pending version rests."""
    change_note: Mapped[str] = mapped_column(String(300), default="")
    """What the public history will say about the change."""
    is_minor_change: Mapped[bool] = mapped_column(default=False)
    planned_slug: Mapped[str | None] = mapped_column(String(120), index=True, unique=True)
    """The slug that the public article gets when the pending version is published; None means the one it has."""

    @hybrid_property
    def is_pending(self) -> bool:
        """Return whether this is the pending version of another article."""
        return self.pending_for_id is not None

    @is_pending.inplace.expression
    @classmethod
    def _is_pending(cls) -> ColumnElement[bool]:
        return cls.pending_for_id.is_not(None)
