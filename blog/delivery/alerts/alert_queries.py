"""The ledger person by person: one state of it, one address in it, all alerts of a newsroom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.alerts.alert_progress import alerts_of
from blog.models import OPEN_ALERT_STATES, OPEN_STATES, Alert, Article, Delivery, DeliveryState, Person, Subscriber
from blog.text.cleaning import clean_line

ROWS = 50
"""Messages on a page."""
ALERTS = 30
"""Alerts on a page."""


@dataclass(frozen=True)
class Leaf:
    """Some messages of the ledger; *after* is the key of the next page or None."""

    rows: Sequence[Delivery]
    after: int | None = None


@dataclass(frozen=True)
class AlertList:
    """Some alerts, newest first; *before* is the key of the next page or None."""

    alerts: Sequence[Alert]
    open: dict[int, int]
    """Messages that are not settled, by alert; finished alerts have none."""
    before: int | None


def read_leaf(
    session: AnySession, alert: Alert, state: DeliveryState | None = None, after: int = 0, most: int = ROWS
) -> Leaf:
    """Return the messages of *alert* that follow the key *after*, of one *state* or of all."""
    chosen = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.id > after)
    if state is not None:
        chosen = chosen.where(Delivery.state == state)
    whole = chosen.options(joinedload(Delivery.subscriber)).order_by(Delivery.id).limit(most + 1)
    rows = session.scalars(whole).all()
    return Leaf(rows[:most], rows[most - 1].id if len(rows) > most else None)


def search(session: AnySession, text: str, alert: Alert | None = None, most: int = ROWS) -> Leaf:
    """Return messages to addresses that are or begin with *text*, whatever its case; of one *alert* or of all kinds.

    The address that a reader has now counts, and the one that the message was written to.
    """
    key = clean_line(text).casefold()
    if not key:
        return Leaf([])
    readers = select(Subscriber.id).where(Subscriber.address_key.startswith(key, autoescape=True))
    readers = readers.order_by(Subscriber.address_key).limit(most)
    is_to_them = or_(Delivery.subscriber_id.in_(readers), Delivery.address.in_({key, clean_line(text)}))
    found = select(Delivery).where(is_to_them, *([Delivery.alert_id == alert.id] if alert else []))
    found = found.options(joinedload(Delivery.alert).joinedload(Alert.article), joinedload(Delivery.subscriber))
    return Leaf(session.scalars(found.order_by(func.lower(Delivery.address), Delivery.id.desc()).limit(most)).all())


def list_alerts(session: AnySession, person: Person, before: int | None = None, most: int = ALERTS) -> AlertList:
    """Return the alerts that *person* may see, newest first, from the key *before* on."""
    query = alerts_of(person).options(joinedload(Alert.article).load_only(Article.headline, Article.slug))
    if before is not None:
        query = query.where(Alert.id < before)
    found = session.scalars(query.order_by(Alert.id.desc()).limit(most + 1)).all()
    shown = found[:most]
    return AlertList(shown, count_open(session, shown), shown[-1].id if len(found) > most else None)


def count_open(session: AnySession, alerts: Sequence[Alert]) -> dict[int, int]:
    """Count the messages of those *alerts* that are under way."""
    keys = [alert.id for alert in alerts if alert.state in OPEN_ALERT_STATES]
    waiting = select(Delivery.alert_id, func.count()).where(
        Delivery.alert_id.in_(keys), Delivery.state.in_(OPEN_STATES)
    )
    return {key: count for key, count in session.execute(waiting.group_by(Delivery.alert_id)) if key is not None}
