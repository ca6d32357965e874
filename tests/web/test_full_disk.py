"""A disk that is full or not writable: 503 with Retry-After, nothing half-written, and readers go on."""

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.authoring.editor import views
from blog.database import db
from blog.database.faults.repeated_log import repeated_log
from blog.models import Article, Attachment, Role
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, sign_in
from tests.web.access.test_request_body import MULTIPART, URLENCODED, post_paths

FULL = Path("/dev/full")
TEXT = "A text of some words that took an afternoon, with a line\nbreak and <b>signs</b>."

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs the device that is always full (full(4))")


@pytest.fixture(autouse=True)
def log_from_the_start() -> None:
    repeated_log.due_at.clear()
    repeated_log.counts.clear()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every temporary file be on a disk that is full."""
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_kind: FULL.open("w+b"))


def fail(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Let the disk fail while an article is saved."""

    def raise_error(*_values: Any, **_more: Any) -> None:
        raise error

    monkeypatch.setattr(views, "save_form", raise_error)


@on_sqlite
def test_a_body_for_which_there_is_no_room_is_told_on_every_form(app: Flask, client: FlaskClient, full: None) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    body = b"body=" + b"x" * 1_500_000

    answers = {
        path: client.post(path, data=body, content_type=URLENCODED, headers={"X-CSRFToken": token})
        for path in post_paths(app)
    }

    assert {path: answer.status for path, answer in answers.items() if answer.status_code != 503} == {}
    assert {answer.headers["Retry-After"] for answer in answers.values()} == {"10"}
    assert all("back" in answer.text for answer in answers.values())


@on_sqlite
def test_an_upload_for_which_there_is_no_room_leaves_nothing(
    app: Flask, client: FlaskClient, media: Path, full: None, capsys: pytest.CaptureFixture[str]
) -> None:
    make_article(slug="story")
    token = sign_in(client, make_person(role=Role.EDITOR))

    disposition = b'--edge\r\nContent-Disposition: form-data; name="attachment_file"; filename="a.csv"\r\n\r\n'
    body = disposition + b"a,b\n" * 500_000 + b"\r\n--edge--\r\n"

    answers = [
        client.post("/desk/files", data=body, content_type=MULTIPART, headers={"X-CSRFToken": token}) for _ in range(3)
    ]

    assert [answer.status_code for answer in answers] == [503] * 3

    assert client.get("/articles/story").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 0
    assert list(media.iterdir()) == []
    said = capsys.readouterr().out
    assert said.count("disk unavailable") == 1
    assert "Traceback" not in said


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE, errno.EIO])
def test_what_was_typed_is_kept_where_a_file_could_not_be_written(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    token = sign_in(client, make_person(role=Role.EDITOR))
    fail(monkeypatch, OSError(code, "not now"))

    answer = client.post("/desk/articles/new", data={"csrf_token": token, "headline": "Tea", "body": TEXT})

    assert answer.status_code == 503
    assert "A text of some words that took an afternoon" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


@on_sqlite
def test_another_fault_of_a_file_is_a_fault_of_ours(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sign_in(client, make_person(role=Role.EDITOR))
    fail(monkeypatch, FileNotFoundError(errno.ENOENT, "gone"))

    with pytest.raises(FileNotFoundError):
        client.post("/desk/articles/new", data={"csrf_token": token, "headline": "Tea", "body": TEXT})
