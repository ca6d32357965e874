"""Rows of CSV files, as exports write them: with a byte-order mark, whatever stands between the columns."""

import csv
import io
from collections.abc import Iterator

from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused


def read_table(bundle: Bundle, name: str, required: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the file *name* by their headings, in small letters.

    Raises:
        ExportRefused: it is no CSV, or lacks the column *required*.
    """
    with bundle.open(name) as stream, io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="") as text:
        head = text.readline()
        separator = ";" if head.count(";") > head.count(",") else ","
        headings = [heading.strip().lower() for heading in next(csv.reader([head], delimiter=separator), [])]
        if required not in headings:
            raise ExportRefused(_("%(name)s has no column %(column)s.", name=name, column=required))
        try:
            for row in csv.reader(without_nul(text), delimiter=separator):
                yield dict(zip(headings, row, strict=False))
        except csv.Error as error:
            raise ExportRefused(_("%(name)s is damaged, or ends too early.", name=name)) from error


def without_nul(lines: Iterator[str]) -> Iterator[str]:
    """Yield *lines* without the sign that CSV must not hold."""
    return (line.replace("\0", "") for line in lines)
