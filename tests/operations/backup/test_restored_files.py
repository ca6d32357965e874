"""Pictures and files of a restore, in a bucket of a real server."""

from pathlib import Path

import pytest
from flask import Flask

from blog.operations.backup.restored_files import MARK
from blog.pictures.files.storage import open_storage
from tests.databases import on_sqlite
from tests.operations.backup.archive.test_backup_place import name_in
from tests.operations.backup.sites import empty_site, furnish, media_of, read_files
from tests.operations.backup.test_site_restore import run
from tests.settings import change_settings

pytestmark = [pytest.mark.xdist_group("bucket"), on_sqlite]


def test_a_site_whose_pictures_are_in_a_bucket_is_backed_up_and_restored_into_one(
    app: Flask, media: Path, tmp_path: Path, bucket_url: str
) -> None:
    furnish(app)
    place, other = name_in(bucket_url, "live"), name_in(bucket_url, "new")
    for name, data in read_files(media_of(app)).items():
        open_storage(place, tmp_path).put(name, data)
    change_settings(app, media_url=place)
    file = str(tmp_path / "site.tar")

    made = run(app, "backup", file)
    with empty_site(tmp_path) as restored:
        change_settings(restored, media_url=place)
        refused = run(restored, "restore", file)
        change_settings(restored, media_url=other)
        done = run(restored, "restore", file)

    kept = open_storage(other, tmp_path)
    assert (made.exit_code, refused.exit_code, done.exit_code) == (0, 1, 0), done.output
    assert "is not empty where BLOG_MEDIA_URL points" in refused.output
    assert {one.name: len(kept.read(one.name)) for one in kept.files()} == {
        "k3y/960.webp": 7,
        "k3y/original.jpg": 70_000,
    }


def test_a_restore_that_broke_off_is_taken_up_and_other_files_are_never_written_over(
    app: Flask, media: Path, tmp_path: Path, bucket_url: str
) -> None:
    furnish(app)
    file, kept = str(tmp_path / "site.tar"), open_storage(bucket_url, tmp_path)
    run(app, "backup", file)
    for name in (MARK, "k3y/960.webp", "someone/else.jpg"):
        kept.put(name, b"cut")

    with empty_site(tmp_path) as restored:
        change_settings(restored, media_url=bucket_url)
        refused = run(restored, "restore", file)
        there = {one.name: kept.read(one.name) for one in kept.files()}
        kept.delete("someone")
        done = run(restored, "restore", file)

    assert (refused.exit_code, done.exit_code) == (1, 0), done.output
    assert "is not empty where BLOG_MEDIA_URL points" in refused.output
    assert set(there.values()) == {b"cut"}
    assert {one.name for one in kept.files()} == {"k3y/960.webp", "k3y/original.jpg"}
    assert kept.read("k3y/960.webp") == b"picture"
