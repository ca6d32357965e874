"""An autocommit connection commits each statement by itself, and lists are one parameter."""

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from blog.database import db
from blog.database.autocommit import (
    AutocommitConnection,
    array_element,
    autocommit_connection,
    in_array,
    in_list,
    open_autocommit,
)
from blog.models import Subscriber
from tests.factories import make_subscriber

ID = Subscriber.__table__.c.id


def compiled(expression) -> str:
    return str(expression.compile(dialect=postgresql.dialect()))


def test_a_list_of_ids_finds_their_rows(app: Flask) -> None:
    people = [make_subscriber() for _ in range(3)]
    wanted = {people[0].id, people[2].id}

    found = db.session.scalars(select(Subscriber.id).where(in_list(db.session, Subscriber.id, wanted)))

    assert set(found) == wanted


def test_an_array_is_one_parameter() -> None:
    assert compiled(in_array(ID, "ids")).count("%(") == 1


def test_an_element_is_taken_at_the_place_of_its_id() -> None:
    sql = compiled(array_element("texts", "ids", ID))

    assert sql.index("%(texts)s") < sql.index("array_position(%(ids)s") < sql.index("subscribers.id")


def test_sqlite_gets_no_second_connection() -> None:
    with Session(create_engine("sqlite://")) as session, open_autocommit(session):
        assert autocommit_connection(session) is None


def test_a_closed_connection_is_replaced_by_one_that_commits_by_itself() -> None:
    autocommit = AutocommitConnection(create_engine("sqlite://"))
    first = autocommit.connection

    autocommit.close()

    assert first.closed
    assert autocommit.connection.get_isolation_level() == "AUTOCOMMIT" or not autocommit.connection.in_transaction()
    autocommit.close()
