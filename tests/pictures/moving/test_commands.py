"""broadsheet media move as an operator runs it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from blog.pictures.files.storage import FolderStorage, open_storage, storage
from tests.databases import on_sqlite
from tests.seaweed import S3Server
from tests.settings import change_settings

pytestmark = [pytest.mark.xdist_group("bucket"), on_sqlite]
NAME = "0" * 32 + "/400.jpg"


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["media", "move", *words])


def test_a_site_moves_to_a_bucket_and_leaves_nothing_behind(app: Flask, media: Path, bucket_url: str) -> None:
    former = media.as_uri()
    storage().put(NAME, b"pixels")

    there = run(app, bucket_url)
    early = run(app, bucket_url, "--delete")
    change_settings(app, media_url=bucket_url)
    done = run(app, "--from", former, "--delete")

    assert there.output.startswith("Files copied: 1 (0.0 MiB); already there: 0; deleted meanwhile: 0.")
    assert (early.exit_code, done.exit_code) == (1, 0)
    assert "let BLOG_MEDIA_URL name the new place first" in early.output
    assert "Files that are the same in both places: 1." in done.output
    assert "Files deleted in the former place: 1." in done.output
    assert storage().read(NAME) == b"pixels"
    assert list(FolderStorage(media).files()) == []


def test_nothing_is_deleted_unless_all_is_the_same(app: Flask, media: Path, bucket_url: str) -> None:
    former = media.as_uri()
    storage().put(NAME, b"pixels")
    open_storage(bucket_url, media).put(NAME, b"others")
    change_settings(app, media_url=bucket_url)

    done = run(app, "--from", former, "--delete")

    assert done.exit_code == 1
    assert "others than before: 1" in done.output
    assert "Nothing was deleted." in done.output
    assert FolderStorage(media).exists(NAME)


def test_a_bucket_that_is_away_ends_it_with_a_sentence(
    app: Flask, media: Path, bucket_url: str, s3_server: S3Server
) -> None:
    s3_server.trouble.begin("status", status=403)

    done = run(app, bucket_url)

    assert done.exit_code == 1
    assert "refuses these credentials" in done.output
    assert "Run it again" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name the new place"),
        (["file:///a", "--from", "file:///b"], "Name the new place"),
        (["ftp://x"], "TO must name a folder"),
        (["s3://key:hush-hush@bucket"], "TO must hold no key"),
    ],
)
def test_a_wrong_place_is_refused_with_a_sentence(app: Flask, words: list[str], sentence: str) -> None:
    done = run(app, *words)

    assert done.exit_code == 1
    assert sentence in done.output
    assert "hush" not in done.output


def test_a_place_is_not_moved_to_itself(app: Flask, media: Path) -> None:
    assert "the same place" in run(app, media.as_uri()).output
