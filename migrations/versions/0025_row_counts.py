"""Triggers count deliveries of each alert, readers and articles by state, so that no page of the desk counts them.

What is there already is counted by the worker, one alert at a time; until then
it is counted when it is asked for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OPEN = "('waiting', 'sending', 'deferred')"
GROUPS = {
    "deliveries": (
        "coalesce(r.alert_id, 0)",
        "CASE r.state WHEN 'sending' THEN 'waiting' ELSE r.state END",
        f"CASE WHEN r.state IN {OPEN} THEN r.frequency ELSE coalesce(r.reason, '') END",
    ),
    "subscribers": ("0", "r.state", "CASE WHEN r.suppressed_at IS NULL THEN '' ELSE 'suppressed' END"),
    "articles": ("0", "r.state", "''"),
}
"""Owner, state and detail of a row r."""
COLUMNS = {
    "deliveries": "alert_id, state, frequency, reason",
    "subscribers": "state, suppressed_at",
    "articles": "state",
}
TARGET = "INSERT INTO row_counts (counted, owner_id, state, detail, shard, amount)"
ADD = "ON CONFLICT (counted, owner_id, state, detail, shard) DO UPDATE SET amount = row_counts.amount + excluded.amount"
EVENTS = ("insert", "update", "delete")


def upgrade() -> None:
    key = [sa.Column("counted", sa.String(20)), sa.Column("owner_id", sa.BigInteger())]
    key += [sa.Column("state", sa.String(20)), sa.Column("detail", sa.String(40)), sa.Column("shard", sa.Integer())]
    for column in key:
        column.nullable = False
    names = [column.name for column in key]
    amount = sa.Column("amount", sa.BigInteger(), nullable=False)
    op.create_table("row_counts", *key, amount, sa.PrimaryKeyConstraint(*names, name=op.f("pk_row_counts")))
    make = make_sqlite_triggers if op.get_bind().dialect.name == "sqlite" else make_postgres_triggers
    for table in GROUPS:
        make(table)
        op.execute(f"{TARGET} VALUES ('{table}', 0, 'uncounted', '', 0, 1)")
    op.execute(f"{TARGET} SELECT 'deliveries', id, 'uncounted', '', 0, 1 FROM alerts")  # noqa: S608


def make_sqlite_triggers(table: str) -> None:
    """Add to the counts and subtract from them with each row."""
    new, old = (", ".join(GROUPS[table]).replace("r.", f"{row}.") for row in ("new", "old"))
    plus, minus = f"('{table}', {new}, 0, 1)", f"('{table}', {old}, 0, -1)"
    changed = f"UPDATE OF {COLUMNS[table]}"
    for event, when, rows in (
        ("insert", "INSERT", plus),
        ("update", changed, f"{minus}, {plus}"),
        ("delete", "DELETE", minus),
    ):
        only = f" WHEN ({old}) IS NOT ({new})" if event == "update" else ""
        op.execute(
            f"CREATE TRIGGER row_counts_{table}_{event} AFTER {when} ON {table}{only}"
            f" BEGIN {TARGET} VALUES {rows} {ADD}; END"
        )


def make_postgres_triggers(table: str) -> None:
    """Add up what each statement changed, in the rows of the own connection, so that no other is waited for."""
    op.execute(
        f"CREATE FUNCTION row_counts_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'INSERT' THEN {total(table, rows_of(table, 'new_rows', 1))};"
        f" ELSIF TG_OP = 'DELETE' THEN {total(table, rows_of(table, 'old_rows', -1))};"
        f" ELSE {total(table, rows_of(table, 'new_rows', 1) + ' UNION ALL ' + rows_of(table, 'old_rows', -1))};"
        " END IF; RETURN NULL; END $$"
    )
    for event in EVENTS:
        tables = ["NEW TABLE AS new_rows"] * (event != "delete") + ["OLD TABLE AS old_rows"] * (event != "insert")
        op.execute(
            f"CREATE TRIGGER row_counts_{table}_{event} AFTER {event} ON {table}"
            f" REFERENCING {' '.join(tables)} FOR EACH STATEMENT EXECUTE FUNCTION row_counts_{table}()"
        )


def rows_of(table: str, rows: str, sign: int) -> str:
    owner, state, detail = GROUPS[table]
    groups = f"{owner} AS owner_id, {state} AS state, {detail} AS detail"
    return f"SELECT {groups}, {sign:d} * count(*) AS amount FROM {rows} AS r GROUP BY 1, 2, 3"  # noqa: S608


def total(table: str, rows: str) -> str:
    return (
        f"{TARGET} SELECT '{table}', owner_id, state, detail, pg_backend_pid(), sum(amount) FROM ({rows}) AS changed"  # noqa: S608
        f" GROUP BY 2, 3, 4 HAVING sum(amount) <> 0 ORDER BY 2, 3, 4 {ADD}"
    )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in GROUPS:
        if not is_sqlite:
            op.execute(f"DROP FUNCTION row_counts_{table}() CASCADE")
        for event in EVENTS if is_sqlite else ():
            op.execute(f"DROP TRIGGER row_counts_{table}_{event}")
    op.drop_table("row_counts")
