"""Database triggers that raise the content version on every change that readers can see.

They act in the transaction of the change, whatever makes it: a view, a command,
bulk SQL or another program.
"""

from collections import defaultdict
from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import Connection, text

from blog.database import is_sqlite
from blog.web.cache.watched_tables import NOTES, TABLE, WATCHED_TABLES, WatchedTable

FUNCTION = "raise_content_version"
CHANNEL = "content_version"
RAISE = f"UPDATE {TABLE} SET number = number + 1, mark = random()"  # noqa: S608
STANDING_SQLITE = (
    "SELECT name, tbl_name AS table_name, sql AS definition FROM sqlite_master"  # noqa: S608
    f" WHERE type = 'trigger' AND name GLOB '{TABLE}_*'"
)
STANDING_POSTGRES = (
    "SELECT t.tgname AS name, c.relname AS table_name, coalesce(obj_description(t.oid, 'pg_trigger'), '') AS definition"  # noqa: S608
    " FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_proc AS p ON p.oid = t.tgfoid"
    f" WHERE p.proname = '{FUNCTION}' AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
)
COLUMNS_SQLITE = "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
COLUMNS_POSTGRES = (
    "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid"
    " WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND pg_table_is_visible(c.oid)"
)


TRIGGER_NAMES = frozenset(table.trigger_name(event) for table in WATCHED_TABLES for event in table.events)


def wanted_triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the table and the definition of each trigger that the present schema allows, by name.

    There is none before the table of the version exists, and none on tables that are still to come.
    """
    columns = read_columns(connection)
    found = {}
    for table in WATCHED_TABLES if TABLE in columns else ():
        if table.name in columns:
            fitting = table.within(columns[table.name])
            notes = NOTES in columns
            definitions = {
                table.trigger_name(event): trigger_sql(connection, fitting, event, notes=notes)
                for event in table.events
            }
            found.update({name: (table.name, definition) for name, definition in definitions.items()})
    return found


def read_columns(connection: Connection) -> dict[str, set[str]]:
    """Return the names of the columns of each table. Unlike an Inspector's on Postgres, the question locks no table."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, column in connection.execute(text(COLUMNS_SQLITE if is_sqlite(connection.engine) else COLUMNS_POSTGRES)):
        found[table].add(column)
    return found


def standing_triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the table and the definition of each trigger that is there, by name; on Postgres the definition's digest.

    It reads catalogues alone, which no migration holds locked.
    """
    statement = STANDING_SQLITE if is_sqlite(connection.engine) else STANDING_POSTGRES
    return {row.name: (row.table_name, row.definition) for row in connection.execute(text(statement))}


def faulty_triggers(connection: Connection) -> list[str]:
    """Return the names of triggers that are missing, or not as this edition makes them, in order."""
    wanted, standing = wanted_triggers(connection), standing_triggers(connection)
    kept = definition_kept(connection)
    return sorted(name for name, (_, sql) in wanted.items() if standing.get(name, ("", ""))[1] != kept(sql))


def restore_triggers(connection: Connection) -> None:
    """Make what is missing or differs, drop what is not wanted any more, and raise the version. The caller commits.

    What stands as it should is not touched, so that on Postgres its table is not locked.
    """
    wanted, standing = wanted_triggers(connection), standing_triggers(connection)
    if not is_sqlite(connection.engine) and wanted:
        connection.execute(text(function_sql(connection, notes=NOTES in read_columns(connection))))
    faulty = faulty_triggers(connection)
    for name in {*(standing.keys() - wanted.keys()), *(standing.keys() & set(faulty))}:
        drop_trigger(connection, name, standing[name][0])
    for name in faulty:
        create_trigger(connection, name, *wanted[name])
    if wanted:
        connection.execute(text(raise_statement(connection)))


def step_aside(connection: Connection, *, upgrade: bool) -> None:
    """Drop the triggers before a migration, where they cannot stand; restore_triggers() belongs into its transaction.

    SQLite loses those of a table that is rebuilt, and neither database drops a
    column that one names, as a downgrade does. An upgrade of Postgres touches
    none, since that would lock every table that readers read.
    """
    if is_sqlite(connection.engine) or not upgrade:
        drop_triggers(connection)


def drop_triggers(connection: Connection) -> None:
    """Drop all triggers that exist. The caller commits."""
    for name, (table, _) in standing_triggers(connection).items():
        drop_trigger(connection, name, table)
    if not is_sqlite(connection.engine):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {FUNCTION}"))


def drop_trigger(connection: Connection, name: str, table: str) -> None:
    """Drop the trigger *name* of *table*."""
    connection.execute(text(f"DROP TRIGGER {name}" + ("" if is_sqlite(connection.engine) else f" ON {table}")))


def create_trigger(connection: Connection, name: str, table: str, definition: str) -> None:
    """Make a trigger. Postgres writes definitions in words of its own, so their digest is kept as the comment."""
    connection.execute(text(definition))
    if not is_sqlite(connection.engine):
        connection.execute(text(f"COMMENT ON TRIGGER {name} ON {table} IS '{digest(definition)}'"))


def definition_kept(connection: Connection) -> Callable[[str], str]:
    """Return what makes of a definition the form in which the database keeps it."""
    return str if is_sqlite(connection.engine) else digest


def digest(definition: str) -> str:
    """Return 16 hexadecimal digits that stand for *definition*."""
    return sha256(definition.encode()).hexdigest()[:16]


def trigger_sql(connection: Connection, table: WatchedTable, event: str, *, notes: bool) -> str:
    """Return the CREATE TRIGGER statement; *notes* says whether the schema has the table for notes of changes.

    On Postgres it is deferred to the commit: a lock on the version row from
    the first change on could deadlock with another transaction.
    """
    head = f"TRIGGER {table.trigger_name(event)} {table.timing(event)}"
    if is_sqlite(connection.engine):
        noted = note_statement(f"'{table.name}'", f"'{event}'", table.changed_row(event))
        note = f" {noted};" if notes else ""
        return f"CREATE {head}{table.condition(event)} BEGIN {raise_statement(connection)};{note} END"
    row = f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{table.condition(event)}"
    return f"CREATE CONSTRAINT {head} {row} EXECUTE FUNCTION {FUNCTION}()"


def raise_statement(connection: Connection) -> str:
    """Return the statement that raises the version."""
    return RAISE if is_sqlite(connection.engine) else RAISE.replace("random()", "(random() * 9e15)::bigint")


def note_statement(table: str, event: str, row: str) -> str:
    """Return the statement that notes one change, all three in SQL, while a folder is kept current."""
    return (
        f"INSERT INTO {NOTES} (number, mark, table_name, event, row_id)"  # noqa: S608
        f" SELECT number, mark, {table}, {event}, {row} FROM {TABLE}"
        f" WHERE EXISTS (SELECT 1 FROM {NOTES} WHERE id = 0)"
    )


def note_sql() -> str:
    """Return what notes a change in the function of Postgres, which all tables share.

    The lock on the version row is held by then, so that notes are in the order of the commits.
    """
    by_key = defaultdict[str, list[str]](list)
    for table in WATCHED_TABLES:
        by_key[table.key].append(f"'{table.name}'")
    cases = "".join(
        f" ELSIF TG_TABLE_NAME IN ({', '.join(names)}) THEN"
        f" IF TG_OP = 'DELETE' THEN changed := OLD.{key}; ELSE changed := NEW.{key}; END IF;"
        for key, names in by_key.items()
        if key
    )
    return f"{cases.removeprefix(' ELS')} END IF; {note_statement('TG_TABLE_NAME', 'TG_OP', 'changed')};"


def function_sql(connection: Connection, *, notes: bool) -> str:
    """Return the CREATE FUNCTION statement for Postgres: it raises once per transaction, however many rows change."""
    return f"""
        CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE changed integer;
        BEGIN
            IF current_setting('blog.raised_in', true) IS DISTINCT FROM txid_current()::text THEN
                PERFORM set_config('blog.raised_in', txid_current()::text, true);
                {raise_statement(connection)};
                PERFORM pg_notify('{CHANNEL}', '');
            END IF;
            {note_sql() if notes else ""}
            RETURN NULL;
        END $$
    """
