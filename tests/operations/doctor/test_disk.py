"""Room on the disk, and a folder for pictures."""

import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from blog.database import db
from blog.operations.doctor import disk
from blog.operations.doctor.disk import MIB, check_file, check_media, check_picture_files, check_space
from blog.pictures.files.storage import FolderStorage
from tests.databases import on_sqlite
from tests.operations.doctor.fakes import severities
from tests.pictures.picture_factories import make_picture

Usage = namedtuple("Usage", ["total", "used", "free"])


@pytest.mark.parametrize(("free_mib", "severity"), [(99, "WRONG"), (1023, "warn"), (50_000, "ok")])
def test_room_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mib: int, severity: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, free_mib * MIB))

    assert severities(list(check_space(tmp_path / "not" / "made"))) == [("disk", severity)]


def test_a_folder_that_will_be_made_is_writable(tmp_path: Path) -> None:
    assert severities(list(check_media(tmp_path / "media"))) == [("pictures", "ok")]


def test_a_folder_that_is_not_ours_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk.os, "access", lambda _path, _mode: False)

    assert severities(list(check_media(tmp_path))) == [("pictures", "WRONG")]


@on_sqlite
def test_pictures_whose_files_are_missing_are_named(app: Flask, tmp_path: Path) -> None:
    gone, whole = make_picture("Gone", file_name="gone.jpg"), make_picture("Whole")
    for width in whole.widths:
        for suffix in whole.formats:
            FolderStorage(tmp_path).put(whole.path(width, suffix), b"pixels")

    (found,) = check_picture_files(db.session, tmp_path)

    assert severities([found]) == [("pictures", "WRONG")]
    assert "gone.jpg" in found.message
    assert gone.key in found.message
    assert whole.key not in found.message


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "blog.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE found (words TEXT)")
    connection.executemany("INSERT INTO found VALUES (?)", [("x" * 900,)] * 50)
    connection.commit()
    connection.close()
    whole = severities(list(check_file(make_url(f"sqlite:///{file}"))))
    with file.open("r+b") as content:
        content.seek(8192)
        content.write(b"\xff" * 8192)

    (finding,) = check_file(make_url(f"sqlite:///{file}"))

    assert whole == [("file", "ok")]
    assert (finding.severity.value, "restore a backup" in finding.message) == ("WRONG", True)


def test_a_large_file_is_looked_at_for_a_while_only(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "blog.sqlite3")
    connection.execute("CREATE TABLE found (words TEXT)")
    connection.executemany("INSERT INTO found VALUES (?)", [("x" * 900,)] * 5000)
    connection.commit()
    connection.close()

    (finding,) = check_file(make_url(f"sqlite:///{tmp_path}/blog.sqlite3"), seconds=-1)

    assert finding.message.startswith("No damage was found")
    assert list(check_file(make_url("postgresql://db/blog"))) == []
