"""A process has one heartbeat, whose moment comes back in UTC."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy.orm import Session

from blog.models import Heartbeat

EAST = timezone(timedelta(hours=9))


def test_a_heartbeat_is_replaced_and_comes_back_in_utc(session: Session) -> None:
    for hour in (9, 10):
        session.merge(Heartbeat(name="worker", seen_at=datetime(2026, 5, 4, hour, tzinfo=EAST)))
        session.flush()
    session.expire_all()

    assert [row.seen_at for row in session.query(Heartbeat)] == [datetime(2026, 5, 4, 1, tzinfo=UTC)]
