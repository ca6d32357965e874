"""A rehearsal says in one line that a backup is good, and leaves nothing behind."""

from pathlib import Path

import pytest
from flask import Flask

from tests.factories import make_subscriber
from tests.operations.backup.sites import furnish, read_files
from tests.operations.backup.test_site_restore import run


def test_a_good_backup_is_said_to_be_good_in_one_line(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(app)
    run(app, "backup", str(tmp_path / "site.tar"))
    make_subscriber()
    before = set(read_files(Path(app.instance_path)))

    done = run(app, "rehearse", str(tmp_path / "site.tar"))

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("The backup can be restored: ")
    assert "and 2 files of" in done.output
    assert "2 of 2 articles, 30 of 31 subscribers of the live site" in done.output
    assert len(done.stdout.splitlines()) == 1
    assert set(read_files(Path(app.instance_path))) == before


@pytest.mark.parametrize("place", [700, 150_000, -40_000])
def test_a_damaged_backup_ends_with_1(app: Flask, media: Path, tmp_path: Path, place: int) -> None:
    furnish(app)
    file = tmp_path / "site.tar"
    run(app, "backup", str(file))
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)

    done = run(app, "rehearse", str(file))

    assert done.exit_code == 1
    assert done.output.startswith("Error: This")
