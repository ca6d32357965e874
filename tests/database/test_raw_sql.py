"""A compiled statement does what SQLAlchemy would do with the same values."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import Executable, bindparam, select, update

from blog.database import UTCDateTime, db
from blog.database.raw_sql import (
    cached_text,
    compile_once,
    discard_transaction,
    execute_for_ids,
    id_parameters,
    pinned_connection,
)
from blog.models import Subscriber
from tests.factories import make_subscriber

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TABLE = Subscriber.__table__


def build_confirmation(count: int) -> Executable:
    ids = [bindparam(name, type_=TABLE.c.id.type) for name in id_parameters(count)]
    return update(TABLE).where(TABLE.c.id.in_(ids)).values(confirmed_at=bindparam("moment", type_=UTCDateTime()))


def test_the_rows_of_the_ids_are_changed_and_no_others(app: Flask) -> None:
    people = [make_subscriber(confirmed_at=None) for _ in range(3)]
    ids = [people[0].id, people[2].id]

    execute_for_ids(db.session, build_confirmation, ids, {"moment": NOW})

    assert set(db.session.scalars(select(Subscriber.id).where(Subscriber.confirmed_at == NOW))) == set(ids)


def test_a_statement_is_compiled_once_for_each_number_of_ids(app: Flask) -> None:
    dialect = db.engine.dialect

    assert compile_once(dialect, build_confirmation, 2) is compile_once(dialect, build_confirmation, 2)
    assert compile_once(dialect, build_confirmation, 2) is not compile_once(dialect, build_confirmation, 3)


def test_the_same_sql_is_parsed_once() -> None:
    assert cached_text("SELECT 1") is cached_text("SELECT 1")


def test_a_pinned_connection_survives_commits(app: Flask) -> None:
    with pinned_connection(db.session) as session:
        first = session.connection().connection.driver_connection
        session.commit()

        assert session.connection().connection.driver_connection is first


def test_discarding_takes_back_what_was_not_committed(app: Flask) -> None:
    ids = [make_subscriber(confirmed_at=None).id]
    db.session.rollback()

    with pinned_connection(db.session) as session:
        execute_for_ids(session, build_confirmation, ids, {"moment": NOW})
        discard_transaction(session)

        assert session.scalar(select(Subscriber.confirmed_at)) is None
