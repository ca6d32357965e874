"""A backup is whole whatever is written, and comes back without what a killed process left beside the file."""

import os
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from errno import ENOSPC
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import make_url

from blog.operations.backup.database.sqlite_file import (
    BackupRefused,
    CheckUnfinished,
    back_up,
    database_file,
    find_damage,
    require_whole,
    restore,
)

WRITER = """
import os, signal, sqlite3, sys
site = sqlite3.connect(sys.argv[1], isolation_level=None)
site.execute("PRAGMA journal_mode = WAL")
site.execute("CREATE TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY, words TEXT)")
site.execute("CREATE INDEX IF NOT EXISTS ix_found ON found (words)")
site.executemany("INSERT INTO found (words) VALUES (?)", [(str(n) * 40,) for n in range(int(sys.argv[2]))])
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Writes rows into a site's file and is killed, so that its -wal and -shm stay."""


def write_and_die(file: Path, rows: int) -> None:
    done = subprocess.run([sys.executable, "-c", WRITER, str(file), str(rows)], check=False)
    assert done.returncode == -signal.SIGKILL


def count_rows(file: Path) -> int:
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT count(*) FROM found").fetchone()[0]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A site's database of 500 rows, whose last process was killed."""
    made = tmp_path / "blog.sqlite3"
    write_and_die(made, 500)
    return made


def test_a_backup_holds_what_only_the_log_has_and_is_private(file: Path, tmp_path: Path) -> None:
    back_up(file, tmp_path / "backup.sqlite3")

    assert count_rows(tmp_path / "backup.sqlite3") == 500
    assert stat.S_IMODE((tmp_path / "backup.sqlite3").stat().st_mode) == 0o600


def test_what_a_killed_process_left_is_not_played_into_the_restored_file(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    back_up(file, backup)
    write_and_die(file, 3000)
    left = {name for name in os.listdir(tmp_path) if name.startswith("blog.sqlite3-")}

    restore(backup, file)

    assert left == {"blog.sqlite3-wal", "blog.sqlite3-shm"}
    assert count_rows(file) == 500
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_site_that_runs_is_not_replaced(file: Path, tmp_path: Path) -> None:
    back_up(file, tmp_path / "backup.sqlite3")
    site = sqlite3.connect(file)
    site.execute("SELECT count(*) FROM found").fetchone()

    with pytest.raises(BackupRefused, match="stop the site first"):
        restore(tmp_path / "backup.sqlite3", file)
    site.close()


def test_a_damaged_database_is_replaced(file: Path, tmp_path: Path) -> None:
    back_up(file, tmp_path / "backup.sqlite3")
    file.write_bytes(b"\0" * 5000)

    restore(tmp_path / "backup.sqlite3", file)

    assert count_rows(file) == 500


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(file: Path, tmp_path: Path, content: bytes) -> None:
    backup = tmp_path / "backup.sqlite3"
    back_up(file, backup)
    backup.write_bytes(backup.read_bytes()[:8192] + content if content else content + b"x")

    with pytest.raises(BackupRefused, match="is damaged or not a database"):
        restore(backup, file)
    assert count_rows(file) == 500


def test_a_plain_copy_of_a_file_in_use_is_refused(file: Path) -> None:
    with pytest.raises(BackupRefused, match="was copied while in use"):
        require_whole(file)


def test_an_existing_file_is_never_written_over(file: Path, tmp_path: Path) -> None:
    (tmp_path / "backup.sqlite3").write_text("mine")

    with pytest.raises(BackupRefused, match="name a new file"):
        back_up(file, tmp_path / "backup.sqlite3")
    assert (tmp_path / "backup.sqlite3").read_text() == "mine"


def test_a_check_ends_with_its_time(file: Path) -> None:
    write_and_die(file, 20_000)

    assert find_damage(file) == ""
    with pytest.raises(CheckUnfinished):
        find_damage(file, seconds=-1)


@pytest.mark.parametrize("url", ["postgresql://blog@db/blog", "sqlite://", "sqlite:///:memory:"])
def test_only_a_file_can_be_copied_like_this(url: str) -> None:
    with pytest.raises(BackupRefused, match="use pg_dump"):
        database_file(make_url(url))


@pytest.fixture
def little_room() -> Iterator[None]:
    """Let no file of this process grow beyond some pages, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_copy_for_which_there_is_no_room_is_a_sentence_and_leaves_nothing(
    file: Path, tmp_path: Path, little_room: None
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()

    with pytest.raises(BackupRefused, match="is a disk full"):
        back_up(file, folder / "copy.sqlite3")

    assert list(folder.iterdir()) == []


def test_a_restore_for_which_there_is_no_room_leaves_the_database(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, database = tmp_path / "copy.sqlite3", tmp_path / "site" / "blog.sqlite3"
    back_up(file, copy)
    database.parent.mkdir()
    restore(copy, database)
    before = database.read_bytes()
    monkeypatch.setattr(shutil, "copyfileobj", Mock(side_effect=OSError(ENOSPC, "No space left on device")))

    with pytest.raises(BackupRefused, match="is a disk full"):
        restore(copy, database)

    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["blog.sqlite3"]
