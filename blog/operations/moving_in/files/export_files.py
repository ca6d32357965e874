"""A file, a folder or a zip archive as names and bytes: no name leads out of it, and no archive swells without end."""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol, cast

from flask_babel import gettext as _

from blog.operations.moving_in.imported_items import ExportRefused

MAX_ENTRIES = 500_000
MAX_TOTAL = 100 * 2**30
"""Bytes of all files of an archive."""
START = b"PK\3\4"
"""Begins a zip archive, also one that breaks off."""
IS_UTF8 = 0x800
"""Flag of an entry whose name is said to be in UTF-8 (APPNOTE 4.4.4)."""
DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)
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
        self.entries = {name_of(entry): entry for entry in entries if not entry.filename.startswith("__MACOSX/")}
        self.names: Sequence[str] = list(self.entries)

    def open(self, name: str) -> IO[bytes]:
        """Open the file."""
        try:
            return cast(IO[bytes], BufferedReader(ArchivedFile(self.archive.open(self.entries[name]), name)))
        except DAMAGES as error:
            raise ArchiveDamaged(name) from error

    def size(self, name: str) -> int:
        """Return the size that the archive names."""
        return self.entries[name].file_size


class ArchiveDamaged(ExportRefused):
    """A file of an archive cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(_("The archive is damaged: %(name)s cannot be read.", name=name))


class ArchivedFile(RawIOBase):
    """A file of an archive, of which one byte that is wrong is a refusal."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self.packed, self.name = packed, name

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return whether a place in it can be gone to."""
        return self.packed.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, and return it."""
        return self.packed.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* with what comes next, and return its length.

        Raises:
            ArchiveDamaged: it cannot be read, or is not what it was.
        """
        try:
            data = self.packed.read(len(buffer))
        except (*DAMAGES, OSError) as error:
            raise ArchiveDamaged(self.name) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self.packed.close()
        super().close()


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of *entry*, which many programs write in UTF-8 without saying so."""
    if not entry.flag_bits & IS_UTF8:
        with suppress(UnicodeError):
            return entry.filename.encode("cp437").decode("utf-8")
    return entry.filename


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
    if path.is_file() and (zipfile.is_zipfile(path) or begins_as_archive(path)):
        bundle = ZipBundle(path)
        with bundle.archive:
            yield bundle
    elif path.is_dir() or path.is_file():
        yield FolderBundle(path)
    else:
        raise ExportRefused(_("There is no file and no folder at %(path)s.", path=str(path)))


def begins_as_archive(path: Path) -> bool:
    """Return whether the file at *path* begins as a zip archive does."""
    with path.open("rb") as stream:
        return stream.read(len(START)) == START
