"""Every table of the site is kept, and what the database makes of others is not."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask

from blog.database import db
from blog.operations.backup.database.backup_tables import count_sqlite_rows, is_kept, postgres_tables
from blog.operations.backup.database.sqlite_file import database_file


@pytest.mark.parametrize(
    ("name", "kept"),
    [("articles", True), ("article_search_folded", True), ("article_search_data", False), ("alembic_version", False)],
)
def test_the_index_of_the_search_is_made_again(name: str, kept: bool) -> None:
    assert is_kept(name) is kept


def test_all_tables_of_models_are_kept_on_both(sqlite_app: Flask, postgres_app: Flask) -> None:
    wanted = {*db.metadata.tables, "article_search_folded"}
    with sqlite_app.app_context(), closing(sqlite3.connect(database_file(db.engine.url))) as connection:
        counted = set(count_sqlite_rows(connection))
    with postgres_app.app_context(), db.engine.connect() as other:
        ordered = [table.name for table in postgres_tables(other)]

    assert counted == set(ordered) == wanted
    assert ordered.index("people") < ordered.index("articles") < ordered.index("article_topics")
    assert ordered[-1] == "article_search_folded"
