"""From a CSV row to a reader: what counts as proof of consent, and what has to be confirmed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from blog.models import Frequency, LowChoice, SubscriberState, Suppression, UrgentChoice
from blog.subscriptions.email_address import NeedsUnicodeMail, NotAnAddress, parse_address
from blog.subscriptions.import_export.csv_cells import require_max_length
from blog.subscriptions.import_export.csv_columns import COLUMNS
from blog.subscriptions.import_export.import_formats import CsvRow, RowError
from blog.text.cleaning import clean_line

CONFIRMED, PENDING, LEFT = SubscriberState.CONFIRMED, SubscriberState.PENDING, SubscriberState.LEFT
STATE_ALIASES: dict[str, tuple[SubscriberState, Suppression | None]] = {
    **dict.fromkeys(("confirmed", "subscribed", "enabled", "active", "true", "yes", "1"), (CONFIRMED, None)),
    **dict.fromkeys(("", "pending", "unconfirmed", "new"), (PENDING, None)),
    **dict.fromkeys(("left", "unsubscribed", "disabled", "inactive", "false", "no", "0"), (LEFT, None)),
    "blocklisted": (LEFT, None),
    **dict.fromkeys(("cleaned", "bounced"), (PENDING, Suppression.HARD_BOUNCE)),
    **dict.fromkeys(("complained", "spam"), (LEFT, Suppression.COMPLAINT)),
}
"""Names of states in other programs."""
FORM = "import"
NO_WORDING = "Taken over from another list; no wording is known."
CLOCK_SKEW = timedelta(days=1)
PAST_TIMES = ("requested_at", "confirmed_at", "left_at", "suppressed_at")
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
    id: int | None = None
    is_without_proof: bool = False
    """The file said confirmed and gave no proof, so that the reader has to be asked."""
    follows: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the address as one person has it once."""
        return str(self.values["address_key"])


def parse_row(row: CsvRow, default_frequency: Frequency, now: datetime) -> ImportedReader | list[RowError]:
    """Return the reader in *row*, or all errors in it.

    *default_frequency* is for readers without one.
    """
    errors: list[RowError] = []
    values: dict[str, Any] = {}
    for name, cell in row.cells.items():
        try:
            if cell.strip():
                values |= read_cell(name, cell, now)
        except ValueError as reason:
            errors.append(RowError(row.line, name, clean_line(cell[:200])[:100], str(reason)))
    if "address" not in values and not any(error.column == "address" for error in errors):
        errors.append(RowError(row.line, "address", "", _("There is no address.")))
    return errors or make_reader(row.line, values, default_frequency, now)


def read_cell(name: str, cell: str, now: datetime) -> dict[str, Any]:
    """Return what the *cell* of column *name* says, by columns of Subscriber.

    Raises:
        ValueError: it says nothing that can be; the message is for a person.
    """
    if name == "address":
        return read_reader(cell)
    if name == "state":
        return read_state(cell)
    if name in {"first_name", "last_name"}:
        return {name: require_max_length(clean_line(cell), 50)}
    value = COLUMNS[name].read(cell)
    if name in PAST_TIMES and value > now + CLOCK_SKEW:
        raise ValueError(_("This is in the future."))
    return {name: value}


def read_reader(cell: str) -> dict[str, Any]:
    """Return address and key of a reader."""
    try:
        address = parse_address(clean_line(cell))
    except NeedsUnicodeMail:
        raise ValueError(_("Many mail servers carry only plain letters before the @.")) from None
    except NotAnAddress:
        raise ValueError(_("This is not an e-mail address.")) from None
    return {"address": address.mail, "address_key": address.key}


def read_state(cell: str) -> dict[str, Any]:
    """Return the state that a word of ours or of another program means."""
    found = STATE_ALIASES.get(cell.strip().casefold())
    if found is None:
        raise ValueError(_("This is no state such as confirmed, pending or left."))
    state, suppression = found
    return {"state": state, **({"suppression": suppression} if suppression else {})}


def make_reader(line: int, values: dict[str, Any], default_frequency: Frequency, now: datetime) -> ImportedReader:
    """Return the reader with *values*, and defaults for the rest."""
    lists = {"follows": values.pop("follows", []), "requests": values.pop("requests", [])}
    names = [values.pop(name, "") for name in ("first_name", "last_name")]
    is_without_proof = values.get("state") is CONFIRMED and not has_proof(values)
    values = first_values(default_frequency, now) | {"name": " ".join(filter(None, names)) or None} | values
    if is_without_proof:
        values |= {"state": PENDING, "confirmed_at": None}
    if values["state"] is LEFT:
        values["left_at"] = values["left_at"] or now
    if values["suppression"]:
        values["suppressed_at"] = values["suppressed_at"] or now
    return ImportedReader(line, values, values.pop("id", None), is_without_proof, **lists)


def has_proof(values: Mapping[str, Any]) -> bool:
    """Return whether a list proves consent: when it was asked for, by which words or where, and when confirmed."""
    where = values.get("consent_wording") or values.get("consent_form")
    return bool(values.get("requested_at") and values.get("confirmed_at") and where)


def first_values(default_frequency: Frequency, now: datetime) -> dict[str, Any]:
    """Return the columns of a reader of whom only the address is known."""
    return EMPTY_COLUMNS | {
        "state": PENDING,
        "site_frequency": default_frequency,
        "urgent_choice": UrgentChoice.AT_ONCE,
        "low_choice": LowChoice.AS_OTHERS,
        "requested_at": now,
        "consent_wording": NO_WORDING,
        "consent_form": FORM,
        "soft_bounces": 0,
        "key": secrets.token_hex(16),
        "request_key": secrets.token_hex(16),
    }
