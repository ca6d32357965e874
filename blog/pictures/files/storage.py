"""Storage of picture files by name, behind a protocol that knows names and bytes alone."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app

from blog.config.loading import ConfigurationError
from blog.config.settings import current_settings

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}")
BLOCK = 2**18
"""Bytes that are copied at once."""
FOLDER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FileMissing(Exception):
    """There is no file of this name."""


class FileUnreadable(FileMissing):
    """There may be a file of this name, but it cannot be read now: no rights, or a broken disk."""


class StorageFailed(OSError):
    """The file could not be kept: no room, no rights, or a folder that is not there."""


class Storage(Protocol):
    """Keeps files by names such as "k3y/960.webp"; anything else is no name, and no file has it."""

    def put(self, name: str, data: bytes) -> None:
        """Keep *data* under *name*, whole or not at all, and durably before this returns.

        Raises:
            StorageFailed: it could not be kept.
        """

    def put_file(self, name: str, source: Path) -> None:
        """Keep the content of *source* under *name* as put does, without holding it in memory."""

    def read(self, name: str) -> bytes:
        """Return what is kept under *name*.

        Raises:
            FileMissing: nothing is; FileUnreadable when it cannot be read now.
        """

    def open(self, name: str) -> BinaryIO:
        """Return what is kept under *name* as an open file that can seek; raises as read does."""

    def exists(self, name: str) -> bool:
        """Return whether something is kept under *name*."""

    def size(self, name: str) -> int:
        """Return the number of bytes kept under *name*; 0 when nothing is."""

    def delete(self, folder: str) -> None:
        """Delete every file whose name starts with "*folder*/"; deleting nothing is no fault."""

    def keep_only(self, name: str) -> None:
        """Delete every other file in the folder of *name*; a file that is being written stays."""


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


def open_storage(url: str | None, instance: Path) -> Storage:
    """Return the storage that the setting MEDIA_URL names; none means a folder in *instance*.

    Raises:
        ConfigurationError: the address is not file:/// and a folder.
    """
    if not url:
        return FolderStorage(instance / "media")
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or len(parts.path) < 2:
        raise ConfigurationError("BLOG_MEDIA_URL must name a folder, such as file:///srv/blog/media.")
    return FolderStorage(Path(unquote(parts.path)))


def storage() -> Storage:
    """Return the storage of the running application."""
    return open_storage(current_settings().media_url, Path(current_app.instance_path))
