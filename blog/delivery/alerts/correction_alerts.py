"""Announce a correction to the readers whom the article has reached."""

from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession, insert_missing
from blog.delivery.alerts.announcing import restart
from blog.models import Alert, AlertKind, Correction


def announce_correction(
    session: AnySession,
    correction: Correction,
    now: datetime,
    *,
    grace: timedelta = timedelta(),
    announced_by_id: int | None = None,
) -> Alert:
    """Announce *correction* once to all readers who have received its article; return the alert.

    A correction that was announced before keeps its one alert; one that was
    stopped goes on to the readers who have not got it. The audience is decided
    when the worker expands the alert, after the messages about the article
    that are in flight then.
    """
    identity = {"article_id": correction.article_id, "kind": AlertKind.CORRECTION, "occasion": correction.id}
    values = {"starts_at": now + grace, "announced_by_id": announced_by_id}
    is_new = insert_missing(
        session, Alert, [{**identity, "correction_id": correction.id, "announced_at": now, **values}]
    )
    query = select(Alert).filter_by(**identity).with_for_update()
    alert = session.scalars(query.execution_options(populate_existing=True)).one()
    if not is_new and alert.is_restartable:
        alert.starts_at, alert.announced_by_id = now + grace, announced_by_id
        restart(session, alert, now)
    return alert


def find_correction_alert(session: AnySession, correction: Correction) -> Alert | None:
    """Return the alert about *correction*, or None if it was never announced."""
    return session.scalars(select(Alert).where(Alert.correction_id == correction.id)).one_or_none()


def stop_correction(session: AnySession, correction: Correction, now: datetime) -> None:
    """Cancel the alert about *correction*, if there is one; the caller commits."""
    alert = find_correction_alert(session, correction)
    if alert is not None:
        alert.cancel(now)
        session.flush()
