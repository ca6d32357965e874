"""Runs the migrations on the application's own database engine."""

from flask import current_app

from blog.database import db
from blog.operations.upgrading.migration_run import migrate

DATABASE_ONLY = ("article_search", "reader_search")
"""How the names of search structures begin: they differ between SQLite and Postgres, and no model knows them."""


def is_compared(name: str | None, _kind: str, _parents: object) -> bool:
    """Return whether a table, column or index is held against the models."""
    return not (name or "").startswith(DATABASE_ONLY)


options = current_app.extensions["migrate"].configure_args
migrate(db.engine, target_metadata=db.metadata, include_name=is_compared, **options)
