"""A rehearsal: the backup is restored beside the live site, compared, asked for its front page, and thrown away."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from blog import create_app
from blog.config.settings import settings_of
from blog.database import db
from blog.database.migrations import upgrade
from blog.operations.backup.archive.age_keys import Identity
from blog.operations.backup.archive.archive_reader import ArchiveReader
from blog.operations.backup.archive.backup_file import reading_from
from blog.operations.backup.archive.backup_place import BackupFile
from blog.operations.backup.archive.manifest import ArchiveRefused
from blog.operations.backup.restored_files import restored_files
from blog.operations.backup.site_restore import RestoreTarget, Survey, restore
from blog.pictures.files.storage import FolderStorage, storage

REPORTS_NOTHING = ("SENTRY_DSN", "OTEL_ENDPOINT", "METRICS_TOKEN")
"""Settings that a rehearsal does without, so that nobody hears of it."""


@dataclass(frozen=True)
class Rehearsed:
    """What was restored and compared."""

    survey: Survey
    status: int
    """Of the front page."""


def rehearse(file: BackupFile, identities: Sequence[Identity], scratch: Path, database_url: str | None) -> Rehearsed:
    """Restore *file* into a folder below *scratch*, or an empty database at *database_url*, and compare everything.

    Raises:
        ArchiveRefused: it cannot be restored, or is not what was backed up.
    """
    with tempfile.TemporaryDirectory(dir=scratch, prefix="rehearsal-") as folder:
        app = make_site_beside(Path(folder), database_url or f"sqlite:///{folder}/blog.sqlite3")
        with app.app_context():
            try:
                return rehearse_on(app, file, identities)
            finally:
                db.session.remove()
                db.engine.dispose()


def make_site_beside(folder: Path, database_url: str) -> Flask:
    """Return an application with the settings of this one that keeps all it has in *folder* and *database_url*."""
    kept: dict[str, Any] = {**settings_of(current_app).by_name(), **dict.fromkeys(REPORTS_NOTHING)}
    places = {"DATABASE_URL": database_url, "MEDIA_URL": (folder / "media").as_uri(), "INSTANCE_PATH": str(folder)}
    return create_app({**kept, **places, "TESTING": current_app.testing})


def rehearse_on(app: Flask, file: BackupFile, identities: Sequence[Identity]) -> Rehearsed:
    """Restore *file* into *app*, the application of this context, and look at what came of it."""
    kept = storage()
    if not isinstance(kept, FolderStorage):
        raise TypeError("a rehearsal keeps its files in a folder")
    survey = restore(RestoreTarget(db.engine, restored_files(kept), Path(app.instance_path), upgrade), file, identities)
    compare_files(file, identities, kept.root)
    with redirect_stdout(sys.stderr):  # Where the line of the log belongs, beside an answer of one line.
        answer = app.test_client().get("/", base_url=settings_of(app).base_url)
    db.session.rollback()
    if answer.status_code != 200:
        raise ArchiveRefused(f"The restored site answers with status {answer.status_code} for its front page.")
    return Rehearsed(survey, answer.status_code)


def compare_files(file: BackupFile, identities: Sequence[Identity], media: Path) -> None:
    """Read each file below *media* again and hold it against the backup; raise ArchiveRefused where it differs."""
    with reading_from(file, identities) as stream:
        for member in ArchiveReader(stream).read_members():
            if member.name.startswith("media/"):
                member.body.drain()
                with (media / member.name.partition("/")[2]).open("rb") as stored:
                    summed = sha256()
                    for block in iter(lambda read=stored.read: read(2**20), b""):  # type: ignore[misc]
                        summed.update(block)
                if summed.digest() != member.body.summed.digest():
                    raise ArchiveRefused(f"{member.name} is not as it was in the backup.")
