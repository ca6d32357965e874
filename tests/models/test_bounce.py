"""A report is kept once, and longer than the reader whom it is about."""

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Bounce, BounceKind, Subscriber
from tests.models.rows import NOW, subscriber


def bounce(digest: str, **more: object) -> Bounce:
    return Bounce(kind=BounceKind.HARD, source="pipe", digest=digest, received_at=NOW, **more)


def test_the_same_report_is_kept_once(session: Session) -> None:
    session.add_all([bounce("a" * 64), bounce("a" * 64)])

    with pytest.raises(IntegrityError):
        session.flush()


def test_a_report_outlives_its_reader(session: Session) -> None:
    reader = subscriber()
    session.add(reader)
    session.flush()
    row = bounce("b" * 64, subscriber_id=reader.id)
    session.add(row)
    session.flush()

    session.execute(delete(Subscriber))
    session.refresh(row)

    assert (row.subscriber_id, row.kind) == (None, BounceKind.HARD)
