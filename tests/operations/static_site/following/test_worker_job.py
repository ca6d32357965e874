"""The worker keeps the folder current: a pass at the start, and after whatever readers can see has changed."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import select

from blog.config.settings import settings_of
from blog.database import db
from blog.models import ArticleState, ContentChange, CorrectionKind
from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following import worker_job
from blog.operations.static_site.following.change_notes import KEPT_AFTER, begin_noting
from blog.operations.static_site.following.worker_job import RETRY, FolderFollowing, following_jobs
from tests.articles.corrections.correction_factories import make_correction
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_topic
from tests.operations.static_site.sites import build, files_in, fill_site
from tests.settings import change_settings


def test_the_folder_is_what_a_full_build_writes_after_each_change(app: Flask, media: Path, tmp_path: Path) -> None:
    made = fill_site(6)
    change_settings(app, static_folder=str(tmp_path / "followed"))
    (job,) = following_jobs(app)

    first = sum(job(db.session, NOW) for _ in range(100))
    idle = job(db.session, NOW)
    made[3].state = ArticleState.WITHDRAWN
    make_article("Rain", slug="rain", author=made[0].author)
    second = sum(job(db.session, NOW) for _ in range(100))
    build(app, tmp_path / "built")

    assert (first > 1, idle, second > 0) == (True, False, True)
    assert files_in(tmp_path / "followed") == files_in(tmp_path / "built")
    assert "articles/rain.html" in files_in(tmp_path / "followed")
    assert "articles/well-3.html" not in files_in(tmp_path / "followed")


def test_what_lists_a_translation_is_written_again_when_its_original_is_retracted(
    app: Flask, media: Path, tmp_path: Path
) -> None:
    made = fill_site(2)
    make_article("Fähre", 9, slug="hafen", language="de", translation_of_id=made[0].id, author=made[1].author)
    job = FolderFollowing(app, SiteFolder(tmp_path / "followed"), settings_of(app).base_url)
    while job(db.session, NOW):
        pass

    make_correction(made[0], kind=CorrectionKind.RETRACTION)
    while job(db.session, NOW):
        pass
    build(app, tmp_path / "built")

    assert files_in(tmp_path / "followed") == files_in(tmp_path / "built")
    files = files_in(tmp_path / "followed")
    named = {name for name, content in files.items() if "Retracted: Fähre".encode() in content}
    assert {"articles/hafen.html", "articles/hafen.md", "feed.atom", "feed.json"} <= named


@on_sqlite
def test_a_disk_that_is_full_for_the_table_of_files_is_tried_again(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = FolderFollowing(app, SiteFolder(tmp_path / "site"), "https://news.example")
    with monkeypatch.context() as full:
        full.setattr(FileManifest, "put", Mock(side_effect=sqlite3.OperationalError("database or disk is full")))
        assert job(db.session, NOW) is False
        assert job(db.session, NOW) is False

    assert job(db.session, NOW + RETRY) is True


@on_sqlite
def test_a_folder_that_cannot_be_written_is_tried_again(app: Flask, media: Path, tmp_path: Path) -> None:
    make_article("Tea", slug="tea")
    change_settings(app, static_folder=str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way", "utf-8")
    (job,) = following_jobs(app)

    refused = job(db.session, NOW)
    (tmp_path / "file").unlink()
    soon, later = job(db.session, NOW + RETRY / 2), job(db.session, NOW + RETRY + timedelta(seconds=1))

    assert (refused, soon, later) == (False, False, True)


@on_sqlite
def test_a_build_by_hand_is_not_disturbed_and_counts(app: Flask, media: Path, tmp_path: Path) -> None:
    make_article("Tea", slug="tea")
    change_settings(app, static_folder=str(tmp_path / "followed"))
    (job,) = following_jobs(app)
    build(app, tmp_path / "followed")

    with SiteFolder(tmp_path / "followed").locked(0):
        busy = job(db.session, NOW)
    before = files_in(tmp_path / "followed")
    went = sum(job(db.session, NOW + RETRY) for _ in range(10))

    assert (busy, went > 0) == (False, True)
    assert files_in(tmp_path / "followed") == before


def test_without_the_setting_only_old_notes_end(app: Flask) -> None:
    begin_noting(db.session, NOW)
    db.session.commit()
    (job,) = following_jobs(app)

    more = job(db.session, NOW + KEPT_AFTER * 2)

    assert (more, db.session.scalars(select(ContentChange)).all()) == (False, [])


@on_sqlite
def test_a_change_during_a_build_is_in_it(app: Flask, media: Path, tmp_path: Path) -> None:
    made = fill_site(8)
    change_settings(app, static_folder=str(tmp_path / "followed"))
    (job,) = following_jobs(app)

    job(db.session, NOW)
    made[7].headline = "Well of wells"
    db.session.commit()
    for _ in range(100):
        job(db.session, NOW)
    build(app, tmp_path / "built")

    assert files_in(tmp_path / "followed") == files_in(tmp_path / "built")


def test_a_change_of_the_whole_site_begins_the_build_again(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article("Tea", slug="tea", topics=[topic := make_topic("Water", slug="water")])
    change_settings(app, static_folder=str(tmp_path / "followed"))
    (job,) = following_jobs(app)
    for _ in range(20):
        job(db.session, NOW)

    folder = SiteFolder(tmp_path / "followed")
    was_building = folder.is_building()
    topic.name = "Rivers"
    db.session.commit()
    with monkeypatch.context() as patch:
        patch.setattr(worker_job, "STRETCH", 2)
        job(db.session, NOW)
    is_building = folder.is_building()
    for _ in range(20):
        job(db.session, NOW)
    build(app, tmp_path / "built")

    assert isinstance(job, FolderFollowing)
    assert job.builds == 2
    assert (was_building, is_building, folder.is_building()) == (False, True, False)
    assert files_in(tmp_path / "followed") == files_in(tmp_path / "built")
