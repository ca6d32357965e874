"""A backup of either database comes back in either, as it was; into what holds something it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from blog.database import db
from blog.database.schema import known_revisions, read_revision
from blog.delivery.worker.instance_state import InstanceState, read_standing
from blog.models import Article, Subscriber
from blog.operations.backup import site_backup
from blog.operations.backup.database import postgres_copy
from blog.web.clock import read_clock
from tests.databases import on_postgres
from tests.factories import make_article, make_subscriber
from tests.operations.backup.sites import empty_site, furnish, media_of, new_url, read_files, read_rows

__all__ = ["new_url"]


def run(app: Flask, *words: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=list(words))


@pytest.fixture
def backup(app: Flask, media: Path, tmp_path: Path) -> Path:
    furnish(app)
    done = run(app, "backup", str(tmp_path / "site.tar"), "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    return tmp_path / "site.tar"


def test_a_site_comes_back_in_either_database_as_it_was(app: Flask, backup: Path, tmp_path: Path, new_url: str) -> None:
    rows, files = read_rows(), read_files(media_of(app))

    with empty_site(tmp_path, new_url) as restored:
        done = run(restored, "restore", str(backup))
        found = read_rows()
        searched = restored.test_client().get("/search?q=backslash+OR+bridge", base_url="https://news.example.org")

        assert done.exit_code == 0, done.output
        assert found == rows
        assert read_files(media_of(restored)) == {name: data for name, data in files.items() if "card-" not in name}
        assert "A bridge reopens" in searched.text
        assert read_revision(db.engine) == known_revisions()[-1]
        assert read_standing(db.engine, Path(restored.instance_path), read_clock()) is InstanceState.COPY
        db.session.rollback()
        assert make_subscriber().id > max(row[0] for row in rows["subscribers"])


def test_nothing_is_overwritten(app: Flask, backup: Path, tmp_path: Path) -> None:
    over_itself = run(app, "restore", str(backup))
    with empty_site(tmp_path) as restored:
        (tmp_path / "new/media/a").mkdir(parents=True)
        over_files = run(restored, "restore", str(backup))

    assert over_itself.exit_code == over_files.exit_code == 1
    assert "The database is not empty" in over_itself.output
    assert "media is not empty" in over_files.output
    assert len(db.session.query(Subscriber).all()) == 30


def test_a_restore_that_was_killed_is_named(backup: Path, tmp_path: Path) -> None:
    with empty_site(tmp_path) as restored:
        (tmp_path / "new/media/.restoring").mkdir(parents=True)

        done = run(restored, "restore", str(backup))

    assert "An earlier restore did not finish" in done.output
    assert done.exit_code == 1


@pytest.mark.parametrize(("schema", "sentence"), [("9999", "newer than this program"), ("0000", "no edition")])
def test_a_schema_that_is_unknown_is_refused(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: str, sentence: str
) -> None:
    monkeypatch.setattr(site_backup, "read_revision", lambda engine: schema)
    run(app, "backup", str(tmp_path / "odd.tar"))

    with empty_site(tmp_path) as restored:
        done = run(restored, "restore", str(tmp_path / "odd.tar"))

    assert (sentence in done.output, done.exit_code) == (True, 1)
    assert set(read_files(tmp_path / "new")) == {"blog.sqlite3"}


@on_postgres
def test_a_row_may_refer_to_one_that_comes_later(
    app: Flask,
    media: Path,
    tmp_path: Path,
    make_postgres: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres_copy, "PART_BYTES", 1)
    early, late = make_article("Primero", language="es"), make_article("First")
    early.translation_of_id = late.id
    db.session.commit()
    absent = late.id + 10**6
    db.session.execute(update(Article).where(Article.id == late.id).values(word_count=3))
    db.session.commit()
    run(app, "backup", str(tmp_path / "parts.tar"))

    with empty_site(tmp_path, make_postgres("restored")) as restored:
        done = run(restored, "restore", str(tmp_path / "parts.tar"))
        faults = restored.test_cli_runner().invoke(args=["db", "check"])

        assert (done.exit_code, faults.exit_code) == (0, 0), done.output + faults.output
        with pytest.raises(IntegrityError):
            db.session.execute(update(Article).values(translation_of_id=absent))
