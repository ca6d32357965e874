"""flask backup, restore and rehearse: a whole site in one file."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import update

from blog.config.settings import settings_of
from blog.database import db
from blog.database.migrations import upgrade
from blog.database.schema import require_current_schema
from blog.models import Article, BackupRun, Subscriber
from blog.operations.backup.archive.age_keys import (
    Identity,
    Passphrase,
    Recipient,
    UnusableAgeKey,
    parse_public_key,
    parse_secret_keys,
)
from blog.operations.backup.archive.backup_file import new_private_file, writing_to
from blog.operations.backup.backup_schedule import file_name_of, prune, retention_of
from blog.operations.backup.rehearsal import rehearse
from blog.operations.backup.site_backup import BackupContents, Site, make_backup
from blog.operations.backup.site_restore import SETTINGS_FILE, RestoreTarget, Survey, restore
from blog.pictures.files.storage import FolderStorage, storage
from blog.web.clock import read_clock

log = structlog.get_logger()
MAX_PROBLEM = 300
MIN_PASSPHRASE = 12
SAY_EVERY_SECONDS = 5.0
MIB = 2**20
File = click.Path(path_type=Path, dir_okay=False)
ReadableFile = click.Path(path_type=Path, dir_okay=False, exists=True)

passphrase_option = click.option(
    "--passphrase-file", type=ReadableFile, help="File whose first line is the passphrase of the backup."
)
key_option = click.option("--key-file", type=ReadableFile, help="File with the secret key, as age-keygen writes it.")


@click.command("backup")
@click.argument("target", type=File)
@click.option("--with-secrets", is_flag=True, help="Include secret settings, such as BLOG_SECRET_KEY.")
@click.option("--recipient", "recipients", multiple=True, help="Public key of age (age1...) to encrypt for.")
@passphrase_option
@click.option("--compress", is_flag=True, help="Compress: a third of the size, several times the work.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@with_appcontext
def backup(
    target: Path,
    recipients: Sequence[str],
    passphrase_file: Path | None,
    *,
    with_secrets: bool,
    compress: bool,
    quiet: bool,
) -> None:
    """Write database, pictures, files and settings to the new file TARGET while the site runs."""
    require_current_schema(db.engine)
    keys = read_recipients(recipients, passphrase_file)
    say, began = progress_printer(quiet=quiet), read_clock()
    with new_private_file(target) as file, writing_to(file, keys, compress=compress) as stream:
        written = make_backup(site_here(), stream, began, with_secrets=with_secrets, progress=say)
    db.session.add(
        BackupRun(
            started_at=began, ended_at=read_clock(), file_name=target.name[-200:], size_bytes=target.stat().st_size
        )
    )
    db.session.commit()
    if not quiet:
        rows = sum(written.rows.values())
        click.echo(f"{target}: {rows:,} rows and {written.files:,} files, {target.stat().st_size / MIB:,.1f} MiB.")
        if not with_secrets:
            click.echo("Secret settings are not in it: keep BLOG_SECRET_KEY, on which every link in mail stands.")


@click.command("backup-scheduled", hidden=True)
@click.argument("slot")
@with_appcontext
def backup_scheduled(slot: str) -> None:
    """Make the backup of SLOT, which the worker has claimed; say nothing, and write down how it went."""
    settings, problem, size = settings_of(current_app), "", 0
    target = Path(settings.backup_folder or "") / file_name_of(slot, is_encrypted=bool(settings.backup_recipient))
    try:
        require_current_schema(db.engine)
        keys = read_recipients([settings.backup_recipient] if settings.backup_recipient else [], None)
        with new_private_file(target) as file, writing_to(file, keys, compress=False) as stream:
            make_backup(site_here(), stream, read_clock(), with_secrets=False, progress=lambda contents: None)
        size = target.stat().st_size
    except Exception as error:  # A run without an end would be waited for.
        problem = first_line(error)
        log.warning("backup failed", why=problem, exc_info=not isinstance(error, click.ClickException))
    db.session.rollback()
    values = {"ended_at": read_clock(), "file_name": target.name, "size_bytes": size, "problem": problem}
    db.session.execute(update(BackupRun).where(BackupRun.slot == slot).values(values))
    db.session.commit()
    if not problem:
        prune(target.parent, retention_of(settings), read_clock())


def first_line(error: Exception) -> str:
    """Return what *error* says, without the statement that the database was given."""
    said = error.message if isinstance(error, click.ClickException) else str(error)
    return next(iter(said.splitlines()), "")[:MAX_PROBLEM] or type(error).__name__


@click.command("restore")
@click.argument("source", type=ReadableFile)
@passphrase_option
@key_option
@with_appcontext
def restore_site(source: Path, passphrase_file: Path | None, key_file: Path | None) -> None:
    """Restore the backup SOURCE into an empty database and an empty folder of pictures."""
    instance = Path(current_app.instance_path)
    target = RestoreTarget(db.engine, media_folder(), instance, upgrade)
    survey = restore(target, source, read_identities(passphrase_file, key_file))
    click.echo(f"Restored and compared: {describe(survey)}.")
    click.echo(f"The settings of that time are in {instance / SETTINGS_FILE}; none was applied.")
    click.echo("The site sends no mail yet. Now run: flask live, then flask live declare.")


@click.command("rehearse")
@click.argument("source", type=ReadableFile)
@passphrase_option
@key_option
@click.option("--database", "database_url", help="Empty database to rehearse in; missing means a SQLite file.")
@with_appcontext
def rehearse_restore(
    source: Path, passphrase_file: Path | None, key_file: Path | None, database_url: str | None
) -> None:
    """Restore the backup SOURCE beside the live site, compare it, and throw it away; ends with 1 when it differs."""
    url = database_url and database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    identities = read_identities(passphrase_file, key_file)
    done = rehearse(source, identities, Path(current_app.instance_path), url)
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


def site_here() -> Site:
    """Return the site of the current application."""
    settings, instance = settings_of(current_app), Path(current_app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    return Site(db.engine, media_folder(), settings, instance)


def media_folder() -> Path:
    """Return the folder of pictures."""
    kept = storage()
    if not isinstance(kept, FolderStorage):
        raise click.ClickException("The pictures of this site are not in a folder.")
    return kept.root


def read_recipients(public_keys: Sequence[str], passphrase_file: Path | None) -> list[Recipient]:
    """Return whom a backup is encrypted for; nobody means that it is not encrypted.

    Raises:
        UnusableAgeKey: a key is none, the passphrase is short, or there are both, which age does not allow.
    """
    if public_keys and passphrase_file:
        raise UnusableAgeKey("Encrypt for public keys or by a passphrase, not both.")
    if passphrase_file:
        phrase = read_passphrase(passphrase_file)
        if len(phrase.text) < MIN_PASSPHRASE:
            raise UnusableAgeKey(f"The passphrase needs {MIN_PASSPHRASE} characters or more.")
        return [phrase]
    return [parse_public_key(key) for key in public_keys]


def read_identities(passphrase_file: Path | None, key_file: Path | None) -> list[Identity]:
    """Return what opens a backup."""
    found: list[Identity] = [read_passphrase(passphrase_file)] if passphrase_file else []
    return [*found, *(parse_secret_keys(key_file.read_text("utf-8")) if key_file else ())]


def read_passphrase(file: Path) -> Passphrase:
    """Return the passphrase in the first line of *file*."""
    return Passphrase(file.read_text("utf-8").partition("\n")[0].rstrip("\r"))


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
