"""Queries of the desk: the ledger by state or address, and the list of alerts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.database.prefixes import begins_with, bytewise
from blog.database.statements import without_index
from blog.delivery.alerts.alert_progress import alerts_of
from blog.models import OPEN_STATES, Alert, Article, Delivery, DeliveryState, Person, Subscriber, read_counts
from blog.text.cleaning import clean_line

PAGE_SIZE = 50
"""Messages on a page."""
MAX_SORTED = 5_000
"""Messages in one state that are sorted for a page."""
MAX_ALERTS = 30
"""Alerts on a page."""


@dataclass(frozen=True)
class LedgerCursor:
    """The place after a message: the id of its reader, or that of the message itself once its reader is erased."""

    id: int
    is_erased: bool = False

    def __str__(self) -> str:
        """Return the cursor as it stands in an address."""
        return f"e{self.id}" if self.is_erased else str(self.id)

    @classmethod
    def parse(cls, text: str) -> "LedgerCursor":
        """Return the cursor that *text* is, the first one for any other text."""
        found = CURSOR.fullmatch(text)
        return cls(int(found[2]), is_erased=bool(found[1])) if found else FIRST


FIRST = LedgerCursor(0)
CURSOR = re.compile(r"(e?)([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class LedgerPage:
    """One page of the ledger; *after* is the cursor of the next page or None."""

    rows: Sequence[Delivery]
    after: LedgerCursor | None = None


@dataclass(frozen=True)
class AlertList:
    """One page of alerts, newest first; *before* is the cursor of the next page or None."""

    alerts: Sequence[Alert]
    open: dict[int, int]
    """Messages that are not settled, by alert id; finished alerts are missing."""
    before: int | None


def read_ledger_page(
    session: AnySession,
    alert: Alert,
    state: DeliveryState | None = None,
    after: LedgerCursor = FIRST,
    limit: int = PAGE_SIZE,
) -> LedgerPage:
    """Return the messages of *alert* after the cursor *after*, by reader, of one *state* or of all.

    Those of readers whose address was erased come last.
    """
    chosen = select(Delivery).where(Delivery.alert_id == alert.id).options(joinedload(Delivery.subscriber))
    order: ColumnElement[Any] = cast(ColumnElement[Any], Delivery.subscriber_id)
    if state is not None:
        is_rare = count_state(session, alert, state) <= MAX_SORTED
        chosen = chosen.where((Delivery.state if is_rare else without_index(Delivery.state)) == state)
        order = without_index(Delivery.subscriber_id) if is_rare else order
    rows = list[Delivery]()
    if not after.is_erased:
        rows += session.scalars(chosen.where(order > after.id).order_by(order).limit(limit + 1))
    if len(rows) <= limit:
        erased = chosen.where(Delivery.subscriber_id.is_(None), Delivery.id > (after.id if after.is_erased else 0))
        rows += session.scalars(erased.order_by(Delivery.id).limit(limit + 1 - len(rows)))
    return LedgerPage(rows[:limit], cursor_of(rows[limit - 1]) if len(rows) > limit else None)


def count_state(session: AnySession, alert: Alert, state: DeliveryState) -> int:
    """Return how many messages of *alert* are in *state*, or for one that workers hold 0: these are few."""
    counts = read_counts(session, "deliveries", alert.id)
    return sum(count for (counted, _), count in counts.items() if counted == state)


def cursor_of(delivery: Delivery) -> LedgerCursor:
    """Return the cursor after *delivery*."""
    erased = delivery.subscriber_id is None
    return LedgerCursor(delivery.id if erased else delivery.subscriber_id or 0, is_erased=erased)


def search_deliveries(session: AnySession, text: str, alert: Alert | None = None, limit: int = PAGE_SIZE) -> LedgerPage:
    """Return messages to addresses that begin with *text*, ignoring case; of one *alert* or of all kinds.

    Both the reader's present address and the address of the message are searched.
    """
    line = clean_line(text)
    if not line:
        return LedgerPage([])
    is_reader = begins_with(Subscriber.address_key, line.casefold())
    readers = select(Subscriber.id).where(is_reader).order_by(bytewise(Subscriber.address_key)).limit(limit)
    of_alert = [Delivery.alert_id == alert.id] if alert else []
    found = dict[int, Delivery]()
    for is_to_them in (
        Delivery.subscriber_id.in_(session.scalars(readers).all()),
        Delivery.address.in_({line.casefold(), line}),
    ):
        rows = select(Delivery).where(is_to_them, *of_alert).order_by(Delivery.id.desc()).limit(limit)
        rows = rows.options(joinedload(Delivery.alert).joinedload(Alert.article), joinedload(Delivery.subscriber))
        found.update({row.id: row for row in session.scalars(rows)})
    return LedgerPage(sorted(found.values(), key=lambda row: (row.address.lower(), -row.id))[:limit])


def list_alerts(session: AnySession, person: Person, before: int | None = None, limit: int = MAX_ALERTS) -> AlertList:
    """Return the alerts that *person* may see, newest first, with ids below *before*."""
    query = alerts_of(person).options(joinedload(Alert.article).load_only(Article.headline, Article.slug))
    if before is not None:
        query = query.where(Alert.id < before)
    found = session.scalars(query.order_by(Alert.id.desc()).limit(limit + 1)).all()
    shown = found[:limit]
    return AlertList(shown, count_open(session, shown), shown[-1].id if len(found) > limit else None)


def count_open(session: AnySession, alerts: Sequence[Alert]) -> dict[int, int]:
    """Return how many messages of those *alerts* that are open are not settled."""
    kept = {alert.id: read_counts(session, "deliveries", alert.id) for alert in alerts if alert.is_open}
    counts = {
        id: sum(count for (state, _), count in found.items() if state in OPEN_STATES) for id, found in kept.items()
    }
    return {id: count for id, count in counts.items() if count}
