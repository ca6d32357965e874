"""broadsheet static and static verify: what they say, refuse, and how they end."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article
from blog.operations.static_site import commands
from blog.operations.static_site.files.file_manifest import FileManifest
from tests.conftest import empty_database
from tests.factories import make_article


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["static", *arguments])
    return done.exit_code, done.output


def test_a_folder_is_built_verified_and_refused_when_damaged(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        empty_database()
        make_article("Tea", slug="tea")
    site = str(tmp_path / "site")

    built = run(sqlite_app, site)
    whole = run(sqlite_app, "verify", site)
    (tmp_path / "site/articles/tea.html").unlink()
    damaged = run(sqlite_app, "verify", site)

    assert built[0] == 0
    assert "pages in" in built[1]
    assert (whole[0], "are whole" in whole[1]) == (0, True)
    assert damaged[0] == 1
    assert "articles/tea.html: is missing" in damaged[1]


def test_what_is_not_ours_is_refused_with_a_sentence(sqlite_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    built, verified = run(sqlite_app, str(tmp_path)), run(sqlite_app, "verify", str(tmp_path))
    wrong_site = run(sqlite_app, "--site", "news", str(tmp_path / "new"))

    assert (built[0], "is not empty" in built[1]) == (1, True)
    assert (verified[0], "no static site" in verified[1]) == (1, True)
    assert "must begin with https://" in wrong_site[1]
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_full_disk_is_a_sentence(sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(FileManifest, "put", fail)

    status, said = run(sqlite_app, str(tmp_path / "site"))

    assert (status, "site could not be written: database or disk is full." in said) == (1, True)


def test_a_folder_is_followed_until_the_command_is_ended(
    sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_app.app_context():
        empty_database()
        make_article("Tea", slug="tea")

    def act(_seconds: float) -> None:
        if (tmp_path / "site/articles/rain.html").exists():
            raise KeyboardInterrupt
        if not db.session.scalar(select(Article.id).where(Article.slug == "rain")):
            make_article("Rain", slug="rain")
            db.session.commit()

    monkeypatch.setattr(commands.time, "sleep", act)
    ended = run(sqlite_app, str(tmp_path / "site"), "--follow")
    (tmp_path / "letter.txt").write_text("dear")
    refused = run(sqlite_app, str(tmp_path), "--follow")

    assert (ended[0], "the whole site is there" in ended[1]) == (1, True)
    assert (refused[0], "is not empty" in refused[1]) == (1, True)
    assert "Traceback" not in ended[1] + refused[1]
