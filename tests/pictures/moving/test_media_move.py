"""Files on their way from a folder to a bucket of a real server and back, through kills and faults."""

from pathlib import Path

import pytest

from blog.pictures.bucket import bucket_client
from blog.pictures.files.storage import FolderStorage, Storage, StorageFailed, open_storage
from blog.pictures.moving import media_move
from blog.pictures.moving.media_move import compare_all, copy_all, copy_file, delete_all
from tests.pictures.bucket.test_bucket_client import SHORT
from tests.seaweed import S3Server

pytestmark = pytest.mark.xdist_group("bucket")
FILES = {f"{number:032x}/{width}.jpg": bytes([number]) * width for number in range(1, 41) for width in (400, 800)}
SOUND = {"a" * 32 + "/0123456789abcdef.mp3": bytes(range(256)) * 2000}


@pytest.fixture
def folder(tmp_path: Path) -> FolderStorage:
    kept = FolderStorage(tmp_path / "media")
    for name, data in {**FILES, **SOUND}.items():
        (kept.root / name).parent.mkdir(parents=True, exist_ok=True)
        (kept.root / name).write_bytes(data)
    return kept


@pytest.fixture
def bucket(bucket_url: str) -> Storage:
    return open_storage(bucket_url, Path("unused"))


def contents(storage: Storage) -> dict[str, bytes]:
    return {file.name: storage.read(file.name) for file in storage.files()}


def test_all_files_go_to_the_bucket_and_back_unchanged(
    folder: FolderStorage, bucket: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_move, "SMALL_BYTES", 1000)
    (folder.root / ".machines").mkdir()
    (folder.root / ".machines" / "one").write_text("no picture")
    back = FolderStorage(tmp_path / "back")

    there, again, home = copy_all(folder, bucket), copy_all(folder, bucket), copy_all(bucket, back)

    assert (there.copied, there.present, again.copied, again.present, home.copied) == (81, 0, 0, 81, 81)
    assert there.size == sum(map(len, [*FILES.values(), *SOUND.values()]))
    assert contents(bucket) == contents(back) == {**FILES, **SOUND}
    assert compare_all(folder, bucket).same == 81
    assert contents(folder) == {**FILES, **SOUND}


def test_what_broke_off_goes_on_and_copies_nothing_twice(
    folder: FolderStorage, bucket: Storage, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    monkeypatch.setattr(media_move, "BATCH", 10)
    told: list[int] = []

    def break_off(moved: media_move.Moved) -> None:
        told.append(moved.copied)
        if moved.copied >= 30:
            s3_server.trouble.begin("status", status=500)

    with pytest.raises(StorageFailed, match="error of its own"):
        copy_all(folder, bucket, break_off)
    s3_server.trouble.begin("")
    later = copy_all(folder, bucket)

    assert told == [10, 20, 30]
    assert (later.copied, later.present) == (51, 30)
    assert contents(bucket) == {**FILES, **SOUND}


def test_a_file_that_is_not_the_same_is_found_though_its_size_is(folder: FolderStorage, bucket: Storage) -> None:
    copy_all(folder, bucket)
    spoiled, lost = sorted(FILES)[:2]
    bucket.put(spoiled, b"x" * len(FILES[spoiled]))
    bucket.delete(lost.partition("/")[0])
    bucket.put(spoiled, b"x" * len(FILES[spoiled]))

    found = compare_all(folder, bucket)

    assert (found.other, found.missing, found.same) == ([spoiled], [lost], 79)
    assert not found.is_none


def test_what_is_deleted_meanwhile_is_not_missed(folder: FolderStorage, bucket: Storage) -> None:
    first = next(iter(folder.files()))
    folder.delete(first.name.partition("/")[0])

    assert not copy_file(folder, bucket, first)


def test_all_is_deleted_at_last(folder: FolderStorage) -> None:
    assert delete_all(folder) == 81
    assert list(folder.files()) == []
