"""Announcing an article: one row now, and the worker does the rest."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, select

from blog.database import AnySession, insert_missing
from blog.delivery.audience.expansion import STOPPED
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    DeliveryState,
)

UNTOLD = (DeliveryState.WAITING, DeliveryState.SKIPPED)


def announce(
    session: AnySession,
    article: Article,
    now: datetime,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    grace: timedelta = timedelta(),
    announced_by_id: int | None = None,
) -> Alert:
    """Owe everybody whom it concerns an alert about *article*, from *grace* after *now* on.

    It costs the same for ten readers or a million. An article that was
    announced before keeps its one alert, which is returned. Whoever missed it
    because the alert was stopped or the article withdrawn is owed it again;
    nobody is told twice.
    """
    key = {"article_id": article.id, "kind": AlertKind.PUBLICATION, "occasion": 0}
    values = {"level": level, "starts_at": now + grace, "announced_by_id": announced_by_id}
    is_new = insert_missing(session, Alert, [{**key, "announced_at": now, **values}]) == 1
    mine = select(Alert).filter_by(**key).with_for_update()
    alert = session.scalars(mine.execution_options(populate_existing=True)).one()
    if not is_new and (alert.state is AlertState.CANCELLED or has_stopped(session, alert)):
        for name, value in values.items():
            setattr(alert, name, value)
        start_again(session, alert, now)
    return alert


def has_stopped(session: AnySession, alert: Alert) -> bool:
    """Return whether somebody was not told because the article was withdrawn or the alert cancelled."""
    stopped = and_(Delivery.state == DeliveryState.SKIPPED, Delivery.reason.in_(STOPPED))
    return session.scalar(select(Delivery.id).where(Delivery.alert_id == alert.id, stopped).limit(1)) is not None


def start_again(session: AnySession, alert: Alert, now: datetime) -> None:
    """Let the worker go through the audience once more; an alert of which nobody was told begins as a new one."""
    if not has_begun(session, alert):
        alert.announced_at = now
    if alert.state is AlertState.CANCELLED:
        alert.cancelled_at = alert.paused_at = None
    alert.state, alert.expanded_to, alert.finished_at = AlertState.EXPANDING, 0, None
    session.flush()


def has_begun(session: AnySession, alert: Alert) -> bool:
    """Return whether anybody has been told, or may have been."""
    tried = select(Delivery.id).where(Delivery.alert_id == alert.id, Delivery.state.not_in(UNTOLD))
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
    """Owe those who follow *article* itself an alert that says in *note* what is new; each call is one more.

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
    """Return whether readers have been, or are being, told about *article*; one that was stopped in time was not."""
    was_stopped = and_(Alert.state == AlertState.CANCELLED, Alert.started_at.is_(None))
    told = exists().where(Alert.article_id == article.id, ~was_stopped)
    return session.scalar(select(told)) or False
