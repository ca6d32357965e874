"""Storage of picture files by name: a folder or a bucket, as the setting MEDIA_URL says."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from flask import current_app

from blog.config.loading import ConfigurationError
from blog.config.settings import current_settings
from blog.pictures.bucket.bucket_address import BucketAddress, Credentials, is_bucket, parse_bucket, read_credentials
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.files.bucket_storage import BucketStorage
from blog.pictures.files.storage_protocol import (
    FOLDER,
    NAME,
    FileMissing,
    FileUnreadable,
    Storage,
    StorageFailed,
    StoredFile,
)

__all__ = [
    "NAME",
    "BucketStorage",
    "FileMissing",
    "FileUnreadable",
    "FolderStorage",
    "Storage",
    "StorageFailed",
    "StoredFile",
    "open_storage",
    "storage",
]

BLOCK = 2**18
"""Bytes that are copied at once."""


class FolderStorage:
    """Keeps files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, data: bytes) -> None:
        """Write beside the name, flush to the disk, and rename: a reader sees the whole file or none (D19)."""
        self.put_stream(name, BytesIO(data))

    def put_file(self, name: str, source: Path) -> None:
        """Write as put does."""
        with source.open("rb") as stream:
            self.put_stream(name, stream)

    def put_stream(self, name: str, stream: BinaryIO) -> None:
        """Write what is left of *stream*."""
        target = self.find(name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, stream)
            sync_folder(target.parent)
        except OSError as error:
            raise StorageFailed(error.errno, error.strerror, error.filename) from error

    def read(self, name: str) -> bytes:
        """Return the file's bytes."""
        with self.open(name) as file, unreadable(name):
            return file.read()

    def open(self, name: str) -> BinaryIO:
        """Return the opened file."""
        with unreadable(name):
            return self.find(name).open("rb")

    def exists(self, name: str) -> bool:
        """Return whether the file stands."""
        return NAME.fullmatch(name) is not None and self.find(name).is_file()

    def size(self, name: str) -> int:
        """Return the size of the file."""
        return self.find(name).stat().st_size if self.exists(name) else 0

    def delete(self, folder: str) -> None:
        """Remove the folder with all that is in it."""
        if not FOLDER.fullmatch(folder):
            raise ValueError(f"not a folder of pictures: {folder!r}")
        shutil.rmtree(self.root / folder, ignore_errors=True)

    def keep_only(self, name: str) -> None:
        """Remove the files beside this one; drafts begin with a dot, and glob leaves those out."""
        kept = self.find(name)
        for file in kept.parent.glob("[!.]*"):
            if file != kept:
                file.unlink(missing_ok=True)

    def files(self) -> Iterator[StoredFile]:
        """Yield the files by folder and name, and hold the names of one folder at a time; links are none."""
        for folder in sorted_entries(self.root):
            if FOLDER.fullmatch(folder.name) and folder.is_dir(follow_symlinks=False):
                for entry in sorted_entries(Path(folder.path)):
                    name = f"{folder.name}/{entry.name}"
                    if NAME.fullmatch(name) and entry.is_file(follow_symlinks=False):
                        yield StoredFile(name, entry.stat(follow_symlinks=False).st_size)

    def find(self, name: str) -> Path:
        """Return the path of *name*, which cannot lead out of the root.

        Raises:
            ValueError: *name* is not a file's name.
        """
        if not NAME.fullmatch(name):
            raise ValueError(f"not a picture's file name: {name!r}")
        return self.root / name


@contextmanager
def unreadable(name: str) -> Iterator[None]:
    """Turn what the system says of the file *name* into the errors of this module."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FileMissing(name) from error
    except OSError as error:
        raise FileUnreadable(f"{name}: {error.strerror}") from error


def write_whole(target: Path, stream: BinaryIO) -> None:
    """Write *stream* to a file beside *target*, flushed to the disk, and give it the name."""
    draft = target.parent / f".{secrets.token_hex(8)}"
    try:
        with draft.open("xb") as file:
            shutil.copyfileobj(stream, file, BLOCK)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sorted_entries(folder: Path) -> list[Any]:
    """Return the entries of *folder* by name; none where it is gone."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: f"{entry.name}/")  # As buckets sort whole names.
    except FileNotFoundError:
        return []


def open_storage(url: str | None, instance: Path, setting: str = "BLOG_MEDIA_URL") -> Storage:
    """Return the storage that the value *url* of *setting* names; none means a folder in *instance*.

    A bucket is asked nothing yet.

    Raises:
        ConfigurationError: the address is neither file:/// and a folder nor that of a bucket.
    """
    if not url:
        return FolderStorage(instance / "media")
    if is_bucket(url):
        return open_bucket(parse_bucket(url, setting), read_credentials(os.environ))
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or len(parts.path) < 2:
        raise ConfigurationError(
            f"{setting} must name a folder, such as file:///srv/blog/media, or a bucket, such as s3://bucket/prefix."
        )
    return FolderStorage(Path(unquote(parts.path)))


@cache
def open_bucket(address: BucketAddress, credentials: Credentials | None) -> BucketStorage:
    """Return the storage of a bucket; one a process, which remembers whether it answers."""
    return BucketStorage(Bucket(address, credentials))


def storage() -> Storage:
    """Return the storage of the running application."""
    return open_storage(current_settings().media_url, Path(current_app.instance_path))
