"""Pictures in a bucket of a real server: the same promises as of a folder."""

from datetime import timedelta
from pathlib import Path

import pytest

from blog.database import db
from blog.database.faults.repeated_log import repeated_log
from blog.models import DiscardedPicture, Picture
from blog.operations.jobs.all_jobs import remove_pictures
from blog.pictures.bucket import bucket_client
from blog.pictures.files.bucket_storage import BucketStorage, headers_of
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.rendition_retries import RenditionRetries
from blog.pictures.files.renditions import complete_next_picture
from blog.pictures.files.storage import FileMissing, FileUnreadable, StorageFailed, open_storage
from blog.pictures.library.deletion import delete_next_files
from tests.databases import on_sqlite
from tests.factories import NOW, save
from tests.pictures.bucket.test_bucket_client import SHORT
from tests.pictures.picture_factories import save_photo
from tests.pictures.sample_files import photo
from tests.seaweed import S3Server

pytestmark = pytest.mark.xdist_group("bucket")
KEY = "0123456789abcdef" * 2
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def kept(bucket_url: str) -> BucketStorage:
    storage = open_storage(bucket_url, Path("unused"))
    assert isinstance(storage, BucketStorage)
    return storage


def test_a_bucket_keeps_what_a_folder_keeps(kept: BucketStorage, tmp_path: Path) -> None:
    recording = tmp_path / "sound"
    recording.write_bytes(b"sound" * 1000)
    kept.put(f"{KEY}/400.jpg", b"first, and longer")
    kept.put(f"{KEY}/400.jpg", b"second")
    kept.put_file("other/1.mp3", recording)

    assert (kept.read(f"{KEY}/400.jpg"), kept.exists(f"{KEY}/400.jpg")) == (b"second", True)
    with kept.open("other/1.mp3") as file:
        file.seek(4995)
        assert file.read() == b"sound"
    assert sorted(kept.files()) == [(f"{KEY}/400.jpg", 6), ("other/1.mp3", 5000)]


def test_a_folder_is_emptied_or_left_with_one_file(kept: BucketStorage) -> None:
    for name in ("a/1.png", "a/2.png", "b/1.png", "ab/1.png"):
        kept.put(name, b"x")

    kept.keep_only("a/2.png")
    kept.delete("b")
    kept.delete("none")

    assert [one.name for one in kept.files()] == ["a/2.png", "ab/1.png"]


@pytest.mark.parametrize("name", ["", "a", "../x.jpg", "a/../b.jpg", "/etc/passwd.x", "a/b/c.jpg", "a/.x.jpg"])
def test_a_name_that_leads_elsewhere_is_no_name(kept: BucketStorage, name: str) -> None:
    assert not kept.exists(name)
    for act in (kept.read, kept.open):
        with pytest.raises(FileMissing):
            act(name)
    for write in (lambda: kept.put(name, b""), lambda: kept.delete(name + "/"), lambda: kept.keep_only(name)):
        with pytest.raises(ValueError, match="not a"):
            write()


def test_a_bucket_that_is_away_is_no_missing_file(kept: BucketStorage, s3_server: S3Server) -> None:
    kept.put("a/1.png", b"x")
    s3_server.trouble.begin("status", status=500)

    for act in (lambda: kept.read("a/1.png"), lambda: kept.open("a/1.png"), lambda: kept.exists("a/1.png")):
        with pytest.raises(FileUnreadable, match="error of its own"):
            act()


def test_each_file_has_the_headers_of_a_public_address() -> None:
    kinds = [headers_of(f"k/1.{suffix}")["Content-Type"] for suffix in ("jpg", "webp", "avif", "png", "pdf", "zzz")]

    assert kinds == [
        "image/jpeg",
        "image/webp",
        "image/avif",
        "image/png",
        "application/pdf",
        "application/octet-stream",
    ]


@on_sqlite
def test_the_worker_makes_the_missing_files_there_and_waits_for_a_bucket_that_is_away(
    app, kept: BucketStorage, s3_server: S3Server
) -> None:
    picture = save_photo(kept, photo())
    db.session.commit()
    retries = RenditionRetries(clock=lambda: 0.0)
    s3_server.trouble.begin("status", status=500)
    assert complete_next_picture(db.session, kept, retries)
    kept.bucket.outage.count = 0
    s3_server.trouble.begin("")

    paused, retries.due_at = retries.paused(), {}
    while complete_next_picture(db.session, kept, retries):
        pass

    made = db.session.get_one(Picture, picture.id)
    assert paused == [made.id]
    assert made.formats == ["avif", "webp", "jpg"]
    assert all(kept.exists(made.path(width, suffix)) for width in made.widths for suffix in made.formats)


@on_sqlite
def test_an_upload_to_a_bucket_that_is_away_is_refused_for_now(
    app, kept: BucketStorage, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    s3_server.trouble.begin("status", status=500)

    with pytest.raises(PictureRefused, match="through no fault of yours") as refused:
        save_photo(kept, photo())

    assert refused.value.is_temporary
    assert db.session.query(Picture).count() == 0


def test_files_of_a_deleted_picture_go_while_no_transaction_is_open(app, kept: BucketStorage, monkeypatch) -> None:
    kept.put(f"{KEY}/400.jpg", b"x")
    save(DiscardedPicture(key=KEY, discarded_at=NOW))
    open_then = []
    really = BucketStorage.delete
    monkeypatch.setattr(
        BucketStorage, "delete", lambda self, key: (open_then.append(db.session().in_transaction()), really(self, key))
    )

    assert delete_next_files(db.session, kept, LATER)
    db.session.commit()

    assert open_then == [False]
    assert not kept.exists(f"{KEY}/400.jpg")
    assert not delete_next_files(db.session, kept, LATER)


@on_sqlite
def test_files_of_a_deleted_picture_wait_for_a_bucket_that_is_away(
    app, kept: BucketStorage, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated_log.due_at.clear()
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    monkeypatch.setattr("blog.operations.jobs.all_jobs.storage", lambda: kept)
    save(DiscardedPicture(key=KEY, discarded_at=NOW))
    s3_server.trouble.begin("status", status=500)

    assert not remove_pictures(db.session, LATER)
    assert db.session.query(DiscardedPicture).count() == 1
    with pytest.raises(StorageFailed):
        kept.put("a/1.png", b"x")
