"""Our own export, packed as a zip, is checked and taken in at the desk by an administrator of a new site."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from blog.database import db
from blog.models import Article, Delivery, ImportStep, Person, Picture, Role, SiteImport, StepState
from blog.operations.moving_in.at_desk.import_job import imports_folder
from blog.operations.moving_in.sources.broadsheet import taken_files
from tests.factories import make_article, make_person, sign_in
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, the_import, upload, work
from tests.operations.moving_in.exports import count
from tests.operations.moving_in.sources.broadsheet.round_trip import contents, empty_here
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish


@pytest.fixture(autouse=True)
def uploads(app: Flask) -> Iterator[Path]:
    """The folder of uploads, emptied after the test."""
    yield imports_folder(app.instance_path)
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


def export_site_of(boss: str, folder: Path) -> Path:
    """Furnish a site whose administrator is the author called *boss*, export it, and return the packed export."""
    furnish(31)
    person = db.session.scalars(select(Person).where(Person.name.startswith(boss))).one()
    person.role = Role.ADMINISTRATOR
    db.session.commit()
    export(folder / "one")
    return Path(shutil.make_archive(str(folder / "packed"), "zip", folder, "one"))


def test_a_site_that_moved_at_the_desk_is_the_same(
    app: Flask, client: FlaskClient, tmp_path: Path, media: Path
) -> None:
    archive = export_site_of("Author 1", tmp_path)
    known = db.session.scalars(select(Person.address).where(Person.name.startswith("Author 1"))).one()
    empty_here()
    token = sign_in(client, make_person("Bo Ss", Role.ADMINISTRATOR, address=known, address_key=known.casefold()))

    page = upload(client, token, archive).headers["Location"]
    checked = work(app)
    found = (checked.state, checked.problem)
    before, said = count(Article), client.get(page).text
    answer = client.post(f"{page}/taking", data={"csrf_token": token})
    waiting = client.get(page)
    taken = work(app)
    came = count(Article)

    assert (found, before) == ((StepState.DONE, ""), 0)
    assert "Broadsheet" in said
    assert (answer.status_code, waiting.status_code) == (303, 200)
    assert (taken.step, taken.state, taken.problem) == (ImportStep.TAKE, StepState.DONE, "")
    assert taken.report["outcomes"] == {"new": came}
    export(tmp_path / "two")
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)} == set()
    assert count(Delivery) == 0
    report = client.get(page)
    assert report.status_code == 200
    assert "Headline 0" in report.text
    assert "declare it live" in report.text


def test_a_run_that_was_killed_at_its_end_says_what_it_brought(
    app: Flask, client: FlaskClient, tmp_path: Path, media: Path
) -> None:
    archive = export_site_of("Author 1", tmp_path)
    empty_here()
    upload(client, sign_in_boss(client), archive)
    the_import().begin(ImportStep.TAKE)
    db.session.commit()
    first = work(app).report["outcomes"]
    db.session.execute(update(SiteImport).values(state=StepState.RUNNING, report={}))
    db.session.commit()

    again = work(app)

    assert (again.state, again.report["outcomes"]) == (StepState.DONE, first)
    assert first == {"new": count(Article)}


def test_a_site_with_articles_refuses_it_in_a_sentence(
    app: Flask, client: FlaskClient, tmp_path: Path, media: Path
) -> None:
    archive = export_site_of("Author 1", tmp_path)
    empty_here()
    make_article("Here before")
    page = upload(client, sign_in_boss(client), archive).headers["Location"]

    assert work(app).state is StepState.FAILED
    assert "This site is not empty" in client.get(page).text


def test_it_counts_while_it_runs_and_stops_before_anything_is_written(
    app: Flask, client: FlaskClient, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = export_site_of("Author 1", tmp_path)
    empty_here()
    monkeypatch.setattr("blog.operations.moving_in.sources.broadsheet.export_check.SAY_EVERY", 1)
    page = upload(client, sign_in_boss(client), archive).headers["Location"]
    the_import().begin(ImportStep.TAKE)
    the_import().is_stopping = False
    db.session.commit()
    storage_put = taken_files.put

    def stop_at_a_file(*values: Any) -> None:
        storage_put(*values)
        db.session.execute(update(SiteImport).values(is_stopping=True))
        db.session.commit()

    monkeypatch.setattr(taken_files, "put", stop_at_a_file)
    monkeypatch.setattr("blog.operations.moving_in.at_desk.import_progress.SAY_EVERY_SECONDS", 0)
    stopped = work(app)

    assert (stopped.state, count(Article), count(Picture)) == (StepState.STOPPED, 0, 0)
    assert stopped.total > 1
    assert "Nothing was written." in client.get(page).text
    assert not [path for path in media.rglob("*") if path.is_file()]
