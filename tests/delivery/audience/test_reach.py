import pytest
from flask import Flask
from sqlalchemy import insert

from blog.database import db
from blog.delivery.audience import reach, reader_sample
from blog.delivery.audience.reach import Reach, count_reach, select_recipients
from blog.models import Alert, Delivery, DeliveryKind, DeliveryState
from tests.databases import asked_of_database, explain, on_sqlite
from tests.delivery.audience.crowds import add_readers
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


def send_to(alert: Alert, readers: range) -> None:
    """Let the first four of five *readers* have received *alert*; the last one's message was refused."""
    same = {"kind": DeliveryKind.ALERT, "alert_id": alert.id, "owed_at": NOW, "due_at": NOW}
    states = {id: DeliveryState.ACCEPTED if id % 5 else DeliveryState.REFUSED for id in readers}
    rows = [{**same, "subscriber_id": id, "address": f"r{id}@example.com", "state": states[id]} for id in readers]
    db.session.execute(insert(Delivery), rows)
    db.session.commit()


@pytest.fixture
def wide_alert(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Alert:
    """Send an alert to 2,000 readers, of whom every tenth is suppressed now."""
    monkeypatch.setattr(reach, "MAX_EXACT", 300)
    monkeypatch.setattr(reader_sample, "SAMPLE_SIZE", 400)
    alert = announced()
    add_readers(2_000, lambda id: {"suppressed_at": None if id % 10 else NOW})
    send_to(alert, range(1, 2_001))
    return alert


def test_how_many_a_wide_alert_has_reached_is_reckoned_from_a_sample(wide_alert: Alert) -> None:
    found = count_reach(db.session, wide_alert.article_id, NOW)

    assert found == (pytest.approx(1_600, rel=0.1), pytest.approx(1_600, rel=0.1), True)


def test_whom_a_narrow_alert_has_reached_is_counted_on_a_large_site(wide_alert: Alert) -> None:
    narrow = announced()
    send_to(narrow, range(1, 101))

    assert count_reach(db.session, narrow.article_id, NOW) == Reach(80, 80)


@on_sqlite
def test_a_sample_of_those_reached_is_found_by_reader(wide_alert: Alert) -> None:
    with asked_of_database() as asked:
        count_reach(db.session, wide_alert.article_id, NOW)

    of_ledger = [line for line in explain(asked) if "SEARCH deliveries" in line]
    assert [line for line in of_ledger if "(alert_id=? AND subscriber_id=?)" in line]
    assert [line for line in explain(asked) if line.startswith(("SCAN subscribers", "SCAN deliveries"))] == []
