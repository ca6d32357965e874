"""flask backup, restore and rehearse: a whole site in one file."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from blog.config.settings import settings_of
from blog.database import db
from blog.database.migrations import upgrade
from blog.database.schema import require_current_schema
from blog.models import Article, BackupRun, Subscriber
from blog.operations.backup.age_options import key_option, passphrase_option, read_identities, read_recipients
from blog.operations.backup.archive.backup_file import writing_to
from blog.operations.backup.archive.backup_place import BackupFile, find_place, folder_of, new_backup_file, size_of
from blog.operations.backup.archive.manifest import ArchiveRefused
from blog.operations.backup.rehearsal import rehearse
from blog.operations.backup.restored_files import restored_files
from blog.operations.backup.scheduled_commands import backup_scheduled, site_here
from blog.operations.backup.site_backup import BackupContents, make_backup
from blog.operations.backup.site_restore import SETTINGS_FILE, RestoreTarget, Survey, restore
from blog.pictures.files.storage import storage
from blog.web.clock import read_clock

SAY_EVERY_SECONDS = 5.0
MIB = 2**20


@click.command("backup")
@click.argument("target", required=False)
@click.option("--to", help="Write to this address instead, such as s3://bucket/folder/first.tar?endpoint=https://host.")
@click.option("--with-secrets", is_flag=True, help="Include secret settings, such as BLOG_SECRET_KEY.")
@click.option("--recipient", "recipients", multiple=True, help="Public key of age (age1...) to encrypt for.")
@passphrase_option
@click.option("--compress", is_flag=True, help="Compress: a third of the size, several times the work.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@with_appcontext
def backup(
    target: str | None,
    to: str | None,
    recipients: Sequence[str],
    passphrase_file: Path | None,
    *,
    with_secrets: bool,
    compress: bool,
    quiet: bool,
) -> None:
    """Write database, pictures, files and settings to the new file TARGET, or to a bucket, while the site runs."""
    require_current_schema(db.engine)
    place = choose_target(target, to)
    keys = read_recipients(recipients, passphrase_file)
    say, began = progress_printer(quiet=quiet), read_clock()
    with new_backup_file(place) as file, writing_to(file, keys, compress=compress) as stream:
        written = make_backup(site_here(), stream, began, with_secrets=with_secrets, progress=say)
    size = size_of(place)
    made = {"file_name": place.name[-200:], "place": folder_of(place)[-200:], "size_bytes": size}
    db.session.add(BackupRun(started_at=began, ended_at=read_clock(), **made))
    db.session.commit()
    if not quiet:
        rows = sum(written.rows.values())
        click.echo(f"{place}: {rows:,} rows and {written.files:,} files, {size / MIB:,.1f} MiB.")
        if not with_secrets:
            click.echo("Secret settings are not in it: keep BLOG_SECRET_KEY, on which every link in mail stands.")


def choose_target(target: str | None, to: str | None) -> BackupFile:
    """Return the file to write; raise ClickException unless there is one name for it."""
    if bool(target) == bool(to):
        raise click.UsageError("Name the new file, or its address with --to.")
    return find_place(target or to or "", settings_of(current_app), "TARGET")


def choose_source(source: str) -> BackupFile:
    """Return the file to read; raise ClickException where it is none of this machine's, and no bucket's."""
    place = find_place(source, settings_of(current_app), "SOURCE")
    if isinstance(place, Path) and not place.is_file():
        raise ArchiveRefused(f"There is no file {place}.")
    return place


@click.command("restore")
@click.argument("source")
@passphrase_option
@key_option
@with_appcontext
def restore_site(source: str, passphrase_file: Path | None, key_file: Path | None) -> None:
    """Restore the backup SOURCE, a file or s3://..., into an empty database and an empty place of pictures."""
    instance = Path(current_app.instance_path)
    target = RestoreTarget(db.engine, restored_files(storage()), instance, upgrade)
    survey = restore(target, choose_source(source), read_identities(passphrase_file, key_file))
    click.echo(f"Restored and compared: {describe(survey)}.")
    click.echo(f"The settings of that time are in {instance / SETTINGS_FILE}; none was applied.")
    click.echo("The site sends no mail yet. Now run: flask live, then flask live declare.")


@click.command("rehearse")
@click.argument("source")
@passphrase_option
@key_option
@click.option("--database", "database_url", help="Empty database to rehearse in; missing means a SQLite file.")
@with_appcontext
def rehearse_restore(
    source: str, passphrase_file: Path | None, key_file: Path | None, database_url: str | None
) -> None:
    """Restore the backup SOURCE beside the live site, compare it, and throw it away; ends with 1 when it differs."""
    url = database_url and database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    identities = read_identities(passphrase_file, key_file)
    done = rehearse(choose_source(source), identities, Path(current_app.instance_path), url)
    rows = done.survey.manifest.rows
    behind = ", ".join(
        f"{rows.get(model.__tablename__, 0):,} of {live:,} {model.__tablename__}"
        for model in (Article, Subscriber)
        for live in [db.session.query(model).count()]
    )
    click.echo(
        f"The backup can be restored: {describe(done.survey)}, all as written; it has {behind} of the live site."
    )


def describe(survey: Survey) -> str:
    """Return what a backup holds."""
    manifest = survey.manifest
    made = datetime.fromisoformat(survey.head.created_at)
    return (
        f"{len(manifest.rows)} tables with {sum(manifest.rows.values()):,} rows and {manifest.files:,} files"
        f" of {made:%Y-%m-%d %H:%M} UTC"
    )


def progress_printer(*, quiet: bool) -> Callable[[BackupContents], None]:
    """Return what prints how far a backup is, every few seconds."""
    said_at = time.monotonic()

    def say(written: BackupContents) -> None:
        nonlocal said_at
        if not quiet and time.monotonic() - said_at >= SAY_EVERY_SECONDS:
            said_at = time.monotonic()
            click.echo(f"{written.size / MIB:,.0f} MiB written, {written.files:,} files so far", err=True)

    return say


COMMANDS: tuple[Any, ...] = (backup, backup_scheduled, restore_site, rehearse_restore)
