"""Alerts with messages in every state, and people before their pages."""

from datetime import datetime
from typing import Any

from blog.database import db
from blog.models import Alert, AlertState, Delivery, DeliveryKind, DeliveryPriority, DeliveryState, Subscriber
from tests.factories import NOW, make_article, make_subscriber, save

ANSWERS = {
    DeliveryState.DEFERRED: "451 4.7.1 later",
    DeliveryState.REFUSED: "550 5.1.1 <reader@example.com> unknown <script>",
    DeliveryState.UNCERTAIN: "connection lost",
}
LONG_AGO = datetime.fromisoformat("2020-01-01T00:00:00+00:00")


def make_alert(state: AlertState = AlertState.SENDING, **more: Any) -> Alert:
    """Make an alert whose grace time is over."""
    values = {"kind": "publication", "announced_at": NOW, "starts_at": LONG_AGO, "expanded_to": 0, "audience_size": 0}
    if "article" not in more:
        more["article"] = make_article()
    return save(Alert(state=state, **{**values, **more}))


def owe_row(alert: Alert | None, state: DeliveryState, reader: Subscriber | None = None, **more: Any) -> Delivery:
    """Owe one message in *state*."""
    reader = reader or make_subscriber()
    row = Delivery(kind=DeliveryKind.ALERT, alert=alert, subscriber=reader, address=reader.address, state=state)
    row.owed_at = row.due_at = NOW
    row.attempts = 1
    # Among what a person waits for, a worker would claim it in spite of a pause, again and again.
    row.priority = DeliveryPriority.ALERT if alert else DeliveryPriority.IMMEDIATE
    for name, value in more.items():
        setattr(row, name, value)
    return save(row)


def make_mixed_alert() -> Alert:
    """Make an alert with one message in each state, and two accepted."""
    alert = make_alert(article=make_article("Tea & biscuits"), audience_size=len(DeliveryState) + 1)
    for state in [*DeliveryState, DeliveryState.ACCEPTED]:
        reason = "left" if state is DeliveryState.SKIPPED else None
        owe_row(alert, state, settled_at=NOW, answer=ANSWERS.get(state), reason=reason)
    db.session.commit()
    return alert
