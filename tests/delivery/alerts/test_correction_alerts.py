"""A correction reaches exactly those whom the ledger shows as having had its article."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from blog.database import db
from blog.delivery.audience.expansion import expand_next, finish_next_alert
from blog.delivery.audience.reach import Reach
from blog.delivery.outbox import announce, announce_correction, announce_update, count_reach, stop_correction
from blog.models import (
    Alert,
    AlertState,
    Article,
    Correction,
    CorrectionKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Frequency,
    SkipReason,
    Subscriber,
    SubscriberState,
)
from tests.delivery.alert_factories import owe_row
from tests.delivery.conftest import Bench
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_article, make_subscriber, save
from tests.relay import Relay

DAY = timedelta(days=1)
LATER = NOW + DAY
READERS = 5_000


def make_correction(article: Article, **more: Any) -> Correction:
    values = {"kind": CorrectionKind.CORRECTION, "old_wording": "on Tuesday", "new_wording": "on Monday"}
    return save(Correction(**{**values, "article": article, "corrected_at": LATER, **more}))


def told_of(correction: Correction, **more: Any) -> Alert:
    alert = announce_correction(db.session, correction, LATER, **more)
    db.session.commit()
    return alert


def expand_all() -> None:
    while expand_next(db.session, 1_000):
        db.session.commit()


def waiting_for(alert: Alert) -> set[int | None]:
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id == alert.id, Delivery.state == DeliveryState.WAITING)
    return set(db.session.scalars(mine))


HISTORIES = ("at once", "digest", "repeat", "uncertain", "bounced", "refused", "skipped", "update", "late", "other")
FATES = ("stayed", "left", "suppressed", "paused", "came back", "unfollowed")


def mixed_people() -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield the row, the history and the fate of each of 5,000 readers, drawn the same way each time."""
    dice = random.Random(7)
    for number in range(1, READERS + 1):
        history, fate = dice.choice(HISTORIES), dice.choice(FATES)
        values: dict[str, Any] = {"id": number, "address": f"r{number}@example.com", "key": f"k{number}"}
        values |= {"address_key": values["address"], "request_key": "x", "consent_wording": "x", "consent_form": "/"}
        values |= {"requested_at": NOW - 30 * DAY, "state": SubscriberState.CONFIRMED}
        values["confirmed_at"] = NOW + DAY / 2 if fate == "came back" or history == "late" else NOW - DAY
        values["suppressed_at"] = NOW if fate == "suppressed" else None
        values["paused_until"] = LATER + DAY if fate == "paused" else None
        values["site_frequency"] = None if fate == "unfollowed" else dice.choice(list(Frequency))
        if fate == "left":
            values["state"] = SubscriberState.LEFT
        yield values, history, fate


STATES = {
    "at once": DeliveryState.ACCEPTED,
    "digest": DeliveryState.ACCEPTED,
    "repeat": DeliveryState.DEFERRED,
    "uncertain": DeliveryState.UNCERTAIN,
    "bounced": DeliveryState.BOUNCED,
    "refused": DeliveryState.REFUSED,
    "skipped": DeliveryState.SKIPPED,
    "update": DeliveryState.ACCEPTED,
    "other": DeliveryState.ACCEPTED,
}


def row_of(number: int, history: str, alerts: dict[str, Alert]) -> dict[str, Any]:
    """Return the ledger's row of what one reader was sent."""
    alert = alerts.get(history, alerts["publication"])
    values: dict[str, Any] = {"kind": DeliveryKind.ALERT, "alert_id": alert.id, "subscriber_id": number}
    values |= {"address": f"r{number}@example.com", "state": STATES[history], "owed_at": NOW, "due_at": NOW}
    is_digest = history == "digest"
    values |= {"frequency": Frequency.DAILY if is_digest else Frequency.INSTANT, "priority": 9 if is_digest else 1}
    return {**values, "is_repeat": history == "repeat", "attempts": 1}


def test_of_5000_readers_of_mixed_history_exactly_the_right_ones_are_told(app: Flask) -> None:
    article = make_article()
    publication = announce(db.session, article, NOW)
    alerts = {"publication": publication, "update": announce_update(db.session, article, "More.", NOW)}
    alerts["other"] = announce(db.session, make_article(), NOW)
    for alert in alerts.values():
        alert.state = AlertState.FINISHED
    people = list(mixed_people())
    db.session.execute(insert(Subscriber), [values for values, _history, _fate in people])
    rows = [row_of(values["id"], history, alerts) for values, history, _fate in people if history != "late"]
    db.session.execute(insert(Delivery), rows)
    expected = set()
    for values, history, fate in people:
        if history in {"at once", "digest", "repeat", "uncertain", "update"} and fate not in {
            "left",
            "suppressed",
            "paused",
        }:
            expected.add(values["id"])

    alert = told_of(make_correction(article))
    expand_all()

    assert len(expected) > 1_000
    assert waiting_for(alert) == expected
    assert count_reach(db.session, article.id, LATER).eligible == len(expected)


def test_a_correction_waits_until_it_is_known_whom_its_article_reached(app: Flask) -> None:
    article = make_article()
    publication = announce(db.session, article, NOW)
    publication.state = AlertState.SENDING
    by_itself = owe_row(publication, DeliveryState.SENDING)
    digest = owe_row(None, DeliveryState.SENDING, kind=DeliveryKind.DIGEST)
    carried = owe_row(publication, DeliveryState.WAITING, digest.subscriber, carried_by_id=digest.id, priority=9)
    alert = told_of(make_correction(article))

    turns = [expand_next(db.session)]
    by_itself.state = DeliveryState.ACCEPTED
    db.session.commit()
    turns.append(expand_next(db.session))
    carried.state = digest.state = DeliveryState.ACCEPTED
    db.session.commit()
    expand_all()

    assert turns == [False, False]
    assert waiting_for(alert) == {by_itself.subscriber_id, carried.subscriber_id}


def test_a_repeated_digest_may_have_been_read(app: Flask) -> None:
    article = make_article()
    publication = announce(db.session, article, NOW)
    publication.state = AlertState.SENDING
    digest = owe_row(None, DeliveryState.DEFERRED, kind=DeliveryKind.DIGEST, is_repeat=True)
    owe_row(publication, DeliveryState.WAITING, digest.subscriber, carried_by_id=digest.id, priority=9)
    owe_row(publication, DeliveryState.WAITING, priority=9)

    alert = told_of(make_correction(article))
    expand_all()

    assert waiting_for(alert) == {digest.subscriber_id}


def test_everybody_is_told_at_once_but_in_quiet_hours(app: Flask) -> None:
    article = make_article()
    publication = announce(db.session, article, NOW)
    weekly = make_subscriber(site_frequency=Frequency.WEEKLY)
    asleep = make_subscriber(timezone="UTC", quiet_from=9 * 60, quiet_until=11 * 60)
    paused = make_subscriber(paused_until=LATER + DAY)
    for reader in (weekly, asleep, paused):
        owe_row(publication, DeliveryState.ACCEPTED, reader)
    publication.state = AlertState.FINISHED

    alert = told_of(make_correction(article))
    expand_all()

    rows = {row.subscriber_id: row for row in db.session.scalars(select(Delivery).filter_by(alert_id=alert.id))}
    assert (rows[weekly.id].frequency, rows[weekly.id].due_at) == (Frequency.INSTANT, LATER)
    assert rows[asleep.id].due_at == LATER.replace(hour=11, minute=0)
    assert (rows[paused.id].state, rows[paused.id].reason) == (DeliveryState.SKIPPED, SkipReason.PAUSED)
    assert count_reach(db.session, article.id, LATER) == Reach(received=3, eligible=2)


def test_a_correction_is_announced_once_however_often_the_button_is_pressed(app: Flask) -> None:
    article = make_article()
    correction, other = make_correction(article), make_correction(article)

    keys = {told_of(correction).id, told_of(correction).id}
    keys.add(told_of(other).id)

    assert len(keys) == 2


def test_a_stopped_correction_goes_on_to_those_who_were_not_told(app: Flask) -> None:
    article = make_article()
    publication = announce(db.session, article, NOW)
    first, second = (owe_row(publication, DeliveryState.ACCEPTED) for _ in range(2))
    publication.state = AlertState.FINISHED
    alert = told_of(correction := make_correction(article))
    expand_all()
    mine = select(Delivery).filter_by(alert_id=alert.id)
    had = db.session.scalars(mine.filter_by(subscriber_id=first.subscriber_id)).one()
    had.end(DeliveryState.ACCEPTED, "250 ok", LATER)
    stop_correction(db.session, correction, LATER)
    db.session.scalars(mine.filter_by(subscriber_id=second.subscriber_id)).one().skip(SkipReason.CANCELLED, LATER)
    db.session.commit()

    told_of(correction)
    expand_all()

    assert waiting_for(alert) == {second.subscriber_id}


@pytest.mark.parametrize("is_announced", [False, True])
def test_stopping_a_correction_ends_its_alert_if_it_has_one(app: Flask, is_announced: bool) -> None:
    correction = make_correction(make_article())
    alert = told_of(correction) if is_announced else None

    stop_correction(db.session, correction, LATER)

    assert alert is None or alert.state is AlertState.CANCELLED


def test_the_message_says_what_was_wrong_what_is_right_and_why_it_came(app: Flask, bench: Bench, relay: Relay) -> None:
    article = make_article("Water for the valley")
    publication = announce(db.session, article, NOW)
    reader = owe_row(publication, DeliveryState.ACCEPTED)
    publication.state = AlertState.FINISHED
    told_of(make_correction(article, explanation="The minutes say so. <b>"))

    bench.work(after=DAY)

    [received] = relay.accepted
    text = received.text().replace("\r\n", "\n").replace(" \n", " ")
    assert received.recipient == reader.address
    assert received.message["Subject"] == "Correction: Water for the valley"
    for words in (
        "on Tuesday",
        "on Monday",
        "The minutes say so. <b>",
        f"/articles/{article.slug}#corrections",
        "sent you the article",
    ):
        assert words in text
    assert "&lt;b&gt;" in received.html()
    assert received.message["List-Unsubscribe"]


@pytest.mark.parametrize(
    ("kind", "subject"), [("clarification", "Clarification: Tea"), ("retraction", "Retraction: Tea")]
)
def test_a_clarification_is_not_called_a_correction(app: Flask, kind: str, subject: str) -> None:
    article = make_article("Tea")
    correction = make_correction(article, kind=CorrectionKind(kind), old_wording="", explanation="Read it so.")
    alert = told_of(correction)

    message = compose(owe_row(alert, DeliveryState.WAITING))

    assert message["Subject"] == subject
    assert "We said" not in text_of(message)
    assert "Read it so." in html_of(message)


def test_the_alert_of_a_correction_ends_like_any_other(app: Flask) -> None:
    alert = told_of(make_correction(make_article()))
    expand_all()

    assert finish_next_alert(db.session, LATER)
    assert alert.state is AlertState.FINISHED
