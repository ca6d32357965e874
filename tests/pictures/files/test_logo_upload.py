"""A logo is decoded and drawn again, and nothing else of its file is kept."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from blog.pictures.files.logo_upload import store_logo
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import FolderStorage
from blog.pictures.files.upload import current_limits
from tests.databases import on_sqlite
from tests.pictures.sample_files import HTML, SVG, as_file, bomb, photo_with_place


def store(folder: Path, data: bytes) -> str:
    return store_logo(FolderStorage(folder), BytesIO(data), current_limits())


@on_sqlite
def test_files_stand_under_a_key_that_nobody_guesses(app: Flask, tmp_path: Path) -> None:
    image = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    image.paste((11, 85, 99, 255), (20, 20, 100, 60))

    key, width, height, tone = store(tmp_path, as_file(image, "PNG") + HTML).split(" ")

    assert (len(key), width, height, tone) == (32, "80", "40", "plain")
    files = sorted(path.name for path in (tmp_path / key).iterdir())
    assert files == ["icon-192.png", "icon-48.png", "icon-512.png", "logo.png", "touch.png"]
    assert HTML not in (tmp_path / key / "logo.png").read_bytes()


@on_sqlite
def test_camera_and_place_are_gone(app: Flask, tmp_path: Path) -> None:
    key = store(tmp_path, photo_with_place(orientation=6)).split(" ")[0]

    for path in (tmp_path / key).iterdir():
        assert b"SecretCamera" not in path.read_bytes()
        assert not Image.open(path).getexif()


@on_sqlite
@pytest.mark.parametrize(
    "data", [SVG, HTML, b"", b"\x89PNG\r\n\x1a\n" + b"x" * 400], ids=["svg", "html", "empty", "png"]
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(app: Flask, tmp_path: Path, data: bytes) -> None:
    with app.test_request_context(), pytest.raises(PictureRefused):
        store(tmp_path, data)
    assert list(tmp_path.iterdir()) == []


@on_sqlite
def test_a_picture_that_would_fill_the_memory_is_refused(app: Flask, tmp_path: Path) -> None:
    with app.test_request_context(), pytest.raises(PictureRefused, match="too many pixels"):
        store(tmp_path, bomb())
