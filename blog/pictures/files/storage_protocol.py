"""What a storage of picture files is: names and bytes alone, and its errors."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}")
FOLDER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FileMissing(Exception):
    """There is no file of this name."""


class FileUnreadable(FileMissing):
    """There may be a file of this name, but it cannot be read now: no rights, a broken disk, a bucket that is away."""


class StorageFailed(OSError):
    """The file could not be kept: no room, no rights, a folder that is not there, or a bucket that is away."""


class StoredFile(NamedTuple):
    """A file that is kept."""

    name: str
    size: int
    """In bytes."""


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
        """Return the number of bytes kept under *name*; 0 when nothing is, or that cannot be said without a wait."""

    def delete(self, folder: str) -> None:
        """Delete every file whose name starts with "*folder*/"; deleting nothing is no fault."""

    def keep_only(self, name: str) -> None:
        """Delete every other file in the folder of *name*; a file that is being written stays."""

    def files(self) -> Iterator[StoredFile]:
        """Yield every file, folder by folder; raise StorageFailed where they cannot be listed."""
