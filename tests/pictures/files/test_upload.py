from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from blog.database import db
from blog.models import Picture, PictureState
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import FolderStorage
from tests.factories import NOW, make_person
from tests.pictures.picture_factories import save_photo
from tests.pictures.sample_files import HTML, SVG, photo, photo_with_place


@pytest.fixture
def folder(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path)


def files_in(folder):
    return sorted(str(path.relative_to(folder.root)) for path in folder.root.rglob("*.*"))


def test_a_picture_is_kept_as_jpegs_of_its_widths(app, folder):
    person = make_person()

    picture = save_photo(folder, photo(900, 600), person_id=person.id)
    db.session.commit()

    assert (picture.state, picture.formats) == (PictureState.BASIC, ["jpg"])
    assert (picture.width, picture.height, picture.widths) == (900, 600, [240, 400, 750, 900])
    assert (picture.alt, picture.uploader_id, picture.uploaded_at) == ("Two halves", person.id, NOW)
    assert files_in(folder) == sorted(picture.path(width, "jpg") for width in (240, 400, 750, 900))


def test_every_file_has_the_size_that_the_row_promises(app, folder):
    picture = save_photo(folder, photo(901, 333))

    for width in picture.widths:
        image = Image.open(BytesIO(folder.read(picture.path(width, "jpg"))))
        assert (image.format, image.size) == ("JPEG", (width, picture.height_at(width)))


def test_camera_and_place_are_gone_from_every_file(app, folder):
    data = photo_with_place(orientation=6)
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)

    picture = save_photo(folder, data)

    kept = folder.read(picture.path(picture.width, "jpg"))
    assert (picture.width, picture.height) == (80, 120)
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"SecretCamera" not in kept
    assert b"Exif" not in kept


def test_a_page_that_hangs_on_behind_a_photo_is_gone(app, folder):
    picture = save_photo(folder, photo() + HTML)

    assert b"script" not in folder.read(picture.path(picture.width, "jpg"))


def test_keys_are_random_and_long(app, folder):
    keys = {save_photo(folder, photo(20, 20)).key for _ in range(5)}

    assert len(keys) == 5
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize("data", [b"", SVG, HTML, photo()[:300]])
def test_a_refused_file_leaves_no_row_and_no_file(app, folder, data):
    with pytest.raises(PictureRefused):
        save_photo(folder, data)

    assert db.session.query(Picture).count() == 0
    assert files_in(folder) == []


def test_a_file_above_the_byte_cap_is_refused_unread(app, folder):
    with pytest.raises(PictureRefused, match="larger than 2 MB"):
        save_photo(folder, b"\0" * (2 * 2**20 + 1))


def test_a_full_disk_leaves_no_row_and_no_file(app, folder, monkeypatch):
    put, done = folder.put, []

    def put_one(name: str, data: bytes) -> None:
        if done:
            raise OSError(28, "No space left on device")
        done.append(put(name, data))

    monkeypatch.setattr(folder, "put", put_one)

    with pytest.raises(PictureRefused, match="could not be stored"):
        save_photo(folder, photo(900, 600))

    assert db.session.query(Picture).count() == 0
    assert files_in(folder) == []


def test_an_upload_that_is_killed_leaves_no_half_file(app, folder, monkeypatch):
    def kill(_name: str, _data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "put", kill)

    with pytest.raises(KeyboardInterrupt):
        save_photo(folder, photo())

    assert files_in(folder) == []


def test_the_caller_commits(app, folder):
    save_photo(folder, photo(20, 20))

    db.session.rollback()

    assert db.session.query(Picture).count() == 0
