"""flask export says what it wrote and what is not in it, and refuses with a sentence."""

import json
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask

from blog.pictures.files.storage import FileUnreadable, FolderStorage
from tests.operations.moving_out.sites import furnish


def test_the_command_exports_and_says_what(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(9)
    runner = app.test_cli_runner()

    done = runner.invoke(args=["export", str(tmp_path / "out")])
    again = runner.invoke(args=["export", str(tmp_path / "out"), "--readers"])
    quiet = runner.invoke(args=["export", str(tmp_path / "more"), "--readers", "--quiet"])

    assert done.exit_code == 0, done.output
    assert "7 files" in done.output
    assert "Readers are not in it" in done.output
    assert json.loads((tmp_path / "out/export.json").read_text())["site"]["name"] == "Wörter & Söhne"
    assert (again.exit_code, "is not empty" in again.output) == (1, True)
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_a_folder_that_cannot_be_written_is_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = sqlite_app.test_cli_runner().invoke(args=["export", str(tmp_path / "file" / "out")])

    assert result.exit_code == 1
    assert "There is no folder" in result.output
    assert "Traceback" not in result.output


def test_files_that_cannot_be_read_now_are_not_taken_for_missing_ones(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(9)
    monkeypatch.setattr(FolderStorage, "open", Mock(side_effect=FileUnreadable("k3y/960.webp: Input/output error")))

    result = app.test_cli_runner().invoke(args=["export", str(tmp_path / "out")])

    assert result.exit_code == 1
    assert "cannot be read now (k3y/960.webp: Input/output error); nothing was exported" in result.output
    assert not list(tmp_path.iterdir())
