"""The command that the worker starts for a backup of its own, and the site that commands back up."""

from pathlib import Path

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import update

from blog.config.settings import settings_of
from blog.database import db
from blog.database.schema import require_current_schema
from blog.models import BackupRun
from blog.operations.backup.age_options import read_recipients
from blog.operations.backup.archive.backup_file import writing_to
from blog.operations.backup.archive.backup_place import file_in, find_folder, folder_of, new_backup_file, size_of
from blog.operations.backup.backup_schedule import file_name_of, prune, retention_of
from blog.operations.backup.site_backup import Site, make_backup
from blog.pictures.bucket.bucket_faults import BucketFault
from blog.pictures.files.storage import storage
from blog.web.clock import read_clock

MAX_PROBLEM = 300

log = structlog.get_logger()


@click.command("backup-scheduled", hidden=True)
@click.argument("slot")
@with_appcontext
def backup_scheduled(slot: str) -> None:
    """Make the backup of SLOT, which the worker has claimed; say nothing, and write down how it went."""
    settings, problem, size, place = settings_of(current_app), "", 0, ""
    name = file_name_of(slot, is_encrypted=bool(settings.backup_recipient))
    try:
        require_current_schema(db.engine)
        target = file_in(find_folder(settings.backup_folder or "", settings), name)
        place = folder_of(target)[-200:]
        keys = read_recipients([settings.backup_recipient] if settings.backup_recipient else [], None)
        with new_backup_file(target) as file, writing_to(file, keys, compress=False) as stream:
            make_backup(site_here(), stream, read_clock(), with_secrets=False, progress=lambda contents: None)
        size = size_of(target)
    except Exception as error:  # A run without an end would be waited for.
        problem = first_line(error)
        is_told = isinstance(error, click.ClickException | BucketFault)
        log.warning("backup failed", why=problem, exc_info=not is_told)
    db.session.rollback()
    values = {"ended_at": read_clock(), "file_name": name, "place": place, "size_bytes": size, "problem": problem}
    db.session.execute(update(BackupRun).where(BackupRun.slot == slot).values(values))
    db.session.commit()
    if not problem:
        prune(find_folder(settings.backup_folder or "", settings), retention_of(settings), read_clock())


def first_line(error: Exception) -> str:
    """Return what *error* says, without the statement that the database was given."""
    said = error.message if isinstance(error, click.ClickException) else str(error)
    return next(iter(said.splitlines()), "")[:MAX_PROBLEM] or type(error).__name__


def site_here() -> Site:
    """Return the site of the current application."""
    settings, instance = settings_of(current_app), Path(current_app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    return Site(db.engine, storage(), settings, instance)
