"""Which errors of a database pass by themselves, and which are faults of ours."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from blog.database import db
from blog.database.faults.passing_faults import Fault, describe_fault, fault_of
from tests.databases import on_postgres


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}", connect_args={"timeout": 0})
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE a (b TEXT)"))
    yield made
    made.dispose()


def fail(engine: Engine, statement: str = "INSERT INTO a VALUES ('x')") -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as caught, engine.begin() as connection:
        connection.execute(text(statement))
    return caught.value


def test_a_locked_file_is_busy(engine: Engine) -> None:
    with sqlite3.connect(str(engine.url.database), isolation_level=None) as rival:
        rival.execute("BEGIN IMMEDIATE")
        error = fail(engine)
    rival.close()

    assert fault_of(error) is Fault.BUSY


def test_a_read_only_file_is_named(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = 1"))

        with pytest.raises(SQLAlchemyError) as caught:
            connection.execute(text("INSERT INTO a VALUES ('x')"))

    assert fault_of(caught.value) is Fault.READ_ONLY


def test_a_full_disk_is_named(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 3"))

        with pytest.raises(SQLAlchemyError) as caught:
            connection.execute(text("INSERT INTO a VALUES (hex(randomblob(100000)))"))

    assert fault_of(caught.value) is Fault.FULL


def test_a_folder_that_is_gone_is_away() -> None:
    assert fault_of(fail(create_engine("sqlite:////nowhere/a.sqlite3"))) is Fault.AWAY


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "b.sqlite3").write_bytes(b"no database at all, whatever its name says" * 100)

    assert fault_of(fail(create_engine(f"sqlite:///{tmp_path / 'b.sqlite3'}"))) is Fault.DAMAGED


def test_a_file_that_was_taken_away_has_no_tables(engine: Engine) -> None:
    error = fail(engine, "SELECT * FROM articles")

    assert (fault_of(error), fault_of(error, engine)) == (None, Fault.EMPTY)


def test_a_server_that_is_not_there_is_away() -> None:
    pytest.importorskip("psycopg")
    engine = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    assert fault_of(fail(engine)) is Fault.AWAY


@on_postgres
@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("25006", Fault.READ_ONLY),
        ("53100", Fault.FULL),
        ("53300", Fault.BUSY),
        ("55P03", Fault.BUSY),
        ("40P01", Fault.BUSY),
        ("57P01", Fault.AWAY),
        ("57014", Fault.BUSY),
        ("58030", Fault.AWAY),
        ("22001", None),
        ("23505", None),
        ("42601", None),
    ],
)
def test_the_code_of_postgres_says_what_it_is(app: Flask, state: str, fault: Fault | None) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"

    assert fault_of(fail(db.engine, raising), db.engine) is fault


def test_a_mistake_in_a_table_that_is_there_is_none(app: Flask) -> None:
    for statement in ("SELECT * FROM no_such_table", "SELECT no_such_column FROM articles", "SELEC 1"):
        assert fault_of(fail(db.engine, statement), db.engine) is None
    assert fault_of(ValueError()) is None


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_has_a_sentence_for_the_operator(engine: Engine, fault: Fault) -> None:
    assert describe_fault(fault, engine).startswith(f"The database {engine.url.database} ")
