"""The rows of a site as they are at one moment, a table after another, a line of JSON each; few are in memory."""

import json
from collections.abc import Generator
from typing import Any

from sqlalchemy import Connection, Select, String, select
from sqlalchemy.orm import Session

from blog.database.prefixes import bytewise
from blog.models.row_count import count_deleted_repeats, read_counts
from blog.operations.moving_out.column_values import write_value
from blog.operations.moving_out.exported_tables import ExportedTable

ROWS_AT_ONCE = 200


def select_rows(table: ExportedTable) -> Select[Any]:
    """Select the exported columns of *table*, sorted by its primary key, in the same order on every database."""
    keys = [bytewise(column) if isinstance(column.type, String) else column for column in table.table.primary_key]
    return select(*table.columns).order_by(*keys)


def read_lines(connection: Connection, table: ExportedTable) -> Generator[bytes]:
    """Yield the rows of *table* as lines of JSON."""
    with (
        Session(bind=connection) as session,
        connection.execute(select_rows(table), execution_options={"yield_per": ROWS_AT_ONCE}) as rows,
    ):
        for row in rows:
            values = {name: write_value(value) for name, value in row._asdict().items()}
            if table.name == "alerts":
                values |= ledger_of(session, values["id"])
            yield write_line(values)


def ledger_of(session: Session, alert_id: int) -> dict[str, Any]:
    """Return how many messages of an alert there are in each state, and how many were sent twice."""
    counts = sorted(read_counts(session, "deliveries", alert_id).items())
    return {
        "ledger": [[state, detail, count] for (state, detail), count in counts],
        "repeats": count_deleted_repeats(session, alert_id),
    }


def write_line(values: dict[str, Any]) -> bytes:
    """Return *values* as a line; what UTF-8 has no bytes for is escaped."""
    try:
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(values, separators=(",", ":")).encode() + b"\n"
