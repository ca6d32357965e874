"""Where the file of a backup lies: on this machine, or in a bucket."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import TypeAlias

from blog.config.settings import Settings
from blog.operations.backup.archive.archive_writer import ByteWriter
from blog.operations.backup.archive.backup_file import new_private_file
from blog.operations.backup.archive.manifest import ArchiveRefused
from blog.pictures.bucket.bucket_address import BucketAddress, Credentials, is_bucket, parse_bucket, read_credentials
from blog.pictures.bucket.bucket_client import WRITING, Bucket
from blog.pictures.bucket.object_reader import ObjectReader
from blog.pictures.bucket.object_writer import writing_object

READ_BYTES = 8 * 2**20
"""Of a request."""


@dataclass(frozen=True)
class BucketFile:
    """A backup in a bucket."""

    bucket: Bucket
    name: str

    def __str__(self) -> str:
        """Return the name as sentences say it."""
        return f"{self.name} in the bucket {self.bucket.label}"

    def open(self, _mode: str = "rb") -> BufferedReader:
        """Return it as a file; raise ArchiveRefused where there is none, BucketFault where it cannot be read."""
        found = self.bucket.find(self.name)
        if found is None:
            raise ArchiveRefused(f"There is no {self}.")
        return BufferedReader(ObjectReader(self.bucket, found, READ_BYTES), READ_BYTES)

    def size(self) -> int:
        """Return how many bytes it has; 0 where it is not there."""
        found = self.bucket.find(self.name)
        return found.size if found else 0


BackupFile: TypeAlias = Path | BucketFile


def find_place(address: str, settings: Settings, setting: str) -> BackupFile:
    """Return the file that *address* names: a path, or s3://bucket/folder/name?endpoint=...

    Raises:
        ConfigurationError: it is no address of a bucket; *setting* is what the sentence calls it.
        ArchiveRefused: it names a bucket, and no file there.
    """
    if not is_bucket(address):
        return Path(address)
    parsed = parse_bucket(address, setting)
    folder, _, name = parsed.prefix.rpartition("/")
    if not name:
        raise ArchiveRefused(f"{setting} names a bucket: write the name of the file behind it.")
    return BucketFile(open_backups(replace(parsed, prefix=folder), settings), name)


def find_folder(address: str, settings: Settings) -> Path | Bucket:
    """Return the place of scheduled backups that *address* names; raise ConfigurationError."""
    if not is_bucket(address):
        return Path(address)
    return open_backups(parse_bucket(address, "BLOG_BACKUP_FOLDER"), settings)


def open_backups(address: BucketAddress, settings: Settings) -> Bucket:
    """Return the bucket at *address*, asked with the key for backups where there is one of its own."""
    own = Credentials(settings.backup_access_key_id or "", settings.backup_secret_access_key or "")
    credentials = own if own.key_id and own.secret else read_credentials(os.environ)
    return Bucket(address, credentials, patience=WRITING)


def file_in(folder: Path | Bucket, name: str) -> BackupFile:
    """Return the file *name* in *folder*."""
    return folder / name if isinstance(folder, Path) else BucketFile(folder, name)


@contextmanager
def new_backup_file(target: BackupFile) -> Iterator[ByteWriter]:
    """Yield what writes the new file *target*, which gets its name when the block has ended.

    Raises:
        ArchiveRefused: it exists, or cannot be made.
    """
    if isinstance(target, Path):
        with new_private_file(target) as file:
            yield file
        return
    if target.bucket.find(target.name) is not None:
        raise ArchiveRefused(f"There is already a {target}: name a new file.")
    with writing_object(target.bucket, target.name) as writer:
        yield writer


def folder_of(file: BackupFile) -> str:
    """Return where *file* lies as a person reads it: its folder, or its bucket with the host, without any key."""
    if isinstance(file, Path):
        return str(file.absolute().parent)
    return f"{file.bucket.label}/{file.bucket.address.prefix}".rstrip("/")


def size_of(file: BackupFile) -> int:
    """Return the size of *file* in bytes."""
    return file.stat().st_size if isinstance(file, Path) else file.size()
