"""Database triggers that raise the content version on every change that readers can see.

They act in the transaction of the change, whatever makes it: a view, a command,
bulk SQL or another program.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, inspect, text

from blog.database import is_sqlite

TABLE = "content_version"
FUNCTION = "raise_content_version"
CHANNEL = "content_version"
EVENTS = ("INSERT", "UPDATE", "DELETE")
PRIVATE = "('draft', 'in_review', 'accepted', 'scheduled')"
RAISE = f"UPDATE {TABLE} SET number = number + 1, mark = random()"  # noqa: S608


@dataclass(frozen=True)
class WatchedTable:
    """A table whose changes raise the content version.

    Args:
        events: INSERT, UPDATE, DELETE or some of them.
        columns: an update fires when it sets one of these; () means any.
        is_private: SQL condition of rows that readers do not see, with {row}
            for the row; "" means that all rows count.
    """

    name: str
    events: tuple[str, ...] = EVENTS
    columns: tuple[str, ...] = ()
    is_private: str = ""

    def within(self, columns: set[str]) -> "WatchedTable":
        """Return a copy for an older schema, which has only *columns*."""
        return replace(self, columns=tuple(name for name in self.columns if name in columns))

    def condition(self, event: str) -> str:
        """Return the WHEN clause of the trigger for *event*: rows private before and after do not count."""
        if not self.is_private:
            return ""
        rows = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}[event]
        return f" WHEN (NOT ({' AND '.join(self.is_private.format(row=row) for row in rows)}))"

    def timing(self, event: str) -> str:
        """Return when the trigger for *event* fires, such as "AFTER UPDATE OF name ON people"."""
        columns = f" OF {', '.join(self.columns)}" if event == "UPDATE" and self.columns else ""
        return f"AFTER {event}{columns} ON {self.name}"

    def trigger_name(self, event: str) -> str:
        """Return the name of the trigger for *event*."""
        return f"{TABLE}_{self.name}_{event.lower()}"


WATCHED_TABLES = (
    WatchedTable("articles", is_private=f"{{row}}.state IN {PRIVATE}"),
    WatchedTable("article_topics"),
    WatchedTable("article_coauthors"),
    WatchedTable("corrections"),
    WatchedTable("related_articles"),
    WatchedTable("revisions", is_private="NOT {row}.is_public"),
    WatchedTable("slug_redirects"),
    WatchedTable("topics"),
    WatchedTable("people", ("UPDATE", "DELETE"), ("name", "slug", "biography")),
    WatchedTable(
        "pictures",
        ("UPDATE", "DELETE"),
        ("state", "width", "height", "widths", "formats", "alt", "focal_x", "focal_y"),
    ),
    WatchedTable("mailing_rules"),
)
"""Every table that public pages show something of; migrations/env.py creates the triggers after each run."""


def create_triggers(connection: Connection) -> None:
    """Create all triggers and raise the version; do nothing before the table exists. The caller commits."""
    schema = inspect(connection)
    existing = set(schema.get_table_names())
    if TABLE not in existing:
        return
    if not is_sqlite(connection.engine):
        connection.execute(text(function_sql(connection)))
    for table in WATCHED_TABLES:
        if table.name in existing:
            columns = {column["name"] for column in schema.get_columns(table.name)}
            for event in table.events:
                connection.execute(text(trigger_sql(connection, table.within(columns), event)))
    connection.execute(text(raise_statement(connection)))


def drop_triggers(connection: Connection) -> None:
    """Drop all triggers that exist. The caller commits."""
    if not is_sqlite(connection.engine):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {FUNCTION} CASCADE"))
        return
    names = connection.execute(text(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{TABLE}_%'"))  # noqa: S608
    for name in names.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def trigger_sql(connection: Connection, table: WatchedTable, event: str) -> str:
    """Return the CREATE TRIGGER statement.

    On Postgres it is deferred to the commit: a lock on the version row from
    the first change on could deadlock with another transaction.
    """
    head = f"TRIGGER {table.trigger_name(event)} {table.timing(event)}"
    if is_sqlite(connection.engine):
        return f"CREATE {head}{table.condition(event)} BEGIN {raise_statement(connection)}; END"
    row = f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{table.condition(event)}"
    return f"CREATE CONSTRAINT {head} {row} EXECUTE FUNCTION {FUNCTION}()"


def raise_statement(connection: Connection) -> str:
    """Return the statement that raises the version."""
    return RAISE if is_sqlite(connection.engine) else RAISE.replace("random()", "(random() * 9e15)::bigint")


def function_sql(connection: Connection) -> str:
    """Return the CREATE FUNCTION statement for Postgres: it raises once per transaction, however many rows change."""
    return f"""
        CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('blog.raised_in', true) IS DISTINCT FROM txid_current()::text THEN
                PERFORM set_config('blog.raised_in', txid_current()::text, true);
                {raise_statement(connection)};
                PERFORM pg_notify('{CHANNEL}', '');
            END IF;
            RETURN NULL;
        END $$
    """
