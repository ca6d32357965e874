"""Announcing a correction: to exactly those whom the article has reached, and to nobody else."""

from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession, insert_missing
from blog.delivery.alerts.announcing import start_again
from blog.models import Alert, AlertKind, AlertState, Correction


def announce_correction(
    session: AnySession,
    correction: Correction,
    now: datetime,
    *,
    grace: timedelta = timedelta(),
    announced_by_id: int | None = None,
) -> Alert:
    """Owe everybody whom the ledger shows as having its article a message about *correction*, once.

    A correction that was announced before keeps its one alert, which is
    returned; one that was stopped goes on to those who were not told. Who
    they are is decided when the worker writes the list, and it waits for the
    messages about the article that are out just then.
    """
    key = {"article_id": correction.article_id, "kind": AlertKind.CORRECTION, "occasion": correction.id}
    values = {"starts_at": now + grace, "announced_by_id": announced_by_id}
    is_new = insert_missing(session, Alert, [{**key, "correction_id": correction.id, "announced_at": now, **values}])
    mine = select(Alert).filter_by(**key).with_for_update()
    alert = session.scalars(mine.execution_options(populate_existing=True)).one()
    if not is_new and alert.state is AlertState.CANCELLED:
        alert.starts_at, alert.announced_by_id = now + grace, announced_by_id
        start_again(session, alert, now)
    return alert


def find_correction_alert(session: AnySession, correction: Correction) -> Alert | None:
    """Return the alert about *correction*, if readers were ever to be told."""
    return session.scalars(select(Alert).where(Alert.correction_id == correction.id)).one_or_none()


def stop_correction(session: AnySession, correction: Correction, now: datetime) -> None:
    """Send nothing more about *correction*, which no longer holds; the caller commits."""
    alert = find_correction_alert(session, correction)
    if alert is not None:
        alert.cancel(now)
        session.flush()
