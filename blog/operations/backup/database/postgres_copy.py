"""Rows of a Postgres database as the text of COPY: all of one moment out of it, and in one transaction into it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, text

from blog.operations.backup.archive.manifest import Table
from blog.operations.backup.database.backup_tables import FILLS_THE_SEARCH, last_ids, postgres_tables
from blog.operations.backup.database.row_digest import RowDigest

PART_BYTES = 8 * 2**20
"""Lines that are held at once."""
FORMS = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL lock_timeout = 0",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)

OWN_REFERENCES = text(
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND conrelid = confrelid AND connamespace = current_schema()::regnamespace"
)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees the database as it is now, whatever others write, and holds nobody up."""
    options: Any = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        for form in FORMS:
            connection.execute(text(form))
        connection.execute(text("SELECT 1"))  # The moment that it sees is that of its first query.
        yield connection
        connection.rollback()


def read_parts(connection: Connection, table: Table, digest: RowDigest) -> Iterator[bytes]:
    """Yield the rows of *table* as whole lines, some megabytes at a time, and add them to *digest*."""
    pending = bytearray()
    with cursor_of(connection).copy(f"COPY {target(table)} TO STDOUT") as copy:
        for block in copy:
            pending += block
            if len(pending) >= PART_BYTES:
                end = pending.rfind(b"\n") + 1
                yield summed(bytes(pending[:end]), digest)
                del pending[:end]
    if pending:
        yield summed(bytes(pending), digest)


def summed(part: bytes, digest: RowDigest) -> bytes:
    """Add the lines of *part* to *digest* and return it."""
    digest.add(part.split(b"\n")[:-1])
    return part


def digest_rows(connection: Connection, tables: Iterable[Table]) -> dict[str, RowDigest]:
    """Return the digest of the columns of each of *tables* that are named."""
    found = {}
    for table in tables:
        found[table.name] = RowDigest()
        for _ in read_parts(connection, table, found[table.name]):
            pass
    return found


class PostgresLoader:
    """Fills an empty database that has the schema of the backup; the caller commits."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        for form in FORMS:
            connection.execute(text(form))
        self.tables = postgres_tables(connection)
        self.switch_triggers("DISABLE")
        self.own_references = connection.execute(OWN_REFERENCES).all()
        for table, name, _ in self.own_references:  # Rows may refer to some of the same table that come later.
            connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        for table in reversed(self.tables):
            connection.execute(text(f'DELETE FROM "{table.name}"'))  # noqa: S608  # What migrations have put there.

    def switch_triggers(self, word: str) -> None:
        """DISABLE or ENABLE the triggers that count, raise and relate: what they would write comes with the rows."""
        for table in self.tables:
            if table.name != FILLS_THE_SEARCH:
                self.connection.execute(text(f'ALTER TABLE "{table.name}" {word} TRIGGER USER'))

    def load(self, table: Table, parts: Iterable[bytes]) -> None:
        """Put the lines of *parts* into *table*; raise ValueError where they do not fit."""
        try:
            with cursor_of(self.connection).copy(f"COPY {target(table)} FROM STDIN") as copy:
                for part in parts:
                    copy.write(part)
        except cast(Any, self.connection.dialect.loaded_dbapi).Error as error:
            raise ValueError(str(error)) from error

    def finish(self) -> None:
        """Let ids go on after the largest, check references within tables, and wake the triggers."""
        for table in self.tables:
            if "id" in dict(table.columns):
                largest = self.connection.scalar(text(f'SELECT max(id) FROM "{table.name}"'))  # noqa: S608
                advance(self.connection, table.name, largest or 0)
        for own, name, definition in self.own_references:
            self.connection.execute(text(f'ALTER TABLE {own} ADD CONSTRAINT "{name}" {definition}'))
        self.switch_triggers("ENABLE")


def keep_last_ids(connection: Connection, sequences: Iterable[tuple[str, int]]) -> None:
    """Let no id be given out again that was before, though its row is gone."""
    tables = postgres_tables(connection)
    numbered = {table.name for table in tables if "id" in dict(table.columns)}
    largest = last_ids(connection, tables)
    for name, last in sequences:
        if name in numbered and last > largest.get(name, 0):
            advance(connection, name, last)


def advance(connection: Connection, name: str, last: int) -> None:
    """Let ids of the table *name* go on after *last*."""
    if last:
        own = "pg_get_serial_sequence(:name, 'id')"
        statement = f"SELECT setval({own}, :last) WHERE {own} IS NOT NULL"
        connection.execute(text(statement), {"name": name, "last": last})


def target(table: Table) -> str:
    """Return the table and its columns for COPY."""
    columns = ", ".join(f'"{name}"' for name, _ in table.columns)
    return f'"{table.name}" ({columns})'


def cursor_of(connection: Connection) -> Any:
    """Return a cursor of psycopg in the transaction of *connection*."""
    return cast(Any, connection.connection.driver_connection).cursor()
