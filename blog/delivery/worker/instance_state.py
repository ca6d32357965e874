"""Whether this is the database that the operator declared live, a copy, or one set back to an older state."""

import os
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from blog.database import AnySession, insert_missing
from blog.database.fingerprint import read_fingerprint
from blog.models import Installation

DIGITS = 12
"""Digits of the fingerprint in the name of the witness: each database has its own."""
SLACK = 2
"""Epochs by which a request that only reads may lag, since its transaction can be older than the witness."""


class Standing(Enum):
    """What the row and the witness say together."""

    NEW = "new"
    """Never declared: the first worker does so."""
    LIVE = "live"
    COPY = "copy"
    """Declared live elsewhere: copied, moved or restored from a backup."""
    SET_BACK = "set back"
    """Older than what this installation has seen: restored in its place."""

    @property
    def may_send(self) -> bool:
        """Return whether messages may leave."""
        return self in {Standing.NEW, Standing.LIVE}


NOTICES = {
    Standing.COPY: _l("This database is a copy: nothing is sent until the operator declares it live (flask live)."),
    Standing.SET_BACK: _l(
        "This database is older than it was: nothing is sent until the operator declares it live (flask live)."
    ),
}


@dataclass(frozen=True)
class Witness:
    """A file beside the database that has seen how far the database had come."""

    file: Path

    @property
    def epoch(self) -> int:
        """Return the epoch that was seen last, 0 when there is no witness."""
        try:
            return int(self.file.read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def write(self, epoch: int) -> None:
        """Keep *epoch*, whole or not at all, and on disk before this returns."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(f".{os.getpid()}")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as stream:
            stream.write(str(epoch))
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self.file)


def witness_of(folder: Path, fingerprint: str) -> Witness:
    """Return the witness of the database with this *fingerprint* in the instance's *folder*."""
    return Witness(folder / f"installation-{fingerprint[:DIGITS]}")


def look(session: AnySession, folder: Path, *, slack: int = 0) -> Standing:
    """Return how the database stands; the witness is read first, since it follows the database.

    *slack* is how many epochs the caller's transaction may be behind because
    it began earlier.
    """
    fingerprint = read_fingerprint(session)
    seen = witness_of(folder, fingerprint).epoch
    row = session.get(Installation, 1, populate_existing=True)
    if row is None:
        return Standing.NEW
    if row.fingerprint != fingerprint:
        return Standing.COPY
    return Standing.SET_BACK if row.epoch + slack < seen else Standing.LIVE


def declare(session: AnySession, folder: Path, now: datetime) -> int:
    """Say that this database is the live one from *now* on, and return its epoch.

    The caller commits, and then tells the witness.
    """
    fingerprint = read_fingerprint(session)
    insert_missing(session, Installation, [{"id": 1, "fingerprint": fingerprint, "epoch": 0, "declared_at": now}])
    row = session.get_one(Installation, 1, with_for_update=True, populate_existing=True)
    row.fingerprint, row.declared_at = fingerprint, now
    row.epoch = max(row.epoch, witness_of(folder, fingerprint).epoch) + 1
    session.flush()
    return row.epoch


def raise_epoch(session: AnySession) -> int:
    """Begin the next epoch and return its number; the caller commits, and then tells the witness."""
    raised = update(Installation).where(Installation.id == 1).values(epoch=Installation.epoch + 1)
    return session.scalars(raised.returning(Installation.epoch)).one()
