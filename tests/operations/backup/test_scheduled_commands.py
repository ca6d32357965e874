"""The scheduled backup: written down however it ends, into a folder or a bucket, and the old ones go."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import BackupRun
from blog.operations.backup import scheduled_commands
from blog.operations.backup.archive import backup_place
from blog.operations.backup.backup_schedule import claim_due
from blog.operations.backup.site_backup import COPIES
from blog.pictures.bucket import bucket_client
from tests.databases import on_sqlite
from tests.factories import NOW, make_person, save
from tests.operations.backup.archive.test_backup_place import names_in, put
from tests.operations.backup.test_site_restore import run
from tests.pictures.bucket.test_bucket_client import SHORT
from tests.seaweed import S3Server
from tests.settings import change_settings

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
SLOT = "2026-12-01-1"


def test_a_scheduled_backup_is_written_down_and_removes_what_is_old(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person()
    change_settings(app, backup_folder=str(tmp_path), backup_days=1, backup_weeks=0, backup_months=0)
    (tmp_path / "broadsheet-2026-11-01-1.tar").touch()
    killed, copied = tmp_path / "broadsheet-2026-11-02-1.tar.part", tmp_path / "instance" / f"{COPIES}k1lled"
    killed.touch()
    copied.mkdir(parents=True)
    for path in (killed, copied):
        os.utime(path, (0, 0))
    monkeypatch.setattr(app, "instance_path", str(copied.parent))
    slot = claim_due(db.session, NOON, 3)
    db.session.commit()

    done = app.test_cli_runner().invoke(args=["backup-scheduled", str(slot)])

    run = db.session.scalars(select(BackupRun)).one()
    assert done.exit_code == 0, done.output
    assert (
        [path.name for path in tmp_path.iterdir() if path.is_file()]
        == [run.file_name]
        == ["broadsheet-2026-12-02-1.tar"]
    )
    assert (run.problem, run.size_bytes > 10_000) == ("", True)
    assert not copied.exists() or db.engine.dialect.name == "postgresql"


def test_a_scheduled_backup_that_fails_says_why(app: Flask, tmp_path: Path) -> None:
    change_settings(app, backup_folder=str(tmp_path / "missing"))
    slot = claim_due(db.session, NOON, 3)
    db.session.commit()

    app.test_cli_runner().invoke(args=["backup-scheduled", str(slot)])

    assert "cannot be created" in db.session.scalars(select(BackupRun)).one().problem


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database is locked"), ValueError("too long\n[SQL: x]")])
def test_a_scheduled_backup_that_fails_in_any_way_has_an_end(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    change_settings(app, backup_folder=str(tmp_path))
    monkeypatch.setattr(scheduled_commands, "make_backup", Mock(side_effect=error))
    slot = claim_due(db.session, NOON, 3)
    db.session.commit()

    app.test_cli_runner().invoke(args=["backup-scheduled", str(slot)])

    run = db.session.scalars(select(BackupRun)).one()
    assert (run.problem, run.ended_at is None, run.size_bytes) == (str(error).splitlines()[0], False, 0)
    assert list(tmp_path.iterdir()) == []


@on_sqlite
@pytest.mark.xdist_group("bucket")
def test_a_scheduled_backup_goes_to_the_bucket_and_old_ones_go(app: Flask, media: Path, bucket_url: str) -> None:
    change_settings(app, backup_folder=bucket_url, backup_days=1, backup_weeks=0, backup_months=0)
    for name in ("broadsheet-2025-01-01-1.tar", "notes.txt"):
        put(bucket_url, name)
    save(BackupRun(slot=SLOT, started_at=NOW, file_name="", size_bytes=0, problem=""))

    run(app, "backup-scheduled", SLOT)

    done = db.session.query(BackupRun).one()
    assert (done.problem, done.file_name) == ("", f"broadsheet-{SLOT}.tar")
    assert done.size_bytes > 100_000
    assert names_in(bucket_url) == [f"broadsheet-{SLOT}.tar", "notes.txt"]


@on_sqlite
@pytest.mark.xdist_group("bucket")
def test_a_scheduled_backup_to_a_bucket_that_is_away_has_an_end_and_says_why(
    app: Flask, media: Path, bucket_url: str, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_place, "WRITING", SHORT)
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    change_settings(app, backup_folder=bucket_url)
    save(BackupRun(slot=SLOT, started_at=NOW, file_name="", size_bytes=0, problem=""))
    s3_server.trouble.begin("status", status=500)

    run(app, "backup-scheduled", SLOT)

    done = db.session.query(BackupRun).one()
    assert "answers with an error of its own" in done.problem
    assert done.ended_at is not None
    s3_server.trouble.begin("")
    assert names_in(bucket_url) == []
