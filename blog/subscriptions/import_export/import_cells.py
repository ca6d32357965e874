"""Cells of a list: what each says about a reader, what is left out, and what refuses the row."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, TypeAlias

from flask_babel import gettext as _

from blog.models import Frequency
from blog.models.email_address import NeedsUnicodeMail, NotAnAddress, parse_address
from blog.subscriptions.import_export.columns.csv_columns import COLUMNS
from blog.subscriptions.import_export.import_formats import ReaderCell, RowError
from blog.subscriptions.import_export.programs.column_names import WholeFile
from blog.subscriptions.import_export.programs.date_formats import NoTime, read_time
from blog.subscriptions.import_export.programs.heading_rows import MAX_ADDRESS_CELL
from blog.subscriptions.import_export.programs.state_words import (
    BOUNCED,
    COMPLAINED,
    CONFIRMED,
    LEFT,
    PENDING,
    Standing,
    find_standing,
    read_flag,
)
from blog.text.cleaning import clean_line, clean_text

CLOCK_SKEW = timedelta(days=1)
WRAPPED = re.compile(r"""\s*(?P<name>[^<>]*?)\s*<\s*(?:mailto:)?(?P<address>[^<>\s]+)\s*>[\s;,.]*""", re.IGNORECASE)
PLAIN = re.compile(r"""[\s"'“”„`\u200b\ufeff]*(?:mailto:|email:)?\s*(.*?)[\s"'“”`;,.\u200b\ufeff]*""", re.IGNORECASE)
NULLABLE = frozenset(
    {"address", "state", "left_at", "bounced_at", "complained_at", "confirmed_at", "requested_at", "suppressed_at"}
    | {"id", "timezone", "language", "requested_ip", "confirmed_ip"}
)
"""Columns in which programs write "null" or "never" for nothing; elsewhere that is a name or a choice."""
LONGEST = {"name": 100, "first_name": 50, "last_name": 50, "consent_wording": 500, "consent_form": 200}
FLAGS = {"left_at": LEFT, "bounced_at": BOUNCED, "complained_at": COMPLAINED, "confirmed_at": CONFIRMED}
"""What yes, or a time, in these columns says."""


@dataclass(frozen=True)
class RowReading:
    """How the rows of one list are read."""

    now: datetime
    default_frequency: Frequency = Frequency.INSTANT
    """For readers without one."""
    program: str = ""
    """The name of the program that wrote the list, or empty."""
    is_own: bool = False
    """The list is an export of this program."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Words of state that mean another one in that program."""
    day_first: Mapping[str, bool] = field(default_factory=dict)
    """By heading: whether the day comes first in its dates."""
    whole_file: WholeFile | None = None
    source: str = ""
    """Where and how the readers agreed, in the operator's words."""


@dataclass
class RowNotes:
    """What is found in one row: errors, and values that are left out without refusing the reader."""

    line: int
    errors: list[RowError] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Heading and value."""
    standings: list[Standing] = field(default_factory=list)
    unknown_state: str = ""

    def refuse(self, cell: ReaderCell, reason: object) -> None:
        """Note that the row cannot be taken in because of *cell*."""
        self.errors.append(RowError(self.line, cell.heading, clean_line(cell.text[:200])[:100], str(reason)))

    def leave_out(self, cell: ReaderCell) -> dict[str, Any]:
        """Note that *cell* is left out; return no values."""
        self.left_out.append((cell.heading, clean_line(cell.text[:60])))
        return {}


def read_reader(cell: ReaderCell, _reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return address and key, and the name before an address in angle brackets."""
    text = clean_line(cell.text)
    if len(text) > MAX_ADDRESS_CELL:
        notes.refuse(cell, _("This is not an e-mail address."))
        return {"address": None}
    wrapped = WRAPPED.fullmatch(text)
    bare = wrapped["address"] if wrapped else (PLAIN.fullmatch(text) or [text, text])[1]
    try:
        address = parse_address(bare)
    except NeedsUnicodeMail:
        notes.refuse(cell, _("Many mail servers carry only plain letters before the @."))
        return {"address": None}
    except NotAnAddress:
        notes.refuse(cell, _("This is not an e-mail address."))
        return {"address": None}
    name = clean_line(wrapped["name"]).strip("\"'“” ")[:100] if wrapped else ""
    return {"address": address.mail, "address_key": address.key, **({"written_name": name} if name else {})}


def read_state(cell: ReaderCell, reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Note what a word of ours or of another program says; one that is not understood says nothing for mail."""
    standing = find_standing(cell.text, reading.states)
    if standing is None:
        notes.unknown_state = clean_line(cell.text)[:40]
    notes.standings.append(standing or PENDING)
    return {}


def read_flag_or_time(cell: ReaderCell, reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Note yes, no or a time; what is neither still says that the reader left or bounced, since it stands there."""
    flag, values = read_flag(cell.text), dict[str, Any]()
    if flag is None:
        values = read_moment_of(cell, reading, notes)
    if reading.is_own:
        return values  # The column of states says it.
    if flag is False:
        notes.standings += [PENDING] if cell.name == "confirmed_at" else []
    elif flag or values or cell.name != "confirmed_at":
        notes.standings.append(FLAGS[cell.name])
    return {"suppressed_at" if name in {"bounced_at", "complained_at"} else name: one for name, one in values.items()}


def read_moment_of(cell: ReaderCell, reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return the time in *cell*; one that is none, or in the future, is left out."""
    try:
        moment = read_time(cell.text, is_day_first=reading.day_first.get(cell.heading, True))
    except NoTime:
        return notes.leave_out(cell)
    return notes.leave_out(cell) if moment > reading.now + CLOCK_SKEW else {cell.name: moment}


def read_text(cell: ReaderCell, _reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return a text, cut where it is too long for us."""
    clean, limit = clean_text if cell.name == "consent_wording" else clean_line, LONGEST[cell.name]
    text = clean(cell.text).strip()
    if len(text) > limit:
        notes.leave_out(cell)
    return {cell.name: text[:limit].rstrip()} if text else {}


def read_if_ours(cell: ReaderCell, _reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return a value such as ours; that of another program is left out."""
    try:
        return {cell.name: COLUMNS[cell.name].read(cell.text)}
    except ValueError:
        return notes.leave_out(cell)


def read_ip(cell: ReaderCell, _reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return the address of a machine, which belongs to the proof of consent."""
    try:
        return {cell.name: str(ip_address(cell.text.strip()))}
    except ValueError:
        return notes.leave_out(cell)


def read_topics(cell: ReaderCell, _reading: RowReading, _notes: RowNotes) -> dict[str, Any]:
    """Return the names of topics in *cell*, however they are separated and quoted."""
    names = [name.strip(" \"'[]") for name in re.split(r"[,;|]", clean_line(cell.text))]
    return {"topics": [name for name in names if name]}


Reader: TypeAlias = Callable[[ReaderCell, RowReading, RowNotes], dict[str, Any]]
READERS: Mapping[str, Reader] = {
    "address": read_reader,
    "state": read_state,
    **dict.fromkeys(FLAGS, read_flag_or_time),
    **dict.fromkeys(("requested_at", "suppressed_at"), read_moment_of),
    **dict.fromkeys(LONGEST, read_text),
    **dict.fromkeys(("id", "timezone", "language"), read_if_ours),
    **dict.fromkeys(("requested_ip", "confirmed_ip"), read_ip),
    "topics": read_topics,
}
"""Columns that other programs have too; those of our own export alone refuse the row where they are wrong."""


def read_cell(cell: ReaderCell, reading: RowReading, notes: RowNotes) -> dict[str, Any]:
    """Return what *cell* says, by columns of Subscriber; what it says about leaving goes to *notes*."""
    if cell.name in READERS:
        return READERS[cell.name](cell, reading, notes)
    try:
        return {cell.name: COLUMNS[cell.name].read(cell.text)}
    except ValueError as reason:
        notes.refuse(cell, reason)
        return {}
