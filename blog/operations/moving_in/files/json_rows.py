"""Rows of exports in JSON, read one at a time from files of any size."""

import codecs
from collections.abc import Iterator
from typing import IO, Any

import ijson
from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused


def read_rows(bundle: Bundle, name: str, path: str) -> Iterator[dict[str, Any]]:
    """Yield the objects at *path* of the file *name*, such as db.item.data.posts.item.

    Raises:
        ExportRefused: it is no JSON, or a damaged one.
    """
    try:
        with bundle.open(name) as stream:
            for row in ijson.items(WithoutByteOrderMark(stream), path, use_float=True):
                if isinstance(row, dict):
                    yield row
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
        raise ExportRefused(_("%(name)s is no JSON, or a damaged one.", name=name)) from error


class WithoutByteOrderMark:
    """The bytes of *stream* without the byte order mark that editors for Windows put at the beginning."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.is_begun = False

    def read(self, size: int = -1) -> bytes:
        """Return what comes next."""
        data = self.stream.read(size)
        if not self.is_begun and size != 0:
            self.is_begun = True
            return data.removeprefix(codecs.BOM_UTF8) or (self.stream.read(size) if data else data)
        return data
