"""CSV files of readers: encoding, delimiter, column names, rows with their line numbers."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, BinaryIO

from flask_babel import gettext as _

from blog.web.access.formula_escaping import unescape_formula

COLUMN_ALIASES = {
    "address": ("email", "email_address", "e_mail", "e_mail_address", "mail"),
    "name": ("full_name", "subscriber_name"),
    "first_name": ("fname",),
    "last_name": ("lname", "surname"),
    "state": ("status", "subscribed", "subscribed_to_emails", "subscription_status"),
    "site_frequency": ("frequency",),
    "timezone": ("time_zone",),
    "requested_at": ("created_at", "created", "optin_time", "subscribed_at", "signed_up_at", "consent_time"),
    "confirmed_at": ("confirm_time", "confirmed", "confirmation_time", "verified_at"),
    "left_at": ("unsub_time", "unsubscribed_at"),
    "consent_wording": ("wording", "consent_text"),
    "consent_form": ("source", "signup_source", "optin_source", "consent_source"),
}
"""Column names of Mailchimp, Ghost, listmonk and Substack."""
EXPORT_COLUMNS = (
    "id", "address", "name", "state", "site_frequency", "follows", "urgent_choice", "low_choice", "timezone",
    "quiet_from", "quiet_until", "paused_until", "requested_at", "confirmed_at", "left_at", "consent_wording",
    "consent_form", "requests", "suppression", "suppressed_at", "suppression_words", "soft_bounces", "new_address",
    "change_key", "key", "request_key",
)  # fmt: skip
"""The columns of our own export, in their order."""
COLUMN_NAMES = {other: name for name, others in COLUMN_ALIASES.items() for other in (name, *others)} | dict.fromkeys(
    EXPORT_COLUMNS, ""
)
COLUMN_NAMES |= {name: name for name in EXPORT_COLUMNS}
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLOCK = 1 << 20


class UnreadableCsv(Exception):
    """The file is no CSV of readers; the text is the reason."""


@dataclass(frozen=True)
class RowError:
    """Why one row was rejected."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class CsvRow:
    """One row: the number of its first line, and its cells by our name of the column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class ReaderCsv:
    """A file that can be read: *columns* are ours, None where the file has one that we do not know."""

    stream: BinaryIO
    encoding: str
    delimiter: str
    columns: Sequence[str | None]
    unknown: Sequence[str]

    def rows(self) -> Iterator[CsvRow | RowError]:
        """Yield the rows after the heading, from the beginning; empty lines are passed over."""
        self.stream.seek(0)
        text = TextIOWrapper(self.stream, self.encoding, newline="")
        reader = csv.reader(text, delimiter=self.delimiter)
        try:
            next(reader)
            yield from self.read_on(reader)
        finally:
            text.detach()

    def read_on(self, reader: Any) -> Iterator[CsvRow | RowError]:
        """Yield what *reader* still has."""
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield RowError(line, "", "", _("This row is too long: a quotation mark may be missing."))
                continue
            if any(cell.strip() for cell in cells):
                yield self.name_cells(line, cells)

    def name_cells(self, line: int, cells: Sequence[str]) -> CsvRow | RowError:
        """Return the row with our names of its columns."""
        if len(cells) > len(self.columns):
            return RowError(line, "", "", _("This row has more cells than the heading."))
        return CsvRow(
            line, {name: unescape_formula(cell) for name, cell in zip(self.columns, cells, strict=False) if name}
        )


def open_list(stream: BinaryIO, delimiter: str | None = None) -> ReaderCsv:
    """Return the list that *stream*, which can be rewound, holds.

    Raises:
        UnreadableCsv: its encoding or its heading cannot be understood.
    """
    encoding = find_encoding(stream)
    stream.seek(0)
    text = TextIOWrapper(stream, encoding, newline="")
    first = text.readline(BLOCK)
    text.detach()
    delimiter = delimiter or max(",;\t|", key=first.count)
    heading = next(csv.reader([first], delimiter=delimiter), [])
    columns = name_columns(heading)
    if "address" not in columns:
        raise UnreadableCsv(_("The first line must name the columns, and one of them must be “address” or “email”."))
    unknown = [name for name, ours in zip(heading, columns, strict=True) if ours is None]
    return ReaderCsv(stream, encoding, delimiter, columns, unknown)


def find_encoding(stream: BinaryIO) -> str:
    """Return UTF-8 or UTF-16 where the file says so or fits, else Windows-1252, the Latin-1 that programs write.

    Raises:
        UnreadableCsv: it is none of them.
    """
    stream.seek(0)
    head = stream.read(BLOCK // 1024)
    if not head.strip():
        raise UnreadableCsv(_("The file is empty."))
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is None and head.count(b"\0") * 3 > len(head):
        raise UnreadableCsv(_("This looks like UTF-16 without a mark at its start. Please save it as UTF-8."))
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        if is_decodable(stream, encoding):
            return encoding
    raise UnreadableCsv(_("The file is not text in UTF-8, UTF-16 or Latin-1. Please save it as UTF-8."))


def is_decodable(stream: BinaryIO, encoding: str) -> bool:
    """Return whether the whole of *stream* is text in *encoding*."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def name_columns(heading: Sequence[str]) -> list[str | None]:
    """Return our name of each column, None for those that we do not know or that come twice."""
    found: list[str | None] = []
    for cell in heading:
        name = COLUMN_NAMES.get(re.sub(r"[\s\-]+", "_", cell.strip().casefold()))
        found.append(None if name in found else name)
    return found
