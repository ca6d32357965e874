"""An unusual share of hard refusals suppresses nobody and waits for a person."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.queue.suppression import suppress
from blog.delivery.queue.suppression_brake import MIN_REFUSED, release, suppress_unless_braked
from blog.models import (
    Alert,
    AuditEvent,
    AuditKind,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    Subscriber,
    Suppression,
    SuppressionBrake,
)
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_subscriber, save

MINUTE = timedelta(minutes=1)


def owe(alert: Alert, state: DeliveryState) -> Delivery:
    reader = make_subscriber()
    return owe_row(alert, state, subscriber=reader, address=reader.address, due_at=NOW)


def refuse(alert: Alert, minute: int = 0) -> Subscriber:
    """One message is refused for good."""
    delivery = owe(alert, DeliveryState.REFUSED)
    at = NOW + minute * MINUTE
    about = {"subscriber_id": delivery.subscriber_id, "delivery_id": delivery.id, "digest": f"d{delivery.id}"}
    save(Bounce(kind=BounceKind.HARD, status="5.1.1", words="550 gone", source="smtp", received_at=at, **about))
    assert delivery.subscriber is not None
    suppress_unless_braked(db.session, delivery.subscriber, Suppression.HARD_BOUNCE, "550 gone", at)
    return delivery.subscriber


def suppressed() -> int:
    return len(db.session.scalars(select(Subscriber).where(Subscriber.suppressed_at.is_not(None))).all())


def test_a_run_that_is_refused_suppresses_nobody_and_pauses_its_alert(app: Flask) -> None:
    alert = make_alert()

    for _ in range(12):
        refuse(alert)

    assert suppressed() == 0
    assert alert.paused_at == NOW
    assert len(db.session.scalars(select(SuppressionBrake)).all()) == 1
    assert db.session.scalars(select(AuditEvent.kind)).all() == [AuditKind.BRAKE_ENGAGED]


@pytest.mark.parametrize(("accepted", "refused"), [(0, MIN_REFUSED - 1), (6, 5), (100, 24)])
def test_a_usual_share_is_suppressed(app: Flask, accepted: int, refused: int) -> None:
    alert = make_alert()
    for _ in range(accepted):
        owe(alert, DeliveryState.ACCEPTED)

    for _ in range(refused):
        refuse(alert)

    assert (suppressed(), alert.paused_at) == (refused, None)


def test_refusals_of_many_hours_do_not_add_up(app: Flask) -> None:
    alert = make_alert()

    for turn in range(10):
        refuse(alert, minute=turn * 30)

    assert suppressed() == 10


@pytest.mark.parametrize(("suppress_refused", "count"), [(True, 6), (False, 0)])
def test_a_person_decides_and_the_next_run_counts_anew(app: Flask, suppress_refused: bool, count: int) -> None:
    alert = make_alert()
    for _ in range(6):
        refuse(alert)

    made = release(db.session, NOW + MINUTE, suppress_refused=suppress_refused, by=(None, "Ann"))
    refuse(alert, minute=2)

    assert (made, suppressed()) == (count, count + 1)
    assert alert.paused_at == NOW
    assert db.session.scalar(select(AuditEvent.person_name).where(AuditEvent.kind == AuditKind.BRAKE_RELEASED)) == "Ann"


def test_soft_bounces_suppress_nobody_meanwhile(app: Flask) -> None:
    alert = make_alert()
    for _ in range(6):
        refuse(alert)

    suppress_unless_braked(db.session, make_subscriber(), Suppression.SOFT_BOUNCES, "452 full", NOW)

    assert suppressed() == 0


def test_where_nothing_is_stopped_nothing_is_released(app: Flask) -> None:
    assert release(db.session, NOW, suppress_refused=True) == 0
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_whom_another_worker_suppressed_while_the_brake_went_on_is_spared_too(app: Flask) -> None:
    alert = make_alert()
    readers = [refuse(alert) for _ in range(6)]
    suppress(db.session, readers[-1].id, Suppression.HARD_BOUNCE, "550 gone", NOW)

    release(db.session, NOW + MINUTE, suppress_refused=False)

    assert suppressed() == 0
