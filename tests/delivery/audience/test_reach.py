from flask import Flask

from blog.database import db
from blog.delivery.audience.reach import select_recipients
from blog.models import Delivery, DeliveryKind, DeliveryState
from tests.delivery.conftest import announced
from tests.factories import NOW, make_subscriber, save


def test_who_has_an_alert_is_whose_message_was_taken_or_may_have_been(app: Flask) -> None:
    alert, other = announced(), announced()
    readers = {state: make_subscriber() for state in DeliveryState}
    for state, reader in readers.items():
        values = {"kind": DeliveryKind.ALERT, "address": reader.address, "owed_at": NOW, "due_at": NOW}
        save(Delivery(alert=alert, subscriber=reader, state=state, **values))
    save(Delivery(alert=other, subscriber=make_subscriber(), state=DeliveryState.ACCEPTED, **values))
    save(Delivery(alert=alert, subscriber=None, state=DeliveryState.ACCEPTED, **values))

    received = db.session.scalars(select_recipients(alert)).all()

    assert set(received) == {readers[DeliveryState.ACCEPTED].id, readers[DeliveryState.UNCERTAIN].id}
