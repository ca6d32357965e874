"""What is deleted between two runs of a move is taken away in the new place, and nothing else."""

from pathlib import Path

from flask import Flask

from blog.pictures.files.storage import FolderStorage, storage
from tests.settings import change_settings

KEPT, GONE, NEW = (f"{number * 32}/400.jpg" for number in "012")


def run(app: Flask, *words: str) -> str:
    return app.test_cli_runner().invoke(args=["media", "move", *words]).output


def names(folder: Path) -> set[str]:
    return {file.name for file in FolderStorage(folder).files()}


def test_what_was_deleted_since_the_last_run_goes_there_too(app: Flask, media: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    FolderStorage(other).put(NEW, b"of another site")
    for name in (KEPT, GONE):
        storage().put(name, b"pixels")
    run(app, other.as_uri())
    storage().delete(GONE.partition("/")[0])
    change_settings(app, media_url=other.as_uri())

    said = run(app, "--from", media.as_uri())

    assert "deleted since the last run: 1" in said
    assert names(other) == {KEPT, NEW}


def test_a_former_place_that_is_not_there_takes_nothing_away(app: Flask, media: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    storage().put(KEPT, b"pixels")
    run(app, other.as_uri())
    storage().delete(KEPT.partition("/")[0])

    said = run(app, other.as_uri())

    assert "deleted since" not in said
    assert names(other) == {KEPT}
