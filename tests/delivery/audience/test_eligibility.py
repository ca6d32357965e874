"""The rule's Python form and its SQL form, over all states, choices and times of readers, alerts and articles."""

from datetime import timedelta
from itertools import count, product

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, literal, select, true

from blog.database import db
from blog.delivery.audience.digests import lock_readers
from blog.delivery.audience.eligibility import (
    ALERT_RULES,
    READER_RULES,
    alert_reason,
    alert_reason_sql,
    is_alert_message_eligible,
    is_reader_eligible,
    level_of,
    may_send,
    may_send_sql,
    overrides_pause,
    overrides_pause_sql,
    reader_reason,
    reader_reason_sql,
)
from blog.delivery.audience.subscriber_preferences import Announcement, SubscriberPreferencesSQL
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.delivery.queue.digest_items import drop_items, is_outdated
from blog.delivery.queue.presend_check import find_eligible, hand_over, hand_over_one
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    ArticleState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    LowChoice,
    SkipReason,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)
from tests.factories import NOW, make_draft, make_subscriber, save

SECOND, LEASE = timedelta(seconds=1), timedelta(minutes=5)
PAUSES = (None, NOW - SECOND, NOW, NOW + SECOND)
LEVELS = (None, *AlertLevel)
READERS = tuple(product(SubscriberState, (None, NOW), PAUSES, UrgentChoice, LowChoice))
STATES = tuple(state for state in ArticleState if not state.startswith("page_"))
"""Of articles: nobody is told of a page without date."""
ALERTS = tuple(product(STATES, AlertKind, AlertState, (None, NOW)))


def make_readers() -> list[Subscriber]:
    """One reader for each combination of what decides about readers."""
    pattern = make_subscriber()
    shared = {"consent_wording": "Yes.", "consent_form": "/", "requested_at": NOW, "key": "k", "request_key": "k"}
    rows = []
    for number, (state, suppressed_at, paused_until, urgent, low) in enumerate(READERS):
        address = f"everyone{number}@example.com"
        choices = {"urgent_choice": urgent, "low_choice": low, "paused_until": paused_until, "soft_bounces": 0}
        whose = {"address": address, "address_key": address, "state": state, "suppressed_at": suppressed_at}
        rows.append({**shared, **choices, **whose, "confirmed_at": NOW, "site_frequency": pattern.site_frequency})
    db.session.execute(insert(Subscriber), rows)
    db.session.commit()
    return list(db.session.scalars(select(Subscriber).where(Subscriber.id != pattern.id).order_by(Subscriber.id)))


def make_alerts(*levels: AlertLevel) -> list[Alert]:
    """One alert for each combination of what decides about alerts, and for each of *levels*."""
    first = make_draft()
    articles = {state: make_draft(state=state, author=first.author).id for state in STATES}
    occasions = count()
    rows = [
        {
            "article_id": articles[article],
            "kind": kind,
            "level": level,
            "state": state,
            "paused_at": paused_at,
            "occasion": next(occasions),
            "announced_at": NOW,
            "starts_at": NOW,
            "expanded_to": 0,
            "audience_size": 0,
        }
        for article, kind, state, paused_at in ALERTS
        for level in levels
    ]
    db.session.execute(insert(Alert), rows)
    db.session.commit()
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


def make_messages(pairs: list[tuple[Alert, Subscriber]], **more: object) -> list[Delivery]:
    """One message that the worker "one" holds for each pair."""
    held = {"kind": DeliveryKind.ALERT, "state": DeliveryState.SENDING, "leased_by": "one", "leased_until": NOW + LEASE}
    shared = {**held, "address": "a@example.com", "owed_at": NOW, "due_at": NOW, "attempts": 0, "is_repeat": False}
    rows = [{**shared, "alert_id": alert.id, "subscriber_id": reader.id, **more} for alert, reader in pairs]
    db.session.execute(insert(Delivery), rows)
    db.session.commit()
    return list(db.session.scalars(Delivery.whole().where(Delivery.alert_id.is_not(None)).order_by(Delivery.id)))


def make_running(level: AlertLevel) -> Alert:
    """An alert that nothing stops."""
    article = make_draft(state=ArticleState.PUBLISHED)
    values = {"kind": AlertKind.PUBLICATION, "state": AlertState.SENDING, "announced_at": NOW, "starts_at": NOW}
    return save(Alert(article=article, level=level, **values))


@pytest.mark.parametrize("at_expansion", [False, True])
@pytest.mark.parametrize("level", LEVELS)
def test_both_forms_agree_about_every_reader(app: Flask, level: AlertLevel | None, at_expansion: bool) -> None:
    readers = make_readers()
    as_sql = reader_reason_sql(level, NOW, at_expansion=at_expansion)
    columns = (as_sql, is_reader_eligible(level, NOW), overrides_pause_sql(level))

    found = {key: tuple(rest) for key, *rest in db.session.execute(select(Subscriber.id, *columns))}

    for reader in readers:
        reason = reader_reason(reader, level, NOW, at_expansion=at_expansion)
        is_eligible = reader_reason(reader, level, NOW) is None
        assert found[reader.id] == (reason, is_eligible, overrides_pause(reader, level)), vars(reader)


def test_both_forms_agree_about_every_alert(app: Flask) -> None:
    alerts = make_alerts(AlertLevel.NORMAL)
    query = select(Alert.id, alert_reason_sql(), may_send_sql()).join(Alert.article)

    found = {key: tuple(rest) for key, *rest in db.session.execute(query)}

    assert found == {alert.id: (alert_reason(alert), may_send(alert)) for alert in alerts}


def test_the_check_before_sending_decides_as_the_row_does(app: Flask) -> None:
    readers, alerts = make_readers(), make_alerts(*AlertLevel)
    reader = next(reader for reader in readers if reader_reason(reader, None, NOW) is None)
    running = [make_running(level) for level in AlertLevel]
    rows = make_messages([*product(running, readers), *((alert, reader) for alert in alerts)])
    statement = select(Delivery.id).where(is_alert_message_eligible(bindparam("moment", NOW)))

    found = set(db.session.scalars(statement))

    assert found == {row.id for row in rows if reason_to_skip(row, NOW) is None and row.alert and may_send(row.alert)}
    assert 0 < len(found) < len(rows)
    assert set(find_eligible(db.session, [row.id for row in rows], "one", NOW)) == found


def test_one_by_one_and_many_at_once_are_handed_over_alike(app: Flask) -> None:
    readers = make_readers()[:: len(LowChoice)]
    rows = make_messages([*product([make_running(AlertLevel.URGENT)], readers)])
    keys = [row.id for row in rows]

    one_by_one = {key for key in keys if hand_over_one(db.session, key, "one", NOW, lease=LEASE)}
    db.session.rollback()

    assert set(hand_over(db.session, keys, "one", NOW, lease=LEASE)) == one_by_one


def test_a_digest_is_gathered_for_whom_the_rule_allows(app: Flask) -> None:
    readers = make_readers()

    found = lock_readers(db.session, {reader.id for reader in readers}, NOW)

    assert {key: row.reason for key, row in found.items()} == {
        reader.id: reader_reason(reader, None, NOW) for reader in readers
    }


def test_the_audience_is_decided_by_the_same_rule(app: Flask) -> None:
    readers, article = make_readers(), make_draft()
    for level in AlertLevel:
        announcement = Announcement(article.id, article.author_id, AlertKind.PUBLICATION, level, NOW)
        preferences = SubscriberPreferencesSQL(announcement, lambda id: true())

        found = dict(db.session.execute(preferences.select(Subscriber.id, preferences.reason)).all())

        for reader in readers:
            assert found[reader.id] == reader_reason(reader, level, NOW, at_expansion=True)


def test_a_digest_drops_what_the_rule_forbids_and_what_is_held(app: Flask) -> None:
    alerts, reader = make_alerts(AlertLevel.NORMAL), make_subscriber()
    digest = save(Delivery(kind=DeliveryKind.DIGEST, subscriber=reader, address="a@b.c", owed_at=NOW, due_at=NOW))
    carried = {"state": DeliveryState.WAITING, "leased_by": None, "carried_by_id": digest.id}
    rows = make_messages([(alert, reader) for alert in alerts], **carried)
    was_outdated = is_outdated(db.session, digest.id)

    drop_items(db.session, [digest.id], NOW)

    db.session.expire_all()
    for row in rows:
        reason = alert_reason(row.alert)
        stays = reason is None and row.alert.paused_at is None
        assert (row.reason, row.state is DeliveryState.SKIPPED) == (reason, reason is not None)
        assert (row.carried_by_id is not None) is stays
    assert (was_outdated, is_outdated(db.session, digest.id)) == (True, False)


def test_a_message_of_an_alert_that_is_gone_or_to_an_erased_reader_is_skipped(app: Flask) -> None:
    reader = make_subscriber()

    assert reason_to_skip(Delivery(kind=DeliveryKind.ALERT, subscriber=reader), NOW) is SkipReason.WITHDRAWN
    assert reason_to_skip(Delivery(kind=DeliveryKind.ALERT), NOW) is SkipReason.ERASED
    assert level_of(Delivery(kind=DeliveryKind.DIGEST)) is None


def test_a_level_that_is_an_expression_counts_as_its_value_does(app: Flask) -> None:
    make_readers()
    for level in AlertLevel:
        known, column = (reader_reason_sql(one, NOW, at_expansion=True) for one in (level, literal(level.value)))

        rows = db.session.execute(select(known, column).select_from(Subscriber)).all()

        assert [row[0] for row in rows] == [row[1] for row in rows]


def test_every_rule_decides_in_some_case(app: Flask) -> None:
    readers, alerts = make_readers(), make_alerts(AlertLevel.LOW)

    reasons = {reader_reason(reader, AlertLevel.LOW, NOW, at_expansion=True) for reader in readers}

    assert reasons == {None, *(rule.reason for rule in READER_RULES)}
    assert {alert_reason(alert) for alert in alerts} == {None, *(rule.reason for rule in ALERT_RULES)}
    assert len({alert.article_id for alert in alerts}) == len(STATES) <= db.session.query(Article).count()
