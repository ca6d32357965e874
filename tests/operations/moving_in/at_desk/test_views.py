"""An export is uploaded, checked and taken in at the desk, by administrators alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Alert, Article, Delivery, ImportStep, Role, StepState
from blog.operations.moving_in.at_desk.import_job import imports_folder
from tests.factories import make_person, sign_in
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, upload, work
from tests.operations.moving_in.exports import count, make_export


@pytest.fixture(autouse=True)
def uploads(app: Flask) -> Iterator[Path]:
    """The folder of uploads, emptied after the test."""
    yield imports_folder(app.instance_path)
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


def test_an_upload_is_checked_then_taken_in(app: Flask, client: FlaskClient, tmp_path: Path, media: Path) -> None:
    export = make_export(tmp_path)
    archive = Path(shutil.make_archive(str(tmp_path / "pictures"), "zip", tmp_path / "uploads"))
    token = sign_in_boss(client)

    answer = upload(client, token, export, [archive])
    page = answer.headers["Location"]
    checked = work(app).state
    said = client.get(page).text
    before = count(Article)
    client.post(f"{page}/taking", data={"csrf_token": token})
    taken = work(app)

    assert (checked, before) == (StepState.DONE, 0)
    assert "Checked: nothing was written yet" in said
    assert "Articles that were not public there: drafts here" in said
    assert (taken.step, taken.state, taken.problem) == (ImportStep.TAKE, StepState.DONE, "")
    assert (taken.report["outcomes"], taken.report["pictures"]["new"]) == ({"new": 5}, 2)
    assert (count(Alert), count(Delivery)) == (0, 0)
    report = client.get(page).text
    assert "Story 1" in report
    with client.get(f"{page}/articles.csv") as rows:
        assert "/articles/story-1" in rows.text


def test_what_is_no_export_is_refused_with_a_sentence(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    trap = tmp_path / "trap.xml"
    trap.write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><rss><wp:post_id>&a;</wp:post_id></rss>")
    token = sign_in_boss(client)

    upload(client, token, trap)
    failed = work(app)

    assert failed.state is StepState.FAILED
    assert "declares a document type" in client.get(f"/desk/moving-in/{failed.id}").text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONTRIBUTOR])
def test_only_administrators_may_move_in(client: FlaskClient, role: Role) -> None:
    sign_in(client, make_person(role=role))

    assert client.get("/desk/moving-in").status_code == 403
