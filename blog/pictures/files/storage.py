"""Storage of picture files by name, behind a protocol that knows names and bytes alone."""

import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app

from blog.config.loading import ConfigurationError
from blog.config.settings import current_settings

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}")
FOLDER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FileMissing(Exception):
    """There is no file of this name."""


class Storage(Protocol):
    """Keeps files by names such as "k3y/960.webp"; anything else is no name, and no file has it."""

    def put(self, name: str, data: bytes) -> None:
        """Keep *data* under *name*, whole or not at all, and durably before this returns."""

    def read(self, name: str) -> bytes:
        """Return what is kept under *name*.

        Raises:
            FileMissing: nothing is.
        """

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
        target = self.find(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / f".{secrets.token_hex(8)}"
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)

    def read(self, name: str) -> bytes:
        """Return the file's bytes."""
        try:
            return self.find(name).read_bytes()
        except (OSError, ValueError) as error:
            raise FileMissing(name) from error

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
