"""The migrations run both ways and end where the models are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Connection, inspect, select, text

from blog.articles.search.index_completion import index_next
from blog.database import db
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.delivery.audience.expansion import expand_next
from blog.delivery.outbox import announce, enqueue
from blog.models import Alert, Delivery, DeliveryKind
from tests.conftest import MIGRATIONS
from tests.factories import NOW, make_article, make_subscriber

SEARCH_ONLY = ("article_search", "reader_search")


@pytest.fixture(autouse=True)
def newest_schema(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave the database of the tests at the newest schema, however a test ends."""
    is_migrated = "app" in request.fixturenames and request.getfixturevalue("app")
    yield
    if is_migrated:
        migrate(flask_migrate.upgrade)


def migrate(command: Callable[..., None], *revision: str) -> None:
    """Run *command* of Flask-Migrate; no connection that was open before, and knows the old schema, is used again."""
    db.session.remove()
    db.engine.dispose()
    command(str(MIGRATIONS), *revision)
    db.engine.dispose()


def is_compared(name: str | None, _kind: str, _parents: object) -> bool:
    return not (name or "").startswith(SEARCH_ONLY)


def differences() -> list[object]:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_compared}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)
        return [difference for difference in found if not is_seen_wrongly(connection, difference)]


def is_seen_wrongly(connection: Connection, difference: Any) -> bool:
    """Whether this is a reference that stands inside its column, whose ON DELETE SQLAlchemy does not read on SQLite."""
    if connection.dialect.name != "sqlite" or difference[0] not in {"add_fk", "remove_fk"}:
        return False
    key = difference[1]
    (element,) = db.metadata.tables[key.table.name].columns[key.column_keys[0]].foreign_keys
    wanted = (key.column_keys[0], element.column.table.name, element.ondelete)
    rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({key.table.name})")
    return wanted in {(row[3], row[2], row[6]) for row in rows}


def test_the_migrated_schema_is_the_schema_of_the_models(app: Flask) -> None:
    assert differences() == []


def test_every_migration_runs_down_and_up_again(app: Flask) -> None:
    migrate(flask_migrate.downgrade, "base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    migrate(flask_migrate.upgrade)

    assert left == set()
    assert differences() == []


def test_migrations_are_numbered_without_gap() -> None:
    names = sorted(path.name[:4] for path in Path(MIGRATIONS, "versions").glob("*.py"))

    assert names == [f"{number:04d}" for number in range(1, len(names) + 1)]


def test_a_full_ledger_outlives_the_rebuilding_of_its_tables(app: Flask) -> None:
    article = make_article()
    subscriber = make_subscriber()
    announce(db.session, article, NOW)
    enqueue(db.session, "confirmation", subscriber, NOW)
    expand_next(db.session)
    db.session.commit()
    db.session.remove()

    migrate(flask_migrate.downgrade, "0002")
    migrate(flask_migrate.upgrade)

    kinds = {delivery.kind for delivery in db.session.scalars(select(Delivery))}
    assert kinds == {DeliveryKind.ALERT, "confirmation"}
    assert db.session.scalars(select(Alert)).one().starts_at == NOW


def test_the_search_finds_the_same_after_its_migration_once_the_worker_has_read_the_articles(app: Flask) -> None:
    make_article("Straße", text="E-Mail 中国经济", standfirst="")
    db.session.remove()

    migrate(flask_migrate.downgrade, "0013")
    db.session.execute(text("UPDATE articles SET standfirst = 'heron'"))
    db.session.commit()
    db.session.remove()
    migrate(flask_migrate.upgrade)
    index_next(db.session)

    queries = ("strasse", "email", "经济", "heron")
    assert [count_hits(db.session, SearchQuery(parse_terms(query))) for query in queries] == [1] * len(queries)


def test_messages_of_a_person_are_found_by_their_index(app: Flask) -> None:
    """Else the deletion of one person would read a ledger of millions."""
    owned = "FROM deliveries WHERE person_id = 7"
    if db.engine.dialect.name == "sqlite":
        steps = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN DELETE {owned}"))]
    else:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        steps = list(db.session.scalars(text(f"EXPLAIN DELETE {owned}")))

    assert any("ix_deliveries_person_id" in step for step in steps), steps
