"""The ledger of one alert as a table for other programs."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Delivery

CHUNK = 2_000
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
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet run a cell instead of showing it (CWE-1236)."""


def export_rows(session: AnySession, alert_id: int) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180): a heading, then one message a line, a chunk at a time.

    Each chunk starts where the last ended, by the index over alert and
    reader, so that a million rows cost a million steps and little memory.
    """
    yield write_lines([[column.key for column in COLUMNS]])
    mine: Any = select(*COLUMNS).where(Delivery.alert_id == alert_id)
    last = -1
    while rows := session.execute(next_chunk(mine, last)).all():
        yield write_lines(map(harmless_row, rows))
        last = rows[-1][0]
    # A reader who was erased has no key any more.
    yield write_lines(map(harmless_row, session.execute(mine.where(Delivery.subscriber_id.is_(None))).all()))


def next_chunk(mine: Any, last: int) -> Any:
    """Select the messages to the readers after the key *last*."""
    return mine.where(Delivery.subscriber_id > last).order_by(Delivery.subscriber_id).limit(CHUNK)


def harmless_row(row: Sequence[Any]) -> Sequence[str]:
    """Return the cells of one message, each safe to open in a spreadsheet."""
    return [harmless(word_of(value)) for value in row]


def word_of(value: Any) -> str:
    """Return *value* as text: times as RFC 3339 has them, truth as 1 or 0, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return str(value.isoformat(timespec="seconds")) if hasattr(value, "isoformat") else str(value)


def harmless(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_lines(rows: Any) -> str:
    """Return *rows* as lines of CSV."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
