"""A backfill begins at the first row and is open until it is complete."""

from sqlalchemy.orm import Session

from blog.models import BackfillProgress


def test_a_backfill_begins_at_the_start_and_is_open(session: Session) -> None:
    session.add(BackfillProgress(name="keys"))
    session.flush()

    row = session.get_one(BackfillProgress, "keys")
    assert (row.position, row.completed_at) == (0, None)
