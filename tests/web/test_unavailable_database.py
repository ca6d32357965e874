"""A database that is locked, empty or away: 503 with Retry-After, what is kept is shown, what was typed stays."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog import create_app
from blog.database import db, engine
from blog.database.faults.repeated_log import repeated_log
from blog.models import Role, Subscriber
from blog.web.cache.version_watch import VersionWatch
from tests.conftest import SETTINGS, Client
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, sign_in
from tests.test_defences import fill, rules
from tests.test_hostile import FormReader, read_forms

TEXT = "A text of some words that took an afternoon, with a line\nbreak and <b>signs</b>."


@pytest.fixture(autouse=True)
def log_from_the_start() -> None:
    repeated_log.due_at.clear()
    repeated_log.counts.clear()


@contextmanager
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let somebody else hold the write lock of SQLite, for longer than anybody waits."""
    db.session.commit()
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr(engine, "HURRIED_TIMEOUT_MS", 10)
    rival = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    yield
    rival.close()


@on_sqlite
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/desk/articles/new", {"headline": "Water for the upper valley", "body": TEXT, "deed": "save"}),
        ("/subscribe", {"address": "reader@example.com", "name": TEXT}),
        ("/articles/story/report", {"words": TEXT, "address": "reader@example.com"}),
    ],
)
def test_what_was_typed_is_kept_while_the_database_is_locked(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str]
) -> None:
    make_article(slug="story")
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    with locked(monkeypatch):
        answer = client.post(path, data={**fields, "csrf_token": token})

    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
    assert TEXT.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert f'name="csrf_token" value="{token}"' in answer.text
    assert f'action="{path}"' in answer.text


@on_sqlite
def test_what_was_kept_can_be_sent_again(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    (form,) = [form for form in read_forms(client, "/subscribe") if "address" in form.texts]
    form.values["address"] = "reader@example.com"
    with locked(monkeypatch):
        refused = client.post("/subscribe", data=form.values)

    reader = FormReader()
    reader.feed(refused.text)
    client.post(reader.forms[0].action, data=reader.forms[0].values)

    assert refused.status_code == 503
    assert "reader@example.com" in refused.text
    assert db.session.scalar(select(func.count()).select_from(Subscriber)) == 1


@on_sqlite
def test_no_password_and_nothing_from_elsewhere_is_shown_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(client, make_person())
    for path, fields, headers in (
        ("/login", {"address": "a@example.org", "password": "correct horse"}, {}),
        ("/subscriptions/1/leave", {"words": "correct horse"}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        with locked(monkeypatch):
            answer = client.post(path, data={**fields, "csrf_token": token}, headers=headers)

        assert "correct horse" not in answer.text


@on_sqlite
@pytest.mark.parametrize("path", ["/search?q=water", "/no-such-article-about-water", "/", "/desk/"])
def test_reading_goes_on_while_the_database_is_locked(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    make_article("Water for the upper valley")
    sign_in(client, make_person())

    with locked(monkeypatch):
        assert client.get(path).status_code in {200, 404}


@on_sqlite
def test_a_fault_is_logged_once_a_minute_and_without_a_trace(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(monkeypatch):
        for _ in range(5):
            client.post("/subscribe", data={"address": "reader@example.com"})

    logged = capsys.readouterr().out
    assert logged.count("database unavailable") == 1
    assert "Traceback" not in logged


def make_site_without(folder: Path, kind: str, make_app: Callable[..., Flask]) -> Flask:
    """Return an application whose database is away in one of the ways in which one can be."""
    settings: dict[str, Any] = {**SETTINGS, "INSTANCE_PATH": str(folder), "MEDIA_URL": folder.as_uri()}
    if kind == "server away":
        app = create_app({**settings, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"})
    else:
        file = folder / "database" / "blog.sqlite3"
        file.parent.mkdir()
        app = create_app({**settings, "DATABASE_URL": f"sqlite:///{file}"})
        if kind == "folder gone":
            file.unlink()
            file.parent.rmdir()
    app.test_client_class = Client
    return app


@pytest.mark.parametrize("kind", ["server away", "folder gone", "file empty"])
def test_every_page_says_that_the_database_is_away(tmp_path: Path, make_app: Callable[..., Flask], kind: str) -> None:
    app = make_site_without(tmp_path, kind, make_app)
    statuses: dict[str, int] = {}

    with app.app_context():
        client = app.test_client()
        with client.session_transaction(base_url="https://news.example.org") as cookie:
            cookie["_user_id"] = "a token of somebody"
        for rule, _ in rules(app, "GET"):
            answer = client.get(fill(rule)[0])
            statuses[rule.rule] = answer.status_code
            assert answer.status_code != 503 or rule.rule == "/readyz" or answer.headers["Retry-After"]
        db.session.remove()
        db.engine.dispose()

    assert {rule for rule, status in statuses.items() if status == 500} == set()
    assert {statuses[rule] for rule in ("/", "/archive/", "/search", "/desk/", "/readyz")} == {503}
    assert statuses["/healthz"] == 200


@pytest.fixture(scope="module")
def caching_app(make_app: Callable[..., Flask], make_postgres: Callable[[str], str]) -> Flask:
    app = make_app(make_postgres("away"), PAGE_CACHE_BYTES=1_000_000)
    with app.app_context():
        make_article(slug="story")
    return app


def test_kept_pages_are_shown_while_the_database_is_away(caching_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with caching_app.app_context():
        client = caching_app.test_client()
        kept = client.get("/articles/story")
        db.session.remove()
        db.engine.dispose()

        def fail(_watch: VersionWatch) -> None:
            raise OSError

        watch = caching_app.extensions["pagecache"].watch
        monkeypatch.setattr(type(watch), "open", fail)
        watch.close()
        away = client.get("/articles/story")
        monkeypatch.undo()
        monkeypatch.setattr(watch, "retry_at", 0.0)
        back = client.get("/articles/story")
        watch.close()

    assert [answer.status_code for answer in (kept, away, back)] == [200, 200, 200]
    assert kept.data == away.data == back.data
