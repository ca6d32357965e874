from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from blog.database import db
from blog.delivery.audience.expansion import expand_next
from blog.delivery.outbox import announce, announce_update, is_announced
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    DeliveryState,
    Frequency,
    SkipReason,
)
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_person, make_subscriber

LATER = NOW + timedelta(days=2)
GRACE = timedelta(seconds=10)


def expand() -> None:
    while expand_next(db.session):
        db.session.commit()


def stop(alert: Alert, reason: SkipReason, **more: Any) -> None:
    """Skip all that waits, as cancelling does."""
    skipped = {"state": DeliveryState.SKIPPED, "reason": reason, "settled_at": NOW}
    waiting = update(Delivery).where(Delivery.alert_id == alert.id, Delivery.state == DeliveryState.WAITING)
    db.session.execute(waiting.values(skipped))
    for name, value in more.items():
        setattr(alert, name, value)
    db.session.commit()


def rows() -> list[tuple[int | None, str]]:
    db.session.expire_all()
    found = db.session.scalars(select(Delivery).order_by(Delivery.subscriber_id))
    return [(row.subscriber_id, row.reason or row.state.value) for row in found]


CANCELLED = {"state": AlertState.CANCELLED, "cancelled_at": NOW, "paused_at": NOW}


def test_an_alert_says_who_announced_it_at_which_level_and_when_it_starts(app: Flask) -> None:
    editor = make_person()

    alert = announce(db.session, make_article(), NOW, level=AlertLevel.URGENT, grace=GRACE, announced_by_id=editor.id)

    assert (alert.level, alert.announced_at, alert.starts_at) == (AlertLevel.URGENT, NOW, NOW + GRACE)
    assert (alert.kind, alert.occasion, alert.announced_by_id) == (AlertKind.PUBLICATION, 0, editor.id)


def test_two_announcements_are_one_alert(app: Flask) -> None:
    article = make_article()

    first, second = announced(article), announced(article)

    assert first.id == second.id
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 1


def test_announcing_again_what_nobody_missed_changes_nothing(app: Flask) -> None:
    article = make_article()
    make_subscriber()
    alert = announced(article)
    expand()
    alert.state = AlertState.FINISHED

    announce(db.session, article, LATER, level=AlertLevel.URGENT)

    assert (alert.state, alert.level, alert.starts_at) == (AlertState.FINISHED, AlertLevel.NORMAL, NOW)


def test_an_alert_that_was_stopped_in_time_begins_as_a_new_one(app: Flask) -> None:
    article = make_article()
    gone, reader = make_subscriber(), make_subscriber(urgent_choice="never")
    alert = announced(article)
    expand()
    stop(alert, SkipReason.CANCELLED, **CANCELLED)
    gone.site_frequency = None
    new = make_subscriber(confirmed_at=LATER)

    announce(db.session, article, LATER, level=AlertLevel.URGENT, grace=GRACE)
    expand()

    assert rows() == [(reader.id, "level"), (new.id, "waiting")]
    assert (alert.announced_at, alert.starts_at, alert.audience_size) == (LATER, LATER + GRACE, 2)
    assert (alert.state, alert.cancelled_at, alert.paused_at) == (AlertState.SENDING, None, None)


def test_what_was_not_swept_yet_is_decided_anew_too(app: Flask) -> None:
    article = make_article()
    reader = make_subscriber()
    alert = announced(article)
    expand()
    alert.state = AlertState.CANCELLED
    reader.site_frequency = Frequency.DAILY
    db.session.commit()

    announce(db.session, article, LATER)
    expand()

    assert db.session.scalars(select(Delivery.frequency)).all() == [Frequency.DAILY]
    assert alert.audience_size == 1


@pytest.mark.parametrize("reason", [SkipReason.CANCELLED, SkipReason.WITHDRAWN])
def test_who_missed_the_rest_of_an_alert_is_owed_it_again_and_nobody_else(app: Flask, reason: SkipReason) -> None:
    article = make_article()
    told, paused, missed, tried = readers = [make_subscriber() for _ in range(4)]
    paused.paused_until = NOW + timedelta(hours=1)
    alert = announced(article)
    expand()
    done = {told.id: {"state": DeliveryState.ACCEPTED}, tried.id: {"attempts": 2, "answer": "451 later"}}
    for key, values in done.items():
        db.session.execute(update(Delivery).where(Delivery.subscriber_id == key).values(values))
    stop(alert, reason, state=AlertState.FINISHED if reason is SkipReason.WITHDRAWN else AlertState.CANCELLED)
    make_subscriber(confirmed_at=LATER)

    announce(db.session, article, LATER, grace=GRACE)
    expand()

    assert rows() == list(zip([row.id for row in readers], ["accepted", "paused", "waiting", "waiting"], strict=True))
    due = select(Delivery.due_at).where(Delivery.subscriber_id.in_([missed.id, tried.id]))
    assert set(db.session.scalars(due)) == {LATER + GRACE}
    assert (alert.announced_at, alert.audience_size, alert.finished_at) == (NOW, 4, None)
    assert db.session.scalar(select(Delivery.attempts).filter_by(subscriber_id=tried.id)) == 2


def test_each_update_is_one_more_alert(app: Flask) -> None:
    article, other = make_article(), make_article()
    editor = make_person()
    announced(article)

    alerts = [
        announce_update(db.session, about, "Now with figures.", NOW, grace=GRACE, announced_by_id=editor.id)
        for about in (article, article, other)
    ]

    assert [(alert.kind, alert.occasion) for alert in alerts] == [(AlertKind.UPDATE, number) for number in (1, 2, 1)]
    first = alerts[0]
    assert (first.note, first.starts_at, first.announced_by_id) == ("Now with figures.", NOW + GRACE, editor.id)


def test_two_editors_who_send_an_update_at_once_get_two_numbers(app: Flask) -> None:
    key = make_article().id
    engine = db.engine
    db.session.rollback()
    together = Barrier(2)

    def send(note: str) -> int:
        with Session(engine) as session:
            together.wait()
            alert = announce_update(session, session.get_one(Article, key), note, NOW)
            session.commit()
            return alert.occasion

    with ThreadPoolExecutor(2) as editors:
        occasions = set(editors.map(send, ["One.", "Two."]))

    assert occasions == {1, 2}


def test_what_was_stopped_in_time_was_not_announced(app: Flask) -> None:
    _never, stopped, begun, sending = articles = [make_article() for _ in range(4)]
    for article in (stopped, begun, sending):
        announced(article)
    db.session.execute(update(Alert).where(Alert.article_id != sending.id).values(state=AlertState.CANCELLED))
    db.session.execute(update(Alert).where(Alert.article_id == begun.id).values(started_at=NOW))

    told = [is_announced(db.session, article) for article in articles]

    assert told == [False, False, True, True]
