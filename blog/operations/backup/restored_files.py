"""Where a restore puts pictures and files: beside their folder first and then into it, or straight into a bucket."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from blog.operations.backup.archive.archive_reader import Body
from blog.operations.backup.archive.manifest import ArchiveRefused
from blog.pictures.files.storage import BucketStorage, FolderStorage, Storage, StorageFailed

UNFINISHED = ".restoring"
"""Folder of files on their way; it begins with a dot, as no folder of the storage does."""
MARK = "restoring/begun.txt"
"""Stands in a bucket while files of a restore arrive, which found it empty; no backup holds this name."""
MIB = 2**20


class RestoredFiles(Protocol):
    """Takes the files of a backup, by the names of the storage."""

    @property
    def folder(self) -> Path | None:
        """Return where they need room; None where that is nobody's concern."""

    def require_finished(self) -> None:
        """Raise ArchiveRefused where an earlier restore broke off, as far as that can be seen."""

    def require_empty(self) -> None:
        """Raise ArchiveRefused unless nothing would be overwritten."""

    def recognise(self, name: str) -> None:
        """Note that the backup holds the file *name*."""

    def require_recognised(self) -> None:
        """Raise ArchiveRefused where a file stands that the backup does not hold."""

    def begin(self) -> None:
        """Prepare the place."""

    def write(self, name: str, body: Body) -> None:
        """Write one file."""

    def finish(self) -> None:
        """Let all of them stand."""


@dataclass(frozen=True)
class RestoredFolder:
    """Files of a folder."""

    folder: Path

    def require_finished(self) -> None:
        """Raise ArchiveRefused for a folder that an earlier restore left half full."""
        if (self.folder / UNFINISHED).exists():
            raise ArchiveRefused(
                f"An earlier restore did not finish: delete {self.folder} and the database, and begin again."
            )

    def require_empty(self) -> None:
        """Raise ArchiveRefused for a folder that is not empty."""
        if self.folder.is_dir() and any(not entry.name.startswith(".") for entry in self.folder.iterdir()):
            raise ArchiveRefused(f"{self.folder} is not empty, and nothing is overwritten: name a new folder.")

    def recognise(self, name: str) -> None:
        """Do nothing: the folder is empty."""

    def require_recognised(self) -> None:
        """Do nothing, as before."""

    def begin(self) -> None:
        """Make the folder of files on their way."""
        (self.folder / UNFINISHED).mkdir(parents=True)

    def write(self, name: str, body: Body) -> None:
        """Write one file there."""
        path = self.folder / UNFINISHED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, body, 0o644)

    def finish(self) -> None:
        """Move all of them into the folder."""
        place = self.folder / UNFINISHED
        for folder in sorted(place.iterdir()):
            folder.rename(self.folder / folder.name)
        place.rmdir()
        os.sync()


@dataclass(frozen=True)
class RestoredBucket:
    """Files of a bucket; those that a restore left there when it broke off are written again by the next one."""

    storage: BucketStorage
    folder: None = None
    left: set[str] = field(default_factory=set)
    """Files of a restore that broke off, as long as the backup was not seen to hold them."""

    def require_finished(self) -> None:
        """Do nothing: it cannot be seen."""

    def require_empty(self) -> None:
        """Raise ArchiveRefused where a file stands, or the bucket does not answer."""
        with refused_by_bucket():
            if self.storage.exists(MARK):
                self.left.update(file.name for file in self.storage.files() if file.name != MARK)
            elif next(iter(self.storage.files()), None) is not None:
                raise self.not_empty()

    def recognise(self, name: str) -> None:
        """Note that the backup holds the file *name*."""
        self.left.discard(name)

    def require_recognised(self) -> None:
        """Raise ArchiveRefused where a file stands that is none of an earlier restore of this backup."""
        if self.left:
            raise self.not_empty()

    def not_empty(self) -> ArchiveRefused:
        """Return the sentence about a bucket that holds something else."""
        return ArchiveRefused(
            f"The bucket {self.storage.bucket.label} is not empty where BLOG_MEDIA_URL points,"
            " and nothing is overwritten: name another place in it."
        )

    def begin(self) -> None:
        """Put the mark: what stands here from now on comes from this restore."""
        with refused_by_bucket():
            self.storage.put(MARK, b"Files of a restore are on their way.\n")

    def write(self, name: str, body: Body) -> None:
        """Put one file, by way of the disk."""
        with NamedTemporaryFile(prefix="restored-") as draft, refused_by_bucket():
            shutil.copyfileobj(body, draft, MIB)
            draft.flush()
            self.storage.put_file(name, Path(draft.name))

    def finish(self) -> None:
        """Take the mark away: each file stands."""
        with refused_by_bucket():
            self.storage.delete(MARK.partition("/")[0])


@contextmanager
def refused_by_bucket() -> Iterator[None]:
    """Turn a fault of the bucket into a refusal with its sentence."""
    try:
        yield
    except StorageFailed as error:
        raise ArchiveRefused(str(error)) from error


def restored_files(storage: Storage) -> RestoredFiles:
    """Return what takes the files for *storage*."""
    if isinstance(storage, BucketStorage):
        return RestoredBucket(storage)
    if isinstance(storage, FolderStorage):
        return RestoredFolder(storage.root)
    raise TypeError("files are restored to a folder or a bucket")


def write_file(path: Path, body: Body, mode: int) -> None:
    """Write *body* to the new file *path* with *mode*."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode), "wb") as file:
        shutil.copyfileobj(body, file, MIB)
