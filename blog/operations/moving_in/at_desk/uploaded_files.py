"""Uploaded files of imports: each import has a private folder, into which files are written piece by piece."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from blog.database.faults.disk_faults import NOT_WRITABLE, is_full

PART = ".part"
"""Ends the name of a file that has not arrived as a whole."""
BLOCK = 2**20
MAX_NAME = 120
RESERVE = 256 * 2**20
"""Bytes of the disk that uploads leave free, so that the site itself can go on."""
MAX_FILES = 200


class UploadPart(StrEnum):
    """What a file is for, which is the name of its folder."""

    EXPORT = "export"
    MEDIA = "media"


class UploadRefused(Exception):
    """Nothing is kept of what was sent; str() of this says why, in a sentence, and *status* is that of the answer."""

    status = 422


class UploadTooLarge(UploadRefused):
    """It is larger than an export may be."""

    status = 413


class DiskFull(UploadRefused):
    """There is no room for it."""

    status = 507


class FolderUnwritable(UploadRefused):
    """The folder of imports cannot be written: it is read-only, or belongs to another account."""

    status = 503


class OutOfStep(Exception):
    """A piece does not begin where the file ends; *received* bytes of it are here."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class ImportFiles:
    """The files of one import below *folder*, together of at most *max_bytes*."""

    folder: Path
    max_bytes: int

    def make(self) -> None:
        """Make the folder, which nobody else on this machine may read."""
        for part in UploadPart:
            with raising_full():
                (self.folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)

    def is_here(self) -> bool:
        """Return whether the folder is on this machine."""
        return self.folder.is_dir()

    def whole(self, part: UploadPart) -> list[Path]:
        """Return the files that arrived as a whole."""
        return [path for path in self.walk(part) if path.suffix != PART]

    def unfinished(self) -> list[str]:
        """Return the names of files of which pieces are missing."""
        return [path.name.removesuffix(PART) for part in UploadPart for path in self.walk(part) if path.suffix == PART]

    def require_missing(self, part: UploadPart, name: str, size: int) -> None:
        """Check that no file of that name and *size* is here as a whole, as after an upload that broke off.

        Raises:
            OutOfStep: there is one.
        """
        whole = self.folder / part / clean_name(name)
        if whole.is_file() and whole.stat().st_size == size:
            raise OutOfStep(size)

    def walk(self, part: UploadPart) -> Iterator[Path]:
        """Yield the files of *part*, whole or not."""
        folder = self.folder / part
        yield from sorted(folder.iterdir()) if folder.is_dir() else ()

    def sizes(self) -> int:
        """Return the bytes of all files."""
        return sum(path.stat().st_size for part in UploadPart for path in self.walk(part))

    def require_room(self, more: int) -> None:
        """Check that *more* bytes have room.

        Raises:
            UploadTooLarge, DiskFull: they have not.
        """
        if self.sizes() + more > self.max_bytes:
            raise UploadTooLarge(_("All files together may have %(size)d MB.", size=self.max_bytes // 2**20))
        if shutil.disk_usage(self.folder).free < more + RESERVE:
            raise DiskFull(say_full())

    def add(self, part: UploadPart, name: str, stream: IO[bytes]) -> None:
        """Keep a file that came as a whole, in place of one of that name.

        Raises:
            UploadRefused: it is too large, or the disk is full; nothing of it is kept.
        """
        whole = self.place(part, name)
        partial = whole.with_name(whole.name + PART)
        try:
            with raising_full(), partial.open("wb") as target:
                while block := stream.read(BLOCK):
                    self.require_room(len(block))
                    target.write(block)
            partial.replace(whole)
        finally:
            partial.unlink(missing_ok=True)

    def append(self, part: UploadPart, name: str, stream: IO[bytes], offset: int, size: int) -> int:
        """Add a piece of a file of *size* bytes that begins at *offset*; return how many bytes are here then.

        Raises:
            OutOfStep: the file ends elsewhere.
            UploadRefused: it is too large, or the disk is full; what was here before stays.
        """
        whole = self.place(part, name)
        partial = whole.with_name(whole.name + PART)
        here = partial.stat().st_size if partial.exists() else 0
        if offset != here:
            raise OutOfStep(here)
        self.require_room(size - here)
        # At its place and not at the end: a piece that a script sends twice at once is the same then.
        with raising_full(), open(os.open(partial, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
            target.seek(offset)
            try:
                while block := stream.read(BLOCK):
                    target.write(block)
                target.flush()
            except OSError:
                os.truncate(partial, here)
                raise
        here = partial.stat().st_size
        if here >= size:
            partial.replace(whole)
        return here

    def place(self, part: UploadPart, name: str) -> Path:
        """Return where a file called *name* is kept."""
        if len(list(self.walk(part))) >= MAX_FILES:
            raise UploadRefused(_("These are too many files. Pack them into one zip archive."))
        return self.folder / part / clean_name(name)

    def delete_uploads(self) -> None:
        """Delete the files that were uploaded; the list of articles stays."""
        for part in UploadPart:
            shutil.rmtree(self.folder / part, ignore_errors=True)

    def delete(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def raising_full() -> Iterator[None]:
    """Turn a full disk, or a folder that cannot be written, into a refusal."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise DiskFull(say_full()) from error
        if error.errno in NOT_WRITABLE:
            words = _("The file could not be stored, through no fault of yours. Try again later.")
            raise FolderUnwritable(words) from error
        raise


def say_full() -> str:
    """Return the sentence about a full disk."""
    return str(_("The disk of the server is full. Make room on it, then try again; nothing was lost."))


def clean_name(name: str) -> str:
    """Return the last part of *name* as a file name that leads nowhere, and keeps its suffix."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.\- ]", "_", last).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    kept = f"{stem[:MAX_NAME]}{dot}{suffix[:12]}" if stem else plain[:MAX_NAME]
    return kept.removesuffix(PART) or "export"
