"""The schema is told from its number alone, and every unfit one in a sentence."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from blog.database import db
from blog.database.schema import (
    NewerSchema,
    OlderSchema,
    known_revisions,
    read_revision,
    require_current_schema,
    require_known_revision,
)

NEWEST = known_revisions()[-1]


def claim(number: str) -> None:
    """Write *number* as the schema of the test's database until the caller rolls back."""
    db.session.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})
    db.session.commit()


@pytest.fixture
def claimed(app: Flask):
    yield claim
    claim(NEWEST)


def test_the_schema_of_this_edition_is_fit(app: Flask) -> None:
    require_current_schema(db.engine)

    assert read_revision(db.engine) == NEWEST


def test_an_older_schema_says_what_to_run(claimed) -> None:
    claimed("0012")

    with pytest.raises(OlderSchema) as found:
        require_current_schema(db.engine)

    assert found.value.message == f"The database has schema 0012 and this program needs {NEWEST}: run flask db upgrade."
    require_known_revision(db.engine)


def test_a_newer_schema_says_that_the_program_is_too_old(claimed) -> None:
    claimed("9999")

    for look in (require_current_schema, require_known_revision):
        with pytest.raises(NewerSchema, match="newer than this program"):
            look(db.engine)


def test_an_empty_database_is_called_empty(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/empty.sqlite3")

    with pytest.raises(OlderSchema, match="is empty and this program needs"):
        require_current_schema(engine)

    assert read_revision(engine) is None
    engine.dispose()


def test_reading_the_number_leaves_no_transaction_open(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        found = [read_revision(db.engine) for _ in range(20)]

    assert found == [NEWEST] * 20
