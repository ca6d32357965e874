"""Columns that are filled in chunks after an upgrade, by the worker or by flask db fill; what is killed is resumed.

To add one: a migration adds the column, which may be empty, and a row of its
name to backfills; new code writes the column with each save and does without
it where it is empty; a later edition relies on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from blog.database import AnySession, skip_locked
from blog.models import BackfillProgress, Subscriber
from blog.models.subscriber import make_name_key

CHUNK_ROWS = 1000
"""Rows of a transaction: on SQLite other writers wait for it, some hundredths of a second."""


@dataclass(frozen=True)
class Backfill:
    """One column to fill: *fill* writes it in the rows of some keys, and may do so twice."""

    name: str
    label: str
    key: InstrumentedAttribute[int]
    fill: Callable[[AnySession, Sequence[int]], None]


class Progress(NamedTuple):
    """How far a backfill is: the key that is reached, and the last one."""

    label: str
    position: int
    last: int


def fill_name_keys(session: AnySession, ids: Sequence[int]) -> None:
    """Write the folded names of readers that have none yet."""
    missing = select(Subscriber.id, Subscriber.name).where(
        Subscriber.id.between(ids[0], ids[-1]), Subscriber.name.is_not(None), Subscriber.name_key.is_(None)
    )
    rows = [{"reader": row.id, "folded": make_name_key(row.name)} for row in session.execute(missing)]
    if rows:
        table = Subscriber.__table__
        one = update(table).where(table.c.id == bindparam("reader")).values(name_key=bindparam("folded"))  # type: ignore[arg-type]
        session.connection().execute(one, rows)


BACKFILLS = (
    Backfill("reader_name_keys", "Names of readers, for the search at the desk", Subscriber.id, fill_name_keys),
)


def fill_next(session: AnySession, now: datetime) -> bool:
    """Fill one chunk of what is due; return whether there was any. The caller commits."""
    due = select(BackfillProgress).where(BackfillProgress.completed_at.is_(None)).order_by(BackfillProgress.name)
    row = session.scalars(skip_locked(due.limit(1))).one_or_none()
    if row is None:
        return False
    backfill = next(one for one in BACKFILLS if one.name == row.name)
    chunk = select(backfill.key).where(backfill.key > row.position).order_by(backfill.key).limit(CHUNK_ROWS)
    ids = session.scalars(chunk).all()
    if ids:
        backfill.fill(session, ids)
        row.position = ids[-1]
    else:
        row.completed_at = now
    session.flush()
    return True


def read_progress(session: AnySession) -> list[Progress]:
    """Return how far each backfill is that is not complete."""
    open_rows = select(BackfillProgress).where(BackfillProgress.completed_at.is_(None))
    positions = {row.name: row.position for row in session.scalars(open_rows)}
    return [
        Progress(one.label, positions[one.name], session.scalar(select(func.max(one.key))) or 0)
        for one in BACKFILLS
        if one.name in positions
    ]
