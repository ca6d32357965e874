"""SQLite keeps its promises: private file, foreign keys, no writer that fails because it read first."""

import sqlite3
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from blog.database import deferred_foreign_keys, relax_durability
from blog.database.engine import UnsuitableEncoding, checkpoint_wal, configure_engine, make_private_file


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'blog.sqlite3'}")
    configure_engine(engine, synchronous="FULL", is_reading=lambda: False)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (parent_id REFERENCES parent (id) ON DELETE CASCADE)"))
        connection.execute(text("INSERT INTO parent VALUES (1)"))
        connection.execute(text("INSERT INTO child VALUES (1)"))
    return engine


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "WIN1252", "UTF8"])
def test_a_postgres_database_in_another_encoding_is_refused_in_a_sentence(postgres_url: str, encoding: str) -> None:
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"in_{encoding.lower()}"  # Other processes make theirs on the same server.
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"))
    engine = create_engine(admin.url.set(database=name), poolclass=NullPool)
    configure_engine(engine, synchronous="FULL", is_reading=lambda: False)

    try:
        with nullcontext() if encoding == "UTF8" else pytest.raises(UnsuitableEncoding, match=encoding):
            engine.connect().close()
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))
        admin.dispose()


def test_the_file_of_a_database_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    make_private_file(f"sqlite:///{tmp_path}/new/blog.sqlite3")

    assert stat.S_IMODE((tmp_path / "new" / "blog.sqlite3").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://localhost/blog"])
def test_only_a_sqlite_file_is_made(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    make_private_file(url)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2)])
def test_each_connection_has_its_settings(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_worker_may_write_to_disk_a_moment_later(engine: Engine) -> None:
    relax_durability(engine)

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1


@pytest.mark.parametrize(("is_reading", "expected"), [(True, "BEGIN DEFERRED"), (False, "BEGIN IMMEDIATE")])
def test_a_transaction_that_writes_takes_the_lock_at_once(tmp_path: Path, *, is_reading: bool, expected: str) -> None:
    engine, seen = create_engine(f"sqlite:///{tmp_path / 'blog.sqlite3'}"), list[str]()
    configure_engine(engine, synchronous="FULL", is_reading=lambda: is_reading)

    with engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(seen.append)  # type: ignore[union-attr]
        connection.execute(text("SELECT 1"))

    assert seen[0].strip() == expected


def test_a_parent_can_be_rebuilt_without_losing_its_children(engine: Engine) -> None:
    with engine.connect() as connection, deferred_foreign_keys(connection):
        connection.execute(text("DELETE FROM parent"))
        connection.execute(text("INSERT INTO parent VALUES (1)"))
        connection.commit()

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM child")).scalar() == 1


def delete_parents(engine: Engine) -> None:
    with engine.connect() as connection, deferred_foreign_keys(connection):
        connection.execute(text("DELETE FROM parent"))
        connection.commit()


def test_a_child_without_parent_is_found_at_the_end(engine: Engine) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="refer to nothing"):
        delete_parents(engine)


def test_a_checkpoint_brings_the_log_into_the_file(engine: Engine, tmp_path: Path) -> None:
    before = (tmp_path / "blog.sqlite3").stat().st_size

    checkpoint_wal(engine)

    assert (tmp_path / "blog.sqlite3").stat().st_size > before
