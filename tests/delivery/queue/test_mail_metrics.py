"""How much mail leaves, as a monitor is told."""

from datetime import timedelta

from flask import Flask

from blog.database import db
from blog.delivery.queue.mail_metrics import SAMPLE, count_in_flight, count_per_minute, rate_of
from blog.models import DeliveryState
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW

SECOND = timedelta(seconds=1)


def test_what_is_answered_and_what_is_in_flight_is_counted(app: Flask) -> None:
    alert = make_alert()
    for seconds in (1, 59, 61):
        owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW - seconds * SECOND, priority=1)
    owe_row(alert, DeliveryState.REFUSED, settled_at=NOW, priority=2)
    owe_row(alert, DeliveryState.SENDING, handed_over_at=NOW)
    owe_row(alert, DeliveryState.SENDING)

    assert count_per_minute(db.session, NOW) == 3
    assert count_in_flight(db.session) == 1


def test_a_full_sample_stands_for_the_rest() -> None:
    times = [NOW - SECOND * (number % 10) for number in range(SAMPLE)]

    assert rate_of(times, NOW) == round(SAMPLE * 60 / 9)
    assert rate_of(times[:-1], NOW) == SAMPLE - 1
    assert rate_of([None, NOW + SECOND], NOW) == 0
