"""Checks before sending that this database is live: a copy or a restored backup sends nothing.

This module commits: the epoch is in the database before it is in the epoch file.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path

import structlog

from blog.database import AnySession
from blog.database.engine import checkpoint_wal
from blog.database.fingerprint import read_fingerprint
from blog.delivery.worker.instance_state import InstanceState, declare, epoch_file_of, increment_epoch, read_state

CHECK_EVERY = timedelta(seconds=5)
ADVANCE_EVERY = timedelta(minutes=1)
WARN_EVERY = timedelta(minutes=1)
WARNINGS = {
    InstanceState.COPY: "This database is a copy: nothing is sent until it is declared live (flask live).",
    InstanceState.ROLLED_BACK: (
        "This database is older than it was: nothing is sent until it is declared live (flask live)."
    ),
}

log = structlog.get_logger()


class LiveCheck:
    """Tells whether messages may be sent; one object a thread. *folder* is the instance folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state: InstanceState | None = None
        self.checked_at: datetime | None = None
        self.advanced_at: datetime | None = None
        self.warned_at: datetime | None = None

    def is_live(self, session: AnySession, now: datetime) -> bool:
        """Return whether messages may be sent, as checked within the last few seconds.

        A database that was never declared is declared here: it is new, or
        comes from an edition without this check. What the caller has written
        before is committed.
        """
        if self.checked_at is None or not timedelta() <= now - self.checked_at < CHECK_EVERY:
            self.check(session, now)
        return self.state is not None and self.state.may_send

    def when_live(self, job: Callable[[AnySession, datetime], bool]) -> Callable[[AnySession, datetime], bool]:
        """Return *job* so wrapped that it runs only while the database is live."""

        @wraps(job)
        def run_if_live(session: AnySession, now: datetime) -> bool:
            return self.is_live(session, now) and job(session, now)

        return run_if_live

    def check(self, session: AnySession, now: datetime) -> None:
        """Read the state, and advance the epoch once a minute while the database is live."""
        session.commit()
        self.state = read_state(session, self.folder)
        self.checked_at = now
        if self.state is InstanceState.NEW:
            declare_live(session, self.folder, now)
            self.state, self.advanced_at = InstanceState.LIVE, now
        elif self.state is not InstanceState.LIVE:
            self.warn(now)
        elif self.advanced_at is None or now - self.advanced_at >= ADVANCE_EVERY:
            advance(session, self.folder)
            self.advanced_at = now
        session.commit()

    def warn(self, now: datetime) -> None:
        """Log once a minute that nothing is sent, and why."""
        self.advanced_at = None
        if self.warned_at is None or now - self.warned_at >= WARN_EVERY:
            log.warning("nothing is sent", why=WARNINGS.get(self.state) if self.state else None)
            self.warned_at = now

    def end(self, session: AnySession, now: datetime) -> None:
        """Advance the epoch a last time when the worker stops: a copy made while it ran is older from here on."""
        self.checked_at = None
        if self.is_live(session, now):
            advance(session, self.folder)


def declare_live(session: AnySession, folder: Path, now: datetime) -> None:
    """Declare this database live, commit that, and write the epoch file."""
    epoch = declare(session, folder, now)
    session.commit()
    write_epoch_file(session, folder, epoch)


def advance(session: AnySession, folder: Path) -> None:
    """Advance the epoch and commit that, so that every earlier copy is older; then write the epoch file."""
    epoch = increment_epoch(session)
    session.commit()
    write_epoch_file(session, folder, epoch)


def write_epoch_file(session: AnySession, folder: Path, epoch: int) -> None:
    """Flush the database to disk, then write *epoch*: a power cut must not leave a file that is ahead of the database.

    Where the instance folder cannot be written, the fingerprint alone tells copies.
    """
    epoch_file = epoch_file_of(folder, read_fingerprint(session))
    session.commit()
    checkpoint_wal(session.get_bind().engine)
    try:
        epoch_file.write(epoch)
    except OSError as error:
        log.warning("the epoch file cannot be written", folder=str(folder), error=str(error))
