"""A session is found by its token's hash, ends by idling or age, and is fresh after a password."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from blog.models import LoginSession
from tests.models.rows import NOW, person

HOUR = timedelta(hours=1)
TICK = timedelta(seconds=1)


def login(**more: object) -> LoginSession:
    return LoginSession(**{"token_hash": LoginSession.hash_token("t"), "created_at": NOW, "last_seen_at": NOW, **more})


def test_a_session_is_found_by_its_token_alone(session: Session) -> None:
    row = login(person=person())
    session.add(row)
    session.flush()

    assert session.scalar(LoginSession.by_token("t")) is row
    assert [session.scalar(LoginSession.by_token(text)) for text in (row.token_hash, "", "\ud800")] == [None] * 3


@pytest.mark.parametrize(
    ("seen_ago", "made_ago", "is_alive"),
    [(HOUR - TICK, HOUR, True), (HOUR, HOUR, False), (TICK, 3 * HOUR - TICK, True), (TICK, 3 * HOUR, False)],
)
def test_a_session_ends_by_idling_or_by_age(seen_ago: timedelta, made_ago: timedelta, is_alive: bool) -> None:
    row = login(created_at=NOW - made_ago, last_seen_at=NOW - seen_ago)

    assert row.is_alive(NOW, idle=HOUR, lifetime=3 * HOUR) == is_alive


@pytest.mark.parametrize(
    ("made_ago", "proved_ago", "is_fresh"),
    [(HOUR - TICK, None, True), (HOUR, None, False), (9 * HOUR, HOUR - TICK, True), (9 * HOUR, HOUR, False)],
)
def test_a_session_is_fresh_for_a_while_after_the_last_password(
    made_ago: timedelta, proved_ago: timedelta | None, is_fresh: bool
) -> None:
    row = login(created_at=NOW - made_ago, proved_at=NOW - proved_ago if proved_ago else None)

    assert row.is_fresh(NOW, HOUR) == is_fresh
