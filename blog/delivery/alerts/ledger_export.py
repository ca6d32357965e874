"""Export the ledger of one alert as CSV."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Delivery
from blog.web.access.formula_escaping import escape_formula

CHUNK_SIZE = 2_000
COLUMNS = (
    Delivery.subscriber_id,
    Delivery.address,
    Delivery.state,
    Delivery.reason,
    Delivery.frequency,
    Delivery.attempts,
    Delivery.is_repeat,
    Delivery.owed_at,
    Delivery.due_at,
    Delivery.settled_at,
    Delivery.answer,
)


def export_rows(session: AnySession, alert_id: int) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180): a heading, then one message a line, a chunk at a time.

    Each chunk starts after the last reader of the one before, by the index
    over alert and reader, so that time is linear and memory constant.
    """
    yield format_csv([[column.key for column in COLUMNS]])
    rows_of_alert: Any = select(*COLUMNS).where(Delivery.alert_id == alert_id)
    last = -1
    while rows := session.execute(select_chunk(rows_of_alert, last)).all():
        yield format_csv(map(format_row, rows))
        last = rows[-1][0]
    # Deliveries of erased readers have no subscriber_id.
    yield format_csv(map(format_row, session.execute(rows_of_alert.where(Delivery.subscriber_id.is_(None))).all()))


def select_chunk(query: Any, last: int) -> Any:
    """Select the next chunk: messages to readers with ids above *last*."""
    return query.where(Delivery.subscriber_id > last).order_by(Delivery.subscriber_id).limit(CHUNK_SIZE)


def format_row(row: Sequence[Any]) -> Sequence[str]:
    """Return the cells of one message, each safe to open in a spreadsheet."""
    return [escape_formula(format_value(value)) for value in row]


def format_value(value: Any) -> str:
    """Return *value* as text: times by RFC 3339, booleans as 1 or 0, None as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return str(value.isoformat(timespec="seconds")) if hasattr(value, "isoformat") else str(value)


def format_csv(rows: Any) -> str:
    """Return *rows* as lines of CSV."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
