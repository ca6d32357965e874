"""A request at the desk that changes what readers see is answered when the files show it."""

import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.models import Role
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following import answer_wait
from blog.operations.static_site.following.answer_wait import AnswerWait
from blog.operations.static_site.following.folder_update import follow_changes
from tests.authoring.conftest import Desk
from tests.databases import on_sqlite
from tests.factories import make_article, make_draft, make_person
from tests.operations.static_site.following.test_folder_update import follow


@pytest.fixture
def folder(app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the site, for which answers wait as long as a busy machine needs."""
    monkeypatch.setattr(answer_wait, "UPDATE_SECONDS", 120.0)
    make_article("Tea", 1, slug="tea")
    follow(app, tmp_path / "files")
    monkeypatch.setattr(app, "wsgi_app", AnswerWait(app, app.wsgi_app, tmp_path / "files"))
    return tmp_path / "files"


def publish(app: Flask, slug: str) -> int:
    desk = Desk(app, make_person(role=Role.EDITOR))
    draft = make_draft("Herons", slug=slug, author=desk.person)
    return desk.post(f"/desk/articles/{draft.id}/publication", alert="no", seen=draft.revision).status_code


def test_the_page_is_there_when_the_publication_is_answered(app: Flask, folder: Path) -> None:
    status = publish(app, "herons")

    assert status == 303
    assert "Herons" in (folder / "articles/herons.html").read_text("utf-8")
    assert "Herons" in (folder / "index.html").read_text("utf-8")
    assert "Herons" in (folder / "articles/tea.html").read_text("utf-8")


def test_a_page_that_was_withdrawn_is_gone_when_that_is_answered(app: Flask, folder: Path) -> None:
    desk = Desk(app, make_person(role=Role.EDITOR))
    article = make_article("Herons", slug="herons", author=desk.person)
    follow(app, folder)
    was_there = (folder / "articles/herons.html").exists()

    status = desk.post(f"/desk/articles/{article.id}/withdrawal", seen=article.revision).status_code

    assert (was_there, status) == (True, 303)
    assert not (folder / "articles/herons.html").exists()
    assert "Herons" not in (folder / "index.html").read_text("utf-8")


@on_sqlite
def test_it_is_answered_in_time_though_the_folder_is_held(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_wait, "PATIENCE_SECONDS", 0.1)

    with SiteFolder(folder).locked(0):
        status = publish(app, "herons")

    assert status == 303
    assert not (folder / "articles/herons.html").exists()


@on_sqlite
def test_nobody_waits_for_the_whole_site_to_be_built(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried, waits = list[Any](), list[float]()
    monkeypatch.setattr(answer_wait, "follow_changes", lambda *values: tried.append(values) or follow_changes(*values))
    monkeypatch.setattr(time, "sleep", waits.append)
    SiteFolder(folder).say_building(is_building=True)

    with SiteFolder(folder).locked(0):
        status = publish(app, "herons")

    assert (status, len(tried), waits) == (303, 1, [])
    assert not (folder / "articles/herons.html").exists()


@on_sqlite
def test_it_is_answered_in_time_though_the_pages_take_long_and_they_follow(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_wait, "UPDATE_SECONDS", 0.1)
    is_answered, is_done, updates = Event(), Event(), list[bool]()

    def take_long(*values: Any) -> bool:
        is_answered.wait(60)
        updates.append(follow_changes(*values))
        is_done.set()
        return updates[-1]

    monkeypatch.setattr(answer_wait, "follow_changes", take_long)

    status = publish(app, "herons")
    was_there = (folder / "articles/herons.html").exists()
    is_answered.set()
    is_done.wait(60)

    assert (status, was_there, updates) == (303, False, [True])
    assert (folder / "articles/herons.html").exists()


@on_sqlite
def test_who_reads_does_not_wait(app: Flask, folder: Path) -> None:
    make_article("Rain", slug="rain")
    db.session.commit()

    app.test_client().get("/")

    assert not (folder / "articles/rain.html").exists()


@on_sqlite
def test_who_changes_nothing_that_is_public_does_not_wait_though_the_folder_is_behind(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article("Rain", slug="rain")
    db.session.commit()
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)

    with SiteFolder(folder).locked(0):
        status = app.test_client().post("/login").status_code

    assert status < 500
    assert waits == []
    assert not (folder / "articles/rain.html").exists()


@on_sqlite
def test_a_page_that_cannot_be_made_takes_nothing_from_the_answer(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object) -> bool:
        raise ValueError("a template is broken")

    monkeypatch.setattr(answer_wait, "follow_changes", fail)

    assert publish(app, "herons") == 303
