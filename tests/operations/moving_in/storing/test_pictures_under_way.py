"""Files of photos that a killed import left without a row are deleted by the next; those of a run that lives stay."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Picture
from blog.operations.moving_in.commands import import_command
from blog.operations.moving_in.storing import imported_pictures
from blog.operations.moving_in.storing.pictures_under_way import FOLDER, PicturesUnderWay, delete_left_over
from blog.pictures.files.storage import storage
from tests.operations.moving_in.exports import make_export


class Killed(BaseException):
    """Stands for the end of the process."""


def folders(media: Path) -> set[str]:
    return {path.name for path in media.iterdir() if len(path.name) == 32}


def test_a_killed_run_leaves_nothing_behind_for_long(
    app: Flask, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_values: object) -> None:
        raise Killed

    words = [str(make_export(tmp_path)), "--media", str(tmp_path / "uploads")]
    with monkeypatch.context() as patch:
        patch.setattr(imported_pictures, "add_picture", die)
        with pytest.raises(Killed):
            app.test_cli_runner().invoke(import_command, words)
    db.session.rollback()
    left = folders(media)

    result = app.test_cli_runner().invoke(import_command, words)

    assert result.exit_code == 0, result.output
    assert left
    assert folders(media) == set(db.session.scalars(select(Picture.key)))
    assert not left & folders(media)
    assert list((Path(app.instance_path) / FOLDER).iterdir()) == []


def test_what_a_run_that_lives_has_stored_stays(app: Flask, tmp_path: Path, media: Path) -> None:
    living, key = PicturesUnderWay(tmp_path / "under-way"), "a" * 32
    living.note(key)
    storage().put(f"{key}/900.jpg", b"x")

    delete_left_over(db.session, storage(), living.folder)

    assert folders(media) == {key}
