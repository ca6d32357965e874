"""A database is streamed from its files while others write, and is what one transaction sees."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from blog.operations.backup.database import sqlite_snapshot as module
from blog.operations.backup.database.sqlite_file import open_file
from blog.operations.backup.database.sqlite_snapshot import NotReadable, streamed_database

WRITER = """
import random, sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], 30, isolation_level=None)
connection.execute("PRAGMA synchronous = OFF")
connection.execute("PRAGMA wal_autocheckpoint = %s" % sys.argv[2])
connection.execute("PRAGMA cache_size = 20")
print("begun", flush=True)
number = 0
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    for _ in range(20):
        amount = random.randrange(100)
        connection.execute("UPDATE accounts SET amount = amount - ? WHERE id = ?", (amount, random.randrange(1, 201)))
        connection.execute("UPDATE accounts SET amount = amount + ? WHERE id = ?", (amount, random.randrange(1, 201)))
    connection.executemany("INSERT INTO lines (words) VALUES (hex(randomblob(400)))", [()] * 20)
    gone = connection.execute("DELETE FROM lines WHERE id % 3 = ?", (number % 7,)).rowcount
    connection.execute("UPDATE counted SET number = number + 20 - ?", (gone,))
    connection.execute("COMMIT")
    time.sleep(0.01)
    if number % 9 == 0:
        mode = random.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
        connection.execute("PRAGMA wal_checkpoint(%s)" % mode).fetchone()
"""
"""Moves amounts between accounts, and grows and shrinks the file."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a write-ahead log."""
    file = tmp_path / "blog.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(
            "PRAGMA auto_vacuum = FULL; PRAGMA journal_mode = WAL;"
            "CREATE TABLE accounts (id INTEGER PRIMARY KEY, amount INTEGER, words TEXT);"
            "CREATE TABLE lines (id INTEGER PRIMARY KEY, words TEXT); CREATE INDEX ix ON lines (words);"
            "CREATE TABLE counted (number INTEGER); INSERT INTO counted VALUES (0);"
        )
        connection.executemany("INSERT INTO accounts (amount, words) VALUES (1000, ?)", [("tea" * 300,)] * 200)
    return file


@contextmanager
def writing(database: Path) -> Iterator[None]:
    """Let two other processes change *database* again and again."""
    with ExitStack() as stack:
        for frames in ("0", "5"):
            command = [sys.executable, "-c", WRITER, database, frames]
            writer = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE))
            stack.callback(writer.kill)
            assert writer.stdout is not None
            writer.stdout.readline()
        yield


def take(database: Path, taken: Path) -> str:
    """Write a snapshot of *database* to *taken*; return the sum of what its transaction sees."""
    with streamed_database(database) as snapshot:
        with taken.open("wb") as copy:
            shutil.copyfileobj(snapshot.stream, copy)
        assert taken.stat().st_size == snapshot.size
        return sum_of(snapshot.connection)


def sum_of(connection: sqlite3.Connection) -> str:
    """Return a sum over all rows, in their order."""
    summed = sha256()
    for table in ("accounts", "lines", "counted"):
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1"):
            summed.update(repr(row).encode())
    return summed.hexdigest()


def test_each_snapshot_is_whole_and_what_one_transaction_sees_while_others_write(
    database: Path, tmp_path: Path
) -> None:
    taken, sums = tmp_path / "taken.sqlite3", set()

    with writing(database):
        for _ in range(3):
            seen = take(database, taken)
            sums.add(seen)
            with open_file(taken, "ro") as connection:
                assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert connection.execute("SELECT sum(amount) FROM accounts").fetchone() == (200_000,)
                lines = connection.execute("SELECT (SELECT count(*) FROM lines), number FROM counted").fetchone()
                assert lines[0] == lines[1]
                assert sum_of(connection) == seen

    assert len(sums) > 1


def test_pages_come_from_the_log_as_long_as_a_reader_keeps_them_there(database: Path, tmp_path: Path) -> None:
    with open_file(database, "rw") as old, open_file(database, "rw") as other:
        old.execute("BEGIN")
        before = sum_of(old)
        other.execute("UPDATE accounts SET words = 'coffee'")

        seen = take(database, tmp_path / "taken.sqlite3")
        other.execute("PRAGMA wal_checkpoint(PASSIVE)")
        with open_file(tmp_path / "taken.sqlite3", "ro") as connection:
            found = connection.execute("SELECT count(*) FROM accounts WHERE words = 'coffee'").fetchone()

    assert found == (200,)
    assert seen != before


def test_what_is_written_once_it_has_begun_is_not_in_it(database: Path) -> None:
    with streamed_database(database) as snapshot, open_file(database, "rw") as other:
        other.execute("UPDATE accounts SET words = 'c0ffee'")
        other.execute("PRAGMA wal_checkpoint(PASSIVE)")

        assert b"c0ffee" not in snapshot.stream.read(2**24)


def test_a_writer_that_does_not_end_and_a_file_without_a_log_leave_it_to_a_copy(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0)
    with open_file(database, "rw") as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotReadable), streamed_database(database):
            pass
        writer.execute("ROLLBACK")
        writer.execute("PRAGMA journal_mode = DELETE")
        with pytest.raises(NotReadable), streamed_database(database):
            pass


def test_the_locks_of_the_process_stay(database: Path) -> None:
    take_all = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode = DELETE')"
    with open_file(database, "rw") as other:
        sum_of(other)
        with streamed_database(database) as snapshot:
            snapshot.stream.read(10)

        taken = subprocess.run([sys.executable, "-c", take_all, database], capture_output=True, check=False, text=True)

    assert "database is locked" in taken.stderr
