"""The schema that a database has against the one that this edition needs, told without Alembic, which is heavy."""

from functools import cache

import click
from sqlalchemy import Engine

from blog.config.locations import migrations_folder
from blog.database.engine import is_sqlite

VERSION_TABLES = {
    True: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    False: "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL",
}
"""Whether the table of the version is there, on SQLite and not: to ask for it would be an error in Postgres' log."""


class UnfitSchema(click.ClickException):
    """The database does not have the schema that this program needs; a command ends with this sentence alone."""


class OlderSchema(UnfitSchema):
    """Migrations are due."""

    def __init__(self, present: str, needed: str) -> None:
        has = f"has schema {present}" if present else "is empty"
        super().__init__(f"The database {has} and this program needs {needed}: run flask db upgrade.")


class NewerSchema(UnfitSchema):
    """The database was upgraded by a newer edition."""

    def __init__(self, present: str, needed: str) -> None:
        super().__init__(
            f"The database has schema {present}, which is newer than this program ({needed}):"
            " install the newer program, or go back with its flask db downgrade."
        )


@cache
def known_revisions() -> list[str]:
    """Return the numbers of all migrations of this edition, the newest last."""
    return sorted(file.name[:4] for file in (migrations_folder() / "versions").glob("[0-9]*_*.py"))


def read_revision(engine: Engine) -> str | None:
    """Return the number of the schema; "" for a database that has none, None without Alembic's table.

    It only reads, also in the eyes of SQLite, so that it waits for nobody.
    """
    with engine.connect().execution_options(is_reading=True) as connection:
        if not connection.exec_driver_sql(VERSION_TABLES[is_sqlite(engine)]).all():
            return None
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
    return str(rows[0][0]) if rows else ""


def require_known_revision(engine: Engine) -> None:
    """Raise NewerSchema unless this edition has made the schema."""
    present = read_revision(engine)
    if present and present not in known_revisions():
        raise NewerSchema(present, known_revisions()[-1])


def require_current_schema(engine: Engine) -> None:
    """Raise OlderSchema or NewerSchema unless the database has the schema that this program needs."""
    present, needed = read_revision(engine) or "", known_revisions()[-1]
    if present == needed:
        return
    raise (OlderSchema if not present or present in known_revisions() else NewerSchema)(present, needed)
