"""From a CSV row to a reader: what the list says about leaving, and what counts as proof of consent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from blog.models import LowChoice, SubscriberState, Suppression, UrgentChoice
from blog.subscriptions.import_export.import_cells import NULLABLE, RowNotes, RowReading, read_cell
from blog.subscriptions.import_export.import_formats import CsvRow, RowError
from blog.subscriptions.import_export.programs.state_words import (
    BOUNCED,
    COMPLAINED,
    CONFIRMED,
    LEFT,
    PENDING,
    Standing,
    is_empty,
    most_severe,
)

NO_WORDING = "Taken over from another list; no wording is known."
FORM = "import"
EMPTY_COLUMNS: dict[str, Any] = dict.fromkeys(
    ("name", "confirmed_at", "left_at", "timezone", "quiet_from", "quiet_until", "paused_until", "new_address",
     "change_key", "suppressed_at", "suppression", "suppression_words")
)  # fmt: skip


@dataclass(frozen=True)
class ImportedReader:
    """One reader of a list, made fit to be stored."""

    line: int
    values: Mapping[str, Any]
    """Columns of Subscriber, all but its key."""
    notes: RowNotes
    standing: Standing
    """What the list says, before proof is asked for."""
    id: int | None = None
    is_without_proof: bool = False
    """The file said confirmed and gave no proof, so that the reader has to be asked."""
    follows: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    """Names of topics, as the list has them."""
    said: frozenset[str] = frozenset()
    """Columns that the list itself fills."""
    is_repeated: bool = False
    """An earlier row of the list has the address already."""

    @property
    def key(self) -> str:
        """Return the address as one person has it once."""
        return str(self.values["address_key"])

    @property
    def departed_at(self) -> datetime | None:
        """Return when the reader left or bounced there, None where the list does not say."""
        return max((self.values[name] for name in ("left_at", "suppressed_at") if name in self.said), default=None)


def parse_row(row: CsvRow, reading: RowReading) -> ImportedReader | list[RowError]:
    """Return the reader in *row*, or all errors in it."""
    notes, values = RowNotes(row.line), dict[str, Any]()
    for cell in row.cells:
        if cell.text.strip() and not (cell.name in NULLABLE and is_empty(cell.text)):
            for name, value in read_cell(cell, reading, notes).items():
                values.setdefault(name, value)
    if "address" not in values:
        notes.errors.append(RowError(row.line, "address", "", _("There is no address.")))
    return notes.errors or make_reader(notes, values, reading)


def make_reader(notes: RowNotes, values: dict[str, Any], reading: RowReading) -> ImportedReader:
    """Return the reader with *values*, and defaults for the rest."""
    lists = {name: values.pop(name, []) for name in ("follows", "requests", "topics")}
    standing = find_row_standing(notes.standings, values, reading)
    said = frozenset(values)
    add_names(values)
    add_proof(values, reading, standing)
    is_without_proof = standing is CONFIRMED and not has_proof(values)
    state = SubscriberState.PENDING if is_without_proof else standing.state
    values = first_values(reading) | values | {"state": state}
    if standing.suppression:
        values["suppression"] = values["suppression"] or standing.suppression
    if state is SubscriberState.LEFT:
        values["left_at"] = values["left_at"] or reading.now
    elif is_without_proof:
        values["confirmed_at"] = None
    if values["suppression"]:
        values["suppressed_at"] = values["suppressed_at"] or reading.now
    return ImportedReader(
        notes.line, values, notes, standing, values.pop("id", None), is_without_proof, **lists, said=said
    )


def find_row_standing(standings: Sequence[Standing], values: Mapping[str, Any], reading: RowReading) -> Standing:
    """Return what the row, or the operator for all rows, says; what speaks most against mail counts."""
    whole = {"left": LEFT, "bounced": BOUNCED, "confirmed": CONFIRMED, None: None}[reading.whole_file]
    found = most_severe([*standings, *([whole] if whole else [])])
    if values.get("suppression") is Suppression.COMPLAINT and found is None:
        return COMPLAINED
    return found or PENDING


def add_names(values: dict[str, Any]) -> None:
    """Make one name of first and last name, or of what stands before the address."""
    parts = [values.pop(name, None) for name in ("first_name", "last_name")]
    written = values.pop("written_name", None)
    values["name"] = values.get("name") or " ".join(filter(None, parts))[:100] or written or None


def add_proof(values: dict[str, Any], reading: RowReading, standing: Standing) -> None:
    """Put together what proves consent: source, addresses of machines, and what the operator says of the whole list."""
    ips = [values.pop(name, None) for name in ("requested_ip", "confirmed_ip")]
    words = [
        label.format(ip=ip) for label, ip in zip(("Asked from {ip}.", "Confirmed from {ip}."), ips, strict=True) if ip
    ]
    if words:
        values["consent_wording"] = " ".join([values.get("consent_wording") or NO_WORDING, *words])[:500]
    if reading.source:
        values["consent_form"] = values.get("consent_form") or reading.source
    elif reading.program and values.get("confirmed_at"):
        values["consent_form"] = values.get("consent_form") or reading.program
    if reading.whole_file == "confirmed" and reading.source and standing is CONFIRMED:
        values["requested_at"] = values.get("requested_at") or values.get("confirmed_at") or reading.now
        values["confirmed_at"] = values.get("confirmed_at") or values["requested_at"]


def has_proof(values: Mapping[str, Any]) -> bool:
    """Return whether a list proves consent: when it was asked for, by which words or where, and when confirmed."""
    where = values.get("consent_wording") or values.get("consent_form")
    return bool(values.get("requested_at") and values.get("confirmed_at") and where)


def first_values(reading: RowReading) -> dict[str, Any]:
    """Return the columns of a reader of whom only the address is known."""
    return EMPTY_COLUMNS | {
        "state": SubscriberState.PENDING,
        "site_frequency": reading.default_frequency,
        "urgent_choice": UrgentChoice.AT_ONCE,
        "low_choice": LowChoice.AS_OTHERS,
        "language": "",
        "is_text_only": False,
        "requested_at": reading.now,
        "consent_wording": NO_WORDING,
        "consent_form": reading.program or FORM,
        "soft_bounces": 0,
        "key": secrets.token_hex(16),
        "request_key": secrets.token_hex(16),
    }
