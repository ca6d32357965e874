"""flask media move: all pictures and files from a folder to a bucket, from a bucket to a folder, or to another one."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from blog.config.settings import settings_of
from blog.database import db
from blog.pictures.bucket.bucket_faults import BucketFault
from blog.pictures.files.storage import FileUnreadable, FolderStorage, Storage, StorageFailed, open_storage, storage
from blog.pictures.moving.copied_folders import CopiedFolders
from blog.pictures.moving.media_move import Moved, compare_all, copy_all, delete_all

MIB = 2**20
SAY_EVERY_SECONDS = 5.0
MAX_NAMED = 5


@click.group("media")
def media() -> None:
    """Pictures and files of the site."""


@media.command("move")
@click.argument("to", required=False)
@click.option("--from", "from_", help="Copy from this place to the one that BLOG_MEDIA_URL names.")
@click.option("--compare", is_flag=True, help="Then read every file in both places, and compare them.")
@click.option("--delete", is_flag=True, help="Compare, and then delete all in the place named by --from.")
@with_appcontext
def move(to: str | None, from_: str | None, *, compare: bool, delete: bool) -> None:
    """Copy all pictures and files of the site to TO, file:///folder or s3://bucket, while the site runs.

    Begun again, it copies what is missing. Then let BLOG_MEDIA_URL name the
    new place, restart, and run it once more with --from and the former place.
    """
    source, target = choose_places(to, from_)
    if delete and not from_:
        raise click.ClickException("The site still reads these files: let BLOG_MEDIA_URL name the new place first.")
    try:
        record = CopiedFolders(Path(current_app.instance_path), *name_places(to, from_, source, target))
        moved = copy_all(source, target, progress_printer(), record.note)
        if gone := record.take_away(db.session, target):
            click.echo(f"Pictures and files that were deleted since the last run: {gone:,}; they are gone there, too.")
        click.echo(
            f"Files copied: {moved.copied:,} ({moved.size / MIB:,.1f} MiB); already there: {moved.present:,};"
            f" deleted meanwhile: {moved.gone:,}."
        )
        if compare or delete:
            require_same(source, target)
        if delete:
            click.echo(f"Files deleted in the former place: {delete_all(source):,}.")
            record.forget()
    except (FileUnreadable, StorageFailed, BucketFault) as error:
        raise click.ClickException(f"{error} Run it again: what is there is not copied again.") from None


def choose_places(to: str | None, from_: str | None) -> tuple[Storage, Storage]:
    """Return where files are copied from, and where to; one of them is the storage of the site."""
    if bool(to) == bool(from_):
        raise click.ClickException("Name the new place, or the former one with --from.")
    instance = Path(current_app.instance_path)
    other = open_storage(to or from_, instance, "TO" if to else "--from")
    here = storage()
    if is_same_place(here, other):
        raise click.ClickException("Both are the same place: name another one.")
    return (here, other) if to else (other, here)


def name_places(to: str | None, from_: str | None, source: Storage, target: Storage) -> tuple[str, str]:
    """Return the addresses of both places, the same in the run before and in that after BLOG_MEDIA_URL changed."""
    here = settings_of(current_app).media_url or ""
    named = ((source, from_ or here), (target, to or here))
    first, second = (one.root.resolve().as_uri() if isinstance(one, FolderStorage) else said for one, said in named)
    return first, second


def is_same_place(one: Storage, other: Storage) -> bool:
    """Return whether both storages are one."""
    if isinstance(one, FolderStorage) and isinstance(other, FolderStorage):
        return one.root.resolve() == other.root.resolve()
    return one is other


def require_same(source: Storage, target: Storage) -> None:
    """Say that both places hold the same; raise ClickException where they do not."""
    found = compare_all(source, target)
    if not found.is_none:
        few = ", ".join([*found.missing, *found.other][:MAX_NAMED])
        raise click.ClickException(
            f"The places differ ({few}). Files missing in the new place: {len(found.missing):,};"
            f" others than before: {len(found.other):,}. Nothing was deleted."
        )
    click.echo(f"Files that are the same in both places: {found.same:,}.")


def progress_printer() -> Callable[[Moved], None]:
    """Return what prints how far the copying is, every few seconds."""
    said_at = time.monotonic()

    def say(moved: Moved) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= SAY_EVERY_SECONDS:
            said_at = time.monotonic()
            click.echo(f"Files copied so far: {moved.copied:,}; already there: {moved.present:,}", err=True)

    return say


COMMANDS: tuple[Any, ...] = (media,)
