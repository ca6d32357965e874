"""Announce an article or an update: insert the alert; the worker expands and sends it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, select

from blog.database import AnySession, insert_missing
from blog.delivery.audience.restarted_alerts import STOPPED
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    DeliveryState,
)

UNSENT_STATES = (DeliveryState.WAITING, DeliveryState.SKIPPED)


def announce(
    session: AnySession,
    article: Article,
    now: datetime,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    grace: timedelta = timedelta(),
    announced_by_id: int | None = None,
    includes_told: bool = False,
) -> Alert:
    """Announce *article* to its audience, from *grace* after *now* on; return the alert.

    It costs the same for ten readers or a million. An article that was
    announced before keeps its one alert. Readers who were skipped because the
    alert was stopped or the article withdrawn get it now; no reader gets it
    twice, and so nobody gets it once messages were deleted for their age. Who was
    told of it in another language is left out unless *includes_told*.
    """
    identity = {"article_id": article.id, "kind": AlertKind.PUBLICATION, "occasion": 0}
    values = {
        "level": level,
        "starts_at": now + grace,
        "announced_by_id": announced_by_id,
        "includes_told": includes_told,
    }
    is_new = insert_missing(session, Alert, [{**identity, "announced_at": now, **values}]) == 1
    query = select(Alert).filter_by(**identity).with_for_update()
    alert = session.scalars(query.execution_options(populate_existing=True)).one()
    if not is_new and (alert.is_restartable or has_skipped_readers(session, alert)):
        for name, value in values.items():
            setattr(alert, name, value)
        restart(session, alert, now)
    return alert


def has_skipped_readers(session: AnySession, alert: Alert) -> bool:
    """Return whether readers were skipped because the article was withdrawn or the alert cancelled, and are known."""
    if alert.ledger_deleted_at is not None:
        return False
    stopped = and_(Delivery.state == DeliveryState.SKIPPED, Delivery.reason.in_(STOPPED))
    return session.scalar(select(Delivery.id).where(Delivery.alert_id == alert.id, stopped).limit(1)) is not None


def restart(session: AnySession, alert: Alert, now: datetime) -> None:
    """Let the worker expand *alert* again; if none of its messages was sent, it counts as a new alert."""
    if not has_started(session, alert):
        alert.announced_at = now
    if alert.state is AlertState.CANCELLED:
        alert.cancelled_at = alert.paused_at = None
    alert.state, alert.expanded_to, alert.finished_at = AlertState.EXPANDING, 0, None
    session.flush()


def has_started(session: AnySession, alert: Alert) -> bool:
    """Return whether any message has been sent, or may have been."""
    tried = select(Delivery.id).where(Delivery.alert_id == alert.id, Delivery.state.not_in(UNSENT_STATES))
    return alert.started_at is not None or session.scalar(tried.limit(1)) is not None


def announce_update(
    session: AnySession,
    article: Article,
    note: str,
    now: datetime,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    grace: timedelta = timedelta(),
    announced_by_id: int | None = None,
) -> Alert:
    """Announce an update to the followers of *article*; *note* says what is new. Each call adds an alert.

    The row of the article is locked, so that two editors get two numbers.
    """
    session.execute(select(Article.id).where(Article.id == article.id).with_for_update())
    earlier = select(func.max(Alert.occasion)).where(Alert.article_id == article.id, Alert.kind == AlertKind.UPDATE)
    alert = Alert(
        article=article,
        kind=AlertKind.UPDATE,
        occasion=(session.scalar(earlier) or 0) + 1,
        level=level,
        note=note,
        announced_at=now,
        starts_at=now + grace,
        announced_by_id=announced_by_id,
    )
    session.add(alert)
    session.flush()
    return alert


def is_announced(session: AnySession, article: Article) -> bool:
    """Return whether *article* has been announced; an alert stopped before its first message does not count."""
    was_stopped = and_(
        Alert.state == AlertState.CANCELLED, Alert.started_at.is_(None), Alert.ledger_deleted_at.is_(None)
    )
    announced = exists().where(Alert.article_id == article.id, ~was_stopped)
    return session.scalar(select(announced)) or False
