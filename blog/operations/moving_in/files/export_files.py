"""A file, a folder or a zip archive as names and bytes: no name leads out of it, and no archive swells without end."""

import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from flask_babel import gettext as _

from blog.operations.moving_in.imported_items import ExportRefused

MAX_ENTRIES = 500_000
MAX_TOTAL = 100 * 2**30
"""Bytes of all files of an archive."""
MAX_RATIO, RATIO_FROM = 200, 16 * 2**20
"""How far a file of an archive may be compressed, if it is larger than these bytes; text stays below 20."""


class Bundle(Protocol):
    """Files by name, with slashes between folders."""

    names: Sequence[str]

    def open(self, name: str) -> IO[bytes]:
        """Return the file *name*, open for reading."""

    def size(self, name: str) -> int:
        """Return the bytes of the file *name*."""


class FolderBundle:
    """The plain files of a folder, or one file; links are passed over, since they may lead anywhere."""

    def __init__(self, path: Path) -> None:
        self.root = path if path.is_dir() else path.parent
        self.names: Sequence[str] = sorted(self.walk()) if path.is_dir() else [path.name]

    def walk(self) -> Iterator[str]:
        """Yield the names of all plain files."""
        for folder, inside, files in os.walk(self.root):
            inside[:] = [name for name in inside if not name.startswith((".", "__MACOSX"))]
            for name in files:
                file = Path(folder, name)
                if stat.S_ISREG(file.lstat().st_mode) and not name.startswith("._"):
                    yield file.relative_to(self.root).as_posix()

    def open(self, name: str) -> IO[bytes]:
        """Open the file."""
        return (self.root / name).open("rb")

    def size(self, name: str) -> int:
        """Return its size."""
        return (self.root / name).stat().st_size


class ZipBundle:
    """The files of a zip archive, read one at a time; nothing is unpacked."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ExportRefused(_("%(name)s is no zip archive, or a damaged one.", name=path.name)) from error
        entries = [entry for entry in self.archive.infolist() if not entry.is_dir()]
        check_entries(entries)
        self.names: Sequence[str] = [entry.filename for entry in entries if not entry.filename.startswith("__MACOSX/")]

    def open(self, name: str) -> IO[bytes]:
        """Open the file."""
        try:
            return self.archive.open(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise ExportRefused(_("The archive is damaged: %(name)s cannot be read.", name=name)) from error

    def size(self, name: str) -> int:
        """Return the size that the archive names."""
        return self.archive.getinfo(name).file_size


def check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is a trap.

    Raises:
        ExportRefused: a name leads out of it, an entry is a link or encrypted, or it would swell too far.
    """
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise ExportRefused(_("The archive holds too much. Unpack it, and give the folder."))
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]:
            raise ExportRefused(_("The archive has a name that leads out of it: %(name)s", name=name[:200]))
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ExportRefused(_("The archive holds a link to another file: %(name)s", name=name[:200]))
        if entry.flag_bits & 1:
            raise ExportRefused(_("The archive is encrypted. Unpack it, and give the folder."))
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise ExportRefused(_("The archive would swell without end: %(name)s", name=name[:200]))


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Yield the files at *path*: a folder, a zip archive, or one file.

    Raises:
        ExportRefused: it is none of these, or an archive that is a trap.
    """
    if path.is_file() and zipfile.is_zipfile(path):
        bundle = ZipBundle(path)
        with bundle.archive:
            yield bundle
    elif path.is_dir() or path.is_file():
        yield FolderBundle(path)
    else:
        raise ExportRefused(_("There is no file and no folder at %(path)s.", path=str(path)))
