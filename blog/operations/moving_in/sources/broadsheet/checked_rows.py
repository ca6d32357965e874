"""Rows of an export, each with the types, the lengths and the rules of its table, read one at a time."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from blog.models import DeliveryState
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.sources.broadsheet.row_rules import RULES
from blog.operations.moving_out.column_values import WrongValue, read_value
from blog.operations.moving_out.export_schema import LEDGER_FIELDS
from blog.operations.moving_out.exported_tables import ExportedTable

MAX_LINE = 2**24
"""Bytes; the longest is a text with its original in base64."""
MAX_COUNT = 2**31 - 1
ADDED: Mapping[str, dict[str, Any]] = {
    "articles": {"planned_slug": None, "social_picture": ""},
    "picture_uses": {"is_social": False},
}
"""What stands for the fields that an earlier export of this version does not have."""


@dataclass
class KnownIds:
    """Ids of the rows that were read, by table; eight bytes each, since they rise from line to line."""

    ids: dict[str, "array[int]"] = field(default_factory=dict)

    def add(self, table: str, id: int) -> None:
        """Add the next id; raise WrongValue unless it is larger than the one before."""
        known = self.ids.setdefault(table, array("q"))
        if known and id <= known[-1]:
            raise WrongValue("id must rise from line to line")
        known.append(id)

    def has(self, table: str, id: int) -> bool:
        """Return whether there is such a row."""
        known = self.ids.get(table, array("q"))
        place = bisect_left(known, id)
        return place < len(known) and known[place] == id


def read_lines(bundle: Bundle, name: str) -> Iterator[bytes]:
    """Yield the lines of a file; none is longer than MAX_LINE."""
    with bundle.open(name) as stream:
        while line := stream.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise ExportRefused(_("%(name)s has a line that is too long.", name=name))
            yield line


def read_rows(bundle: Bundle, prefix: str, table: ExportedTable) -> Iterator[dict[str, Any]]:
    """Yield the rows of *table* with the values that its columns take.

    Raises:
        ExportRefused: a line is no row of it; the sentence names file and line.
    """
    for number, line in enumerate(read_lines(bundle, prefix + table.file), 1):
        try:
            yield read_row(table, line)
        except WrongValue as reason:
            raise refusal(table, number, reason) from None


def refusal(table: ExportedTable, number: int, reason: Exception) -> ExportRefused:
    """Return the error about one line."""
    words = {"file": table.file, "number": number, "reason": reason}
    return ExportRefused(_("%(file)s, line %(number)d: %(reason)s. Nothing was written.", **words))


def read_row(table: ExportedTable, line: bytes) -> dict[str, Any]:
    """Return the row in *line*.

    Raises:
        WrongValue: it is none of *table*.
    """
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise WrongValue("no JSON") from None
    columns = {column.name: column for column in table.columns}
    more = LEDGER_FIELDS.keys() if table.name == "alerts" else set()
    if isinstance(values, dict):
        values = ADDED.get(table.name, {}) | values
    if not isinstance(values, dict) or values.keys() != columns.keys() | more:
        raise WrongValue("not the fields of this file")
    row = {name: read_named(column, values[name]) for name, column in columns.items()}
    if table.name == "alerts":
        row |= {"ledger": read_ledger(values["ledger"]), "repeats": read_count(values["repeats"])}
    if rule := RULES.get(table.name):
        rule(row)
    return row


def read_named(column: Any, value: Any) -> Any:
    """Return the value of *column*; an error names it."""
    try:
        return read_value(column, value)
    except WrongValue as reason:
        raise WrongValue(f"{column.name} must be {reason}") from None


def read_ledger(ledger: Any) -> list[tuple[str, str, int]]:
    """Return the counts of an alert's messages."""
    if not isinstance(ledger, list) or len(ledger) > 100:
        raise WrongValue("ledger must be a list")
    found = []
    for entry in ledger:
        if not isinstance(entry, list) or len(entry) != 3 or entry[0] not in list(DeliveryState):
            raise WrongValue("ledger must name states")
        if not isinstance(entry[1], str) or len(entry[1]) > 40 or "\0" in entry[1]:
            raise WrongValue("ledger must name reasons")
        found.append((entry[0], entry[1], read_count(entry[2])))
    return found


def read_count(count: Any) -> int:
    """Return a number of messages."""
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_COUNT:
        raise WrongValue("ledger must count")
    return count


def references_of(table: ExportedTable) -> Mapping[str, str]:
    """Return for each column that names a row the table of that row."""
    return {column.name: key.column.table.name for column in table.columns for key in column.foreign_keys}
