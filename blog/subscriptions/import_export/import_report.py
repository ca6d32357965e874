"""Report of an import: counts by outcome, refused rows, values that were left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from blog.subscriptions.import_export.import_cells import RowNotes
from blog.subscriptions.import_export.import_formats import RowError

MAX_ERRORS_KEPT = 1_000
"""Refused rows that are kept; the report file has all of them."""
MAX_NAMES = 50


@dataclass
class LeftOut:
    """Values of one column that say nothing to us."""

    count: int = 0
    line: int = 0
    example: str = ""


@dataclass
class ImportReport:
    """Counts of imported and rejected rows so far."""

    new: dict[str, int] = field(default_factory=lambda: {"confirmed": 0, "pending": 0, "left": 0, "bounced": 0})
    """Readers taken in, by state; bounced ones apart."""
    known: int = 0
    """Addresses that were here already and stay as they are."""
    known_left: int = 0
    """Readers here who are unsubscribed, since the list says that they left."""
    known_suppressed: int = 0
    """Readers here who get nothing more, since the list says that they bounced or complained."""
    without_proof: int = 0
    """New ones whom the list called confirmed without proof."""
    no_members: int = 0
    """Rows of people who never subscribed there; not taken in."""
    erased: int = 0
    """Rows of people who had themselves deleted here; not taken in."""
    confirmations: int = 0
    """Confirmation mails owed."""
    rejected: int = 0
    """Rows with at least one error."""
    errors: list[RowError] = field(default_factory=list)
    """The first MAX_ERRORS_KEPT."""
    fresh_errors: list[RowError] = field(default_factory=list)
    """Those of the last batch."""
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    """By heading."""
    unknown_states: Counter[str] = field(default_factory=Counter)
    unknown_topics: Counter[str] = field(default_factory=Counter)

    @property
    def departures(self) -> int:
        """Return to how many readers who are here mail ends, by what the list says or is said to be."""
        return self.known_left + self.known_suppressed

    def reject(self, errors: Sequence[RowError]) -> None:
        """Count one row with *errors*."""
        self.errors += errors[: max(0, MAX_ERRORS_KEPT - len(self.errors))]
        self.fresh_errors += errors
        self.rejected += 1

    def note(self, notes: RowNotes) -> None:
        """Count what was left out of one row that is taken in."""
        for heading, value in notes.left_out:
            kept = self.left_out.setdefault(heading, LeftOut(0, notes.line, value))
            kept.count += 1
        if notes.unknown_state and (notes.unknown_state in self.unknown_states or len(self.unknown_states) < MAX_NAMES):
            self.unknown_states[notes.unknown_state] += 1

    def count_unknown_topic(self, name: str) -> None:
        """Count a topic that this site does not have."""
        if name in self.unknown_topics or len(self.unknown_topics) < MAX_NAMES:
            self.unknown_topics[name] += 1
