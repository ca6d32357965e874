"""The script sends files in pieces, which go on after a break; every refusal is a sentence."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import ImportStep, StepState
from blog.operations.moving_in.at_desk import uploaded_files
from blog.operations.moving_in.at_desk.import_job import imports_folder
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss, the_import, upload, work
from tests.operations.moving_in.exports import write_wxr, wxr_item
from tests.settings import change_settings


@pytest.fixture(autouse=True)
def uploads(app: Flask) -> Iterator[Path]:
    """The folder of uploads, emptied after the test."""
    yield imports_folder(app.instance_path)
    shutil.rmtree(imports_folder(app.instance_path), ignore_errors=True)


def send(client: FlaskClient, token: str, address: str, data: bytes, **more: Any) -> Any:
    """Send one piece of the export."""
    values = {"csrf_token": token, "part": "export", "name": "export.xml", "offset": "0", **more}
    return client.post(address, data={**values, "piece": (BytesIO(data), "blob")})


def test_pieces_become_the_export(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    export = write_wxr(tmp_path, [wxr_item(1)]).read_bytes()
    token, size, half = sign_in_boss(client), str(len(export)), len(export) // 2
    begun = client.post("/desk/moving-in", data={"csrf_token": token, "is_announced": "1"}).json
    assert begun is not None

    first = send(client, token, begun["parts"], export[:half], size=size)
    early = client.post(f"{begun['page']}/check", data={"csrf_token": token})
    again = send(client, token, begun["parts"], export[:half], size=size)
    last = send(client, token, begun["parts"], export[half:], size=size, offset=str(again.json["received"]))
    repeated = send(client, token, begun["parts"], export[:half], size=size)
    client.post(f"{begun['page']}/check", data={"csrf_token": token, "tags_from": "2"})

    assert (first.json["received"], early.status_code, again.status_code) == (half, 422, 409)
    assert (last.json["received"], repeated.json["received"]) == (len(export), len(export))
    assert work(app).report["outcomes"] == {"new": 1}


def test_what_was_said_wrongly_is_said_before_anything_is_sent(client: FlaskClient) -> None:
    answer = client.post(
        "/desk/moving-in", data={"csrf_token": sign_in_boss(client), "is_announced": "1", "site": "nowhere"}
    )

    assert answer.status_code == 422
    assert "as it stood in the browser" in answer.json["errors"]["site"]


def test_too_much_and_a_full_disk_are_sentences(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, token = write_wxr(tmp_path, [wxr_item(1)]), sign_in_boss(client)
    change_settings(app, import_max_bytes=1000)
    large = upload(client, token, export)
    change_settings(app, import_max_bytes=2**30)
    monkeypatch.setattr(uploaded_files, "RESERVE", 2**62)
    full = upload(client, token, export)

    assert (large.status_code, full.status_code) == (413, 507)
    assert "All files together may have" in large.text
    assert "The disk of the server is full" in full.text


@pytest.mark.parametrize(
    "more", [{"part": "../x"}, {"offset": "-1"}, {"offset": "x"}, {"size": ""}, {"size": "999999999999999999"}]
)
def test_a_damaged_piece_is_refused(client: FlaskClient, uploads: Path, more: dict[str, str]) -> None:
    token = sign_in_boss(client)
    begun = client.post("/desk/moving-in", data={"csrf_token": token, "is_announced": "1"}).json
    assert begun is not None

    answer = send(client, token, begun["parts"], b"x", **{"size": "1", **more})

    assert answer.status_code in {413, 422}
    assert answer.json["error"]
    assert not list(uploads.rglob("*.xml*"))


def test_nothing_is_added_to_what_runs(client: FlaskClient, tmp_path: Path) -> None:
    token = sign_in_boss(client)
    upload(client, token, write_wxr(tmp_path, [wxr_item(1)]))
    one = the_import()

    answer = send(client, token, f"/desk/moving-in/{one.id}/parts", b"x", size="1")

    assert (one.step, one.state) == (ImportStep.CHECK, StepState.DUE)
    assert answer.status_code == 409
    assert "Nothing can be added" in answer.json["error"]
