"""The process of an import does its step, alone, and is taken up when it was killed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from blog.database import db
from blog.models import Article, AuditEvent, AuditKind, ImportStep, SiteImport, StepState
from blog.operations.moving_in.at_desk import commands
from blog.operations.moving_in.at_desk.import_job import alone, imports_folder
from blog.operations.moving_in.importing import ImportRun
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, the_import, upload, work
from tests.operations.moving_in.exports import count, write_wxr, wxr_item


@pytest.fixture(autouse=True)
def uploads(app: Flask) -> Iterator[Path]:
    """The folder of uploads, emptied after the test."""
    yield imports_folder(app.instance_path)
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


@pytest.fixture
def one(client: FlaskClient, tmp_path: Path) -> SiteImport:
    """An upload of three articles, to be taken in."""
    upload(client, sign_in_boss(client), write_wxr(tmp_path, [wxr_item(number) for number in (1, 2, 3)]))
    the_import().begin(ImportStep.TAKE)
    db.session.commit()
    return the_import()


class Killed(BaseException):
    """Stands for the end of the process."""


def die_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next run end without a word after so many steps."""
    whole = ImportRun.steps

    def broken(run: ImportRun, session: object) -> Iterator[object]:
        for number, row in enumerate(whole(run, session)):  # type: ignore[arg-type]
            if number == steps:
                raise Killed
            yield row

    monkeypatch.setattr(ImportRun, "steps", broken)


def test_a_killed_run_is_taken_up_and_counts_as_one(
    app: Flask, one: SiteImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        die_after(3, patch)
        with pytest.raises(Killed):
            app.test_cli_runner().invoke(commands.import_uploaded, [str(one.id)])
    db.session.rollback()
    between = (count(Article), the_import().state)

    done = work(app)

    assert between == (2, StepState.RUNNING)
    assert (done.state, done.report["outcomes"]) == (StepState.DONE, {"new": 3})
    assert count(Article) == 3
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.ARTICLES_IMPORTED)).one()
    assert event.person_id == done.person_id


def test_a_run_that_dies_again_and_again_is_given_up(app: Flask, one: SiteImport) -> None:
    db.session.execute(update(SiteImport).values(state=StepState.RUNNING, tries=commands.MAX_TRIES))
    db.session.commit()

    given_up = work(app)

    assert (given_up.state, given_up.problem) == (StepState.FAILED, "killed")
    assert count(Article) == 0


def test_a_stop_ends_the_run_and_keeps_what_came(app: Flask, one: SiteImport, monkeypatch: pytest.MonkeyPatch) -> None:
    def say(import_id: int, count: int, **more: Any) -> None:
        db.session.execute(update(SiteImport).values(is_stopping=True))
        db.session.commit()
        whole(import_id, count, **more)

    whole = commands.say_progress
    monkeypatch.setattr(commands, "say_progress", say)

    stopped = work(app)

    assert (stopped.state, stopped.is_stopping, count(Article)) == (StepState.STOPPED, False, 1)


def test_what_was_not_foreseen_is_said_without_losing_anything(
    app: Flask, one: SiteImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "begin_run", lambda *_values: 1 / 0)

    assert (work(app).state, the_import().problem) == (StepState.FAILED, "unforeseen")


def test_one_import_runs_at_a_time(app: Flask, one: SiteImport, uploads: Path) -> None:
    with alone(uploads) as is_alone:
        waiting = work(app)

    assert is_alone
    assert waiting.state is StepState.DUE
