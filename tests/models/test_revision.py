"""Revisions are numbered once, and their details come back as they were."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Revision, RevisionKind
from tests.models.rows import NOW, article


def revision(article_id: int, number: int, **more: object) -> Revision:
    return Revision(article_id=article_id, number=number, saved_at=NOW, headline="Tea", **more)


def test_an_article_has_one_revision_of_a_number(session: Session) -> None:
    row = article()
    session.add(row)
    session.flush()
    session.add_all([revision(row.id, 1), revision(row.id, 1)])

    with pytest.raises(IntegrityError):
        session.flush()


def test_a_revision_is_a_save_that_readers_did_not_see_unless_said_otherwise(session: Session) -> None:
    row = article()
    session.add(row)
    session.flush()
    saved = revision(row.id, 1, details={"topics": ["Grants"], "lead": None})
    session.add(saved)
    session.flush()
    session.refresh(saved)

    assert (saved.kind, saved.is_public, saved.is_minor) == (RevisionKind.SAVE, False, False)
    assert saved.details == {"topics": ["Grants"], "lead": None}
