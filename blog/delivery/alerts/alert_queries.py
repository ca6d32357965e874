"""Queries of the desk: the ledger by state or address, and the list of alerts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.alerts.alert_progress import alerts_of
from blog.models import OPEN_ALERT_STATES, OPEN_STATES, Alert, Article, Delivery, DeliveryState, Person, Subscriber
from blog.text.cleaning import clean_line

PAGE_SIZE = 50
"""Messages on a page."""
MAX_ALERTS = 30
"""Alerts on a page."""


@dataclass(frozen=True)
class LedgerPage:
    """One page of the ledger; *after* is the cursor of the next page or None."""

    rows: Sequence[Delivery]
    after: int | None = None


@dataclass(frozen=True)
class AlertList:
    """One page of alerts, newest first; *before* is the cursor of the next page or None."""

    alerts: Sequence[Alert]
    open: dict[int, int]
    """Messages that are not settled, by alert id; finished alerts are missing."""
    before: int | None


def read_ledger_page(
    session: AnySession, alert: Alert, state: DeliveryState | None = None, after: int = 0, limit: int = PAGE_SIZE
) -> LedgerPage:
    """Return the messages of *alert* with ids above *after*, of one *state* or of all."""
    chosen = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.id > after)
    if state is not None:
        chosen = chosen.where(Delivery.state == state)
    query = chosen.options(joinedload(Delivery.subscriber)).order_by(Delivery.id).limit(limit + 1)
    rows = session.scalars(query).all()
    return LedgerPage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def search_deliveries(session: AnySession, text: str, alert: Alert | None = None, limit: int = PAGE_SIZE) -> LedgerPage:
    """Return messages to addresses that begin with *text*, ignoring case; of one *alert* or of all kinds.

    Both the reader's present address and the address of the message are searched.
    """
    prefix = clean_line(text).casefold()
    if not prefix:
        return LedgerPage([])
    readers = select(Subscriber.id).where(Subscriber.address_key.startswith(prefix, autoescape=True))
    readers = readers.order_by(Subscriber.address_key).limit(limit)
    is_to_them = or_(Delivery.subscriber_id.in_(readers), Delivery.address.in_({prefix, clean_line(text)}))
    found = select(Delivery).where(is_to_them, *([Delivery.alert_id == alert.id] if alert else []))
    found = found.options(joinedload(Delivery.alert).joinedload(Alert.article), joinedload(Delivery.subscriber))
    return LedgerPage(
        session.scalars(found.order_by(func.lower(Delivery.address), Delivery.id.desc()).limit(limit)).all()
    )


def list_alerts(session: AnySession, person: Person, before: int | None = None, limit: int = MAX_ALERTS) -> AlertList:
    """Return the alerts that *person* may see, newest first, with ids below *before*."""
    query = alerts_of(person).options(joinedload(Alert.article).load_only(Article.headline, Article.slug))
    if before is not None:
        query = query.where(Alert.id < before)
    found = session.scalars(query.order_by(Alert.id.desc()).limit(limit + 1)).all()
    shown = found[:limit]
    return AlertList(shown, count_open(session, shown), shown[-1].id if len(found) > limit else None)


def count_open(session: AnySession, alerts: Sequence[Alert]) -> dict[int, int]:
    """Count the messages of those *alerts* that are not settled."""
    ids = [alert.id for alert in alerts if alert.state in OPEN_ALERT_STATES]
    waiting = select(Delivery.alert_id, func.count()).where(Delivery.alert_id.in_(ids), Delivery.state.in_(OPEN_STATES))
    return {
        alert_id: count
        for alert_id, count in session.execute(waiting.group_by(Delivery.alert_id))
        if alert_id is not None
    }
