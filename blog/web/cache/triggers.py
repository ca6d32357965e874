"""The triggers that raise the content version: the database itself notices every change that readers can see.

Whoever writes a table, by whatever way (a view, a command, bulk SQL, another
program), raises the version in the same transaction; nobody can forget to.
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
class Content:
    """What of one table readers can see.

    Args:
        events: what counts.
        columns: an update counts when it sets one of these; () means any.
        is_private: rows in these words of SQL are seen by nobody, with {row}
            for the row; "" means that every row is seen.
    """

    table: str
    events: tuple[str, ...] = EVENTS
    columns: tuple[str, ...] = ()
    is_private: str = ""

    def within(self, columns: set[str]) -> "Content":
        """Return this for a schema that has only *columns*."""
        return replace(self, columns=tuple(name for name in self.columns if name in columns))

    def condition(self, event: str) -> str:
        """Return the WHEN clause of the trigger for *event*: a change of what is private before and after is none."""
        if not self.is_private:
            return ""
        rows = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}[event]
        return f" WHEN (NOT ({' AND '.join(self.is_private.format(row=row) for row in rows)}))"

    def moment(self, event: str) -> str:
        """Return when the trigger for *event* fires, such as "AFTER UPDATE OF name ON people"."""
        columns = f" OF {', '.join(self.columns)}" if event == "UPDATE" and self.columns else ""
        return f"AFTER {event}{columns} ON {self.table}"

    def name(self, event: str) -> str:
        """Return the name of the trigger for *event*."""
        return f"{TABLE}_{self.table}_{event.lower()}"


CONTENTS = (
    Content("articles", is_private=f"{{row}}.state IN {PRIVATE}"),
    Content("article_topics"),
    Content("article_coauthors"),
    Content("corrections"),
    Content("related_articles"),
    Content("revisions", is_private="NOT {row}.is_public"),
    Content("slug_redirects"),
    Content("topics"),
    Content("people", ("UPDATE", "DELETE"), ("name", "slug", "biography")),
    Content(
        "pictures",
        ("UPDATE", "DELETE"),
        ("state", "width", "height", "widths", "formats", "alt", "focal_x", "focal_y"),
    ),
    Content("mailing_rules"),
)
"""Every table that a public page shows something of. Whoever adds one here is done: the next migration run makes it."""


def make_triggers(connection: Connection) -> None:
    """Make all triggers, and raise the version once; nothing where the schema is older than it. The caller commits."""
    schema = inspect(connection)
    tables = set(schema.get_table_names())
    if TABLE not in tables:
        return
    if not is_sqlite(connection.engine):
        connection.execute(text(function(connection)))
    for content in CONTENTS:
        if content.table in tables:
            there = {column["name"] for column in schema.get_columns(content.table)}
            for event in content.events:
                connection.execute(text(trigger(connection, content.within(there), event)))
    connection.execute(text(raising(connection)))


def drop_triggers(connection: Connection) -> None:
    """Drop all triggers, wherever they are left. The caller commits."""
    if not is_sqlite(connection.engine):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {FUNCTION} CASCADE"))
        return
    names = connection.execute(text(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{TABLE}_%'"))  # noqa: S608
    for name in names.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def trigger(connection: Connection, content: Content, event: str) -> str:
    """Return the definition of one trigger.

    On Postgres it is deferred to the commit: a transaction that held the one
    row from its first change on could wait in a circle with another.
    """
    head = f"TRIGGER {content.name(event)} {content.moment(event)}"
    if is_sqlite(connection.engine):
        return f"CREATE {head}{content.condition(event)} BEGIN {raising(connection)}; END"
    row = f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{content.condition(event)}"
    return f"CREATE CONSTRAINT {head} {row} EXECUTE FUNCTION {FUNCTION}()"


def raising(connection: Connection) -> str:
    """Return the statement that raises the version."""
    return RAISE if is_sqlite(connection.engine) else RAISE.replace("random()", "(random() * 9e15)::bigint")


def function(connection: Connection) -> str:
    """Return the definition of Postgres' function: it raises once a transaction, however many rows change."""
    return f"""
        CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('blog.raised_in', true) IS DISTINCT FROM txid_current()::text THEN
                PERFORM set_config('blog.raised_in', txid_current()::text, true);
                {raising(connection)};
                PERFORM pg_notify('{CHANNEL}', '');
            END IF;
            RETURN NULL;
        END $$
    """
