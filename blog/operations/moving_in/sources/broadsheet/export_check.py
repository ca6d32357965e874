"""The check of a whole export before anything is written: sums, numbers, rows and what they name, files of pictures."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused, Phase, Say
from blog.operations.moving_in.sources.broadsheet.checked_rows import (
    KnownIds,
    read_lines,
    read_rows,
    references_of,
    refusal,
)
from blog.operations.moving_in.sources.broadsheet.export_head import ExportHead
from blog.operations.moving_out.column_values import WrongValue
from blog.operations.moving_out.export_schema import MEDIA_LIST
from blog.operations.moving_out.exported_tables import TABLES, ExportedTable
from blog.pictures.files.storage import NAME

SAY_EVERY = 200
"""Lines after which is said how far the reading is."""
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass
class CheckedExport:
    """An export that was read once from beginning to end; *rows* counts what it holds."""

    bundle: Bundle
    head: ExportHead
    say: Say
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    logo: str = ""
    folders: set[str] = field(default_factory=set)
    """Folders of media/ that rows name."""
    digests: dict[str, str] = field(default_factory=dict)
    """Checksums of attachments by their files."""

    @property
    def lines(self) -> int:
        """Return how many rows the head promises."""
        return sum(listed.rows for listed in self.head.files.values())

    def tables(self) -> list[ExportedTable]:
        """Return the tables that it holds."""
        return [table for table in TABLES if table.file in self.head.files]

    def read(self, table: ExportedTable) -> Iterator[dict[str, Any]]:
        """Yield the rows of *table* again."""
        return read_rows(self.bundle, self.head.prefix, table)

    def media(self) -> Iterator[Mapping[str, Any]]:
        """Yield the lines of the list of files.

        Raises:
            ExportRefused: one names a file that no row names, or that is not there.
        """
        names = set(self.bundle.names)
        for line in read_lines(self.bundle, self.head.prefix + MEDIA_LIST):
            entry = read_entry(line)
            name = str(entry["name"])
            place = f"{self.head.prefix}media/{name}"
            is_named = name.partition("/")[0] in self.folders
            is_right = self.digests.get(name, entry["sha256"]) == entry["sha256"]
            if not is_named or not is_right or place not in names or self.bundle.size(place) != entry["size"]:
                raise ExportRefused(_("The file %(name)s is missing or not that of the export.", name=name))
            yield entry


def read_entry(line: bytes) -> dict[str, Any]:
    """Return one line of the list of files."""
    try:
        entry = json.loads(line)
        is_named = isinstance(entry, dict) and NAME.fullmatch(entry["name"]) and DIGEST.fullmatch(entry["sha256"])
        is_entry = bool(is_named) and isinstance(entry["size"], int)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_entry = False
    if not is_entry:
        raise ExportRefused(_("%(name)s is damaged.", name=MEDIA_LIST))
    return entry  # type: ignore[no-any-return]


def check_export(bundle: Bundle, head: ExportHead, say: Say = lambda _phase, _done, _all: None) -> CheckedExport:
    """Read all of an export and return it.

    Raises:
        ExportRefused: it is damaged, was changed, or holds what no export does.
    """
    for name in head.files:
        check_sum(bundle, head, name)
    checked, known = CheckedExport(bundle, head, say), KnownIds()
    for table in checked.tables():
        checked.rows[table.name] = check_table(checked, known, table)
        if checked.rows[table.name] != head.files[table.file].rows:
            raise ExportRefused(_("%(name)s was changed or is damaged.", name=table.file))
    checked.files = sum(1 for _entry in checked.media())
    return checked


def check_sum(bundle: Bundle, head: ExportHead, name: str) -> None:
    """Compare size and checksum of the file *name* with what the head says."""
    listed, path = head.files[name], head.prefix + name
    if path not in set(bundle.names) or bundle.size(path) != listed.size:
        raise ExportRefused(_("%(name)s is missing, was changed or is damaged.", name=name))
    digest = sha256()
    with bundle.open(path) as stream:
        while block := stream.read(2**20):
            digest.update(block)
    if digest.hexdigest() != listed.sha256:
        raise ExportRefused(_("%(name)s was changed or is damaged.", name=name))


def check_table(checked: CheckedExport, known: KnownIds, table: ExportedTable) -> int:
    """Check that each row of *table* names rows that are there, and return how many rows there are."""
    number, references = 0, references_of(table)
    for number, row in enumerate(checked.read(table), 1):
        try:
            check_references(known, table, row, references)
        except WrongValue as reason:
            raise refusal(table, number, reason) from None
        note_files(checked, table.name, row)
        if number % SAY_EVERY == 0:
            checked.say(Phase.LINES, sum(checked.rows.values()) + number, checked.lines)
    check_late(checked, known, table)
    return number


def check_references(
    known: KnownIds, table: ExportedTable, row: Mapping[str, Any], references: Mapping[str, str]
) -> None:
    """Note the id of *row*, and raise WrongValue where it names a row that did not come before it."""
    if "id" in table.table.primary_key.columns:
        known.add(table.name, row["id"])
    for column, named in references.items():
        if row[column] is not None and column not in table.late and not known.has(named, row[column]):
            raise WrongValue(f"{column} names no row of {named}")


def check_late(checked: CheckedExport, known: KnownIds, table: ExportedTable) -> None:
    """Check what names rows of the same table."""
    for number, row in enumerate(checked.read(table) if table.late else (), 1):
        for column in table.late:
            if row[column] is not None and (row[column] == row["id"] or not known.has(table.name, row[column])):
                raise refusal(table, number, WrongValue(f"{column} names no other row"))


def note_files(checked: CheckedExport, name: str, row: Mapping[str, Any]) -> None:
    """Note which folder of media/ a row names."""
    if name == "pictures":
        checked.folders.add(row["key"])
    elif name == "attachments":
        checked.folders.add(row["folder"])
        checked.digests[f"{row['folder']}/{row['digest'][:16]}.{row['kind']}"] = row["digest"]
    elif name == "site_settings" and row["key"] == "logo" and isinstance(row["value"], str):
        checked.folders.add(row["value"].partition(" ")[0])
