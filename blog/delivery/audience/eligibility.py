"""Eligibility: whether a reader may get a message now, and if not, why; the only place of these rules.

Each line of the two tables states one rule twice, in Python for a row and in
SQL for many. All other modules ask here. tests/delivery/audience/test_eligibility.py
compares both forms over all states, choices and times on both databases.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, case, exists, false, literal, not_, null, or_, select, true

from blog.models import (
    OPEN_ALERT_STATES,
    READABLE,
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    ArticleState,
    Delivery,
    DeliveryKind,
    LowChoice,
    SkipReason,
    Subscriber,
    SubscriberState,
    UrgentChoice,
)

Level = AlertLevel | ColumnElement[AlertLevel] | None
"""Of the alert: known beforehand, an expression, or None for a message that has none."""


class ReaderRule(NamedTuple):
    """A reason why one reader gets no alert or digest."""

    reason: SkipReason
    applies: Callable[[Subscriber, AlertLevel | None, datetime], bool]
    as_sql: Callable[[Level, Any], ColumnElement[bool]]
    """The same of Subscriber's columns; the moment may be a bind parameter."""
    at_expansion_only: bool = False
    """Applied at expansion only, not before sending: a later change of preferences concerns later alerts."""


class AlertRule(NamedTuple):
    """A reason why an alert is not sent any more; *as_sql* refers to Alert and Article, which the query joins."""

    reason: SkipReason
    applies: Callable[[Alert], bool]
    as_sql: ColumnElement[bool]


def level_is(level: Level, value: AlertLevel) -> ColumnElement[bool]:
    """Return as SQL whether *level* is *value*, as a constant where it is known beforehand."""
    if isinstance(level, ColumnElement):
        return level == value
    return true() if level is value else false()


def overrides_pause(reader: Subscriber, level: AlertLevel | None) -> bool:
    """Return whether an alert of *level* is so urgent that neither pause nor quiet hours of *reader* count."""
    return level is AlertLevel.URGENT and reader.urgent_choice is UrgentChoice.AT_ONCE


def overrides_pause_sql(level: Level) -> ColumnElement[bool]:
    """Return overrides_pause as SQL."""
    return and_(Subscriber.urgent_choice == UrgentChoice.AT_ONCE, level_is(level, AlertLevel.URGENT))


def is_level_unwanted(reader: Subscriber, level: AlertLevel | None) -> bool:
    """Return whether *reader* has chosen to get no alerts of *level*."""
    is_urgent_unwanted = level is AlertLevel.URGENT and reader.urgent_choice is UrgentChoice.NEVER
    return is_urgent_unwanted or (level is AlertLevel.LOW and reader.low_choice is LowChoice.NEVER)


def is_level_unwanted_sql(level: Level) -> ColumnElement[bool]:
    """Return is_level_unwanted as SQL."""
    return or_(
        and_(level_is(level, AlertLevel.URGENT), Subscriber.urgent_choice == UrgentChoice.NEVER),
        and_(level_is(level, AlertLevel.LOW), Subscriber.low_choice == LowChoice.NEVER),
    )


READER_RULES = (
    ReaderRule(
        SkipReason.LEFT,  # Who came back has to confirm first.
        lambda reader, level, now: not reader.is_confirmed,
        lambda level, now: Subscriber.state != SubscriberState.CONFIRMED,
    ),
    ReaderRule(
        SkipReason.SUPPRESSED,
        lambda reader, level, now: reader.suppressed_at is not None,
        lambda level, now: Subscriber.suppressed_at.is_not(None),
    ),
    ReaderRule(
        SkipReason.LEVEL,
        lambda reader, level, now: is_level_unwanted(reader, level),
        lambda level, now: is_level_unwanted_sql(level),
        at_expansion_only=True,
    ),
    ReaderRule(
        SkipReason.PAUSED,
        lambda reader, level, now: reader.is_pausing(now) and not overrides_pause(reader, level),
        lambda level, now: and_(
            Subscriber.paused_until.is_not(None), Subscriber.paused_until > now, not_(overrides_pause_sql(level))
        ),
    ),
)
"""Ordered: the first that applies is the reason in the ledger."""

ALERT_RULES = (
    AlertRule(
        SkipReason.CANCELLED, lambda alert: alert.state is AlertState.CANCELLED, Alert.state == AlertState.CANCELLED
    ),
    AlertRule(
        SkipReason.WITHDRAWN,
        lambda alert: not alert.article.is_public,
        and_(*(Article.state != state for state in READABLE)),  # IN cannot be compiled once for all calls.
    ),
    AlertRule(
        SkipReason.ENDED,  # Of an ended article corrections alone are sent.
        lambda alert: alert.article.is_ended and alert.kind is not AlertKind.CORRECTION,
        and_(Article.state == ArticleState.ENDED, Alert.kind != AlertKind.CORRECTION),
    ),
)
"""Ordered, as above."""
IS_HELD = Alert.paused_at.is_not(None)
"""The desk has paused the alert: its messages wait."""
IS_SENDING = and_(or_(*(Alert.state == state for state in OPEN_ALERT_STATES)), not_(IS_HELD))


def reader_reason(
    reader: Subscriber, level: AlertLevel | None, now: datetime, *, at_expansion: bool = False
) -> SkipReason | None:
    """Return why *reader* gets no message of *level* now, or None; *at_expansion* asks for preferences too."""
    return next(
        (rule.reason for rule in reader_rules(at_expansion=at_expansion) if rule.applies(reader, level, now)), None
    )


def reader_reason_sql(level: Level, now: Any, *, at_expansion: bool = False) -> ColumnElement[str | None]:
    """Return reader_reason as SQL: a value of SkipReason, or NULL."""
    rules = reader_rules(at_expansion=at_expansion)
    return first_reason((rule.reason, rule.as_sql(level, now)) for rule in rules)


def reader_rules(*, at_expansion: bool) -> Iterable[ReaderRule]:
    """Return the rules that apply at expansion, or before sending."""
    return (rule for rule in READER_RULES if at_expansion or not rule.at_expansion_only)


def is_reader_eligible(level: Level, now: Any) -> ColumnElement[bool]:
    """Return as SQL whether reader_reason is None."""
    return and_(*(not_(rule.as_sql(level, now)) for rule in reader_rules(at_expansion=False)))


def alert_reason(alert: Alert) -> SkipReason | None:
    """Return why *alert* is not sent any more, or None."""
    return next((rule.reason for rule in ALERT_RULES if rule.applies(alert)), None)


def alert_reason_sql() -> ColumnElement[str | None]:
    """Return alert_reason as SQL."""
    return first_reason((rule.reason, rule.as_sql) for rule in ALERT_RULES)


def may_send(alert: Alert) -> bool:
    """Return whether messages of *alert* may go out now: no rule ends it, and it is not paused."""
    return alert_reason(alert) is None and alert.is_open and alert.paused_at is None


def may_send_sql() -> ColumnElement[bool]:
    """Return may_send as SQL."""
    return and_(IS_SENDING, *(not_(rule.as_sql) for rule in ALERT_RULES))


def first_reason(rules: Iterable[tuple[SkipReason, ColumnElement[bool]]]) -> ColumnElement[str | None]:
    """Return as SQL the value of the first reason that applies, or NULL."""
    cases = ((condition, literal(reason.value)) for reason, condition in rules)
    return case(*cases, else_=null().cast(String(40)))


# Each row is looked up by its primary key, and by nothing else: a table that has grown within the last minute has no
# statistics, by which Postgres would take an EXISTS apart, or find half of the readers by their state.
def is_alert_message_eligible(now: Any) -> ColumnElement[bool]:
    """Return as SQL of Delivery whether the message of an alert may go out at the moment *now*."""
    level = select(Alert.level).where(Alert.id == Delivery.alert_id).correlate(Delivery).scalar_subquery()
    reader = select(case((is_reader_eligible(level, now), 1))).where(Subscriber.id == Delivery.subscriber_id)
    alert = select(case((may_send_sql(), 1))).where(Alert.id == Delivery.alert_id, Article.id == Alert.article_id)
    return and_(*(found.correlate(Delivery).scalar_subquery() == 1 for found in (reader, alert)))


def is_of_alert(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return as SQL of Delivery whether *condition* holds of its alert and article."""
    alert = select(Alert.id).join(Alert.article).where(Alert.id == Delivery.alert_id, condition)
    return exists(alert.correlate(Delivery))


def list_mail_reason(delivery: Delivery, reader: Subscriber, now: datetime) -> SkipReason | None:
    """Return why the alert or digest *delivery* must not reach *reader*, or None."""
    if reason := reader_reason(reader, level_of(delivery), now):
        return reason
    if delivery.kind != DeliveryKind.ALERT:
        return None
    return SkipReason.WITHDRAWN if delivery.alert is None else alert_reason(delivery.alert)


def level_of(delivery: Delivery) -> AlertLevel | None:
    """Return the level of the alert of *delivery*, or None."""
    return delivery.alert.level if delivery.alert else None
