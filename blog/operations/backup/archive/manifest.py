"""What stands in a backup: the names of its members, the head before them and the manifest after them."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import click

FORMAT = 1
"""Raised when a program of before could not read what is written now."""
SQLITE, POSTGRES = "sqlite", "postgresql"
"""Names of SQLAlchemy's dialects."""
HEAD = "broadsheet.json"
SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
SETTINGS = "settings.env"
SQLITE_FILE = "database/blog.sqlite3"
MAX_TEXT_BYTES = 2**24
"""Largest head, manifest or file of settings."""
ROWS = re.compile(r"database/tables/([0-9]{4})-([a-z_][a-z0-9_]{0,62})/[0-9]{6}\.copy")
MEDIA = re.compile(r"media/[A-Za-z0-9_-]{1,64}/[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}")


class ArchiveRefused(click.ClickException):
    """The file is no backup that can be trusted; a command ends with this sentence alone, and nothing was written."""


@dataclass(frozen=True)
class Table:
    """One table of a Postgres database: its name, and its columns with the names of their types, in order."""

    name: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Head:
    """What has to be known before anything is read."""

    program: str
    schema: str
    engine: str
    """SQLITE or POSTGRES."""
    created_at: str
    base_url: str
    format: int = FORMAT
    tables: tuple[Table, ...] = ()
    """Those of Postgres, in the order in which they can be filled."""


@dataclass(frozen=True)
class Manifest:
    """What was written, known at the end alone: a file that was cut off has none."""

    sums_sha256: str
    members: int
    files: int
    rows: Mapping[str, int]
    """By table."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of the rows of each table of Postgres, whatever their order."""
    sequences: Mapping[str, int] = field(default_factory=dict)
    """The last id that was given out in each table of Postgres."""


def is_known_name(name: str) -> bool:
    """Return whether a member of a backup may have *name*; none can lead out of the folder it is written to."""
    return name in {HEAD, SETTINGS, SQLITE_FILE, SUMS, MANIFEST} or bool(ROWS.fullmatch(name) or MEDIA.fullmatch(name))


def dump(described: Head | Manifest) -> bytes:
    """Return *described* as JSON."""
    return json.dumps(asdict(described), indent=1).encode()


def load_head(data: bytes) -> Head:
    """Return the head that *data* holds.

    Raises:
        ArchiveRefused: it is none, or one of a newer program.
    """
    values = load(data)
    if values.get("format") != FORMAT:
        raise ArchiveRefused("This backup was made by a newer program: install that one, and restore with it.")
    try:
        tables = tuple(Table(one["name"], tuple((n, t) for n, t in one["columns"])) for one in values.pop("tables"))
        head = Head(**values, tables=tables)
    except (TypeError, KeyError, ValueError):
        raise damaged() from None
    names = [table.name for table in tables]
    columns = [text for table in tables for column in table.columns for text in column]
    texts = [head.program, head.schema, head.engine, head.created_at, head.base_url, *names, *columns]
    if not all(isinstance(text, str) for text in texts) or head.engine not in {SQLITE, POSTGRES}:
        raise damaged()
    if not all(
        re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name) for name in [*names, *(c for t in tables for c, _ in t.columns)]
    ):
        raise damaged()
    return head


def load_manifest(data: bytes) -> Manifest:
    """Return the manifest that *data* holds.

    Raises:
        ArchiveRefused: it is none.
    """
    try:
        manifest = Manifest(**load(data))
        counts = [manifest.members, manifest.files, *manifest.rows.values(), *manifest.sequences.values()]
    except (TypeError, AttributeError):
        raise damaged() from None
    if not all(type(count) is int for count in counts) or not isinstance(manifest.digests, dict):
        raise damaged()
    return manifest


def load(data: bytes) -> dict[str, Any]:
    """Return the JSON object that *data* holds; raise ArchiveRefused where it holds none."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(values, dict):
        raise damaged()
    return values


def damaged() -> ArchiveRefused:
    """Return the sentence about a file that is no backup, or not any more."""
    return ArchiveRefused("This file is damaged, or no backup of Broadsheet. Nothing was written.")
