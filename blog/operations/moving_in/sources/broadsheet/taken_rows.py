"""Rows of an export as rows of the database: what is derived or a secret is made new, what was under way is over."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, insert, select

from blog.database import AnySession
from blog.models import AlertState, DeliveryState, Picture, SkipReason
from blog.models.alert import OPEN_ALERT_STATES
from blog.models.delivery import OPEN_STATES
from blog.models.former_address import address_key
from blog.models.row_count import DELETED, DELETED_REPEATS, ROW_COUNTS
from blog.operations.moving_out.exported_tables import ExportedTable
from blog.pictures.files.search_terms import index_picture

Row = dict[str, Any]
MAX_STATE = 20


def make_key() -> str:
    """Return a random key for links of a reader."""
    return secrets.token_hex(16)


def take_as_it_is(row: Row, _now: datetime) -> Row:
    """Return *row*."""
    return row


def take_address(row: Row, _now: datetime) -> Row:
    """Add the address in small letters, None for a guest author."""
    return {**row, "address_key": row["address"].casefold() or None}


def take_reader(row: Row, _now: datetime) -> Row:
    """Add what is derived, and new keys: links in earlier mail end."""
    return {**take_address(row, _now), "key": make_key(), "request_key": make_key()}


def take_alert(row: Row, now: datetime) -> Row:
    """Let nothing more be sent: one that was under way is cancelled, and its messages are counted, not there."""
    kept = {name: value for name, value in row.items() if name not in {"ledger", "repeats"}}
    over = {"state": AlertState.CANCELLED, "cancelled_at": now, "paused_at": None}
    return {**kept, **(over if row["state"] in OPEN_ALERT_STATES else {}), "ledger_deleted_at": now}


TAKES: Mapping[str, Callable[[Row, datetime], Row]] = {
    "people": take_address,
    "subscribers": take_reader,
    "follow_requests": lambda row, _now: {**row, "key": make_key()},
    "address_changes": lambda row, _now: {**row, "old_key": make_key()},
    "former_addresses": lambda row, _now: {**row, "key": address_key(row["address"])},
    "alerts": take_alert,
}
"""By the name of the table; the others are taken as they are."""


def insert_rows(session: AnySession, table: ExportedTable, rows: list[Row], now: datetime) -> None:
    """Insert *rows* of *table*, with what hangs on them; the caller commits."""
    take = TAKES.get(table.name, take_as_it_is)
    late = dict.fromkeys(table.late)
    for fields, group in group_by_fields(table, [{**take(row, now), **late} for row in rows]).items():
        session.execute(insert(table.table), [{name: row[name] for name in fields} for row in group])
    if table.name == "alerts":
        insert_counts(session, rows)
    if table.name == "pictures":
        for picture in session.scalars(select(Picture).where(Picture.id.in_([row["id"] for row in rows]))).all():
            index_picture(session, picture)
        session.expunge_all()


def group_by_fields(table: ExportedTable, rows: list[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Return *rows* by the columns that they fill: a JSON column that may be NULL is left to be so."""
    optional = {one.name for one in table.table.columns if isinstance(one.type, JSON) and one.nullable}
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        fields = tuple(name for name, value in row.items() if value is not None or name not in optional)
        groups.setdefault(fields, []).append(row)
    return groups


def insert_counts(session: AnySession, alerts: list[Row]) -> None:
    """Insert how many messages there were, as of those that were deleted for their age; open ones were skipped."""
    counts: dict[tuple[str, int, str, str], int] = {}
    for alert in alerts:
        for state, detail, count in alert["ledger"]:
            is_open = DeliveryState(state) in OPEN_STATES
            group = (DeliveryState.SKIPPED.value, SkipReason.CANCELLED.value) if is_open else (state, detail)
            key = (DELETED, alert["id"], *group)
            counts[key] = counts.get(key, 0) + count
        if alert["repeats"]:
            counts[DELETED_REPEATS, alert["id"], "", ""] = alert["repeats"]
    names = ("counted", "owner_id", "state", "detail", "shard", "amount")
    rows = [dict(zip(names, (*key, 0, count), strict=True)) for key, count in counts.items()]
    if rows:
        session.execute(insert(ROW_COUNTS), rows)
