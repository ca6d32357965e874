"""Runs the migrations on the application's own database engine."""

from alembic import context
from flask import current_app

from blog.database import db, deferred_foreign_keys
from blog.web.cache.triggers import create_triggers, drop_triggers

DATABASE_ONLY = "article_search"
"""How the names of search structures begin: they differ between SQLite and Postgres, and no model knows them."""


def is_compared(name: str | None, _kind: str, _parents: object) -> bool:
    """Return whether a table, column or index is held against the models."""
    return not (name or "").startswith(DATABASE_ONLY)


def migrate() -> None:
    """Run what is due, each migration in a transaction of its own.

    The triggers of the content version step aside meanwhile: both databases
    refuse to drop a column that a trigger names, and SQLite loses the triggers
    of a table that is rebuilt.
    """
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection, deferred_foreign_keys(connection):
        drop_triggers(connection)
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_name=is_compared,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        create_triggers(connection)
        connection.commit()


migrate()
