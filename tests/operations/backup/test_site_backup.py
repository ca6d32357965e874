"""What goes into a backup is the site of one moment."""

import io
from pathlib import Path

from flask import Flask

from blog.operations.backup.archive.archive_reader import ArchiveReader
from blog.operations.backup.scheduled_commands import site_here
from blog.operations.backup.site_backup import BackupContents, make_backup
from tests.factories import NOW, make_person, make_subscriber
from tests.operations.backup.sites import furnish, media_of


def read(data: io.BytesIO) -> tuple[ArchiveReader, list[str]]:
    data.seek(0)
    reader = ArchiveReader(data)
    return reader, [member.name for member in reader.read_members()]


def test_what_is_written_meanwhile_waits_for_the_next_backup(app: Flask, media: Path) -> None:
    furnish(app)
    data, late = io.BytesIO(), []

    def write_meanwhile(contents: BackupContents) -> None:
        if contents.size > 1_000 and not late:
            late.append(make_subscriber())

    contents = make_backup(site_here(), data, NOW, with_secrets=False, progress=write_meanwhile)
    reader, _ = read(data)

    assert late
    assert contents.rows["subscribers"] == 30
    assert reader.manifest is not None
    assert reader.manifest.rows == contents.rows


def test_pictures_are_in_it_and_not_what_is_drawn_again_or_half_written(app: Flask, media: Path) -> None:
    furnish(app)
    (media_of(app) / "k3y/.draft").write_bytes(b"half")
    (media_of(app) / "k3y/link.jpg").symlink_to("/etc/passwd")
    data = io.BytesIO()

    make_backup(site_here(), data, NOW, with_secrets=False, progress=lambda contents: None)

    assert [name for name in read(data)[1] if "media/" in name] == ["media/k3y/960.webp", "media/k3y/original.jpg"]


def test_a_site_without_pictures_has_a_backup_too(app: Flask) -> None:
    make_person()
    data = io.BytesIO()

    contents = make_backup(site_here(), data, NOW, with_secrets=False, progress=lambda contents: None)

    assert (contents.files, contents.rows["people"]) == (0, 1)
