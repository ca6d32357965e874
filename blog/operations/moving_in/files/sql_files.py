"""The files of a dump: plain, packed or in parts, in any of the encodings that come; nothing is unpacked on disk."""

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any, cast

from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import MAX_RATIO, MAX_TOTAL, RATIO_FROM, Bundle
from blog.operations.moving_in.files.sql_dump import SqlDump, SqlRow
from blog.operations.moving_in.imported_items import ExportRefused

DUMP_NAME = re.compile(r"\.(?:sql|s\d\d|sql\.gz|s\d\d\.gz|gz)$", re.IGNORECASE)
"""Akeeba goes on in .s01, .s02 where a dump is long."""
PART = re.compile(r"\.s(?:ql|(\d\d))(\.gz)?$", re.IGNORECASE)
PROGRAM_FOLDERS = frozenset({"administrator", "components", "libraries", "modules", "plugins", "templates", "vendor"})
"""Folders of a whole site; the SQL in them sets up extensions, and is nobody's content."""
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""What PowerShell makes of a dump that is sent into a file."""
BLOCK, OVERLAP = 2**20, 100


def dump_files(bundle: Bundle) -> list[str]:
    """Return the names of the files of a dump in their order."""
    found = [name for name in bundle.names if DUMP_NAME.search(name)]
    kept = [name for name in found if not PROGRAM_FOLDERS & set(PurePosixPath(name.lower()).parts[:-1])]
    return sorted(kept, key=part_order)


def part_order(name: str) -> tuple[str, int]:
    """Return the place of a file among the parts of its dump."""
    part = PART.search(name)
    return (name[: part.start()] if part else name, int(part[1] or 0) if part else 0)


def holds_text(bundle: Bundle, wanted: re.Pattern[bytes]) -> bool:
    """Return whether a file of the dump in *bundle* holds *wanted*; reads as far as that."""
    for name in dump_files(bundle):
        with open_dump(bundle, name) as stream:
            tail = b""
            while data := stream.read(BLOCK):
                if wanted.search(tail + data):
                    return True
                tail = data[-OVERLAP:]
    return False


def read_dump(bundle: Bundle, wants: Callable[[str], bool], cut: list[str]) -> Iterator[SqlRow]:
    """Yield the rows of all files of the dump, of those tables whose names *wants* accepts.

    Files that lack their last line, but end between two statements, are added to *cut*.

    Raises:
        ExportRefused: a file is torn, damaged or a trap.
    """
    columns: dict[str, list[str]] = {}
    for name in dump_files(bundle):
        with open_dump(bundle, name) as stream:
            dump = SqlDump(stream, wants, columns)
            yield from dump.rows()
        if dump.is_cut:
            cut.append(name)


def open_dump(bundle: Bundle, name: str) -> IO[bytes]:
    """Return the dump *name* of *bundle*, unpacked where it is packed, in one byte for ASCII."""
    with bundle.open(name) as stream:
        start = stream.read(2)
    if start == b"\x1f\x8b":
        return cast(IO[bytes], BufferedReader(GuardedGzip(bundle.open(name), name)))
    if start in UTF16:
        return cast(IO[bytes], BufferedReader(WideText(bundle.open(name), UTF16[start])))
    return bundle.open(name)


class WideText(RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, wide: IO[bytes], encoding: str) -> None:
        self.wide, self.left = wide, b""
        self.decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* with what comes next, and return its length."""
        while not self.left:
            data = self.wide.read(BLOCK)
            self.left = self.decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        part, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        """Close the file."""
        self.wide.close()
        super().close()


class GuardedGzip(RawIOBase):
    """The bytes in a gzip file, which may not swell without end."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self.packed, self.name, self.count = packed, name, 0
        self.inside = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* with what comes next, and return its length.

        Raises:
            ExportRefused: it is damaged, or a trap.
        """
        try:
            data = self.inside.read(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            raise ExportRefused(_("%(name)s is damaged, or ends too early.", name=self.name)) from error
        self.count += len(data)
        is_trap = self.count > RATIO_FROM and self.count > MAX_RATIO * max(1, self.packed.tell())
        if is_trap or self.count > MAX_TOTAL:
            raise ExportRefused(_("The archive would swell without end: %(name)s", name=self.name))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close both files."""
        self.inside.close()
        self.packed.close()
        super().close()
