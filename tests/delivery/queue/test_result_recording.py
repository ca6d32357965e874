"""What an answer does besides ending its own message."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.composing.envelope import PendingMessage
from blog.models import (
    Alert,
    AlertState,
    Bounce,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    Subscriber,
    Suppression,
)
from tests.delivery.alert_factories import make_alert, owe_row
from tests.delivery.conftest import Bench, announced
from tests.factories import NOW, make_subscriber
from tests.relay import DROP, Relay
from tests.settings import change_settings

MINUTE = timedelta(minutes=1)
ACCEPTED, REFUSED, SKIPPED = DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.SKIPPED


def owe_digest(reader: Subscriber) -> tuple[Delivery, list[Delivery]]:
    """Owe a digest that carries two alerts."""
    digest = owe_row(None, DeliveryState.WAITING, reader, kind=DeliveryKind.DIGEST, priority=2, attempts=0)
    carried: dict[str, Any] = {"priority": 9, "frequency": Frequency.DAILY, "carried_by_id": digest.id}
    rows = [owe_row(make_alert(), DeliveryState.WAITING, reader, attempts=0, **carried) for _ in range(2)]
    return digest, rows


def test_an_address_that_does_not_exist_gets_nothing_more(app: Flask, bench: Bench, relay: Relay) -> None:
    gone = make_subscriber()
    announced()
    relay.answer_recipient(gone.address, "550 5.1.1 No such user")

    bench.work()

    report = db.session.scalars(select(Bounce)).one()
    assert (gone.suppression, gone.suppression_words) == (Suppression.HARD_BOUNCE, "550 5.1.1 No such user")
    assert (report.subscriber_id, report.status, report.source) == (gone.id, "5.1.1", "smtp")


@pytest.mark.parametrize("answer", ["550 Blocked by policy", "554 5.7.1 Rejected", "552 5.2.2 Full", "451 4.1.1 Later"])
def test_any_other_refusal_suppresses_nobody(app: Flask, bench: Bench, relay: Relay, answer: str) -> None:
    reader = make_subscriber()
    announced()
    relay.answer_recipient(reader.address, answer)

    bench.work()

    assert reader.suppressed_at is None


@pytest.mark.parametrize("state", [ACCEPTED, REFUSED, SKIPPED])
def test_what_a_digest_carries_ends_as_it_does(app: Flask, bench: Bench, relay: Relay, state: DeliveryState) -> None:
    reader = make_subscriber()
    digest, carried = owe_digest(reader)
    if state is REFUSED:
        relay.answer_recipient(reader.address, "554 5.7.1 no")
    if state is SKIPPED:
        reader.leave(NOW)
        db.session.commit()

    bench.work()

    ends = {(row.state, row.reason, row.attempts, row.answer, row.settled_at) for row in [digest, *carried]}
    assert [end[0] for end in ends] == [state]
    assert len(relay.accepted) == (state is ACCEPTED)


def test_a_digest_that_is_put_off_takes_what_it_carries_along(app: Flask, bench: Bench, relay: Relay) -> None:
    reader = make_subscriber()
    digest, carried = owe_digest(reader)
    relay.answer_recipient(reader.address, "451 4.7.1 later")

    bench.work()
    at_first = {digest.state, *(row.state for row in carried)}
    bench.work(after=MINUTE)

    assert at_first == {DeliveryState.DEFERRED, DeliveryState.WAITING}
    assert {digest.state, *(row.state for row in carried)} == {ACCEPTED}


def test_the_first_message_starts_its_alert(app: Flask, bench: Bench, relay: Relay) -> None:
    make_subscriber()
    announced()

    bench.work(after=MINUTE)

    assert db.session.scalars(select(Alert.started_at)).one() == NOW + MINUTE


def test_an_unknown_answer_can_be_held_for_a_person_to_decide(
    app: Flask, relay: Relay, make_bench: Callable[..., Bench]
) -> None:
    change_settings(app, mail_port=relay.port, mail_connections=1, mail_uncertain="hold")
    bench = make_bench()
    make_subscriber()
    announced()
    relay.answer_data(DROP)

    bench.work()
    bench.work(after=timedelta(days=1))

    assert list(db.session.scalars(select(Delivery.state))) == [DeliveryState.UNCERTAIN]
    assert len(relay.attempts) == 1


def withdraw(row: Delivery) -> None:
    row.alert.article.withdraw(NOW)


def stop(row: Delivery) -> None:
    row.alert.state = AlertState.CANCELLED


def hold(row: Delivery) -> None:
    row.alert.paused_at = NOW


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("happens", "state", "reason"),
    [(withdraw, SKIPPED, "withdrawn"), (stop, SKIPPED, "cancelled"), (hold, DeliveryState.WAITING, None)],
)
def test_what_a_digest_does_not_show_was_not_told_and_one_of_nothing_is_not_sent(
    app: Flask, bench: Bench, relay: Relay, happens: Callable[[Delivery], None], state: DeliveryState,
    reason: str | None, count: int,
) -> None:  # fmt: skip
    digest, carried = owe_digest(make_subscriber())
    for row in carried[:count]:
        happens(row)
    db.session.commit()

    bench.work()
    db.session.commit()

    assert [(row.state, row.reason, row.carried_by_id) for row in carried[:count]] == [(state, reason, None)] * count
    assert {row.state for row in carried[count:]} <= {ACCEPTED}
    assert (digest.state, len(relay.accepted)) == ((ACCEPTED, 1) if count == 1 else (SKIPPED, 0))


@pytest.mark.parametrize("happens", [withdraw, stop, hold])
def test_a_digest_whose_items_are_stopped_after_it_was_composed_is_composed_anew(
    app: Flask, bench: Bench, relay: Relay, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Delivery], None]
) -> None:
    _digest, carried = owe_digest(make_subscriber())
    first = carried[0].id
    write, composed = bench.sender.batch.composer.write, []

    def stop_after_composing(pending: PendingMessage, session: Any, now: datetime) -> Any:
        composed.append(write(pending, session, now))
        if len(composed) == 1:
            happens(session.get(Delivery, first))
            session.commit()
        return composed[-1]

    monkeypatch.setattr(bench.sender.batch.composer, "write", stop_after_composing)
    bench.work()
    db.session.commit()

    assert len(composed) == 2
    assert len(relay.accepted) == 1
    assert carried[0].alert.article.headline not in relay.accepted[0].text()
    assert carried[0].state is not ACCEPTED
