"""What becomes of the messages of an alert that was stopped and is announced again."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.audience.restarted_alerts import reset_skipped
from blog.models import Delivery, DeliveryState, SkipReason
from tests.delivery.alert_factories import make_alert, owe_row


@pytest.mark.parametrize(
    ("attempts", "reason", "left"),
    [
        (0, SkipReason.CANCELLED, []),
        (1, SkipReason.CANCELLED, [DeliveryState.WAITING]),
        (1, SkipReason.LEFT, [DeliveryState.SKIPPED]),
    ],
)
def test_what_never_left_is_made_anew_and_what_was_tried_waits_again(
    app: Flask, attempts: int, reason: SkipReason, left: list[DeliveryState]
) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.SKIPPED, reason=reason, attempts=attempts)

    gone = reset_skipped(db.session, alert, Delivery.alert_id == alert.id)

    assert gone == 1 - len(left)
    assert db.session.scalars(select(Delivery.state)).all() == left
