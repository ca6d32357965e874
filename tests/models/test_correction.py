"""Corrections are struck, never deleted, and listed with the struck ones."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from blog.models import Correction, CorrectionKind
from tests.models.rows import NOW, article


def correction(hours: int = 0, **more: object) -> Correction:
    at = NOW + timedelta(hours=hours)
    return Correction(kind=CorrectionKind.CORRECTION, explanation=str(hours), corrected_at=at, **more)


def test_a_correction_is_struck_once_and_keeps_its_reason() -> None:
    row = correction()

    assert [row.is_struck, row.strike("Wrong after all.", NOW), row.is_struck] == [False, True, True]
    assert not row.strike("Another.", NOW + timedelta(hours=1))
    assert (row.strike_reason, row.struck_at) == ("Wrong after all.", NOW)


def test_an_article_lists_its_own_corrections_oldest_first(session: Session) -> None:
    own, other = article(), article()
    struck = correction(1, article=own)
    struck.strike("Wrong.", NOW)
    session.add_all([correction(2, article=own), struck, correction(3, article=other)])
    session.flush()

    assert [row.explanation for row in session.scalars(Correction.of(own.id))] == ["1", "2"]


def test_the_list_of_all_corrections_begins_with_the_newest(session: Session) -> None:
    session.add_all(correction(hours, article=article()) for hours in (1, 3, 2))

    assert [row.explanation for row in session.scalars(Correction.newest_first())] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("explanation", "summary"),
    [
        (" The day was wrong.\n", "The day was wrong."),
        ("One line.\nAnother.", ""),
        ("x" * 120, "x" * 120),
        ("x" * 121, ""),
        ("", ""),
    ],
)
def test_the_summary_is_an_explanation_of_one_short_line(explanation: str, summary: str) -> None:
    assert Correction(explanation=explanation).summary == summary


@pytest.mark.parametrize(("old", "new", "has_wording"), [("", "", False), ("a", "", True), ("", "b", True)])
def test_a_correction_quotes_or_only_explains(old: str, new: str, has_wording: bool) -> None:
    assert Correction(old_wording=old, new_wording=new).has_wording == has_wording
