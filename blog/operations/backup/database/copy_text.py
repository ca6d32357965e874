"""Values as the text of Postgres' COPY, the one form in which both databases give and take rows of a backup.

Source: postgresql.org/docs/current/sql-copy.html, "Text Format".
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

NULL = "\\N"
ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\0": ""}
"""Postgres knows no NUL in a text."""
TO_ESCAPE = re.compile(r"[\\\b\f\n\r\t\v\0]")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
MICROSECONDS = 6
Write = Callable[[Any], str]
Read = Callable[[str], Any]


def write_text(value: Any) -> str:
    """Return a text, a number or a date of SQLite."""
    return TO_ESCAPE.sub(lambda found: ESCAPES[found[0]], str(value))


def write_boolean(value: Any) -> str:
    """Return SQLite's 0 or 1."""
    return "t" if value else "f"


def write_bytes(value: Any) -> str:
    """Return the bytes of a BLOB, whose mark of hexadecimal digits is escaped."""
    return "\\\\x" + (value if isinstance(value, bytes) else str(value).encode()).hex()


def write_time(value: Any) -> str:
    """Return a time that SQLite keeps as text in UTC, as Postgres writes it."""
    moment, _, fraction = str(value).replace("T", " ").partition(".")
    fraction = fraction.rstrip("0")
    return f"{moment}.{fraction}+00" if fraction else f"{moment}+00"


def read_text(text: str) -> str:
    """Return the text that an escaped one means."""
    return ESCAPED.sub(lambda found: MEANT.get(found[1], found[1]), text) if "\\" in text else text


def read_boolean(text: str) -> int:
    """Return t or f as SQLite keeps it."""
    return int(text == "t")


def read_bytes(text: str) -> bytes:
    """Return the bytes that hexadecimal digits mean."""
    return bytes.fromhex(text.removeprefix("\\\\x"))


def read_time(text: str) -> str:
    """Return a time of Postgres, written in UTC, as SQLite keeps it."""
    moment, _, fraction = text.removesuffix("+00").partition(".")
    return f"{moment}.{fraction.ljust(MICROSECONDS, '0')}"


WRITERS: dict[str, Write] = {
    "boolean": write_boolean,
    "bytea": write_bytes,
    "timestamp with time zone": write_time,
}
READERS: dict[str, Read] = {
    "boolean": read_boolean,
    "bytea": read_bytes,
    "timestamp with time zone": read_time,
    "integer": int,
    "bigint": int,
    "smallint": int,
}
"""By the name of the type in Postgres; any other is a text."""


def line_writer(types: Sequence[str]) -> Callable[[Sequence[Any]], bytes]:
    """Return what makes of a row of SQLite the line of COPY for columns of these *types*."""
    writers = [WRITERS.get(kind, write_text) for kind in types]

    def write_line(row: Sequence[Any]) -> bytes:
        fields = [NULL if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        return ("\t".join(fields) + "\n").encode()

    return write_line


def line_reader(types: Sequence[str]) -> Callable[[bytes], tuple[Any, ...]]:
    """Return what makes of a line of COPY, without its end, a row for SQLite.

    It raises ValueError for a line that has not these columns.
    """
    readers = [READERS.get(kind, read_text) for kind in types]

    def read_line(line: bytes) -> tuple[Any, ...]:
        fields = line.decode().split("\t")
        return tuple([None if text == NULL else read(text) for read, text in zip(readers, fields, strict=True)])

    return read_line
