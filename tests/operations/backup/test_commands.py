"""broadsheet backup, restore and rehearse with a bucket of a real server."""

from pathlib import Path

import pytest
from flask import Flask

from tests.databases import on_sqlite
from tests.operations.backup.archive.test_backup_place import name_in, names_in
from tests.operations.backup.sites import empty_site, furnish, media_of, read_files, read_rows
from tests.operations.backup.test_site_restore import run

pytestmark = [pytest.mark.xdist_group("bucket"), on_sqlite]


def test_a_site_goes_to_a_bucket_is_rehearsed_there_and_comes_back(
    app: Flask, media: Path, tmp_path: Path, bucket_url: str
) -> None:
    furnish(app)
    rows, files, address = read_rows(), read_files(media_of(app)), name_in(bucket_url, "first.tar")

    made = run(app, "backup", "--to", address)
    again = run(app, "backup", address)
    rehearsed = run(app, "rehearse", address)
    with empty_site(tmp_path) as restored:
        done = run(restored, "restore", address)
        found, pictures = read_rows(), read_files(media_of(restored))

    assert (made.exit_code, again.exit_code, rehearsed.exit_code, done.exit_code) == (0, 1, 0, 0), rehearsed.output
    assert "first.tar in the bucket newsroom at" in made.output
    assert "There is already a first.tar" in again.output
    assert "The backup can be restored" in rehearsed.output
    assert (found, pictures) == (rows, {name: data for name, data in files.items() if "card-" not in name})
    assert names_in(bucket_url) == ["first.tar"]


@pytest.mark.parametrize(
    "words", [["backup"], ["backup", "a", "--to", "b"], ["restore", "none.tar"], ["rehearse", "s3://x?"]]
)
def test_a_place_that_is_none_is_refused_with_a_sentence(app: Flask, words: list[str]) -> None:
    done = run(app, *words)

    assert done.exit_code in {1, 2}
    assert "Traceback" not in done.output
    assert done.output.strip()
