"""Which corrections of an article stand, which is all but the struck ones; one that retracts it makes it retracted."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, column, exists, select, table

CORRECTION_ROWS = table(
    "corrections", *(column(name) for name in ("id", "article_id", "kind", "explanation", "struck_at"))
)
"""The corrections by name: their model knows articles, so articles cannot import it."""


class Entry(Protocol):
    """A correction, as its model has it."""

    @property
    def is_struck(self) -> bool:
        """Return whether it was taken back."""

    @property
    def is_retraction(self) -> bool:
        """Return whether it takes the whole article back."""


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def is_retracted(article_id: Any, original_id: Any) -> ColumnElement[bool]:
    """Return whether a retraction stands, as standing() has it, on an article or on what it is a translation of."""
    found = exists().where(*standing_retractions(article_id, original_id))
    return found.correlate_except(CORRECTION_ROWS)


def retraction_reason(article_id: Any, original_id: Any) -> ScalarSelect[str]:
    """Return why an article, or its original, was retracted, as the last retraction that stands says it, or NULL."""
    newest = select(CORRECTION_ROWS.c.explanation).where(*standing_retractions(article_id, original_id))
    last = newest.order_by(CORRECTION_ROWS.c.id.desc()).limit(1)
    return last.correlate_except(CORRECTION_ROWS).scalar_subquery()


def standing_retractions(article_id: Any, original_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of the rows that retract an article or its original; a NULL stands for no original."""
    found = CORRECTION_ROWS.c
    return found.article_id.in_((article_id, original_id)), found.kind == "retraction", found.struck_at.is_(None)


def standing(corrections: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return the *corrections* that were not struck, in the same order."""
    return [correction for correction in corrections if not correction.is_struck]


def last_retraction(corrections: Iterable[AnyEntry]) -> AnyEntry | None:
    """Return the last of *corrections* that stands and retracts the article, None where it is not retracted."""
    found = [correction for correction in standing(corrections) if correction.is_retraction]
    return found[-1] if found else None


def last_correction(corrections: Iterable[AnyEntry]) -> AnyEntry | None:
    """Return the last of *corrections* that stands and is no retraction, or None."""
    found = [correction for correction in standing(corrections) if not correction.is_retraction]
    return found[-1] if found else None
