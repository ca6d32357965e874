"""States of an alert: paused, resumed, cancelled, reopened."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import OPEN_ALERT_STATES, Alert, AlertKind, AlertState
from tests.models.rows import NOW, article

CLOSED = [state for state in AlertState if state not in OPEN_ALERT_STATES]


def alert(state: AlertState = AlertState.SENDING, **more: object) -> Alert:
    return Alert(kind=AlertKind.PUBLICATION, state=state, announced_at=NOW, starts_at=NOW, **more)


@pytest.mark.parametrize("state", AlertState)
def test_an_alert_is_open_until_it_is_finished_or_cancelled(state: AlertState) -> None:
    assert alert(state).is_open == (state in {AlertState.EXPANDING, AlertState.SENDING})


@pytest.mark.parametrize("state", OPEN_ALERT_STATES)
def test_an_open_alert_is_paused_and_resumed_once(state: AlertState) -> None:
    row = alert(state)

    assert [row.pause(NOW), row.pause(NOW), row.paused_at] == [True, False, NOW]
    assert [row.resume(), row.resume(), row.paused_at] == [True, False, None]


@pytest.mark.parametrize("state", CLOSED)
def test_a_closed_alert_is_neither_paused_nor_cancelled(state: AlertState) -> None:
    row = alert(state)

    assert [row.pause(NOW), row.resume(), row.cancel(NOW)] == [False, False, False]
    assert [row.state, row.cancelled_at] == [state, None]


def test_cancelling_ends_a_pause_and_leaves_the_worker_to_finish() -> None:
    row = alert(paused_at=NOW, finished_at=NOW)

    assert row.cancel(NOW)
    assert [row.state, row.cancelled_at, row.paused_at, row.finished_at] == [AlertState.CANCELLED, NOW, None, None]


@pytest.mark.parametrize(
    ("before", "after"),
    [(AlertState.FINISHED, AlertState.SENDING), *((state, state) for state in AlertState if state != "finished")],
)
def test_only_a_finished_alert_is_reopened(before: AlertState, after: AlertState) -> None:
    row = alert(before, finished_at=NOW)

    row.reopen()

    assert row.state is after
    assert (row.finished_at is None) == (before is not after)


def test_an_article_has_one_alert_about_its_publication(session: Session) -> None:
    about = article()
    session.add_all([alert(article=about), alert(article=about)])

    with pytest.raises(IntegrityError):
        session.flush()


def test_updates_are_counted_and_each_has_an_alert(session: Session) -> None:
    about = article()
    rows = [alert(article=about), alert(article=about, occasion=1)]
    session.add_all(rows)

    session.flush()

    assert len({row.id for row in rows}) == 2
