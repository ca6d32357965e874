"""An import is taken in with proof of identity, stopped, taken up and discarded."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from blog.database import db
from blog.models import AuditEvent, AuditKind, ImportStep, LoginSession, StepState
from blog.operations.moving_in.at_desk.import_job import imports_folder
from tests.factories import NOW
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, the_import, upload, work
from tests.operations.moving_in.exports import OLD, write_wxr, wxr_item


@pytest.fixture(autouse=True)
def uploads(app: Flask) -> Iterator[Path]:
    """The folder of uploads, emptied after the test."""
    yield imports_folder(app.instance_path)
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


def test_taking_in_asks_for_proof_and_is_audited(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    token = sign_in_boss(client)
    upload(client, token, write_wxr(tmp_path, [wxr_item(1)]))
    work(app)
    page = f"/desk/moving-in/{the_import().id}"
    db.session.execute(update(LoginSession).values(proved_at=NOW))
    db.session.commit()

    refused = client.post(f"{page}/taking", data={"csrf_token": token, "present": ""})

    assert refused.status_code == 422
    assert "Enter your own password" in refused.text
    assert the_import().step is ImportStep.CHECK
    kinds = set(db.session.scalars(select(AuditEvent.kind)))
    assert AuditKind.IMPORT_BEGUN not in kinds


def test_a_stop_and_another_go(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    token = sign_in_boss(client)
    upload(client, token, write_wxr(tmp_path, [wxr_item(1), wxr_item(2)]))
    page = f"/desk/moving-in/{the_import().id}"

    client.post(f"{page}/stop", data={"csrf_token": token})
    stopped = the_import().state
    client.post(f"{page}/resumption", data={"csrf_token": token})
    checked = work(app)

    assert (stopped, checked.state, checked.total) == (StepState.STOPPED, StepState.DONE, 2)


def test_a_discarded_upload_is_gone(app: Flask, client: FlaskClient, tmp_path: Path, uploads: Path) -> None:
    token = sign_in_boss(client)
    upload(client, token, write_wxr(tmp_path, [wxr_item(1)]), site=OLD)
    one = work(app)

    client.post(f"/desk/moving-in/{one.id}/discarding", data={"csrf_token": token})

    assert the_import().state is StepState.DISCARDED
    assert not list((uploads / the_import().key).glob("export/*"))
    assert client.post(f"/desk/moving-in/{one.id}/taking", data={"csrf_token": token}).status_code == 303
    assert the_import().step is ImportStep.CHECK
