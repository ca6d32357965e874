"""Index and frames of a write-ahead log are understood as SQLite writes them, and nothing else is taken for them."""

import io
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from blog.operations.backup.database.page_reader import (
    INDEX_BYTES,
    READY,
    Snapshot,
    find_frames,
    parse_index,
    read_index,
    read_pages,
    serve,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A database of which no page is in the file yet, in use; reading it here costs only the locks of this test."""
    file = tmp_path / "blog.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.executemany("INSERT INTO words VALUES (?)", [("tea" * 200,)] * 50)
        yield file


def newest(database: Path) -> Snapshot:
    found = parse_index(read_index(str(database)))
    assert found is not None
    return found


def ask(database: Path, *words: bytes) -> bytes:
    """Return what a process that is asked *words* answers."""
    answers = io.BytesIO()
    serve(str(database), io.BytesIO(b"".join(words)), answers)
    return answers.getvalue()


def test_the_index_says_how_many_pages_and_frames_there_are(database: Path) -> None:
    found = newest(database)

    frames = (database.with_name("blog.sqlite3-wal").stat().st_size - 32) // (24 + 1024)
    assert (found.page_size, found.frames) == (1024, frames)
    assert Snapshot.unpack(found.pack()) == found


@pytest.mark.parametrize("damage", ["cut", "torn", "not begun", "of another kind"])
def test_an_index_that_cannot_be_trusted_is_none(database: Path, damage: str) -> None:
    data = bytearray(read_index(str(database)))
    if damage == "cut":
        del data[-1]
    elif damage == "torn":
        data[16] ^= 1
    else:
        place, value = {"not begun": (12, 0), "of another kind": (0, 9)}[damage]
        data[place] = data[place + 48] = value

    assert parse_index(bytes(data)) is None


def test_the_answer_is_the_index_and_then_a_database_that_needs_no_log(database: Path, tmp_path: Path) -> None:
    wanted = newest(database)

    answer = ask(database, READY, wanted.pack())

    assert answer[: 2 + INDEX_BYTES] == READY + read_index(str(database)) + READY
    (tmp_path / "taken").write_bytes(answer[2 + INDEX_BYTES :])
    with closing(sqlite3.connect(tmp_path / "taken")) as taken:
        assert taken.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert taken.execute("SELECT count(*) FROM words").fetchone() == (50,)
        assert taken.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_frames_of_another_log_are_not_read(database: Path) -> None:
    wanted = replace(newest(database), salts=b"not salt")

    assert ask(database, READY, wanted.pack()) == READY + read_index(str(database))


def test_who_goes_before_asking_is_not_answered(database: Path) -> None:
    assert ask(database) == READY
    assert ask(database, READY) == READY + read_index(str(database))
    assert ask(database.with_name("none"), READY) == READY + bytes(INDEX_BYTES)


def test_a_log_that_was_cut_off_ends_the_answer(database: Path) -> None:
    wanted, path = newest(database), database.with_name("blog.sqlite3-wal")
    log = os.open(path, os.O_RDWR)
    frames = find_frames(log, wanted)
    assert frames is not None
    os.truncate(log, 32 + 24 + 100)

    with pytest.raises(EOFError):
        list(read_pages(os.open(database, os.O_RDONLY), log, frames, wanted))
