from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from blog.database import db
from blog.models import Picture, PictureState
from blog.pictures.files import renditions
from blog.pictures.files.rendition_retries import RenditionRetries
from blog.pictures.files.renditions import complete_next_picture
from blog.pictures.files.storage import FolderStorage, StorageFailed
from blog.pictures.imaging.encoding import GENERATION
from tests.pictures.picture_factories import save_photo
from tests.pictures.sample_files import photo


@pytest.fixture
def folder(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path)


def keep(folder: FolderStorage, width: int = 500) -> Picture:
    picture = save_photo(folder, photo(width, 100))
    db.session.commit()
    return picture


def work_until_done(folder: FolderStorage) -> int:
    steps = 0
    while complete_next_picture(db.session, folder, RenditionRetries()):
        steps += 1
        assert steps < 50
    return steps


def test_without_pictures_there_is_nothing_to_do(app, folder):
    assert complete_next_picture(db.session, folder, RenditionRetries()) is False


def test_a_picture_gets_every_width_in_every_format(app, folder):
    picture = keep(folder)

    work_until_done(folder)

    db.session.refresh(picture)
    assert (picture.state, picture.formats) == (PictureState.COMPLETE, ["avif", "webp", "jpg"])
    for width in (240, 400, 500):
        for suffix, kind in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
            image = Image.open(BytesIO(folder.read(picture.path(width, suffix))))
            assert (image.format, image.size) == (kind, (width, picture.height_at(width)))


def test_one_call_makes_one_file_so_that_mail_never_waits_long(app, folder):
    keep(folder)

    complete_next_picture(db.session, folder, RenditionRetries())

    assert len(list(folder.root.rglob("*.avif"))) + len(list(folder.root.rglob("*.webp"))) == 1


def test_a_picture_lists_only_formats_of_which_every_width_stands(app, folder):
    picture = keep(folder)

    complete_next_picture(db.session, folder, RenditionRetries())

    db.session.refresh(picture)
    assert (picture.state, picture.formats) == (PictureState.BASIC, ["jpg"])


def test_what_stands_is_not_made_again(app, folder):
    picture = keep(folder)
    complete_next_picture(db.session, folder, RenditionRetries())
    made = next(folder.root.rglob("*.avif"))
    before = made.stat().st_mtime_ns

    work_until_done(folder)

    assert made.stat().st_mtime_ns == before
    assert picture.widths == [240, 400, 500]


def test_pictures_are_completed_oldest_first(app, folder):
    first, second = keep(folder, 60), keep(folder, 60)

    complete_next_picture(db.session, folder, RenditionRetries())

    assert folder.exists(first.path(60, "avif"))
    assert not folder.exists(second.path(60, "avif"))


def test_a_picture_that_cannot_be_read_is_put_aside_and_the_next_gets_its_turn(app, folder):
    broken, sound = keep(folder, 60), keep(folder, 60)
    folder.put(broken.path(60, "jpg"), b"no picture")

    work_until_done(folder)

    assert (broken.state, broken.formats) == (PictureState.FAILED, ["jpg"])
    assert sound.state is PictureState.COMPLETE


def test_a_picture_whose_files_are_gone_waits_and_is_tried_again(app, folder):
    picture, other, now = keep(folder, 60), keep(folder, 60), [0.0]
    retries = RenditionRetries(clock=lambda: now[0])
    kept = folder.read(picture.path(60, "jpg"))
    folder.delete(picture.key)
    while complete_next_picture(db.session, folder, retries):
        pass
    states = [picture.state, other.state]

    folder.put(picture.path(60, "jpg"), kept)
    now[0] += 3600
    while complete_next_picture(db.session, folder, retries):
        pass
    db.session.refresh(picture)

    assert states == [PictureState.BASIC, PictureState.COMPLETE]
    assert picture.state is PictureState.COMPLETE


@pytest.mark.parametrize("error", [StorageFailed(28, "No space left on device"), MemoryError()])
def test_a_passing_fault_is_never_final(app, folder, monkeypatch, error):
    picture, retries = keep(folder, 60), RenditionRetries()

    def fail(*_given):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(folder, "put", fail)
        tries = sum(complete_next_picture(db.session, folder, retries) for _ in range(5))
    retries.due_at.clear()
    while complete_next_picture(db.session, folder, retries):
        pass
    db.session.refresh(picture)

    assert tries == 1
    assert picture.state is PictureState.COMPLETE


def test_a_body_that_cannot_be_rendered_keeps_its_own_and_the_picture_is_complete(app, folder, monkeypatch):
    picture = keep(folder, 60)
    monkeypatch.setattr(renditions, "rerender_bodies", lambda *_given: 1 / 0)

    work_until_done(folder)

    assert picture.state is PictureState.COMPLETE


def age(folder: FolderStorage, picture: Picture) -> None:
    """Let a complete *picture* be one of before, with the widths of that time."""
    for file in folder.root.rglob("240.*"):
        file.unlink()
    picture.generation, picture.widths = 0, [400, 450, 500]
    for suffix in picture.formats:
        folder.put(picture.path(450, suffix), folder.read(picture.path(500, suffix)))
    db.session.commit()


def test_a_picture_of_before_gets_the_widths_of_today_and_keeps_its_own(app, folder):
    picture = keep(folder)
    work_until_done(folder)
    age(folder, picture)

    work_until_done(folder)

    assert (picture.generation, picture.widths) == (GENERATION, [240, 400, 450, 500])
    assert (picture.state, picture.formats) == (PictureState.COMPLETE, ["avif", "webp", "jpg"])
    assert all(folder.exists(picture.path(240, suffix)) for suffix in picture.formats)


def test_a_picture_of_before_names_what_is_new_only_when_all_of_it_stands(app, folder):
    picture = keep(folder)
    work_until_done(folder)
    age(folder, picture)

    complete_next_picture(db.session, folder, RenditionRetries())

    db.session.refresh(picture)
    assert (picture.widths, picture.formats) == ([400, 450, 500], ["avif", "webp", "jpg"])
    assert picture.state is PictureState.COMPLETE


def test_a_picture_of_before_that_cannot_be_read_stays_as_it_is(app, folder):
    picture = keep(folder)
    work_until_done(folder)
    age(folder, picture)
    folder.put(picture.path(500, "jpg"), b"no picture")

    assert work_until_done(folder) == 1

    assert (picture.generation, picture.widths) == (GENERATION, [400, 450, 500])
    assert (picture.state, picture.formats) == (PictureState.COMPLETE, ["avif", "webp", "jpg"])


def test_new_pictures_go_before_those_of_before(app, folder):
    old = keep(folder)
    work_until_done(folder)
    age(folder, old)
    new = keep(folder, 60)

    complete_next_picture(db.session, folder, RenditionRetries())

    assert folder.exists(new.path(60, "avif"))
    assert not folder.exists(old.path(240, "avif"))


def test_no_transaction_is_open_while_a_file_is_made(app, folder, monkeypatch):
    keep(folder, 60)
    seen = []
    put = folder.put
    monkeypatch.setattr(folder, "put", lambda *given: (seen.append(db.session().in_transaction()), put(*given)))

    complete_next_picture(db.session, folder, RenditionRetries())

    assert seen == [False]


def test_a_picture_that_another_worker_has_settled_stays_as_it_is(app, folder, monkeypatch):
    picture = keep(folder, 60)
    key = picture.id

    def put_aside_meanwhile(_name: str) -> bytes:
        db.session.get_one(Picture, key).state = PictureState.COMPLETE
        db.session.commit()
        raise OSError("gone")

    monkeypatch.setattr(folder, "read", put_aside_meanwhile)
    complete_next_picture(db.session, folder, RenditionRetries())

    assert db.session.get_one(Picture, key).state is PictureState.COMPLETE
