"""Old messages leave the ledger in chunks, the numbers of every page stay, and nobody is told twice."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.alerts.alert_controls import decide_uncertain, retry_failed
from blog.delivery.alerts.alert_progress import AlertProgress, count_progress
from blog.delivery.alerts.ledger_deletion import ledger_cleanup
from blog.delivery.audience.expansion import expand_next
from blog.delivery.bounces.processing import was_accepted_between
from blog.delivery.outbox import announce, announce_correction, count_reach, enqueue, is_announced
from blog.models import (
    OPEN_STATES,
    Alert,
    AlertKind,
    AlertState,
    Bounce,
    BounceKind,
    Correction,
    CorrectionKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Role,
    SkipReason,
    SubscriberState,
)
from tests.databases import on_sqlite
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_person, make_subscriber, save, sign_in

DAY = timedelta(days=1)
YEAR = 365 * DAY
LATER = NOW + YEAR + DAY
SETTLED = [state for state in DeliveryState if state not in OPEN_STATES]
FINISHED, CANCELLED = AlertState.FINISHED, AlertState.CANCELLED


def delete_step(limit: int = 500) -> bool:
    """Do one chunk as the worker does, and commit it."""
    is_more = ledger_cleanup(YEAR, limit)(db.session, LATER)
    db.session.commit()
    return is_more


def make_old_alert(state: AlertState = FINISHED, messages: int = 0, **more: Any) -> Alert:
    """Make an alert that ended more than a year ago, with messages drawn the same way each time."""
    alert, dice = make_alert(state, finished_at=NOW, **more), random.Random(5)
    for _ in range(messages):
        settled = dice.choice(SETTLED)
        reason = dice.choice((SkipReason.LEFT, SkipReason.PAUSED)) if settled is DeliveryState.SKIPPED else None
        owe_row(alert, settled, settled_at=NOW, reason=reason, is_repeat=dice.random() < 0.2)
    return alert


def make_newest() -> Delivery:
    """Make the message with the highest key, which is never deleted."""
    return owe_row(None, DeliveryState.ACCEPTED, settled_at=LATER, due_at=LATER)


def count_messages(alert: Alert | None = None) -> int:
    mine = [Delivery.alert_id == alert.id] if alert else []
    return db.session.scalar(select(func.count()).select_from(Delivery).where(*mine)) or 0


def numbers_of(alert: Alert) -> AlertProgress:
    """Return what pages show of *alert*, but for the question what to do about uncertain ones, which is over."""
    return replace(count_progress(db.session, alert, LATER), undecided=0)


def test_every_number_is_the_same_after_each_chunk_and_a_kill_between_them(app: Flask) -> None:
    alert = make_old_alert(messages=23)
    make_newest()
    before = numbers_of(alert)

    numbers, left = [], []
    while delete_step(7):
        numbers.append(numbers_of(alert))
        ledger_cleanup(YEAR, 7)(db.session, LATER)
        db.session.rollback()
        left.append(count_messages(alert))

    assert left == [16, 9, 2, 0]
    assert numbers == [before] * 4
    assert before.repeats
    assert before.skipped


def test_what_ended_later_or_is_open_stays(app: Flask) -> None:
    for alert in (
        make_alert(FINISHED, finished_at=NOW + 2 * DAY),
        make_alert(AlertState.SENDING),
        make_alert(CANCELLED),
    ):
        owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW)
    make_newest()

    assert delete_step() is False
    assert count_messages() == 4


def test_nobody_is_told_again_of_an_alert_whose_messages_are_deleted(app: Flask) -> None:
    alert = make_old_alert(CANCELLED, started_at=NOW)
    told = owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW)
    owe_row(alert, DeliveryState.SKIPPED, settled_at=NOW, reason=SkipReason.CANCELLED)
    reader = told.subscriber_id
    make_newest()
    delete_step(1)

    for _ in range(2):
        again = announce(db.session, alert.article, LATER)
        db.session.commit()
        while expand_next(db.session):
            db.session.commit()
        delete_step(1)

    assert (again.id, again.state) == (alert.id, CANCELLED)
    waiting = select(Delivery.id).where(Delivery.subscriber_id == reader, Delivery.state == DeliveryState.WAITING)
    assert db.session.scalars(waiting).all() == []


def test_one_that_was_stopped_before_its_first_message_counts_as_announced_once_it_is_deleted(app: Flask) -> None:
    alert = make_old_alert(CANCELLED)
    owe_row(alert, DeliveryState.SKIPPED, settled_at=NOW, reason=SkipReason.CANCELLED)
    make_newest()
    before = is_announced(db.session, alert.article)

    delete_step()

    assert (before, is_announced(db.session, alert.article)) == (False, True)


def test_nothing_is_tried_again_while_messages_are_being_deleted(app: Flask) -> None:
    alert = make_old_alert()
    for state in (DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.UNCERTAIN):
        owe_row(alert, state, settled_at=NOW)
    make_newest()
    delete_step(1)

    tried = retry_failed(db.session, alert, LATER), decide_uncertain(db.session, alert, LATER, resend=True)

    assert tried == (0, 0)
    assert alert.state is FINISHED
    assert count_progress(db.session, alert).undecided == 0


def test_while_a_correction_goes_out_all_who_had_the_article_are_known_and_then_nobody(app: Flask) -> None:
    alert = make_old_alert()
    for _ in range(3):
        owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW)
    owe_row(make_old_alert(), DeliveryState.ACCEPTED, settled_at=NOW)
    make_newest()
    values = {"kind": CorrectionKind.CORRECTION, "article": alert.article, "corrected_at": LATER}
    told = announce_correction(db.session, save(Correction(**values)), LATER)
    db.session.commit()

    kept = [delete_step(1), delete_step(1)]
    reached = count_reach(db.session, alert.article_id, LATER).received
    told.cancel(LATER)
    told.finished_at = LATER
    gone = delete_step(1)

    assert (kept, reached, gone) == ([True, False], 3, True)
    assert count_reach(db.session, alert.article_id, LATER).received == 0


def test_the_newest_message_stays_so_that_no_other_gets_its_key(app: Flask) -> None:
    alert = make_old_alert(messages=3)

    steps = [delete_step(), delete_step()]

    assert steps == [True, False]
    assert count_messages(alert) == 1


def test_a_bounced_message_stays_as_long_as_its_bounce(app: Flask) -> None:
    alert = make_old_alert()
    row = owe_row(alert, DeliveryState.BOUNCED, settled_at=NOW)
    bounce = save(Bounce(kind=BounceKind.HARD, source="pipe", digest="x", received_at=NOW, delivery_id=row.id))
    make_newest()

    kept = delete_step()
    db.session.delete(bounce)

    assert (kept, delete_step(), count_messages(alert)) == (False, True, 0)


def test_soft_bounces_are_in_a_row_only_without_a_message_that_was_taken_between(app: Flask) -> None:
    alert, reader, other = make_old_alert(), make_subscriber(soft_bounces=4), make_subscriber(soft_bounces=4)
    owe_row(alert, DeliveryState.ACCEPTED, other, settled_at=NOW)
    for one in (reader, other):
        bounced = owe_row(make_old_alert(), DeliveryState.BOUNCED, one, settled_at=NOW)
        whose = {"subscriber_id": one.id, "delivery_id": bounced.id, "digest": str(one.id)}
        save(Bounce(kind=BounceKind.SOFT, source="pipe", received_at=NOW, **whose))
    owe_row(make_old_alert(), DeliveryState.ACCEPTED, reader, settled_at=NOW)
    next_one = owe_row(make_alert(), DeliveryState.BOUNCED, reader)
    make_newest()
    before = was_accepted_between(db.session, next_one, reader)

    while delete_step():
        pass

    assert before
    assert (reader.soft_bounces, other.soft_bounces) == (0, 4)


def test_of_messages_without_alert_those_on_which_others_rely_stay(app: Flask) -> None:
    old: dict[str, Any] = {"settled_at": NOW}
    pending = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    kept = [owe_row(None, DeliveryState.ACCEPTED, pending, kind="confirmation", **old)]
    digest = owe_row(None, DeliveryState.ACCEPTED, kind=DeliveryKind.DIGEST, **old)
    item = owe_row(make_alert(), DeliveryState.ACCEPTED, carried_by_id=digest.id, settled_at=NOW)
    asked = enqueue(db.session, "confirmation", make_subscriber(), NOW)
    owe_row(None, DeliveryState.REFUSED, kind="confirmation", **old)
    kept += [digest, item, asked, make_newest()]
    ids = {row.id for row in kept}

    steps = [delete_step(), delete_step()]

    assert steps == [True, False]
    assert set(db.session.scalars(select(Delivery.id))) == ids


@on_sqlite
def test_the_pages_say_that_addresses_are_gone_and_offer_nothing_that_cannot_be_done(client: FlaskClient) -> None:
    alert = make_old_alert(kind=AlertKind.PUBLICATION)
    owe_row(alert, DeliveryState.REFUSED, settled_at=NOW)
    make_newest()
    sign_in(client, make_person(role=Role.EDITOR))
    page = f"/desk/alerts/{alert.id}"
    before = client.get(page).text
    delete_step()

    after, ledger = client.get(page).text, client.get(f"{page}/ledger?state=refused").text

    assert "Try the failed ones again" in before
    assert "Try the failed ones again" not in after
    assert all("The messages of this alert were deleted on" in text for text in (after, ledger))
    assert "Nobody is in this state" not in ledger
    assert "were deleted on" not in before


@on_sqlite
def test_no_page_offers_to_announce_again_what_was_stopped_and_deleted(client: FlaskClient) -> None:
    alert = make_old_alert(CANCELLED, started_at=NOW, cancelled_at=NOW)
    owe_row(alert, DeliveryState.ACCEPTED, settled_at=NOW)
    make_newest()
    sign_in(client, make_person(role=Role.EDITOR))
    pages = (f"/desk/alerts/{alert.id}", f"/desk/articles/{alert.article_id}/publication")
    offers = [client.get(page).text for page in pages]
    delete_step()

    page, publication = (client.get(page).text for page in pages)

    assert all("nnounce it again" in text or "Announced again" in text for text in offers)
    assert "nnounce it again" not in page
    assert "There is no second alert." in publication
