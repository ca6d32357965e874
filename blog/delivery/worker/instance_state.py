"""Tells whether this database is the live one, a copy of it, or an older state of it.

The live database is known by two marks. Its row in installations holds the
fingerprint of the database that was declared live, which a copy does not share.
And a counter, the epoch, is advanced in the row and then in a file of the
instance folder: a database restored in place has a lower epoch than the file.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask_babel import lazy_gettext as _l
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from blog.database import AnySession, insert_missing
from blog.database.fingerprint import read_fingerprint
from blog.models import Heartbeat, Installation

FINGERPRINT_DIGITS = 12
"""Digits of the fingerprint in the name of the epoch file: each database has its own file."""


class InstanceState(Enum):
    """What the row and the epoch file show together."""

    NEW = "new"
    """Never declared: the first worker does so."""
    LIVE = "live"
    COPY = "copy"
    """Declared live elsewhere: copied, moved or restored from a backup."""
    ROLLED_BACK = "set back"
    """Older than the epoch file: a backup restored in place."""

    @property
    def may_send(self) -> bool:
        """Return whether messages may be sent."""
        return self in {InstanceState.NEW, InstanceState.LIVE}


NOTICES = {
    InstanceState.COPY: _l(
        "This database is a copy: nothing is sent until the operator declares it live (flask live)."
    ),
    InstanceState.ROLLED_BACK: _l(
        "This database is older than it was: nothing is sent until the operator declares it live (flask live)."
    ),
}


@dataclass(frozen=True)
class EpochFile:
    """The file outside the database that holds its highest epoch."""

    path: Path

    def read(self) -> int:
        """Return the epoch, 0 when there is no readable one."""
        try:
            return int(self.path.read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def write(self, epoch: int) -> None:
        """Replace the epoch atomically; it is on disk before this returns.

        The draft has a name of its own: the threads of a worker, and workers
        of the same number in different containers, may write at once.

        Raises:
            OSError: the folder cannot be written; no draft stays behind.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="ascii", dir=self.path.parent, prefix=f"{self.path.name}.", delete=False
        ) as draft:
            try:
                draft.write(str(epoch))
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).replace(self.path)
            except OSError:
                Path(draft.name).unlink(missing_ok=True)
                raise


def epoch_file_of(folder: Path, fingerprint: str) -> EpochFile:
    """Return the epoch file of the database with this *fingerprint* in the instance *folder*."""
    return EpochFile(folder / f"installation-{fingerprint[:FINGERPRINT_DIGITS]}")


def read_standing(engine: Engine, folder: Path, now: datetime) -> InstanceState:
    """Return whether mail may go: the one answer of every page, command and monitor.

    It is what the workers that are alive wrote beside their heartbeat; the
    first that sends nothing counts, and so does what the epoch file of this
    machine says: a backup may bring heartbeats of its own along.
    """
    with Session(engine.execution_options(is_reading=True)) as session:
        own = read_state(session, folder)
        told = [InstanceState(state) for state in session.scalars(Heartbeat.mail_states(now))]
    return next((state for state in (own, *told) if not state.may_send), own)


def read_state(session: AnySession, folder: Path) -> InstanceState:
    """Return the state of the database; *session* must be in no transaction, which could be older than the file."""
    fingerprint = read_fingerprint(session)
    session.rollback()
    # The file is read first: it follows the database, so that a worker's advance in between does no harm.
    seen_epoch = epoch_file_of(folder, fingerprint).read()
    row = session.get(Installation, 1, populate_existing=True)
    if row is None:
        return InstanceState.NEW
    if row.fingerprint != fingerprint:
        return InstanceState.COPY
    return InstanceState.ROLLED_BACK if row.epoch < seen_epoch else InstanceState.LIVE


def declare(session: AnySession, folder: Path, now: datetime) -> int:
    """Write that this database is the live one from *now* on, and return its epoch, which exceeds every earlier one.

    The caller commits, and then writes the epoch file. What workers found before counts no more.
    """
    fingerprint = read_fingerprint(session)
    insert_missing(session, Installation, [{"id": 1, "fingerprint": fingerprint, "epoch": 0, "declared_at": now}])
    row = session.get_one(Installation, 1, with_for_update=True, populate_existing=True)
    row.fingerprint, row.declared_at = fingerprint, now
    row.epoch = max(row.epoch, epoch_file_of(folder, fingerprint).read()) + 1
    session.execute(update(Heartbeat).values(mail_state=None))
    session.flush()
    return row.epoch


def increment_epoch(session: AnySession) -> int:
    """Increment the epoch and return it; the caller commits, and then writes the epoch file."""
    incremented = update(Installation).where(Installation.id == 1).values(epoch=Installation.epoch + 1)
    return session.scalars(incremented.returning(Installation.epoch)).one()
