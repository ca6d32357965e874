"""Counts of rows by state, which triggers keep in step with the rows; a page of the desk need not count a million."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    CursorResult,
    Row,
    Select,
    String,
    Table,
    and_,
    case,
    delete,
    func,
    literal,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import AnySession, Base, reading_aside, skip_locked, upsert_count
from blog.models.article import Article
from blog.models.delivery import OPEN_STATES, Delivery
from blog.models.delivery_state import DeliveryState
from blog.models.subscriber import Subscriber

UNCOUNTED = "uncounted"
"""The state of a row that says that those before it are not in the counts yet: the worker adds them."""
DELETED = "deleted"
"""The name under which deliveries of an alert are counted that were deleted for their age."""
DELETED_REPEATS = "deleted_repeats"
"""The same of those that were sent twice."""
KEY = ("counted", "owner_id", "state", "detail", "shard")
Counts = Mapping[tuple[str, str], int]
"""Rows by state and detail."""


class RowCount(Base):
    """How many rows one connection added to a group of rows, less those that it took away."""

    __tablename__ = "row_counts"

    counted: Mapped[str] = mapped_column(String(20), primary_key=True)
    """The name of the table."""
    owner_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=0)
    """Of deliveries the alert; 0 for what has none."""
    state: Mapped[str] = mapped_column(String(20), primary_key=True)
    detail: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    shard: Mapped[int] = mapped_column(primary_key=True, default=0)
    """On Postgres the server process of the connection, so that none waits for another; always 0 on SQLite."""
    amount: Mapped[int] = mapped_column(BigInteger)


ROW_COUNTS = cast(Table, RowCount.__table__)


@dataclass(frozen=True)
class CountedTable:
    """How the rows of a table are grouped; migration 0025 has the same in the words of its triggers."""

    table: Table
    is_owned: Callable[[int], ColumnElement[bool]]
    """Returns the condition that rows belong to an owner, in the words that find them by an index."""
    state: ColumnElement[Any]
    detail: ColumnElement[Any]

    def select(self, owner_id: int) -> Select[Any]:
        """Select state, detail and number of the rows of one owner."""
        return self.select_under(self.is_owned(owner_id))

    def select_under(self, condition: ColumnElement[bool]) -> Select[Any]:
        """Select state, detail and number of the rows under *condition*."""
        groups = (self.state.label("state"), self.detail.label("detail"))
        rows = select(*groups, func.count().label("amount")).select_from(self.table)
        return rows.where(condition).group_by(*groups)


def is_of_alert(owner_id: int) -> ColumnElement[bool]:
    """Return whether a delivery belongs to the alert, or for 0 to none."""
    return Delivery.alert_id == owner_id if owner_id else Delivery.alert_id.is_(None)


def is_any(_owner_id: int) -> ColumnElement[bool]:
    """Return the condition of a table whose rows have no owner."""
    return true()


STATE, FREQUENCY = type_coerce(Delivery.state, String), type_coerce(Delivery.frequency, String)
SUPPRESSED = "suppressed"
COUNTED_TABLES = {
    "deliveries": CountedTable(
        cast(Table, Delivery.__table__),
        is_of_alert,
        # A claim changes no count, since it is done with every message.
        case((Delivery.state == DeliveryState.SENDING, DeliveryState.WAITING.value), else_=STATE),
        case((Delivery.state.in_(OPEN_STATES), FREQUENCY), else_=func.coalesce(Delivery.reason, "")),
    ),
    "subscribers": CountedTable(
        cast(Table, Subscriber.__table__),
        is_any,
        type_coerce(Subscriber.state, String),
        case((Subscriber.suppressed_at.is_(None), ""), else_=SUPPRESSED),
    ),
    "articles": CountedTable(
        cast(Table, Article.__table__), is_any, type_coerce(Article.state, String), literal("", String)
    ),
}
"""What is counted: deliveries of each alert by state, and frequency or reason; readers by state, and whether
suppressed; articles by state."""


def read_counts(session: AnySession, counted: str, owner_id: int = 0) -> Counts:
    """Return how many rows of *counted* there are in each group that has any; counts them if that was never done.

    Of deliveries those are in it that were deleted for their age.
    """
    counts = read_kept_counts(session, counted, owner_id)
    if counts is None:
        counts = sum_groups(session.execute(COUNTED_TABLES[counted].select(owner_id)).all())
    if counted == "deliveries":
        counts.update(read_counts(session, DELETED, owner_id))
    return counts


def read_kept_counts(session: AnySession, counted: str, owner_id: int = 0) -> Counter[tuple[str, str]] | None:
    """Return what is known of *counted* without counting: rows by state and detail; None if that was never done."""
    kept = select(RowCount.state, RowCount.detail, func.sum(RowCount.amount)).where(is_count_of(counted, owner_id))
    rows = session.execute(kept.group_by(RowCount.state, RowCount.detail)).all()
    return None if any(state == UNCOUNTED for state, _, _ in rows) else sum_groups(rows)


def sum_groups(rows: Iterable[Row[Any, Any, Any]]) -> Counter[tuple[str, str]]:
    """Return the numbers in *rows* of state, detail and number, without groups that have none."""
    return Counter({(state, detail): int(amount) for state, detail, amount in rows if amount})


def keep_counts(session: AnySession, owner_id: int, ids: Sequence[int]) -> None:
    """Add the deliveries with *ids*, all of one alert, to those that count as deleted.

    The caller deletes them, and commits both at once.
    """
    chosen = Delivery.id.in_(ids)
    found = [(DELETED, *row) for row in session.execute(COUNTED_TABLES["deliveries"].select_under(chosen))]
    repeats = session.scalar(select(func.count()).select_from(Delivery).where(chosen, Delivery.is_repeat))
    for counted, state, detail, amount in [*found, (DELETED_REPEATS, "", "", repeats or 0)]:
        key = {"counted": counted, "owner_id": owner_id, "state": state, "detail": detail, "shard": 0}
        upsert_count(session, RowCount, key, "amount", amount)


def count_deleted_repeats(session: AnySession, owner_id: int) -> int:
    """Return how many deliveries of an alert were sent twice, and deleted for their age since."""
    return sum(read_counts(session, DELETED_REPEATS, owner_id).values())


def is_count_of(counted: str, owner_id: int) -> ColumnElement[bool]:
    """Return the condition for the counts of one owner."""
    return and_(RowCount.counted == counted, RowCount.owner_id == owner_id)


def recount_next(session: AnySession) -> bool:
    """Add what was there before the triggers to one owner's counts; return whether there was one to do.

    What is missing stays the same from then on, since rows and counts change
    together: it is read without a lock and added later. The caller commits.
    """
    uncounted = select(RowCount.counted, RowCount.owner_id).where(RowCount.state == UNCOUNTED)
    with reading_aside(session) as reading:
        mark = reading.execute(uncounted.order_by(RowCount.counted, RowCount.owner_id).limit(1)).first()
        if mark is None:
            return False
        missing = find_missing(reading, mark.counted, mark.owner_id)
    done = delete(ROW_COUNTS).where(is_count_of(*mark), RowCount.state == UNCOUNTED)
    if cast(CursorResult[Any], session.execute(done)).rowcount:
        for state, detail, amount in missing:
            key = {"counted": mark.counted, "owner_id": mark.owner_id, "state": state, "detail": detail, "shard": 0}
            upsert_count(session, RowCount, key, "amount", int(amount))
    return True


def find_missing(reading: Connection, counted: str, owner_id: int) -> Sequence[Row[Any, Any, Any]]:
    """Return state, detail and number of what the counts of one owner lack against the rows, at one moment."""
    of_owner = (is_count_of(counted, owner_id), RowCount.state != UNCOUNTED)
    kept = select(RowCount.state, RowCount.detail, (-RowCount.amount).label("amount")).where(*of_owner)
    both = union_all(COUNTED_TABLES[counted].select(owner_id), kept).subquery()
    lacking = func.sum(both.c.amount)
    groups = (both.c.state, both.c.detail)
    return reading.execute(select(*groups, lacking).group_by(*groups).having(lacking != 0)).all()


def merge_shards(session: AnySession, limit: int = 500) -> bool:
    """Add the counts of up to *limit* shards to those without one (Postgres); return whether there may be more.

    A row that a connection holds is passed over. The caller commits.
    """
    others = select(RowCount).where(RowCount.shard != 0).order_by(*(getattr(RowCount, name) for name in KEY))
    found = session.scalars(skip_locked(others.limit(limit))).all()
    for row in found:
        key = {"counted": row.counted, "owner_id": row.owner_id, "state": row.state, "detail": row.detail, "shard": 0}
        upsert_count(session, RowCount, key, "amount", row.amount)
        session.delete(row)
    session.flush()
    return len(found) == limit
