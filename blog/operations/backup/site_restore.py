"""Restoring a backup into an empty database and an empty folder, of the same kind as before or of the other.

The whole file is read and checked before anything is written.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect

from blog.database.schema import known_revisions
from blog.operations.backup.archive.age_keys import Identity
from blog.operations.backup.archive.archive_reader import ArchiveMember, ArchiveReader
from blog.operations.backup.archive.backup_file import reading_from
from blog.operations.backup.archive.backup_place import BackupFile
from blog.operations.backup.archive.manifest import (
    POSTGRES,
    SETTINGS,
    SQLITE,
    SQLITE_FILE,
    ArchiveRefused,
    Head,
    Manifest,
)
from blog.operations.backup.database.filling import fill_from_rows, fill_from_sqlite, install_sqlite
from blog.operations.backup.database.sqlite_file import database_file
from blog.operations.backup.restored_files import RestoredFiles, write_file

SETTINGS_FILE = "restored-settings.env"
MIB = 2**20
SPARE_BYTES = 64 * MIB

Migrate = Callable[[str], None]
"""Brings the database to a revision, or to "head"."""


@dataclass(frozen=True)
class RestoreTarget:
    """Where a backup is restored to."""

    engine: Engine
    files: RestoredFiles
    instance: Path
    migrate: Migrate


@dataclass(frozen=True)
class Survey:
    """What a backup holds; all of it was read and is as it was written."""

    head: Head
    manifest: Manifest
    database_bytes: int
    file_bytes: int


def restore(target: RestoreTarget, file: BackupFile, identities: Sequence[Identity]) -> Survey:
    """Restore the backup *file* into *target*, compare it with what was written, and return what it holds.

    The database is current afterwards, and sends nothing until it is declared live.

    Raises:
        ArchiveRefused: the backup cannot be trusted or is of another edition, *target* is not empty, or what was
            restored is not what was backed up.
    """
    require_empty(target)
    survey = survey_backup(file, identities, target.files)
    target.files.require_recognised()
    require_known_schema(survey.head)
    require_room(target, survey)
    target.files.begin()
    with reading_from(file, identities) as stream:
        unpack(ArchiveReader(stream), target, survey)
    target.migrate("head")
    target.files.finish()
    return survey


def survey_backup(file: BackupFile, identities: Sequence[Identity], files: RestoredFiles) -> Survey:
    """Read all of *file*, let *files* know their names, and return what it holds; raise ArchiveRefused if damaged."""
    sizes = {"database": 0, "media": 0, SETTINGS: 0}
    with reading_from(file, identities) as stream:
        reader = ArchiveReader(stream)
        for member in reader.read_members():
            kind, _, name = member.name.partition("/")
            sizes[kind] += member.size
            if kind == "media":
                files.recognise(name)
    if reader.head is None or reader.manifest is None:
        raise AssertionError("a reader that ends has read both")
    return Survey(reader.head, reader.manifest, sizes["database"], sizes["media"])


def require_empty(target: RestoreTarget) -> None:
    """Raise ArchiveRefused unless nothing would be overwritten."""
    target.files.require_finished()
    if inspect(target.engine).get_table_names():
        raise ArchiveRefused("The database is not empty, and nothing is overwritten: name a new one, or another file.")
    target.files.require_empty()


def require_known_schema(head: Head) -> None:
    """Raise ArchiveRefused unless this edition can bring the backup up to date."""
    known = known_revisions()
    if head.schema > known[-1]:
        raise ArchiveRefused(
            f"This backup has schema {head.schema}, which is newer than this program ({known[-1]}):"
            " install the newer program, and restore with it."
        )
    if head.schema not in known:
        raise ArchiveRefused(f"This backup has schema {head.schema!a}, which no edition of this program has.")


def require_room(target: RestoreTarget, survey: Survey) -> None:
    """Raise ArchiveRefused unless the disks have room for what the backup holds."""
    needs = [(target.instance, survey.database_bytes)]
    if target.engine.dialect.name == SQLITE:
        needs = [(database_file(target.engine.url).parent, survey.database_bytes * 2)]
    if target.files.folder is not None:
        needs.append((target.files.folder, survey.file_bytes))
    for folder, size in needs:
        near = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        if shutil.disk_usage(near).free < size + SPARE_BYTES:
            raise ArchiveRefused(f"There is no room at {folder}: the backup needs {size // MIB + 1:,} MiB there.")


def unpack(reader: ArchiveReader, target: RestoreTarget, survey: Survey) -> None:
    """Write what *reader* yields to its places."""
    if survey.head.engine == POSTGRES:
        target.migrate(survey.head.schema)
        with closing(fill_from_rows(target.engine, survey.head.tables)) as filling:
            for member in reader.read_members():
                if not write_member(member, target, None):
                    filling.load(member)
            filling.finish(survey.manifest)
        return
    draft = draft_of(target)
    for member in reader.read_members():
        if not write_member(member, target, draft):
            raise ArchiveRefused("This backup holds two databases.")
    if target.engine.dialect.name == SQLITE:
        install_sqlite(target.engine, draft, survey.manifest)
    else:
        target.migrate(survey.head.schema)
        fill_from_sqlite(target.engine, draft, survey.manifest)
        draft.unlink()


def write_member(member: ArchiveMember, target: RestoreTarget, draft: Path | None) -> bool:
    """Write *member* where it is a file, that of a SQLite database to *draft*; return whether it was one."""
    if member.name == SETTINGS:
        path = target.instance / SETTINGS_FILE
    elif member.name.startswith("media/"):
        target.files.write(member.name.partition("/")[2], member.body)
        return True
    elif member.name == SQLITE_FILE and draft is not None:
        path = draft
    else:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, member.body, 0o600)
    return True


def draft_of(target: RestoreTarget) -> Path:
    """Return where the file of a SQLite database is written at first."""
    if target.engine.dialect.name == SQLITE:
        file = database_file(target.engine.url)
        return file.with_name(f"{file.name}.restoring")
    return target.instance / "backup.sqlite3"
