"""What stands on an article is the same in Python and in SQL: what was not struck."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from blog.models import Article, Correction, CorrectionKind, is_retracted, last_correction, last_retraction, standing
from tests.models.rows import NOW, article

KINDS = {"c": CorrectionKind.CORRECTION, "l": CorrectionKind.CLARIFICATION, "r": CorrectionKind.RETRACTION}


def made(letters: str, **more: object) -> list[Correction]:
    """Return a correction for each letter, an hour apart; a capital one is struck."""
    rows = []
    for hours, letter in enumerate(letters):
        at = NOW + timedelta(hours=hours)
        rows.append(Correction(kind=KINDS[letter.lower()], explanation=letter, corrected_at=at, **more))
        if letter.isupper():
            rows[-1].strike("Wrong.", at)
    return rows


@pytest.mark.parametrize(
    ("letters", "stand", "retraction", "correction"),
    [
        ("", "", None, None),
        ("clr", "clr", "r", "l"),
        ("cLR", "c", None, "c"),
        ("Rr", "r", "r", None),
        ("rR", "r", "r", None),
        ("CLR", "", None, None),
        ("rc", "rc", "r", "c"),
    ],
)
def test_the_last_that_was_not_struck_counts_in_each_kind_and_in_sql(
    session: Session, letters: str, stand: str, retraction: str | None, correction: str | None
) -> None:
    own = article()
    rows = made(letters, article=own)
    session.add_all([own, *rows, *made("r", article=article())])
    session.flush()
    translation = article(translation_of_id=own.id)
    session.add(translation)
    session.flush()
    seen = select(is_retracted(Article.id, Article.translation_of_id))

    last = [one.explanation if one else None for one in (last_retraction(rows), last_correction(rows))]
    assert "".join(row.explanation for row in standing(rows)) == stand
    assert last == [retraction, correction]
    assert session.scalar(seen.where(Article.id == own.id)) is bool(retraction)
    assert session.scalar(seen.where(Article.id == translation.id)) is bool(retraction)
